"""What the browser tests share: sites built in each theme, served, and measured."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Tab = Callable[..., Page]
    """Open an address: ``tab(url, width=1280, height=800, **settings of Playwright)``."""
    Demos = Callable[..., "Demo"]
    """A site in a theme: ``demos(theme, strict=False, source=DEMO)``."""

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "sphinx_postindex" / "static"
DEMO = ROOT / "docs" / "demo"
LAYOUTS = Path(__file__).parent / "layouts"
"""The sources of the two sites: the demo, and one with every layout and kind of page."""
INDEXES = {DEMO: "systems-thinking/index.html", LAYOUTS: "index.html"}
"""The page of each that holds its index."""

SCHEMES = ("light", "dark")

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"
"""A Content-Security-Policy that allows files of the site, and nothing inline."""

OUR_LINES = ".postindex-byline, .postindex-home, .postindex-up"
"""The lines that are ours around the text of a post and an archive."""
OURS = f".postindex, {OUR_LINES}"
"""The boxes that hold all that is ours on a page."""

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PARTS = ("list", "card", "title", "link", "category", "excerpt", "meta", "date", "more")
"""What an index of cards is made of, by the names of the classes, without the prefix."""


@dataclass(frozen=True)
class Demo:
    """A site in one theme, served over loopback."""

    base: str
    """Where it is served, ending with a slash."""
    index: str
    """The page that holds the index, relative to ``base``."""
    other: str
    """A page that holds none."""

    @property
    def url(self) -> str:
        """The address of the page that holds the index."""
        return self.base + self.index


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a log; a policy is sent with each if there is one."""

    def __init__(self, *args: Any, policy: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - its parent's own
        self.policy = policy
        super().__init__(*args, **kwargs)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the policy."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """Serve a folder over loopback; gives its address, ending with a slash."""
    handler = partial(_Quiet, directory=str(folder), policy=policy)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def axe(page: Page) -> dict[str, Any]:
    """What axe finds inside the index: ``violations``, ``incomplete`` and ``passes``."""
    found = Axe().run(page, context=".postindex", options={"runOnly": AXE_RULES})
    return dict(found.response)


def overflowing(page: Page, *, window: bool = False, within: str = ".postindex") -> list[str]:
    """Elements that stick out of the text column, of their card or of themselves.

    :param window: also those that stick out of the window; a theme's own column may
    :param within: the boxes that are looked at, with all that is in them
    """
    return list(
        page.locator(within).evaluate_all(
            """(indexes, [ours, inWindow]) => indexes
            .flatMap(index => [index, ...index.querySelectorAll("*")])
            .filter(e => e.getClientRects().length)
            .filter(e => {
                const box = e.getBoundingClientRect();
                const column = e.closest(ours).parentNode.getBoundingClientRect();
                const card = e.closest(".postindex-card")?.getBoundingClientRect() ?? column;
                const inline = getComputedStyle(e).display === "inline";
                return [column, card].some(outer =>
                        box.left < outer.left - 0.5 || box.right > outer.right + 0.5)
                    || box.bottom > card.bottom + 0.5
                    || (inWindow && (box.left < 0 || box.right > innerWidth))
                    || (!inline && e.scrollWidth > e.clientWidth + 1);
            }).map(e => `${e.className}: ${e.textContent.trim().slice(0, 40)}`)""",
            [OURS, window],
        ),
    )


def overlapping(page: Page) -> list[str]:
    """Cards in which a part lies over the next one."""
    return list(
        page.locator(".postindex-card").evaluate_all(
            """cards => cards.filter(card => {
                const boxes = [...card.children].map(e => e.getBoundingClientRect());
                boxes.sort((a, b) => a.top - b.top);
                return boxes.some((box, i) => i > 0 && box.top < boxes[i - 1].bottom - 0.5);
            }).map(card => card.textContent.trim().slice(0, 40))""",
        ),
    )


def style(page: Page, part: str, name: str, pseudo: str = "") -> str:
    """The computed value of a CSS property of the first such part."""
    return str(
        page.locator(f".postindex-{part}").first.evaluate(
            "(e, [name, pseudo]) => getComputedStyle(e, pseudo || null).getPropertyValue(name)",
            [name, pseudo],
        ),
    )


def boxes(page: Page, part: str) -> list[dict[str, float]]:
    """The boxes of all such parts, in tree order: x, y, width and height in CSS pixels."""
    return list(
        page.locator(f".postindex-{part}").evaluate_all(
            """all => all.map(e => {
                const { x, y, width, height } = e.getBoundingClientRect();
                return { x: x + scrollX, y: y + scrollY, width, height };
            })""",
        ),
    )


def alpha(colour: str) -> float:
    """The opacity of a computed colour, from 0 to 1."""
    found = re.search(r"(?:/\s*|rgba\(.*,\s*)([\d.]+)\)$", colour)
    return float(found[1]) if found else 1.0
