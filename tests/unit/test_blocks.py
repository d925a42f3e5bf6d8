"""The facts block of a source file: where it begins and ends, and what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_postindex.read import blocks
from sphinx_postindex.read.source import Items, Scalar, SourceError, Table

if TYPE_CHECKING:
    from pathlib import Path


def texts(table: Table | None) -> dict[str, str | None]:
    """The texts of a table's scalars, by name."""
    return {name: value.text if isinstance(value, Scalar) else None for name, value in table or ()}


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
    assert texts(blocks.front_matter(block)) == {"title": "a"}


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
    assert blocks.front_matter(text) is None


def test_a_shorter_fence_inside_a_block_belongs_to_it() -> None:
    with pytest.raises(SourceError):
        blocks.front_matter("----\na: 1\n---\nb: 2\n----\n")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_read_with_any_line_ends_and_a_byte_order_mark(
    tmp_path: Path, ending: str, mark: bytes
) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(mark + ending.join(["---", "title: a", "tags: b", "---", ""]).encode())
    table = blocks.front_matter(blocks.read(path))
    assert texts(table) == {"title": "a", "tags": "b"}
    assert [value.line for _, value in table or ()] == [2, 3]


def test_bytes_that_are_no_utf8_cost_themselves_only(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"---\ntitle: caf\xe9\ndate: 2026-01-01\n---\n")
    assert texts(blocks.front_matter(blocks.read(path))) == {
        "title": "caf\ufffd",
        "date": "2026-01-01",
    }


def test_every_value_knows_its_line() -> None:
    table = blocks.front_matter("---\na: 1\n\nb:\n  - 2\n  - c: 3\n---\n")
    (_, a), (_, b) = table or ()
    assert isinstance(b, Items)
    [first, second] = b.values
    assert isinstance(second, Table)
    [(_, third)] = second
    assert [each.line for each in (a, b, first, second, third)] == [2, 5, 5, 6, 6]


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
        blocks.front_matter(f"---\n{text}---\n")
    assert error.value.line == line


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
    table = blocks.front_matter(TOML)
    assert table is not None
    assert table.typed == {
        "title": "A",
        "date": "2026-06-29T10:20:00+02:00",
        "tags": ["a", 2],
        "draft": False,
        "params": {"order": 1.5},
    }


def test_each_value_of_a_toml_block_has_its_line() -> None:
    block = """\
+++
title = "A"
tags = [
  "a",
]
"date" = 2026-06-29
last_update.date = 1
# order = 1
[params]
  order = 1.5
[[authors]]
name = "Ann"
+++
"""
    lines = {name: value.line for name, value in blocks.front_matter(block) or ()}
    assert lines == {
        "title": 2,
        "tags": 3,
        "date": 6,
        "last_update": None,
        "params": 9,
        "authors": 11,
    }
    table = dict(blocks.front_matter(block) or ())
    assert isinstance(table["params"], Table)
    assert isinstance(table["last_update"], Table)
    assert isinstance(table["tags"], Items)
    assert [value.line for _, value in table["params"]] == [10]
    assert [value.line for _, value in table["last_update"]] == [7]
    assert [value.line for value in table["tags"].values] == [3]


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
    assert blocks.front_matter(text) is None


@pytest.mark.parametrize("inner", ["a = ", "a = 1\na = 2", "a = " + "[" * 10_000, "a = 1\nnothing"])
def test_broken_toml_is_an_error_of_ours(inner: str) -> None:
    with pytest.raises(SourceError):
        blocks.front_matter(f"+++\n{inner}\n+++\n")


def test_a_notebook_speaks_by_the_metadata_of_the_whole_of_it() -> None:
    text = '{"metadata": {"date": "2026-06-29", "tags": ["a"], "order": 2, "draft": true}, "x": 1}'
    table = blocks.notebook(text)
    assert table is not None
    assert table.typed == {"date": "2026-06-29", "tags": ["a"], "order": 2, "draft": True}


@pytest.mark.parametrize("text", ["{}", '{"metadata": {}}'])
def test_a_notebook_without_metadata_says_nothing(text: str) -> None:
    assert blocks.notebook(text) == Table()


@pytest.mark.parametrize("text", ["", "[]", "3", "{", "[" * 100_000, "\ud800"])
def test_what_is_no_notebook_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(SourceError, match="no notebook"):
        blocks.notebook(text)


def test_metadata_that_is_no_mapping_says_nothing() -> None:
    assert blocks.notebook('{"metadata": 3}') is None


def test_metadata_that_is_too_deep_costs_its_own_field_only() -> None:
    table = blocks.notebook('{"metadata": {"x": ' + "[" * 100 + "]" * 100 + ', "title": "a"}}')
    assert texts(table) == {"x": None, "title": "a"}
