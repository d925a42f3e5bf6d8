"""A list: title, date and excerpt one below the other, without a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_postindex.layouts import parts
from sphinx_postindex.layouts.long import long_list
from sphinx_postindex.nodes import post_item, post_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.model import Post

FIELDS = ("title", "date", "excerpt")


def list_(posts: Sequence[Post], page: Page) -> list[nodes.Node]:
    """One item a post, the parts in their order."""
    result = post_list(classes=["postindex-items", *long_list(posts)])
    result += [page.item(post, _item) for post in posts]
    return [result]


def _item(post: Post, page: Page) -> post_item:
    drawn = parts.flow(post, page, page.look.fields or FIELDS)
    return post_item("", *drawn, classes=["postindex-item", "h-entry"])
