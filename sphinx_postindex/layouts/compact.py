"""One line a post: its date and its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.layouts import parts
from sphinx_postindex.nodes import post_item, post_list, post_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.model import Post

FIELDS = ("date", "title")


def compact(posts: Sequence[Post], page: Page) -> list[nodes.Node]:
    """One line a post, the parts in their order. The title is no heading there."""
    result = post_list(classes=["postindex-lines"])
    result += [page.item(post, _item) for post in posts]
    return [result]


def _item(post: Post, page: Page) -> post_item:
    line = nodes.paragraph(classes=["postindex-line"])
    for name in ("label", *(page.look.fields or FIELDS)):
        found = parts.told(cell(post, page, name), page, name)
        if found is not None:
            line += [nodes.Text(" "), found] if len(line) else found
    return post_item("", line, classes=["h-entry"])


def cell(post: Post, page: Page, name: str) -> parts.Part:
    """A part without a line of its own."""
    if name == "title":
        link, own = parts.title_link(post, page), parts.language_of(post, page)
        return post_phrase("", "", *link, classes=["postindex-name"], **own)
    if name == "label":
        return parts.label(post, page)
    found = parts.part(post, page, name)
    if isinstance(found, nodes.paragraph):
        own = {"lang": found["lang"]} if "lang" in found else {}
        return post_phrase("", "", *found.children, classes=found["classes"], **own)
    return found
