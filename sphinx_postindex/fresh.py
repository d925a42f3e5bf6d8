"""Which outputs must be written again: what each one shows, kept beside that output.

The environment is shared by builders, so a record kept there would leave the second one
stale. The record lies in the output folder: it goes where the pages go, and an output that
is new, deleted or copied has the record that it deserves, or none.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_postindex import domain, leftovers, outputs, references
from sphinx_postindex.config import VALUES
from sphinx_postindex.hashes import hash_of, stable
from sphinx_postindex.layouts.own import sources
from sphinx_postindex.look import TermsLook
from sphinx_postindex.pages import around, data, syndication
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.pages.sheets import sheets
from sphinx_postindex.record import Build, Record
from sphinx_postindex.resolve import digest, draw, shown_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.domain import PostDomain


def compare(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents that must be written again, although nobody edited them.

    Connected to ``env-updated``. Until the build has ended well the record says that the
    output is not whole: after a build that is killed, the next one writes everything.
    """
    builder, site = app.builder, domain.of(env)
    if builder.name in outputs.WHOLE:
        outputs.remove_catalogs(builder, site.held)
        return []
    record = Record.read(builder)
    if not record.whole:
        leftovers.sweep(app, record.builder)
    made = outputs.made_of(builder, _ours(site))
    left = _withdraw(builder, record, made)
    everything = left or not record.whole or _lacks_search(builder)
    # An EPUB is packed before the build ends: its pictures have to be right by now.
    strays = set() if record.whole else leftovers.attached(builder)
    facts = _facts(app, site)
    pages = dict(record.pages)
    if not record.whole or record.facts != facts:
        pages = {
            page: _compared(app, site, page, record.pages.get(page, []), drawn=bool(strays))
            for page in sorted(_showing(site))
        }
    # A page that the record alone knows shows nothing of posts now.
    known = [page for page in {**pages, **record.pages} if page in env.all_docs]
    site.build = Build(record, made, pages, known, everything, facts)
    shown = _sweep(builder, record, {*site.indexes, *site.pages, *record.later}, strays)
    old = {page for page in known if not _is_fresh(pages.get(page, []), page, record)}
    old |= syndication.lacking(app, record.bodies)
    # The file of a page of ours may be newer than the document that is to have its place.
    old |= outputs.at(builder, env.all_docs, record.later)
    # What this build is going to write, if nobody stops it. Also where no document is old: pages
    # and feeds of ours may be.
    later = _unknown(sheet.name for sheet in sheets(builder, site)) | record.later
    feeds = _unknown((*syndication.files(app), *data.files(app))) | record.feeds
    Record(made=made, later=later, pictures=shown, feeds=feeds, whole=False).write(builder)
    return sorted(env.all_docs if everything else old)


def _unknown(names: Iterable[str]) -> dict[str, list[str]]:
    """Names of which no hash is known yet."""
    return {name: [] for name in names}


