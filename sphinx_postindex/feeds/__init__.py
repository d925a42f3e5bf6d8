"""Feeds: what a feed is, and the formats it is written in. Pure: no document, no build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_postindex.feeds import atom, jsonfeed, rss
from sphinx_postindex.feeds.model import Entry, Feed, Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FORMATS", "Entry", "Feed", "Format", "Picture"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a feed."""

    write: Callable[[Feed], bytes]
    """Gives the same bytes for the same feed, at any time and in any locale."""
    file: str
    type: str
    """The media type, for ``<link rel="alternate">``."""


FORMATS: Mapping[str, Format] = {
    "atom": Format(atom.atom, "atom.xml", atom.TYPE),
    "rss": Format(rss.rss, "rss.xml", rss.TYPE),
    "json": Format(jsonfeed.jsonfeed, "feed.json", jsonfeed.TYPE),
}
