"""What the pictures of a page weigh when a browser loads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from photographs import eight

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Demos
    from playwright.sync_api import BrowserContext, Response

CONF = 'project = copyright = "P"\nextensions = ["myst_parser", "sphinx_postindex"]\n'
POST = "---\ndate: 2026-01-0{0}\nimage: p{0}.jpg\n---\n# Post {0} with a photograph\n\nText.\n"
LIMIT = 400_000


@pytest.fixture(scope="session")
def photographed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of eight posts with photographs of four megabytes and more."""
    source = tmp_path_factory.mktemp("photographed")
    (source / "conf.py").write_text(CONF)
    (source / "index.md").write_text("# Home\n\n```{postindex}\n```\n")
    for number in range(1, 9):
        (source / f"p{number}.md").write_text(POST.format(number))
    for name, content in eight().items():
        assert len(content) > 4_000_000
        (source / name).write_bytes(content)
    return source


@pytest.mark.parametrize("theme", ["alabaster"])
@pytest.mark.parametrize("density", [1, 2])
def test_eight_cards_with_photographs_load_less_than_400_kb(
    demos: Demos,
    contexts: Callable[..., BrowserContext],
    photographed: Path,
    theme: str,
    density: int,
) -> None:
    """Each card its picture, also those that are loaded when they come near."""
    loaded: dict[str, Response] = {}
    with contexts(1280, 800, device_scale_factor=density).new_page() as page:
        page.on("response", lambda response: loaded.update({response.url: response}))
        page.goto(demos(theme, source=photographed).url)
        for image in page.locator(".postindex-image").all():
            image.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert (
            page.locator(".postindex-image").evaluate_all(
                "all => all.map(e => e.complete && e.naturalWidth > 0)"
            )
            == [True] * 8
        )
        weights = [len(loaded[url].body()) for url in loaded if "/_images/" in url]
    assert len(weights) == 8
    assert sum(weights) < LIMIT
