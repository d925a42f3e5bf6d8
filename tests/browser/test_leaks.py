"""The leak test: no rule of a theme reaches our parts.

Every computed property is compared, in equal surroundings, with the theme that has the fewest
rules. What must differ is left out by making it equal first: the font's family and the colours,
which our parts take from the text around them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from harness import LAYOUTS, OUR_LINES
from laws import PAGES
from themes import THEMES, YARDSTICK

if TYPE_CHECKING:
    from harness import Demos, Tab
    from playwright.sync_api import Page

    Computed = dict[str, dict[str, str]]

OTHERS = [theme for theme in THEMES if theme != YARDSTICK]

# With the same surroundings, the same result: what a part inherits is set alike in all
# themes, and whatever then still differs is a rule of the theme's that got in.
NEUTRAL = """
div.postindex {
  all: initial !important;
  display: block !important;
  width: 700px !important;
  font: 16px/1.5 monospace !important;
}
div.postindex * {
  font-family: inherit !important;
  box-sizing: content-box !important; /* no part has a width or a height */
  scrollbar-color: initial !important;
  scrollbar-width: initial !important; /* nor scrolls */
}
"""

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
"""Every kind of element, once in each index: tag, classes, and the tag around it."""

COMPUTED = f"""
skipped => Object.fromEntries(({KINDS})().flatMap(([kind, e]) =>
    ["", "::before", "::after", "::marker"].map(pseudo => {{
        const style = getComputedStyle(e, pseudo || null);
        const none = pseudo && ["none", "normal"].includes(style.content);
        const names = none ? [] : [...style].filter(name =>
            !name.startsWith("--") && !skipped.some(([of, what]) =>
                ` ${{kind}}`.match(of) && name.match(what)));
        return [kind + pseudo, Object.fromEntries(
            names.map(name => [name, style.getPropertyValue(name)]))];
    }})))
"""

# What follows from a property that is compared, or shows nothing: by the kind of element.
SHOWS_NOTHING = [
    ["", "^border-.*-style$"],  # of a border without a width
    ["", "^caption-side$"],  # where a caption would stand
    ["", "^(-webkit-)?border-.*spacing$"],
    ["", "-color$"],
    ["", "(block-size|height|origin|grid-template-rows)$"],
    ["", "^margin-(block-start|block-end|top|bottom)$"],
    ["", "^scroll-margin"],  # of what no address leads to; the links have one of ours
    [" TABLE ", "^(max-(width|inline-size)|position|top|right|bottom|left|inset-.*)$"],
    [" UL postindex-(items|lines|terms)", "^display$"],  # a block, either way
    [" IMG postindex-image LI", "^vertical-align$"],  # of what floats, or stands in a grid
]

LINES = """
ours => {
    const of = (e, names) => Object.fromEntries(
        names.map(name => [name, getComputedStyle(e).getPropertyValue(name)]));
    const box = ["display", "text-align", "line-height", "font-size", "overflow-wrap",
        "text-transform", "letter-spacing", "text-indent", "white-space", "float",
        "background-color", "background-image", "box-shadow", "list-style-type",
        ...["top", "right", "bottom", "left"].flatMap(side =>
            [`margin-${side}`, `padding-${side}`, `border-${side}-width`])];
    const link = ["text-decoration-line", "text-decoration-thickness", "border-bottom-width"];
    const found = {};
    for (const e of document.querySelectorAll(ours))
        found[e.className] = of(e, box);
    for (const e of document.querySelectorAll(".postindex-byline a")) found[e.href] = of(e, link);
    return found;
}
"""
"""A byline, and the way home above an archive, are lines of the theme's text: this much of them
is ours."""


def differing(ours: Computed, theirs: Computed) -> list[tuple[Any, ...]]:
    """What two pages do not have in common: part, property, and its value in each."""
    assert ours.keys() == theirs.keys()
    return [
        (part, name, value, theirs[part].get(name))
        for part, properties in ours.items()
        for name, value in properties.items()
        if theirs[part].get(name) != value
    ]


def measured(page: Page) -> Computed:
    """Every computed property of every kind of part in every index of a page."""
    page.add_style_tag(content=NEUTRAL)
    return dict(page.evaluate(COMPUTED, SHOWS_NOTHING))


def lines(page: Page) -> Computed:
    """What is ours of the lines above the text of a post and an archive."""
    around = "all => all.forEach(e => { e.parentNode.style.font = '16px/1.5 monospace' })"
    page.locator(OUR_LINES).evaluate_all(around)
    found = page.evaluate(LINES, OUR_LINES)
    return {part.replace(page.url.rsplit("/", 2)[0], ""): found[part] for part in found}


@pytest.mark.parametrize("theme", OTHERS)
def test_no_rule_of_a_theme_reaches_an_index(theme: str, demos: Demos, tab: Tab) -> None:
    """In equal surroundings every computed property of every kind of element is equal."""
    first, other = (measured(tab(demos(t, source=LAYOUTS).url)) for t in (YARDSTICK, theme))
    assert len(first) > 4 * 80
    assert differing(first, other) == []


@pytest.mark.parametrize("kind", ["post", "draft", "archive"])
@pytest.mark.parametrize("theme", OTHERS)
def test_no_rule_of_a_theme_reaches_the_line_above_a_text(
    theme: str, kind: str, demos: Demos, tab: Tab
) -> None:
    """In every property of its box, and in the marks of the links in it."""
    first, other = (
        lines(tab(demos(t, source=LAYOUTS).base + PAGES[kind])) for t in (YARDSTICK, theme)
    )
    assert first
    assert differing(first, other) == []


def test_a_stronger_rule_of_a_theme_is_seen_as_a_leak(demos: Demos, tab: Tab) -> None:
    """The tests above can fail: a rule that does reach a part changes a computed property."""
    url = demos(YARDSTICK, source=LAYOUTS).url
    page = tab(url)
    page.add_style_tag(content=".postindex-title { text-shadow: 0 0 1px red }")
    assert differing(measured(tab(url)), measured(page))
