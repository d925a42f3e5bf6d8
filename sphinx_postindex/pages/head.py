"""What the head of a page tells programs of its posts: schema.org data, Open Graph, description.

Only what nobody else has said: the page's author comes first, then other extensions.
"""

from __future__ import annotations

import posixpath
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from sphinx_postindex import config, domain, metadata
from sphinx_postindex.layouts.parts import excerpt_of
from sphinx_postindex.look import Look
from sphinx_postindex.metadata import Place, meta, written
from sphinx_postindex.nodes import post_frame, post_item, post_links, post_list
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.pictures import picture
from sphinx_postindex.urls import web_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_postindex.metadata import Written
    from sphinx_postindex.model import Post

SHOWN = "postindex_shown"
"""Where the context of a page of ours keeps the links to its posts."""

EARLY, LATE = 400, 900
"""Before and after all that keep Sphinx's own priority, 500: sphinxext-opengraph is one."""

_OPENGRAPH = "sphinxext.opengraph"


def links(drawn: Iterable[nodes.Node]) -> list[tuple[str, str]]:
    """The addresses and the titles of the posts that an index shows, in order.

    They are taken from its cards, so that the head says what the page shows, and changes
    with it.
    """
    return [link for node in drawn for link in _links(node)]


def _links(node: nodes.Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, post_item):
        yield from [node.link] if node.link else []
    elif isinstance(node, (post_frame, post_list)):
        for child in node:
            yield from _links(child)
    else:
        yield from post_links(node)


def note_picture(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """See to it that the picture which a post's head names is in the output.

    Connected to ``doctree-resolved``, which is never in a process of its own.
    """
    post = _own(app, docname)
    if post and _address_of(app):
        files = domain.of(app.env).pictures.setdefault(docname, set())
        files.update(_files(app, post))


def offer(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Offer the picture and the excerpt of a post to sphinxext-opengraph, before it writes.

    It reads the page's front matter, a part of the context: ours is a copy, since the
    original belongs to the environment. It writes no description where there is one.
    """
    post = _own(app, page) if doctree is not None else None
    if post is None or _OPENGRAPH not in app.extensions:
        return
    there = written("".join((context.get("metatags") or "", *app.config.ogp_custom_meta_tags)))
    said = context.get("meta") or {}
    taken = {*said, *there.names}
    offered = {n: v for n, v in _offered(app, post, taken) if v and n not in taken}
    # It escapes no more than quotation marks.
    context["meta"] = {**said, **{name: escape(value) for name, value in offered.items()}}
    _add(context, _description(app, post, there))


def _offered(app: Sphinx, post: Post, taken: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    yield "og:description", _excerpt(app, post)
    if app.config.ogp_type == "website":
        # What it says of every page unless the site wants something else.
        yield "og:type", "article"
    if post.image and "og:image" not in taken and (url := image_of(app, post, _address_of(app))):
        yield "og:image", url
        yield "og:image:alt", post.image.alt


def add(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add what nobody has said to the head of a post or of a page of posts.

    Connected to ``html-page-context``, after all others.
    """
    if not _wanted(app):
        return
    site = domain.of(app.env)
    there = written(context.get("metatags") or "")
    url = (context.get("pageurl") or "") if config.site_url(app.config) else ""
    place = Place(url, app.config.language or "")
    if page in site.collected:
        title = unescape(context.get("title") or "")
        _add(context, _collection(title, place, context.get(SHOWN, ()), there))
    elif doctree is None:
        return
    elif post := _own(app, page):
        # What the page's author has said to sphinxext-opengraph holds for its tags of ours, too.
        tagged = "ogp_disable" not in (context.get("meta") or {})
        _add(context, _post(app, post, place, there, tagged=tagged))
    elif any(isinstance(index.look, Look) for index in site.indexes.get(page, ())):
        title = app.env.titles[page].astext()
        _add(context, _collection(title, place, links(doctree.findall(post_frame)), there))


def _post(app: Sphinx, post: Post, place: Place, there: Written, *, tagged: bool) -> Iterator[str]:
    yield from _description(app, post, there)
    for name, value in metadata.article(post) if tagged else ():
        if name not in there.names:
            yield meta("property", name, value)
    if not there.has_posting:
        yield metadata.script(
            metadata.posting(post, place, image_of(app, post, config.site_url(app.config)))
        )


def _collection(
    title: str, place: Place, shown: Iterable[tuple[str, str]], there: Written
) -> Iterator[str]:
    if not there.has_collection:
        yield metadata.script(metadata.collection(title, place, shown))


def _description(app: Sphinx, post: Post, there: Written) -> Iterator[str]:
    text = _excerpt(app, post)
    if text and "description" not in there.names:
        yield meta("name", "description", text)


def _add(context: dict[str, Any], lines: Iterable[str]) -> None:
    """Add elements to a head, one a line."""
    before = context.get("metatags") or ""
    context["metatags"] = before + "".join(f"\n    {line}" for line in lines)


def _wanted(app: Sphinx) -> bool:
    return app.builder.name in BUILDERS and bool(config.get(app.config, "structured_data"))


def _own(app: Sphinx, page: str) -> Post | None:
    """The post that a page is, where its head is ours to complete."""
    return domain.of(app.env).pages.get(page) if _wanted(app) else None


def _address_of(app: Sphinx) -> str:
    """The address that pictures are under, of the site or as sphinxext-opengraph knows it."""
    known = config.site_url(app.config)
    if not known and _OPENGRAPH in app.extensions:
        known = web_url(app.config.ogp_site_url or "") or ""
    return known


def _excerpt(app: Sphinx, post: Post) -> str:
    """The excerpt as cards show it, where no index says otherwise."""
    return excerpt_of(post, config.usual_look(app.config)).text


def image_of(app: Sphinx, post: Post, base: str) -> str:
    """The absolute address of a post's picture, the largest that its card may show."""
    if post.image is None:
        return ""
    if not post.image.path:
        return web_url(post.image.uri) or ""
    if not base:
        return ""
    files = _files(app, post)
    return posixpath.join(base, files[-1]) if files else ""


def _files(app: Sphinx, post: Post) -> list[str]:
    """The files of a post's picture in the output, the largest last."""
    files: list[str] = []
    if post.image:
        picture(app.builder, post.image, files.append)
    return files
