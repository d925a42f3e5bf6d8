"""What a feed is: frozen plain data, complete, with absolute addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sphinx_postindex.model import PostDate
from sphinx_postindex.urls import web_url

if TYPE_CHECKING:
    from sphinx_postindex.model import Author

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of an entry, for readers to fetch."""

    url: str
    type: str = ""
    """The media type, such as ``image/png``; nothing where it is not known."""
    length: int | None = None
    """The size of the file in bytes; ``None`` where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One post, as a feed tells of it.

    Texts are plain, of any characters; the writers clean them.

    :raises ValueError: for a ``url`` that is no absolute address of the web
    """

    id: str
    """What never changes, as :func:`~sphinx_postindex.feeds.ids.entry_id` gives it. The
    caller sees to it that no two entries of a feed share one."""
    url: str
    """The page of the post."""
    title: str
    published: PostDate | datetime | None = None
    """A datetime without an offset is in UTC."""
    updated: PostDate | datetime | None = None
    summary: str = ""
    content_html: str | None = None
    """The whole post, from :func:`~sphinx_postindex.feeds.absolute.absolute`; HTML."""
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    """Categories and tags, the most important first."""
    language: str = ""
    """A code (BCP 47), where it differs from that of the feed."""
    image: Picture | None = None
    external_url: str | None = None
    """What the post is about, where that stands elsewhere."""

    def __post_init__(self) -> None:
        """Refuse an address that a reader could not open."""
        _check(self.url)

    @property
    def published_at(self) -> datetime | None:
        """When it was published: aware, with an offset of whole minutes."""
        return _moment(self.published)

    @property
    def changed_at(self) -> datetime | None:
        """When it last changed; never before it was published."""
        found = list(filter(None, (self.published_at, _moment(self.updated))))
        return max(found) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed in any format; entries stand in it in the order given.

    When it changed is not a field: that is when the latest of its entries did, so that equal
    entries give equal bytes.

    :raises ValueError: for an address that is no absolute one of the web
    """

    id: str
    """What never changes; a tag URI, for example."""
    title: str
    subtitle: str = ""
    language: str = ""
    """A code (BCP 47); one that is malformed is left out."""
    page_url: str
    """The page that lists the same posts."""
    feed_url: str
    """Where this file will be: each format has its own."""
    authors: tuple[Author, ...] = ()
    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an address that a reader could not open."""
        _check(self.page_url)
        _check(self.feed_url)

    @property
    def changed_at(self) -> datetime | None:
        """When the latest entry changed; ``None`` where none has a date. Never the clock's."""
        return max(filter(None, (entry.changed_at for entry in self.entries)), default=None)


def _check(url: str) -> None:
    if web_url(url) is None:
        raise ValueError(f"not an absolute address of the web: {url!r}")


def _moment(date: PostDate | datetime | None) -> datetime | None:
    """A date as feeds can write it: RFC 3339 and RFC 822 have offsets of whole minutes.

    The local times of the 19th century have others; these become UTC.
    """
    when = date.when if isinstance(date, PostDate) else date
    if when is None:
        return None
    offset = when.utcoffset()
    if offset is None:
        return when.replace(tzinfo=UTC)
    return when.astimezone(UTC) if offset % _MINUTE else when
