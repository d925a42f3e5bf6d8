"""The options of ``{postindex}``: texts in, a query and a look out, problems beside them."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_args

from sphinx_postindex.dateformat import FormatError, check_format
from sphinx_postindex.look import Grouping, Look
from sphinx_postindex.problems import Finding, Problem, nearest
from sphinx_postindex.query import IN_SERIES, NEWEST_FIRST, TERMS, Match, Query, SortKey, Where
from sphinx_postindex.read.dates import DateError, DateRules, bounds
from sphinx_postindex.read.dates import parse as parse_date
from sphinx_postindex.richtext import Cut, clean
from sphinx_postindex.words import is_locale, language_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

PLURALS = {
    "category": "categories",
    "tag": "tags",
    "author": "authors",
    "language": "languages",
    "location": "locations",
}
LAYOUTS = ("cards", "list", "table", "compact")
FIELDS = (
    *("category", "title", "excerpt", "date", "updated", "more", "author", "tags", "series"),
    *("location", "language", "reading-time"),
)
"""What a post can show; any other name is one of its extra fields."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a set of options says."""

    query: Query
    look: Look
    findings: tuple[Finding, ...]
    classes: tuple[str, ...] = ()
    name: str = ""


class _Wrong(ValueError):  # noqa: N818 - it is raised and caught here only
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
        raise _Wrong(f"a number {limit} is wanted, not {text!r}")
    return int(word[:9])


_NO_LIMIT = 10**9


def _counting(lowest: int, highest: int = _NO_LIMIT) -> Callable[[str, DateRules], int]:
    return lambda text, rules: _number(text, lowest, highest, rules)


def _choice(*known: str) -> Callable[[str, DateRules], str]:
    def choose(text: str, _rules: DateRules) -> str:
        if text.strip() not in known:
            listed = ", ".join(known)
            raise _Wrong(f"{text!r} is not one of: {listed}{nearest(text, known)}")
        return text.strip()

    return choose


def _list(text: str, _rules: DateRules) -> tuple[str, ...]:
    found = split(text)
    if not found:
        raise _Wrong("no value is given")
    return found


def _languages(text: str, _rules: DateRules) -> tuple[str, ...]:
    return tuple(word if "*" in word else language_code(word) for word in _list(text, _rules))


def _where(text: str, _rules: DateRules) -> tuple[Where, ...]:
    wanted: dict[str, list[str]] = {}
    for part in split(text):
        name, equals, value = part.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise _Wrong(f"{part!r} is not of the form: field = value")
        wanted.setdefault(name.strip(), []).append(value.strip())
    return tuple(Where(name, tuple(values)) for name, values in wanted.items())


def _fields(text: str, _rules: DateRules) -> tuple[str, ...]:
    plurals = {many: one for one, many in PLURALS.items() if one != "tag"} | {"tag": "tags"}
    return tuple(plurals.get(name, name) for name in _list(text, _rules))


def _locale(text: str, _rules: DateRules) -> str:
    code = language_code(text)
    if not is_locale(code):
        raise _Wrong(f"{text!r} is no language that Babel knows")
    return code


def _sort(text: str, _rules: DateRules) -> tuple[SortKey, ...]:
    return tuple(_sort_key(part) for part in _list(text, _rules))


def _sort_key(part: str) -> SortKey:
    name, *rest = part.split()
    direction = " ".join(rest).casefold()
    if direction not in {"", "asc", "desc"}:
        raise _Wrong(f"{' '.join(rest)!r} is no direction: asc or desc")
    return SortKey(_singular(name), descending=direction == "desc")


def _singular(name: str) -> str:
    return next((one for one, many in PLURALS.items() if many == name), name)


def _day(last: bool) -> Callable[[str, DateRules], date]:  # noqa: FBT001 - used twice, below
    def day(text: str, rules: DateRules) -> date:
        try:
            return bounds(parse_date(text, rules))[last]
        except DateError as error:
            raise _Wrong(str(error)) from None

    return day


def _date_format(text: str, _rules: DateRules) -> str:
    try:
        check_format(text)
    except FormatError as error:
        raise _Wrong(str(error)) from None
    return text


