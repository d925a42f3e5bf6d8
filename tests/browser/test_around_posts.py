"""The line under a post's title and the pages of terms, in each theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from harness import AXE_RULES, SCHEMES

if TYPE_CHECKING:
    from harness import Demo, Tab

POST = "systems-thinking/quorum-math-and-ttl-jitter.html"
ARCHIVE = "author/ines-okafor.html"
LINES = {POST: ".postindex-byline", ARCHIVE: ".postindex-home"}
EACH = pytest.mark.parametrize("page", LINES)


@EACH
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_wrong_with_the_line(
    demo: Demo, tab: Tab, page: str, scheme: str
) -> None:
    opened = tab(demo.base + page, color_scheme=scheme)
    found = Axe().run(opened, context=LINES[page], options={"runOnly": AXE_RULES}).response
    assert [each["id"] for each in found["violations"]] == []
    assert found["passes"]


@EACH
def test_the_line_keeps_inside_a_phone(demo: Demo, tab: Tab, page: str) -> None:
    box = tab(demo.base + page, width=320).locator(LINES[page]).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


def test_tab_visits_every_link_of_a_byline_in_order(demo: Demo, tab: Tab) -> None:
    opened = tab(demo.base + POST)
    byline = opened.locator(".postindex-byline a")
    wanted = byline.evaluate_all("all => all.map(e => e.href)")
    assert len(wanted) == 5
    visited = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        href = opened.evaluate(
            "() => document.activeElement.closest('.postindex-byline a')?.href ?? ''"
        )
        visited += [href] if href else []
    assert visited[:5] == wanted


def test_the_way_home_leaves_the_upper_edge_free(demo: Demo, tab: Tab) -> None:
    opened = tab(demo.base + ARCHIVE)
    gap = opened.locator(".postindex-home").evaluate(
        "e => parseFloat(getComputedStyle(e).marginTop)"
    )
    assert gap >= 8
