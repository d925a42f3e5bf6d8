"""How a date is shown, and which formats are refused."""

from __future__ import annotations

import datetime as dt
import locale
from typing import TYPE_CHECKING

import pytest
from babel import Locale

from sphinx_postindex.dateformat import FormatError, check_format, locale_of, show
from sphinx_postindex.model import PostDate

if TYPE_CHECKING:
    from collections.abc import Iterator

WEST = dt.timezone(dt.timedelta(hours=-7))
DAY = PostDate(dt.datetime(2026, 6, 9, tzinfo=dt.UTC))
TIME = PostDate(dt.datetime(2026, 6, 9, 23, 5, 7, tzinfo=WEST), "time")
MONTH = PostDate(dt.datetime(2026, 6, 1, tzinfo=dt.UTC), "month")
YEAR = PostDate(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "year")


@pytest.mark.parametrize(
    ("how", "day", "month", "year"),
    [
        ("full", "Tuesday, June 9, 2026", "June 2026", "2026"),
        ("long", "June 9, 2026", "June 2026", "2026"),
        ("medium", "Jun 9, 2026", "Jun 2026", "2026"),
        ("short", "6/9/26", "Jun 2026", "2026"),
        ("iso", "2026-06-09", "2026-06", "2026"),
        # A pattern that would invent a day gives way; one that would not is kept.
        ("dd.MM.yyyy", "09.06.2026", "Jun 2026", "2026"),
        ("d MMMM y", "9 June 2026", "June 2026", "2026"),
        ("%d %B %Y", "09 June 2026", "June 2026", "2026"),
        ("%Y-%m", "2026-06", "2026-06", "2026"),
        ("y", "2026", "2026", "2026"),
    ],
)
def test_a_date_is_shown_no_more_exactly_than_it_was_written(
    how: str, day: str, month: str, year: str
) -> None:
    shown = show(DAY, how, "en"), show(MONTH, how, "en"), show(YEAR, how, "en")
    assert shown == (day, month, year)


@pytest.mark.parametrize(
    ("language", "medium", "month"),
    [
        ("de", "09.06.2026", "Juni 2026"),
        ("fr", "9 juin 2026", "juin 2026"),
        ("pl", "9 cze 2026", "cze 2026"),
        ("ja", "2026/06/09", "2026年6月"),
        ("pt_BR", "9 de jun. de 2026", "jun. de 2026"),
    ],
)
def test_a_date_is_shown_in_the_locale(language: str, medium: str, month: str) -> None:
    assert (show(DAY, "medium", language), show(MONTH, "medium", language)) == (medium, month)


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("medium", "Jun 9, 2026"),
        ("iso", "2026-06-09"),
        ("%Y-%m-%d %H:%M:%S %z", "2026-06-09 23:05:07 -0700"),
        ("%-I.%M%p", "11.05PM"),
    ],
)
def test_a_date_is_shown_as_written_without_a_change_of_zone(how: str, shown: str) -> None:
    assert show(TIME, how, "en") == shown


@pytest.mark.parametrize("how", ["HH:mm:ss", "%H:%M:%S"])
def test_a_time_of_a_day_without_one_is_midnight(how: str) -> None:
    assert show(DAY, how, "en") == "00:00:00"


@pytest.fixture
def _in_c() -> Iterator[None]:
    """Python's strftime follows the machine's locale, which Sphinx sets."""
    before = locale.setlocale(locale.LC_TIME)
    locale.setlocale(locale.LC_TIME, "C")
    yield
    locale.setlocale(locale.LC_TIME, before)


# What C's strftime gives for the directives and for the text between them.
@pytest.mark.parametrize(
    "how",
    [
        *("%a", "%A", "%b", "%h", "%B", "%d", "%-d", "%m", "%-m", "%y", "%Y", "%H", "%-H"),
        *("%I", "%-I", "%M", "%-M", "%S", "%-S", "%p", "%j", "%-j", "%z"),
        *("%B %d, %Y", "100 %% on %d", "%-d of %B o'clock 'it''s' y M d", "'%d'", "%d\n%%Y"),
    ],
)
@pytest.mark.usefixtures("_in_c")
def test_a_strftime_pattern_reads_as_in_c(how: str) -> None:
    for date in (DAY, TIME):
        assert show(date, how, "en") == date.when.strftime(how)


def test_a_day_that_c_pads_with_a_blank_has_none() -> None:
    """A blank before a number is a line-printer's; HTML would drop it."""
    assert show(DAY, "%e %b", "en") == "9 Jun"


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("d 'de' MMMM 'de' y", "9 de junio de 2026"),
        ("'o''clock' d", "o'clock 9"),
        ("y年M月d日", "2026年6月9日"),
        ("yyyyMMdd", "20260609"),
        ("EEEE", "martes"),
    ],
)
def test_a_cldr_pattern_is_babels(how: str, shown: str) -> None:
    assert show(DAY, how, "es") == shown


@pytest.mark.parametrize("name", ["xx", "", "xx_YY", "tlh-Latn", "../../etc", "C", "\0", "1"])
def test_an_unknown_locale_falls_back_to_english(name: str) -> None:
    assert show(DAY, "medium", name) == "Jun 9, 2026"


@pytest.mark.parametrize("name", ["de", "de-CH", "de_XX", "de_DE@euro", " de "])
def test_a_known_language_with_an_unknown_region_is_kept(name: str) -> None:
    assert locale_of(name).language == "de"


def test_a_locale_reads_the_same_whichever_was_used_before() -> None:
    """Babel answers ``LLLL`` in the language of who asked first: python-babel/babel#1234."""
    alone = show(MONTH, "LLLL", "fr")
    for other in ("he", "ja", "ar"):
        show(MONTH, "LLLL", other)
    locale_of.cache_clear()
    assert show(MONTH, "LLLL", "fr") == alone == "juin"
    assert show(MONTH, "LLLL", "es") == "junio"
    assert Locale.parse("es").months["stand-alone"]["wide"][6] == "junio"


@pytest.mark.parametrize("how", ["full", "iso", "%d. %B", "d. MMMM y", "EEEE", "d", "H:mm xxx"])
def test_a_format_that_works_is_let_pass(how: str) -> None:
    check_format(how)
    assert show(TIME, how, "de")


@pytest.mark.parametrize(
    ("how", "phrase"),
    [
        ("mediun", "'mediun' is no date format; did you mean 'medium'?"),
        ("longg", "'longg' is no date format; did you mean 'long'?"),
        ("Short", "'Short' is no date format; did you mean 'short'?"),
        ("day", "'day' is no date format; use full, long, medium, short, iso or a pattern"),
        ("week", "'week' is no date format"),
        ("", "'' is no date format"),
        ("'only words'", "is no date format"),
        ("%%", "'%%' is no date format"),
        ("%q", "'%q' in the date format '%q' is none of"),
        ("%Y %", "'%' in the date format '%Y %' is none of"),
        ("d of MMMM", "cannot use the letter 'f', 'o'; words in a pattern stand in single quotes"),
        ("H:mm z", "cannot use the letter 'z'"),
        ("h b", "cannot use the letter 'b'"),
        ("d 'of MMMM", "has a quote that is not closed"),
        ("MMMMMM y", "cannot be used: Invalid length for field: 'MMMMMM'"),
        ("y" * 101, "at most 100 characters, this one has 101"),
    ],
)
def test_an_unusable_format_is_refused_with_a_reason(how: str, phrase: str) -> None:
    with pytest.raises(FormatError) as refused:
        check_format(how)
    assert phrase in str(refused.value)
    with pytest.raises(FormatError):
        show(TIME, how, "en")
