"""What is read as a date, and what is refused."""

from __future__ import annotations

import datetime as dt
import pickle
from zoneinfo import ZoneInfo

import pytest

from sphinx_postindex.dateformat import show
from sphinx_postindex.model import PostDate
from sphinx_postindex.read.dates import DateError, DateRules, bounds, parse

RULES = DateRules()

# Languages whose dates differ in order, words, letters glued to the month, or script.
LANGUAGES = [
    *[
        "ar",
        "az",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "eu",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hu",
        "it",
    ],
    *["ja", "ko", "lt", "lv", "nl", "pl", "pt_BR", "ru", "sv", "ta", "th", "tr"],
    *["uk", "vi", "zh_CN", "zh_TW"],
]


def read(text: str, rules: DateRules = RULES) -> tuple[str, str]:
    date = parse(text, rules)
    return date.iso, date.precision


DAYS = {
    # interface.md, section 3
    "2026-06-29": "2026-06-29",
    "2021-4-9": "2021-04-09",
    "2026/06/29": "2026-06-29",
    "29 Jun 2026": "2026-06-29",
    "Jun 29, 2026": "2026-06-29",
    "29 June, 2026": "2026-06-29",
    "Sept 23 2024": "2024-09-23",
    "Jan 8th, 2024": "2024-01-08",
    "3rd November 2021": "2021-11-03",
    # Odd ones of real blogs
    "June  18, 2019": "2019-06-18",
    "1000-01-01": "1000-01-01",
    "August 18, 2026": "2026-08-18",
    # Numbers
    "2026.06.29": "2026-06-29",
    "2026. 6. 29.": "2026-06-29",
    "20260629": "2026-06-29",
    "9999-12-30": "9999-12-30",
    "٢٠٢٦-٠٦-٢٩": "2026-06-29",
    # One part cannot be a month, or it makes no difference
    "29.06.2026": "2026-06-29",
    "29. 6. 2026": "2026-06-29",
    "12/13/2026": "2026-12-13",
    "7/7/2026": "2026-07-07",
    # Words
    "2026 June 29": "2026-06-29",
    "29-Jun-2026": "2026-06-29",
    "29/JUN/2026": "2026-06-29",
    "29jun2026": "2026-06-29",
    "Sep. 23, 2024": "2024-09-23",
    "Monday, 29 June 2026": "2026-06-29",
    "Mon 29 Jun 2026": "2026-06-29",
    "Mon, 2026-06-29": "2026-06-29",
    "the 2nd of November, 2021": "2021-11-02",
    "21st May 2026": "2026-05-21",
    # East Asia
    "2026年6月29日": "2026-06-29",
    "2026年06月29日(月)": "2026-06-29",
    "2026年6月29日星期一": "2026-06-29",
    "2026년 6월 29일": "2026-06-29",
    "2026년 6월 29일 월요일": "2026-06-29",
    # Around it
    '  "2026-06-29" ': "2026-06-29",
    "'29  June\t2026'": "2026-06-29",
    "\u200f29\u200f/06\u200f/2026": "2026-06-29",
}


@pytest.mark.parametrize(("text", "iso"), DAYS.items())
def test_a_day_is_read_however_it_is_written(text: str, iso: str) -> None:
    assert read(text) == (iso, "day")


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("January, 2026", "2026-01", "month"),
        ("June 2026", "2026-06", "month"),
        ("2026 Sept.", "2026-09", "month"),
        ("2026-06", "2026-06", "month"),
        ("2026/06", "2026-06", "month"),
        ("2026年6月", "2026-06", "month"),
        ("2026", "2026", "year"),
        ("2026年", "2026", "year"),
    ],
)
def test_a_month_or_a_year_stays_one(text: str, iso: str, precision: str) -> None:
    assert read(text) == (iso, precision)
    assert parse(text, RULES).when.day == 1


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-06-29 10:20", "2026-06-29T10:20:00+00:00"),
        ("2024-11-18T12:55:20-0800", "2024-11-18T12:55:20-08:00"),
        ("2026-06-29T10:20:30Z", "2026-06-29T10:20:30+00:00"),
        ("2026-06-29t10:20:30z", "2026-06-29T10:20:30+00:00"),
        ("2026-06-29 10:20:30 +05:30", "2026-06-29T10:20:30+05:30"),
        ("2026-06-29T10:20:30+02", "2026-06-29T10:20:30+02:00"),
        ("2026-06-29 10:20 UTC", "2026-06-29T10:20:00+00:00"),
        ("2026-06-29 10:20 GMT", "2026-06-29T10:20:00+00:00"),
        ("2026-6-29 1:05", "2026-06-29T01:05:00+00:00"),
        ("20260629T102030Z", "2026-06-29T10:20:30+00:00"),
        ("20260629T1020", "2026-06-29T10:20:00+00:00"),
        ("Mon, 29 Jun 2026 10:20:00 +0200", "2026-06-29T10:20:00+02:00"),
        ("Mon Jun 29 10:20:00 2026", "2026-06-29T10:20:00+00:00"),
        ("10:20 29 June 2026", "2026-06-29T10:20:00+00:00"),
        ("June 29, 2026 at 10:20:30", "2026-06-29T10:20:30+00:00"),
        ("29 2026 August 10:20", "2026-08-29T10:20:00+00:00"),
        ("29.06.2026, 10:20", "2026-06-29T10:20:00+00:00"),
        # An offset may reach into the neighbouring year, or before the first one.
        ("1000-01-01T00:00:00+14:00", "1000-01-01T00:00:00+14:00"),
        ("9999-12-30T23:59:59-12:00", "9999-12-30T23:59:59-12:00"),
    ],
)
def test_a_time_keeps_the_offset_of_its_author(text: str, iso: str) -> None:
    date = parse(text, RULES)
    assert (date.iso, date.precision) == (iso, "time")
    assert date.instant == date.when


