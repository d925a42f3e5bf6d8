"""Groups: a heading over the posts of each year, month or term."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_postindex.dateformat import show
from sphinx_postindex.model import PostDate
from sphinx_postindex.nodes import post_title, title_and_text
from sphinx_postindex.query import IN_SERIES, SortKey, arrange
from sphinx_postindex.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.look import Grouping, Taxonomy
    from sphinx_postindex.model import Post, Precision
    from sphinx_postindex.query import Query

Groups = list[tuple[str, list["Post"]]]


def heading(name: str, page: Page) -> nodes.Node:
    """The heading of a group."""
    return post_title(
        "",
        "",
        *title_and_text([nodes.Text(name)]),
        classes=["postindex-group"],
        **{"heading-level": page.heading_level},
    )


def grouped(posts: Sequence[Post], by: Grouping, query: Query, page: Page) -> Groups:
    """Posts in groups, each with its name; those that have none come last.

    Years and months stand newest first, or as the index sorts by date; terms by name. A
    post with several terms stands in each of their groups.
    """
    if by in {"year", "month"}:
        return _by_date(posts, "year" if by == "year" else "month", query, page)
    return _by_term(posts, cast("Taxonomy", by), page)


def _by_date(posts: Sequence[Post], precision: Precision, query: Query, page: Page) -> Groups:
    groups: dict[tuple[int, int], list[Post]] = {}
    names: dict[tuple[int, int], str] = {}
    undated: list[Post] = []
    for post in posts:
        if post.date is None:
            undated.append(post)
            continue
        when = post.date.when
        exact = precision == "month" and post.date.precision != "year"
        key = (when.year, when.month if exact else 0)
        shown = PostDate(when, "month" if exact else "year")
        names[key] = show(shown, "long", page.words.locale)
        groups.setdefault(key, []).append(post)
    ascending = query.sort[:1] == (SortKey("date"),)
    ordered = [(names[key], groups[key]) for key in sorted(groups, reverse=not ascending)]
    return ordered + ([(page.words.undated, undated)] if undated else [])


def _by_term(posts: Sequence[Post], by: Taxonomy, page: Page) -> Groups:
    found = terms_of(posts, by)
    order = IN_SERIES if by == "series" else None
    groups = [(t.label, arrange(t.posts, order) if order else [*t.posts]) for t in found]
    inside = {post.key for term in found for post in term.posts}
    without = [post for post in posts if post.key not in inside]
    return groups + ([(page.words.other, without)] if without else [])
