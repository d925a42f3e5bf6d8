"""What is kept of one index, a ``{postindex}`` or ``{postterms}``, between builds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_postindex.look import Look, Taxonomy, TermsLook
    from sphinx_postindex.query import Query


@dataclass(frozen=True, slots=True)
class Index:
    """One ``{postindex}``: what it asks for, how it looks, and where it stands."""

    query: Query
    look: Look | TermsLook
    line: int | None = None
    lines: tuple[tuple[str, int | None], ...] = ()
    """The lines of its options, by name."""
    base: str = ""
    """The name of its later pages without their numbers, where it may have some."""
    archive: tuple[Taxonomy, str] | None = None
    """The taxonomy and the folded term of which its page is the archive."""
    classes: tuple[str, ...] = ()
    """Of its box, beside our own."""
    feed: str = ""
    """The folder of its feeds, where it has any."""

    def line_of(self, option: str) -> int | None:
        """Where an option stands, in its singular or plural."""
        return dict(self.lines).get(option, self.line)
