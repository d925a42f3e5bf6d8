"""A layout: the newest post with its excerpt, the others as one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.layouts import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_postindex import Page, Post


def headlines(posts: Sequence[Post], page: Page) -> list[nodes.Node]:
    """``posts`` has at least one post; they are filtered, sorted and cut already."""
    first, *others = posts
    lead = nodes.container(classes=["headlines-lead", "h-entry"])
    lead += parts.flow(first, page, page.look.fields or ("title", "date", "excerpt"))

    lines = nodes.bullet_list(classes=["headlines-others"])
    for post in others:
        line = nodes.paragraph("", "", *parts.title_link(post, page))
        if date := parts.date(post, page):  # a post may have none
            line += [nodes.Text(" · "), date]
        lines += nodes.list_item("", line, classes=["h-entry"])
    return [lead, lines] if others else [lead]
