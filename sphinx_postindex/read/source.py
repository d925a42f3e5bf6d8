"""Plain values that remember where and how they were written, and how YAML becomes such.

Of YAML only the events are used: no tag is obeyed, no date is resolved, and every scalar
keeps the text that the author wrote (``3.10``, ``no``, ``2026-13-45``), because only the
field that reads it knows what it should be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

# Limits of a front matter that a person writes; beyond them it is an attack or an accident.
_MOST_VALUES = 5_000
_DEEPEST = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Events that hold no value.
_FRAMES = (
    yaml.StreamStartEvent,
    yaml.StreamEndEvent,
    yaml.DocumentStartEvent,
    yaml.DocumentEndEvent,
)
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(
    _TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
) | {"!"}
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


class LimitError(SourceError):
    """A facts block that is valid, and larger than any that a person writes."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written."""

    text: str
    line: int | None = None
    quoted: bool = False
    wrong: str | None = None
    """Why it is no value at all: a phrase for a warning."""

    @property
    def empty(self) -> bool:
        """Whether it says nothing: ``date:``, ``date: null``, ``date: ""``."""
        blank = not self.text.strip() or (not self.quoted and self.text in _NULLS)
        return blank and not self.wrong

    @property
    def typed(self) -> str | float | bool | None:
        """The value under the core schema of YAML 1.2."""
        if self.wrong:
            return None
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


def from_yaml(text: str, first_line: int = 1) -> Table | None:
    """The mapping that a YAML text holds; nothing for an empty one.

    :raises SourceError: broken YAML, no mapping at the top, or too deep
    """
    try:
        value = _composed(text, first_line)
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        mark = getattr(error, "problem_mark", None)
        line = first_line + mark.line if mark else first_line
        what = getattr(error, "problem", None) or error
        raise SourceError(f"the YAML is broken: {what}", line) from None
    if value is None or isinstance(value, Table):
        return value
    raise SourceError("the front matter is no mapping of names to values", first_line)


def _composed(text: str, first_line: int) -> Value | None:
    try:
        return _Composer(yaml.parse(text, Loader=_LOADER), first_line).document()
    except yaml.YAMLError:
        # The slow loader, MyST's, takes some escapes that the fast one refuses.
        return _Composer(yaml.parse(text, Loader=yaml.SafeLoader), first_line).document()


class _Composer:
    """Turns YAML events into values.

    PyYAML's own composer is recursive in C: deep nesting ends the whole process. Here an
    alias is the same value again, but counts each time: whoever walks a value later must
    not meet an explosion.
    """

    def __init__(self, events: Iterator[yaml.Event], first_line: int) -> None:
        self.events = (each for each in events if not isinstance(each, _FRAMES))
        self.first_line = first_line
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.count = 0

    def document(self) -> Value | None:
        """The one document of the stream, if it has any."""
        first = next(self.events, None)
        value = self._value(first, 0) if first else None
        if second := next(self.events, None):
            raise SourceError("the YAML is broken: it is two documents", self._line(second))
        return value

    def _line(self, event: yaml.Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def _value(self, event: yaml.Event, depth: int) -> Value:
        line = self._line(event)
        if depth > _DEEPEST:
            raise LimitError("the front matter is too deep", line)
        before = self.count
        self.count += 1
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            if anchor not in self.anchors:
                raise SourceError(f"the YAML is broken: no {anchor!r} before it", line)
            value, size = self.anchors[anchor]
            self.count += size
        else:
            if anchor:
                # Until it is whole; an alias inside of it would have no end.
                self.anchors[anchor] = (Scalar("", line, wrong="it holds itself"), 1)
            value = self._made(event, line, depth)
        if depth and self.count - before > _MOST_VALUES:
            value = Scalar("", line, wrong="it is too large")
        if anchor:
            self.anchors[anchor] = (value, self.count - before)
        return value

    def _made(self, event: yaml.Event, line: int, depth: int) -> Value:
        value: Value
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.ScalarEvent):
            quoted = bool(event.style) or tag == _TAG + "str"
            value = Scalar(event.value, line, quoted=quoted)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = Items(tuple(self._until(yaml.SequenceEndEvent, depth)), line)
        else:
            members = list(self._until(yaml.MappingEndEvent, depth))
            pairs = zip(members[::2], members[1::2], strict=True)
            # A name that is itself a list or a mapping is nobody's.
            value = Table(tuple((k.text, v) for k, v in pairs if isinstance(k, Scalar)), line)
        if tag is None or tag in _PLAIN_TAGS:
            return value
        return Scalar("", line, wrong=f"the tag {tag.replace(_TAG, '!!')!r} is not obeyed")

    def _until(self, end: type[yaml.Event], depth: int) -> Iterator[Value]:
        while not isinstance(event := next(self.events), end):
            yield self._value(event, depth + 1)


def from_python(data: object, depth: int = 0) -> Value:
    """Values of what a JSON or TOML reader gives; lines they do not tell."""
    if depth > _DEEPEST:
        return Scalar("", wrong="it is too deep")
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
