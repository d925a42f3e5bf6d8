"""The facts block of a source file: where it begins and ends, and what stands in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from sphinx_postindex.read import source
from sphinx_postindex.read.source import Items, LimitError, Scalar, SourceError, Table

if TYPE_CHECKING:
    from pathlib import Path

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
    "block",
    [
        "---\ntitle: a\n---\n",
        "---\ntitle: a\n---",
        "---  \ntitle: a\n---\t \n",
        "---\ntitle: a\n---------------\n",
        "-----\ntitle: a\n-----\n",
        "---\ntitle: a\n   ---\n",
        "---\ntitle: a\n...\n",
        "---\ntitle: a\n...  \n",
        "--- # facts\ntitle: a\n---\n",
    ],
)
def test_a_block_ends_at_a_fence_as_long_as_its_first_or_at_three_dots(block: str) -> None:
    assert texts(source.front_matter(block)) == {"title": "a"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title\n",
        "\n---\ntitle: a\n---\n",
        " ---\ntitle: a\n---\n",
        "--\ntitle: a\n--\n",
        "---\ntitle: a\n",
        "-----\ntitle: a\n---\n",
        "---\ntitle: a\n--- b\n",
        "---\ntitle: a\n    ---\n",
        "---\n---\n",
        "---\n# title: a\n---\n",
        "text\n---\ntitle: a\n---\n",
    ],
)
def test_what_is_no_block_says_nothing(text: str) -> None:
    """A fence after a blank line, a shorter closing fence or none: the text has no facts."""
    assert source.front_matter(text) is None


def test_a_shorter_fence_inside_a_block_belongs_to_it() -> None:
    with pytest.raises(SourceError):
        source.front_matter("----\na: 1\n---\nb: 2\n----\n")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_read_with_any_line_ends_and_a_byte_order_mark(
    tmp_path: Path, ending: str, mark: bytes
) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(mark + ending.join(["---", "title: a", "tags: b", "---", ""]).encode())
    table = source.front_matter(source.read(path))
    assert texts(table) == {"title": "a", "tags": "b"}
    assert [value.line for _, value in table or ()] == [2, 3]


def test_bytes_that_are_no_utf8_cost_themselves_only(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"---\ntitle: caf\xe9\ndate: 2026-01-01\n---\n")
    assert texts(source.front_matter(source.read(path))) == {
        "title": "caf\ufffd",
        "date": "2026-01-01",
    }


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


def test_every_value_knows_its_line() -> None:
    table = source.front_matter("---\na: 1\n\nb:\n  - 2\n  - c: 3\n---\n")
    (_, a), (_, b) = table or ()
    assert isinstance(b, Items)
    [first, second] = b.values
    assert isinstance(second, Table)
    [(_, third)] = second
    assert [each.line for each in (a, b, first, second, third)] == [2, 5, 5, 6, 6]


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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: An example: a second colon\n", 2),
        ("a: 1\nb: *none\n", 3),
        ("a: 1\nb: [\n", 3),
        ("a: 1\n\tb: 2\n", 3),
        ("- a\n- b\n", 2),
        ("only text\n", 2),
        ("a: \x00\n", 2),
        ("a: \ud800\n", 2),
    ],
)
def test_a_block_that_cannot_be_read_says_at_which_line(text: str, line: int) -> None:
    with pytest.raises(SourceError) as error:
        source.front_matter(f"---\n{text}---\n")
    assert error.value.line == line


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


TOML = """\
+++
title = "A"
date = 2026-06-29T10:20:00+02:00
tags = ["a", 2]
draft = false
[params]
order = 1.5
+++
# Heading
"""


def test_a_toml_block_is_read_with_its_types() -> None:
    table = source.front_matter(TOML)
    assert table is not None
    assert table.typed == {
        "title": "A",
        "date": "2026-06-29T10:20:00+02:00",
        "tags": ["a", 2],
        "draft": False,
        "params": {"order": 1.5},
    }


@pytest.mark.parametrize(
    "text",
    [
        "+++\na = 1\n",
        "+++ \n",
        "++\na = 1\n++\n",
        "+++\ntext, no facts\n+++\n",
        "\n+++\na = 1\n+++",
    ],
)
def test_what_is_no_toml_block_says_nothing(text: str) -> None:
    assert source.front_matter(text) is None


@pytest.mark.parametrize("inner", ["a = ", "a = 1\na = 2", "a = " + "[" * 10_000, "a = 1\nnothing"])
def test_broken_toml_is_an_error_of_ours(inner: str) -> None:
    with pytest.raises(SourceError):
        source.front_matter(f"+++\n{inner}\n+++\n")


def test_a_notebook_speaks_by_the_metadata_of_the_whole_of_it() -> None:
    text = '{"metadata": {"date": "2026-06-29", "tags": ["a"], "order": 2, "draft": true}, "x": 1}'
    table = source.notebook(text)
    assert table is not None
    assert table.typed == {"date": "2026-06-29", "tags": ["a"], "order": 2, "draft": True}


@pytest.mark.parametrize("text", ["{}", '{"metadata": {}}'])
def test_a_notebook_without_metadata_says_nothing(text: str) -> None:
    assert source.notebook(text) == Table()


@pytest.mark.parametrize("text", ["", "[]", "3", "{", "[" * 100_000, "\ud800"])
def test_what_is_no_notebook_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(SourceError, match="no notebook"):
        source.notebook(text)


def test_metadata_that_is_no_mapping_says_nothing() -> None:
    assert source.notebook('{"metadata": 3}') is None


def test_metadata_that_is_too_deep_costs_its_own_field_only() -> None:
    table = source.notebook('{"metadata": {"x": ' + "[" * 100 + "]" * 100 + ', "title": "a"}}')
    assert texts(table) == {"x": None, "title": "a"}
