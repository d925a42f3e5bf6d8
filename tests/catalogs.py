"""Write the message catalogues anew: ``python tests/catalogs.py``.

To be run after a text of ours, or a translation, has changed. The template is made from the
code; each language keeps its translations, gets new texts without one, and loses old ones;
and the ``.mo`` files are compiled. A test holds that this would change nothing.

For a new language, make an empty ``locale/LANGUAGE/LC_MESSAGES/sphinx_postindex.po``, and
give it a line in ``_PLURALS``.
The same input gives the same bytes, whatever the version of Babel: no date, no line number.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterable

    from babel.messages.catalog import Message

NAME = "sphinx_postindex"
KEYWORDS = {"_": None, "ngettext": (1, 2)}
# GNU's own, which editors of catalogues have. Babel's are others from version to version: of
# Arabic it has the last two the other way round, of Spanish a third one since 2.19.
_TWO = "nplurals=2; plural=(n != 1);"
_TWO_FROM_ZERO = "nplurals=2; plural=(n > 1);"
_ONE = "nplurals=1; plural=0;"
_PLURALS = {
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
        ": n%100>=11 ? 4 : 5);"
    ),
    "de": _TWO,
    "es": _TWO,
    "fr": _TWO_FROM_ZERO,
    "ja": _ONE,
    "pt_BR": _TWO_FROM_ZERO,
    "zh_CN": _ONE,
}


class _Steady(Catalog):
    """A catalogue whose header says nothing of when, and by which Babel, it was written."""

    def _headers(self) -> list[tuple[str, str]]:
        language = self.locale_identifier
        own = [("Language", language), ("Plural-Forms", self.plural_forms)]
        return [
            ("Project-Id-Version", NAME),
            *(own if language else ()),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    mime_headers = property(_headers)

    @property
    def plural_forms(self) -> str:
        return _PLURALS.get(self.locale_identifier or "", _TWO)

    @property
    def num_plurals(self) -> int:
        return int(re.match(r"nplurals=(\d+)", self.plural_forms)[1])


def _new(language: str | None = None) -> _Steady:
    title = f"# Translations of {NAME}" + (f": {language}." if language else ".")
    return _Steady(language, header_comment=title, fuzzy=False)


def _add(catalog: Catalog, text: Any, *more: Any, **others: Any) -> None:  # noqa: ANN401 - Babel's own
    """Add a text. That it has places to fill is said to editors; old versions of Babel do not."""
    added = catalog.add(text, *more, **others)
    if "{" in str(text):
        added.flags.add("python-brace-format")


def template(package: Path) -> Catalog:
    """Every text of the package that is marked for translation, by file and place."""
    result = _new()
    for file in sorted(package.rglob("*.py")):
        found = extract_from_file("python", str(file), KEYWORDS, ["Translators:"])
        for _line, text, comments, _context in found:
            _add(result, text, auto_comments=comments)
    return result


def read(file: Path, language: str) -> Catalog:
    """A catalogue as it lies there."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def translated(texts: Iterable[Message], old: Catalog, language: str) -> Catalog:
    """The catalogue of a language: these texts, with the translations that there are."""
    result = _new(language)
    for text in texts:
        known = old.get(text.id)
        _add(
            result,
            text.id,
            known.string if known else "",
            flags=known.flags & {"fuzzy"} if known else (),
            auto_comments=text.auto_comments,
            user_comments=known.user_comments if known else (),
        )
    return result


def as_po(catalog: Catalog) -> bytes:
    """The text form."""
    stream = BytesIO()
    write_po(stream, catalog, width=0, no_location=True)
    return stream.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The form that programs read."""
    stream = BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def files(package: Path) -> dict[Path, bytes]:
    """What the folder ``locale`` of a package should hold."""
    folder = package / "locale"
    texts = template(package)
    result = {folder / f"{NAME}.pot": as_po(texts)}
    for file in sorted(folder.glob(f"*/LC_MESSAGES/{NAME}.po")):
        language = file.parts[-3]
        catalog = translated([each for each in texts if each.id], read(file, language), language)
        result[file] = as_po(catalog)
        result[file.with_suffix(".mo")] = as_mo(catalog)
    return result


def main() -> None:
    """Bring every file up to date, and say which languages lack a text."""
    for file, content in files(Path(__file__).parents[1] / NAME).items():
        file.write_bytes(content)
        if file.suffix == ".po":
            lacking = [m.id for m in read(file, file.parts[-3]) if m.id and not m.string]
            sys.stdout.write(f"{file.parts[-3]}: {lacking or 'complete'}\n")


if __name__ == "__main__":
    main()
