"""Words, days and documents, drawn at random."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from blog import Blog

WORDS = ("quorum", "ledger", "beacon", "orchid", "walrus", "copper", "meadow", "violin")
CATEGORIES = ("Alpha", "Beta", "Gamma", "alpha", "Alpha, Beta", '"Beta, Inc."')
# The root is always there.
STAY = frozenset({"index"})


def fresh(rng: Random) -> str:
    """Words that were hardly used before."""
    return f"{rng.choice(WORDS)} {rng.choice(WORDS)} {rng.randrange(10_000)}"


def a_post(rng: Random, blog: Blog) -> str:
    """The name of a post, or of the root if there is none."""
    return rng.choice([name for name, doc in blog.docs.items() if doc.is_post()] or ["index"])


def a_day(rng: Random, blog: Blog, start: int, end: int) -> str:
    """A day some days from now."""
    return (blog.now + timedelta(days=rng.randint(start, end))).date().isoformat()
