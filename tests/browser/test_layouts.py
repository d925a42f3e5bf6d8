"""Lists, tables, lines, groups, columns, terms and paging: one page, the laws of the cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from harness import LAYOUTS, SCHEMES, THEMES, axe, boxes, overflowing, overlapping
from test_accessible import HIGH, TEXT_SPACING
from test_look import NEUTRAL

if TYPE_CHECKING:
    from harness import Demo, Demos, Tab
    from playwright.sync_api import Page

# Every kind of element, once in each index: tag, classes, and the tag around it.
KINDS = """
() => {
    const kinds = new Map();
    document.querySelectorAll(".postindex").forEach((index, i) => {
        for (const e of index.querySelectorAll("*")) {
            // A theme may put a box of its own around a table, and words into a link.
            if (e.matches("div, col, colgroup, nav a, code, code *")) continue;
            const names = [...e.classList].filter(name => name.startsWith("postindex"));
            const around = e.tagName === "TABLE" ? "" : e.parentNode.tagName;
            const kind = [i, e.tagName, ...names, around].join(" ");
            if (!kinds.has(kind)) kinds.set(kind, e);
        }
    });
    return [...kinds];
}
"""
COMPUTED = f"""
skipped => Object.fromEntries(({KINDS})().flatMap(([kind, e]) =>
    ["", "::before", "::after"].map(pseudo => {{
        const style = getComputedStyle(e, pseudo || null);
        const none = pseudo && ["none", "normal"].includes(style.content);
        const names = none ? [] : [...style].filter(name =>
            !name.startsWith("--") && !skipped.some(each => name.match(each)));
        return [kind + pseudo, Object.fromEntries(
            names.map(name => [name, style.getPropertyValue(name)]))];
    }})))
