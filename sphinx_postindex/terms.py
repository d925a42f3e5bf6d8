"""The terms in use, with their posts. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_postindex.model import fold
from sphinx_postindex.query import TERMS, natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_postindex.look import Taxonomy
    from sphinx_postindex.model import Post


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a taxonomy: one, however its posts spell it."""

    key: str
    """Its folded form."""
    label: str
    """As most posts write it; of equally many, the first by name."""
    posts: tuple[Post, ...]
    """In the order in which they came."""


def terms_of(posts: Sequence[Post], taxonomy: Taxonomy) -> list[Term]:
    """Every term that some post has, by name; numbers in names count as numbers."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    members: dict[str, dict[tuple[str, str], Post]] = defaultdict(dict)
    for post in posts:
        for label in _labels(post, taxonomy):
            key = fold(label)
            spelled[key][label] += 1
            members[key][post.key] = post
    return [
        Term(key, min(spelled[key], key=lambda s: (-spelled[key][s], s)), (*members[key].values(),))
        for key in sorted(members, key=natural)
    ]


def spellings_of(term: Term, taxonomy: Taxonomy) -> dict[str, Post]:
    """Each way in which posts write a term, with the first post by name that does."""
    found: dict[str, Post] = {}
    for post in sorted(term.posts, key=lambda post: post.key):
        for label in _labels(post, taxonomy):
            if fold(label) == term.key:
                found.setdefault(label, post)
    return found


def _labels(post: Post, taxonomy: Taxonomy) -> Iterable[str]:
    if taxonomy == "year":
        return (f"{post.date.when.year}",) if post.date else ()
    return TERMS[taxonomy](post)
