"""Drafts, scheduled and expired posts leave the build before Sphinx writes anything of them.

What is not in the build leaves no trace: no page, no source copy, no search entry, no
image, no inventory line. A post whose time has come is simply found and read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_postindex import config, domain
from sphinx_postindex.problems import Problem, warn
from sphinx_postindex.read import frontmatter, publish
from sphinx_postindex.read.facts import is_post
from sphinx_postindex.read.page import open_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.read.frontmatter import Reading
    from sphinx_postindex.read.page import Page
    from sphinx_postindex.read.publish import State


def hold_back(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Take unpublished documents out of the build; name the pages to read again for it.

    Connected to ``env-get-outdated``, whose sets may be changed in place; so may
    ``env.found_docs``. A document that was read in an earlier build is purged.
    """
    site = domain.of(env)
    unread = added | changed
    states = {name: _state(site, name, read=name not in unread) for name in sorted(env.found_docs)}
    site.held = {name: state for name, state in states.items() if state not in site.shown}
    _keep_root(site, unread)
    held = set(site.held)
    removed |= held & env.all_docs.keys()
    for docs in (added, changed, env.found_docs):
        docs.difference_update(held)
    for name in site.withheld.keys() - held:
        del site.withheld[name]
    # A toctree that names what has gone would keep it in the order of pages.
    naming = {page for gone in removed for page in env.files_to_rebuild.get(gone, ())}
    # MyST decides while it reads a page which of its links are to files that exist.
    moved = (removed - held) | (added - env.all_docs.keys() - site.unsure)
    # A section whose time has come, or is over, is in its page or not: it is read again.
    turned = {page for page, parts in site.sections.items() if _has_turned(site, parts)}
    return (naming | _linking(site, moved) | turned) - held


def _has_turned(site: PostDomain, parts: Iterable[tuple[publish.Standing, bool]]) -> bool:
    return any((stands.at(site.now) in site.shown) is not shown for stands, shown in parts)


def _linking(site: PostDomain, docnames: set[str]) -> set[str]:
    """The pages that link to one of some documents."""
    return {page for page, named in site.missing.items() if not docnames.isdisjoint(named)}


def _keep_root(site: PostDomain, unread: set[str]) -> None:
    """Sphinx cannot build without the root document: it stays, whatever it says."""
    root = site.env.config.root_doc
    state = site.held.pop(root, None)
    if state and root in unread:
        text = f"the root document cannot be held back ({state}); it is published"
        warn(Problem.FIELD, text, (root, 1))


def _state(site: PostDomain, docname: str, *, read: bool) -> State:
    """Where a document stands now, by what was read of it or by its front matter."""
    if read:
        return site.standing(docname).at(site.now)
    page = open_page(site.env, docname)
    if known := site.withheld.get(docname):
        files, digest, standing = known
        if digest == _hash(site.env, page, files):
            return standing.at(site.now)
    if page.is_rst or "{post}" in page.text:
        # Only a parser knows what these say: see `withhold`. What was in the build does not
        # come into it: links to it are good as they are.
        if docname not in site.env.all_docs:
            site.unsure.add(docname)
        return "published"
    reading = frontmatter.read(page.tables, config.rules(site.env.config))
    if not page.error:
        site.opened[docname] = reading
    draft = reading.fields.get("draft", False)
    if draft and "draft" not in site.shown:
        _report(docname, reading)
    if draft or is_post(site.env.config, page, reading, said=False):
        return publish.Standing.of(reading.fields).at(site.now)
    return "published"


def _hash(env: BuildEnvironment, page: Page, files: Iterable[str]) -> str:
    """What a page says, and the files that are part of it, from the source folder."""
    found = hashlib.sha256(page.text.encode("utf-8", "surrogatepass"))
    for file in files:
        path = Path(env.srcdir, file)
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def _report(docname: str, reading: Reading) -> None:
    """Say why a document is a draft where nobody has said clearly that it is one."""
    for finding in reading.findings:
        if finding.name == reading.origins.get("draft", finding).name:
            warn(finding.problem, f"{finding.text}; it is held back", (docname, finding.line))


def note_reading(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep the list of what is read; connected to ``env-before-read-docs``.

    Sphinx lets us change it, and writes what is on it at the end.
    """
    domain.of(env).reading = docnames


def withhold(app: Sphinx, env: BuildEnvironment) -> None:
    """Take out what turned out to be unpublished when it was read.

    ``{post}`` and docinfo are known only to a parser, and so is what is included. Nothing
    is written yet: a document that is purged now was never there. Connected to
    ``env-updated``, before anything else of ours.
    """
    site = domain.of(env)
    site.opened.clear()
    states = {name: _state(site, name, read=True) for name in site.reading if name in env.all_docs}
    found = {name: state for name, state in states.items() if state not in site.shown}
    found.pop(env.config.root_doc, None)
    naming = {page for name in found for page in env.files_to_rebuild.get(name, ())}
    for name, state in found.items():
        files = tuple(sorted(map(str, env.dependencies.get(name, ()))))
        digest = _hash(env, open_page(env, name), files)
        site.withheld[name] = (files, digest, site.standing(name))
        site.held[name] = state
        site.reading.remove(name)
        env.found_docs.discard(name)
        app.emit("env-purge-doc", env, name)
        env.clear_doc(name)
    # Some toctrees have seen what is not there any more; some links, not what has come.
    came = site.unsure & set(site.reading)
    linking = _linking(site, came) - set(site.reading)
    for page in sorted((naming | linking) & env.all_docs.keys()):
        app.emit("env-purge-doc", env, page)
        env.clear_doc(page)
        app.builder.read_doc(page)
        if page not in site.reading:
            site.reading.append(page)
