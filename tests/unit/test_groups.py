"""Groups: which posts stand under which heading, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from samples import day, page, post

from sphinx_postindex.layouts.groups import grouped, heading
from sphinx_postindex.query import Query, SortKey, pick
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from sphinx_postindex.look import Grouping
    from sphinx_postindex.model import Post

NEWEST = Query()
OLDEST = Query(sort=(SortKey("date"),))


def groups(
    posts: list[Post], by: Grouping, query: Query = NEWEST, language: str = "en"
) -> list[tuple[str, str]]:
    """Each heading with the names of its posts, joined."""
    drawn = page()
    drawn = type(drawn)(drawn.look, 2, words(language), drawn.label, drawn.link)
    found = grouped(pick(posts, query), by, query, drawn)
    return [(name, "".join(p.docname for p in members)) for name, members in found]


DATED = [
    post("a", "2026-06-29"),
    post("b", day("2026-06-01", "month")),
    post("c", "2026-01-02"),
    post("d", "2025-12-31"),
    post("e", day("2025-01-01", "year")),
    post("u"),
]


def test_years_stand_newest_first_and_posts_without_a_date_last() -> None:
    assert groups(DATED, "year") == [("2026", "abc"), ("2025", "de"), ("Without a date", "u")]


def test_years_stand_as_the_index_sorts_by_date() -> None:
    assert groups(DATED, "year", OLDEST) == [
        ("2025", "ed"),
        ("2026", "cba"),
        ("Without a date", "u"),
    ]


def test_another_order_is_that_of_the_posts_within_a_year() -> None:
    query = Query(sort=(SortKey("title", descending=True),))
    assert groups(DATED, "year", query) == [
        ("2026", "cba"),
        ("2025", "ed"),
        ("Without a date", "u"),
    ]


def test_months_are_named_and_a_date_of_a_year_alone_has_none() -> None:
    assert groups(DATED, "month") == [
        ("June 2026", "ab"),
        ("January 2026", "c"),
        ("December 2025", "d"),
        ("2025", "e"),
        ("Without a date", "u"),
    ]


def test_the_year_is_the_one_that_the_author_wrote() -> None:
    """In UTC this post is of 2026."""
    late = post("a", day("2025-12-31T22:00-05:00", "time"))
    assert groups([late], "year") == [("2025", "a")]
    assert groups([late], "month") == [("December 2025", "a")]


def test_headings_are_in_the_language_of_the_index() -> None:
    posts = [post("a", "2026-03-01"), post("b")]
    assert [name for name, _ in groups(posts, "month", language="de")] == [
        "März 2026",
        words("de").undated,
    ]
    assert words("de").undated != words("en").undated


@pytest.mark.parametrize("by", ["category", "tag", "author"])
def test_terms_stand_by_name_and_posts_without_one_last(by: Grouping) -> None:
    field = {"category": "categories", "tag": "tags", "author": "authors"}[by]

    def one(name: str, date: str, *terms: str) -> Post:
        return post(name, date, **{field: terms})

    posts = [
        one("a", "2026-01-04", "Part 10"),
        one("b", "2026-01-03", "part 9", "Apes"),
        one("c", "2026-01-02"),
        one("d", "2026-01-01", "part 10"),
    ]
    found = groups(posts, by)
    assert found == [("Apes", "b"), ("part 9", "b"), ("Part 10", "ad"), ("Other", "c")]
    # Within a group posts keep the order of the index.
    assert groups(posts, by, OLDEST)[2] == ("Part 10", "da")


def test_the_posts_of_a_series_are_in_its_own_order_and_then_the_oldest_first() -> None:
    posts = [
        post("a", "2026-01-01", series="S", series_order=3.0),
        post("b", "2026-01-02", series="S", series_order=1.0),
        post("c", "2026-01-04", series="S"),
        post("d", "2026-01-03", series="S"),
        post("e", "2026-01-05", series="R"),
        post("f", "2026-01-06"),
    ]
    assert groups(posts, "series") == [("R", "e"), ("S", "badc"), ("Other", "f")]


def test_no_group_is_empty() -> None:
    assert groups([post("a", "2026-01-01", tags=("x",))], "tag") == [("x", "a")]
    assert groups([], "year") == []


def test_a_heading_has_the_rank_of_its_page_and_is_no_footnotes_heading() -> None:
    """Writers of LaTeX, Texinfo and man drop a rubric of one child that reads so."""
    drawn = heading("Footnotes", page())
    assert (drawn.astext(), drawn["heading-level"]) == ("Footnotes", 2)  # type: ignore[index]
    assert len(drawn.children) == 2
    assert "p-name" not in drawn["classes"]  # type: ignore[index]
