"""Laws of dates that hold for every text and every day."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from babel import Locale
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_postindex.dateformat import NAMED, FormatError, check_format, show
from sphinx_postindex.model import PostDate, Precision
from sphinx_postindex.read.dates import DateError, DateRules, bounds, parse

ENGLISH = Locale("en")
LOCALES = ["en", "de", "ja", "ar", "th"]

# The first use of a language reads Babel's data, which takes longer than Hypothesis likes.
untimed = settings(deadline=None)

offsets = st.integers(-14 * 60, 14 * 60).map(lambda each: dt.timezone(dt.timedelta(minutes=each)))
days = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 30))
moments = st.datetimes(
    dt.datetime(1000, 1, 1),  # noqa: DTZ001 -- Hypothesis adds the zone
    dt.datetime(9999, 12, 30, 23, 59, 59),  # noqa: DTZ001
    timezones=offsets,
).map(lambda each: each.replace(microsecond=0))
precisions: st.SearchStrategy[Precision] = st.sampled_from(["year", "month", "day", "time"])
rules = st.builds(
    DateRules,
    timezone=offsets,
    order=st.sampled_from([None, "dmy", "mdy"]),
    language=st.sampled_from([*LOCALES, "fr", "es", "xx", ""]),
)

# Texts made of the pieces of dates come nearer to one than any text does.
pieces = st.sampled_from(
    [
        *["2026", "0001", "9999", "12", "31", "06", "1", "00", "1st", "10:20", "23:59:59", "24:60"],
        *[
            "June",
            "mar",
            "Sept.",
            "Montag",
            "de",
            "年",
            "月",
            "日",
            "6月",
            "مارس",
            "มี.ค.",
            "٢٩",
            "²",
        ],
        *[
            "-",
            "/",
            ".",
            ",",
            " ",
            "T",
            "Z",
            "+14:00",
            "-1200",
            "+99",
            ":",
            "'",
            '"',
            "%",
            "\0",
            "\n",
        ],
    ]
)
near_dates = st.lists(pieces, max_size=12).map("".join)


@untimed
@given(text=st.text(max_size=120) | near_dates, rules=rules)
@example(text="9999-12-31T23:59:59+14:00", rules=DateRules())
@example(text="0001-01-01", rules=DateRules())
@example(text="\ud800", rules=DateRules())
def test_any_text_is_a_date_or_refused(text: str, rules: DateRules) -> None:
    """A date that is read can be converted to any zone, and its ISO form is the same date."""
    with suppress(DateError):
        date = parse(text, rules)
        first, last = bounds(date)
        assert first <= date.when.date() <= last
        for hours in (-12, 0, 14):
            date.when.astimezone(dt.timezone(dt.timedelta(hours=hours)))
        assert type(date.when.tzinfo) is dt.timezone
        assert parse(date.iso, rules) == date


@untimed
@given(day=days, rules=rules)
def test_an_iso_day_is_read_in_any_language_order_and_zone(day: dt.date, rules: DateRules) -> None:
    for text in (day.isoformat(), day.strftime("%Y%m%d"), f"{day.year}/{day.month}/{day.day}"):
        date = parse(text, rules)
        assert (date.when.date(), date.precision) == (day, "day")
        assert date.when.utcoffset() == rules.timezone.utcoffset(None)
        assert date.iso == day.isoformat()


@untimed
@given(moment=moments, sep=st.sampled_from("T "), rules=rules)
def test_an_iso_datetime_round_trips(moment: dt.datetime, sep: str, rules: DateRules) -> None:
    date = parse(moment.isoformat(sep), rules)
    assert (date.when, date.when.utcoffset()) == (moment, moment.utcoffset())
    assert date.precision == "time"


@st.composite
def worded(draw: st.DrawFn, day: dt.date) -> str:
    """Write a day in words: any order, punctuation, case, length of month, with a weekday."""
    parts = [
        f"{day.day}{draw(st.sampled_from(['', 'th', '.']))}",
        ENGLISH.months["format"][draw(st.sampled_from(["wide", "abbreviated"]))][day.month],
        str(day.year),
        ENGLISH.days["format"]["wide"][day.weekday()],
    ]
    text = draw(st.sampled_from([" ", ", ", "-", " / "])).join(draw(st.permutations(parts)))
    return draw(st.sampled_from([text, text.upper(), text.lower()]))


@untimed
@given(data=st.data(), day=days)
def test_a_date_in_words_is_its_iso_form_in_any_order(data: st.DataObject, day: dt.date) -> None:
    assert parse(data.draw(worded(day)), DateRules()) == parse(day.isoformat(), DateRules())


@untimed
@given(first=st.integers(1, 31), second=st.integers(1, 31), year=st.integers(1000, 9998))
def test_an_ambiguous_day_is_never_guessed(first: int, second: int, year: int) -> None:
    """Without an order a text in numbers is read only if both orders agree or one fails."""
    text = f"{first}/{second}/{year}"
    readings = set()
    for month, day in ((first, second), (second, first)):
        with suppress(ValueError):
            readings.add(dt.date(year, month, day))
    try:
        read = {parse(text, DateRules()).when.date()}
    except DateError:
        read = set()
    assert read == (readings if len(readings) == 1 else set())


@untimed
@given(
    moment=moments,
    precision=precisions,
    how=st.sampled_from([*NAMED, "EEEE d MMMM y HH:mm", "%A %d %B %Y, %H:%M"]),
    locale=st.sampled_from(LOCALES),
)
def test_every_date_is_shown_in_every_format(
    moment: dt.datetime, precision: Precision, how: str, locale: str
) -> None:
    shown = show(PostDate(moment, precision), how, locale)
    assert str(moment.year % 100).zfill(2) in shown


@untimed
@given(moment=moments, precision=precisions, how=st.text("yMdEHmsaQ'%-BYx. ", max_size=12))
def test_a_format_that_passes_the_check_shows_every_date(
    moment: dt.datetime, precision: Precision, how: str
) -> None:
    try:
        check_format(how)
    except FormatError:
        return
    for locale in LOCALES:
        show(PostDate(moment, precision), how, locale)
