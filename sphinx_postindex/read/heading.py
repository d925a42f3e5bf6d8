"""The heading of level 1 of a page, where front matter gives the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.nodes import marked

if TYPE_CHECKING:
    from sphinx_postindex.richtext import RichText

_HEADING_1 = re.compile(r" {0,3}#(\s|$)")
_UNDERLINE_1 = re.compile(r" {0,3}=+\s*$")


def has_heading(document: nodes.document, text: str) -> bool:
    """Whether a page has a heading of level 1.

    In reStructuredText the first heading is one; Markdown may begin with a lower one, and
    only its source tells.

    :param text: the source of a Markdown page, or nothing
    """
    lines = text.split("\n")
    for title in document.findall(nodes.title):
        if not isinstance(title.parent, nodes.section):
            continue
        if not text or not title.line:
            return True
        around = lines[title.line - 1 : title.line + 1]
        if around and (_HEADING_1.match(around[0]) or _UNDERLINE_1.match(around[-1])):
            return True
    return False


def add_heading(document: nodes.document, title: RichText, line: int | None) -> None:
    """Put everything below the facts block of a page into a section with this title."""
    heading = nodes.title(title.text, "", *marked(title, code=nodes.literal))
    section = nodes.section("", heading, names=[nodes.fully_normalize_name(title.text)])
    for node in (heading, section):
        node.source, node.line = document.get("source"), line or 1
    above = nodes.field_list | nodes.Invisible
    first = next((n for n, c in enumerate(document) if not isinstance(c, above)), len(document))
    section += document.children[first:]
    del document[first:]
    document += section
    document.note_implicit_target(section, section)
