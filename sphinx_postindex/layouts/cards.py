"""Cards: title, category, excerpt, date and "Read more" in a box each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_postindex.layouts import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from sphinx_postindex.layouts.parts import Page
    from sphinx_postindex.model import Post


def cards(posts: Sequence[Post], page: Page) -> list[nodes.Node]:
    """One card a post. The title comes first; the stylesheet puts the category above it."""
    return [
        parts.listed(
            (
                parts.title(post, page),
                parts.category(post, page),
                parts.excerpt(post, page),
                parts.line(parts.label(post, page), parts.date(post, page), parts.more(post, page)),
            )
            for post in posts
        )
    ]
