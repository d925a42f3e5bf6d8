"""The stylesheets as texts: their size, and what they do without."""

from __future__ import annotations

import re

import pytest
from harness import STATIC

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css"))]
TEXT = "".join(TEXTS)
RULES = re.sub(r"/\*.*?\*/", "", TEXT, flags=re.DOTALL)

KNOBS = {
    "background",
    "border-color",
    "card-min",
    "color",
    "focus-color",
    "gap",
    "muted-color",
    "padding",
    "radius",
    "title-size",
    "title-weight",
}


SIZES = {
    "postindex.css": 4000,
    "postindex-more.css": 4000,
    "postindex-post.css": 1000,
    "postindex-controls.css": 1500,
    "postindex-long.css": 500,
}
"""The most bytes that each stylesheet may have."""


def test_each_has_its_size_and_there_is_no_other() -> None:
    sizes = {path.name: path.stat().st_size for path in STATIC.glob("*.css")}
    assert sizes.keys() == SIZES.keys()
    assert {name for name, size in sizes.items() if size > SIZES[name]} == set()


def test_there_is_one_script_of_at_most_3000_bytes_that_parses_no_text() -> None:
    [script] = STATIC.glob("*.js")
    text = script.read_text(encoding="utf-8")
    assert len(text.encode()) <= 3000
    banned = r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function|DOMParser|https?:"
    assert not re.search(banned, text)


@pytest.mark.parametrize(
    "word", ["!important", "@layer", "@import", "url(", "animation", "#fff", "//"]
)
def test_it_does_without(word: str) -> None:
    assert word not in RULES


def test_nothing_moves_and_a_theme_may_not_move_it() -> None:
    assert set(re.findall(r"transition[^;]*", RULES)) == {"transition: none"}


def test_it_names_no_theme() -> None:
    names = r"alabaster|furo|pydata|pst-|bootstrap|sd-|md-|shibuya|rtd|wy-|rst-|awesome|data-theme"
    assert not re.search(names, TEXT)


def test_lengths_follow_the_text_and_only_hairlines_are_pixels() -> None:
    assert not re.search(r"\d(rem|pt|vw|vh)\b", RULES)
    assert set(re.findall(r"[\d.]+px", RULES)) == {"1px", "3px"}


def test_sides_are_logical() -> None:
    assert not re.search(r"\b(left|right)\b|-(top|bottom)\b", RULES)


def test_every_class_is_ours() -> None:
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", RULES))
    assert classes
    assert all(re.fullmatch(r"postindex(-[a-z]+)*(-\d)?", name) for name in classes)


def test_its_properties_are_read_and_never_set() -> None:
    """The theming contract: eleven custom properties, each with a fallback where it is used.

    One without a name is ours: it carries a number from a class to the rule that needs it.
    """
    assert set(re.findall(r"var\(--postindex-([a-z-]+),", RULES)) == KNOBS
    assert set(re.findall(r"(--[\w-]*)\s*:", RULES)) == {"--_"}
    unsafe = set(re.findall(r"var\(([\w-]+)\)", RULES))
    assert unsafe == {"--_"}
