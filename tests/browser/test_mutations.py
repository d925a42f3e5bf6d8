"""The matrix can fail: each of these faults, put into what a page loads, is seen by a law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import laws
import pytest
from harness import LAYOUTS
from laws import PAGES
from test_matrix import HIGH, TREE
from themes import CURRENT, YARDSTICK

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Demos, Tab
    from playwright.sync_api import Page, Route


def tree(page: Page) -> list[str]:
    """The tree is that of the file."""
    return [] if laws.tree(page) in TREE.read_text(encoding="utf-8") else ["another tree"]


def printed(page: Page) -> list[str]:
    """On a sheet, which is narrow."""
    page.set_viewport_size({"width": 700, "height": 800})
    return laws.printed(page)


def narrow(page: Page) -> list[str]:
    """On a phone."""
    page.set_viewport_size({"width": 320, "height": 800})
    return [*laws.sticking(page), *laws.clipped(page)]


def colourless(page: Page) -> list[str]:
    """In forced colours."""
    page.emulate_media(forced_colors="active")
    return laws.colourless(page)


def unringed(page: Page) -> list[str]:
    """In forced colours, too."""
    page.emulate_media(forced_colors="active")
    return laws.rings(page)


HEADING = r'(</?)h\d(?= class="postindex-title|>\n?<p class="post)'

# The fault, the file it is in, what is replaced there by what, and the law that sees it.
MUTATIONS = [
    ("quiet text at 35 %", "postindex.css", "currentcolor 80%", "currentcolor 35%", laws.axe),
    ("[hidden] without a rule", "postindex.css", r"\[hidden\]", "[hiddn]", laws.hiding),
    ("no ring of a card", "postindex.css", "outline: 3px solid", "outline: 0 solid", laws.keyboard),
    ("no ring by force", "postindex.css", "outline: 3px solid", "outline: 0 solid", unringed),
    ("a thin ring", "postindex-more.css", "outline: 3px", "outline: 1px", laws.keyboard),
    ("a covered link", "postindex.css", "inset: -1px", "inset: 40%", unringed),
    ("a card's link not stretched", "postindex.css", "inset: -1px", "inset: 40%", laws.keyboard),
    ("no underline", "postindex.css", "underline 1px", "none", laws.unmarked),
    ("cards torn", "postindex.css", "break-inside: avoid;", "", printed),
    ("Read more on paper", "postindex.css", r"\.postindex-more(?=.*none)", ".nothing", printed),
    ("no edge", "postindex.css", "border: 1px solid var", "border: 0 solid var", colourless),
    ("a wide column", "postindex.css", r"min\(100%, (var.*?\))\)", r"calc(\1 * 2)", narrow),
    ("words in one piece", "postindex-more.css", "white-space: normal", "white-space: pre", narrow),
    ("a table too wide", "postindex-more.css", "container-type: inline-size;", "", narrow),
    ("a transition", "postindex.css", "transition: none", "transition: all 1s", laws.moving),
    (
        "no heading",
        "html",
        HEADING,
        r"\1p",
        tree,
    ),
    ("no list", "html", '<ul class="postindex-list([^>]*) role="list"', r'<ul\1 role="none"', tree),
    ("no header of a table", "html", r"(</?)th\b", r"\1td", tree),
    ("no words for a picture", "html", r'(<img[^>]*) alt="[^"]*"', r"\1", laws.axe),
    ("a row that is no row", "html", 'aria-hidden="true"', 'aria-hidden="maybe"', laws.axe),
    ("two links of a card", "html", '<a class="postindex-link', r'<a href="#">x</a>\g<0>', tree),
    (
        "no key",
        "html",
        '<a class="postindex-link',
        '<a tabindex="-1" class="postindex-link',
        laws.keyboard,
    ),
]


@pytest.mark.parametrize("fault", MUTATIONS, ids=[name for name, *_ in MUTATIONS])
def test_a_law_sees_the_fault(
    demos: Demos, tab: Tab, fault: tuple[str, str, str, str, Callable[[Page], list[str]]]
) -> None:
    """And without the fault it sees nothing: the matrix asks it of the same page."""
    _, file, old, new, law = fault
    made: list[int] = []

    def change(route: Route) -> None:
        answer = route.fetch()
        text, count = re.subn(old, new, answer.text(), flags=re.DOTALL if file == "html" else 0)
        made.append(count)
        route.fulfill(response=answer, body=text)

    demo = demos(YARDSTICK, source=LAYOUTS)
    page = tab("about:blank", height=500 if law is laws.keyboard else HIGH)
    page.route(re.compile(r"\.html$" if file == "html" else rf"/{file}(\?|$)"), change)
    page.goto(demo.url)
    assert sum(made) > 0
    assert law(page) != []


def test_a_byline_whose_links_are_told_by_colour_alone_is_seen(demos: Demos, tab: Tab) -> None:
    """In a theme that underlines no link."""
    page = tab("about:blank", height=HIGH)

    def change(route: Route) -> None:
        answer = route.fetch()
        body = answer.text().replace("text-decoration: underline 1px", "")
        body = body.replace("color: inherit", "")
        assert body != answer.text()
        route.fulfill(response=answer, body=body)

    page.route(re.compile(r"/postindex-post\.css"), change)
    page.goto(demos(CURRENT[3], source=LAYOUTS).base + PAGES["post"])
    assert any("link-in-text-block" in fault for fault in laws.axe(page))


def test_a_picture_without_a_place_shifts_what_is_below_it(demos: Demos, tab: Tab) -> None:
    """The measure of shifts is no blind one."""
    page = tab(demos(YARDSTICK, source=LAYOUTS).url, height=700)
    # Else the browser scrolls by as much, and the eye sees no shift.
    page.add_style_tag(content="html { overflow-anchor: none }")
    page.locator(".postindex").first.evaluate(
        "e => setTimeout(() => { e.firstElementChild.style.paddingBlockStart = '90px' }, 100)"
    )
    assert laws.shifting(page) != []
