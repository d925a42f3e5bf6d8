"""The facts block of a source file, as plain values that remember their lines.

YAML is composed, never constructed: no tag is obeyed, no date is resolved, and every
scalar keeps the text that the author wrote (``3.10``, ``no``, ``2026-13-45``), because
only the field that reads it knows what it should be.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Limits of a front matter that a person writes; beyond them it is an attack or an accident.
_MOST_VALUES = 5_000
_DEEPEST = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"(-{3,})[ \t]*")
_CLOSING = re.compile(r" {0,3}(-{3,})[ \t]*")
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(
    _TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)
# The core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")


class SourceError(ValueError):
    """A facts block that cannot be read as a whole; ``line`` is where, if that is known."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written."""

    text: str
    line: int | None = None
    quoted: bool = False
    tag: str | None = None
    """A YAML tag that we do not obey, such as ``!!python/name:os.system``."""

    @property
    def empty(self) -> bool:
        """Whether it says nothing: ``date:``, ``date: null``, ``date: ""``."""
        return not self.text.strip() or (not self.quoted and self.text in _NULLS)

    @property
    def typed(self) -> str | float | bool | None:
        """The value under the core schema of YAML 1.2."""
        if self.quoted:
            return self.text
        if self.text in _NULLS:
            return None
        if self.text in _BOOLS:
            return _BOOLS[self.text]
        if _INT.fullmatch(self.text):
            return int(self.text)
        return float(self.text) if _FLOAT.fullmatch(self.text) else self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list of values."""

    values: tuple[Value, ...]
    line: int | None = None
    empty = property(lambda self: not self.values)

    @property
    def typed(self) -> list[Any]:
        """The list of typed values."""
        return [value.typed for value in self.values]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping. Of two equal names the last one counts, as in every YAML loader."""

    pairs: tuple[tuple[str, Value], ...] = ()
    line: int | None = None
    empty = property(lambda self: not self.pairs)

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        """Name and value, each name once."""
        return iter(dict(self.pairs).items())

    @property
    def typed(self) -> dict[str, Any]:
        """The mapping of typed values."""
        return {name: value.typed for name, value in self}


Value = Scalar | Items | Table


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
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "+++"), None)


def from_yaml(text: str, first_line: int = 1) -> Table | None:
    """The mapping that a YAML text holds; nothing for an empty one.

    :raises SourceError: broken YAML, no mapping at the top, too deep, or too large
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + mark.line if mark else first_line
        what = getattr(error, "problem", None) or error
        raise SourceError(f"the YAML is broken: {what}", line) from None
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        raise SourceError("the front matter is no mapping of names to values", first_line)
    table = _Composed(first_line).value(node)
    return table if isinstance(table, Table) else None


class _Composed:
    """Turns composed YAML nodes into values, counting them: an alias is a copy each time."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.count = 0

    def value(self, node: yaml.Node, depth: int = 0) -> Value:
        self.count += 1
        line = self.first_line + node.start_mark.line
        if self.count > _MOST_VALUES or depth > _DEEPEST:
            raise SourceError("the front matter is too deep or too large", line)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.value(each, depth + 1) for each in node.value), line)
        if isinstance(node, yaml.MappingNode):
            pairs = (
                (str(key.value) if isinstance(key, yaml.ScalarNode) else "", value)
                for key, value in node.value
            )
            return Table(
                tuple((name, self.value(each, depth + 1)) for name, each in pairs if name), line
            )
        foreign = None if node.tag in _PLAIN_TAGS else node.tag.replace(_TAG, "!!")
        quoted = bool(getattr(node, "style", None))
        return Scalar(str(node.value), line, quoted=quoted, tag=foreign)


def from_python(data: object, depth: int = 0) -> Value:
    """Values of what a JSON or TOML reader gives; lines are not known."""
    if depth > _DEEPEST:
        raise SourceError("the metadata is too deep")
    if isinstance(data, dict):
        return Table(tuple((str(k), from_python(v, depth + 1)) for k, v in data.items()))
    if isinstance(data, list):
        return Items(tuple(from_python(each, depth + 1) for each in data))
    if isinstance(data, str):
        return Scalar(data, quoted=True)
    if data is None or isinstance(data, bool):
        return Scalar({None: "null", True: "true", False: "false"}[data])
    # Only TOML has dates and times.
    return Scalar(data.isoformat() if hasattr(data, "isoformat") else str(data))


def _from_toml(text: str) -> Table | None:
    try:
        table = from_python(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the TOML is broken: {error}", 1) from None
    return table if isinstance(table, Table) else None


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
