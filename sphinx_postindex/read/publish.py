"""Which posts are shown at all: drafts, scheduled, expired and unlisted ones are not."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_postindex.model import Post, PostDate

State = Literal["published", "draft", "scheduled", "expired"]

# A day begins first where the clocks are set to UTC+14.
_EARLIEST = timedelta(hours=14)


def now(environ: Mapping[str, str] = os.environ) -> datetime:
    """The time of the build, in UTC: ``SOURCE_DATE_EPOCH`` if it is set, else the clock.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdecimal() and len(epoch) < 12:  # noqa: PLR2004 - year 5138
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC)


def state(
    moment: datetime,
    *,
    draft: bool = False,
    date: PostDate | None = None,
    expires: PostDate | None = None,
) -> State:
    """Where a post with these fields stands at a moment."""
    if draft:
        return "draft"
    if date and _due(date) > moment:
        return "scheduled"
    if expires and _due(expires) <= moment:
        return "expired"
    return "published"


def state_of(post: Post, moment: datetime) -> State:
    """Where a post stands at a moment."""
    return state(moment, draft=post.draft, date=post.date, expires=post.expires)


def _due(date: PostDate) -> datetime:
    """When a date has come: without a time, once that day has begun anywhere on earth."""
    if date.precision == "time":
        return date.instant
    return date.when.replace(tzinfo=UTC) - _EARLIEST
