"""The excerpt of a document tree: the text before a marker, or the first paragraphs."""

from __future__ import annotations

import time

import pytest
from docutils import nodes

from sphinx_postindex.read.excerpt import LONGEST, excerpt, is_marker, prose, reading_minutes


def p(*content: str | nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *(nodes.Text(c) if isinstance(c, str) else c for c in content))


def section(title: str, *content: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", title), *content)


def items(*texts: str) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", p(text)) for text in texts))


def more(text: str = "<!-- more -->") -> nodes.raw:
    return nodes.raw("", text, format="html")


def of(*content: nodes.Node) -> str:
    return excerpt(section("Title", *content))[0].text


@pytest.mark.parametrize(
    "node",
    [
        more(),
        more("<!--more-->"),
        more("<!-- truncate -->\n"),
        more("<!-- MORE -->"),
        nodes.comment("", "more"),
        nodes.comment("", " truncate "),
    ],
)
def test_a_comment_that_says_more_or_truncate_is_a_marker(node: nodes.Node) -> None:
    assert is_marker(node)
    assert of(p("a"), p("b"), node, p("c")) == "a b"


@pytest.mark.parametrize(
    "node", [more("<!-- more of it -->"), nodes.comment("", "no more"), p("more"), more("")]
)
def test_another_comment_is_none(node: nodes.Node) -> None:
    assert not is_marker(node)


def test_only_a_marker_makes_an_excerpt_whole() -> None:
    assert excerpt(section("T", p("a"), more(), p("b")))[1] is True
    assert excerpt(section("T", p("a"), p("b")))[1] is False


def test_a_marker_within_a_paragraph_cuts_it_there() -> None:
    assert of(p("a"), p("b ", more(), " c"), p("d")) == "a b"


def test_a_marker_in_a_later_section_ends_the_text_before_it() -> None:
    assert of(p("a"), section("S", p("b"), more(), p("c"))) == "a b"


def test_text_before_a_marker_may_be_longer_than_a_card_but_not_than_is_kept() -> None:
    assert len(of(p("a " * 2_000), more())) <= LONGEST


def test_an_excerpt_is_the_first_paragraphs_of_the_body_itself() -> None:
    quote = nodes.block_quote("", p("quoted"))
    table = nodes.table("", nodes.tgroup("", nodes.entry("", p("cell"))))
    code = nodes.literal_block("", "code()")
    note = nodes.note("", p("noted"))
    assert of(quote, p("a"), table, code, items("item"), note, p("b")) == "a b"


def test_a_heading_after_some_text_ends_an_excerpt() -> None:
    assert of(p("a"), section("S", p("b"))) == "a"


def test_a_heading_before_all_text_does_not() -> None:
    assert of(section("S", p("a"), section("T", p("b")))) == "a"


def test_paragraphs_without_text_are_passed_over() -> None:
    picture = p(nodes.image(uri="a.png"))
    remark = p(nodes.comment("", "x"))
    assert of(picture, remark, p(" "), section("S", p("a"))) == "a"


def test_a_body_of_lists_gives_its_first_item() -> None:
    assert of(items("one", "two")) == "one"
    assert of(nodes.block_quote("", items("one"))) == "one"


@pytest.mark.parametrize("content", [[], [items()], [more()], [nodes.transition()], [p()]])
def test_a_body_without_text_has_an_empty_excerpt(content: list[nodes.Node]) -> None:
    assert of(*content) == ""


def test_a_document_without_a_section_has_an_excerpt_too() -> None:
    document = nodes.Element("", p("a"), p("b"))
    assert excerpt(document)[0].text == "a b"


@pytest.mark.parametrize(
    "text",
    ["a " * 5_000_000, " " * 1_000_000, "a" * 1_000_000, "\u0301" * 1_000_000, "\u200d" * 100_000],
    ids=["words", "blanks", "one word", "accents", "joiners"],
)
def test_a_huge_body_costs_little(text: str) -> None:
    body = section("T", p(text))
    start = time.process_time()
    result = excerpt(body)[0]
    assert time.process_time() - start < 1
    assert len(result.text) <= LONGEST


def minutes(body: nodes.Element) -> int:
    return reading_minutes(prose(body, next(body.findall(nodes.title), None)))


def test_the_title_of_a_post_takes_no_time_and_its_other_headings_do() -> None:
    """240 words a minute: one more makes two."""
    words = p("word " * 239)
    assert minutes(section("A title of six more words", words, p("last"))) == 1
    assert minutes(section("Title", words, section("Two words", p()))) == 2


@pytest.mark.parametrize(
    "content",
    [
        (),
        (more(),),
        (nodes.comment("", "a note to myself"),),
        (nodes.image(uri="a.png", alt="A photograph of a heron"),),
        (nodes.raw("", "<iframe src='x'></iframe>", format="html"),),
        (p(nodes.image(uri="a.png", alt="A heron")),),
    ],
)
def test_a_post_without_text_takes_no_time(content: tuple[nodes.Node, ...]) -> None:
    assert minutes(section("A title of some words", *content)) == 0


def test_marks_cut_no_word_in_two_and_paragraphs_are_apart() -> None:
    assert prose(section("", p("un", nodes.strong("", "believ"), "able"), p("so"))).split() == [
        "unbelievable",
        "so",
    ]
