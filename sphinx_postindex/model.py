"""What a post is: frozen plain data, without Sphinx and without docutils."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from sphinx_postindex.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_postindex.richtext import RichText

Precision = Literal["year", "month", "day", "time"]

_ISO = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}


# The same few terms stand on many posts.
@lru_cache(maxsize=10_000)
def fold(term: str) -> str:
    """The form in which terms are compared: case, blanks and width do not count."""
    return " ".join(unicodedata.normalize("NFKC", term).casefold().split())


@dataclass(frozen=True, slots=True)
class PostDate(Plain):
    """A date as it was written, and how much of it was written.

    ``when`` is aware, in the offset of its author; what was not written is the start of
    what was (``2026-06`` is June 1, 00:00).
    """

    when: datetime
    precision: Precision = "day"

    @property
    def instant(self) -> datetime:
        """The same moment in UTC: what posts are ordered by."""
        return self.when.astimezone(UTC)

    @property
    def iso(self) -> str:
        """What the HTML attribute ``datetime`` takes: such as ``2026-06``."""
        if self.precision == "time":
            return self.when.isoformat()
        return self.when.strftime(_ISO[self.precision])


@dataclass(frozen=True, slots=True)
class Author(Plain):
    """Somebody who wrote a post."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Image(Plain):
    """The picture of a post: what its author wrote, and what was found there."""

    uri: str
    """A path or an http(s) URL as it was written. In front matter it may also be ``auto`` or a
    number: the first picture, or that one, of the text."""
    alt: str = ""
    path: str = ""
    """The file, from the source folder, with ``/``; nothing for a picture elsewhere."""
    kind: str = ""
    """The media type of the file, such as ``image/png``."""
    digest: str = ""
    """The first 12 hexadecimal digits of the SHA-256 of the file."""
    width: int = 0
    """In pixels, as it is shown: the camera's orientation counts. 0 where it is not known."""
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Plain):
    """One post: a document, or a section of one.

    Every field but the first four is read from the front matter and has a default.
    Lists are tuples, in the author's order, without doubles.
    """

    docname: str
    anchor: str = ""
    """The id of the section that is the post, or nothing where the document is."""
    place: int = 0
    """The number of the post among those of its document."""
    title: RichText

    date: PostDate | None = None
    updated: PostDate | None = None
    expires: PostDate | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    excerpt: RichText
    excerpt_whole: bool = False
    """Whether the author chose the excerpt, by a field or a marker: it is not cut then."""
    image: Image | None = None
    draft: bool = False
    unlisted: bool = False
    pinned: bool = False
    order: float | None = None
    series: str | None = None
    series_order: float | None = None
    languages: tuple[str, ...] = ()
    """Codes, such as ``pt-BR``; a language that is not known is kept as it was written."""
    locations: tuple[str, ...] = ()
    external_url: str | None = None
    id: str | None = None
    guid: str | None = None
    minutes: int = 0
    """How long it takes to read the text, rounded up."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Every other field of the front matter, as typed YAML, by the name it was given."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells a post from all others: its document and its anchor."""
        return (self.docname, self.anchor)
