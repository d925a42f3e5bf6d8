"""The words of ours that readers see, in one language. Pure: catalogues and Babel only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from gettext import translation
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from sphinx_postindex.dateformat import locale_of

if TYPE_CHECKING:
    from gettext import NullTranslations

CATALOG = "sphinx_postindex"
FOLDER = Path(__file__).parent / "locale"


def _(text: str) -> str:
    """Mark a text for the catalogues; it is translated when it is asked for."""
    return text


_FIELDS = {
    "title": _("Title"),
    "category": _("Category"),
    "excerpt": _("Excerpt"),
    "date": _("Date"),
    "updated": _("Updated"),
    "more": _("Link"),
    "image": _("Image"),
    "author": _("Author"),
    "tags": _("Tags"),
    "series": _("Series"),
    "location": _("Location"),
    "language": _("Language"),
    "reading-time": _("Reading time"),
}
_STATES = {"draft": _("Draft"), "scheduled": _("Scheduled"), "expired": _("Expired")}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on an index beside the texts of its posts."""

    locale: str
    """The language, as Babel names it: ``pt_BR``."""
    catalog: NullTranslations

    @property
    def more(self) -> str:
        """What invites to read on."""
        return self.catalog.gettext(_("Read more"))

    @property
    def empty(self) -> str:
        """What stands in the place of no posts."""
        return self.catalog.gettext(_("No posts yet."))

    @property
    def updated(self) -> str:
        """What a second date is."""
        return self.catalog.gettext(_("Updated"))

    @property
    def undated(self) -> str:
        """The heading over posts without a date."""
        return self.catalog.gettext(_("Without a date"))

    @property
    def other(self) -> str:
        """The heading over posts without a term."""
        return self.catalog.gettext(_("Other"))

    def state(self, name: str) -> str:
        """What a post that is not published is called; nothing for one that is."""
        return self.catalog.gettext(_STATES[name]) if name in _STATES else ""

    def field(self, name: str) -> str:
        """The name of a field over its column; an extra field has its own."""
        return self.catalog.gettext(_FIELDS[name]) if name in _FIELDS else name

    def minutes(self, number: int) -> str:
        """How long a text takes to read."""
        text = self.catalog.ngettext("{0} minute to read", "{0} minutes to read", number)
        return text.format(number)

    def language(self, code: str) -> str:
        """The name of a language; one that nobody knows is its own name."""
        try:
            known = Locale.parse(code, sep="-" if "-" in code else "_")
        except (UnknownLocaleError, ValueError):
            return code
        return known.get_display_name(locale_of(self.locale)) or code


@lru_cache(maxsize=64)
def words(language: str) -> Words:
    """The words in a language; English where there is no catalogue."""
    locale = language.replace("-", "_")
    return Words(locale, translation(CATALOG, FOLDER, [locale], fallback=True))


def is_locale(code: str) -> bool:
    """Whether Babel knows a language by this code."""
    try:
        Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


@lru_cache(maxsize=256)
def language_code(name: str) -> str:
    """The code of a language that is given by its code or its name.

    ``English``, ``english`` and ``Deutsch`` are known; what is not is kept as it is.
    """
    text = name.strip()
    try:
        return str(Locale.parse(text.replace("-", "_"))).replace("_", "-")
    except (UnknownLocaleError, ValueError, TypeError):
        return _codes().get(text.casefold(), text)


# The languages whose own names are known; to load all that Babel has takes two seconds.
_COMMON = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr"),
    *("he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "nn"),
    *("pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "ta", "th", "tr", "uk", "ur", "vi", "zh"),
)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Codes by name, in English and in the language itself."""
    english = Locale("en").languages
    codes = {name.casefold(): code.replace("_", "-") for code, name in english.items()}
    own = {(Locale(code).get_language_name() or code).casefold(): code for code in _COMMON}
    return own | codes
