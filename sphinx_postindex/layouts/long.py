"""Long lists: browsers lay out what comes near to the screen, and leave the rest till then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sized

LONG = 50
"""The most posts of a list that is laid out as a whole. Fewer gain nothing."""


def long_list(posts: Sized) -> list[str]:
    """The class that the list of some posts has for its length."""
    return ["postindex-long"] if len(posts) > LONG else []
