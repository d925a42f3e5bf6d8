"""RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sphinx_postindex.feeds.markup import child, document
from sphinx_postindex.feeds.text import cleaned, language, line, lines, link

if TYPE_CHECKING:
    from sphinx_postindex.feeds.model import Entry, Feed

TYPE = "application/rss+xml"

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rss(feed: Feed) -> bytes:
    """A feed as RSS 2.0; the same bytes for the same feed.

    RSS has no date of an update, no link to a second page and no language of an entry; what
    has no date has no date here. A picture needs its type and its length, or it is left out.
    """
    root = ET.Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = child(root, "channel")
    title = line(feed.title) or link(feed.page_url)
    child(channel, "title", title)
    child(channel, "link", link(feed.page_url))
    child(channel, "description", _html(feed.subtitle) or escape(title, quote=False))
    if code := language(feed.language):
        child(channel, "language", code)
    if feed.changed_at:
        child(channel, "lastBuildDate", format_datetime(feed.changed_at))
    child(channel, "atom:link", rel="self", type=TYPE, href=link(feed.feed_url))
    for entry in feed.entries:
        _item(channel, entry, feed)
    return document(root)


def _item(channel: ET.Element, entry: Entry, feed: Feed) -> None:
    node = child(channel, "item")
    url = link(entry.url)
    child(node, "title", line(entry.title) or url)
    child(node, "link", url)
    # Without the attribute a guid is taken for an address, which a tag URI is not.
    guid = line(entry.id)
    child(node, "guid", guid, isPermaLink="true" if guid == url else "false")
    if entry.published_at:
        # English in every locale, as RFC 822 wants.
        child(node, "pubDate", format_datetime(entry.published_at))
    # RSS's own author is an address of mail; Dublin Core's is a name.
    names = lines(tuple(author.name for author in entry.authors))
    for name in names or lines(tuple(author.name for author in feed.authors)):
        child(node, "dc:creator", name)
    for category in lines(entry.categories):
        child(node, "category", category)
    if summary := _html(entry.summary):
        child(node, "description", summary)
    if entry.content_html is not None:
        child(node, "content:encoded", cleaned(entry.content_html))
    image = entry.image
    if image and image.length is not None and (kind := line(image.type)) and link(image.url):
        child(node, "enclosure", url=link(image.url), length=str(image.length), type=kind)


def _html(text: str) -> str:
    """A plain text as HTML: that is how readers take a description."""
    return escape(line(text), quote=False)
