"""Pictures in a line or a cell are signs, not posters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from harness import overflowing
from themes import CLOSELY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Demos, Tab

CONF = 'project = copyright = "P"\nextensions = ["myst_parser", "sphinx_postindex"]\n'
INDEX = "\n```{{postindex}}\n:layout: {0}\n:fields: {1}\n```\n"
POST = "---\ndate: 2026-01-0{0}\nimage: a.svg\n---\n# Post {0} with a picture\n\nText.\n"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">'
    '<rect width="1600" height="900" fill="#48a"/></svg>'
)


@pytest.fixture(scope="session")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that shows pictures in every layout, first and in the middle."""
    source = tmp_path_factory.mktemp("pictured")
    asked = [(n, f) for n in ("compact", "table") for f in ("image, title", "title, image, date")]
    (source / "conf.py").write_text(CONF)
    (source / "index.md").write_text("# Home\n" + "".join(INDEX.format(*each) for each in asked))
    (source / "a.svg").write_text(PICTURE)
    for number in range(1, 4):
        (source / f"p{number}.md").write_text(POST.format(number))
    return source


@pytest.mark.parametrize("theme", CLOSELY)
@pytest.mark.parametrize("width", [1280, 320])
def test_a_picture_in_a_line_is_as_wide_as_a_few_words(
    demos: Demos, tab: Callable[..., Tab], pictured: Path, theme: str, width: int
) -> None:
    page = tab(demos(theme, source=pictured).url, width=width)
    sizes = page.locator(".postindex img").evaluate_all(
        "all => all.map(e => e.offsetWidth / parseFloat(getComputedStyle(e).fontSize))"
    )
    assert len(sizes) == 12
    assert {round(size) for size in sizes} == {6}
    assert overflowing(page) == []
