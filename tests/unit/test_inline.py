"""Inline markup: which marks a card keeps, from document trees and from lines of Markdown."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinx_postindex.read.inline import markdown, rich
from sphinx_postindex.richtext import Run

if TYPE_CHECKING:
    from sphinx_postindex.richtext import Mark

EM: tuple[Mark, ...] = ("emphasis",)
CODE: tuple[Mark, ...] = ("code",)
MATH: tuple[Mark, ...] = ("math",)


def md(text: str, *, math: bool = True) -> list[Run]:
    return [*markdown(text, math=math).runs]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [Run("plain")]),
        ("why *delays* matter", [Run("why "), Run("delays", EM), Run(" matter")]),
        ("_a_ b", [Run("a", EM), Run(" b")]),
        (
            "**a *b* c**",
            [Run("a ", ("strong",)), Run("b", ("strong", "emphasis")), Run(" c", ("strong",))],
        ),
        ("`a*b*`", [Run("a*b*", CODE)]),
        ("*`a`*", [Run("a", ("emphasis", "code"))]),
        ("$AR(1)$ noise", [Run("AR(1)", MATH), Run(" noise")]),
        ("{math}`x^2`", [Run("x^2", MATH)]),
        (
            "H{sub}`2`O, m{sup}`2`",
            [Run("H"), Run("2", ("subscript",)), Run("O, m"), Run("2", ("superscript",))],
        ),
        ("{code}`a`", [Run("a", CODE)]),
        ("{doc}`the guide </guide>`", [Run("the guide")]),
        ("{ref}`target`", [Run("target")]),
        ("[a *link*](https://example.org)", [Run("a "), Run("link", EM)]),
        ("[x](javascript:alert(1))", [Run("[x](javascript:alert(1))")]),
        ("<https://example.org>", [Run("https://example.org")]),
        ("![a picture](a.png) text", [Run("text")]),
        ("two  \nlines", [Run("two lines")]),
        ("a &amp; b &lt;c&gt;", [Run("a & b <c>")]),
        (r"\*plain\*", [Run("*plain*")]),
        ("<script>alert(1)</script>", [Run("<script>alert(1)</script>")]),
        ('"><img src=x onerror=alert(1)>', [Run('"><img src=x onerror=alert(1)>')]),
        ("</h2></li></ul>", [Run("</h2></li></ul>")]),
        ("{{ 7*7 }} {% raw %}", [Run("{{ 7*7 }} {% raw %}")]),
        ("%s %(x)s {0}", [Run("%s %(x)s {0}")]),
        ("]]> &lt;b&gt; &amp;amp;", [Run("]]> <b> &amp;")]),
        ("# no heading", [Run("# no heading")]),
        ("- no list", [Run("- no list")]),
        (":tada: \U0001f389", [Run(":tada: \U0001f389")]),
        ("a \u202e*b*", [Run("a "), Run("b", EM)]),
        ("* *", [Run("* *")]),
        ("", []),
    ],
)
def test_a_line_of_markdown_keeps_marks_and_loses_links(text: str, runs: list[Run]) -> None:
    """HTML and templates in it are text."""
    assert md(text) == runs


def test_dollars_are_math_only_where_the_body_has_it_so() -> None:
    assert md("$x$", math=False) == [Run("$x$")]


@pytest.mark.parametrize(
    "shape",
    [
        "[",
        "*",
        "_",
        "`",
        "$",
        "<",
        "\\",
        "&",
        "![[",
        "[a](",
        "**a",
        "*_",
        "{a}`",
        "$a",
        "a_ ",
        "](",
    ],
)
def test_a_hostile_line_takes_no_longer_than_a_long_one(shape: str) -> None:
    start = time.process_time()
    markdown((shape * 10_000)[:10_000], math=True)
    assert time.process_time() - start < 3


def test_nodes_keep_their_marks_and_lose_what_is_no_text() -> None:
    paragraph = nodes.paragraph(
        "",
        "",
        nodes.Text("a "),
        nodes.emphasis("", "b"),
        nodes.Text(" "),
        nodes.reference("", "", nodes.literal("", "c"), refuri="x"),
        nodes.raw("", "<img src=x onerror=alert(1)>", format="html"),
        nodes.image(uri="x.png"),
        nodes.footnote_reference("", "1"),
        nodes.citation_reference("", "2"),
        nodes.problematic("", "3"),
        nodes.comment("", "4"),
        nodes.system_message("5"),
        nodes.math("", "d"),
        nodes.title_reference("", "e"),
        nodes.subscript("", "f"),
    )
    assert [*rich(paragraph).runs] == [
        Run("a "),
        Run("b", EM),
        Run(" "),
        Run("c", CODE),
        Run("d", MATH),
        Run("e", EM),
        Run("f", ("subscript",)),
    ]


def test_a_mark_within_the_same_mark_is_one() -> None:
    element = nodes.paragraph("", "", nodes.emphasis("", "", nodes.emphasis("", "a")))
    assert [*rich(element).runs] == [Run("a", EM)]


def test_elements_stand_with_a_blank_between() -> None:
    assert rich(nodes.paragraph("", "a"), nodes.paragraph("", "b")).text == "a b"
