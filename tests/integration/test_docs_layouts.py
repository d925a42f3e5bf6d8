"""The page on layouts of one's own: its example works, and its tables name all that there is."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_postindex import Page, Picture
from sphinx_postindex.layouts import parts
from sphinx_postindex.look import Look

if TYPE_CHECKING:
    from conftest import MakeSite, Site

DOCS = Path(__file__).parents[2] / "docs"
PYTHON = DOCS / "snippets" / "python"
SAMPLE = {f"sample/{path.name}": path.read_bytes() for path in (DOCS / "sample").glob("*.md")}
CONF = """
import sys
sys.path[:0] = [{0!r}, {1!r}]
extensions += ["reference"]
postindex_layouts = {{"headlines": "headlines:headlines"}}
"""


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    page = (DOCS / "own-layouts.md").read_text(encoding="utf-8")
    # Links to other pages of the docs, and the path of the example, lead nowhere here.
    page = re.sub(r"\]\(reference/\S+\)|```{literalinclude}.*\n(?:.*\n)*?```", "]", page)
    index = "# Home\n\n```{postindex}\n:layout: headlines\n```\n"
    conf = CONF.format(str(DOCS / "_ext"), str(PYTHON))
    files = {"index.md": index, "own.md": f"---\norphan: true\n---\n{page}", **SAMPLE}
    return module_site(files, conf, allow=["cross-reference target not found", "myst"])


def test_the_example_draws_every_post_once(built: Site) -> None:
    """The newest with its excerpt, the others as lines with their dates."""
    [frame] = built.html().find_class("postindex-layout-headlines")
    links = [each.text_content() for each in frame.find_class("postindex-link")]
    assert sorted(links) == sorted(post.title.text for post in built.posts.values())
    [lead] = frame.find_class("headlines-lead")
    assert len(lead.find_class("postindex-excerpt")) == 1
    [others] = frame.find_class("headlines-others")
    assert len(others.find_class("postindex-date")) == len(others) == len(SAMPLE) - 1


def test_the_example_heeds_fields_and_draws_a_single_post(site: MakeSite) -> None:
    index = "# Home\n\n```{postindex}\n:layout: headlines\n:limit: 1\n:fields: title, tags\n```\n"
    conf = CONF.format(str(DOCS / "_ext"), str(PYTHON))
    frame = site({"index.md": index, **SAMPLE}, conf).html().find_class("postindex")[0]
    assert not frame.find_class("headlines-others")
    assert not frame.find_class("postindex-excerpt")
    assert frame.find_class("postindex-tags")


def first_cells(site: Site, header: str) -> list[list[str]]:
    """The first cell of each row, of each table whose header begins so."""
    tables = [
        [row[0].text_content().strip() for row in each.iter("tr")]
        for each in site.html("own").iter("table")
    ]
    return [cells for [first, *cells] in tables if first == header]


def test_the_page_names_every_field_of_what_a_layout_is_given(built: Site) -> None:
    assert first_cells(built, "field") == [
        [each.name for each in fields(type_)] for type_ in (Page, Picture, Look)
    ]


def test_the_page_says_what_every_field_is(built: Site) -> None:
    tables = [each for each in built.html("own").iter("table") if each.find(".//th") is not None]
    for table in tables:
        rows = [[cell.text_content().strip() for cell in row] for row in table.iter("tr")]
        assert [row for row in rows if not row[-1]] == []


def test_the_page_names_every_part(built: Site) -> None:
    [names] = first_cells(built, "function")
    found = inspect.getmembers(parts, inspect.isfunction)
    own = [n for n, f in found if f.__module__ == parts.__name__ and not n.startswith("_")]
    assert [name.partition("(")[0] for name in names] == [f"parts.{name}" for name in own]
    assert {"parts.flow(post, page, names)", "parts.part(post, page, name)"} <= {*names}
