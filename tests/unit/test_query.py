"""What an index asks for, and who answers: filters, order, slices."""

from __future__ import annotations

import math
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from samples import day, post

from sphinx_postindex.query import SORTS, Glob, Match, Query, SortKey, arrange, names, pick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_postindex.model import Post

NEWEST = SortKey("date", descending=True)
OLDEST = SortKey("date")


def docnames(posts: Iterable[Post]) -> list[str]:
    return [post.docname for post in posts]


def answer(query: Query, *posts: Post) -> str:
    """The names of the picked posts, joined: they have one letter each."""
    return "".join(docnames(pick(posts, query)))


def test_newest_comes_first_and_undated_last() -> None:
    assert answer(Query(), post("u"), post("a", "2026-01-01"), post("b", "2026-01-02")) == "bau"


def test_undated_posts_are_last_in_both_directions() -> None:
    posts = [post("u"), post("a", "2026-01-01"), post("b", "2026-01-02")]
    assert answer(Query(sort=(OLDEST,)), *posts) == "abu"


def test_the_instant_counts_not_the_written_day() -> None:
    """A post of the 2nd far in the east is older than one of the 1st far in the west."""
    east = post("e", day("2026-01-02T01:00+14:00", "time"))
    west = post("w", day("2026-01-01T20:00-10:00", "time"))
    assert answer(Query(), east, west) == "we"


def test_equal_instants_are_ordered_by_order_then_docname_then_place() -> None:
    posts = [
        post("d", "2026-01-01"),
        post("c", "2026-01-01", place=1),
        post("c", "2026-01-01", place=0),
        post("b", "2026-01-01", order=2),
        post("a", "2026-01-01", order=2.5),
    ]
    found = [(each.docname, each.place) for each in pick(posts, Query())]
    assert found == [("b", 0), ("a", 0), ("c", 0), ("c", 1), ("d", 0)]


def test_date_ascending_reverses_the_instant_and_nothing_else() -> None:
    posts = [
        post("a", "2026-01-01"),
        post("b", "2026-01-01"),
        post("c", "2026-01-01", order=1),
        post("d", "2026-01-02"),
    ]
    assert answer(Query(), *posts) == "dcab"
    assert answer(Query(sort=(OLDEST,)), *posts) == "cabd"


def test_month_and_year_sort_as_their_first_day() -> None:
    posts = [
        post("y", day("2026-01-01", "year")),
        post("m", day("2026-06-01", "month")),
        post("d", "2026-06-02"),
    ]
    assert answer(Query(), *posts) == "dmy"


def test_pinned_posts_come_first_whatever_the_order() -> None:
    posts = [post("a", "2026-01-02"), post("b", "2026-01-01", pinned=True)]
    for sort in (NEWEST, OLDEST, SortKey("title")):
        assert answer(Query(sort=(sort,)), *posts) == "ba"
    assert answer(Query(pinned_first=False), *posts) == "ab"


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [
        ("title", {"title": "apple"}, {"title": "Banana"}),
        ("category", {"categories": ("apes", "z")}, {"categories": ("Bees",)}),
        ("tag", {"tags": ("apes",)}, {"tags": ("Bees", "a")}),
        ("author", {"authors": ("ann",)}, {"authors": ("Bob",)}),
        ("language", {"languages": ("de",)}, {"languages": ("en",)}),
        ("location", {"locations": ("Bonn",)}, {"locations": ("Rome",)}),
        ("series", {"series": "alpha"}, {"series": "Beta"}),
        ("series_order", {"series_order": 2.0}, {"series_order": 10.0}),
        ("order", {"order": 2.0}, {"order": 10.0}),
        ("updated", {"updated": day("2026-01-01")}, {"updated": day("2026-01-02")}),
        ("path", {}, {}),
        ("rating", {"extra": {"rating": 2}}, {"extra": {"rating": 10.5}}),
        ("rating", {"extra": {"rating": 10}}, {"extra": {"rating": "1 star"}}),
        ("venue", {"extra": {"venue": "aula"}}, {"extra": {"venue": "Barn"}}),
    ],
)
def test_each_field_sorts_both_ways_and_texts_without_case(
    field: str, low: dict[str, object], high: dict[str, object]
) -> None:
    posts = [post("b", **high), post("a", **low)]
    assert docnames(arrange(posts, [SortKey(field)])) == ["a", "b"]
    assert docnames(arrange(posts, [SortKey(field, descending=True)])) == ["b", "a"]


@pytest.mark.parametrize("field", [*sorted({*SORTS} - {"title", "path"}), "rating"])
def test_who_lacks_a_field_is_last_in_both_directions(field: str) -> None:
    date_ = day("2026-01-01")
    whole = post(
        "z",
        date_,
        updated=date_,
        categories=("c",),
        tags=("t",),
        authors=("a",),
        languages=("l",),
        locations=("l",),
        series="s",
        series_order=0.0,
        minutes=1,
        order=0.0,
        extra={"rating": False},
    )
    for descending in (False, True):
        assert docnames(arrange([post("a"), whole], [SortKey(field, descending)])) == ["z", "a"]


def test_no_number_is_as_no_value() -> None:
    """YAML's ``.nan`` compares with nothing: it would make the order depend on the input."""
    numbers = {"b": 3, "a": math.nan, "c": 1}
    posts = [post(name, extra={"rating": number}) for name, number in numbers.items()]
    assert docnames(arrange(posts, [SortKey("rating")])) == ["c", "b", "a"]


