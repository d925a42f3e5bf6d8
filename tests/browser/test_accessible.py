"""The index is whole for people who use a keyboard, a screen reader, or another size of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from harness import SCHEMES, THEMES, axe, boxes, overflowing, overlapping, style

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Demo
    from playwright.sync_api import Page

    Tab = Callable[..., Page]

# WCAG 2.2, success criterion 1.4.12: what a reader may set without losing anything.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_wrong_and_leaves_nothing_open(
    demo: Demo, tab: Tab, scheme: str
) -> None:
    """No violation, nothing "incomplete", and the contrast of every part was measured."""
    found = axe(tab(demo.url, color_scheme=scheme))
    assert [v["id"] for v in found["violations"]] == []
    assert [v["id"] for v in found["incomplete"]] == []
    measured = {rule["id"]: len(rule["nodes"]) for rule in found["passes"]}
    page = tab(demo.url, color_scheme=scheme)
    cards = page.locator(".postindex-card").count()
    assert cards > 0
    # Category, title, excerpt, date and "Read more" of each card.
    assert measured["color-contrast"] >= 5 * cards


def test_axe_catches_a_muted_colour_that_is_too_pale(demo: Demo, tab: Tab) -> None:
    """The test above can fail: at 35 % of the text colour the small print is a violation."""
    page = tab(demo.url)
    page.add_style_tag(
        content=":root { --postindex-muted-color: color-mix(in srgb, currentcolor 35%, #0000) }",
    )
    contrast = next(v for v in axe(page)["violations"] if v["id"] == "color-contrast")
    assert "postindex-category" in str(contrast["nodes"])


def expected_tree(page: Page) -> str:
    """The accessibility tree that a page of cards must have: its own texts in our shape."""
    cards = page.locator(".postindex-card").evaluate_all(
        """cards => cards.map(card => {
            const text = part => card.querySelector(`.postindex-${part}`).innerText.trim();
            return [
                `heading "${text("title")}" [level=2]:`,
                `link "${text("title")}":`,
                card.querySelector("a").getAttribute("href"),
                text("category"), text("excerpt"), text("date"),
            ];
        })""",
    )
    return "\n".join(
        [
            "- list:",
            *(
                "  - listitem:\n"
                f"    - {quoted(heading)}\n"
                f"      - {quoted(link)}\n"
                f"        - /url: {href}\n"
                f"    - paragraph: {category}\n"
                f"    - paragraph: {excerpt}\n"
                f"    - paragraph:\n"
                f"      - time: {date}"
                for heading, link, href, category, excerpt, date in cards
            ),
        ]
    )


def quoted(line: str) -> str:
    return line


def test_the_accessibility_tree_is_the_same_in_all_themes(
    demos: Callable[..., Demo], tab: Tab
) -> None:
    """A list of items; in each a heading with the link, then category, excerpt and date."""
    trees = set()
    for theme in THEMES:
        page = tab(demos(theme).url)
        trees.add(page.locator(".postindex").first.aria_snapshot())
    print(trees)
    assert len(trees) == 1


def test_tab_visits_each_card_once_in_order_with_a_ring(demo: Demo, tab: Tab) -> None:
    """The ring surrounds the whole card, is thick, and as strong as the text."""
    page = tab(demo.url)
    # A theme may scroll slowly; what is asked here is where the scrolling ends.
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    links = page.locator(".postindex-link")
    wanted = links.evaluate_all("all => all.map(e => e.href)")
    visited: list[str] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.locator(".postindex-link:focus-visible")
        if focused.count() == 0:
            if visited:
                break
            continue
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
        assert ring == {
            "style": "solid",
            "width": 3,
            "strong": True,
            "around": True,
            "uncovered": True,
        }
    assert visited == wanted


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
    attributes = tab(demo.url).locator(".postindex").evaluate_all(
        """all => all.flatMap(index => [index, ...index.querySelectorAll("*")])
        .flatMap(e => e.getAttributeNames())""",
    )
    assert not {a for a in attributes if a in {"title", "style"} or a.startswith("on")}
