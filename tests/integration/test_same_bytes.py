"""Two builds of one source are the same bytes, whatever the processes and the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sphinx_postindex

ROOT = Path(sphinx_postindex.__file__).parents[1]
CONF = """\
project = "Site"
extensions = ["myst_parser", "sphinx_postindex"]
html_theme = "alabaster"
postindex_defaults = {"excerpt-length": 60}
"""
# Equal days, equal titles, many terms: whatever is not ordered shows here.
POST = """\
---
date: 2026-06-{day:02}
category: [{category}, Common]
tags: [one, two, three, four]
authors: [Ann, Bob]
rating: {day}
---
# Post about {title}

Text of post {number}, with *words* enough to be cut at some place, because it is long.
"""
INDEX = "# {title}\n\n```{{postindex}}\n:category: {category}\n:sort: {sort}\n```\n"
# Pickles and what Sphinx remembers of the last build; no reader ever sees them. They are
# beside the output, not in it: nothing in the output itself is left out.
DOCTREES = "doctrees"


def write(source: Path) -> None:
    source.mkdir()
    (source / "conf.py").write_text(CONF)
    for number in range(24):
        text = POST.format(
            day=number % 3 + 1, category="AB"[number % 2], title="CDE"[number % 3], number=number
        )
        (source / f"post{number}.md").write_text(text)
    for name, category, sort in [
        ("index", "*", "date desc"),
        ("a", "A", "title"),
        ("b", "B", "tag"),
    ]:
        (source / f"{name}.md").write_text(INDEX.format(title=name, category=category, sort=sort))
    (source / "old.rst").write_text("Old\n===\n\n.. postindex::\n   :sort: rating\n   :name: old\n")
    toctree = "\n```{toctree}\na\nb\nold\n```\n"
    with (source / "index.md").open("a") as index:
        index.write(toctree)


def build(source: Path, out: Path, builder: str, jobs: int, seed: int) -> dict[str, bytes]:
    """Every file of a new build, by its path."""
    command = [sys.executable, "-m", "sphinx", "-qW", "-b", builder, "-j", str(jobs)]
    run = subprocess.run(
        [*command, "-d", out / DOCTREES, source, out / builder],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.environ.get("PYTHONPATH") or str(ROOT),
            "PYTHONHASHSEED": str(seed),
            "SOURCE_DATE_EPOCH": "1893456000",
        },
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    top = out / builder
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_file_is_the_same_with_other_processes_seeds_and_runs(
    tmp_path: Path, builder: str
) -> None:
    source = tmp_path / "source"
    write(source)
    first = build(source, tmp_path / "first", builder, jobs=1, seed=0)
    assert first["index.html"].count(b'class="postindex-card') == 24
    for jobs, seed in [(1, 0), (1, 1), (4, 0), (4, 1)]:
        again = build(source, tmp_path / f"{jobs}-{seed}", builder, jobs, seed)
        assert sorted(again) == sorted(first)
        assert [name for name in first if again[name] != first[name]] == []
