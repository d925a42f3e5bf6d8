"""The facts block of a source file: front matter in YAML or TOML, the metadata of a notebook."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_postindex.read.source import Items, SourceError, Table, from_python, from_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_postindex.read.source import Value

_FENCE = re.compile(r"(-{3,})[ \t]*")
_CLOSING = re.compile(r" {0,3}(-{3,})[ \t]*")
_TOML_LINE = re.compile(r"\s*([\w.\"'-]+)\s*=")
_TOML_HEAD = re.compile(r"\s*\[{1,2}([^\[\]]+)\]")


def read(path: Path) -> str:
    """The text of a source file, whatever bytes it holds, its lines ended by one character."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def front_matter(text: str) -> Table | None:
    """The block between ``---`` (YAML) or ``+++`` (TOML) at the very start of a text.

    Fences are those of markdown-it's front-matter plugin, which MyST uses.

    :raises SourceError: the block is there and cannot be read
    """
    lines = text.split("\n")
    if fence := _FENCE.match(lines[0]):
        for number, line in enumerate(lines[1:], 1):
            closing = _CLOSING.fullmatch(line)
            if line.rstrip() == "..." or (closing and len(closing[1]) >= len(fence[1])):
                return from_yaml("\n".join(lines[1:number]), first_line=2)
        return None
    if end := toml_end(text):
        return _from_toml("\n".join(lines[1:end]))
    return None


def toml_end(text: str) -> int | None:
    """The index of the line that closes a TOML block, where a text starts with one."""
    lines = text.split("\n")
    if lines[0].rstrip() != "+++":
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "+++"), None)
    # To MyST `+++` is a break between blocks of text.
    return end if end and any(map(_TOML_LINE.match, lines[1:end])) else None


def _from_toml(text: str) -> Table | None:
    try:
        table = from_python(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        # Its lines are counted from the fence.
        where = re.search(r"(.*) \(at line (\d+), column \d+\)$", str(error), re.DOTALL)
        text, line = (where[1], int(where[2]) + 1) if where else (str(error), 1)
        raise SourceError(f"the TOML is broken: {text}", line) from None
    return _located(table, _lines(text)) if isinstance(table, Table) else None


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each name, by the names of the tables that it stands in.

    The reader does not tell. A line in a text of several lines may look like one with a name;
    the first of a name counts.
    """
    inside: tuple[str, ...] = ()
    found: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 2):
        if head := _TOML_HEAD.match(line):
            inside = _names(head[1])
            found.setdefault(inside, number)
        elif named := _TOML_LINE.match(line):
            found.setdefault((*inside, *_names(named[1])), number)
    return found


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(each.strip(" \t\"'") for each in dotted.split("."))


def _located(
    table: Table, lines: Mapping[tuple[str, ...], int], inside: tuple[str, ...] = ()
) -> Table:
    def at(value: Value, path: tuple[str, ...]) -> Value:
        line = lines.get(path)
        if isinstance(value, Table):
            return replace(_located(value, lines, path), line=line)
        if isinstance(value, Items):
            return Items(tuple(replace(each, line=line) for each in value.values), line)
        return replace(value, line=line)

    return Table(tuple((name, at(value, (*inside, name))) for name, value in table))


def notebook(text: str) -> Table | None:
    """The notebook-level metadata of a Jupyter notebook.

    :raises SourceError: the file is no notebook
    """
    try:
        data = json.loads(text)
        table = from_python(data.get("metadata", {}))
    except (ValueError, AttributeError, RecursionError) as error:
        raise SourceError(f"this is no notebook: {error}") from None
    return table if isinstance(table, Table) else None
