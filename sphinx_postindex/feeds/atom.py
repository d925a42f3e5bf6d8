"""Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sphinx_postindex.feeds.markup import child, document
from sphinx_postindex.feeds.text import cleaned, language, line, lines, link, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_postindex.feeds.model import Entry, Feed
    from sphinx_postindex.model import Author

TYPE = "application/atom+xml"

# Atom wants a date where there is none; this one never changes, and no clock was asked.
UNDATED = "1970-01-01T00:00:00+00:00"


def atom(feed: Feed) -> bytes:
    """A feed as Atom; the same bytes for the same feed.

    An entry without a date was ``updated`` at the start of 1970, and so was a feed in which
    none has one. A title without a character becomes the address. Atom wants an author
    (4.1.1): a feed without one has its title as author.
    """
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", **_language(feed.language)})
    title = line(feed.title) or link(feed.page_url)
    child(root, "title", title)
    if subtitle := line(feed.subtitle):
        child(root, "subtitle", subtitle)
    child(root, "id", line(feed.id))
    child(root, "updated", stamp(feed.changed_at) if feed.changed_at else UNDATED)
    child(root, "link", rel="alternate", type="text/html", href=link(feed.page_url))
    child(root, "link", rel="self", type=TYPE, href=link(feed.feed_url))
    _authors(root, feed.authors)
    if root.find("author") is None:
        child(child(root, "author"), "name", title)
    for entry in feed.entries:
        _entry(root, entry)
    return document(root)


def _entry(root: ET.Element, entry: Entry) -> None:
    node = child(root, "entry", "", **_language(entry.language))
    child(node, "title", line(entry.title) or link(entry.url), type="text")
    child(node, "id", line(entry.id))
    if entry.published_at:
        child(node, "published", stamp(entry.published_at))
    child(node, "updated", stamp(entry.changed_at) if entry.changed_at else UNDATED)
    # One alternate: a second of the same type is against RFC 4287, 4.1.2.
    child(node, "link", rel="alternate", type="text/html", href=link(entry.url))
    if related := link(entry.external_url):
        child(node, "link", rel="related", href=related)
    if entry.image and (url := link(entry.image.url)):
        length = "" if entry.image.length is None else str(entry.image.length)
        kind = line(entry.image.type)
        child(node, "link", rel="enclosure", type=kind, length=length, href=url)
    _authors(node, entry.authors)
    for category in lines(entry.categories):
        child(node, "category", term=category)
    if summary := line(entry.summary):
        child(node, "summary", summary, type="text")
    if entry.content_html is not None:
        child(node, "content", cleaned(entry.content_html), type="html")


def _authors(parent: ET.Element, authors: Iterable[Author]) -> None:
    for author in authors:
        if name := line(author.name):
            node = child(parent, "author")
            child(node, "name", name)
            if url := link(author.url):
                child(node, "uri", url)


def _language(code: str) -> dict[str, str]:
    return {"xml:lang": language(code)} if language(code) else {}
