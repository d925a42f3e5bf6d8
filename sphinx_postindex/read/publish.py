"""Which posts are shown at all: drafts, scheduled, expired and unlisted ones are not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

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


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a post is published."""

    draft: bool = False
    date: PostDate | None = None
    expires: PostDate | None = None

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Standing:
        """What the fields of a post say."""
        return cls(fields.get("draft", False), fields.get("date"), fields.get("expires"))

    @classmethod
    def of_post(cls, post: Post) -> Standing:
        """What a post says."""
        return cls(post.draft, post.date, post.expires)

    def at(self, moment: datetime) -> State:
        """Where the post stands at a moment."""
        if self.draft:
            return "draft"
        if self.date and _due(self.date) > moment:
            return "scheduled"
        if self.expires and _due(self.expires) <= moment:
            return "expired"
        return "published"


def state_of(post: Post, moment: datetime) -> State:
    """Where a post stands at a moment."""
    return Standing.of_post(post).at(moment)


def _due(date: PostDate) -> datetime:
    """When a date has come: without a time, once that day has begun anywhere on earth."""
    if date.precision == "time":
        return date.instant
    return date.when.replace(tzinfo=UTC) - _EARLIEST
