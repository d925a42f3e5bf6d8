"""Groups: a heading over the posts of each year, month or term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.dateformat import show
from sphinx_postindex.model import PostDate, fold
from sphinx_postindex.nodes import post_title, title_and_text
from sphinx_postindex.query import IN_SERIES, TERMS, arrange, natural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_postindex.layouts.parts import Page
    from sphinx_postindex.look import Grouping
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
    return _by_term(posts, by, page)


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
    ascending = query.sort[0].field == "date" and not query.sort[0].descending
    ordered = [(names[key], groups[key]) for key in sorted(groups, reverse=not ascending)]
    return ordered + ([(page.words.undated, undated)] if undated else [])


def _by_term(posts: Sequence[Post], by: Grouping, page: Page) -> Groups:
    groups: dict[str, list[Post]] = {}
    names: dict[str, str] = {}
    without: list[Post] = []
    for post in posts:
        terms = dict.fromkeys(fold(term) for term in TERMS[by](post))
        for term in TERMS[by](post):
            names.setdefault(fold(term), term)
        for term in terms:
            groups.setdefault(term, []).append(post)
        if not terms:
            without.append(post)
    if by == "series":
        groups = {term: arrange(members, IN_SERIES) for term, members in groups.items()}
    ordered = [(names[term], groups[term]) for term in sorted(groups, key=natural)]
    return ordered + ([(page.words.other, without)] if without else [])
