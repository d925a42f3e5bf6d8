"""Extra fields and numbers in texts: filtered by ``where``, sorted as what they are."""

from __future__ import annotations

import pytest
from samples import post

from sphinx_postindex.query import IN_SERIES, Query, SortKey, Where, arrange, natural, pick


def told(wanted: tuple[Where, ...], **values: object) -> str:
    """The names of the posts whose field ``f`` passes a filter, joined."""
    posts = [post(name, extra={"f": value}) for name, value in values.items()]
    return "".join(sorted(p.docname for p in pick([*posts, post("z")], Query(where=wanted))))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("3",), "ab"),
        (("  AULA magna ",), "d"),
        (("aula*",), "d"),
        (("*",), "abcdefgh"),
        (("true",), "e"),
        (("2.5",), "c"),
        (("x",), "f"),
        (("3", "x"), "abf"),
        (("[*",), ""),
        (("2026-06-29",), "g"),
        (("no",), "h"),
    ],
)
def test_a_field_is_or_has_one_of_the_wanted_values_as_its_author_wrote_it(
    wanted: tuple[str, ...], found: str
) -> None:
    """A number is one however it is typed; a list has each of its members."""
    where = (Where("f", wanted),)
    values = {"a": 3, "b": 3.0, "c": 2.5, "d": "Aula  Magna", "e": True, "f": ["w", "x", None]}
    assert told(where, **values, g="2026-06-29", h="no") == found


def test_every_filter_on_a_field_counts_and_names_of_fields_are_exact() -> None:
    posts = [
        post("a", extra={"f": 1, "g": 1}),
        post("b", extra={"f": 1}),
        post("c", extra={"F": 1, "g": 1}),
    ]
    found = pick(posts, Query(where=(Where("f", ("1",)), Where("g", ("1",)))))
    assert [p.docname for p in found] == ["a"]


def by_field(*values: object) -> list[object]:
    """Values in the order in which posts with them stand."""
    posts = [post(f"{n}", extra={"f": value}) for n, value in enumerate(values)]
    return [p.extra["f"] for p in arrange(posts[::-1], [SortKey("f")])]


def test_numbers_are_sorted_as_numbers() -> None:
    assert by_field(10, 9, 2.5, -1) == [-1, 2.5, 9, 10]


def test_dates_are_sorted_as_dates_however_they_are_written() -> None:
    ordered = ["2025", "Dec 31, 2025", "2026-1-9", "January 10, 2026", "2026-01-10 08:00"]
    assert by_field(*ordered[::-1]) == ordered


def test_texts_are_sorted_without_case_and_their_numbers_as_numbers() -> None:
    ordered = ["chapter 2", "Chapter 9", "chapter 10", "v1.9", "v1.10", "Zoo"]
    assert by_field(*ordered[::-1]) == ordered


def test_numbers_stand_before_dates_and_dates_before_texts() -> None:
    assert by_field("apes", "2026-01-01", 10**12, [1]) == [10**12, "2026-01-01", [1], "apes"]


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("Part 9", "part 10"),
        ("part", "part 1"),
        ("1", "a"),
        ("a1b", "a1c"),
        ("a0", "a1"),
        ("007", "8"),
        ("part 09 b", "part 9 c"),
        ("9" * 18, "1" + "0" * 18),
        ("", "a"),
    ],
)
def test_natural_order_reads_numbers_in_texts(low: str, high: str) -> None:
    assert natural(low) < natural(high)


def test_a_long_row_of_digits_is_no_attack() -> None:
    """Python refuses to make a number of more than 4,300 digits."""
    assert natural("9" * 10_000) > natural("8")


@pytest.mark.parametrize("field", ["title", "category", "tag", "series", "path"])
def test_numbers_in_names_count_as_numbers(field: str) -> None:
    def one(number: int) -> object:
        text = f"part {number}"
        terms = {"categories": (text,), "tags": (text,), "series": text}
        return post(text, title=text, **terms)

    posts = [one(number) for number in (10, 9, 1)]
    found = arrange(posts, [SortKey(field)])  # type: ignore[arg-type]
    assert [p.docname for p in found] == ["part 1", "part 9", "part 10"]


def test_a_series_is_in_its_own_order_then_the_oldest_first() -> None:
    posts = [
        post("a", "2026-01-03", series="S"),
        post("b", "2026-01-02", series="S"),
        post("c", "2026-01-04", series="S", series_order=10.0),
        post("d", "2026-01-01", series="S", series_order=9.5),
        post("u", series="S"),
    ]
    assert "".join(p.docname for p in pick(posts, Query(sort=IN_SERIES))) == "dcbau"


def test_a_post_without_a_text_takes_no_time_and_is_last() -> None:
    posts = [post("a"), post("b", minutes=10), post("c", minutes=9)]
    for descending, found in ((False, "cba"), (True, "bca")):
        key = SortKey("reading-time", descending)
        assert "".join(p.docname for p in arrange(posts, [key])) == found
