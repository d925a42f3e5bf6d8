"""What a post and a list of posts are to programs: schema.org data and Open Graph tags. Pure.

Vocabulary: https://schema.org/BlogPosting, https://schema.org/CollectionPage,
https://ogp.me/#type_article. What is not known is left out, nothing is made up.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sphinx_postindex.richtext import clean
from sphinx_postindex.urls import web_url
from sphinx_postindex.words import html_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_postindex.model import Post, PostDate

Data = dict[str, Any]

# How much of `2026-06-29T10:00:00+00:00` was written.
_WRITTEN = {"year": 4, "month": 7, "day": 10, "time": None}
# What cannot stand in a script element as it is (https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements);
# JSON escapes all that is not ASCII by itself.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


@dataclass(frozen=True, slots=True)
class Place:
    """The page that is described."""

    url: str = ""
    """Its absolute address; nothing where the site does not say where it stands."""
    language: str = ""
    """The site's language, as Sphinx names it."""


def posting(post: Post, place: Place, image: str = "") -> Data:
    """A post as a ``BlogPosting``.

    :param image: the absolute address of its picture, if it has one
    """
    languages = [code for each in post.languages if (code := html_code(each))]
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": place.url,
        "headline": _plain(post.title.text),
        "datePublished": _iso(post.date),
        "dateModified": _iso(post.updated),
        "author": [_person(*each) for each in _authors(post)],
        "image": image,
        "articleSection": _one_or_all(_plain_all(post.categories)),
        "keywords": _plain_all(post.tags),
        "inLanguage": _one_or_all(languages or _plain_all([html_code(place.language)])),
        "url": place.url,
    }
    return {name: value for name, value in data.items() if value}


def _authors(post: Post) -> Iterator[tuple[str, str]]:
    """Names of people, with addresses or ``""``; what `conf.py` says of them is not checked."""
    for author in post.authors:
        if name := _plain(author.name):
            yield name, _address(author.url) or ""


def _person(name: str, url: str) -> Data:
    return {"@type": "Person", "name": name} | ({"url": url} if url else {})


def collection(title: str, place: Place, links: Iterable[tuple[str, str]]) -> Data:
    """A page that lists posts as a ``CollectionPage``.

    A list without addresses tells nothing, and a relative address is read by some programs
    and not by others (Google asks for full ones): where the page has no address, its list
    is left out.

    :param links: addresses of the posts, relative to the page, with their titles, in order
    """
    found: dict[str, str] = {}
    for link, name in links if place.url else ():
        if url := _address(urljoin(place.url, link)):
            found.setdefault(url, _plain(name))
    items = [
        {"@type": "ListItem", "position": position, "url": url, "name": name}
        for position, (url, name) in enumerate(found.items(), 1)
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": place.url,
        "name": _plain(title),
        "inLanguage": html_code(place.language),
        "url": place.url,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": items,
        }
        if items
        else None,
    }
    return {name: value for name, value in data.items() if value}


def article(post: Post) -> list[tuple[str, str]]:
    """Open Graph properties of a post with their values; a property may come several times.

    Its dates have a year, a month and a day (https://ogp.me/#datetime): one that was
    written without is left out. An author is an address there; who has none is named.
    """
    tags = [
        ("og:type", "article"),
        ("article:published_time", _day(post.date)),
        ("article:modified_time", _day(post.updated)),
        *(("article:author", url or name) for name, url in _authors(post)),
        *(("article:section", each) for each in _plain_all(post.categories)[:1]),
        *(("article:tag", each) for each in _plain_all(post.tags)),
    ]
    return [(name, value) for name, value in tags if value]


def _iso(date: PostDate | None) -> str:
    """A date as ISO 8601, with what was written of it."""
    return date.when.isoformat()[: _WRITTEN[date.precision]] if date else ""


def _day(date: PostDate | None) -> str:
    return _iso(date) if date and date.precision in {"day", "time"} else ""


def _plain(text: object) -> str:
    """Text that any page can hold: other extensions may have given us any."""
    return clean(text).strip() if isinstance(text, str) else ""


def _plain_all(texts: Iterable[object]) -> list[str]:
    return [text for each in texts if (text := _plain(each))]


def _address(url: object) -> str | None:
    return web_url(url) if isinstance(url, str) else None


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def script(data: Mapping[str, Any]) -> str:
    """An element of data that no program runs, and that its texts cannot end.

    It is ASCII: the page may be in any encoding, and a script has no character references.
    """
    text = json.dumps(data, separators=(",", ":")).translate(_ESCAPED)
    return f'<script type="application/ld+json">{text}</script>'


def meta(kind: str, name: str, content: str) -> str:
    """An element ``meta``.

    :param kind: ``name``, or ``property`` for Open Graph
    """
    return f'<meta {kind}="{escape(name)}" content="{escape(content)}" />'


class Written(HTMLParser):
    """What a head says already."""

    names: set[str]
    """Names and properties of its ``meta`` elements."""
    types: set[str]
    """The types that its schema.org data have, at any depth."""

    def __init__(self, head: str) -> None:
        super().__init__()
        self.names, self.types = set(), set()
        self._texts: list[str] | None = None
        self.feed(head)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a ``meta``, or that data follow."""
        found = dict(attrs)
        if tag == "meta":
            self.names |= {name for key in ("name", "property") if (name := found.get(key))}
        elif tag == "script" and (found.get("type") or "").casefold() == "application/ld+json":
            self._texts = []

    def handle_data(self, data: str) -> None:
        """Keep data."""
        if self._texts is not None:
            self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Read data; what is no JSON says nothing."""
        if tag != "script" or self._texts is None:
            return
        with suppress(ValueError, RecursionError):
            self.types |= {*_types(json.loads("".join(self._texts)))}
        self._texts = None

    @property
    def has_posting(self) -> bool:
        """Whether the page is an article of some kind already, such as ``TechArticle``."""
        return any(each.endswith(("Article", "Posting")) for each in self.types)

    @property
    def has_collection(self) -> bool:
        """Whether the page is a collection already."""
        return "CollectionPage" in self.types


# Many pages say the same there, or nothing.
@lru_cache(maxsize=64)
def written(head: str) -> Written:
    """What a head says already; nobody may change it."""
    return Written(head)


def _types(data: object) -> Iterator[str]:
    if isinstance(data, list):
        for each in data:
            yield from _types(each)
    elif isinstance(data, dict):
        named = data.get("@type")
        yield from (
            each
            for each in (named if isinstance(named, list) else [named])
            if isinstance(each, str)
        )
        for each in data.values():
            yield from _types(each)
