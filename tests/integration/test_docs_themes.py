"""The page of themes shows a picture of each theme, scheme and size, and each is small."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "_static" / "themes"
THEMES = (
    "alabaster",
    "furo",
    "pydata-sphinx-theme",
    "sphinx-book-theme",
    "sphinx-rtd-theme",
    "sphinx-immaterial",
    "shibuya",
    "sphinxawesome-theme",
)


def test_every_pair_of_theme_and_scheme_is_shown_in_two_sizes() -> None:
    """Once each, in the order of the page, and no picture lies there unused."""
    pairs = product(THEMES, ("light", "dark"), ("desk", "phone"))
    names = ["-".join(each) + ".webp" for each in pairs]
    page = (DOCS / "themes.md").read_text(encoding="utf-8")
    assert re.findall(r"\(_static/themes/(.*?)\)", page) == names
    assert sorted(path.name for path in PICTURES.iterdir()) == sorted(names)


def test_each_picture_is_small() -> None:
    assert max(path.stat().st_size for path in PICTURES.iterdir()) <= 40_000
