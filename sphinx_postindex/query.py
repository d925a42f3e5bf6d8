"""What an index asks for, and the posts that answer it. Pure."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sphinx_postindex.model import fold
from sphinx_postindex.read import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from sphinx_postindex.model import Post

TERMS: dict[str, Callable[[Post], Iterable[str]]] = {
    "category": lambda post: post.categories,
    "tag": lambda post: post.tags,
    "author": lambda post: (author.name for author in post.authors),
    "series": lambda post: (post.series,) if post.series else (),
    "language": lambda post: post.languages,
    "location": lambda post: post.locations,
}
"""The taxonomies that posts are filtered by, and a post's terms in each."""


def _first_of(taxonomy: str) -> Callable[[Post], Any]:
    """The sort key of a post's first term in a taxonomy."""
    return lambda post: next(map(natural, TERMS[taxonomy](post)), None)


SORTS: dict[str, Callable[[Post], Any]] = {
    "date": lambda post: post.date and post.date.instant,
    "updated": lambda post: post.updated and post.updated.instant,
    "title": lambda post: natural(post.title.text),
    **{taxonomy: _first_of(taxonomy) for taxonomy in TERMS},
    "series_order": lambda post: post.series_order,
    "order": lambda post: post.order,
    "reading-time": lambda post: post.minutes or None,
    "path": lambda post: natural(post.docname),
}
"""Sort keys; any other name is one of ``post.extra``. ``None`` comes last in both directions."""


@dataclass(frozen=True, slots=True)
class Match:
    """A filter: posts that have, or have not, one of some terms."""

    field: str
    """A key of :data:`TERMS`."""
    wanted: tuple[str, ...]
    """Terms; ``*`` stands for any text. Case and runs of blanks do not count."""
    exclude: bool = False
    exact: bool = False
    """Whether ``*`` means itself."""


@dataclass(frozen=True, slots=True)
class Where:
    """A filter on one of ``post.extra``: the value, or one of a list, is one of these."""

    field: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SortKey:
    """One field to sort by."""

    field: str
    descending: bool = False


NEWEST_FIRST = (SortKey("date", descending=True),)
IN_SERIES = (SortKey("series_order"), SortKey("date"))
"""The order of the posts of one series: their own, and then the oldest first."""


@dataclass(frozen=True, slots=True)
class Query:
    """What an index shows: filters, order, and a slice of the result."""

    docname: str = ""
    """The page that asks: its own post is left out, and paths are relative to it."""
    matches: tuple[Match, ...] = ()
    where: tuple[Where, ...] = ()
    paths: tuple[str, ...] = ()
    """Globs on docnames, relative to the page, or from the root with a ``/``."""
    since: date | None = None
    until: date | None = None
    """First and last day, inclusive, of the date as it was written."""
    sort: tuple[SortKey, ...] = NEWEST_FIRST
    pinned_first: bool = True
    limit: int | None = None
    offset: int = 0

    @property
    def asks(self) -> bool:
        """Whether it has a filter at all; an archive has its posts already."""
        return bool(self.matches or self.where or self.paths or self.since or self.until)


def pick(posts: Iterable[Post], query: Query, *, arranged: bool = False) -> list[Post]:
    """The posts that a query asks for, in its order.

    The order is total: it does not depend on the order in which posts come in.

    :param arranged: whether they come as :func:`arrange` gives them without any key
    """
    chosen = [post for post in posts if post.docname != query.docname]
    if query.asks:
        chosen = [post for post in chosen if answers(post, query)]
    if not (arranged and query.sort == NEWEST_FIRST):
        chosen = arrange(chosen, query.sort)
    if query.pinned_first:
        chosen.sort(key=lambda post: not post.pinned)
    end = None if query.limit is None else query.offset + query.limit
    return chosen[query.offset : end]


def answers(post: Post, query: Query) -> bool:
    """Whether a post passes every filter of a query."""
    if query.paths and not any(under(p, query.docname, post.docname) for p in query.paths):
        return False
    if (query.since or query.until) and post.date is None:
        return False
    if post.date is not None:
        day = post.date.when.date()
        if (query.since and day < query.since) or (query.until and day > query.until):
            return False
    return all(_has(post, match) is not match.exclude for match in query.matches) and all(
        _says(post, where) for where in query.where
    )


def arrange(posts: Iterable[Post], keys: Sequence[SortKey]) -> list[Post]:
    """Posts sorted by some keys, then newest first, ``order``, docname, place in the page."""
    result = sorted(posts, key=lambda post: (post.docname, post.place))
    # Sorting is stable: the last key first, each in its own direction.
    for key in reversed((*keys, *NEWEST_FIRST, SortKey("order"))):
        result = _sorted(result, key)
    return result


