"""How a date is shown: by Babel, in a given locale, never more exact than it was written."""

from __future__ import annotations

import copy
import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_datetime,
    format_skeleton,
    parse_pattern,
    tokenize_pattern,
)

from sphinx_postindex.problems import nearest

if TYPE_CHECKING:
    from babel.localedata import LocaleDataDict

    from sphinx_postindex.model import PostDate

NAMED = ("full", "long", "medium", "short", "iso")
"""The formats that have a name; any other is a CLDR or a ``%`` pattern."""

MAX_PATTERN = 100
"""Characters that a pattern may have: ``y`` a million times is a year of a million digits."""

# UTS 35, "Date Field Symbol Table", without the zone names (a date has an offset only) and
# without ``b`` and ``B``, for which Babel raises in the many locales that lack the words.
_FIELDS = frozenset("GyYuQqMLwWdDFEecahHKkmsSZxX")

# What is told by a year or a month alone.
_WITHIN = {"year": frozenset("Gyu"), "month": frozenset("GyuQqML")}

# A pattern without a separator is read only if it cannot be taken for a word.
_UNSEPARATED = re.compile(r"[yuMLdDEcHms]+")

_DIRECTIVE = re.compile(r"%(-?.|\Z)", re.DOTALL)

# C's strftime: the directives that mean the same in every locale, as CLDR fields.
_STRFTIME = {
    "%a": "EEE", "%A": "EEEE", "%b": "MMM", "%h": "MMM", "%B": "MMMM",
    "%d": "dd", "%-d": "d", "%e": "d", "%j": "DDD", "%-j": "D",
    "%m": "MM", "%-m": "M", "%y": "yy", "%Y": "y",
    "%H": "HH", "%-H": "H", "%I": "hh", "%-I": "h", "%p": "a",
    "%M": "mm", "%-M": "m", "%S": "ss", "%-S": "s", "%z": "xx",
}  # fmt: skip


class FormatError(ValueError):
    """Why a text is no date format; ``str()`` is a phrase for a warning."""


class _OwnLocale(Locale):
    """A locale with data of its own.

    Babel keeps resolved names in dictionaries that locales share: after ``LLLL`` in one
    language, others answer in that language (python-babel/babel#1234). With a copy a
    date reads the same whichever locale was used before.
    """

    @cached_property
    def _data(self) -> LocaleDataDict:
        return copy.deepcopy(super()._data)


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    """Give Babel's locale for a language such as ``pt_BR`` or ``de-CH``.

    Where Babel does not know it, the language alone is taken, and English at last.
    """
    # A modifier of POSIX, Babel 2.13 takes for the name of a file.
    identifier = name.strip().replace("-", "_").partition("@")[0]
    for each in (identifier, identifier.partition("_")[0]):
        try:
            return _OwnLocale.parse(each)
        except (UnknownLocaleError, ValueError):
            continue
    return _OwnLocale.parse("en")


def check_format(how: str) -> None:
    """Refuse a format that :func:`show` could not use.

    :raises FormatError: with a phrase such as ``'mediun' is no date format; did you mean
        'medium'?``
    """
    if how not in NAMED:
        _pieces(how)


def show(date: PostDate, how: str, locale: str) -> str:
    """Write a date in a locale, as its author wrote it: in the author's own offset.

    A named format shows the day. A date of month or year precision is shown as that
    (``Jun 2026``, ``2026``) in every format, because a day would be invented.

    :param how: one of :data:`NAMED`, a CLDR pattern, or a ``%`` pattern (as for strftime)
    :param locale: a language of Babel's, or any text: see :func:`locale_of`
    :raises FormatError: where :func:`check_format` does
    """
    if how == "iso":
        # As the other named formats: the day, without a time.
        return date.when.date().isoformat() if date.precision == "time" else date.iso
    known = locale_of(locale)
    pieces = () if how in NAMED else _pieces(how)
    fields = [field for field, _ in pieces if field]
    within = _WITHIN.get(date.precision)
    if within is not None and not (fields and within.issuperset("".join(fields))):
        wide = how in {"full", "long"} or not {"MMMM", "LLLL"}.isdisjoint(fields)
        month = "MMMM" if wide else "MMM"
        skeleton = "y" if date.precision == "year" else f"y{month}"
        return format_skeleton(skeleton, date.when, locale=known)
    if how in NAMED:
        return format_date(date.when, how, locale=known)
    return "".join(
        format_datetime(date.when, field, locale=known) if field else literal
        for field, literal in pieces
    )


@lru_cache(maxsize=64)
def _pieces(how: str) -> tuple[tuple[str, str], ...]:
    """Cut a pattern into pairs of a CLDR field and a literal text, one of them empty."""
    if len(how) > MAX_PATTERN:
        raise FormatError(
            f"a date format has at most {MAX_PATTERN} characters, this one has {len(how)}"
        )
    pieces = tuple(_from_strftime(how) if "%" in how else _from_cldr(how))
    if not any(field for field, _ in pieces):
        raise _no_format(how)
    return pieces


def _from_strftime(how: str) -> list[tuple[str, str]]:
    """Read a ``%`` pattern; what is no directive is literal."""
    pieces: list[tuple[str, str]] = []
    end = 0
    for match in _DIRECTIVE.finditer(how):
        pieces.append(("", how[end : match.start()]))
        end = match.end()
        if match[0] == "%%":
            pieces.append(("", "%"))
        elif match[0] in _STRFTIME:
            pieces.append((_STRFTIME[match[0]], ""))
        else:
            known = ", ".join(sorted(_STRFTIME))
            raise FormatError(f"{match[0]!r} in the date format {how!r} is none of {known}")
    return [*pieces, ("", how[end:])]


def _from_cldr(how: str) -> list[tuple[str, str]]:
    """Read a CLDR pattern (UTS 35, part 4); words in it stand in single quotes."""
    if how.isalpha() and how.isascii() and not _UNSEPARATED.fullmatch(how):
        raise _no_format(how)
    if how.count("'") % 2:
        raise FormatError(f"the date format {how!r} has a quote that is not closed")
    letters = filter(str.isascii, filter(str.isalpha, re.sub("'[^']*'", "", how)))
    if strange := sorted(set(letters) - _FIELDS):
        raise FormatError(
            f"the date format {how!r} cannot use the letter {', '.join(map(repr, strange))}; "
            "words in a pattern stand in single quotes"
        )
    try:
        parse_pattern(how)
    except ValueError as error:
        raise FormatError(f"the date format {how!r} cannot be used: {error}") from None
    return [
        ("", value) if isinstance(value, str) else (value[0] * value[1], "")
        for _, value in tokenize_pattern(how)
    ]


def _no_format(how: str) -> FormatError:
    """Say that a text is no format, with the nearest name or else all of them."""
    hint = nearest(how, NAMED) or f"; use {', '.join(NAMED)} or a pattern such as 'd MMM y'"
    return FormatError(f"{how!r} is no date format{hint}")
