"""Which stylesheets a page loads: no more than what stands on it needs."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinx_postindex.assets import CARDS, CONTROLS, LONG, MORE, needed
from sphinx_postindex.nodes import post_frame, post_list


def page(layout: str, *parts: nodes.Node) -> nodes.Element:
    """A page with an index of a layout, deep inside of it."""
    frame = post_frame("", *parts, classes=["postindex", f"postindex-{layout}"])
    return nodes.section("", nodes.paragraph("", "Text."), nodes.section("", frame))


def cards(*classes: str) -> post_list:
    return post_list(classes=["postindex-list", *classes])


def test_a_page_without_an_index_loads_nothing() -> None:
    assert [*needed(nodes.section(), labels=True)] == []


@pytest.mark.parametrize(
    "part", [cards(), nodes.paragraph("", "No posts yet.", classes=["postindex-empty"])]
)
def test_plain_cards_load_one_stylesheet(part: nodes.Node) -> None:
    assert [*needed(page("cards", part))] == [CARDS]


@pytest.mark.parametrize(
    "drawn",
    [
        page("list", post_list(classes=["postindex-items"])),
        page("mine", cards()),
        page("cards", cards("postindex-columns-3")),
        page("cards", nodes.rubric(classes=["postindex-group"]), cards()),
        page("cards", cards(), nodes.container(classes=["postindex-pages"])),
        nodes.section("", page("cards", cards()), page("compact", post_list())),
    ],
    ids=["layout", "own layout", "columns", "groups", "pages", "second index"],
)
def test_whatever_is_more_than_plain_cards_loads_both_in_their_order(drawn: nodes.Element) -> None:
    assert [*needed(drawn)] == [CARDS, MORE]


def test_cards_load_both_for_a_label_that_is_there() -> None:
    labelled = cards()
    labelled += nodes.list_item("", nodes.inline("", "Draft", classes=["postindex-label"]))
    assert [*needed(page("cards", labelled), labels=True)] == [CARDS, MORE]
    assert [*needed(page("cards", cards()), labels=True)] == [CARDS]


def test_a_list_of_many_cards_and_a_form_load_what_they_need_and_no_more() -> None:
    frame = page("cards", cards("postindex-long"))
    assert [*needed(frame)] == [CARDS, LONG]
    next(frame.findall(post_frame))["controls"] = "{}"
    assert [*needed(frame)] == [CARDS, LONG, CONTROLS]
