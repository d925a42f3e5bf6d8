"""Which page is the archive of which term: planned once a build, from the posts. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sphinx_postindex.model import fold
from sphinx_postindex.query import IN_SERIES, NEWEST_FIRST, Match, Query
from sphinx_postindex.slugs import slugs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx_postindex.look import Taxonomy
    from sphinx_postindex.model import Post
    from sphinx_postindex.terms import Term

OVERVIEW = "index"
"""What stands in an archive's path for the page that lists all terms."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The page of a term, or the overview of a taxonomy."""

    taxonomy: Taxonomy
    term: Term | None
    """Nothing for the overview."""
    page: str
    """The name of the page: one of ours, or a document."""
    ours: bool = True
    """Whether we make the page; else a document of the user's stands in its place."""


@dataclass(frozen=True, slots=True)
class Archives:
    """Every archive of a site, in one output."""

    by_term: Mapping[tuple[Taxonomy, str], Archive] = field(default_factory=dict)
    """By taxonomy and folded term."""
    overviews: Mapping[Taxonomy, Archive] = field(default_factory=dict)
    by_page: Mapping[str, Archive] = field(default_factory=dict)
    """Those of terms, by their pages; of a document that is several, the last."""

    def known(self, query: Query) -> tuple[tuple[Post, ...], Query] | None:
        """The posts of a term, and what is left to ask; nothing where a query asks for more.

        An archive knows its posts, and most pages of ours ask for one term.
        """
        found = self.by_page.get(query.docname)
        if not (found and found.ours and found.term and query == query_of(found)):
            return None
        return found.term.posts, replace(query, matches=(), since=None, until=None)

    def every(self) -> tuple[Archive, ...]:
        """All of them, overviews first."""
        return (*self.overviews.values(), *self.by_term.values())

    def of(self, taxonomy: Taxonomy, label: str) -> Archive | None:
        """The archive of a term, however it is spelled; nothing where it has none."""
        return self.by_term.get((taxonomy, fold(label)))

    def page_of(self, taxonomy: Taxonomy, label: str) -> str:
        """The name of a term's page; ``""`` where it has none."""
        found = self.of(taxonomy, label)
        return found.page if found else ""

    def names(self) -> list[tuple[str, ...]]:
        """Which term has which page, in short."""
        return [(e.taxonomy, e.term.label if e.term else "", e.page) for e in self.every()]

    def made(self) -> Iterator[Archive]:
        """Those that we make."""
        return (found for found in self.every() if found.ours)


def plan(
    terms_of: Callable[[Taxonomy], Sequence[Term]],
    taxonomies: Sequence[Taxonomy],
    path: str,
    claimed: Mapping[tuple[Taxonomy, str], str],
    owner: Callable[[str], str | None],
) -> Archives:
    """Give each term its page.

    :param terms_of: the terms of a taxonomy, with the posts that are listed
    :param taxonomies: those that get pages
    :param path: with ``{taxonomy}`` and ``{term}``
    :param claimed: the documents that call themselves the archive of a term, by folded term
    :param owner: the document that has a page's place in this output, ``""`` for none;
        nothing where this output has no pages of ours
    """
    by_term: dict[tuple[Taxonomy, str], Archive] = {}
    overviews: dict[Taxonomy, Archive] = {}
    wanted = {*taxonomies, *(taxonomy for taxonomy, _ in claimed)}
    for taxonomy in sorted(wanted):
        made = taxonomy in taxonomies
        terms = terms_of(taxonomy)
        names = slugs((term.key for term in terms), {OVERVIEW})
        for term in terms:
            page = _filled(path, taxonomy, names[term.key]) if made else ""
            found = _placed(taxonomy, term, page, claimed.get((taxonomy, term.key)), owner)
            if found:
                by_term[taxonomy, term.key] = found
        overview = _filled(path, taxonomy, OVERVIEW)
        if made and terms and (found := _placed(taxonomy, None, overview, None, owner)):
            overviews[taxonomy] = found
    return Archives(by_term, overviews, {found.page: found for found in by_term.values()})


def _filled(path: str, taxonomy: str, term: str) -> str:
    return path.replace("{taxonomy}", taxonomy).replace("{term}", term)


def _placed(
    taxonomy: Taxonomy,
    term: Term | None,
    page: str,
    claimed: str | None,
    owner: Callable[[str], str | None],
) -> Archive | None:
    if claimed:
        return Archive(taxonomy, term, claimed, ours=False)
    has_it = owner(page) if page else None
    if has_it is None:
        return None
    return Archive(taxonomy, term, has_it or page, ours=not has_it)


def query_of(archive: Archive) -> Query:
    """What the page of a term shows."""
    assert archive.term is not None  # noqa: S101 - an overview shows terms, not posts
    if archive.taxonomy == "year":
        year = int(archive.term.label)
        return Query(archive.page, since=date(year, 1, 1), until=date(year, 12, 31))
    match = Match(archive.taxonomy, (archive.term.label,), exact=True)
    order = IN_SERIES if archive.taxonomy == "series" else NEWEST_FIRST
    return Query(archive.page, matches=(match,), sort=order)
