"""Pictures of the demo in each theme, light and dark, on a desk and on a phone, for the docs.

Run as ``python tests/browser/theme_pictures.py [THEME ...]``; without a theme, those of this
environment. They are written into ``docs/_static/themes``, and each is a WebP of at most 40 kB.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from pictures import SCHEMES, launch
from themes import THEMES, build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pictures import Scheme
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
OUT = ROOT / "docs" / "_static" / "themes"
PAGE = "systems-thinking/index.html"

SIZES = {"desk": (1280, 800), "phone": (360, 720)}
"""The windows by name, CSS pixels: width and height."""
WIDEST = 900
"""How wide a picture is at most, in its own pixels; a page of the docs shows no more."""
LIMIT = 40_000
"""Bytes of a picture, at most."""


def small(png: bytes) -> bytes:
    """The same picture as a WebP under the limit, as good as fits, and no wider than a page."""
    with Image.open(io.BytesIO(png)) as picture:
        picture.thumbnail((WIDEST, picture.height), Image.Resampling.LANCZOS)
        for quality in range(90, 40, -5):
            out = io.BytesIO()
            picture.convert("RGB").save(out, "WEBP", quality=quality, method=6)
            if out.tell() <= LIMIT:
                return out.getvalue()
    raise ValueError(f"no quality of WebP makes this less than {LIMIT} bytes")


def take(browser: Browser, site: Path, theme: str, scheme: Scheme) -> Iterator[Path]:
    """Write the pictures of a built site; the path of each as it is written."""
    for name, (width, height) in SIZES.items():
        size = {"width": width, "height": height}
        with browser.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
            # What a theme would fetch from elsewhere is no part of the picture.
            context.route(re.compile("^https?:"), lambda route: route.abort())
            tab = context.new_page()
            tab.goto((site / PAGE).resolve().as_uri())
            path = OUT / f"{theme.replace('_', '-')}-{scheme}-{name}.webp"
            path.write_bytes(small(tab.screenshot(animations="disabled")))
            yield path


def main(themes: Sequence[str]) -> int:
    """Build the demo in each theme and take its pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        for theme in themes or THEMES:
            site = Path(folder, theme)
            build(theme, site, ROOT / "docs" / "demo")
            for scheme in SCHEMES:
                for path in take(browser, site, theme, scheme):
                    sys.stdout.write(f"{path}\n")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
