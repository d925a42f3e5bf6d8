"""Translated sites: titles and excerpts that stand in no paragraph of the page.

Front matter and ``{post}`` hold them. A translator gets them with the other texts of the
page, and cards show what the translator made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from translating import catalogs, filled, texts

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

FILES: Files = {
    "index.md": "# Home\n\n```{postindex}\n```\n\n"
    "```{toctree}\nfront\nbare\nown\nsaid\ncontent\nrest\nparts\n```\n",
    "front.md": "---\ndate: 2026-03-07\ntitle: A *short* title\nexcerpt: Said `in front`.\n"
    "---\n# The long title\n\nThe text.\n",
    "bare.md": "---\ndate: 2026-03-06\ntitle: No heading\ndescription: Described.\n---\n"
    "The text.\n",
    "own.md": '---\ndate: 2026-03-05\nexcerpt: It\'s "own".\n---\n# Heading\n\nThe text.\n',
    "said.md": "# A page\n\n```{post} 2026-03-04\n:title: Said *so*\n:excerpt: Said as an option.\n"
    "```\n\nThe text.\n",
    "content.md": "# Content\n\n```{post} 2026-03-03\nThe content of it.\n```\n\nThe text.\n",
    "rest.rst": "Heading of rST\n==============\n\n.. post:: 2026-03-02\n   :title: rST *says*\n\n"
    "   With **content**.\n\nThe text.\n",
    "parts.md": "# Parts\n\n## A part\n\n```{post} 2026-03-01\n:title: The part's *name*\n"
    ":excerpt: The part's excerpt.\n```\n\nThe text.\n",
}
GERMAN = {
    "A *short* title": "Ein *kurzer* Titel",
    "Said `in front`.": "Sagt's `vorn`.",
    "The long title": "Der lange Titel",
    "No heading": "Keine Überschrift",
    "Described.": "Beschrieben.",
    'It\'s "own".': 'Ganz "eigen".',
    "Said *so*": "Sagt *es*",
    "Said as an option.": "Als Option gesagt.",
    "The content of it.": "Der Inhalt davon.",
    "rST *says*": "rST *sagt*",
    "With **content**.": "Mit **Inhalt**.",
    "The part's *name*": "Der *Name* des Teils",
    "The part's excerpt.": "Der Auszug des Teils.",
    "The text.": "Der Text.",
}
# By document, what only front matter or `{post}` says there.
SAID = {
    "front": ["A *short* title", "Said `in front`."],
    "bare": ["No heading", "Described."],
    "own": ['It\'s "own".'],
    "said": ["Said *so*", "Said as an option."],
    "content": ["The content of it."],
    "rest": ["rST *says*", "With **content**."],
    "parts": ["The part's *name*", "The part's excerpt."],
}


@pytest.fixture(scope="module")
def german(module_site: MakeSite) -> Site:
    return module_site(filled(module_site, FILES, GERMAN), "language = 'de'")


def test_a_translator_gets_each_of_them_once_with_its_page(site: MakeSite) -> None:
    found = catalogs(site, FILES)
    assert {name: [t for t in found[name] if t in SAID[name]] for name in SAID} == SAID
    assert found["index"] == ["Home"]


def test_a_card_shows_the_translated_titles_with_their_marks(german: Site) -> None:
    assert texts(german, "title") == [
        "Ein kurzer Titel",
        "Keine Überschrift",
        "Heading",  # not translated yet
        "Sagt es",
        "Content",
        "rST sagt",
        "Der Name des Teils",
    ]
    titles = german.html().find_class("postindex-title")
    marked = [[each.text for each in title.iter("em")] for title in titles]
    assert marked == [["kurzer"], [], [], ["es"], [], ["sagt"], ["Name"]]


def test_a_card_shows_the_translated_excerpts_as_the_page_would(german: Site) -> None:
    """With marks, and with the quotes of the language."""
    assert texts(german, "excerpt") == [
        "Sagt\N{RIGHT SINGLE QUOTATION MARK}s vorn.",
        "Beschrieben.",
        "Ganz „eigen“.",
        "Als Option gesagt.",
        "Der Inhalt davon.",
        "Mit Inhalt.",
        "Der Auszug des Teils.",
    ]
    code, *_, strong, _ = german.html().find_class("postindex-excerpt")
    assert [each.text_content() for each in code.iter("code")] == ["vorn"]
    assert [each.text for each in strong.iter("strong")] == ["Inhalt"]


def test_a_title_that_is_put_into_the_page_is_translated_there_too(german: Site) -> None:
    [heading] = german.html("bare").iter("h1")
    assert heading.text_content().startswith("Keine Überschrift")
    [heading] = german.html("front").iter("h1")
    assert heading.text_content().startswith("Der lange Titel")


@pytest.mark.parametrize("name", ["said", "content", "rest", "parts", "front", "own"])
def test_what_is_said_of_a_page_is_not_printed_on_it(german: Site, name: str) -> None:
    said = [GERMAN[text].translate(str.maketrans("", "", '*`"')) for text in SAID[name]]
    body = german.html(name).find_class("body")[0].text_content()
    assert [text for text in said if text in body] == []
    assert "Der Text." in body
