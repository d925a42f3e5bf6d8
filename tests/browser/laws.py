"""What must hold of our parts on a page in any theme: each law gives its faults, none if it holds.

The matrix asks them of every theme; the mutations see that each can fail.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from harness import AXE_RULES, OURS, overflowing, overlapping

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = {
    "index": "index.html",
    "second page": "index/page/2.html",
    "post": "posts/bench.html",
    "draft": "posts/draft.html",
    "archive": "series/things-for-the-garden.html",
    "overview": "tag/index.html",
}
"""The kinds of pages of the site in ``layouts`` that hold something of ours."""

Found = Counter[tuple[str, str, str]]
"""How often axe says something: the kind, the rule and the start of the element."""

INSIDE = """
([ours, targets]) => targets.map(target => {
    const e = document.querySelector(target);
    return Boolean(e && (e.closest(ours)));
})
"""


# A colour that is on its way to another is neither: a theme may fade when it sets its scheme.
STILL = """
() => Promise.all(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
    .map(each => each.finished.catch(() => null)))
"""


def _said(page: Page) -> tuple[Found, Found]:
    """What axe finds on the whole page: inside our parts, and outside."""
    page.evaluate(STILL)
    response = Axe().run(page, options={"runOnly": AXE_RULES}).response
    nodes = [
        (kind, rule["id"], node["html"][:120], node["target"][-1])
        for kind in ("violations", "incomplete")
        for rule in response[kind]
        for node in rule["nodes"]
    ]
    inside = page.evaluate(INSIDE, [OURS, [target for *_, target in nodes]])
    found: dict[bool, Found] = {True: Counter(), False: Counter()}
    for (kind, rule, html, _), ours in zip(nodes, inside, strict=True):
        found[ours][kind, rule, html] += 1
    return found[True], found[False]


def axe(page: Page) -> list[str]:
    """On the whole page nothing is wrong or left open in our parts.

    And nothing is so elsewhere that would not be without them; words stand in for them to see
    that, as axe judges a page without any text more mildly.
    """
    inside, outside = _said(page)
    page.evaluate(
        "ours => document.querySelectorAll(ours).forEach(e => e.replaceWith('Words instead.'))",
        OURS,
    )
    _, without = _said(page)
    # Some themes have one "main" in another. Without our parts axe does not always see it.
    for said in [said for said in outside if said[1] == "landmark-main-is-top-level"]:
        del outside[said]
    return [f"{n} times {said}" for said, n in (inside + (outside - without)).items()]


def tree(page: Page) -> str:
    """Our parts as assistive technology meets them."""
    return "\n".join(each.aria_snapshot() for each in page.locator(OURS).all())


def sticking(page: Page) -> list[str]:
    """Nothing sticks out of its column, its card or the window, and nothing lies over another."""
    return overflowing(page, within=OURS) + overlapping(page)


def clipped(page: Page) -> list[str]:
    """No word is cut off, and none can only be read by scrolling a part of the page."""
    return list(
        page.locator(OURS).evaluate_all(
            """all => all.flatMap(box => [box, ...box.querySelectorAll("*")])
            .filter(e => getComputedStyle(e).display !== "inline" && e.getClientRects().length)
            .filter(e => e.scrollWidth > e.clientWidth + 1
                || (e.scrollHeight > e.clientHeight + 1
                    && getComputedStyle(e).overflowY !== "visible"))
            .map(e => `${e.className}: ${e.textContent.trim().slice(0, 40)}`)""",
        ),
    )


def hiding(page: Page) -> list[str]:
    """What has the attribute ``hidden`` is not seen."""
    return list(
        page.locator(".postindex").evaluate_all(
            """all => all.flatMap(box => [...box.querySelectorAll("li, p, span, a, time")])
            .filter(e => {
                e.hidden = true;
                const seen = e.getClientRects().length > 0;
                e.hidden = false;
                return seen;
            }).map(e => `${e.tagName} ${e.className} is seen although hidden`)""",
        ),
    )


RING = """
e => {
    const card = e.closest(".postindex-card");
    const style = card ? getComputedStyle(e, "::after") : getComputedStyle(e);
    const box = e.getClientRects()[0];
    const top = document.elementFromPoint(box.x + 3, box.y + box.height / 2);
    const faults = [];
    // A link of the theme's kind, in a byline or between pages, has the theme's ring.
    const own = e.matches(".postindex-link");
    if (["none", "hidden"].includes(style.outlineStyle) || parseFloat(style.outlineWidth) < 1)
        faults.push("no ring");
    if (own && style.outlineWidth !== "3px") faults.push("a thin ring");
    const forced = matchMedia("(forced-colors: active)").matches;
    if (own && !forced && style.outlineColor !== getComputedStyle(card ?? e).color)
        faults.push("a ring that is paler than the text");
    if (card && parseFloat(style.width) < card.clientWidth) faults.push("a ring inside the card");
    if (!(card ?? e).contains(top)) faults.push("a covered link");
    return faults.map(fault => `${fault}: ${e.textContent}`);
}
"""


FOCUSED = f"""
ours => {{
    const e = document.activeElement;
    if (!e?.matches(`:is(${{ours}}) a:focus-visible`)) return null;
    return [Number(e.dataset.nth), ({RING})(e)];
}}
"""

# Everything that Tab may stop at, and some more: a box that scrolls is a stop, too.
STOPS = """
document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, iframe, [tabindex]").length + 20
"""


def keyboard(page: Page) -> list[str]:
    """Tab is on each link once, in the order of the page, and each shows a ring."""
    # A theme may scroll slowly; what is asked here is where the scrolling ends.
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    links = page.locator(f":is({OURS}) a")
    wanted = links.evaluate_all("all => all.map((e, i) => e.dataset.nth = i)")
    visited: list[int] = []
    faults: list[str] = []
    for _ in range(page.evaluate(STOPS)):
        page.keyboard.press("Tab")
        # Between a byline and an index there may be links of the page's text.
        if focused := page.evaluate(FOCUSED, OURS):
            if focused[1] and not faults:
                # What a theme opens over the page for its search box takes a moment to close.
                page.wait_for_timeout(500)
                focused = page.evaluate(FOCUSED, OURS)
            visited.append(focused[0])
            faults += focused[1]
        elif len(visited) == len(wanted):
            break
    if visited != wanted:
        faults.append(f"Tab went to links {visited} of {len(wanted)}")
    return faults


def rings(page: Page) -> list[str]:
    """Each link shows a ring when a key has led to it."""
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    page.keyboard.press("Tab")
    found: list[str] = page.locator(f":is({OURS}) a").evaluate_all(
        f"all => all.flatMap(e => {{ e.focus({{ focusVisible: true }}); return ({RING})(e) }})"
    )
    return found


def unmarked(page: Page) -> list[str]:
    """A link can be told from text without its colour: it is underlined, or stands alone."""
    return list(
        page.locator(".postindex-link").evaluate_all(
            """all => all.filter(e => getComputedStyle(e).textDecorationLine !== "underline")
            .map(e => `not underlined: ${e.textContent}`)""",
        ),
    )


def moving(page: Page) -> list[str]:
    """Nothing of ours has a transition or an animation, whatever a reader prefers."""
    return list(
        page.locator(OURS).evaluate_all(
            """all => all.flatMap(box => [box, ...box.querySelectorAll("*")])
            .filter(e => !e.matches("a:not(.postindex-link), code, code *"))
            .flatMap(e => ["", "::before", "::after"].map(pseudo => {
                const style = getComputedStyle(e, pseudo || null);
                const still = (pseudo && ["none", "normal"].includes(style.content))
                    || style.animationName === "none"
                    && style.transitionDuration.split(", ").every(each => each === "0s");
                return still ? "" : `${e.className}${pseudo} moves`;
            })).filter(Boolean)""",
        ),
    )


def printed(page: Page) -> list[str]:
    """On paper no post is torn, nothing asks to be clicked, and nothing is cut off."""
    page.emulate_media(media="print")
    torn = page.locator(".postindex-card, .postindex-item").evaluate_all(
        """all => all.filter(e => e.getClientRects().length)
        .filter(e => getComputedStyle(e).breakInside !== "avoid")
        .map(e => `torn: ${e.className}`)"""
    )
    asked = page.locator(".postindex-more").evaluate_all(
        """all => all.filter(e => e.getClientRects().length).map(() => "Read more, on paper")"""
    )
    return [*torn, *asked, *sticking(page)]


def colourless(page: Page) -> list[str]:
    """In forced colours every edge and ring is drawn in a colour that is not the paper's."""
    found: list[str] = page.evaluate(
        """ours => {
            const probe = document.createElement("i");
            probe.style.color = "Canvas";
            document.body.append(probe);
            const canvas = getComputedStyle(probe).color;
            probe.remove();
            const edges = ".postindex-card, .postindex-label, .postindex tbody tr";
            return [...document.querySelectorAll(edges)].filter(e => {
                const { borderBottomStyle, borderBottomColor, borderBottomWidth }
                    = getComputedStyle(e);
                return borderBottomStyle !== "solid" || parseFloat(borderBottomWidth) < 1
                    || borderBottomColor === canvas
                    || /\\/ 0|, 0\\.\\d+\\)$/.test(borderBottomColor);
            }).map(e => `${e.className} has no edge`);
        }"""
    )
    return found