"""
# What follows from a property that is compared, or shows nothing: a style of a border
# without a width, where a caption would stand, the size of a table in a box of the theme's.
SHOWS_NOTHING = [
    "^border-.*-style$",
    "^caption-side$",
    "^(-webkit-)?border-.*spacing$",
    "-color$",
    "(block-size|height|origin)$",
    "^margin-(block-start|block-end|top|bottom)$",
]


def links(page: Page) -> list[str]:
    return list(page.locator(".postindex a").evaluate_all("all => all.map(e => e.href)"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_and_leaves_nothing_open(
    layouts: Demo, tab: Tab, scheme: str, width: int
) -> None:
    """Also in a table whose rows are lines."""
    page = tab(layouts.url, width=width, height=4 * HIGH, color_scheme=scheme)
    found = axe(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["incomplete"]] == []
    measured = {rule["id"]: len(rule["nodes"]) for rule in found["passes"]}
    assert measured["color-contrast"] > len(links(page)) > 30


def test_the_accessibility_tree_is_the_same_in_all_themes_and_widths(
    demos: Demos, tab: Tab
) -> None:
    """A table that is shown as lines is a table still, with its headers."""
    urls = [demos(theme, source=LAYOUTS).url for theme in THEMES]
    pages = [tab(url, width=width) for url in urls for width in (1280, 320)]
    trees = {"".join(i.aria_snapshot() for i in page.locator(".postindex").all()) for page in pages}
    [tree] = trees
    headers = ["Date", "Title", "Category", "Reading time"]
    assert [f'- columnheader "{header}"' in tree for header in headers] == [True] * 4
    assert tree.count("- cell ") == 5 * 4


@pytest.mark.parametrize(
    ("width", "settings"),
    [(1280, {}), (640, {"device_scale_factor": 2}), (320, {"device_scale_factor": 4})],
    ids=["100 %", "200 %", "400 %"],
)
def test_nothing_sticks_out_at_any_zoom(
    layouts: Demo, tab: Tab, width: int, settings: dict[str, Any]
) -> None:
    page = tab(layouts.url, width=width, **settings)
    assert overflowing(page, window=True) == []
    assert overlapping(page) == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("css", [TEXT_SPACING, ":root { font-size: 200% !important }"])
def test_text_can_be_spaced_and_enlarged(layouts: Demo, tab: Tab, css: str, width: int) -> None:
    page = tab(layouts.url, width=width)
    page.add_style_tag(content=css)
    assert overflowing(page) == []
    assert overlapping(page) == []


def test_a_very_long_word_stays_in_its_place(layouts: Demo, tab: Tab) -> None:
    page = tab(layouts.url, width=320)
    page.locator(
        ".postindex-link, .postindex-tags, .postindex-group, .postindex-term"
    ).evaluate_all("all => all.forEach(e => { e.textContent = 'x'.repeat(200) })")
    assert overflowing(page) == []


def test_no_rule_of_a_theme_reaches_a_layout(demos: Demos, tab: Tab) -> None:
    """In equal surroundings every computed property of every kind of element is equal."""
    found: list[dict[str, dict[str, str]]] = []
    for theme in THEMES:
        page = tab(demos(theme, source=LAYOUTS).url)
        page.add_style_tag(content=NEUTRAL)
        found.append(page.evaluate(COMPUTED, SHOWS_NOTHING))
    first, *others = found
    assert len(first) > 3 * 60
    for theme, other in zip(THEMES[1:], others, strict=True):
        assert other.keys() == first.keys()
        leaks = [
            (theme, kind, name, value, other[kind].get(name))
            for kind, properties in first.items()
            for name, value in properties.items()
            if other[kind].get(name) != value
        ]
        assert leaks == []


def test_tab_visits_each_link_once_in_order_with_a_ring(layouts: Demo, tab: Tab) -> None:
    """The ring is around the card of a link, or around its words."""
    page = tab(layouts.url, height=500)
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    visited: list[str] = []
    wanted = links(page)
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.locator(".postindex a:focus-visible")
        if not focused.count():
            if visited:
                break
            continue
        visited.append(focused.evaluate("e => e.href"))
        ring = focused.evaluate(
            """e => {
                const card = e.closest(".postindex-card");
                const own = getComputedStyle(e), after = getComputedStyle(e, "::after");
                const style = card ? after : own;
                const box = e.getClientRects()[0];
                const top = document.elementFromPoint(box.x + 3, box.y + box.height / 2);
                return [
                    style.outlineStyle !== "none"
                        && (!e.matches(".postindex-link") || style.outlineWidth === "3px"),
                    !e.matches(".postindex-link") || after.content === (card ? '""' : "none"),
                    (card ?? e).contains(top),
                ];
            }"""
        )
        assert ring == [True, True, True], visited[-1]
    assert visited == wanted


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
    assert page.locator(".postindex").evaluate_all(f"all => all.map({animations})") == [0] * 9


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


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours_keep_rows_labels_and_rings(layouts: Demo, tab: Tab, scheme: str) -> None:
    page = tab(layouts.url, forced_colors="active", color_scheme=scheme)
    canvas = page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", `<i style="color: Canvas">x</i>`);
            return getComputedStyle(document.body.lastChild).color;
        }"""
    )
    borders = page.locator(".postindex-label, .postindex tbody tr").evaluate_all(
        """all => all.map(e => getComputedStyle(e))
        .map(style => [style.borderBottomStyle, style.borderBottomColor])"""
    )
    assert borders
    assert all(kind == "solid" and colour != canvas for kind, colour in borders)
    page.locator("td a").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    ring = page.locator("td a").first.evaluate(
        "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineColor]"
    )
    assert ring[0] == "solid"
    assert ring[1] != canvas


def test_small_print_is_not_muted_twice(layouts: Demo, tab: Tab) -> None:
    """Four fifths of the text's strength, nowhere four fifths of four fifths."""
    strengths = tab(layouts.url).evaluate(
        """() => [...document.querySelectorAll(".postindex *")]
        .map(e => getComputedStyle(e).color.match(/\\/ ([\\d.]+)\\)$/)?.[1] ?? "1")"""
    )
    assert {float(each) for each in strengths} == {0.8, 1}


def test_on_paper_no_post_is_torn_and_nothing_sticks_out(layouts: Demo, tab: Tab) -> None:
    page = tab(layouts.url, width=700)
    page.emulate_media(media="print")
    torn = page.locator(".postindex-item, .postindex-card").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).breakInside !== 'avoid').length"
    )
    assert torn == 0
    assert overflowing(page) == []


def test_both_stylesheets_are_loaded_and_in_order(layouts: Demo, tab: Tab) -> None:
    sheets = tab(layouts.url).evaluate("[...document.styleSheets].map(s => s.href ?? '')")
    ours = [re.search(r"postindex[a-z-]*\.css", sheet) for sheet in sheets]
    assert [found[0] for found in ours if found] == ["postindex.css", "postindex-more.css"]
