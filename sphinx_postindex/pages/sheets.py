"""Which pages are ours: archives of terms, overviews, and pages 2, 3 … of every index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_postindex import config
from sphinx_postindex.archives import query_of
from sphinx_postindex.index import Index
from sphinx_postindex.look import TermsLook
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.query import Query
from sphinx_postindex.resolve import parts_of, shown_by
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from sphinx_postindex.archives import Archive
    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.pages.paging import Part
    from sphinx_postindex.words import Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of ours."""

    name: str
    first: str
    """The page that its index begins on: a document, or an archive of ours."""
    index: Index
    title: str = ""
    """Its heading; nothing: that of the document it belongs to."""
    parents: tuple[tuple[str, str], ...] = ()
    """The pages above it, with the titles of those that are ours. As in Sphinx, the root is not
    among them: themes lead there by themselves."""
    part: Part | None = None
    """Which page of its index it is, if that has several."""
    is_archive: bool = False

    @property
    def number(self) -> int:
        """Which page of its index it is."""
        return self.part.number if self.part else 1


def sheets(builder: Builder, site: PostDomain) -> list[Sheet]:
    """Every page of ours, in an order of their own; none where an output has no such pages."""
    if builder.name not in BUILDERS:
        return []
    # Each step at the end of a build asks for them.
    if site.sheets is None:
        site.sheets = [*_planned(builder, site)]
    return site.sheets


def _planned(builder: Builder, site: PostDomain) -> Iterator[Sheet]:
    for docname, indexes in sorted(site.indexes.items()):
        for index in indexes:
            yield from _later(builder, site, Sheet(docname, docname, index))
    look = config.usual_look(site.env.config)
    word = words(look.locale or config.language(builder.config))
    for archive in site.archives.made():
        sheet = _archive(site, archive, look, word)
        yield sheet
        yield from _later(builder, site, sheet)


def _archive(site: PostDomain, archive: Archive, look: Any, word: Words) -> Sheet:  # noqa: ANN401
    if archive.term is None:
        terms = TermsLook(archive.taxonomy, locale=look.locale)
        index = Index(Query(archive.page), terms)
        title = word.taxonomy(archive.taxonomy)
        return Sheet(archive.page, archive.page, index, title, is_archive=True)
    index = Index(query_of(archive), look, base=f"{archive.page}/page")
    title = word.archive(archive.taxonomy, archive.term.label)
    above = site.archives.overviews.get(archive.taxonomy)
    parents = ((above.page, word.taxonomy(archive.taxonomy)),) if above else ()
    return Sheet(archive.page, archive.page, index, title, parents, is_archive=True)


def _later(builder: Builder, site: PostDomain, first: Sheet) -> Iterator[Sheet]:
    """The pages of an index after its first."""
    if not first.index.base:
        return
    count = len(shown_by(site, first.index))
    for part in parts_of(builder, first.first, first.index, count)[1:]:
        parents = (*first.parents, (first.name, first.title))
        name = part.name(part.number)
        yield Sheet(name, first.first, first.index, first.title, parents, part, first.is_archive)
