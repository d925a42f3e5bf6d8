"""The look is quiet, belongs to the theme, and obeys its properties."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from harness import PARTS, alpha, boxes, style

if TYPE_CHECKING:
    from harness import Demo, Demos, Tab

KNOBS = [
    ("background", "rgb(4, 2, 3)", "card", "background-color"),
    ("color", "rgb(5, 2, 3)", "excerpt", "color"),
    ("border-color", "rgb(6, 2, 3)", "card", "border-top-color"),
    ("muted-color", "rgb(1, 2, 3)", "category", "color"),
    ("muted-color", "rgb(1, 2, 3)", "date", "color"),
    ("radius", "13px", "card", "border-top-left-radius"),
    ("gap", "14px", "list", "row-gap"),
    ("padding", "15px", "card", "padding-top"),
    ("title-size", "31px", "title", "font-size"),
    ("title-size", "31px", "link", "font-size"),
    ("title-weight", "400", "link", "font-weight"),
]


def test_colours_and_font_are_those_of_the_text_around(demo: Demo, tab: Tab) -> None:
    page = tab(demo.url)
    parent = page.locator(".postindex").first
    around = parent.evaluate(
        "e => { const s = getComputedStyle(e.parentNode); return [s.color, s.fontFamily] }"
    )
    assert [style(page, "excerpt", "color"), style(page, "excerpt", "font-family")] == around
    assert [style(page, "title", "color"), style(page, "link", "color")] == [around[0]] * 2
    assert alpha(style(page, "card", "background-color")) == 0


def test_cards_of_a_row_are_equally_high_with_their_last_lines_level(demo: Demo, tab: Tab) -> None:
    page = tab(demo.url)
    rows: dict[float, list[tuple[dict[str, float], dict[str, float]]]] = {}
    for card, meta in zip(boxes(page, "card"), boxes(page, "meta"), strict=True):
        rows.setdefault(card["y"], []).append((card, meta))
    assert max(len(row) for row in rows.values()) >= 2
    for row in rows.values():
        assert len({round(card["height"], 1) for card, _ in row}) == 1
        assert len({round(meta["y"] + meta["height"], 1) for _, meta in row}) == 1


def test_category_stands_above_the_title_and_the_rest_below(demo: Demo, tab: Tab) -> None:
    page = tab(demo.url)
    order = ("category", "title", "excerpt", "meta")
    for column in zip(*(boxes(page, part) for part in order), strict=True):
        assert all(a["y"] + a["height"] <= b["y"] for a, b in pairwise(column))


def test_date_and_more_share_a_line_and_its_two_ends(demo: Demo, tab: Tab) -> None:
    page = tab(demo.url)
    parts = zip(boxes(page, "meta"), boxes(page, "date"), boxes(page, "more"), strict=True)
    for meta, date, more in parts:
        assert date["y"] == pytest.approx(more["y"], abs=1)
        assert date["x"] == pytest.approx(meta["x"], abs=1)
        assert more["x"] + more["width"] == pytest.approx(meta["x"] + meta["width"], abs=1)


def test_the_title_is_bold_and_larger_and_the_label_smaller_than_the_text(
    demo: Demo, tab: Tab
) -> None:
    page = tab(demo.url)
    size = {
        part: float(style(page, part, "font-size").removesuffix("px"))
        for part in ("title", "card", "category", "date")
    }
    assert size["title"] > size["card"] > size["category"] == size["date"]
    assert int(style(page, "link", "font-weight")) >= 600


def test_the_underline_is_thin_and_faint_until_hover(demo: Demo, tab: Tab) -> None:
    page = tab(demo.url)
    assert style(page, "link", "text-decoration-line") == "underline"
    assert style(page, "link", "text-decoration-thickness") == "1px"
    assert alpha(style(page, "link", "text-decoration-color")) < 0.5
    page.locator(".postindex-card").first.hover()
    assert alpha(style(page, "link", "text-decoration-color")) == 1


LONE = """
() => [...document.querySelectorAll(".postindex-excerpt")].filter(e => {
    const words = [...e.firstChild.data.matchAll(/\\S+/g)].slice(-2).map(word => {
        const range = document.createRange();
        range.setStart(e.firstChild, word.index);
        range.setEnd(e.firstChild, word.index + word[0].length);
        return range.getBoundingClientRect();
    });
    return words[1].top >= words[0].bottom;
}).length
"""
"""How many excerpts have a last line of one word."""


def test_fewer_excerpts_end_in_a_line_of_one_word(demo: Demo, tab: Tab) -> None:
    """Than in lines that are filled one after the other; how few is the browser's affair."""
    ours = plain = 0
    for width in (320, 360, 390, 768, 1024, 1280):
        page = tab(demo.url, width=width)
        ours += page.evaluate(LONE)
        page.add_style_tag(content=".postindex-excerpt { text-wrap: wrap !important }")
        plain += page.evaluate(LONE)
    assert ours < plain


def test_nothing_moves(demo: Demo, tab: Tab) -> None:
    """Hover and focus change no box and start no animation."""
    page = tab(demo.url)
    before = [boxes(page, part) for part in PARTS]
    page.locator(".postindex-card").first.hover()
    page.locator(".postindex-link").first.focus()
    running = page.locator(".postindex").first.evaluate(
        "e => e.getAnimations({ subtree: true }).length"
    )
    assert running == 0
    assert [boxes(page, part) for part in PARTS] == before


def test_a_property_set_on_the_root_changes_its_part(demos: Demos, tab: Tab) -> None:
    page = tab(demos("furo").url)
    before = [style(page, part, name) for _, _, part, name in KNOBS]
    settings = {f"--postindex-{knob}: {value}" for knob, value, _, _ in KNOBS}
    page.add_style_tag(content=f":root {{ {'; '.join(settings)} }}")
    values = [value for _, value, _, _ in KNOBS]
    assert not [value for value, was in zip(values, before, strict=True) if value == was]
    assert [style(page, part, name) for _, _, part, name in KNOBS] == values


def test_card_min_sets_how_many_columns_fit(demos: Demos, tab: Tab) -> None:
    page = tab(demos("furo").url)
    page.add_style_tag(content=":root { --postindex-card-min: 10em }")
    many = len({box["x"] for box in boxes(page, "card")})
    page.add_style_tag(content=":root { --postindex-card-min: 100em }")
    assert many > len({box["x"] for box in boxes(page, "card")}) == 1


def test_focus_color_is_the_colour_of_the_ring(demos: Demos, tab: Tab) -> None:
    page = tab(demos("furo").url)
    page.add_style_tag(content=":root { --postindex-focus-color: rgb(1, 2, 3) }")
    page.keyboard.press("Tab")
    page.locator(".postindex-link").first.focus()
    assert style(page, "link", "outline-color", "::after") == "rgb(1, 2, 3)"


def test_a_hidden_card_is_not_shown(demo: Demo, tab: Tab) -> None:
    """Our own ``display`` does not beat the attribute ``hidden``."""
    page = tab(demo.url)
    page.locator(".postindex-card").first.evaluate("e => { e.hidden = true }")
    assert not page.locator(".postindex-card").first.is_visible()
