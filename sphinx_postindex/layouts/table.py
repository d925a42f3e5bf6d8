"""A table: one row a post, one column a field, with header cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.layouts.compact import cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.model import Post

FIELDS = ("date", "title", "category")

# Relative widths, for writers that want some before they know the texts.
_WIDE = {"title": 40, "excerpt": 60}


def table(posts: Sequence[Post], page: Page) -> list[nodes.Node]:
    """A real table. Its header says what the cells are, so that they need not."""
    names = page.look.fields or FIELDS
    group = nodes.tgroup(cols=len(names))
    group += [nodes.colspec(colwidth=_WIDE.get(name, 20)) for name in names]
    head = (nodes.paragraph("", page.words.field(name)) for name in names)
    group += nodes.thead("", nodes.row("", *(nodes.entry("", each) for each in head)))
    group += nodes.tbody("", *(_row(post, page, names) for post in posts))
    return [nodes.table("", group, classes=["postindex-table"])]


def _row(post: Post, page: Page, names: Sequence[str]) -> nodes.row:
    row = nodes.row(classes=["h-entry"])
    for name in names:
        shown = [cell(post, page, name)]
        if name == "title":
            shown.append(cell(post, page, "label"))
        text = nodes.paragraph()
        for found in filter(None, shown):
            text += [nodes.Text(" "), found] if len(text) else found
        row += nodes.entry("", text) if len(text) else nodes.entry()
    return row
