"""The matrix: what must hold in every theme, on every kind of page, in light and dark."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import laws
import pytest
from harness import LAYOUTS, OURS, SCHEMES, boxes, style
from laws import PAGES
from test_accessible import TEXT_SPACING
from themes import DARK, THEMES

if TYPE_CHECKING:
    from harness import Demo, Demos, Tab

TREE = Path(__file__).with_name("tree.txt")
"""What assistive technology meets, for all themes. To write it anew: ``BROWSER_NEW_TREE=1``."""

# So high that nothing needs to be scrolled into view while axe measures.
HIGH = 8000

# The same parts in another frame need not be measured twice.
AXE = [(kind, scheme) for kind in PAGES for scheme in SCHEMES if kind in {"index", "post"}]
AXE += [(kind, "light") for kind in PAGES if kind not in {"index", "post"}]


@pytest.mark.parametrize(("kind", "scheme"), AXE)
def test_axe_finds_nothing_and_no_more_on_the_page_than_without_us(
    themed: Demo, tab: Tab, kind: str, scheme: str
) -> None:
    """No violation and nothing "incomplete" in our parts, and no more around them."""
    assert laws.axe(tab(themed.base + PAGES[kind], height=HIGH, color_scheme=scheme)) == []


@pytest.mark.parametrize("theme", sorted(DARK.intersection(THEMES)))
def test_a_dark_scheme_is_dark(theme: str, demos: Demos, tab: Tab) -> None:
    """The two schemes above are two: where a theme has a dark one, our text is light in it."""
    url = demos(theme, source=LAYOUTS).url
    light, dark = (style(tab(url, color_scheme=s), "title", "color") for s in SCHEMES)
    assert light != dark


def test_the_accessibility_tree_is_that_of_the_file(themed: Demo, tab: Tab) -> None:
    """One tree for all themes; narrow, where a table looks like lines, it is a table still."""
    found = "\n".join(
        f"# {kind}\n{laws.tree(tab(themed.base + path))}\n" for kind, path in PAGES.items()
    )
    if os.environ.get("BROWSER_NEW_TREE"):
        TREE.write_text(found, encoding="utf-8")
    assert found == TREE.read_text(encoding="utf-8")
    assert f"# index\n{laws.tree(tab(themed.url, width=320))}\n" in found


@pytest.mark.parametrize("kind", PAGES)
def test_tab_visits_each_link_once_in_order_with_a_ring(themed: Demo, tab: Tab, kind: str) -> None:
    assert laws.keyboard(tab(themed.base + PAGES[kind], height=500)) == []


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_sticks_out_or_is_cut_off_at_any_zoom_or_spacing(
    themed: Demo, tab: Tab, kind: str
) -> None:
    """A window of 1280 pixels at 200 % is one of 640, and at 400 % one of 320."""
    page = tab(themed.base + PAGES[kind])
    for width in (1280, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert [*laws.sticking(page), *laws.clipped(page)] == [], width
    for css in (TEXT_SPACING, ":root { font-size: 200% !important }"):
        again = tab(themed.base + PAGES[kind], width=320)
        again.add_style_tag(content=css)
        assert [*laws.sticking(again), *laws.clipped(again)] == [], css


@pytest.mark.parametrize("kind", PAGES)
def test_what_is_hidden_is_unseen_and_links_are_marked_and_nothing_moves(
    themed: Demo, tab: Tab, kind: str
) -> None:
    """Whether a reader prefers less motion or not."""
    page = tab(themed.base + PAGES[kind])
    assert laws.hiding(page) == []
    assert laws.unmarked(page) == []
    assert laws.moving(page) == []
    page.emulate_media(reduced_motion="reduce")
    assert laws.moving(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_right_to_left_starts_at_the_right_and_sticks_nowhere_out(
    themed: Demo, tab: Tab, kind: str
) -> None:
    """A theme may set the direction of its own elements: ours is that of the parent."""
    page = tab(themed.base + PAGES[kind])
    page.locator(OURS).evaluate_all("all => all.forEach(e => e.parentNode.dir = 'rtl')")
    aligned = page.locator(f":is({OURS}) :is(h2, h3, p, li, th, td), :is({OURS}):not(div)")
    starts = aligned.evaluate_all("all => all.map(e => getComputedStyle(e).textAlign)")
    assert set(starts) <= {"start", "right"}
    assert laws.sticking(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_on_paper_no_post_is_torn_and_nothing_asks_to_be_clicked(
    themed: Demo, tab: Tab, kind: str
) -> None:
    assert laws.printed(tab(themed.base + PAGES[kind], width=700)) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours_keep_edges_and_rings(themed: Demo, tab: Tab, scheme: str) -> None:
    page = tab(themed.url, height=500, forced_colors="active", color_scheme=scheme)
    assert laws.colourless(page) == []
    assert laws.rings(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_of_ours_shifts(themed: Demo, tab: Tab, kind: str) -> None:
    """Pictures have their place before they are there.

    Fonts are left out: where a theme's own come late, all text of the page moves.
    """
    page = tab("about:blank", height=700)
    page.route(re.compile(r"\.(woff2?|ttf|eot)(\?|$)"), lambda route: route.abort())
    page.goto(themed.base + PAGES[kind])
    assert laws.shifting(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_no_other_host_is_asked_and_no_error_logged(themed: Demo, tab: Tab, kind: str) -> None:
    """What a page without anything of ours asks and logs too is the theme's own: shibuya's font."""
    said = laws.errors(tab("about:blank"), themed.base + PAGES[kind])
    without = laws.errors(tab("about:blank"), themed.base + themed.other)
    assert said["hosts"] <= {urlsplit(themed.base).netloc, *without["hosts"]}
    assert said["errors"] <= without["errors"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_strict_policy_and_no_script_take_nothing_away(
    theme: str, demos: Demos, tab: Tab
) -> None:
    """Nothing of ours is inline, and no box waits for a script."""
    strict = demos(theme, strict=True, source=LAYOUTS)
    without = laws.errors(tab("about:blank"), strict.base + strict.other)
    for path in PAGES.values():
        said = laws.errors(tab("about:blank"), strict.base + path)
        assert said["blocked"] <= without["blocked"]
    page = tab(strict.url)
    cards = page.locator("ul.postindex-list").first
    assert cards.evaluate("e => getComputedStyle(e).display") == "grid"
    assert style(page, "card", "display") == "flex"
    plain = tab(demos(theme, source=LAYOUTS).url, java_script_enabled=False)
    for part in ("card", "item", "line", "name", "term", "pages"):
        # What a theme's own script does to the column moves all of ours alike.
        assert {box["width"] > 0 for box in boxes(plain, part)} == {True}
