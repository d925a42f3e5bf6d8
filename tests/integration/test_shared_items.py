"""Cards that are drawn once for several pages: no page shows that."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from photos import png

from sphinx_postindex import resolve
from sphinx_postindex.layouts.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Files, MakeSite, Site

    from sphinx_postindex.model import Post
    from sphinx_postindex.nodes import post_item

CONF = """
extensions.append("sphinx.ext.mathjax")
postindex_archives = ["category", "tag", "author", "year"]
postindex_defaults = {"page-size": 5}
html_baseurl = "https://example.com/"
"""
INDEX = "---\norphan: true\n---\n# {0}\n\n```{{postindex}}\n{1}\n```\n"


def _post(number: int) -> str:
    front = (
        f"date: 2024-01-{number + 1:02}\ncategory: {'AB'[number % 2]}\ntags: [x, y, z{number}]\n"
    )
    front += "author: Ann\nimage: /dot.png\nimage_alt: Dot\n" if number % 3 else "language: de\n"
    front += "draft: true\n" if number == 4 else ""
    return f"---\n{front}---\n# The *title* {number} of $x^{number}$\n\nSome `code` {number}.\n"


@pytest.fixture
def files() -> Files:
    posts = {f"posts/p{n}.md": _post(n) for n in range(9)}
    # A post in the folder of the archives has another address from there.
    return {
        **posts,
        "category/p9.md": _post(9),
        "index.md": INDEX.format("Home", ":group-by: tag\n:layout: list\n:page-size: 4"),
        "lines.md": INDEX.format("Lines", ":layout: compact\n:page-size: 2\n:controls: search"),
        "dot.png": png(8, 6, 1),
    }


def _output(site: Site) -> dict[Path, bytes]:
    kinds = {".html", ".json", ".xml"}
    found = (file for file in site.outdir.rglob("*") if file.suffix in kinds)
    return {
        file.relative_to(site.outdir): file.read_bytes()
        for file in found
        if file.name != ".postindex.json"
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_shared_card_is_what_each_page_would_draw_for_itself(
    site: MakeSite, files: Files, builder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    myst = 'myst_enable_extensions = ["dollarmath"]\n'
    made = site(files, CONF + myst, builder, tags=["drafts"])
    shared = _output(made)
    monkeypatch.setattr(resolve, "_shared", lambda *_: None)
    made.builddir = tmp_path / "alone"
    made.rebuild()
    assert shared == _output(made)


def test_most_cards_of_archives_are_shared(
    site: MakeSite, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, asked = Counter[bool](), Counter[bool]()
    whole = Page.item

    def noted(page: Page, post: Post, draw: Callable[[Post, Page], post_item]) -> post_item:
        def kept(post: Post, page: Page) -> post_item:
            drawn[bool(page.drawn is None)] += 1
            return draw(post, page)

        asked[bool(page.drawn is None)] += 1
        return whole(page, post, kept)

    monkeypatch.setattr(Page, "item", noted)
    site(files, CONF + 'myst_enable_extensions = ["dollarmath"]\npostindex_defaults = {}\n')
    assert drawn[True] == asked[True]
    # Each post stands on six archives. There are two more looks, and two ways to load a picture.
    assert asked[False] > 60
    assert drawn[False] < asked[False] / 2


def test_a_page_that_shares_a_card_keeps_its_picture(site: MakeSite) -> None:
    """A document takes the place of the archive that drew the card; the other shows it still."""
    conf = 'postindex_archives = ["author", "tag"]\n'
    front = "---\ndate: 2024-01-01\ntags: [x]\nimage: /dot.png\nauthor: Ann\n---\n# P\n\nText.\n"
    made = site({"index.md": "# Home\n", "p.md": front, "dot.png": png(8, 6, 1)}, conf)
    made.rebuild({"author/ann.md": "---\norphan: true\n---\n# Ann\n"})
    (picture,) = (made.outdir / "_images").iterdir()
    assert picture.name in made.text("tag/x.html")
