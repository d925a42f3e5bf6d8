"""What the value of an option may be: one function a kind, each raises :class:`Wrong`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, get_args

from sphinx_postindex.dateformat import FormatError, check_format
from sphinx_postindex.look import Control
from sphinx_postindex.problems import nearest
from sphinx_postindex.query import SortKey, Where
from sphinx_postindex.read.dates import DateError, DateRules, bounds
from sphinx_postindex.read.dates import parse as parse_date
from sphinx_postindex.richtext import clean
from sphinx_postindex.words import is_locale, language_code

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

PLURALS = {
    "category": "categories",
    "tag": "tags",
    "author": "authors",
    "language": "languages",
    "location": "locations",
}
FIELDS = (
    *("image", "category", "title", "excerpt", "date", "updated", "more", "author", "tags"),
    *("series", "location", "language", "reading-time"),
)
"""What a post can show; any other name is one of its extra fields."""


class Wrong(ValueError):  # noqa: N818 - it is raised and caught here only
    """Why a value is not one of its option."""


def split(text: str) -> tuple[str, ...]:
    """The members of a comma list; ``"a, b"`` in quotes is one of them."""
    try:
        row = next(csv.reader([" ".join(text.split())], skipinitialspace=True), [])
    except csv.Error:
        row = text.split(",")
    return tuple(word for part in row if (word := clean(part).strip()))


def _number(text: str, lowest: int, highest: int, _rules: DateRules) -> int:
    word = text.strip()
    if not (word.isascii() and word.isdecimal() and lowest <= int(word[:9]) <= highest):
        limit = f"from {lowest} to {highest}" if highest < _NO_LIMIT else f"from {lowest} up"
        raise Wrong(f"a number {limit} is wanted, not {text!r}")
    return int(word[:9])


_NO_LIMIT = 10**9


def counting(lowest: int, highest: int = _NO_LIMIT) -> Callable[[str, DateRules], int]:
    """A whole number between two, both included."""
    return lambda text, rules: _number(text, lowest, highest, rules)


def choice(*known: str) -> Callable[[str, DateRules], str]:
    """One of some words."""

    def choose(text: str, _rules: DateRules) -> str:
        if text.strip() not in known:
            listed = ", ".join(known)
            raise Wrong(f"{text!r} is not one of: {listed}{nearest(text, known)}")
        return text.strip()

    return choose


def listed(text: str, _rules: DateRules) -> tuple[str, ...]:
    """A comma list with at least one member."""
    found = split(text)
    if not found:
        raise Wrong("no value is given")
    return found


def languages(text: str, _rules: DateRules) -> tuple[str, ...]:
    """Languages by their codes; wildcards stay as they are."""
    return tuple(word if "*" in word else language_code(word) for word in listed(text, _rules))


def where(text: str, rules: DateRules) -> tuple[Where, ...]:
    """``field = value``, several with commas; one field twice means either value."""
    wanted: dict[str, list[str]] = {}
    for part in listed(text, rules):
        name, equals, value = part.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise Wrong(f"{part!r} is not of the form: field = value")
        wanted.setdefault(name.strip(), []).append(value.strip())
    return tuple(Where(name, tuple(values)) for name, values in wanted.items())


def shown(text: str, _rules: DateRules) -> tuple[str, ...]:
    """Names of what a post shows, in the order in which it shows them."""
    plurals = {many: one for one, many in PLURALS.items() if one != "tag"} | {"tag": "tags"}
    return tuple(plurals.get(name, name) for name in listed(text, _rules))


def controls(text: str, _rules: DateRules) -> tuple[Control, ...]:
    """What readers are given to work with, each once."""
    known: dict[str, Control] = {one: one for one in get_args(Control)}
    found: dict[Control, None] = {}
    for name in listed(text, _rules):
        if (one := _singular(name)) not in known:
            raise Wrong(f"{name!r} is not one of: {', '.join(known)}{nearest(name, known)}")
        found[known[one]] = None
    return (*found,)


def locale(text: str, _rules: DateRules) -> str:
    """A language that Babel has, by its code or its name."""
    code = language_code(text)
    if not is_locale(code):
        raise Wrong(f"{text!r} is no language that Babel knows")
    return code


def sort(text: str, _rules: DateRules) -> tuple[SortKey, ...]:
    """Fields to sort by, each with a direction."""
    return tuple(_sort_key(part) for part in listed(text, _rules))


def _sort_key(part: str) -> SortKey:
    name, *rest = part.split()
    direction = " ".join(rest).casefold()
    if direction not in {"", "asc", "desc"}:
        raise Wrong(f"{' '.join(rest)!r} is no direction: asc or desc")
    return SortKey(_singular(name), descending=direction == "desc")


def _singular(name: str) -> str:
    return next((one for one, many in PLURALS.items() if many == name), name)


def day(*, last: bool) -> Callable[[str, DateRules], date]:
    """The first or the last day of a date, a month or a year."""

    def read(text: str, rules: DateRules) -> date:
        try:
            return bounds(parse_date(text, rules))[last]
        except DateError as error:
            raise Wrong(str(error)) from None

    return read


def date_format(text: str, _rules: DateRules) -> str:
    """A date format: see :mod:`sphinx_postindex.dateformat`."""
    try:
        check_format(text)
    except FormatError as error:
        raise Wrong(str(error)) from None
    return text


def text(text: str, _rules: DateRules) -> str:
    """Any text."""
    return clean(text)


def flag(text: str, _rules: DateRules) -> bool:
    """An option without a value."""
    if text.strip().casefold() not in {"", "true"}:
        raise Wrong("it is a flag and takes no value")
    return True
