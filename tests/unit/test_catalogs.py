"""The message catalogues: complete, alike, and as ``tests/catalogs.py`` writes them."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import catalogs
import pytest

import sphinx_postindex

if TYPE_CHECKING:
    from babel.messages.catalog import Message

PACKAGE = Path(sphinx_postindex.__file__).parent
LANGUAGES = ("ar", "de", "es", "fr", "ja", "pt_BR", "zh_CN")
FORMS = {"ar": 6, "de": 2, "es": 2, "fr": 2, "ja": 1, "pt_BR": 2, "zh_CN": 1}


def file(language: str, suffix: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / f"{catalogs.NAME}.{suffix}"


def compiled(language: str) -> GNUTranslations:
    with file(language, "mo").open("rb") as stream:
        return GNUTranslations(stream)


def places(text: str) -> list[str]:
    """The names of the places that a text has for values."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def strings(message: Message) -> list[str]:
    """The translations of a message, one a form."""
    found = message.string
    return [found] if isinstance(found, str) else [str(each or "") for each in found or ()]


def test_every_language_has_a_catalogue() -> None:
    """A language whose file is lost would be English, and no other test would look at it."""
    found = {path.parts[-3] for path in PACKAGE.glob("locale/*/LC_MESSAGES/*.po")}
    assert found == {*LANGUAGES}


def test_the_template_has_texts() -> None:
    texts = [each.id for each in catalogs.template(PACKAGE) if each.id]
    assert "Read more" in texts
    assert ("{0} post", "{0} posts") in texts
    assert len(texts) == len(set(texts)) > 20


@pytest.mark.parametrize(
    "path", catalogs.files(PACKAGE), ids=lambda path: "-".join(path.parts[-3:])
)
def test_a_file_is_as_it_would_be_written_now(path: Path) -> None:
    """If this fails: ``python tests/catalogs.py``, then translate what it names."""
    assert path.read_bytes() == catalogs.files(PACKAGE)[path]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_in_doubt(language: str) -> None:
    for message in catalogs.read(file(language, "po"), language):
        wanted = FORMS[language] if message.pluralizable else 1
        assert len([each for each in strings(message) if each]) == wanted, message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_text(language: str) -> None:
    """Only a form that stands for one number may leave it out: "one minute"."""
    plural = compiled(language).plural  # type: ignore[attr-defined]
    numbers = [plural(number) for number in range(1_000)]
    for message in catalogs.read(file(language, "po"), language):
        wanted = places(message.id[-1] if message.pluralizable else str(message.id))
        for form, text in enumerate(strings(message)):
            alone = message.pluralizable and numbers.count(form) == 1
            assert places(text) in ([wanted, []] if alone else [wanted]), text


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", [0, 1, 2, 3, 3, 4, 4, 5, 3]),
        ("de", [1, 0, 1, 1, 1, 1, 1, 1, 1]),
        ("es", [1, 0, 1, 1, 1, 1, 1, 1, 1]),
        ("fr", [0, 0, 1, 1, 1, 1, 1, 1, 1]),
        ("pt_BR", [0, 0, 1, 1, 1, 1, 1, 1, 1]),
        ("ja", [0] * 9),
        ("zh_CN", [0] * 9),
    ],
)
def test_a_number_takes_its_form(language: str, forms: list[int]) -> None:
    """0, 1, 2, 3, 10, 11, 99, 100 and 103 posts."""
    plural = compiled(language).plural  # type: ignore[attr-defined]
    assert [plural(number) for number in (0, 1, 2, 3, 10, 11, 99, 100, 103)] == forms


def test_a_new_text_is_seen_and_an_old_one_goes(tmp_path: Path) -> None:
    """What the test above compares with is made from the code, not from the files."""
    (tmp_path / "words.py").write_text('_("New")\nngettext("{0} cat", "{0} cats", 2)\n', "utf-8")
    po = tmp_path / "locale" / "de" / "LC_MESSAGES" / f"{catalogs.NAME}.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "New"\nmsgstr "Neu"\n\nmsgid "Old"\nmsgstr "Alt"\n', "utf-8")
    made = {
        path.suffix: content.decode(errors="replace")
        for path, content in catalogs.files(tmp_path).items()
    }
    assert 'msgid_plural "{0} cats"' in made[".pot"]
    assert 'msgstr "Neu"' in made[".po"]
    assert 'msgstr[1] ""' in made[".po"]
    assert "Alt" not in made[".po"] + made[".mo"]
