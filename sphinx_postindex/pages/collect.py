"""The pages that are ours, handed to Sphinx: only those that must be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_postindex import config, domain, outputs
from sphinx_postindex.assets import NEEDED, needed
from sphinx_postindex.fresh import known_later
from sphinx_postindex.gather import place_of
from sphinx_postindex.hashes import hash_of
from sphinx_postindex.layouts.own import sources
from sphinx_postindex.look import TermsLook
from sphinx_postindex.nodes import lone_link
from sphinx_postindex.pages import head
from sphinx_postindex.pages.render import BUILDERS, Frame, context, surroundings
from sphinx_postindex.pages.sheets import Sheet, sheets
from sphinx_postindex.problems import Problem, warn
from sphinx_postindex.resolve import draw, framed, shown_by
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_postindex.domain import PostDomain

Page = tuple[str, dict[str, Any], str]


def our_pages(app: Sphinx) -> Iterator[Page]:
    """Archives, and pages 2, 3 … of every index; connected to ``html-collect-pages``."""
    site = domain.of(app.env)
    builder: Any = app.builder
    if builder.name not in BUILDERS:
        return
    taken = dict(site.places)
    around = ""
    for sheet in sheets(builder, site):
        if owner := taken.get(place_of(builder, sheet.name)):
            _report(sheet, owner)
            continue
        if _is_the_users(app, sheet.name):
            continue
        taken[place_of(builder, sheet.name)] = sheet.name
        around = around or surroundings(builder)
        yield from _written(builder, sheet, around)


def _is_the_users(app: Sphinx, name: str) -> bool:
    """Whether ``html_extra_path`` has the file of a page; that stays, with a warning.

    Sphinx copies those files before our pages at one build, and alone at the next.
    """
    for file in outputs.files_of(app.builder, [name]):
        if outputs.in_extra_path(app, file):
            text = f"the page {file!r} is not made: html_extra_path has such a file"
            warn(Problem.CONFIG, text)
            return True
    return False


def _report(sheet: Sheet, owner: str) -> None:
    text = f"page {sheet.number} of this index is not made: {owner!r} has its place"
    warn(Problem.OPTION, text, (sheet.first, sheet.index.line_of("page-size")))


def _written(builder: StandaloneHTMLBuilder, sheet: Sheet, around: str) -> Iterator[Page]:
    """One page, if it is not there already or shows something else."""
    site = domain.of(builder.env)
    picked = shown_by(site, sheet.index)
    posts = picked[sheet.part.slice] if sheet.part else picked
    titles = builder.env.titles
    # The heading of page 1 is in that of every other, and leads to it.
    named = [titles[page].pformat() for page, _ in sheet.parents if page in titles]
    around = "".join([around, *sources(builder.config, [sheet.index.look])])
    # Controls offer the terms of every page.
    known = picked if getattr(sheet.index.look, "controls", ()) else posts
    facts = [around, repr((sheet, named, [site.mark(post) for post in known]))]
    if isinstance(sheet.index.look, TermsLook):
        facts.append(repr(site.archives.names()))
    quick = hash_of(builder, facts)
    before = known_later(site, sheet.name)
    file = outputs.page_of(builder, sheet.name)
    there = file is not None and file.is_file() and not _writes_all(site)
    if there and before[:1] == [quick]:
        site.collected[sheet.name] = before
        return
    drawn = draw(builder, sheet.first, sheet.index, number=sheet.number)
    frame = _frame(builder, sheet, drawn)
    page = context(builder, frame)
    exact = [around, repr((sheet.title, sheet.parents, sheet.part, named)), page["body"]]
    site.collected[sheet.name] = [quick, hash_of(builder, exact)]
    if there and before[1:] == site.collected[sheet.name][1:]:
        return
    more = {head.SHOWN: head.links(drawn), NEEDED: [*needed(frame.drawn[0])]}
    yield sheet.name, page | more, "page.html"


def _writes_all(site: PostDomain) -> bool:
    """Whether this build writes every document, as ``sphinx-build -a`` does.

    Then our pages are written, too: other extensions, sphinx-sitemap for one, know only the
    pages that they see.
    """
    build = site.build
    return build is not None and build.resolved.keys() >= site.env.all_docs.keys()


def _frame(builder: StandaloneHTMLBuilder, sheet: Sheet, drawn: list[nodes.Node]) -> Frame:
    look, env = sheet.index.look, builder.env
    word = words(look.locale or config.language(builder.config))
    heading = sheet.title or env.titles[sheet.first].astext()
    title = heading
    if sheet.part:
        title = f"{heading} ({word.page(sheet.part.number, sheet.part.count)})"
    shown: list[nodes.Element] = [framed(sheet.index, drawn)]
    if not sheet.is_archive:
        return Frame(sheet.name, title, shown, sheet.parents)

    def link(page: str, text: str, kind: str) -> nodes.Element:
        return lone_link(text, builder.get_relative_uri(sheet.name, page) or ".", kind)

    # Not every theme shows the pages above.
    overviews = {each.page for each in domain.of(env).archives.overviews.values()}
    for page, name in sheet.parents:
        if page in overviews:
            own = env.titles[page].astext() if page in env.titles else name
            shown.append(link(page, own, "postindex-up"))
    home = link(env.config.root_doc, word.home, "postindex-home")
    return Frame(sheet.name, title, shown, sheet.parents, [home])
