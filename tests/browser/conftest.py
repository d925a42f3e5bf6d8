"""The browser, and two sites in each theme: all made once in a run."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

# The tests are run with --import-mode=importlib, which leaves this folder out.
sys.path.insert(0, str(Path(__file__).parent))

from harness import DEMO, LAYOUTS, POLICY, THEMES, Demo, build, served
from pictures import executable, index_pages, launch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Demos, Tab
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium or Chrome; a machine without one fails the run."""
    try:
        executable()
    except FileNotFoundError as error:
        pytest.fail(f"{error}; on Debian: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], Path]:
    """Give the folder of a site's HTML in a theme, built when it is first asked for."""

    @cache
    def built(theme: str, source: Path) -> Path:
        out = tmp_path_factory.mktemp(source.name) / theme
        build(theme, out, source)
        return out

    return built


@pytest.fixture(scope="session")
def demos(folder: Callable[[str, Path], Path]) -> Iterator[Demos]:
    """Give a site in a theme, served; with ``strict`` under a tight policy."""
    with ExitStack() as servers:

        @cache
        def demo(theme: str, *, strict: bool = False, source: Path = DEMO) -> Demo:
            out = folder(theme, source)
            base = servers.enter_context(served(out, POLICY if strict else ""))
            pages = index_pages(out)
            cards = {page: (out / page).read_text("utf-8").count("<time") for page in pages}
            return Demo(base, max(pages, key=cards.__getitem__), "genindex.html")

        yield demo


@pytest.fixture(params=THEMES)
def demo(request: pytest.FixtureRequest, demos: Demos) -> Demo:
    """The demo, once in each theme."""
    return demos(request.param)


@pytest.fixture(params=THEMES)
def layouts(request: pytest.FixtureRequest, demos: Demos) -> Demo:
    """The page with every layout, once in each theme."""
    return demos(request.param, source=LAYOUTS)


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give a browser context of these settings, Playwright's own; each is made once."""
    with ExitStack() as opened:

        @cache
        def context(width: int, height: int, **settings: Any) -> BrowserContext:  # noqa: ANN401 - Playwright's own
            size: ViewportSize = {"width": width, "height": height}
            return opened.enter_context(browser.new_context(viewport=size, **settings))

        yield context


@pytest.fixture
def tab(contexts: Callable[..., BrowserContext]) -> Iterator[Tab]:
    """Open addresses, each in a new tab that is closed after the test."""
    with ExitStack() as opened:

        def open_tab(url: str, width: int = 1280, height: int = 800, **settings: Any) -> Page:  # noqa: ANN401 - Playwright's own
            page = opened.enter_context(contexts(width, height, **settings).new_page())
            page.goto(url)
            return page

        yield open_tab
