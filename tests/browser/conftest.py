"""The browser, and two sites in each theme: all made once in a run."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

# The tests are run with --import-mode=importlib, which leaves this folder out.
sys.path.insert(0, str(Path(__file__).parent))

from harness import DEMO, INDEXES, LAYOUTS, POLICY, Demo, served
from pictures import executable, launch
from themes import CLOSELY, THEMES, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Demos, Tab
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With ``-n 2 --dist loadgroup`` one process has all tests of a theme: it builds it once."""
    for item in items:
        call = getattr(item, "callspec", None)
        for theme in THEMES:
            if call and theme in call.params.values():
                item.add_marker(pytest.mark.xdist_group(theme))


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
            return Demo(base, INDEXES.get(source, "index.html"), "genindex.html")

        yield demo


@pytest.fixture(params=CLOSELY)
def demo(request: pytest.FixtureRequest, demos: Demos) -> Demo:
    """The demo, once in each theme that is looked at closely."""
    return demos(request.param)


@pytest.fixture(params=CLOSELY)
def layouts(request: pytest.FixtureRequest, demos: Demos) -> Demo:
    """The page with every layout, once in each theme that is looked at closely."""
    return demos(request.param, source=LAYOUTS)


@pytest.fixture(params=THEMES)
def themed(request: pytest.FixtureRequest, demos: Demos) -> Demo:
    """The site with every layout and every kind of page, once in each theme of this run."""
    return demos(request.param, source=LAYOUTS)


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give a browser context of these settings, Playwright's own; each is made once."""
    with ExitStack() as opened:

        @cache
        def context(width: int, height: int, **settings: Any) -> BrowserContext:  # noqa: ANN401 - Playwright's own
            size: ViewportSize = {"width": width, "height": height}
            made = opened.enter_context(browser.new_context(viewport=size, **settings))
            # A theme may ask for a font: no test depends on another host.
            made.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
            return made

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
