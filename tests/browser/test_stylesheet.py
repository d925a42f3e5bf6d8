"""The stylesheet as a text: its size, and what it does without."""

from __future__ import annotations

import re

import pytest
from harness import STYLESHEET

TEXT = STYLESHEET.read_text(encoding="utf-8")
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


def test_it_has_at_most_four_kilobytes() -> None:
    assert len(TEXT.encode()) <= 4096


@pytest.mark.parametrize(
    "word", ["!important", "@layer", "@import", "url(", "animation", "#fff", "//"]
)
def test_it_does_without(word: str) -> None:
    assert word not in RULES


def test_nothing_moves_and_a_theme_may_not_move_it() -> None:
    assert re.findall(r"transition[^;]*", RULES) == ["transition: none"]


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
    assert all(re.fullmatch(r"postindex(-[a-z]+)?", name) for name in classes)


def test_its_properties_are_read_and_never_set() -> None:
    """The theming contract: eleven custom properties, each with a fallback where it is used."""
    assert set(re.findall(r"var\(--postindex-([a-z-]+),", RULES)) == KNOBS
    assert not re.search(r"--[\w-]+\s*:", RULES)
    assert len(re.findall(r"var\(", RULES)) == len(re.findall(r"var\([\w-]+,", RULES))
