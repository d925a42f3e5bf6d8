"""How an index is drawn, as its author asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_postindex.richtext import Cut


@dataclass(frozen=True, slots=True)
class Look:
    """How an index is drawn. ``None`` means: what the page or its language gives."""

    layout: str = "cards"
    excerpt_length: int = 150
    """In code points of visible text, the ellipsis included; 0 shows all that is kept."""
    excerpt_cut: Cut = "word"
    ellipsis: str = "…"
    date_format: str = "medium"
    heading_level: int | None = None
    more: str | None = None
    empty: str | None = None