def test_a_fraction_of_a_second_is_dropped() -> None:
    assert read("2026-06-29T10:20:30.123456+02:00")[0] == "2026-06-29T10:20:30+02:00"
    assert read("20260629T102030.5Z")[0] == "2026-06-29T10:20:30+00:00"


REFUSED = [
    # interface.md, section 3
    *["07.06.2026", "12/7/2023", "yesterday", "10", "2026-13-45", "none"],
    # Odd ones of real blogs, and hostile ones
    *["2023-07-18  %TODO", "12:30", "0001-01-01", "9999-12-31T23:59:59+14:00"],
    # Nothing
    *["", " ", "''", "-", ":", "null", "true"],
    # A gap
    *[
        "Jun 29",
        "29",
        "June",
        "Monday",
        "Monday 2026",
        "10:20 2026-06",
        "2026 10:20",
        "June 2026 10:20",
    ],
    # Two-digit years, and other numbers
    *[
        "29 Jun 26",
        "29/06/26",
        "26-06-29",
        "202606",
        "2026-180",
        "2026-W26-1",
        "06.2026",
        "2026.06",
    ],
    *["20260", "12026-06-29", "1719655200", "2026-06-29-30", "2026-06/29", "29 06 2026", "٢"],
    # No such day or time
    *["2026-02-30", "2026-00-10", "2026-06-00", "29.02.2027", "31 June 2026", "32/13/2026"],
    *["00.05.2026", "2026-06-29 24:00", "2026-06-29 10:60", "2026-06-29 10:20:60"],
    *["2026-06-29T10:20+25:00", "2026-06-29T10:20+02:60", "2026-06-29T25:00:00Z"],
    # The ends of the calendar
    *["0999-12-31", "0000-01-01", "9999-12-31", "9999-12", "9999"],
    # Half a date
    *["2026-06-29T", "2026-06-29T10", "2026-06-29 10:20 CEST", "2026-06-29 10:20 10:30"],
    *["2026-06-29 June", "June June 2026", "1 June 2 July 2026", "June 2026 2027", "1 2 June 2026"],
    *["123 June 2026", "20260 June 2026", "29 Junt10:20 2026"],
    *["29 Juno 2026", "29 junx 2026", "29x June 2026", "29 Juin 2026", "of 2026", "2026-06-0²"],
    *["\ud800", "\0", "2026-06-29\0", "<b>2026-06-29</b>", "{{ date }}", "2026-06-29 and more"],
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text, RULES)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("yesterday", "'yesterday' is not a date"),
        ("Jun 29", "'Jun 29' has no year of four digits"),
        ("2026-02-30", "'2026-02-30' names a day or a time that does not exist"),
        ("0001-01-01", "'0001-01-01' is before the year 1000"),
        ("9999-12-31", "'9999-12-31' reaches the end of the calendar"),
        ("2026-06 10:20", "'2026-06 10:20' has a time but no day"),
        ("x" * 101, "a text of 101 characters is not a date"),
        (
            "07.06.2026",
            (
                "'07.06.2026' could be 7 June or 6 July; write 2026-06-07 or 2026-07-06, "
                "or set postindex_date_order"
            ),
        ),
    ],
)
def test_a_refusal_says_why(text: str, phrase: str) -> None:
    with pytest.raises(DateError) as refused:
        parse(text, RULES)
    assert str(refused.value) == phrase


def test_a_long_text_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(DateError, match="10000002 characters"):
        parse("2026-06-29" + " " * 9_999_992, RULES)


@pytest.mark.parametrize(
    ("text", "dmy", "mdy"),
    [
        ("07.06.2026", "2026-06-07", "2026-07-06"),
        ("12/7/2023", "2023-07-12", "2023-12-07"),
        ("12-07-2023 10:20", "2023-07-12T10:20:00+00:00", "2023-12-07T10:20:00+00:00"),
        # What is unambiguous needs no order, and wins over it.
        ("29/06/2026", "2026-06-29", "2026-06-29"),
        ("06/29/2026", "2026-06-29", "2026-06-29"),
    ],
)
def test_the_order_decides_only_what_is_ambiguous(text: str, dmy: str, mdy: str) -> None:
    assert read(text, DateRules(order="dmy"))[0] == dmy
    assert read(text, DateRules(order="mdy"))[0] == mdy


