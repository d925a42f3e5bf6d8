"""The index is whole for people who use a keyboard, a screen reader, or another size of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from harness import SCHEMES, axe, boxes, overflowing, overlapping, style
from playwright.sync_api import expect
from themes import CLOSELY

if TYPE_CHECKING:
    from harness import Demo, Demos, Tab
    from playwright.sync_api import Page

# WCAG 2.2, success criterion 1.4.12: what a reader may set without losing anything.
TEXT_SPACING = """
* { line-height: 1.5 !important }
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""


# One card as assistive technology meets it: "Read more" is not in it.
CARD = r"""
  - listitem:
    - /children: equal
    - heading /.+/ [level=2]:
      - /children: equal
      - link /.+/
    - paragraph: /.+/
    - paragraph: /.+/
    - paragraph:
      - /children: equal
      - time: /\w+ \d+, \d{4}/"""

# So high that nothing needs to be scrolled into view while axe measures.
HIGH = 4000


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_wrong_and_leaves_nothing_open(demo: Demo, tab: Tab, scheme: str) -> None:
    """No violation, nothing "incomplete", and the contrast of every text was measured."""
    page = tab(demo.url, height=HIGH, color_scheme=scheme)
    found = axe(page)
    assert [v["id"] for v in found["violations"]] == []
    assert [v["id"] for v in found["incomplete"]] == []
    measured = {rule["id"]: len(rule["nodes"]) for rule in found["passes"]}
    cards = page.locator(".postindex-card").count()
    # Category, title, excerpt, date and "Read more" of each card.
    assert measured["color-contrast"] >= 5 * cards > 0


def test_axe_catches_a_muted_colour_that_is_too_pale(demos: Demos, tab: Tab) -> None:
    """The test above can fail: at 35 % of the text colour the small print is a violation."""
    page = tab(demos("furo").url, height=HIGH)
    page.add_style_tag(
        content=":root { --postindex-muted-color: color-mix(in srgb, currentcolor 35%, #0000) }",
    )
    contrast = next(v for v in axe(page)["violations"] if v["id"] == "color-contrast")
    assert "postindex-category" in str(contrast["nodes"])


@pytest.mark.parametrize("theme", ["furo", "pydata_sphinx_theme"])
def test_cards_follow_the_dark_scheme_of_the_theme(theme: str, demos: Demos, tab: Tab) -> None:
    """The two schemes above are two: light text where a theme has a dark scheme."""
    colours = [style(tab(demos(theme).url, color_scheme=s), "title", "color") for s in SCHEMES]
    light, dark = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert light < 3 * 128 < dark


def test_the_accessibility_tree_is_the_same_in_all_themes(demos: Demos, tab: Tab) -> None:
    """A list of items; in each a heading with the link, then category, excerpt and date."""
    indexes = [tab(demos(theme).url).locator(".postindex").first for theme in CLOSELY]
    cards = indexes[0].locator(".postindex-card").count()
    assert cards > 0
    expect(indexes[0]).to_match_aria_snapshot("- list:\n  - /children: equal" + CARD * cards)
    assert len({index.aria_snapshot() for index in indexes}) == 1


RING = {"style": "solid", "width": 3, "strong": True, "around": True, "uncovered": True}


def walk(page: Page, key: str) -> list[str]:
    """Press a key until the focus has left the index: the links it was on, in order.

    On each the ring must be there, and nothing may cover the link.
    """
    visited: list[str] = []
    for _ in range(100):
        page.keyboard.press(key)
        focused = page.locator(".postindex-link:focus-visible")
        if focused.count():
            visited.append(focused.evaluate("e => e.href"))
            ring = focused.evaluate(
                """e => {
                    const after = getComputedStyle(e, "::after");
                    const card = e.closest(".postindex-card");
                    const box = e.getBoundingClientRect();
                    const top = document.elementFromPoint(box.x + box.width / 2, box.y + 2);
                    return {
                        style: after.outlineStyle,
                        width: parseFloat(after.outlineWidth),
                        strong: after.outlineColor === getComputedStyle(card).color,
                        around: parseFloat(after.width) >= card.clientWidth,
                        uncovered: card.contains(top),
                    };
                }""",
            )
            assert ring == RING
        elif visited:
            break
    return visited


def test_tab_visits_each_card_once_in_order_with_a_ring(demo: Demo, tab: Tab) -> None:
    """Forth and back. The ring surrounds the card, is thick, and as strong as the text."""
    page = tab(demo.url, height=500)
    # A theme may scroll slowly; what is asked here is where the scrolling ends.
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    links = page.locator(".postindex-link").evaluate_all("all => all.map(e => e.href)")
    assert len(links) > 1
    assert walk(page, "Tab") == links
    # A theme may have nothing to focus below the list: start from its end.
    page.locator(".postindex-link").last.focus()
    assert walk(page, "Shift+Tab") == links[-2::-1]


def test_no_ring_without_focus(demo: Demo, tab: Tab) -> None:
    assert style(tab(demo.url), "link", "outline-style", "::after") == "none"


def test_the_whole_card_is_the_link(demo: Demo, tab: Tab) -> None:
    """A click on the excerpt opens the post."""
    page = tab(demo.url)
    wanted = page.locator(".postindex-link").first.evaluate("e => e.href")
    box = page.locator(".postindex-excerpt").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(wanted)


@pytest.mark.parametrize(
    ("width", "settings"),
    [(1280, {}), (640, {"device_scale_factor": 2}), (320, {"device_scale_factor": 4})],
    ids=["100 %", "200 %", "400 %"],
)
def test_nothing_sticks_out_at_any_zoom(
    demo: Demo, tab: Tab, width: int, settings: dict[str, float]
) -> None:
    """A window of 1280 pixels at 200 % is one of 640, and at 400 % one of 320."""
    page = tab(demo.url, width=width, **settings)
    assert overflowing(page, window=True) == []
    assert overlapping(page) == []


def test_the_one_column_of_a_phone(demo: Demo, tab: Tab) -> None:
    columns = {box["x"] for box in boxes(tab(demo.url, width=320), "card")}
    assert len(columns) == 1


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("css", [TEXT_SPACING, ":root { font-size: 200% !important }"])
def test_text_can_be_spaced_and_enlarged(demo: Demo, tab: Tab, css: str, width: int) -> None:
    """Text spacing (WCAG 1.4.12) and larger text (1.4.4) clip and cover nothing."""
    page = tab(demo.url, width=width)
    page.add_style_tag(content=css)
    assert overflowing(page) == []
    assert overlapping(page) == []


def test_a_very_long_word_stays_in_its_card(demo: Demo, tab: Tab) -> None:
    page = tab(demo.url, width=320)
    for part in ("title a", "excerpt", "category"):
        page.locator(f".postindex-{part}").first.evaluate("e => e.textContent = 'x'.repeat(200)")
    assert overflowing(page) == []


def test_nothing_is_said_by_hovering(demo: Demo, tab: Tab) -> None:
    """No tooltip, no inline style, no handler: the index is plain elements."""
    attributes = (
        tab(demo.url)
        .locator(".postindex")
        .evaluate_all(
            """all => all.flatMap(index => [index, ...index.querySelectorAll("*")])
        .flatMap(e => e.getAttributeNames())""",
        )
    )
    assert not {a for a in attributes if a in {"title", "style"} or a.startswith("on")}
