"""The pages that are ours, handed to Sphinx: only those that must be written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from sphinx_postindex import domain, outputs
from sphinx_postindex.fresh import hash_of, known_later
from sphinx_postindex.layouts.own import sources
from sphinx_postindex.look import Look
from sphinx_postindex.pages.render import BUILDERS, context, surroundings
from sphinx_postindex.problems import Problem, warn
from sphinx_postindex.resolve import digest, draw, framed, parts_of, shown_by
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_postindex.domain import Index
    from sphinx_postindex.pages.paging import Part

Page = tuple[str, dict[str, Any], str]


def later_pages(app: Sphinx) -> Iterator[Page]:
    """Pages 2, 3 … of every paged index; connected to ``html-collect-pages``."""
    site = domain.of(app.env)
    paged = [
        (docname, index)
        for docname, indexes in sorted(site.indexes.items())
        for index in indexes
        if index.base
    ]
    builder: Any = app.builder
    if builder.name not in BUILDERS or not paged:
        return
    taken = {_place(builder, page): page for page in app.env.all_docs}
    around = surroundings(builder)
    for docname, index in paged:
        posts = shown_by(site, index)
        # Both hashes of a page have this in them.
        base = "".join([around, *sources(app.config, [index.look])])
        for part in parts_of(builder, docname, index, len(posts))[1:]:
            name = part.name(part.number)
            if owner := taken.get(_place(builder, name)):
                text = f"page {part.number} of this index is not made: {owner!r} has its place"
                warn(Problem.OPTION, text, (docname, index.line_of("page-size")))
                continue
            facts = [(post, site.state(post)) for post in posts[part.slice]]
            yield from _page(builder, index, part, [base, repr((index, part, facts))])


def _place(builder: StandaloneHTMLBuilder, page: str) -> str:
    """The file of a page, as a file system that ignores case sees it."""
    return os.path.normpath(builder.get_outfilename(page)).casefold()


def _page(
    builder: StandaloneHTMLBuilder, index: Index, part: Part, facts: list[str]
) -> Iterator[Page]:
    """One page, if it is not there already or shows something else."""
    site = domain.of(builder.env)
    name = part.name(part.number)
    quick = hash_of(builder, facts)
    before = known_later(site, name)
    file = outputs.page_of(builder, name)
    there = file is not None and file.is_file()
    if there and before[:1] == [quick]:
        site.collected[name] = before
        return
    frame = framed(index, draw(builder, part.docname, index, number=part.number))
    frame["classes"] += index.classes
    site.collected[name] = [quick, hash_of(builder, [facts[0], digest([frame])])]
    if there and before[1:] == site.collected[name][1:]:
        return
    look = index.look
    locale = look.locale or builder.config.language or "en"
    assert isinstance(look, Look)  # noqa: S101 - no other is paged
    heading = builder.env.titles[part.docname].astext()
    title = f"{heading} ({words(locale).page(part.number, part.count)})"
    yield name, context(builder, name, title, [frame], part.docname), "page.html"
