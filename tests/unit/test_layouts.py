"""Layouts: three posts and a page in, docutils nodes out. No Sphinx application."""

from __future__ import annotations

import pytest
from docutils import nodes
from samples import day, page, post

from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.layouts.cards import cards
from sphinx_postindex.look import Look
from sphinx_postindex.nodes import post_date, post_list, post_more, post_title
from sphinx_postindex.read.options import parse
from sphinx_postindex.richtext import RichText, Run

POSTS = [
    post(
        "a",
        "2026-06-29",
        title=RichText.of([Run("Why "), Run("delays", ("emphasis",)), Run(" matter")]),
        excerpt="An excerpt.",
        categories=("Systems", "Clocks"),
    ),
    post("b", day("2026-06-01", "month"), external_url="https://example.com/"),
    post("c"),
]


def card(post_: object, **settings: object) -> nodes.list_item:
    [drawn] = cards([post_], page(**settings))  # type: ignore[list-item]
    [item] = drawn.children
    assert isinstance(item, nodes.list_item)
    return item


def shape(node: nodes.Element) -> list[str]:
    """The kinds of a node's children, in order."""
    return [type(child).__name__ for child in node]


def part(node: nodes.Element, name: str) -> nodes.Element | None:
    found = node.findall(lambda n: isinstance(n, nodes.Element) and name in n["classes"])
    return next(found, None)  # type: ignore[arg-type]


def test_a_list_holds_one_card_a_post_in_their_order() -> None:
    [drawn] = cards(POSTS, page())
    assert isinstance(drawn, post_list)
    titles = [title.astext() for title in drawn.findall(post_title)]
    assert titles == ["Why delays matter", "b", "c"]


def test_the_title_comes_first_then_category_excerpt_and_one_line_of_date_and_more() -> None:
    item = card(POSTS[0])
    assert [child["classes"] for child in item] == [
        ["postindex-title", "p-name"],
        ["postindex-category", "p-category"],
        ["postindex-excerpt", "p-summary"],
        ["postindex-meta"],
    ]
    assert shape(item[3]) == ["post_date", "Text", "post_more"]
    assert [child.astext() for child in item] == [
        "Why delays matter",
        "Systems, Clocks",
        "An excerpt.",
        "Jun 29, 2026 Read more",
    ]


def test_what_a_post_lacks_leaves_no_node() -> None:
    assert [child["classes"][0] for child in card(POSTS[2])] == [
        "postindex-title",
        "postindex-meta",
    ]
    assert shape(card(POSTS[2])[1]) == ["post_more"]
    assert shape(card(POSTS[0]).deepcopy()[3]) == ["post_date", "Text", "post_more"]


def test_a_post_and_a_page_with_nothing_to_say_leave_no_line() -> None:
    assert [child["classes"][0] for child in card(POSTS[2], more="")] == ["postindex-title"]


def test_the_title_is_the_only_link_and_keeps_its_marks() -> None:
    item = card(POSTS[0])
    [link] = item.findall(nodes.reference)
    assert isinstance(link.parent, post_title)
    assert (link["refuri"], link["internal"]) == ("a.html", True)
    assert shape(link) == ["Text", "emphasis", "Text"]


def test_an_external_post_links_there() -> None:
    [link] = card(POSTS[1]).findall(nodes.reference)
    assert (link["refuri"], link["internal"]) == ("https://example.com/", False)


def test_a_post_without_a_page_in_this_output_has_a_plain_title() -> None:
    item = card(POSTS[0], link=lambda _post: None)
    assert next(item.findall(nodes.reference), None) is None
    assert [child.astext() for child in item[0]] == ["Why ", "delays", " matter", ""]


def test_no_title_is_taken_for_the_heading_of_the_footnotes() -> None:
    """Writers of LaTeX, Texinfo and man drop a rubric of one child that reads so."""
    item = card(post("f", title="Footnotes"), link=lambda _post: None)
    assert len(item[0]) == 2


def test_a_heading_has_the_rank_that_its_page_gives() -> None:
    assert card(POSTS[0])[0]["heading-level"] == 2