def test_several_keys_count_in_their_order() -> None:
    posts = [
        post("a", "2026-01-01", categories=("y",)),
        post("b", "2026-01-02", categories=("x",)),
        post("c", "2026-01-03", categories=("x",)),
    ]
    assert answer(Query(sort=(SortKey("category"), OLDEST)), *posts) == "bca"
    assert answer(Query(sort=(SortKey("category"),)), *posts) == "cba"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("cats",), "ab"),
        (("CATS", "dogs"), "abc"),
        (("  big \t cats ",), "b"),
        (("*cats",), "ab"),
        (("*",), "abc"),
        (("c*s",), "ab"),
        (("c",), ""),
        (("c+*",), "c"),
        ((".*",), ""),
        (("\uff43\uff41\uff54\uff53",), "ab"),  # the same letters, wide
    ],
)
def test_terms_match_whole_ignoring_case_width_and_runs_of_blanks(
    wanted: tuple[str, ...], found: str
) -> None:
    posts = [
        post("a", categories=("Cats",)),
        post("b", categories=("Big Cats", "cats")),
        post("c", categories=("Dogs", "C++")),
        post("d"),
    ]
    assert answer(Query(matches=(Match("category", wanted),)), *posts) == found
    rest = "".join(each for each in "abcd" if each not in found)
    assert answer(Query(matches=(Match("category", wanted, exclude=True),)), *posts) == rest


def test_or_within_one_filter_and_across_filters() -> None:
    posts = [
        post("a", categories=("X",), tags=("t",)),
        post("b", categories=("Y",), tags=("t", "u")),
        post("c", categories=("Y",), authors=("Ann",)),
    ]
    either, tagged = Match("category", ("X", "Y")), Match("tag", ("t",))
    assert answer(Query(matches=(either,)), *posts) == "abc"
    assert answer(Query(matches=(either, tagged)), *posts) == "ab"
    assert answer(Query(matches=(tagged, Match("tag", ("u",), exclude=True))), *posts) == "a"
    assert answer(Query(matches=(Match("author", ("ann",)),)), *posts) == "c"


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2026, 6, 2), None, "bc"),
        (None, date(2026, 6, 2), "ba"),
        (date(2026, 6, 2), date(2026, 6, 2), "b"),
        (date(2026, 7, 1), None, ""),
    ],
)
def test_since_and_until_are_inclusive_and_leave_undated_posts_out(
    since: date | None, until: date | None, found: str
) -> None:
    late = day("2026-06-02T23:59-12:00", "time")  # in UTC that is the 3rd
    posts = [post("a", "2026-06-01"), post("b", late), post("c", "2026-06-03"), post("u")]
    assert answer(Query(since=since, until=until), *posts) == found


@pytest.mark.parametrize(
    ("pattern", "docname", "matches"),
    [
        ("posts/*", "posts/a", True),
        ("posts/*", "posts/a/b", False),
        ("posts/**", "posts/a/b", True),
        ("**/a", "a", True),
        ("**/a", "x/y/a", True),
        ("**/a", "ba", False),
        ("posts/?", "posts/ab", False),
        ("posts/?", "posts/a", True),
        ("posts/[a]", "posts/a", False),
        ("posts.a", "postsxa", False),
        ("posts", "posts/a", False),
        ("posts/a", "posts/a\n", False),
    ],
)
def test_a_star_stays_in_its_folder_and_two_cross_folders(
    pattern: str,
    docname: str,
    matches: bool,  # noqa: FBT001 - a case's answer
) -> None:
    assert Glob(pattern).match(docname) is matches


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*", ["blog/x"]),
        ("./*", ["blog/x"]),
        ("**", ["blog/deep/y", "blog/x"]),
        ("/blog/**", ["blog/deep/y", "blog/x"]),
        ("/**", ["blog/deep/y", "blog/x", "z"]),
        ("../*", ["z"]),
        ("../../../z", ["z"]),
        ("/z", ["z"]),
    ],
)
def test_a_path_is_relative_to_the_page_or_from_the_root(pattern: str, found: list[str]) -> None:
    posts = [post("blog/x"), post("blog/deep/y"), post("z")]
    assert docnames(pick(posts, Query("blog/index", paths=(pattern,)))) == found


def test_the_page_that_asks_is_not_listed() -> None:
    assert answer(Query("a"), post("a", "2026-01-01"), post("b", "2026-01-01")) == "b"


@pytest.mark.parametrize(
    ("limit", "offset", "found"),
    [(None, 0, "abcd"), (2, 0, "ab"), (2, 1, "bc"), (None, 3, "d"), (9, 9, ""), (0, 0, "")],
)
def test_a_slice_is_taken_after_filter_and_order(
    limit: int | None, offset: int, found: str
) -> None:
    posts = [post(each) for each in "dbca"]
    assert answer(Query(limit=limit, offset=offset), *posts) == found


def test_a_wanted_term_is_no_pattern_but_for_its_stars() -> None:
    assert names("a.c", "a.c")
    assert not names("a.c", "abc")
    assert names("*", "")
    assert names("a*", "a\nb")


def test_a_pattern_of_stars_costs_no_more_than_its_length() -> None:
    """A search that goes back over every star would take years here."""
    start = time.process_time()
    assert not names("*a" * 50 + "*b", "a" * 2_000)
    assert not Glob("/".join(["**", "*a" * 30 + "b"])).match("x/" + "a" * 500)
    assert time.process_time() - start < 5
