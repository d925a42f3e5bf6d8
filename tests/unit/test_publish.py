"""When a post is published: drafts never, others from their time on until they expire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from samples import day, post

from sphinx_postindex.read.publish import now, state_of

NOON = datetime(2026, 6, 29, 12, tzinfo=UTC)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_source_date_epoch_is_the_time_of_the_build() -> None:
    assert now({"SOURCE_DATE_EPOCH": str(int(NOON.timestamp()))}) == NOON


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "1.5", "٣", "9" * 12, " 1"])
def test_without_a_readable_epoch_the_clock_is_read(epoch: str) -> None:
    before = datetime.now(UTC)
    assert before <= now({"SOURCE_DATE_EPOCH": epoch}) <= datetime.now(UTC)


def test_the_time_of_the_build_is_in_utc() -> None:
    assert now({}).utcoffset() == timedelta(0)


def test_a_post_without_a_date_is_published() -> None:
    assert state_of(post("a"), NOON) == "published"


def test_a_draft_is_a_draft_whatever_its_dates() -> None:
    for date in ("2020-01-01", "2030-01-01", None):
        assert state_of(post("a", date, draft=True), NOON) == "draft"


@pytest.mark.parametrize(
    ("at", "state"),
    [("2026-06-28T09:59:59", "scheduled"), ("2026-06-28T10:00:00", "published")],
)
def test_a_day_has_come_once_it_has_begun_anywhere(at: str, state: str) -> None:
    """The first zone is UTC+14: there, June 29 begins at 10:00 UTC of the 28th."""
    assert state_of(post("a", "2026-06-29"), moment(at)) == state


def test_a_day_in_any_offset_is_the_same_day() -> None:
    for offset in ("-12:00", "+00:00", "+14:00"):
        written = day(f"2026-06-29T00:00{offset}", "day")
        assert state_of(post("a", written), moment("2026-06-28T09:59:59")) == "scheduled"
        assert state_of(post("a", written), moment("2026-06-28T10:00:00")) == "published"


@pytest.mark.parametrize(
    ("at", "state"),
    [("2026-06-29T07:59:59", "scheduled"), ("2026-06-29T08:00:00", "published")],
)
def test_a_time_has_come_at_its_instant(at: str, state: str) -> None:
    written = day("2026-06-29T10:00+02:00", "time")
    assert state_of(post("a", written), moment(at)) == state


@pytest.mark.parametrize(
    ("at", "state"),
    [("2026-05-31T09:59:59", "scheduled"), ("2026-05-31T10:00:00", "published")],
)
def test_a_month_has_come_with_its_first_day(at: str, state: str) -> None:
    assert state_of(post("a", day("2026-06-01", "month")), moment(at)) == state


@pytest.mark.parametrize(
    ("at", "state"),
    [("2026-06-28T09:59:59", "published"), ("2026-06-28T10:00:00", "expired")],
)
def test_a_post_expires_when_the_day_has_come(at: str, state: str) -> None:
    expiring = post("a", "2026-01-01", expires=day("2026-06-29"))
    assert state_of(expiring, moment(at)) == state


def test_a_post_that_is_not_due_is_not_yet_expired() -> None:
    odd = post("a", "2027-01-01", expires=day("2026-01-01"))
    assert state_of(odd, NOON) == "scheduled"


def test_unlisted_is_no_state() -> None:
    """An unlisted post is published: its page is built; indexes leave it out."""
    assert state_of(post("a", "2026-01-01", unlisted=True), NOON) == "published"
