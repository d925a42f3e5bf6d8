"""What no page alone can know, checked when all are read: names that no post has, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_postindex import config, domain, references
from sphinx_postindex.look import Look
from sphinx_postindex.model import fold
from sphinx_postindex.pages.syndication import of_indexes
from sphinx_postindex.problems import Problem, nearest, warn
from sphinx_postindex.query import SORTS, TERMS, names, under
from sphinx_postindex.read.optionvalues import FIELDS
from sphinx_postindex.terms import spellings_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.index import Index
    from sphinx_postindex.look import Taxonomy
    from sphinx_postindex.model import Post
    from sphinx_postindex.query import Match


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of terms, sort keys and ids; connected to ``env-check-consistency``."""
    site = domain.of(env)
    listed = site.listed()
    for docname, indexes in sorted(site.indexes.items()):
        for index in indexes:
            for match in index.query.matches:
                _check_terms(docname, index, match, listed)
            _check_fields(docname, index, listed)
            _check_paths(docname, index, listed)
    _check_feeds(site)
    _check_spellings(config.get(env.config, "archives"), listed)
    _check_ids(site.published())


def _check_terms(docname: str, index: Index, match: Match, listed: list[Post]) -> None:
    if index.look.empty is not None and not match.exclude:
        # Whoever says what to show for no post expects that there may be none.
        return
    known = {fold(term): term for post in listed for term in TERMS[match.field](post)}
    option = f"exclude-{match.field}" if match.exclude else match.field
    for wanted in match.wanted:
        if not any(names(wanted, term) for term in known):
            text = f"no post has the {match.field} {wanted!r}{nearest(wanted, known.values())}"
            warn(Problem.TERM, text, (docname, index.line_of(option)))


def _check_fields(docname: str, index: Index, listed: list[Post]) -> None:
    """Warn of a field to sort by, to show, or to filter by, that no post has."""
    if not listed:
        return
    extra = {name for post in listed for name in post.extra}
    shown = index.look.fields if isinstance(index.look, Look) else ()
    asked = (
        ("sort", "to sort by", [key.field for key in index.query.sort], extra | {*SORTS}),
        ("fields", "to show", shown, extra | {*FIELDS}),
        ("where", "to filter by", [where.field for where in index.query.where], extra),
    )
    for option, purpose, wanted, known in asked:
        for name in wanted:
            if name not in known:
                text = f"no post has a field {name!r} {purpose}{nearest(name, known)}"
                warn(Problem.OPTION, text, (docname, index.line_of(option)))


def _check_paths(docname: str, index: Index, listed: list[Post]) -> None:
    """Warn of a path under which there is no post."""
    if index.look.empty is not None:
        return
    for pattern in index.query.paths:
        if not any(under(pattern, docname, post.docname) for post in listed):
            text = f"no post has the path {pattern!r}; paths are docnames, without a suffix"
            warn(Problem.TERM, text, (docname, index.line_of("path")))


def _check_feeds(site: PostDomain) -> None:
    """Warn of a feed that is not written."""
    based = config.site_url(site.env.config)
    first = {index.feed: docname for docname, index in of_indexes(site)}
    for docname, indexes in sorted(site.indexes.items()):
        for index in indexes:
            if index.feed and not based:
                text = "feeds need an absolute html_baseurl; there is none"
            elif index.feed and (owner := first[index.feed]) != docname:
                text = f"{owner!r} has a feed there already"
            else:
                continue
            warn(Problem.OPTION, f"option 'feed': {text}", (docname, index.line_of("feed")))


def _check_spellings(taxonomies: Iterable[Taxonomy], listed: list[Post]) -> None:
    """Warn of a term that has a page and that some post spells otherwise than most."""
    for taxonomy in taxonomies:
        for term in terms_of(listed, taxonomy):
            for spelling, post in sorted(spellings_of(term, taxonomy).items()):
                if spelling != term.label:
                    text = f"the {taxonomy} {spelling!r} is the same as {term.label!r}"
                    warn(Problem.TERM, text, (post.docname, 1))


def _check_ids(posts: Iterable[Post]) -> None:
    """Warn of a post whose id is the name of another."""
    for post, owner in references.losers(posts):
        text = f"field 'id': {post.id!r} is the post {references.name_of(owner)!r} already"
        warn(Problem.FIELD, f"{text}; it is left out", (post.docname, 1))