def _value(post: Post, field: str) -> Any:  # noqa: ANN401 - each field has its own type
    """What a post is sorted by; ``None`` where it has nothing there."""
    read = SORTS.get(field)
    return read(post) if read else _comparable(post.extra.get(field))


def _sorted(posts: Sequence[Post], key: SortKey) -> list[Post]:
    """Posts by one key; those without a value last, whatever the direction."""
    pairs = [(_value(post, key.field), post) for post in posts]
    known = [pair for pair in pairs if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=key.descending)
    return [post for _, post in known] + [post for found, post in pairs if found is None]


def _comparable(value: object) -> tuple[int, Any] | None:
    """An extra field's value in a form that compares with any other.

    Numbers come before dates, and dates before texts.
    """
    if value is None or value != value:  # noqa: PLR0124 - no number: it has no place in an order
        return None
    if isinstance(value, int | float):
        return (0, value)
    text = value if isinstance(value, str) else repr(value)
    day = _day(text)
    return (1, day) if day else (2, natural(text))


@lru_cache(maxsize=10_000)
def _day(text: str) -> datetime | None:
    """The instant of a text that is a date, by the rules for dates that need no setting."""
    try:
        return dates.parse(text, dates.DateRules()).instant
    except dates.DateError:
        return None


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that reads numbers in a text as numbers: ``part 9`` before ``part 10``."""
    parts = enumerate(re.split(r"([0-9]+)", fold(text)))
    # Of two numbers the one with more digits is greater, however many they are.
    return tuple(_number(p) if n % 2 else (1, 0, p) for n, p in parts if p)


def _number(digits: str) -> tuple[int, int, str]:
    digits = digits.lstrip("0")
    return (0, len(digits), digits)


def _has(post: Post, match: Match) -> bool:
    plain, wild = _wanted(match.wanted, exact=match.exact)
    terms = [fold(term) for term in TERMS[match.field](post)]
    return any(term in plain for term in terms) or any(
        _like(pattern, term) for pattern in wild for term in terms
    )


@lru_cache(maxsize=1_000)
def _wanted(
    terms: tuple[str, ...], *, exact: bool = False
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Wanted terms, folded: those that are meant as they stand, and those with wildcards."""
    folded = {fold(term) for term in terms}
    wild = set() if exact else {term for term in folded if "*" in term}
    return frozenset(folded - wild), tuple(sorted(wild))


def _says(post: Post, where: Where) -> bool:
    """Whether an extra field has one of the wanted values, as text or as a number."""
    value = post.extra.get(where.field)
    values = value if isinstance(value, list) else [value]
    said = [fold(_written(each)) for each in values if each is not None]
    return any(names(wanted, each) for wanted in where.wanted for each in said)


def _written(value: object) -> str:
    """A typed value as YAML would write it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def names(wanted: str, term: str) -> bool:
    """Whether a wanted term, with its wildcards, is a folded term of a post."""
    return _like(fold(wanted), term)


def _like(pattern: str, text: str, *, one: str = "") -> bool:
    """Whether a text is of a pattern, in which ``*`` is any text.

    It takes no longer than the product of their lengths: a star that took too little takes
    one more character, and only the last star is ever asked again.

    :param one: what stands for any one character, if something does
    """
    at = begin = done = 0
    star = -1
    while done < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, begin, at = at, done, at + 1
        elif at < len(pattern) and pattern[at] in {text[done], one}:
            at, done = at + 1, done + 1
        elif star >= 0:
            begin += 1
            at, done = star + 1, begin
        else:
            return False
    return not pattern[at:].strip("*")


def under(pattern: str, docname: str, candidate: str) -> bool:
    """Whether a document is one that a page asks for by a path."""
    return _path(pattern, docname).match(candidate)


@lru_cache(maxsize=1_000)
def _path(pattern: str, docname: str) -> Glob:
    if not pattern.startswith("/"):
        pattern = posixpath.join("/", posixpath.dirname(docname), pattern)
    return Glob(posixpath.normpath(pattern).lstrip("/"))


@dataclass(frozen=True, slots=True)
class Glob:
    """A glob on docnames: ``*`` and ``?`` stay within a folder, ``**`` is any folders."""

    pattern: str

    def match(self, docname: str) -> bool:
        """Whether a document is of this pattern, as a whole."""
        folders = docname.split("/")
        # How many folders the pattern may have taken up so far.
        reached = {0}
        *parts, last = self.pattern.split("/")
        for part in (*parts, last):
            if part == "**":
                least = min(reached, default=len(folders) + 1) + (part is last)
                reached = set(range(least, len(folders) + 1))
            else:
                fits = (n for n in reached if n < len(folders))
                reached = {n + 1 for n in fits if _like(part, folders[n], one="?")}
        return len(folders) in reached
