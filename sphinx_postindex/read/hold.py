"""Drafts, scheduled and expired posts leave the build before Sphinx reads them.

What is not in the build leaves no trace: no page, no source copy, no search entry, no
image, no inventory line. A post whose time has come is simply found and read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_postindex import config, domain
from sphinx_postindex.problems import warn
from sphinx_postindex.read import frontmatter, publish, scan
from sphinx_postindex.read.facts import is_post, open_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.read.frontmatter import Reading
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
    site.held = {
        docname: state
        for docname in sorted(env.found_docs)
        if (state := _state(site, docname, read=docname not in unread)) not in site.shown
    }
    held = set(site.held)
    removed |= held & env.all_docs.keys()
    for docs in (added, changed, env.found_docs):
        docs.difference_update(held)
    # A toctree that names what has gone would keep it in the order of pages.
    naming = {page for gone in removed for page in env.files_to_rebuild.get(gone, ())}
    # MyST decides while it reads a page which of its links are to files that exist.
    moved = (removed - held) | (added - env.all_docs.keys())
    naming |= {page for page, named in site.missing.items() if not moved.isdisjoint(named)}
    return naming - held


def _state(site: PostDomain, docname: str, *, read: bool) -> State:
    """Where a document stands now, by what was read of it or by what its file says."""
    if read:
        if posts := site.posts.get(docname):
            return publish.state_of(posts[0], site.now)
        return "draft" if docname in site.drafts else "published"
    reading, counts = by_text(site.env, docname)
    fields = reading.fields
    draft = fields.get("draft", False)
    if draft and "draft" not in site.shown:
        _report(docname, reading)
    if not counts and not draft:
        return "published"
    return publish.state(
        site.now, draft=draft, date=fields.get("date"), expires=fields.get("expires")
    )


def _report(docname: str, reading: Reading) -> None:
    """Say why a document is a draft where nobody has said clearly that it is one."""
    for finding in reading.findings:
        if finding.name == reading.origins.get("draft", finding).name:
            warn(finding.problem, f"{finding.text}; it is held back", (docname, finding.line))


def by_text(env: BuildEnvironment, docname: str) -> tuple[Reading, bool]:
    """What the text of a page says of it, and whether it makes the page a post."""
    page = open_page(env, docname)
    said = (scan.said_in_rst if page.is_rst else scan.said_in_markdown)(page.text)
    tables = [*([said] if said else []), *([scan.docinfo(page.text)] if page.is_rst else [])]
    reading = frontmatter.read([*tables, *page.tables], config.rules(env.config))
    return reading, is_post(env.config, page, reading, said=said is not None)


def note_missing(app: Sphinx, doctree: nodes.document) -> None:
    """Keep which documents a page links to: each may be unpublished, now or later.

    When one of them comes or goes, the page is written again. Connected to ``doctree-read``.
    """
    env = app.env
    targets = {_target(env, node) for node in doctree.findall(addnodes.pending_xref)}
    if named := sorted(targets - {""}):
        domain.of(env).note_missing(env.docname, tuple(named))


def _target(env: BuildEnvironment, link: addnodes.pending_xref) -> str:
    """The document that a link names, ``""`` if it names something else."""
    domain, kind, target = link.get("refdomain"), link.get("reftype"), link["reftarget"]
    if domain == "std" and kind == "doc":
        return docname_join(link.get("refdoc", ""), target)
    if domain == "doc":
        # MyST's own, for `[text](page.md)`: the name is absolute.
        return str(target)
    if domain is None and kind == "myst":
        # Another of MyST's, where there is no such file yet.
        return env.path2doc(env.relfn2path(target.partition("#")[0], env.docname)[0]) or ""
    return ""
