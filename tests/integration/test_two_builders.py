"""Two builders that write into one folder: it holds what the last one would leave there."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Files

CONF = """
project = "Site"
extensions = ["myst_parser", "sphinx_postindex"]
html_theme = "basic"
html_baseurl = "https://example.org/"
postindex_archives = ["category", "tag"]
postindex_archive_feeds = True
html_split_index = True
"""
INDEX = "```{postindex}\n:page-size: 2\n```\n"
FILES: Files = {
    "conf.py": CONF,
    "index.md": f"# Home\n\n{INDEX}\n```{{toctree}}\nguide\nblog/index\nposts/p0\nposts/p1\n```\n",
    "guide.md": "# Guide\n\n```{py:module} guide\n```\n\nNo post stands here.\n",
    "blog/index.md": f"# Blog\n\n{INDEX}",
    **{
        f"posts/p{n}.md": f"---\ndate: 2026-01-0{n + 1}\ncategory: C{n % 2}\n---\n"
        f"# Title {n}\n\n```{{index}} Title {n}\n```\n\nWord{n}.\n\n{INDEX}"
        for n in range(5)
    },
}
DRAFT: Files = {"posts/p1.md": "---\ndate: 2026-01-02\ndraft: true\n---\n# Title 1\n\nWord1.\n"}
# What Sphinx itself writes in another way, or keeps: tests/stale/test_bare_sphinx.py.
NOT_COMPARED = {".buildinfo", ".buildinfo.bak"}


def write(folder: Path, files: Files) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(text), encoding="utf-8")


def build(root: Path, builder: str, out: str = "out") -> dict[str, bytes]:
    """Build into a folder, and tell what is in it."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(root / f"{out}-dt")]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": "1893456000"}
    subprocess.run([*command, root / "source", root / out], check=True, env=environ)
    files = (path for path in (root / out).rglob("*") if path.is_file())
    found = {path.relative_to(root / out).as_posix(): path.read_bytes() for path in files}
    return {name: text for name, text in found.items() if name not in NOT_COMPARED}


@pytest.mark.parametrize("order", [("html", "dirhtml"), ("dirhtml", "html")])
def test_the_folder_is_as_the_last_builder_would_have_made_it(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    """With a post that becomes a draft between the two, of which nothing must tell any more."""
    write(tmp_path / "source", FILES)
    build(tmp_path, order[0])
    write(tmp_path / "source", DRAFT)
    found = build(tmp_path, order[1])
    assert [name for name, text in found.items() if b"Title 1" in text or b"Word1" in text] == []
    clean = build(tmp_path, order[1], "clean")
    assert sorted(found) == sorted(clean)
    assert [name for name in clean if found[name] != clean[name]] == []


def test_a_folder_that_two_builders_write_by_turns_tells_of_no_draft(tmp_path: Path) -> None:
    write(tmp_path / "source", FILES)
    for builder in ("html", "dirhtml", "html"):
        build(tmp_path, builder)
    write(tmp_path / "source", DRAFT)
    for builder in ("html", "dirhtml"):
        found = build(tmp_path, builder)
        told = [name for name, text in found.items() if b"Title 1" in text or b"Word1" in text]
        assert told == [], builder
    assert found == build(tmp_path, "dirhtml", "clean")


@pytest.mark.parametrize("first", ["json", "text"])
def test_posts_of_a_builder_with_other_files_leave_no_trace(tmp_path: Path, first: str) -> None:
    write(tmp_path / "source", FILES)
    build(tmp_path, first)
    write(tmp_path / "source", DRAFT)
    found = build(tmp_path, "html")
    assert [name for name in found if "p1" in name] == []
    clean = build(tmp_path, "html", "clean")
    assert [name for name in clean if found[name] != clean[name]] == []
