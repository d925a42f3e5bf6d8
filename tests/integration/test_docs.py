"""The documentation: its snippets do what it says, and it names all that there is.

``tox -e docs`` builds the whole of it with every builder; here its source is read, and its
snippets are built over the posts that its pages show.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html
from sphinx import addnodes

from sphinx_postindex import posts
from sphinx_postindex.config import VALUES
from sphinx_postindex.nodes import post_frame
from sphinx_postindex.problems import WARNING_TYPE, Problem
from sphinx_postindex.read.frontmatter import FIELDS
from sphinx_postindex.read.options import OPTIONS

if TYPE_CHECKING:
    from docutils import nodes

    from conftest import MakeSite, Site

DOCS = Path(__file__).parents[2] / "docs"
SNIPPETS = DOCS / "snippets"
STYLESHEET = Path(__file__).parents[2] / "sphinx_postindex" / "static" / "postindex.css"
SAMPLE = {f"sample/{path.name}": path.read_bytes() for path in (DOCS / "sample").glob("*.md")}
PAGES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if not {"demo", "snippets", "sample", "_build"} & {*path.relative_to(DOCS).parts}
)

INDEXES = sorted(path.stem for path in SNIPPETS.glob("*.md"))
POSTS = sorted(path.stem for path in (SNIPPETS / "posts").glob("*.md"))


def snippet(name: str) -> bytes:
    return (SNIPPETS / name).read_bytes()


def source(page: str) -> str:
    return (DOCS / f"{page}.md").read_text(encoding="utf-8")


# -- Snippets --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Every snippet of an index on a page of its own in both languages, in one build."""
    from conftest import CONF, Site  # noqa: PLC0415

    root = tmp_path_factory.mktemp("snippets")
    return Site(root / "source", root / "build", "dummy")
