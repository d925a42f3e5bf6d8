"""YAML as plain values that remember where and how they were written."""

from __future__ import annotations

import time

import pytest

from sphinx_postindex.read import source
from sphinx_postindex.read.source import LimitError, Scalar, Table

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def texts(table: Table | None) -> dict[str, str | None]:
    """The texts of a table's scalars, by name."""
    return {name: value.text if isinstance(value, Scalar) else None for name, value in table or ()}


def yaml(text: str) -> Table:
    table = source.from_yaml(text)
    assert table is not None
    return table


@pytest.mark.parametrize(
    "written",
    ["3.10", "no", "on", "2026-13-45", "12:30", "0o17", "1_000", "2026-06-29", "="],
)
def test_a_scalar_keeps_the_text_of_its_author(written: str) -> None:
    assert texts(yaml(f"x: {written}")) == {"x": written}


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("no", "no"),
        ("'true'", "true"),
        ("", None),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ("12", 12),
        ("-3", -3),
        ("012", 12),
        ("3.10", 3.1),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("! 12", 12),
        ("12:30", "12:30"),
        ("2026-06-29", "2026-06-29"),
        ("1" * 400, float("inf")),
        ("[a, 1, [true]]", ["a", 1, [True]]),
        ("{a: 1, b: {c: no}}", {"a": 1, "b": {"c": "no"}}),
        ("|\n two\n lines\n", "two\nlines\n"),
    ],
)
def test_types_are_those_of_yaml_1_2(written: str, typed: object) -> None:
    """Only ``true`` and ``false`` are booleans; there are no dates and no base 60."""
    [(_, value)] = yaml(f"x: {written}")
    assert value.typed == typed
    assert type(value.typed) is type(typed)


@pytest.mark.parametrize("written", ["", "null", "~", "''", "'  '", "[]", "{}"])
def test_a_value_that_says_nothing_is_empty(written: str) -> None:
    [(_, value)] = yaml(f"x: {written}")
    assert value.empty


@pytest.mark.parametrize("written", ["'null'", "0", "false", "[~]", "!!binary ''"])
def test_a_value_that_says_something_is_not_empty(written: str) -> None:
    [(_, value)] = yaml(f"x: {written}")
    assert not value.empty


def test_of_two_equal_names_the_last_counts() -> None:
    [(_, value)] = yaml("a: 1\nb: 2\na: 3").pairs[-1:]
    assert value.line == 3
    assert yaml("a: 1\nb: 2\na: 3").typed == {"a": 3, "b": 2}


def test_an_alias_is_its_value() -> None:
    assert yaml("a: &x [1, 2]\nb: *x\n? [c]\n: 3\n").typed == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    "written",
    [
        "!!python/name:os.system",
        "!!python/object/apply:os.system ['x']",
        "!own {a: b}",
        "!!set {a}",
    ],
)
def test_no_tag_is_obeyed(written: str) -> None:
    [(_, value)] = yaml(f"x: {written}")
    assert isinstance(value, Scalar)
    assert "is not obeyed" in (value.wrong or "")
    assert value.typed is None


def test_a_small_text_that_unfolds_to_a_huge_value_costs_its_own_field_only() -> None:
    """272 bytes of aliases to aliases, nine to the power of nine values: done in 100 ms."""
    start = time.process_time()
    table = yaml(f"title: a\n{BOMB}")
    wrong = {n for n, value in table if isinstance(value, Scalar) and value.wrong}
    assert time.process_time() - start < 0.5
    assert wrong == set("defghi")
    assert texts(table)["title"] == "a"


def test_a_value_that_holds_itself_is_none() -> None:
    [(_, value)] = yaml("x: &a [1, *a]")
    assert value.typed == [1, None]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_block_that_is_too_deep_is_refused_at_once(opening: str) -> None:
    """PyYAML's own composer overflows the C stack here, and the whole process ends."""
    start = time.process_time()
    with pytest.raises(LimitError):
        source.from_yaml(f"x:\n {opening * 20_000}")
    assert time.process_time() - start < 3
