"""Fourth step: posts become ordinary docutils nodes, one file a layout.

A layout is ``def name(posts: Sequence[Post], page: Page) -> list[nodes.Node]``. It sees no
application and no environment, so it draws the same on any page and is tested without
Sphinx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_postindex.layouts.cards import cards
from sphinx_postindex.layouts.compact import compact
from sphinx_postindex.layouts.list import list_
from sphinx_postindex.layouts.table import table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils import nodes

    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.model import Post

    Layout = Callable[[Sequence[Post], Page], list[nodes.Node]]

LAYOUTS: dict[str, Layout] = {
    "cards": cards,
    "list": list_,
    "table": table,
    "compact": compact,
}
"""The built-in layouts by the names that ``:layout:`` takes."""
