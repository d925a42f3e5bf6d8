"""Lists, tables, lines, groups, columns, terms and paging: one page, the laws of the cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from harness import LAYOUTS, boxes, overflowing
from test_accessible import HIGH

if TYPE_CHECKING:
    from harness import Demo, Demos, Tab
    from playwright.sync_api import Page


def links(page: Page) -> list[str]:
    return list(page.locator(".postindex a").evaluate_all("all => all.map(e => e.href)"))


def test_a_very_long_word_stays_in_its_place(layouts: Demo, tab: Tab) -> None:
    page = tab(layouts.url, width=320)
    page.locator(
        ".postindex-link, .postindex-tags, .postindex-group, .postindex-term"
    ).evaluate_all("all => all.forEach(e => { e.textContent = 'x'.repeat(200) })")
    assert overflowing(page) == []


def test_only_a_card_is_a_link_as_a_whole(layouts: Demo, tab: Tab) -> None:
    """A click beside the words of a link does nothing; the text there can be selected."""
    page = tab(layouts.url, height=4 * HIGH)
    hits = page.locator(".postindex-excerpt, td time, .postindex-line time, tr").evaluate_all(
        """all => all.filter(e => !e.closest(".postindex-card")).map(e => {
            const box = e.getBoundingClientRect();
            return document.elementFromPoint(box.x + 2, box.y + box.height / 2).closest("a");
        })"""
    )
    assert len(hits) > 15
    assert set(hits) == {None}


def test_a_date_and_a_reading_time_are_not_broken(layouts: Demo, tab: Tab) -> None:
    """What does not fit at the end of a line of small print begins the next one."""
    for width in (320, 360, 768, 1024, 1280):
        page = tab(layouts.url, width=width)
        parts = page.locator(".postindex-meta > :is(.postindex-date, .postindex-reading-time)")
        lines = parts.evaluate_all(
            """all => all.map(e => {
                const range = document.createRange();
                range.selectNodeContents(e);
                return [...new Set([...range.getClientRects()].map(box => box.y))].length;
            })"""
        )
        assert len(lines) > 20
        assert set(lines) == {1}


def test_nothing_moves(layouts: Demo, tab: Tab) -> None:
    page = tab(layouts.url, height=4 * HIGH)
    parts = ("item", "line", "name", "title", "date", "label", "group", "term", "pages")
    before = [boxes(page, part) for part in parts]
    assert all(before)
    for selector in (".postindex-items a", ".postindex-line a", "td a", "nav.postindex-pages a"):
        page.locator(selector).first.hover()
        page.locator(selector).first.focus()
        assert [boxes(page, part) for part in parts] == before
    animations = "e => e.getAnimations({ subtree: true }).length"
    assert set(page.locator(".postindex").evaluate_all(f"all => all.map({animations})")) == {0}


def columns(page: Page, number: int) -> int:
    cards = page.locator(f".postindex-columns-{number}").last.locator("> li")
    return len(set(cards.evaluate_all("all => all.map(e => e.getBoundingClientRect().x)")))


@pytest.mark.parametrize("number", range(1, 7))
def test_columns_are_as_many_as_asked_for_where_they_fit(
    demos: Demos, tab: Tab, number: int
) -> None:
    """And fewer where they do not, down to one on a phone."""
    page = tab(demos("alabaster", source=LAYOUTS).url)
    cards = page.locator(".postindex-columns-2")
    cards.evaluate(
        """(list, number) => {
            list.className = `postindex-list postindex-columns-${number}`;
            for (let i = 0; i < 8; i++) list.append(list.firstElementChild.cloneNode(true));
        }""",
        number,
    )
    page.add_style_tag(content=".postindex { font-size: 10px }")
    for width in (300, 620, 1300, 3000):
        page.add_style_tag(content=f".postindex {{ width: {width}px }}")
        fit = (width + 12.5) // (120 + 12.5)
        assert columns(page, number) == min(number, fit)


def test_right_to_left_is_the_mirror_image(layouts: Demo, tab: Tab) -> None:
    page = tab(layouts.url)
    left = {part: boxes(page, part)[0] for part in ("line", "date", "name", "group")}
    page.locator(".postindex").evaluate_all("all => all.forEach(e => e.parentNode.dir = 'rtl')")
    starts = page.locator("th, .postindex-line, .postindex-group, .postindex-item").evaluate_all(
        "all => [...new Set(all.map(e => getComputedStyle(e).textAlign))]"
    )
    assert set(starts) <= {"start", "right"}
    lines = page.locator(".postindex-line").first
    date, name = (lines.locator(part).bounding_box() for part in ("time", ".postindex-name"))
    assert date
    assert name
    assert date["x"] > name["x"]
    assert left["date"]["x"] <= left["line"]["x"] + left["line"]["width"]
    assert overflowing(page) == []


def test_small_print_is_not_muted_twice(layouts: Demo, tab: Tab) -> None:
    """Four fifths of the text's strength, nowhere four fifths of four fifths."""
    strengths = tab(layouts.url).evaluate(
        """() => [...document.querySelectorAll(".postindex *")]
        .map(e => getComputedStyle(e).color.match(/\\/ ([\\d.]+)\\)$/)?.[1] ?? "1")"""
    )
    assert {float(each) for each in strengths} == {0.8, 1}


def test_both_stylesheets_are_loaded_and_in_order(layouts: Demo, tab: Tab) -> None:
    sheets = tab(layouts.url).evaluate("[...document.styleSheets].map(s => s.href ?? '')")
    ours = [re.search(r"postindex[a-z-]*\.css", sheet) for sheet in sheets]
    assert [found[0] for found in ours if found] == ["postindex.css", "postindex-more.css"]
