"""The index in the other states of a browser: forced colours, paper, right to left, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from harness import PARTS, SCHEMES, alpha, boxes, overflowing, style
from themes import CLOSELY

if TYPE_CHECKING:
    from harness import Demo, Demos, Tab


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours_keep_border_link_and_ring(demo: Demo, tab: Tab, scheme: str) -> None:
    """The border is opaque, "Read more" has the colour of links, the ring is there."""
    page = tab(demo.url, forced_colors="active", color_scheme=scheme)
    system = page.evaluate(
        """() => ["CanvasText", "LinkText", "Canvas"].map(name => {
            document.body.insertAdjacentHTML("beforeend", `<i style="color: ${name}">x</i>`);
            return getComputedStyle(document.body.lastChild).color;
        })""",
    )
    text, link, canvas = system
    assert alpha(style(page, "card", "border-top-color")) == 1
    assert style(page, "card", "border-top-color") == text != canvas
    assert style(page, "more", "color") == link
    assert style(page, "excerpt", "color") == text
    page.locator(".postindex-link").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert style(page, "link", "outline-style", "::after") == "solid"
    assert style(page, "link", "outline-color", "::after") != canvas


def test_right_to_left_is_the_mirror_image(demo: Demo, tab: Tab) -> None:
    """The first card is at the right, its date at its right, "Read more" at its left."""
    page = tab(demo.url)
    left = {part: boxes(page, part) for part in ("card", "date", "more", "title")}
    # A theme may set the direction of its own elements: ours is that of the parent.
    page.locator(".postindex").evaluate_all("all => all.forEach(e => e.parentNode.dir = 'rtl')")
    right = {part: boxes(page, part) for part in left}
    assert left["card"][0]["x"] < left["card"][1]["x"]
    assert right["card"][0]["x"] > right["card"][1]["x"]
    assert left["date"][0]["x"] < left["more"][0]["x"]
    assert right["date"][0]["x"] > right["more"][0]["x"]
    assert style(page, "title", "text-align") in {"start", "right"}
    gap = right["card"][0]["x"] + right["card"][0]["width"]
    gap -= right["date"][0]["x"] + right["date"][0]["width"]
    assert gap == pytest.approx(left["date"][0]["x"] - left["card"][0]["x"], abs=1)
    assert overflowing(page) == []


def test_on_paper_cards_stand_below_each_other_whole(demo: Demo, tab: Tab) -> None:
    """No card is torn over two sheets, and nothing on paper asks to be clicked."""
    page = tab(demo.url, width=700)
    page.emulate_media(media="print")
    assert len({box["x"] for box in boxes(page, "card")}) == 1
    assert style(page, "card", "break-inside") == "avoid"
    assert style(page, "more", "display") == "none"
    assert style(page, "link", "content", "::after") == '""'
    assert overflowing(page) == []


def test_without_javascript_every_box_is_in_its_place(demo: Demo, tab: Tab) -> None:
    """Nothing of the index waits for a script."""
    plain = tab(demo.url, java_script_enabled=False)
    assert plain.locator(".postindex-card").count() > 0
    scripted = tab(demo.url)
    for part in PARTS:
        assert boxes(plain, part) == boxes(scripted, part)


@pytest.mark.parametrize("theme", CLOSELY)
def test_a_strict_policy_takes_nothing_away(theme: str, demos: Demos, tab: Tab) -> None:
    """What a policy without anything inline blocks, it blocks on pages without an index too."""
    strict = demos(theme, strict=True)

    def blocked(url: str) -> set[tuple[str, str]]:
        page = tab("about:blank")
        page.add_init_script(
            """window.blocked = [];
            addEventListener("securitypolicyviolation", event => window.blocked.push(
                [event.effectiveDirective, event.blockedURI, event.sample]));""",
        )
        page.goto(url)
        return {tuple(each) for each in page.evaluate("window.blocked")}

    assert blocked(strict.url) <= blocked(strict.base + strict.other)
    page = tab(strict.url)
    assert style(page, "list", "display") == "grid"
    assert style(page, "card", "display") == "flex"


def test_the_page_asks_no_other_host_and_logs_no_error(demo: Demo, tab: Tab) -> None:
    """An error that a page without an index has too is the theme's own."""

    def load(url: str) -> set[str]:
        page = tab("about:blank")
        errors: set[str] = set()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        page.on("pageerror", lambda error: errors.add(str(error)))
        page.on("console", lambda m: errors.add(m.text) if m.type == "error" else None)
        page.goto(url, wait_until="networkidle")
        return errors

    hosts: set[str | None] = set()
    assert load(demo.url) <= load(demo.base + demo.other)
    assert hosts == {"127.0.0.1"}
