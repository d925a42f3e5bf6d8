"""What an author changes in sections that are posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents import Section
from draws import CATEGORIES, STAY, a_day, fresh

if TYPE_CHECKING:
    from random import Random

    from blog import Blog
    from edits_posts import Edit

MOST = 5


def _a_section(rng: Random, blog: Blog) -> tuple[str, Section | None]:
    pages = [name for name, doc in blog.docs.items() if doc.sections]
    if not pages:
        return "", None
    name = rng.choice(pages)
    return name, rng.choice(blog.docs[name].sections)


def _edit(change: str) -> Edit:
    """An edit of one section: a method below, by its name."""

    def edit(rng: Random, blog: Blog) -> str:
        name, part = _a_section(rng, blog)
        if part is None:
            return ""
        return f"section of {name}: {CHANGES[change](rng, blog, part)}"

    return edit


def _title(rng: Random, _blog: Blog, part: Section) -> str:
    # Two of one title have different anchors.
    part.title = rng.choice(("Same", "Same", f"Section {fresh(rng)}"))
    return f"title {part.title}"


def _text(rng: Random, _blog: Blog, part: Section) -> str:
    part.text = f"Text *{fresh(rng)}*."
    return "text"


def _picture(rng: Random, blog: Blog, part: Section) -> str:
    part.image = "" if part.image else rng.choice(sorted(blog.images))
    return f"picture {part.image}"


def _field(rng: Random, _blog: Blog, part: Section) -> str:
    name, value = rng.choice(
        (
            ("category", rng.choice(CATEGORIES)),
            ("tags", "red"),
            ("pinned", "true"),
            ("unlisted", "true"),
            ("series", "Guide"),
            ("title", f"Own {fresh(rng)}"),
            ("mood", "good"),
        )
    )
    if name in part.fields:
        del part.fields[name]
        return f"{name} dropped"
    part.fields[name] = value
    return f"{name} {value}"


def _draft(_rng: Random, _blog: Blog, part: Section) -> str:
    part.fields["draft"] = "false" if part.fields.get("draft") == "true" else "true"
    return f"draft {part.fields['draft']}"


def _date(rng: Random, blog: Blog, part: Section) -> str:
    part.fields["date"] = rng.choice((a_day(rng, blog, -60, 0), a_day(rng, blog, 1, 8)))
    return f"date {part.fields['date']}"


def _expires(rng: Random, blog: Blog, part: Section) -> str:
    part.fields["expires"] = a_day(rng, blog, -3, 8)
    return f"expires {part.fields['expires']}"


CHANGES = {
    "title": _title,
    "text": _text,
    "picture": _picture,
    "field": _field,
    "draft": _draft,
    "date": _date,
    "expires": _expires,
}
title, text, picture, field, draft, date, expires = map(_edit, CHANGES)


def add(rng: Random, blog: Blog) -> str:
    """A section more, at any place; a page without one becomes a page of posts."""
    name = rng.choice([n for n, doc in blog.docs.items() if doc.sections] or sorted(blog.docs))
    if rng.random() < 0.15:
        name = rng.choice(sorted(blog.docs.keys() - STAY))
    parts = blog.docs[name].sections
    if len(parts) >= MOST:
        return ""
    fields = {"date": a_day(rng, blog, -60, 4), "category": rng.choice(CATEGORIES)}
    if rng.random() < 0.2:
        fields["draft"] = "true"
    part = Section(f"Section {fresh(rng)}", f"Text {fresh(rng)}.", fields)
    parts.insert(rng.randrange(len(parts) + 1), part)
    return f"add section to {name}: {fields}"


def remove(rng: Random, blog: Blog) -> str:
    name, part = _a_section(rng, blog)
    if part is None:
        return ""
    parts = blog.docs[name].sections
    blog.docs[name].sections = [each for each in parts if each is not part]
    return f"remove section of {name}: {part.title}"


def swap(rng: Random, blog: Blog) -> str:
    name, part = _a_section(rng, blog)
    if part is None:
        return ""
    rng.shuffle(blog.docs[name].sections)
    return f"sections of {name} in another order"


def page_draft(rng: Random, blog: Blog) -> str:
    """The page itself is a draft, with all that is in it."""
    name, part = _a_section(rng, blog)
    if part is None or name in STAY:
        return ""
    fields = blog.docs[name].fields
    if fields.pop("draft", None) is None:
        fields["draft"] = "true"
    return f"draft of page of posts {name}: {fields.get('draft')}"
