"""The fields of a post, and every name that they are read from: the synonym table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sphinx_postindex.read import values
from sphinx_postindex.read.source import Scalar


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what turns a value into it, and the names it is read from, best first."""

    kind: values.Kind
    names: tuple[str, ...]


FIELDS: dict[str, Field] = {
    "title": Field(values.text, ("title", "blog_title")),
    "date": Field(
        values.date,
        ("date", "date.created", "pubDate", "publishDate", "published", "published_at", "created"),
    ),
    "updated": Field(
        values.date,
        (
            "updated",
            "date.updated",
            "date-modified",
            "modified",
            "lastmod",
            "last_modified_at",
            "last_update",
            "last_update.date",
            "updatedDate",
        ),
    ),
    "expires": Field(values.date, ("expires", "expiryDate", "unpublishdate")),
    "categories": Field(values.terms, ("category", "categories")),
    "tags": Field(values.terms, ("tags", "tag")),
    "authors": Field(values.authors, ("author", "authors")),
    "excerpt": Field(
        values.text,
        ("excerpt", "summary", "description", "abstract", "myst.html_meta.description"),
    ),
    "image": Field(
        values.image,
        (
            "image",
            "thumbnail",
            "cover",
            "heroImage",
            "previewimage",
            "featured_image",
            "images",
        ),
    ),
    "image_alt": Field(values.text, ("image_alt", "thumbnail_alt", "image.alt", "cover.alt")),
    "draft": Field(values.flag, ("draft",)),
    "unlisted": Field(values.flag, ("unlisted", "hidden")),
    "pinned": Field(values.flag, ("pinned", "pin", "featured", "sticky")),
    "order": Field(values.number, ("order", "weight")),
    "series": Field(values.text, ("series",)),
    "series_order": Field(values.number, ("series_order",)),
    "languages": Field(values.languages, ("language", "languages", "lang")),
    "locations": Field(values.terms, ("location", "locations")),
    "external_url": Field(values.url, ("external_url", "external_link")),
    "id": Field(values.text, ("id",)),
    "guid": Field(values.text, ("guid",)),
    # These three steer the rest and are no fields of a post.
    "post": Field(values.flag, ("post",)),
    "blogpost": Field(values.flag, ("blogpost",)),
    "status": Field(values.text, ("status",)),
}


def normal(name: str) -> str:
    """The form in which names are compared: ``hero-image`` = ``heroImage`` = ``hero_image``."""
    return re.sub(r"[-_ ]", "", name).casefold()


_FLAGS = {normal(n) for known in FIELDS.values() if known.kind is values.flag for n in known.names}


def said(name: str, text: str, line: int | None) -> Scalar:
    """The value of a directive's option or a docinfo field; a flag needs no text there."""
    return Scalar(text or ("true" if normal(name) in _FLAGS else ""), line)


@lru_cache(maxsize=8)
def names_of(synonyms: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    """The normal names of each field, best first; a site's own come last."""
    return {
        name: (
            *(".".join(map(normal, each.split("."))) for each in known.names),
            *(normal(new) for new, old in synonyms if old == name),
        )
        for name, known in FIELDS.items()
    }
