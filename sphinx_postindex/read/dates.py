"""What is a date, and what is refused: the text of a field -> a :class:`PostDate`.

The grammar is closed: a text that it does not hold is refused, nothing is guessed, and
no gap is filled from the clock.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sphinx_postindex.dateformat import locale_of
from sphinx_postindex.model import PostDate, Precision
from sphinx_postindex.read.datewords import WEEKDAY, plain, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LENGTH = 100
"""Characters of the longest text that is looked at; bounds the time for hostile input."""

FIRST_YEAR = 1000
MONTHS = 12


class DateError(ValueError):
    """Why a text is no date; ``str()`` is a phrase for a warning."""


@dataclass(frozen=True, slots=True)
class DateRules:
    """What a site says about its dates."""

    timezone: dt.tzinfo = dt.UTC
    """The zone of dates and times that are written without an offset."""
    order: Literal["dmy", "mdy"] | None = None
    """How ``7/6/2026`` is read; ``None`` refuses it."""
    language: str = "en"
    """The language of month names, beside English."""


@dataclass(frozen=True, slots=True)
class _Day:
    """The calendar part of a date, as far as it was written."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """The time part of a date; ``zone`` is empty, a name of UTC, or an offset."""

    hour: int
    minute: int
    second: int
    zone: str


def parse(text: str, rules: DateRules) -> PostDate:
    """Read a date as its author wrote it.

    The result's ``tzinfo`` is a fixed offset (:class:`datetime.timezone`). Fractions of a
    second are dropped: HTML's ``datetime`` takes no more than three digits of them.

    :raises DateError: for every text that is not a date without guessing
    """
    if len(text) > MAX_LENGTH:
        raise DateError(f"a text of {len(text)} characters is not a date")
    written, clock = _split_clock(plain(text))
    day = _numbers(written, text, rules) or _words(written, text, rules)
    if clock and day.day is None:
        raise DateError(f"{text!r} has a time but no day")
    if day.year < FIRST_YEAR:
        raise DateError(f"{text!r} is before the year {FIRST_YEAR}")
    try:
        found = PostDate(_moment(day, clock, rules), _precision(day, clock))
    except ValueError:
        raise DateError(f"{text!r} names a day or a time that does not exist") from None
    # An offset reaches up to a day further than the day that is written.
    if bounds(found)[1] == dt.date.max:
        raise DateError(f"{text!r} reaches the end of the calendar")
    return found


def bounds(date: PostDate) -> tuple[dt.date, dt.date]:
    """Give the first and the last day that a date covers, as written (no zone conversion).

    ``2026-06`` covers ``(2026-06-01, 2026-06-30)``; a day, with or without a time, itself.
    """
    first = date.when.date()
    if date.precision == "year":
        return first.replace(month=1, day=1), first.replace(month=12, day=31)
    if date.precision == "month":
        return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])
    return first, first


def _precision(day: _Day, clock: _Clock | None) -> Precision:
    """Tell how much of a date was written."""
    if clock:
        return "time"
    if day.month is None:
        return "year"
    return "month" if day.day is None else "day"


def _moment(day: _Day, clock: _Clock | None, rules: DateRules) -> dt.datetime:
    """Make the aware moment; what was not written is the start of what was.

    :raises ValueError: if the calendar or the clock has no such moment
    """
    clock = clock or _Clock(0, 0, 0, "")
    month = 1 if day.month is None else day.month
    date = 1 if day.day is None else day.day
    # The zone is set in a second step: it may depend on the moment.
    naive = dt.datetime(day.year, month, date, clock.hour, clock.minute, clock.second)  # noqa: DTZ001
    return naive.replace(tzinfo=_offset(clock.zone, naive, rules.timezone))


def _offset(zone: str, naive: dt.datetime, default: dt.tzinfo) -> dt.timezone:
    """Give the offset that is written, or else that of the site's zone at that time.

    :raises ValueError: if no offset is that large
    """
    if zone[:1] in {"+", "-"}:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        hours, minutes = int(digits[:2]), int(digits[2:])
        if minutes >= 60:  # noqa: PLR2004 -- minutes of an hour
            raise ValueError(zone)
        size = dt.timedelta(hours=hours, minutes=minutes)
        return dt.timezone(-size if zone[0] == "-" else size)
    if zone:
        return dt.UTC
    offset = naive.replace(tzinfo=default).utcoffset() or dt.timedelta()
    # Before standard time zones had seconds, which HTML's ``datetime`` cannot say.
    return dt.timezone(dt.timedelta(minutes=round(offset.total_seconds() / 60)))


# -- The text, and its clock -----------------------------------------------------------

_ZONE = r"(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?"
_CLOCK = re.compile(
    # A ``T`` only after a digit: it is also the end of ``August``.
    r"(?:^|[ ,]|(?<=\d)t)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?" + _ZONE + r")(?=[ ,]|$)"
)
_COMPACT = re.compile(r"(\d{8})t(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d+)?)?" + _ZONE)


def _split_clock(whole: str) -> tuple[str, _Clock | None]:
    """Take the time out of a date; what is left is the day."""
    if compact := _COMPACT.fullmatch(whole):
        day, *clock = compact.groups()
    elif match := _CLOCK.search(whole):
        clock = list(match.groups())
        day = f"{whole[: match.start()]} {whole[match.end() :]}".strip(" ,")
    else:
        return whole, None
    hour, minute, second, zone = clock
    return day, _Clock(int(hour), int(minute), int(second or 0), zone or "")


# -- A day in numbers ------------------------------------------------------------------

_YEAR_FIRST = (
    re.compile(r"(\d{4}) ?([-/.]) ?(?P<m>\d{1,2}) ?\2 ?(?P<d>\d{1,2})\.?"),  # 2026-6-29
    re.compile(r"(\d{4})(?:[-/](?P<m>\d{1,2}))?(?P<d>)"),  # 2026-06, 2026
    re.compile(r"(\d{4})(?P<m>\d{2})(?P<d>\d{2})"),  # 20260629
    re.compile(
        # Chinese, Japanese, Korean; a weekday may follow the day.
        r"(\d{4}) ?[年년](?: ?(?P<m>\d{1,2}) ?[月월]"
        r"(?: ?(?P<d>\d{1,2}) ?[日일]"
        r"(?: ?\(?(?:星期|周|週)?[月火水木金土日一二三四五六天월화수목금토일]"
        r"(?:曜日?|요일)?\)?)?)?)?"
    ),
)
_YEAR_LAST = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4})\.?")


def _numbers(written: str, text: str, rules: DateRules) -> _Day | None:
    """Read a day that is written in numbers alone, or give ``None``.

    :raises DateError: if day and month cannot be told apart
    """
    for form in _YEAR_FIRST:
        if match := form.fullmatch(written):
            month, day = match["m"], match["d"]
            return _Day(int(match[1]), int(month) if month else None, int(day) if day else None)
    match = _YEAR_LAST.fullmatch(written)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if second > MONTHS:
        return _Day(year, first, second)
    if first > MONTHS or first == second or rules.order == "dmy":
        return _Day(year, second, first)
    if rules.order == "mdy":
        return _Day(year, first, second)
    raise _ambiguous(text, year, first, second)


def _ambiguous(text: str, year: int, first: int, second: int) -> DateError:
    """Say which two days a text in numbers could be."""
    names = locale_of("en").months["format"]["wide"]
    if not {first, second} <= set(names):
        return DateError(f"{text!r} is not a date")
    return DateError(
        f"{text!r} could be {first} {names[second]} or {second} {names[first]}; write "
        f"{year:04}-{second:02}-{first:02} or {year:04}-{first:02}-{second:02}, "
        "or set postindex_date_order"
    )


# -- A day in words --------------------------------------------------------------------


def _words(written: str, text: str, rules: DateRules) -> _Day:
    """Read a day whose month is a word, in any order and punctuation.

    :raises DateError: if the words are not exactly one month, a year and at most one day
    """
    vocabulary = vocabulary_of(rules.language)
    meanings: list[frozenset[int]] = []
    numbers: list[str] = []
    rest = ""
    for token in vocabulary.token.finditer(written):
        if token.lastgroup == "other":
            raise DateError(f"{text!r} is not a date")
        if token.lastgroup == "name":
            meanings.append(vocabulary.meanings[token[0]])
        else:
            rest += token[0]
        if token.lastgroup == "number":
            numbers.append(token["digits"])
    month = _month(meanings)
    # "Monday, 2026-06-29": the weekday says nothing new.
    if month is None and meanings and all(WEEKDAY in each for each in meanings):
        in_numbers = _numbers(rest.strip(" ,.()"), text, rules)
        if in_numbers is not None and in_numbers.day is not None:
            return in_numbers
    return _assemble(text, month, numbers)


def _month(meanings: Sequence[frozenset[int]]) -> int | None:
    """Give the month that the words name, if they name one.

    French "mar." is a Tuesday beside another month, and March else.
    """
    firm = [each for each in meanings if min(each) > WEEKDAY]
    loose = [each for each in meanings if min(each) <= WEEKDAY < max(each)]
    named = firm[0] if len(firm) == 1 else frozenset().union(*(() if firm else loose))
    months = [each for each in named if each > WEEKDAY]
    return months[0] if len(months) == 1 else None


def _assemble(text: str, month: int | None, numbers: Sequence[str]) -> _Day:
    """Make a day of a month and the numbers beside it.

    :raises DateError: unless there is one month, one year of four digits and at most one day
    """
    years = [int(each) for each in numbers if len(each) == 4]  # noqa: PLR2004 -- digits
    days = [int(each) for each in numbers if len(each) <= 2]  # noqa: PLR2004 -- digits
    if month and not years and days:
        raise DateError(f"{text!r} has no year of four digits")
    if month is None or len(years) != 1 or len(days) > 1 or len(numbers) > 1 + len(days):
        raise DateError(f"{text!r} is not a date")
    return _Day(years[0], month, days[0] if days else None)
