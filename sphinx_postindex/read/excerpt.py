"""What a card says of a post: the text before a marker, or the first paragraphs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.cut import cut
from sphinx_postindex.read.inline import rich

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_postindex.richtext import RichText

LONGEST = 1_000
"""Characters kept of an excerpt. No card shows more, and every build pickles them."""

_MARKER = re.compile(r"\s*(<!--)?\s*(more|truncate)\s*(-->.*)?", re.DOTALL | re.IGNORECASE)


def is_marker(node: nodes.Node) -> bool:
    """Whether a node is ``<!-- more -->`` or ``<!-- truncate -->`` (``.. more`` in rST)."""
    return isinstance(node, (nodes.comment, nodes.raw)) and bool(_MARKER.fullmatch(node.astext()))


def excerpt(body: nodes.Element) -> tuple[RichText, bool]:
    """The excerpt of a document or section, and whether the author marked its end.

    Without a marker: the paragraphs that stand in the body itself, up to the first
    heading after some text; the first item of a list where there is no paragraph.
    """
    marked = _before_marker(body)
    text = rich(*(_opening(body) if marked is None else marked)) or rich(*_first_item(body))
    return cut(text, LONGEST), marked is not None


def _flow(body: nodes.Element) -> Iterator[nodes.Element]:
    """What stands in a body and its sections in reading order, titles between."""
    for child in body.children:
        if isinstance(child, nodes.section):
            yield from _flow(child)
        elif isinstance(child, nodes.Element):
            yield child


def _opening(body: nodes.Element) -> Iterator[nodes.Element]:
    """The first paragraphs with text, as many as are kept; a heading after them ends them."""
    length = 0
    for node in _flow(body):
        if length > LONGEST or (length and isinstance(node, nodes.title)):
            return
        # A paragraph of an image or a comment alone has no text.
        if isinstance(node, nodes.paragraph) and (text := rich(node).text):
            length += len(text) + 1
            yield node


def _first_item(body: nodes.Element) -> list[nodes.paragraph]:
    for found in body.findall(lambda n: isinstance(n, nodes.bullet_list | nodes.enumerated_list)):
        return list(found.findall(nodes.paragraph))[:1]
    return []


def _before_marker(body: nodes.Element) -> list[nodes.Element] | None:
    """The paragraphs before a marker, the one that holds it cut there; else nothing."""
    kept: list[nodes.Element] = []
    for node in _flow(body):
        if is_marker(node):
            return kept
        if isinstance(node, nodes.paragraph):
            # To enumerate an element itself takes several times as long.
            place = next((n for n, each in enumerate(node.children) if is_marker(each)), None)
            if place is not None:
                before = (inline.deepcopy() for inline in node.children[:place])
                return [*kept, nodes.paragraph("", "", *before)]
            kept.append(node)
    return None


# No reader reads these: what is for a program, and what stands for a picture.
_UNREAD = (
    nodes.comment,
    nodes.image,
    nodes.raw,
    nodes.substitution_definition,
    nodes.system_message,
)


def prose(node: nodes.Element, without: nodes.Node | None = None) -> str:
    """The text of a document or section that is read.

    :param without: a node that does not count, such as the title
    """
    pieces: list[str] = []
    _read(node, without, pieces)
    return "".join(pieces)


def _read(node: nodes.Element, without: nodes.Node | None, pieces: list[str]) -> None:
    # Nothing in a line, blank lines between blocks.
    separator = node.child_text_separator
    for child in node.children:
        if isinstance(child, nodes.Text):
            # By itself each text looks for escapes, which few have.
            pieces.append(child.astext() if "\0" in child else child)
        elif isinstance(child, nodes.Element) and not (
            child is without or isinstance(child, _UNREAD)
        ):
            _read(child, without, pieces)
            pieces.append(separator)


@cache
def _unspaced() -> re.Pattern[str]:
    """Kana, Han, Thai, Lao, Burmese, Khmer: scripts without blanks between words.

    To compile this takes milliseconds, and many sites have no such text.
    """
    return re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def reading_minutes(text: str) -> int:
    """How many minutes a text takes: 240 words or 500 characters a minute, rounded up.

    Characters count in scripts that put no blanks between words. It is an estimate for
    plain prose; code and formulas take longer.
    """
    # To search a whole text costs more than to split it.
    characters = 0 if text.isascii() else len(_unspaced().findall(text))
    words = len((_unspaced().sub(" ", text) if characters else text).split())
    return -(-(words * 500 + characters * 240) // (240 * 500))
