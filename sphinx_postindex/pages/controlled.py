"""What an index tells its script: its form, facts of its posts, and where the other pages' are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_postindex import controls, domain
from sphinx_postindex.nodes import post_controls
from sphinx_postindex.pages import head
from sphinx_postindex.pages.render import SCRIPTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder

    from sphinx_postindex.index import Index
    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.model import Post


def data_file(index: Index) -> str:
    """The file that has the posts of all pages of an index, from the output folder."""
    return f"{index.base}/posts.json"


def data_from(builder: Builder, page: str, index: Index) -> str:
    """Its address, from a page."""
    return relative_uri(builder.get_target_uri(page), quote(data_file(index)))


def name_of(builder: Builder, docname: str, index: Index) -> str:
    """What the form of an index is called, which no other on its page is."""
    indexes = domain.of(builder.env).indexes.get(docname, ())
    number = indexes.index(index) + 1 if index in indexes else 1
    # One page holds all documents there.
    first = f"{nodes.make_id(docname)}-posts" if builder.name == "singlehtml" else "posts"
    return first if number == 1 else f"{first}-{number}"


def told(  # noqa: PLR0913, PLR0917 - each says what is drawn where
    builder: Builder,
    page: Page,
    posts: tuple[Sequence[Post], Sequence[Post]],
    drawn: Sequence[nodes.Node],
    name: str,
    data: str,
) -> list[nodes.Node]:
    """The node that tells the script what it needs; none where there is nothing to control.

    :param posts: those that were drawn, in that order, and those of all pages
    :param drawn: what the layout has made of them
    :param name: what the form is called on its page
    :param data: the address of the data file, if there are more pages
    """
    if not page.look.controls or builder.name not in SCRIPTED:
        return []
    order, every = posts
    look = page.look
    if not _stand(drawn, page, order):
        # A layout of the user's own: only the texts of its posts can be searched.
        look = replace(look, controls=tuple(each for each in look.controls if each == "search"))
    form = controls.form(every, look, page.words, name)
    if not form:
        return []
    form |= controls.facts(order, every, look)
    if data:
        form |= {"data": data, "alone": f" · {page.words.only_here}"}
    return [post_controls(told=controls.as_json(form))]


def _stand(drawn: Sequence[nodes.Node], page: Page, order: Sequence[Post]) -> bool:
    """Whether each post stands in its place, in an element of the class that a script looks for."""
    found = [e for each in drawn for e in each.findall(nodes.Element) if "h-entry" in e["classes"]]
    links = [post.external_url or page.link(post) for post in order]
    shown = [uri for uri, _ in head.links(drawn)]
    return len(found) == len(order) and shown == [uri for uri in links if uri]