@pytest.mark.parametrize(
    ("language", "text", "iso"),
    [
        ("de", "29. Juni 2026", "2026-06-29"),
        ("de", "Montag, den 29. Juni 2026", None),
        ("de", "3. Mär. 2026", "2026-03-03"),
        ("de", "3. März 2026", "2026-03-03"),
        ("de", "3. MA\u0308RZ 2026", "2026-03-03"),
        ("es", "29 de junio de 2026", "2026-06-29"),
        ("es", "junio de 2026", "2026-06"),
        ("fr", "1er juin 2026", "2026-06-01"),
        ("fr", "mar. 30 juin 2026", "2026-06-30"),
        ("fr", "30 mar 2026", "2026-03-30"),
        ("pt_BR", "1º de junho de 2026", "2026-06-01"),
        ("ru", "29 июня 2026 г.", "2026-06-29"),  # noqa: RUF001 -- Russian
        ("ru", "июнь 2026г.", "2026-06"),  # noqa: RUF001
        ("vi", "29 tháng 12, 2026", "2026-12-29"),
        ("vi", "29 tháng 13, 2026", None),
        ("vi", "tháng 13, 2026", None),
        ("dz", "29 12 2026", None),
        ("th", "29 มิถุนายน 2026", "2026-06-29"),
        ("ar", "٢٩ يونيو ٢٠٢٦", "2026-06-29"),
        ("ar", "29 يونيو، 2026", "2026-06-29"),
        ("de", "29 June 2026", "2026-06-29"),
        ("xx", "29 June 2026", "2026-06-29"),
        ("", "29 June 2026", "2026-06-29"),
        # In Basaa "may" is November: in that language the word alone does not tell.
        ("bas", "29 may 2026", None),
    ],
)
def test_months_are_read_in_english_and_in_the_language_of_the_site(
    language: str, text: str, iso: str | None
) -> None:
    rules = DateRules(language=language)
    if iso is None:
        with pytest.raises(DateError):
            parse(text, rules)
    else:
        assert read(text, rules)[0] == iso


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_language_writes_itself_is_read_back(language: str) -> None:
    rules = DateRules(language=language)
    for month in range(1, 13):
        day = PostDate(dt.datetime(2026, month, 28 - month, tzinfo=dt.UTC))
        first = PostDate(dt.datetime(2026, month, 1, tzinfo=dt.UTC), "month")
        assert parse(show(day, "full", language), rules) == day
        assert parse(show(day, "long", language), rules) == day
        assert parse(show(first, "long", language), rules) == first


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-06-29 10:20", "2026-06-29T10:20:00+02:00"),
        ("2026-01-29 10:20", "2026-01-29T10:20:00+01:00"),
        ("2026-06-29 10:20Z", "2026-06-29T10:20:00+00:00"),
        ("1800-01-01 10:20", "1800-01-01T10:20:00+00:53"),
    ],
)
def test_a_time_without_offset_is_in_the_zone_of_the_site(text: str, iso: str) -> None:
    assert read(text, DateRules(timezone=ZoneInfo("Europe/Berlin")))[0] == iso


def test_a_day_begins_in_the_zone_of_the_site() -> None:
    date = parse("2026-06-29", DateRules(timezone=ZoneInfo("Europe/Berlin")))
    assert date.instant == dt.datetime(2026, 6, 28, 22, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", ["2026-06-29", "2026-06", "2026-06-29 10:20 -07:00"])
def test_the_offset_is_fixed_and_survives_a_pickle(text: str) -> None:
    date = parse(text, DateRules(timezone=ZoneInfo("Asia/Tokyo")))
    assert type(date.when.tzinfo) is dt.timezone
    assert pickle.loads(pickle.dumps(date)) == date  # noqa: S301 -- our own bytes


class _Nowhere(dt.tzinfo):
    """A zone that knows no offset."""

    def utcoffset(self, _moment: dt.datetime | None, /) -> None:
        return None

    dst = tzname = utcoffset


def test_a_zone_without_an_offset_is_utc() -> None:
    assert read("2026-06-29 10:20", DateRules(timezone=_Nowhere()))[0].endswith("+00:00")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-06", "2026-06-01", "2026-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-06-29", "2026-06-29", "2026-06-29"),
        ("2026-06-29T23:30-07:00", "2026-06-29", "2026-06-29"),
    ],
)
def test_bounds_are_the_first_and_last_day_as_written(text: str, first: str, last: str) -> None:
    covered = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert bounds(parse(text, RULES)) == covered
