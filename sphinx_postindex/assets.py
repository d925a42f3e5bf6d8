"""The stylesheet: copied by HTML builders, loaded only by pages that hold an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_postindex.nodes import post_frame

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"


def offer(app: Sphinx) -> None:
    """Let HTML builders copy our static files."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def load(
    app: Sphinx,
    _page: str,
    _template: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the stylesheet into a page that shows posts."""
    if doctree is not None and next(doctree.findall(post_frame), None) is not None:
        app.add_css_file("postindex.css")