@pytest.mark.parametrize(
    ("date", "text", "iso"),
    [
        (day("2026-06-29"), "Jun 29, 2026", "2026-06-29"),
        (day("2026-06-01", "month"), "Jun 2026", "2026-06"),
        (day("2026-01-01", "year"), "2026", "2026"),
        (day("2026-06-29T23:30-07:00", "time"), "Jun 29, 2026", "2026-06-29T23:30:00-07:00"),
    ],
)
def test_a_date_is_shown_as_written_and_told_exactly(date: object, text: str, iso: str) -> None:
    [shown] = card(post("a", date)).findall(post_date)  # type: ignore[arg-type]
    assert (shown.astext(), shown["datetime"]) == (text, iso)


@pytest.mark.parametrize(
    ("how", "text"),
    [("full", "Monday, June 29, 2026"), ("iso", "2026-06-29"), ("%d/%m", "29/06"), ("y", "2026")],
)
def test_a_date_has_the_format_that_is_asked_for(how: str, text: str) -> None:
    [shown] = card(POSTS[0], date_format=how).findall(post_date)
    assert shown.astext() == text


LONG = "word " * 39 + "word"  # 199 characters


@pytest.mark.parametrize(
    ("look", "whole", "length"),
    [
        ({}, False, 150),
        ({}, True, 199),
        ({"excerpt_length": 0}, False, 199),
        ({"excerpt_length": 100}, True, 199),
        ({"excerpt_length": 99}, True, 99),
        ({"excerpt_length": 60, "excerpt_cut": "character", "ellipsis": "..."}, False, 60),
    ],
)
def test_an_excerpt_is_cut_but_an_authors_own_only_past_twice_the_length(
    look: dict[str, object],
    whole: bool,  # noqa: FBT001 - a case's answer
    length: int,
) -> None:
    shown = part(card(post("a", excerpt=LONG, excerpt_whole=whole), **look), "postindex-excerpt")
    assert shown is not None
    text = shown.astext()
    assert len(text) <= length
    assert (text == LONG) is (length == 199)
    if length < 199:
        assert text.endswith(str(look.get("ellipsis", "…")))
        # A cut at a word is at most a word and its blank shorter.
        assert len(text) > length - len("word ") - 1


def test_an_excerpt_keeps_its_marks() -> None:
    rich = RichText.of([Run("see "), Run("x^2", ("math",)), Run(" and "), Run("f()", ("code",))])
    shown = part(card(post("a", excerpt=rich)), "postindex-excerpt")
    assert shown is not None
    assert shape(shown) == ["Text", "math", "Text", "post_code"]


def test_what_is_not_published_says_so() -> None:
    shown = part(card(POSTS[0], label="Draft"), "postindex-label")
    assert shown is not None
    assert shown.astext() == "Draft"
    assert part(card(POSTS[0]), "postindex-label") is None


def test_drawing_does_not_change_what_is_drawn() -> None:
    """Two pages draw the same posts: the first must leave them as they were."""
    first = [node.pformat() for node in cards(POSTS, page())]
    assert [node.pformat() for node in cards(POSTS, page())] == first


def test_no_card_holds_raw_output_or_a_reference_to_resolve() -> None:
    [drawn] = cards(POSTS, page())
    kinds = {type(node).__name__ for node in drawn.findall()}
    assert not {kind for kind in kinds if kind == "raw" or "pending" in kind}


def test_no_node_names_a_source() -> None:
    """Gettext would take the texts of cards into its catalogues."""
    [drawn] = cards(POSTS, page())
    assert not [n for n in drawn.findall() if getattr(n, "source", None)]


def test_more_is_a_sign_for_the_eye() -> None:
    [more] = card(POSTS[0]).findall(post_more)
    assert more.astext() == "Read more"


def test_layout_takes_the_names_of_all_layouts_and_no_other() -> None:
    for name in LAYOUTS:
        assert parse({"layout": name}).look == Look(layout=name)
    assert parse({"layout": "tiles"}).findings
