"""What an author does between two builds, drawn at random.

Each edit changes the blog and tells in a few words what it did; one that does not apply
gives ``""``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from draws import CATEGORIES, STAY, a_day, a_post, fresh
from moves import (
    add,
    convert,
    delete,
    holds_index,
    image,
    image_bytes,
    index_option,
    link,
    rename,
    toctree,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from blog import Blog

    Edit = Callable[[Random, Blog], str]


def shown_text(rng: Random, blog: Blog) -> str:
    name = a_post(rng, blog)
    blog.docs[name].lead = f"Lead *{fresh(rng)}*."
    return f"text of {name}"


def hidden_text(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs))
    blog.docs[name].tail = f"Tail {fresh(rng)}."
    return f"hidden text of {name}"


def title(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs))
    blog.docs[name].title = f"Title {fresh(rng)}"
    return f"title of {name}"


def _field(field: str, *values: str | None) -> Edit:
    def edit(rng: Random, blog: Blog) -> str:
        name, value = a_post(rng, blog), rng.choice(values)
        fields = blog.docs[name].fields
        if value is None:
            fields.pop(field, None)
        else:
            fields[field] = value
        return f"{field} of {name}: {value}"

    return edit


def date(rng: Random, blog: Blog) -> str:
    name = a_post(rng, blog)
    # Equal dates are common, so that the docname decides.
    blog.docs[name].fields["date"] = rng.choice(("2026-01-05", a_day(rng, blog, -60, 0)))
    return f"date of {name}: {blog.docs[name].fields['date']}"


def schedule(rng: Random, blog: Blog) -> str:
    name = a_post(rng, blog)
    blog.docs[name].fields["date"] = a_day(rng, blog, 1, 12)
    return f"{name} scheduled for {blog.docs[name].fields['date']}"


def expire(rng: Random, blog: Blog) -> str:
    name = a_post(rng, blog)
    blog.docs[name].fields["expires"] = a_day(rng, blog, -3, 8)
    return f"{name} expires {blog.docs[name].fields['expires']}"


def time_passes(rng: Random, blog: Blog) -> str:
    blog.now += timedelta(days=rng.choice((1, 2, 5)), hours=rng.randrange(24))
    return f"it is {blog.now:%Y-%m-%d %H:%M}"


def opt_out(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs.keys() - STAY))
    fields = blog.docs[name].fields
    if "post" in fields:
        del fields["post"]
        return f"post: dropped from {name}"
    # A page that is made one by `post: true` alone has no date: it is listed last.
    fields["post"] = "false" if blog.docs[name].is_post() else "true"
    return f"post: {fields['post']} in {name}"


def draft_of_a_page(rng: Random, blog: Blog) -> str:
    pages = [n for n, doc in blog.docs.items() if not doc.is_post() and n not in STAY]
    if not pages:
        return ""
    name = rng.choice(pages)
    fields = blog.docs[name].fields
    fields["draft"] = "false" if fields.get("draft") == "true" else "true"
    return f"draft of page {name}: {fields['draft']}"


def setting(rng: Random, blog: Blog) -> str:
    name, *values = rng.choice(
        (
            ("postindex_defaults", {"excerpt-length": 12}, {"date-format": "iso"}),
            ("postindex_drafts", True),
            ("postindex_future", True),
            ("html_theme_options", {"nosidebar": True}, {"sidebarwidth": "9em"}),
            ("html_title", "Another title"),
            # No language: with shared doctrees, bare Sphinx leaves the pages of the second
            # builder as they were. Pages with an index are tested in test_writes.py.
            ("postindex_orphans", False),
        )
    )
    if name in blog.config:
        del blog.config[name]
        return f"{name} dropped"
    blog.config[name] = rng.choice(values)
    return f"{name} = {blog.config[name]!r}"


def nothing(_rng: Random, _blog: Blog) -> str:
    return "nothing"


DRAFT = _field("draft", "true", "true", "false", None)
# Safe: nothing leaves the sources, and no file of a page is dropped by it.
SAFE: dict[Edit, int] = {
    shown_text: 3,
    hidden_text: 3,
    title: 4,
    date: 3,
    _field("category", *CATEGORIES, None): 3,
    _field("tags", "[red]", "red, blue", None): 2,
    _field("author", "Jane", "[Jane, John]", None): 2,
    _field("excerpt", "Own *excerpt*.", "Another.", None): 2,
    _field("pinned", "true", "false", None): 1,
    _field("unlisted", "true", None): 2,
    DRAFT: 5,
    schedule: 3,
    expire: 2,
    time_passes: 5,
    link: 3,
    image_bytes: 1,
    holds_index: 2,
    index_option: 4,
    nothing: 1,
}
EDITS: dict[Edit, int] = {
    **SAFE,
    opt_out: 2,
    draft_of_a_page: 1,
    add: 5,
    delete: 4,
    rename: 4,
    convert: 2,
    image: 2,
    toctree: 2,
    setting: 3,
}


def draw(rng: Random, blog: Blog, edits: dict[Edit, int], number: int) -> list[str]:
    """Make some edits; what was done."""
    done: list[str] = []
    while len(done) < number:
        (edit,) = rng.choices([*edits], weights=[*edits.values()])
        if text := edit(rng, blog):
            done.append(text)
    return done
