"""Inline markup to :class:`RichText`: from docutils nodes, or from a line of Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from sphinx_postindex.richtext import RichText, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from sphinx_postindex.richtext import Mark

_MARKED: tuple[tuple[type[nodes.Node], Mark], ...] = (
    (nodes.emphasis, "emphasis"),
    (nodes.title_reference, "emphasis"),
    (nodes.strong, "strong"),
    (nodes.literal, "code"),
    (nodes.math, "math"),
    (nodes.subscript, "subscript"),
    (nodes.superscript, "superscript"),
)
# What has no place on a card, and text that is no prose.
_DROPPED = (
    nodes.Invisible,
    nodes.citation_reference,
    nodes.footnote_reference,
    nodes.image,
    nodes.problematic,
    nodes.raw,
    nodes.system_message,
)
_MD_MARKS: dict[str, Mark] = {"em": "emphasis", "strong": "strong"}
_ROLE_MARKS: dict[str, Mark] = {
    "math": "math",
    "code": "code",
    "sub": "subscript",
    "subscript": "subscript",
    "sup": "superscript",
    "superscript": "superscript",
}
# Characters of one text that are looked at: no card shows as many.
_LONGEST = 20_000
_EXPLICIT = re.compile(r"(.+?)\s*<[^<>]+>", re.DOTALL)
_BREAK = re.compile(r"\s*<br\b", re.IGNORECASE)
_MARKUP = re.compile(r"[*_`$\\\[\]{}&<>!]")


def runs(children: Iterable[nodes.Node], marks: tuple[Mark, ...] = ()) -> Iterator[Run]:
    """The text of inline nodes, with the marks that a card keeps."""
    for node in children:
        if isinstance(node, nodes.Text):
            yield Run(node.astext()[:_LONGEST], marks)
        elif isinstance(node, nodes.raw) and _BREAK.match(node.astext()):
            # A hard line break: there are words on both sides.
            yield Run(" ", marks)
        elif isinstance(node, nodes.Element) and not isinstance(node, _DROPPED):
            mark = next((m for kind, m in _MARKED if isinstance(node, kind)), None)
            inner = marks if mark is None or mark in marks else (*marks, mark)
            yield from runs(node.children, inner)


def rich(*elements: nodes.Element) -> RichText:
    """The text of elements, a blank between two of them."""
    pieces: list[Run] = []
    for element in elements:
        pieces += [*runs(element.children), Run(" ")]
    return RichText.of(pieces)


@lru_cache
def _parser(*, math: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).use(myst_role_plugin)
    return parser.use(dollarmath_plugin) if math else parser


def markdown(text: str, *, math: bool) -> RichText:
    """One line of Markdown: what a front-matter title or excerpt is.

    HTML and templates in it are text. Roles count only where they mark text.

    :param math: whether ``$x$`` is math, as ``dollarmath`` makes it in the body
    """
    if not _MARKUP.search(text):
        return RichText.plain(text)
    tokens = _parser(math=math).parseInline(text.replace("\n", " "))
    return RichText.of(_markdown_runs(tokens[0].children or []))


def _markdown_runs(tokens: Sequence[Token]) -> Iterator[Run]:
    marks: list[Mark] = []
    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in _MD_MARKS:
            if token.nesting == 1:
                marks.append(_MD_MARKS[kind])
            else:
                marks.pop()
        elif token.type == "image":
            continue
        else:
            mark, text = _leaf(token)
            yield Run(text, tuple(dict.fromkeys((*marks, *([mark] if mark else [])))))


def _leaf(token: Token) -> tuple[Mark | None, str]:
    if token.type == "code_inline":
        return "code", token.content
    if token.type == "math_inline":
        return "math", token.content
    if token.type == "myst_role":
        explicit = _EXPLICIT.fullmatch(token.content)
        mark = _ROLE_MARKS.get(token.meta["name"])
        return mark, explicit[1] if explicit and not mark else token.content
    return None, " " if token.type in {"softbreak", "hardbreak"} else token.content
