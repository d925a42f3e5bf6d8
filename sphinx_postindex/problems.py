"""Every warning of the extension: one subtype each, one way to give it.

A reader silences one with ``suppress_warnings = ["postindex.date"]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

WARNING_TYPE = "postindex"

logger = logging.getLogger(__name__)


class Problem(Enum):
    """The subtypes of our warnings, each with the text that the docs show."""

    CONFIG = "config"
    """A value in ``conf.py`` cannot be used; its default is taken instead."""
    DATE = "date"
    """A date is missing, or is not one that can be read without guessing."""
    DIRECTIVE = "directive"
    """A directive stands where it means nothing, or its option block cannot be read."""
    EVENT = "event"
    """What another extension made of the posts cannot be used."""
    FIELD = "field"
    """A front-matter field has a value of the wrong kind; the field is left out."""
    FRONT_MATTER = "front_matter"
    """The front matter as a whole cannot be read; the document stays a page."""
    IMAGE = "image"
    """The picture of a post is missing, or is none that can be shown; the card has none."""
    LAYOUT = "layout"
    """A layout of your own fails, or gives something else than nodes; cards are shown."""
    OPTION = "option"
    """A directive has an option, or a value of one, that does not exist."""
    REQUIRED = "required"
    """A post lacks a field that ``postindex_required`` asks for."""
    TERM = "term"
    """An index asks for a category, tag, author or path that no post has."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that pure code has found, to be told by whoever knows the file."""

    problem: Problem
    text: str
    line: int | None = None
    name: str = ""
    """The field or option at fault, as its author spelled it."""


def warn(problem: Problem, text: str, location: object = None, *, once: bool = False) -> None:
    """Give one warning of type ``postindex`` and the problem's subtype.

    :param location: what Sphinx takes for one: a node, a docname, or ``(docname, line)``
    :param once: whether the same text has been said if this build has said it anywhere
    """
    logger.warning(
        # The text may hold what users wrote, percent signs included.
        "%s",
        text,
        type=WARNING_TYPE,
        subtype=problem.value,
        location=location,  # type: ignore[arg-type]
        once=once,
    )


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """``"; did you mean 'x'?"`` for the known word most like this one, or nothing.

    :param cutoff: how like it has to be, from 0 to 1
    """
    folded = {each.casefold(): each for each in sorted(known)}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return f"; did you mean {folded[found[0]]!r}?" if found else ""
