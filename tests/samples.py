"""Posts and pages made by hand, for tests without Sphinx."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sphinx_postindex.layouts.page import Page, Picture
from sphinx_postindex.look import Look
from sphinx_postindex.model import Author, Post, PostDate, Precision
from sphinx_postindex.richtext import RichText
from sphinx_postindex.words import words


def day(text: str, precision: Precision = "day") -> PostDate:
    """A date from its ISO form; without an offset it is in UTC."""
    when = datetime.fromisoformat(text)
    return PostDate(when if when.tzinfo else when.replace(tzinfo=UTC), precision)


def post(docname: str, date: str | PostDate | None = None, **fields: Any) -> Post:  # noqa: ANN401 - Post's own fields
    """A post with short forms: dates, title and excerpt as text, authors by name."""
    for name in ("title", "excerpt"):
        text = fields.get(name, docname if name == "title" else "")
        fields[name] = RichText.plain(text) if isinstance(text, str) else text
    fields["authors"] = tuple(map(Author, fields.get("authors", ())))
    return Post(docname=docname, date=day(date) if isinstance(date, str) else date, **fields)


def page(*, link: Any = None, label: str = "", **look: Any) -> Page:  # noqa: ANN401 - Page's and Look's own fields
    """A page that draws in English, with headings of rank 2 and links to ``<docname>.html``."""
    return Page(
        look=Look(**look),
        heading_level=2,
        words=words("en"),
        label=lambda _post: label,
        link=link or (lambda post: f"{post.docname}.html"),
        image=lambda image: Picture(image.uri, 4, 3),
    )
