"""A document of the site under test, and what of it should be published.

That is told here once more, in the simplest words, so that the machine does not ask the
package what is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from sources import markdown, rst

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LinkKind = Literal["md", "doc", "text"]

# A day has begun somewhere from 14 hours before it does in UTC.
EARLIEST = timedelta(hours=14)


@dataclass
class Section:
    """A section with a ``{post}``: a post of its own."""

    title: str
    text: str
    fields: dict[str, str]
    image: str = ""
    """A picture in its text: the name of a file in ``images``."""


@dataclass
class Doc:
    """A document: what an author would type into it."""

    title: str
    lead: str
    """The first paragraph: shown on cards."""
    tail: str
    """Text under a second heading: shown on no card."""
    suffix: str = ".md"
    directive: bool = False
    """Whether its facts stand in ``{post}``; in reStructuredText they always do."""
    fields: dict[str, str] = field(default_factory=dict)
    links: tuple[tuple[LinkKind, str], ...] = ()
    images: tuple[str, ...] = ()
    index: dict[str, str] | None = None
    terms: tuple[str, dict[str, str]] | None = None
    """The taxonomy and the options of a ``{postterms}``."""
    sections: list[Section] = field(default_factory=list)
    toctree: tuple[str, ...] | None = None
    """Entries; one with a ``*`` makes it a globbed one."""

    def is_post(self) -> bool:
        """Whether the fields of the document make a post, of it or of its sections."""
        if "post" in self.fields:
            return self.fields["post"] == "true"
        return self._in_directive() or "date" in self.fields

    def _in_directive(self) -> bool:
        return bool(self.fields) and (self.directive or self.suffix == ".rst")

    def state(self, now: datetime) -> str:
        """Published, or why not."""
        if self.fields.get("draft") != "true" and not self.is_post():
            return "published"
        return state_of(self.fields, now)

    def shown(self, now: datetime, states: AbstractSet[str]) -> tuple[bool, ...]:
        """For each section whether it is in a build that shows some states."""
        return tuple(state_of(section.fields, now) in states for section in self.sections)

    def pictures(self) -> set[str]:
        """The names of the pictures in its text."""
        return {*self.images, *(part.image for part in self.sections if part.image)}

    def cards(self) -> set[str]:
        """What it says of the pictures of its cards."""
        every = (self.fields, *(section.fields for section in self.sections))
        return {fields["image"] for fields in every if "image" in fields}

    def text(self) -> str:
        """The source of the document."""
        return rst(self) if self.suffix == ".rst" else markdown(self)


def state_of(fields: dict[str, str], now: datetime) -> str:
    """Where a post stands at a moment."""
    if fields.get("draft") == "true":
        return "draft"
    if "date" in fields and _begins(fields["date"]) > now:
        return "scheduled"
    if "expires" in fields and _begins(fields["expires"]) <= now:
        return "expired"
    return "published"


def _begins(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) - EARLIEST
