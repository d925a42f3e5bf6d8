"""How an index is drawn, as its author asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sphinx_postindex.richtext import Cut


Grouping = Literal["year", "month", "category", "tag", "author", "series"]
Control = Literal["search", "category", "tag", "author", "sort"]


@dataclass(frozen=True, slots=True)
class Look:
    """How an index is drawn. ``None`` means: what the page or its language gives."""

    layout: str = "cards"
    fields: tuple[str, ...] = ()
    """What each post shows, in order; nothing means: the layout's own."""
    page_size: int | None = None
    """How many posts a page of HTML shows at the most."""
    columns: int | None = None
    """How many columns at the most; as many as fit without it."""
    group_by: Grouping | None = None
    locale: str | None = None
    """The language of dates and words, where it is not the site's."""
    excerpt_length: int = 150
    """In code points of visible text, the ellipsis included; 0 shows all that is kept."""
    excerpt_cut: Cut = "word"
    ellipsis: str = "…"
    date_format: str = "medium"
    heading_level: int | None = None
    more: str | None = None
    empty: str | None = None
    controls: tuple[Control, ...] = ()
    """What readers can do with the index where scripts run, in this order."""


Taxonomy = Literal["category", "tag", "author", "year", "series"]


@dataclass(frozen=True, slots=True)
class TermsLook:
    """How a list of terms is drawn."""

    taxonomy: Taxonomy | None
    """Nothing where the author asked for one that does not exist: there is no list then."""
    layout: Literal["list", "cloud"] = "list"
    by_count: bool = False
    descending: bool = False
    limit: int | None = None
    locale: str | None = None
    empty: str | None = None
