"""The second half of reading a page: what is left of it becomes a :class:`Post`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex import config, domain
from sphinx_postindex.model import Post
from sphinx_postindex.nodes import post_facts
from sphinx_postindex.read import images, inline
from sphinx_postindex.read.directives import SAID
from sphinx_postindex.read.excerpt import excerpt, prose, reading_minutes
from sphinx_postindex.read.facts import KEPT, Facts
from sphinx_postindex.richtext import RichText

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Make the posts of a page, itself or its sections, and keep them.

    Connected to ``doctree-read`` after Sphinx's own collectors.
    """
    env = app.env
    facts: Facts | None = env.temp_data.pop(KEPT, None)
    said = list(doctree.findall(post_facts)) if SAID in env.temp_data else []
    homes = [(node, node.parent) for node in said]
    # Its doctrees serve nobody else, and it extracts what stands in them.
    if app.builder.name != "gettext":
        for node, home in homes:
            home.remove(node)
    if facts is None:
        return
    site = domain.of(env)
    if facts.is_post:
        body = next(doctree.findall(nodes.section), doctree)
        site.note_posts(env.docname, (_post(app, doctree, body, facts, next(iter(said), None)),))
        if config.get(env.config, "orphans"):
            env.metadata[env.docname].setdefault("orphan", "")
        return
    parts = [(node, home) for node, home in homes if "reading" in node]
    posts = tuple(
        replace(
            _post(app, doctree, home, Facts(node["reading"], is_post=True), node),
            anchor=home["ids"][0],
            place=place,
        )
        for place, (node, home) in enumerate(parts)
    )
    if posts:
        site.note_posts(env.docname, posts)


def _post(
    app: Sphinx, doctree: nodes.document, body: nodes.Element, facts: Facts, said: post_facts | None
) -> Post:
    """What front matter says wins over what stands in the page, ``{post}`` over both.

    :param body: the document, or the section that is the post
    """
    heading = next(body.findall(nodes.title), None)
    own_title = _own(said, nodes.title)
    own_excerpt = _own(said, nodes.paragraph)
    found, whole = (own_excerpt, True) if own_excerpt else excerpt(body)
    if not found:
        # A page may have several headings of level 1, and the first no text.
        found, whole = excerpt(doctree)
    fields = {n: v for n, v in facts.reading.fields.items() if n not in {"title", "excerpt"}}
    docname = app.env.docname
    if wanted := fields.get("image"):
        line = facts.reading.origins["image"].line
        fields["image"] = images.find(app.env, body, wanted, line)
    return Post(
        docname=docname,
        title=own_title
        or (inline.rich(heading) if heading else RichText())
        or RichText.plain(docname.rpartition("/")[2]),
        excerpt=found,
        excerpt_whole=whole,
        minutes=reading_minutes(prose(body, heading)),
        **fields,
    )


def _own(said: post_facts | None, kind: type[nodes.Element]) -> RichText:
    """The title or the excerpt of a ``{post}``; it went through the page's transforms."""
    return inline.rich(*said.findall(kind)) if said is not None else RichText()
