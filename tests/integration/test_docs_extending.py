"""The page for extension authors: its example adds posts, and they are as fresh as all others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from feedcheck import ATOM, check

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

PYTHON = Path(__file__).parents[2] / "docs" / "snippets" / "python"
DATA = (PYTHON / "talks.json").read_text(encoding="utf-8")
TALKS: list[dict[str, Any]] = json.loads(DATA)
CONF = f"""
import sys
sys.path.insert(0, {str(PYTHON)!r})
extensions += ["talks"]
html_baseurl = "https://garden.example/"
"""
FILES: Files = {
    "index.md": "# Home\n\n```{postterms} category\n```\n",
    "all.md": "# All\n\n```{postindex}\n```\n",
    "talks.md": "# Talks\n\n```{postindex}\n:path: /talks/*\n```\n",
    "own.md": "# Own\n\n```{postindex}\n:exclude-category: Talks\n```\n",
    "bed.md": "---\ndate: 2026-04-01\ncategory: Garden\n---\n# A bed\n",
    "hole.md": "---\ndate: 2026-01-01\ncategory: Garden\n---\n# A hole\n",
    "talks.json": DATA,
}
NO_TOCTREE = r"toc\.not_included"
ALL = ["What frost does to a bed", "A bed", "Five tools", "A hole"]


def pages(site: Site) -> dict[str, bytes]:
    return {
        path.relative_to(site.outdir).as_posix(): path.read_bytes()
        for pattern in ("*.html", "*.xml")
        for path in site.outdir.rglob(pattern)
    }


def stamps(site: Site) -> dict[str, int]:
    """When each page was written; those that Sphinx writes in each build are left out."""
    always = {"genindex.html", "search.html"}
    return {
        name: (site.outdir / name).stat().st_mtime_ns for name in pages(site) if name not in always
    }


@pytest.mark.parametrize("jobs", [1, 4])
def test_the_talks_stand_among_the_posts(site: MakeSite, jobs: int) -> None:
    """On indexes, in lists of terms, on an archive and in the feed; there is no page of theirs."""
    built = site(FILES, CONF, parallel=jobs, allow=[NO_TOCTREE])
    assert built.titles("all") == ALL
    assert built.titles("talks") == built.titles("category/talks") == [ALL[0], ALL[2]]
    assert built.titles("own") == [ALL[1], ALL[3]]
    links = built.html("talks").xpath("//a[contains(@class, 'postindex-link')]/@href")
    assert links == [each["url"] for each in TALKS]
    terms = built.html().find_class("postindex-term")
    assert [each.text_content() for each in terms] == ["Garden", "Talks"]
    feed = check("atom", (built.outdir / "atom.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == ALL
    assert entries[0].find(f"{ATOM}link").get("href") == TALKS[0]["url"]
    assert not (built.outdir / "talks").exists()


@pytest.mark.parametrize("jobs", [1, 4])
def test_an_edit_of_the_data_writes_what_shows_it_and_nothing_else(
    site: MakeSite, jobs: int
) -> None:
    """As a clean build would, although no page is read again."""
    built = site(FILES, CONF, parallel=jobs, allow=[NO_TOCTREE])
    before = stamps(built)
    assert stamps(built.rebuild()) == before
    data = DATA.replace("Five tools", "Six tools")
    built.rebuild({"talks.json": data})
    written = {name for name, stamp in stamps(built).items() if stamp != before[name]}
    assert written == {"all.html", "talks.html", "category/talks.html", "atom.xml"}
    assert built.titles("talks") == [ALL[0], "Six tools"]
    assert pages(built) == pages(site({**FILES, "talks.json": data}, CONF, allow=[NO_TOCTREE]))


def test_without_talks_nothing_of_them_is_left(site: MakeSite) -> None:
    files = {**FILES, "own.md": "# Own\n", "talks.md": "# Talks\n"}
    built = site(files, CONF, allow=[NO_TOCTREE]).rebuild({"talks.json": "[]"})
    assert built.titles("all") == [ALL[1], ALL[3]]
    assert not built.path("category/talks").exists()
    assert pages(built) == pages(site({**files, "talks.json": "[]"}, CONF, allow=[NO_TOCTREE]))


CHANGING = """
from dataclasses import replace

def change(app, posts):
    posts[:] = [replace(p, categories=("New",)) for p in posts if p.docname != "hole"]

def setup(app):
    app.connect("postindex-collected", change)
"""


def test_a_handler_can_change_posts_and_leave_them_out(site: MakeSite) -> None:
    """The page of one that is left out stays; bylines show what was changed."""
    files = {**FILES, "own.md": "# Own\n", "talks.md": "# Talks\n"}
    built = site(files, CHANGING, allow=[NO_TOCTREE])
    assert built.titles("all") == ["A bed"]
    assert built.titles("category/new") == ["A bed"]
    assert built.path("hole").exists()
    [byline] = built.html("bed").find_class("postindex-byline")
    assert "New" in byline.text_content()
    assert "Garden" not in byline.text_content()