def note_resolved(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Note that a document is being written; connected to ``doctree-resolved``."""
    site = domain.of(app.env)
    if site.build is not None:
        site.build.resolved.setdefault(docname, _stamp(app.builder, docname))
        # A page that shows no picture is known to show none.
        site.pictures.setdefault(docname, set())


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Write the record of a build that ended well; connected to ``build-finished``."""
    builder, site = app.builder, domain.of(app.env)
    build: Build | None = site.build
    if exception or build is None:
        return
    pages = {}
    for page in build.known:
        before, hashes = build.record.pages.get(page, []), build.pages.get(page, [])
        if hashes and _is_written(builder, build, page):
            count = len(site.indexes.get(page, ()))
            drawn = [site.drawn.get((page, number), "") for number in range(count)]
            # Without an index, all that it shows has been hashed.
            exact = _shown(app, site, page, drawn) if drawn else hashes[0]
            pages[page] = [hashes[0], exact]
        elif before and not _is_written(builder, build, page):
            pages[page] = hashes if _is_fresh(hashes, page, build.record) else before
    whole = not build.everything or build.resolved.keys() >= app.env.all_docs.keys()
    # Writing may have brought more.
    made = outputs.made_of(builder, _ours(site)) if build.resolved else build.made
    gone = build.record.later.keys() - site.collected.keys()
    outputs.remove_pages(app, gone)
    shown = _sweep(builder, build.record, {*site.indexes, *site.pages, *site.collected})
    unwanted = sorted(build.record.feeds.keys() - site.feeds.keys())
    outputs.remove(builder, [each for each in unwanted if not outputs.in_extra_path(app, each)])
    all_shown = all(pages.get(page, [])[:1] == hashes[:1] for page, hashes in build.pages.items())
    facts = build.facts if all_shown else ""
    bodies = syndication.bodies(app, build.record.bodies, partial(_is_written, builder, build))
    new = Record(pages, made, site.collected, shown, site.feeds, bodies, facts, whole)
    new.write(builder)


def _sweep(
    builder: Builder, record: Record, pages: Iterable[str], strays: AbstractSet[str] = frozenset()
) -> dict[str, list[str]]:
    """Remove the pictures that no card shows any more; name those that each page shows.

    A page that was not drawn in this build shows what it showed.

    :param strays: files that may be of what is withdrawn, and are in no record: it was lost,
        or its build was killed
    """
    site = domain.of(builder.env)
    drawn, before = site.pictures, record.pictures
    found = {page: sorted(drawn.get(page, before.get(page, ()))) for page in pages}
    if builder.name in BUILDERS:
        # Its head names a picture, too. That of a page whose index was drawn only to be
        # compared is known from before.
        resolved = site.build.resolved.keys() if site.build else set()
        for page in (site.pages.keys() & found.keys()) - resolved:
            found[page] = sorted({*found[page], *before.get(page, ())})
    if gone := (_files(record.pictures) | strays) - _files(found):
        kept = _files(outputs.made_of(builder, builder.env.all_docs))
        outputs.remove(builder, sorted(gone - kept))
    return {page: files for page, files in found.items() if files}


def known_later(site: PostDomain, name: str) -> list[str]:
    """What the record says of a page that no document stands behind."""
    record: Record | None = site.build.record if site.build else None
    return record.later.get(name, []) if record and record.whole else []


def _ours(site: PostDomain) -> set[str]:
    """The documents of which an output keeps nothing once they have left the build."""
    return {*site.posts, *site.standings}


def _showing(site: PostDomain) -> set[str]:
    """The pages that show anything of posts but what stands in their own source."""
    own = {*site.indexes, *site.sections}
    return own | set(_in_vain(site)) | set(references.pages(site)) | set(around.pages(site))


def _in_vain(site: PostDomain) -> dict[str, list[str]]:
    """The documents that each page links to and that are not in the build, where there are any."""
    docs = site.env.all_docs
    absent = {page: [to for to in named if to not in docs] for page, named in site.missing.items()}
    return {page: names for page, names in absent.items() if names}


def _is_written(builder: Builder, build: Build, page: str) -> bool:
    """Whether this build has written a page: resolving it alone is no proof."""
    return page in build.resolved and _stamp(builder, page) != build.resolved[page]


def _stamp(builder: Builder, page: str) -> int | None:
    file = outputs.page_of(builder, page)
    with suppress(OSError):
        return file.stat().st_mtime_ns if file else None
    return None


def _facts(app: Sphinx, site: PostDomain) -> str:
    """A hash of all that the hashes of pages are made of: where it is equal, so are they."""
    env = site.env
    owners = sorted({found.page for found in site.archives.by_term.values() if not found.ours})
    titles = [env.titles[page].pformat() for page in owners]
    looks = [index.look for _, found in sorted(site.indexes.items()) for index in found]
    settings = [(name, stable(app.config[f"postindex_{name}"])) for name in VALUES]
    kept = (site.indexes, site.missing, site.sections, site.references, env.toctree_includes)
    every = (
        *(repr(sorted(each.items())) for each in kept),
        *map(repr, (sorted(env.all_docs), site.archives.names(), titles, settings)),
        *(site.mark(post) for post in site.every()),
        *sources(app.config, looks),
    )
    return hash_of(app.builder, every)


def _compared(
    app: Sphinx, site: PostDomain, page: str, before: list[str], *, drawn: bool
) -> list[str]:
    """Hashes of the posts that a page picks, and of what it shows of them.

    The first is quick. Where it is the recorded one, so is the second; drawing is left to
    the pages of which some post has changed, perhaps in a way that shows nowhere. A page
    without a record is drawn once, when it is written, unless it is to be drawn now: the
    second is not known yet.
    """
    picked = [(index, shown_by(site, index)) for index in site.indexes.get(page, ())]
    facts = [repr((index, [site.mark(p) for p in posts])) for index, posts in picked]
    if any(isinstance(index.look, TermsLook) for index, _ in picked):
        facts.append(repr(site.archives.names()))
    quick = _shown(app, site, page, facts)
    if before[:1] == [quick]:
        return before
    if not (before or drawn):
        return [quick]
    digests = [digest(index, draw(app.builder, page, index)) for index, _ in picked]
    return [quick, _shown(app, site, page, digests)]


def _is_fresh(hashes: list[str], page: str, record: Record) -> bool:
    """Whether a page shows what it should, as far as its record tells."""
    return page in record.pages and hashes[1:] == record.pages[page][1:]


def _shown(app: Sphinx, site: PostDomain, page: str, parts: Iterable[str]) -> str:
    absent = [to for to in site.missing.get(page, ()) if to not in site.env.all_docs]
    # The page is read again when one of them turns, for the builder that runs first.
    sections = [shown for _, shown in site.sections.get(page, ())]
    own = sources(app.config, [index.look for index in site.indexes.get(page, ())])
    named = repr(syndication.on_page(site, page))
    others = (*references.facts(site, page), *around.facts(site, page), named)
    return hash_of(app.builder, [repr(absent), repr(sections), *own, *others, *parts])


def _withdraw(builder: Builder, record: Record, made: Mapping[str, list[str]]) -> bool:
    """Take away what was made of posts and is made no more; whether a post has left.

    Its words are in the search index, too, and Sphinx keeps them there: only an index that
    is built from nothing has none of them. Withdrawing is rare, so all is written.

    :param made: the files that this build makes of each post
    """
    docs, outdir = builder.env.all_docs, Path(builder.outdir)
    dropped = {f for page, files in record.made.items() for f in {*files} - {*made.get(page, ())}}
    # What is held back is looked for whatever the record says: it may be lost. A page of ours
    # may have its place.
    held = _files(outputs.made_of(builder, domain.of(builder.env).held))
    held -= outputs.files_of(builder, record.later if record.whole else ())
    held = {file for file in held if (outdir / file).is_file()}
    kept = _files(outputs.made_of(builder, docs)) if dropped | held else set()
    outputs.remove(builder, sorted((dropped | held) - kept))
    left = bool(held - kept) or not docs.keys() >= record.made.keys()
    if left and (index := outputs.search_index(builder)):
        index.unlink(missing_ok=True)
    return left


def _files(made: Mapping[str, list[str]]) -> set[str]:
    return {file for files in made.values() for file in files}


def _lacks_search(builder: Builder) -> bool:
    """Whether the search index has to be built anew, from every page."""
    index = outputs.search_index(builder)
    return index is not None and not index.is_file()
