"""The stylesheet: copied by HTML builders, loaded only by pages that hold an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_postindex import domain
from sphinx_postindex.nodes import post_frame
from sphinx_postindex.outputs import WHOLE

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
    page: str,
    _template: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the stylesheet into a page that shows posts."""
    # A page that is put together from others is the root document's.
    likely = page in domain.of(app.env).indexes or app.builder.name in WHOLE
    if likely and doctree is not None and next(doctree.findall(post_frame), None):
        app.add_css_file("postindex.css")
