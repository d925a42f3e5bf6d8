"""A translated site: what Sphinx extracts, and what is translated on a page and on its card."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest
from translating import catalogs, filled, texts

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

FILES: Files = {
    "index.md": "# Home\n\n```{postindex}\n```\n\n```{toctree}\ncut\nlong\npost\n```\n",
    "post.md": "---\ndate: 2026-03-03\n---\n# Why *delays* matter\n\nA queue with people.\n",
    "long.md": "---\ndate: 2026-03-02\n---\n# Two\n\nOne part.\n\nAnother part.\n\n## Sub\n\nNo.\n",
    "cut.md": "---\ndate: 2026-03-01\n---\n# Cut\n\nBefore.\n\n<!-- more -->\n\nAfter.\n",
}
GERMAN = {
    "Home": "Anfang",
    "Why *delays* matter": "Warum *Verzögerungen* zählen",
    "A queue with people.": "Eine Schlange aus Menschen.",
    "Two": "Zwei",
    "Another part.": "Ein anderer Teil.",
    "Before.": "Davor.",
    "After.": "Danach.",
}


@pytest.fixture(scope="module")
def german(module_site: MakeSite) -> Site:
    return module_site(filled(module_site, FILES, GERMAN), "language = 'de'")


def test_a_card_shows_the_translated_title_with_its_marks(german: Site) -> None:
    assert texts(german, "title") == ["Warum Verzögerungen zählen", "Zwei", "Cut"]
    [title, *_] = german.html().find_class("postindex-title")
    assert [each.text for each in title.iter("em")] == ["Verzögerungen"]


def test_a_card_shows_the_translated_excerpt(german: Site) -> None:
    """What nobody has translated yet stays as it is; a marker cuts a translation, too."""
    assert texts(german, "excerpt") == [
        "Eine Schlange aus Menschen.",
        "One part. Ein anderer Teil.",
        "Davor.",
    ]


def test_the_words_beside_are_in_the_language_of_the_translation(german: Site) -> None:
    assert texts(german, "more") == ["Weiterlesen"] * 3
    assert texts(german, "date")[0] == "03.03.2026"


def test_no_text_of_a_card_is_extracted_twice(site: MakeSite) -> None:
    """A translator gets a title with its page, not once more with every index."""
    assert catalogs(site, FILES)["index"] == ["Home"]


def test_a_new_translation_reaches_the_card(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = filled(site, FILES, GERMAN)
    built = site(files, "language = 'de'")
    name = "locales/de/LC_MESSAGES/cut.po"
    before = files[name]
    assert isinstance(before, bytes)
    changed = before.replace(b'msgid "Cut"\nmsgstr ""', b'msgid "Cut"\nmsgstr "Schnitt"')
    assert changed != before
    # A process reads a catalogue once; the next build is another process, as a rule.
    monkeypatch.setattr(gettext, "_translations", {})
    built.rebuild({name: changed})
    assert texts(built, "title")[-1] == "Schnitt"


def test_the_original_and_its_translation_may_be_built_from_one_source(site: MakeSite) -> None:
    built = site(filled(site, FILES, GERMAN))
    assert texts(built, "title") == ["Why delays matter", "Two", "Cut"]
    built.rebuild(config={"language": "de"})
    assert texts(built, "title")[1] == "Zwei"
    built.rebuild(config={})
    assert texts(built, "title")[1] == "Two"
