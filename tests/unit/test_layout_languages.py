"""A post in another language than its page says so, where its own words stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from samples import page, post

from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from sphinx_postindex.layouts.page import Page

FIELDS = ("title", "excerpt", "date", "category", "author", "more", "reading-time")


def languages(drawn: list[nodes.Node]) -> dict[str, str]:
    """The language of each node that has one, by its first class."""
    found = [n for top in drawn for n in top.findall(nodes.Element) if "lang" in n]
    return {node["classes"][0]: node["lang"] for node in found}


def drawn(layout: str, said: tuple[str, ...], on: Page) -> dict[str, str]:
    """What a post shows whose front matter says these languages."""
    one = post(
        "a",
        "2026-06-29",
        title="عنوان",
        excerpt="نص",
        categories=("C",),
        authors=["Ann"],
        minutes=3,
        languages=said,
    )
    return languages(LAYOUTS[layout]([one], on))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_and_excerpt_say_their_language_and_nothing_else_does(layout: str) -> None:
    """A date and "Read more" are in the language of the page: there, ``lang`` would be wrong."""
    title = "postindex-title" if layout in {"cards", "list"} else "postindex-name"
    assert drawn(layout, ("ar",), page(fields=FIELDS)) == {title: "ar", "postindex-excerpt": "ar"}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "said",
    [(), ("en",), ("tlh",), ("Elvish",), ('ar" onclick="',), ("ar", "fr"), ("en", "ar"), ("",)],
    ids=str,
)
def test_what_is_no_other_language_or_not_known_is_not_written(
    layout: str, said: tuple[str, ...]
) -> None:
    assert drawn(layout, said, page(fields=FIELDS)) == {}


@pytest.mark.parametrize(
    ("said", "site", "index", "language"),
    [
        # A French index of an English site: its frame says "fr", and what is French says nothing.
        ((), "en", "fr", "en"),
        (("fr",), "en", "fr", None),
        (("de",), "en", "fr", "de"),
        (("en",), "en", "fr", "en"),
        # Spellings of one language are one.
        (("pt-BR",), "pt_BR", "pt_BR", None),
        (("zh-Hans-CN",), "zh_CN", "zh_CN", None),
        (("de-CH",), "de", "de", "de-CH"),
        ((), "", "fr", None),
        ((), "tlh", "fr", None),
    ],
)
def test_what_counts_is_the_language_around(
    said: tuple[str, ...], site: str, index: str, language: str | None
) -> None:
    on = replace(page(), words=words(index), language=site)
    wanted = {"postindex-title": language, "postindex-excerpt": language} if language else {}
    assert drawn("cards", said, on) == wanted
