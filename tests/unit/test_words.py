"""The words of ours: in which language they are, and what a language is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_postindex.read.optionvalues import FIELDS
from sphinx_postindex.words import html_code, is_locale, language_code, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_postindex.words import Words

READ_MORE = [
    ("en", "Read more"),
    ("en_GB", "Read more"),
    ("de", "Weiterlesen"),
    ("de_CH", "Weiterlesen"),
    ("de-AT", "Weiterlesen"),
    ("es_MX", "Leer más"),
    ("fr_CA", "Lire la suite"),
    ("pt_BR", "Leia mais"),
    ("pt-BR", "Leia mais"),
    ("pt", "Leia mais"),
    ("pt_PT", "Leia mais"),
    ("ja", "続きを読む"),
    ("zh_CN", "阅读更多"),
    ("zh", "阅读更多"),
    ("zh-Hans", "阅读更多"),
    ("zh_SG", "阅读更多"),
    (language_code("zh-CN"), "阅读更多"),
    ("ar_EG", "اقرأ المزيد"),
    # Traditional characters are not the simplified ones; nobody has translated these yet.
    ("zh_TW", "Read more"),
    ("zh-Hant", "Read more"),
    ("it", "Read more"),
    ("tlh", "Read more"),
    ("no language", "Read more"),
    ("", "Read more"),
]


@pytest.mark.parametrize(("language", "text"), READ_MORE)
def test_words_are_in_the_nearest_language_that_there_is(language: str, text: str) -> None:
    assert words(language).more == text


TEXTS: dict[str, tuple[Callable[[Words], str], str, str]] = {
    "more": (lambda word: word.more, "Read more", "Weiterlesen"),
    "empty": (lambda word: word.empty, "No posts yet.", "Noch keine Beiträge."),
    "updated": (lambda word: word.updated, "Updated", "Aktualisiert"),
    "undated": (lambda word: word.undated, "Without a date", "Ohne Datum"),
    "other": (lambda word: word.other, "Other", "Sonstige"),
    "pages": (lambda word: word.pages, "Pages", "Seiten"),
    "previous": (lambda word: word.previous, "Previous", "Zurück"),
    "next": (lambda word: word.next, "Next", "Weiter"),
    "all posts": (lambda word: word.all_posts, "All posts", "Alle Beiträge"),
    "page": (lambda word: word.page(2, 7), "Page 2 of 7", "Seite 2 von 7"),
    "post": (lambda word: word.posts(1), "1 post", "1 Beitrag"),
    "posts": (lambda word: word.posts(0), "0 posts", "0 Beiträge"),
    "minute": (lambda word: word.minutes(1), "1 minute to read", "1 Minute Lesezeit"),
    "minutes": (lambda word: word.minutes(12), "12 minutes to read", "12 Minuten Lesezeit"),
    "draft": (lambda word: word.state("draft"), "Draft", "Entwurf"),
    "scheduled": (lambda word: word.state("scheduled"), "Scheduled", "Geplant"),
    "expired": (lambda word: word.state("expired"), "Expired", "Abgelaufen"),
    "field": (lambda word: word.field("reading-time"), "Reading time", "Lesezeit"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_is_asked_for_in_its_language(name: str) -> None:
    ask, english, german = TEXTS[name]
    assert ask(words("en")) == english
    assert ask(words("de")) == german


def test_a_translation_may_turn_the_numbers_round() -> None:
    """In Japanese the whole comes first."""
    assert words("ja").page(2, 7) == "7ページ中2ページ目"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "دقيقة واحدة للقراءة"),
        (2, "دقيقتان للقراءة"),
        (3, "3 دقائق للقراءة"),
        (10, "10 دقائق للقراءة"),
        (11, "11 دقيقة للقراءة"),
        (100, "100 دقيقة للقراءة"),
        (103, "103 دقائق للقراءة"),
    ],
)
def test_arabic_has_a_form_for_each_kind_of_number(number: int, text: str) -> None:
    assert words("ar").minutes(number) == text


def test_every_field_that_a_table_can_show_has_a_heading() -> None:
    """Each is a text of a catalogue: in German none is its own name in the options."""
    assert [name for name in FIELDS if words("de").field(name) == name] == []


def test_an_extra_field_is_its_own_heading() -> None:
    assert words("de").field("rating") == "rating"


def test_a_published_post_has_no_state_to_tell() -> None:
    assert not words("en").state("published")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("pt-BR", "pt-BR"),
        ("pt_br", "pt-BR"),
        ("de_CH", "de-CH"),
        ("de_DE@euro", "de-DE"),
        ("zh-CN", "zh-Hans-CN"),
        (" fr ", "fr"),
        # Names: in English, in the language itself, in any case.
        ("English", "en"),
        ("ENGLISH", "en"),
        ("German", "de"),
        ("Deutsch", "de"),
        ("deutsch", "de"),
        ("Français", "fr"),
        ("français", "fr"),
        ("Español", "es"),
        ("Português", "pt"),
        ("Brazilian Portuguese", "pt-BR"),
        ("日本語", "ja"),
        ("中文", "zh"),
        ("العربية", "ar"),
        ("Klingon", "tlh"),
        # What is not known is kept: it can be filtered by.
        ("Elvish of the Third Age", "Elvish of the Third Age"),
        ("x-klingon", "x-klingon"),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_code_or_its_name(written: str, code: str) -> None:
    assert language_code(written) == code
    assert language_code(code) == code


@pytest.mark.parametrize("code", sorted({code for code, _ in READ_MORE if is_locale(code)}))
def test_the_code_for_html_is_the_same_language(code: str) -> None:
    assert words(html_code(code)).more == words(code).more
    assert html_code(html_code(code)) == html_code(code)


@pytest.mark.parametrize(
    "code", ["", "x-klingon", "Elvish", "tlh", 'en" onclick="', "../../x", "a\0"]
)
def test_a_language_that_babel_does_not_know_is_not_for_html(code: str) -> None:
    assert not html_code(code)
    assert not is_locale(code)


@pytest.mark.parametrize(
    ("code", "english", "german"),
    [
        ("de", "German", "Deutsch"),
        ("pt-BR", "Portuguese (Brazil)", "Portugiesisch (Brasilien)"),
        ("zh_Hant", "Chinese (Traditional)", "Chinesisch (Traditionell)"),
        ("x-klingon", "x-klingon", "x-klingon"),
        ("", "", ""),
    ],
)
def test_a_language_is_named_in_the_language_of_the_words(
    code: str, english: str, german: str
) -> None:
    assert words("en").language(code) == english
    assert words("de-CH").language(code) == german
