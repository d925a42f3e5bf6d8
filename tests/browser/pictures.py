"""Pictures of a built site: every page in light and dark, wide and on a phone.

Run as ``python tests/browser/pictures.py SITE_HTML_DIR OUT_DIR [--pages posts/index.html ...]``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Playwright

Scheme = Literal["light", "dark"]

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = {1280: 800, 320: 640}
"""The widths of the pictures, each with the height of its window; CSS pixels."""

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
)
INDEX = re.compile(r'class="postindex[ "]')


def executable() -> str:
    """The path of the machine's own Chromium or Chrome.

    :raises FileNotFoundError: if there is none
    """
    for name in BROWSERS:
        if path := shutil.which(name) or shutil.which(f"/usr/bin/{name}"):
            return path
    message = f"no browser found: put one of {', '.join(BROWSERS)} on PATH"
    raise FileNotFoundError(message)


def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium, without a window."""
    return playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))


def index_pages(site: Path) -> list[str]:
    """The pages of a built site that hold an index, as paths relative to it, in order."""
    found = (page for page in site.rglob("*.html") if INDEX.search(page.read_text("utf-8")))
    return sorted(page.relative_to(site).as_posix() for page in found)


def take(browser: Browser, site: Path, pages: Sequence[str], out: Path) -> Iterator[Path]:
    """Write the pictures of these pages into ``out``; the path of each as it is written."""
    for scheme, width in product(SCHEMES, WIDTHS):
        size = {"width": width, "height": WIDTHS[width]}
        with browser.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
            # What a theme would fetch from elsewhere is no part of the picture.
            context.route(re.compile("^https?:"), lambda route: route.abort())
            tab = context.new_page()
            for page in pages:
                tab.goto((site / page).resolve().as_uri())
                name = page.removesuffix(".html").replace("/", "-")
                path = out / f"{name}-{scheme}-{width}.png"
                tab.screenshot(path=path, full_page=True, animations="disabled")
                yield path


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; the exit code is 1 if the site has no page to take one of."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("site", type=Path, help="the folder that sphinx-build wrote HTML into")
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument("--pages", nargs="+", help="default: every page that holds an index")
    given = parser.parse_args(arguments)
    pages = given.pages or index_pages(given.site)
    given.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for path in take(browser, given.site, pages, given.out):
            sys.stdout.write(f"{path}\n")
        browser.close()
    return 0 if pages else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
