"""The demo's index as the eye reads it equals the page of ``seed.txt``, line for line.

The order of the source is another one: a card's title stands first in it, and CSS lifts
the category above. So the words are taken from where they stand on the screen.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness import Demo
    from playwright.sync_api import Page

PAGE = Path(__file__).parents[1] / "integration" / "seed.txt"
SEED = [line for line in PAGE.read_text("utf-8").splitlines() if line]

BOXES = """
() => {
    const main = document.querySelector("section > h1").parentElement.parentElement;
    const shown = { checkOpacity: true, checkVisibilityCSS: true };
    const cases = { uppercase: t => t.toUpperCase(), lowercase: t => t.toLowerCase() };
    const blocks = new Map();
    const add = (element, text, rect) => {
        if (!text.trim() || !rect.width || !rect.height || !element.checkVisibility(shown)) return;
        let block = element;
        while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
        const cards = [...document.querySelectorAll(".postindex-card")];
        const card = cards.findIndex(each => each.contains(block));
        const old = blocks.get(block) ?? { text: "", top: Infinity, left: Infinity, bottom: 0 };
        const change = cases[getComputedStyle(element).textTransform] ?? (t => t);
        blocks.set(block, {
            card,
            text: old.text + change(text),
            top: Math.min(old.top, rect.top + scrollY),
            left: Math.min(old.left, rect.left),
            bottom: Math.max(old.bottom, rect.bottom + scrollY),
        });
    };
    const pseudo = (element, name) => {
        // Words, and only words, that a stylesheet adds: arrows, bullets, labels.
        const { content } = getComputedStyle(element, name);
        const words = content.startsWith('"') ? JSON.parse(content) : "";
        add(element, words, element.getBoundingClientRect());
    };
    const walk = node => {
        if (node.nodeType === Node.TEXT_NODE) {
            const range = document.createRange();
            range.selectNodeContents(node);
            add(node.parentElement, node.data, range.getBoundingClientRect());
        } else if (node.nodeType === Node.ELEMENT_NODE) {
            const { display, listStyleType } = getComputedStyle(node);
            const marked = display === "list-item" && listStyleType !== "none";
            if (marked) add(node, "*", node.getBoundingClientRect());
            pseudo(node, "::before");
            node.childNodes.forEach(walk);
            pseudo(node, "::after");
        }
    };
    walk(main);
    return [...blocks.values()];
}
"""
"""The blocks of text of the page's body that can be seen, each with its place in CSS
pixels and the number of the card that holds it, or -1."""


def rows(boxes: Iterable[dict[str, Any]]) -> list[str]:
    """The text of boxes from top to bottom; what stands side by side is one line."""
    lines: list[list[dict[str, Any]]] = []
    for box in sorted(boxes, key=lambda box: (box["top"] + box["bottom"]) / 2):
        middle = (box["top"] + box["bottom"]) / 2
        if lines and any(other["top"] < middle < other["bottom"] for other in lines[-1]):
            lines[-1].append(box)
        else:
            lines.append([box])
    for line in lines:
        line.sort(key=lambda box: float(box["left"]))
    return ["".join(" ".join(box["text"].split()) for box in line) for line in lines]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_page_reads_as_the_seed_from_top_to_bottom(
    demo: Demo, tab: Callable[..., Page], scheme: str
) -> None:
    """In one column the place on the screen alone gives the order."""
    page = tab(demo.url, width=390, color_scheme=scheme)
    assert rows(page.evaluate(BOXES)) == SEED


@pytest.mark.parametrize("width", [1280, 1920])
def test_in_columns_the_cards_read_as_the_seed_row_by_row(
    demo: Demo, tab: Callable[..., Page], width: int
) -> None:
    """Cards go from start to end and then down; each is read whole before the next."""
    boxes = tab(demo.url, width=width).evaluate(BOXES)
    lines = rows(box for box in boxes if box["card"] < 0)
    boxes = sorted((box for box in boxes if box["card"] >= 0), key=lambda box: int(box["card"]))
    cards = [list(group) for _, group in groupby(boxes, key=lambda box: int(box["card"]))]
    # Cards of a row start at one height, give or take a fraction of a pixel.
    cards.sort(key=lambda card: (round(top(card)), min(float(box["left"]) for box in card)))
    assert lines + [line for card in cards for line in rows(card)] == SEED


def top(card: list[dict[str, Any]]) -> float:
    """Where the text of a card starts, in CSS pixels from the top of the page."""
    return min(float(box["top"]) for box in card)