SHIFTS = """
ours => new Promise(done => {
    const faults = [];
    const add = list => list.getEntries().forEach(entry => {
        for (const { node } of entry.sources) {
            const e = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
            const all = document.querySelectorAll(ours).length;
            const inside = e?.querySelectorAll(ours).length ?? 0;
            // Of a section that moves as a whole the browser names the section. One that holds
            // all that is ours is moved by others: pydata's article, at times.
            if ((e?.closest(ours) || (inside && inside < all)) && entry.value > 0.0005)
                faults.push(`${e.className} by ${entry.value}`);
        }
    });
    new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    scrollTo(0, document.body.scrollHeight);
    setTimeout(() => done(faults), 300);
})
"""


def shifting(page: Page) -> list[str]:
    """Nothing of ours moves while the page loads or is read to its end."""
    return list(page.evaluate(SHIFTS, OURS))


def errors(page: Page, url: str) -> dict[str, set[Any]]:
    """Load a page: what it asks of other hosts, logs as an error, and what a policy blocks."""
    said: dict[str, set[Any]] = {"hosts": set(), "errors": set()}
    page.on("request", lambda request: said["hosts"].add(request.url.split("/")[2]))
    page.on("pageerror", lambda error: said["errors"].add(str(error)))
    page.on("console", lambda m: said["errors"].add(m.text) if m.type == "error" else None)
    page.add_init_script(
        """window.blocked = [];
        addEventListener("securitypolicyviolation", event => window.blocked.push(
            [event.effectiveDirective, event.blockedURI, event.sample]));""",
    )
    page.goto(url, wait_until="load")
    said["blocked"] = {tuple(each) for each in page.evaluate("window.blocked")}
    return said
