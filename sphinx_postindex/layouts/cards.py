"""Cards: picture, title, category, excerpt, date and "Read more" in a box each."""

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

FIELDS = ("image", "category", "title", "excerpt", "date", "more")


def cards(posts: Sequence[Post], page: Page) -> list[nodes.Node]:
    """One card a post. The title comes first; the stylesheet puts picture and category above."""
    result = post_list(classes=["postindex-list"])
    if page.look.columns:
        result["classes"].append(f"postindex-columns-{page.look.columns}")
    result["classes"] += long_list(posts)
    result += [page.item(post, _card) for post in posts]
    return [result]


def _card(post: Post, page: Page) -> post_item:
    drawn = parts.flow(post, page, page.look.fields or FIELDS)
    return post_item("", *drawn, classes=["postindex-card", "h-entry"])
