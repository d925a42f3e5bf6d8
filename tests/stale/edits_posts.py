"""What an author changes in a post: its text and its fields, and the time of day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from draws import STAY, a_day, a_post, fresh

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


def of_field(field: str, *values: str | None) -> Edit:
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


def length(rng: Random, blog: Blog) -> str:
    """How long it takes to read a post."""
    name, words = a_post(rng, blog), rng.choice((100, 300, 900))
    blog.docs[name].tail = f"Tail {fresh(rng)}{' and on' * words}."
    return f"length of {name}: {words}"
