"""The Nu HTML checker, https://validator.github.io/validator/, has nothing to say about our HTML.

``VNU_JAR`` names its jar; ``tox -e html`` fetches it from npm and sets that.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SITES = {"layouts": ROOT / "tests" / "browser" / "layouts", "demo": ROOT / "docs" / "demo"}
THEMES = ("alabaster", "furo")
BOX = re.compile(r'<(\w+)[^>]*class="[^"]*\bpostindex(?:-byline|-home)?[\s"]')

KNOWN = re.compile(
    # Safari takes a list without marks for none, unless its role says so.
    "The “list” role is unnecessary for element “ul”"
    # Sphinx and docutils write all HTML so.
    "|Trailing slash on void elements"
)


@pytest.fixture(scope="session")
def jar() -> Path:
    """The checker; a run without one fails."""
    path = Path(os.environ.get("VNU_JAR", ""))
    if path.suffix != ".jar" or not path.is_file():
        pytest.fail("VNU_JAR names no vnu.jar: run tox -e html", pytrace=False)
    return path


def build(theme: str, source: Path, out: Path) -> None:
    """Build a site; with feeds, so that the heads of its pages are whole."""
    settings = ["-D", f"html_theme={theme}", "-D", "html_baseurl=https://example.org/"]
    arguments = ["-q", "-E", "-W", "--keep-going", "-b", "html", "-d", f"{out}.doctrees"]
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", *arguments, *settings, source, out],
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1893456000"},
        check=False,
    )
    assert run.returncode == 0, run.stderr


def messages(jar: Path, *paths: Path) -> list[dict[str, Any]]:
    """What the checker says of these files and folders: errors, warnings and remarks."""
    run = subprocess.run(
        ["java", "-jar", jar, "--skip-non-html", "--format", "json", "--exit-zero-always", *paths],  # noqa: S607 - of the PATH, as tox.ini asks for it
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(run.stderr)["messages"])


def ours(text: str) -> list[tuple[int, int]]:
    """Where our boxes stand in a page: the places of their first and last characters."""
    found = []
    for box in BOX.finditer(text):
        tag, depth = box[1], 0
        for each in re.finditer(rf"<(/?){tag}\b", text[box.start() :]):
            depth += -1 if each[1] else 1
            if not depth:
                found.append((box.start(), box.start() + each.end()))
                break
    return found


def place(text: str, message: dict[str, Any]) -> int:
    """The place in a page that a message is about: the end of the element."""
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: message["lastLine"] - 1])) + message["lastColumn"] - 1


def about_us(message: dict[str, Any]) -> bool:
    """Whether a message is about one of our boxes, or about what we put into the head."""
    text = Path(message["url"].removeprefix("file:")).read_text(encoding="utf-8")
    at = place(text, message)
    head = at < text.find("</head>") and re.search(
        r"postindex|article:|ld\+json|alternate", message.get("extract", "")
    )
    return bool(head) or any(start <= at <= end for start, end in ours(text))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("site", SITES)
def test_the_checker_says_nothing_about_our_parts(
    jar: Path, tmp_path: Path, site: str, theme: str
) -> None:
    """No error, no warning and no remark but a known one, on any page of ours."""
    out = tmp_path / "html"
    build(theme, SITES[site], out)
    pages = sorted(out.rglob("*.html"))
    assert any(ours(page.read_text(encoding="utf-8")) for page in pages)
    said = messages(jar, out)
    found = [m for m in said if "lastLine" in m and not KNOWN.search(m["message"]) and about_us(m)]
    assert {(m["message"], m["extract"]) for m in found} == set()


def test_a_fault_in_our_parts_is_seen(jar: Path, tmp_path: Path) -> None:
    """The test above can fail: a list in a paragraph and a second id are told of."""
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><title>T</title></head>\n<body>\n'
        '<div class="postindex h-feed"><ul><p id="a">x</p></ul>\n<div id="a">y</div></div>\n'
        "<span><p>z</p></span></body></html>\n",
        encoding="utf-8",
    )
    found = [m for m in messages(jar, page) if m["type"] == "error"]
    assert [about_us(m) for m in found].count(True) == 2
    assert [about_us(m) for m in found].count(False) == 1
