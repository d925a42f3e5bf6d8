"""The body of a page that no document stands behind, and what it shares with others.

The few internals of HTML builders that we depend on stand in this file alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from docutils.writers import html5_polyglot
from sphinx.util.osutil import relative_uri

from sphinx_postindex.hashes import stable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders.html import StandaloneHTMLBuilder

BUILDERS = frozenset({"html", "dirhtml"})
"""The builders that get pages of ours."""
SCRIPTED = BUILDERS | {"singlehtml"}
"""The builders whose pages may load a script."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page without a document, before the theme gets it."""

    name: str
    title: str
    """Plain text."""
    drawn: Sequence[nodes.Element]
    """What stands below the heading, with every link in its place."""
    parents: Sequence[tuple[str, str]]
    """The pages above it, from the root: name, and title where no document has one."""
    above: Sequence[nodes.Node] = ()
    """What stands above the heading."""


def context(builder: StandaloneHTMLBuilder, frame: Frame) -> dict[str, Any]:
    """What the theme's ``page.html`` needs to draw a page."""
    title = frame.title
    heading = nodes.title(title, title)
    anchor = nodes.make_id(title) or "posts"
    document = new_document(frame.name, _settings(builder))
    document += [*frame.above, nodes.section("", heading, *frame.drawn, ids=[anchor])]
    return {
        "title": escape(title),
        "body": _body(builder, frame.name, document),
        "parents": [parent_of(builder, frame.name, *parent) for parent in frame.parents],
        "meta": {},
        "has_maths_elements": next(document.findall(nodes.math), None) is not None,
    }


def fragment(builder: StandaloneHTMLBuilder, page: str, drawn: Sequence[nodes.Node]) -> str:
    """Nodes as HTML, as they would stand on a page of this name."""
    document = new_document(page, _settings(builder))
    document += [*drawn]
    return _body(builder, page, document)


def _settings(builder: StandaloneHTMLBuilder) -> Any:  # noqa: ANN401 - docutils' own
    settings = get_default_settings(html5_polyglot.Writer)
    settings.__dict__.update(builder.env.settings)
    # As on every other page: docutils' own pages of HTML 5 begin below their title.
    settings.initial_header_level = 1
    return settings


def _body(builder: StandaloneHTMLBuilder, pagename: str, document: nodes.document) -> str:
    """A document as HTML, with paths that are right on this page."""
    here = builder.get_target_uri(pagename)
    builder.current_docname = pagename
    builder.secnumbers, builder.fignumbers = {}, {}
    builder.imgpath = relative_uri(here, builder.imagedir)
    builder.dlpath = relative_uri(here, "_downloads")
    builder.post_process_images(document)
    visitor: Any = builder.create_translator(document, builder)
    document.walkabout(visitor)
    return "".join(visitor.body)


def parent_of(
    builder: StandaloneHTMLBuilder, pagename: str, parent: str, title: str
) -> dict[str, str]:
    """An entry of ``parents``, as themes take it.

    :param title: of a page of ours; a document has its own
    """
    own = builder.env.titles.get(parent)
    return {
        "link": builder.get_relative_uri(pagename, parent) or ".",
        "title": escape(title) if own is None else builder.render_partial(own)["title"],
    }


def surroundings(builder: StandaloneHTMLBuilder) -> str:
    """What stands around the body of every page: settings, templates, the tree of pages."""
    env = builder.env
    values = sorted((v.name, stable(v.value)) for v in builder.config.filter({"html", "env"}))
    newest = getattr(builder.templates, "newest_template_mtime", lambda: 0)()
    tree = sorted(env.toctree_includes.items())
    named = sorted({page for _, pages in tree for page in pages} & env.titles.keys())
    titles = [(page, env.titles[page].astext()) for page in named]
    return repr((values, newest, tree, titles))
