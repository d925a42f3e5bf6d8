"""Makes the picture of each option, from its snippet: ``docs/_static/options/NAME.png``.

Run as ``python docs/_ext/option_pictures.py [NAME ...]`` with the package, furo, Playwright,
Pillow and a Chromium installed. Each picture holds a hash of what it was made from; a test
tells which of them must be made again.
"""

from __future__ import annotations

import hashlib
import math
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sphinx_postindex.read.options import READERS, TERM_READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

DOCS = Path(__file__).parents[1]
SNIPPETS = DOCS / "snippets"
PICTURES = DOCS / "_static" / "options"

MADE_FROM = "made-from"
"""The name of the text in a picture that says what it was made from."""
COLOURS = 24
WINDOW = {"width": 1100, "height": 900}
SCALE = 0.75
HIGHEST = 330
"""CSS pixels; what is lower is left out, at the end of a line or a card."""
FADING = 72
"""CSS pixels of what follows, which show that something does."""
_CONF = """
project = copyright = "Pictures"
extensions = ["myst_parser", "sphinx_postindex"]
html_theme = "furo"
html_baseurl = "https://pictures.example/"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_baseurl = "https://example.org/"
postindex_defaults = {"path": "/sample/*"}
"""
# Where a picture may end: below something that is whole.
_ENDS = """
index => [...index.querySelectorAll("li, tr, p, h2, h3, nav")]
    .filter(e => !e.parentNode.closest(".postindex-card"))
    .map(e => e.getBoundingClientRect().bottom - index.getBoundingClientRect().top)
"""


def options_of(*, terms: bool) -> dict[str, tuple[Path, Path]]:
    """The snippet and the picture of each option.

    :param terms: of the options of ``{postterms}`` that mean something else in ``{postindex}``
    """
    if terms:
        names = [n for n, read in TERM_READERS.items() if READERS.get(n) is not read]
        return {n: (SNIPPETS / "terms" / f"{n}.md", PICTURES / f"terms-{n}.png") for n in names}
    return {name: (SNIPPETS / f"{name}.md", PICTURES / f"{name}.png") for name in READERS}


def snippets() -> dict[str, Path]:
    """Every snippet that has a picture, by the picture's name."""
    every = (*options_of(terms=False).values(), *options_of(terms=True).values())
    return {picture.stem: snippet for snippet, picture in every}


def made_from(snippet: Path) -> str:
    """A hash of a snippet and of the posts that it shows."""
    texts = (file.read_bytes() for file in (snippet, *sorted(DOCS.glob("sample/*.md"))))
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def build(names: Sequence[str], folder: Path) -> Path:
    """Build a site with a page for each snippet; the folder of its HTML."""
    source, out = folder / "source", folder / "html"
    shutil.copytree(DOCS / "sample", source / "sample")
    (source / "_static").mkdir()
    shutil.copy(DOCS / "_static" / "docs.css", source / "_static")
    (source / "conf.py").write_text(_CONF, "utf-8")
    (source / "index.md").write_text("# Home\n", "utf-8")
    for name in names:
        text = snippets()[name].read_text("utf-8")
        (source / f"{name}.md").write_text(f"---\norphan: true\n---\n# {name}\n\n{text}", "utf-8")
    environ = {**os.environ, "SOURCE_DATE_EPOCH": "1893456000"}
    subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", source, out], check=True, env=environ
    )
    return out


def take(page: Page, html: Path, name: str) -> bytes:
    """The picture of one snippet as PNG, small enough for a table."""
    from PIL import Image, PngImagePlugin  # noqa: PLC0415 - the docs themselves need none

    page.goto((html / f"{name}.html").as_uri())
    index = page.locator(".postindex")
    index.scroll_into_view_if_needed()
    box = index.bounding_box()
    if box is None:
        raise SystemExit(f"{name}: there is no index to take a picture of")
    ends = [end for end in index.evaluate(_ENDS) if end <= HIGHEST]
    height = math.ceil(max(ends, default=HIGHEST))
    faded = FADING if height < box["height"] - FADING else 0
    shot = page.screenshot(
        full_page=True,
        clip={
            "x": box["x"] - 8,
            "y": page.evaluate("scrollY") + box["y"] - 4,
            "width": box["width"] + 16,
            "height": height + 8 + faded,
        },
    )
    with Image.open(BytesIO(shot)) as image:
        size = (round(image.width * SCALE), round(image.height * SCALE))
        small = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    for row in range(round(faded * SCALE)):
        part = (0, small.height - row - 1, small.width, small.height - row)
        white = Image.new("RGB", (small.width, 1), "white")
        small.paste(Image.blend(white, small.crop(part), row / (faded * SCALE)), part)
    told, file = PngImagePlugin.PngInfo(), BytesIO()
    told.add_text(MADE_FROM, made_from(snippets()[name]))
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True, pnginfo=told)
    return file.getvalue()


def main(names: Sequence[str]) -> None:
    """Make the pictures of these names, or all, and remove those of no snippet."""
    sys.path.append(str(DOCS.parent / "tests" / "browser"))
    from pictures import launch  # noqa: PLC0415 - found only now
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the docs need none

    PICTURES.mkdir(exist_ok=True)
    for gone in {file.stem for file in PICTURES.glob("*.png")} - snippets().keys():
        (PICTURES / f"{gone}.png").unlink()
    chosen = [*names] or [*snippets()]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        html = build(chosen, Path(folder))
        browser = launch(playwright)
        page = browser.new_page(viewport=WINDOW, color_scheme="light")  # type: ignore[arg-type]
        for name in chosen:
            data = take(page, html, name)
            (PICTURES / f"{name}.png").write_bytes(data)
            sys.stdout.write(f"{name} {len(data)}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