def _text(text: str, _rules: DateRules) -> str:
    return clean(text)


def _flag(text: str, _rules: DateRules) -> bool:
    if text.strip().casefold() not in {"", "true"}:
        raise _Wrong("it is a flag and takes no value")
    return True


_READERS: dict[str, Callable[[str, DateRules], Any]] = {
    **dict.fromkeys((*TERMS, *(f"exclude-{term}" for term in TERMS)), _list),
    **dict.fromkeys(("language", "exclude-language"), _languages),
    "path": _list,
    "since": _day(last=False),
    "until": _day(last=True),
    "where": _where,
    "sort": _sort,
    "no-pin": _flag,
    "limit": _counting(0),
    "offset": _counting(0),
    "layout": _choice(*LAYOUTS),
    "columns": _counting(1, 6),
    "fields": _fields,
    "group-by": _choice(*get_args(Grouping)),
    "excerpt-length": _counting(0),
    "excerpt-cut": _choice(*get_args(Cut)),
    "ellipsis": _text,
    "date-format": _date_format,
    "locale": _locale,
    "heading-level": _counting(2, 6),
    "more": _text,
    "empty": _text,
    "class": lambda text, _rules: tuple(text.split()),
    "name": _text,
}
OPTIONS = tuple(_READERS)
"""The names of the options, as the docs list them."""
LISTS = frozenset(
    name for name, read in _READERS.items() if read in {_list, _languages, _where, _fields, _sort}
)
"""The options that take a comma list, in which quotes have a meaning."""

_ALIASES = {many: one for one, many in PLURALS.items()}
_ALIASES |= {f"exclude-{many}": f"exclude-{one}" for one, many in PLURALS.items()}


def singular(option: str) -> str:
    """The name under which an option is known: ``categories`` is ``category``."""
    return _ALIASES.get(option, option)


_LOOKS = {each.name: each.name.replace("_", "-") for each in fields(Look)}


@dataclass
class _Options:
    """Options while they are read."""

    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, name: str, text: str, rules: DateRules) -> None:
        plain = singular(name)
        if plain not in _READERS:
            known = (*_READERS, *_ALIASES)
            self._find(name, f"{name!r} is not an option of postindex{nearest(name, known)}")
            return
        try:
            self.values[plain] = _READERS[plain](text, rules)
        except _Wrong as error:
            self._find(name, f"option {name!r}: {error}")

    def _find(self, name: str, text: str) -> None:
        self.findings.append(Finding(Problem.OPTION, text, name=name))


def parse(
    options: Mapping[str, str | None],
    *,
    defaults: Mapping[str, str] | None = None,
    docname: str = "",
    rules: DateRules | None = None,
) -> Parsed:
    """Read the options of one index.

    An option that cannot be read is left out, and so is its default.

    :param options: as they were written, without the colons
    :param defaults: the site's, for options that are not given; known to be right
    :param docname: the page that the index stands on
    """
    read = _Options()
    given = set(map(singular, options))
    usual = {n: text for n, text in (defaults or {}).items() if singular(n) not in given}
    for name, text in (*usual.items(), *options.items()):
        read.read(name, text or "", rules or DateRules())
    values = read.values
    matches = [
        Match(term, values[option], exclude=option != term)
        for term in TERMS
        for option in (term, f"exclude-{term}")
        if option in values
    ]
    query = Query(
        docname=docname,
        matches=tuple(matches),
        paths=values.get("path", ()),
        since=values.get("since"),
        until=values.get("until"),
        where=values.get("where", ()),
        # The posts of a series are read in their own order.
        sort=values.get("sort", IN_SERIES if "series" in values else NEWEST_FIRST),
        pinned_first="no-pin" not in values,
        limit=values.get("limit"),
        offset=values.get("offset", 0),
    )
    look = Look(**{name: values[option] for name, option in _LOOKS.items() if option in values})
    classes, name = values.get("class", ()), values.get("name", "")
    return Parsed(query, look, tuple(read.findings), classes, name)
