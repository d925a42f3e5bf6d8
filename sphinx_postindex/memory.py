"""Thousands of nodes that are there for one page only: Python is not to take them for old."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx_postindex import domain
from sphinx_postindex.nodes import post_frame, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


@contextmanager
def short_lived() -> Iterator[None]:
    """Make what is let go soon; meanwhile Python looks for no garbage, of which there is none.

    What is there at several of its searches counts as old. Where a quarter more is old than
    before, Python looks through all there is, with the whole environment: 0.9 s of a build of
    1,000 posts, and the cards of an index were nearly enough to have that happen once more.
    """
    if not (gc.isenabled() and sys.implementation.name == "cpython"):
        yield
        return
    # The searches are counted from here.
    gc.collect(1)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def release_tree(
    app: Sphinx,
    page: str,
    _template: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let an index go once it is HTML and everybody has seen it.

    Connected to ``html-page-context``, after all others.
    """
    if doctree is None or page not in domain.of(app.env).indexes:
        return
    for frame in doctree.findall(post_frame):
        take_apart(frame)
