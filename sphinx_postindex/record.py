"""What is known of the outputs in a folder: kept beside them, and by the build at work."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_postindex.files import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder

_FORMAT = 1


def record_file(builder: Builder) -> Path:
    """The record of a builder's output: hashes, and names of what is published there."""
    # EPUB packs what lies in its folder and warns of what it does not know, except for scripts.
    return Path(builder.outdir, ".postindex.js" if builder.name == "epub" else ".postindex.json")


@dataclass(slots=True)
class Record:
    """What the outputs in a folder show, and of which posts they are."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    """Two hashes for each page that shows something of posts: of what it asks for, and of what
    it shows of that. A page holds an index or posts, refers to a post or a term, or links to
    what is not in the build."""
    made: dict[str, list[str]] = field(default_factory=dict)
    """The files made of each post, relative to the folder."""
    later: dict[str, list[str]] = field(default_factory=dict)
    """As ``pages``, for the pages that no document stands behind."""
    pictures: dict[str, list[str]] = field(default_factory=dict)
    """The files that the cards of each page show, relative to the folder."""
    feeds: dict[str, list[str]] = field(default_factory=dict)
    """A hash for each feed and each data file of a paged index, by its file."""
    bodies: dict[str, list[str]] = field(default_factory=dict)
    """A hash of the body that the page of each post has left for feeds."""
    facts: str = ""
    """A hash of all that pages of documents show beside their own sources, where every one of
    them shows it; ``""`` where some do not."""
    whole: bool = True
    """Whether the last build has written all that it had to; one that was killed has not."""
    builder: str = ""
    """The name of the builder that wrote it."""

    @classmethod
    def read(cls, builder: Builder) -> Record:
        """The record of an output. Missing or garbled, it says that nothing is known.

        Where another builder wrote into the folder, that is known, but not what stands there
        of this one's.
        """
        try:
            data = json.loads(record_file(builder).read_text(encoding="utf-8"))
            if data["format"] == _FORMAT:
                kinds = ("pages", "made", "later", "pictures", "feeds", "bodies")
                known = {kind: _texts(data[kind]) for kind in kinds}
                wrote = str(data["builder"])
                whole = bool(data["whole"]) and wrote == builder.name
                return cls(**known, facts=str(data["facts"]), whole=whole, builder=wrote)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        return cls(whole=False)

    def write(self, builder: Builder) -> None:
        """Put the record beside its outputs, whole or not at all."""
        data = {"format": _FORMAT, **{each.name: getattr(self, each.name) for each in fields(self)}}
        write(record_file(builder), f"{_lines(data | {'builder': builder.name})}\n".encode())


@dataclass(slots=True)
class Build:
    """What one build knows of its outputs; nothing of it outlives the build."""

    record: Record
    made: dict[str, list[str]]
    """The files that this build makes of each post, as far as was known when it was read."""
    pages: dict[str, list[str]]
    """The hashes that the record should have at the end."""
    known: list[str]
    """The documents that the record or this build knows as pages."""
    everything: bool
    """Whether every page is to be written."""
    facts: str
    """See :class:`Record`."""
    resolved: dict[str, int | None] = field(default_factory=dict)
    """The documents that it writes, and when the page of each was written before."""


def _lines(data: Mapping[str, object]) -> str:
    """Data as JSON, an entry a line. The indented form of :mod:`json` takes ten times as long."""
    inner = (
        f"{json.dumps(name, ensure_ascii=False)}:"
        + (_lines(value) if isinstance(value, dict) else json.dumps(value, ensure_ascii=False))
        for name, value in sorted(data.items())
    )
    return "{\n" + ",\n".join(inner) + "\n}"


def _texts(data: Mapping[str, list[str]]) -> dict[str, list[str]]:
    if not all(isinstance(text, str) for texts in data.values() for text in texts):
        raise TypeError("a record holds texts only")
    return dict(data)
