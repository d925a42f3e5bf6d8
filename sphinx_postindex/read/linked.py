"""What a page links to, noted when it has been read: each may come, go, or be called otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_postindex import domain
from sphinx_postindex.references import ANY, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Keep which documents, posts and terms a page links to.

    When one of them changes, the page is written again. Connected to ``doctree-read``, after
    what removes nodes.
    """
    env, site = app.env, domain.of(app.env)
    links = [*doctree.findall(addnodes.pending_xref)]
    if named := sorted({_target(env, link) for link in links} - {""}):
        site.note_missing(env.docname, tuple(named))
    if found := named_in(links):
        site.note_references(env.docname, found)


def named_in(links: Iterable[addnodes.pending_xref]) -> tuple[Reference, ...]:
    """The references to posts and terms among the links of a page, in an order of their own."""
    found = set()
    for node in links:
        of, role, target = node.get("refdomain"), node.get("reftype"), node["reftarget"]
        if "intersphinx" in node:
            # It is to another project, whatever there is here.
            continue
        if not of and role in {"any", "myst"}:
            role = ANY
        elif of != "post":
            continue
        found.add(Reference(str(role), target, bool(node.get("refexplicit"))))
    return tuple(sorted(found, key=lambda each: (each.role, each.target, each.own_text)))


def _target(env: BuildEnvironment, link: addnodes.pending_xref) -> str:
    """The document that a link names, ``""`` if it names something else."""
    of, kind, target = link.get("refdomain"), link.get("reftype"), link["reftarget"]
    if (of, kind) == ("std", "doc"):
        return docname_join(link.get("refdoc", ""), target)
    if of == "doc":
        # MyST's own, for `[text](page.md)`: the name is absolute.
        return str(target)
    if (of, kind) == (None, "myst"):
        # Another of MyST's, where there is no such file yet.
        return env.path2doc(env.relfn2path(target.partition("#")[0], env.docname)[0]) or ""
    return ""
