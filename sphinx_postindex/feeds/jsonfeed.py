"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_postindex.feeds.text import cleaned, language, line, lines, link, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_postindex.feeds.model import Entry, Feed
    from sphinx_postindex.model import Author

TYPE = "application/feed+json"


def jsonfeed(feed: Feed) -> bytes:
    """A feed as JSON Feed 1.1; the same bytes for the same feed.

    What is empty is left out. An item must have a content (``content_html`` or
    ``content_text``): without the whole post, its summary is that.
    """
    facts = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": line(feed.title) or link(feed.page_url),
        "home_page_url": link(feed.page_url),
        "feed_url": link(feed.feed_url),
        "description": line(feed.subtitle),
        "language": language(feed.language),
        "authors": _authors(feed.authors),
    }
    items = [_item(entry) for entry in feed.entries]
    text = json.dumps(_filled(facts) | {"items": items}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _item(entry: Entry) -> dict[str, Any]:
    summary, whole = line(entry.summary), entry.content_html
    content = {"content_text": summary} if whole is None else {"content_html": cleaned(whole)}
    facts = {
        "id": line(entry.id),
        "url": link(entry.url),
        "external_url": link(entry.external_url),
        "title": line(entry.title) or link(entry.url),
        "summary": "" if whole is None else summary,
        "image": link(entry.image.url) if entry.image else "",
        "date_published": entry.published_at and stamp(entry.published_at),
        "date_modified": entry.changed_at and stamp(entry.changed_at),
        "authors": _authors(entry.authors),
        "tags": lines(entry.categories),
        "language": language(entry.language),
    }
    return _filled(facts) | content


def _authors(authors: Iterable[Author]) -> list[dict[str, str]]:
    people = ({"name": line(author.name), "url": link(author.url)} for author in authors)
    return [_filled(person) for person in people if person["name"]]


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact}
