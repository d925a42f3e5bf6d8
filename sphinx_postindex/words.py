"""The words of ours that readers see, in one language. Pure: catalogues and Babel only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from gettext import translation
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from sphinx_postindex.dateformat import locale_of

if TYPE_CHECKING:
    from gettext import NullTranslations

    from sphinx_postindex.look import Control, Taxonomy

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
    # Translators: this stands before a date, and over a column of them.
    "updated": _("Updated"),
    # Translators: the heading of a column of "Read more".
    "more": _("Link"),
    "image": _("Image"),
    "author": _("Author"),
    "tags": _("Tags"),
    "series": _("Series"),
    "location": _("Location"),
    "language": _("Language"),
    "reading-time": _("Reading time"),
}
# What readers can do with an index, and the first choice of each list.
_CONTROLS: dict[Control, str] = {
    "search": _("Search"),
    "category": _("Category"),
    "tag": _("Tag"),
    "author": _("Author"),
    "sort": _("Sort by"),
}
_FIRST: dict[Control, str] = {
    "category": _("All categories"),
    "tag": _("All tags"),
    "author": _("All authors"),
    # Translators: the posts in the order in which the page lists them.
    "sort": _("As listed"),
}
_SORTS = {"newest": _("Newest first"), "oldest": _("Oldest first"), "title": _("Title")}
_TAXONOMIES: dict[Taxonomy, str] = {
    "category": _("Categories"),
    "tag": _("Tags"),
    "author": _("Authors"),
    "year": _("Years"),
    "series": _("Series"),
}
# Translators: "Draft", "Scheduled", "Expired" stand beside a title.
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
        # Translators: the heading over posts that have no date.
        return self.catalog.gettext(_("Without a date"))

    @property
    def other(self) -> str:
        """The heading over posts without a term."""
        # Translators: the heading over posts without a category or tag.
        return self.catalog.gettext(_("Other"))

    @property
    def pages(self) -> str:
        """What the links to the pages of an index are."""
        # Translators: what the links to the pages of an index are called.
        return self.catalog.gettext(_("Pages"))

    @property
    def previous(self) -> str:
        """The link to the page before."""
        # Translators: the link to the previous page.
        return self.catalog.gettext(_("Previous"))

    @property
    def next(self) -> str:
        """The link to the page after."""
        # Translators: the link to the next page.
        return self.catalog.gettext(_("Next"))

    @property
    def home(self) -> str:
        """The link from an archive to the first page of the site."""
        return self.catalog.gettext(_("Back to Home"))

    def taxonomy(self, name: Taxonomy) -> str:
        """The heading over all terms of a taxonomy."""
        return self.catalog.gettext(_TAXONOMIES[name])

    def archive(self, taxonomy: Taxonomy, term: str) -> str:
        """The heading over the posts of a term."""
        # Translators: the heading over the posts of an author.
        by = _("Posts by {0}")
        # Translators: the heading over the posts of a category, a tag, a year or a series.
        on = _("{0} Posts")
        return self.catalog.gettext(by if taxonomy == "author" else on).format(term)

    @property
    def all_posts(self) -> str:
        """The link to every post."""
        return self.catalog.gettext(_("All posts"))

    def page(self, number: int, pages: int) -> str:
        """Which page of an index this is, of how many."""
        return self.catalog.gettext(_("Page {0} of {1}")).format(number, pages)

    def posts(self, number: int) -> str:
        """How many posts there are."""
        return self.catalog.ngettext("{0} post", "{0} posts", number).format(number)

    def counts(self) -> dict[str, str]:
        """How many posts there are, by CLDR's plural category, with ``{0}`` for the number."""
        plural = locale_of(self.locale).plural_form
        forms: dict[str, str] = {}
        # 1 first: where a language has no catalogue, English has one form for it alone.
        for number in (1, 0, *range(2, 200), 1_000_000):
            text = self.catalog.ngettext("{0} post", "{0} posts", number)
            forms.setdefault(plural(number), text)
        return forms

    @property
    def filtering(self) -> str:
        """What the form over an index is for."""
        # Translators: what the form over a list of posts is for.
        return self.catalog.gettext(_("Filter posts"))

    @property
    def none_found(self) -> str:
        """That no post is what the reader looks for."""
        return self.catalog.gettext(_("No posts found."))

    @property
    def only_here(self) -> str:
        """That the posts of the other pages are not looked through."""
        # Translators: said where the posts of the other pages of a list cannot be loaded.
        return self.catalog.gettext(_("Only the posts on this page are searched."))

    def control(self, name: Control) -> str:
        """The label of a control."""
        return self.catalog.gettext(_CONTROLS[name])

    def first_choice(self, name: Control) -> str:
        """What a list of choices says where none is made."""
        return self.catalog.gettext(_FIRST[name])

    def sorts(self) -> list[str]:
        """What a reader can sort by: newest first, oldest first, title."""
        return [self.catalog.gettext(text) for text in _SORTS.values()]

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
        known = _parse(code)
        return known.get_display_name(locale_of(self.locale)) or code if known else code


@lru_cache(maxsize=64)
def words(language: str) -> Words:
    """The words in a language; English where there is no catalogue."""
    locale = language.strip().replace("-", "_")
    return Words(locale, translation(CATALOG, FOLDER, _catalogs(locale_of(locale)), fallback=True))


def _catalogs(locale: Locale) -> list[str]:
    """The catalogues that a language may have, the best first.

    The last are where most speak it, as CLDR knows: Portuguese of Portugal is read in that
    of Brazil rather than in English. But traditional Chinese is not read as simplified.
    """
    language, own = locale.language, f"{locale.language}_{locale.territory}"
    usual, _, territory = get_global("likely_subtags").get(language, "").rpartition("_")
    script = usual.rpartition("_")[2]
    return [own, language, f"{language}_{territory}"] if locale.script in {None, script} else [own]


def is_locale(code: str) -> bool:
    """Whether Babel knows a language by this code."""
    return _parse(code) is not None


@lru_cache(maxsize=256)
def html_code(code: str) -> str:
    """A language as HTML's ``lang`` takes it (BCP 47); nothing for one that is not known."""
    known = _parse(code)
    parts = (known.language, known.script, known.territory, known.variant) if known else ()
    return "-".join(filter(None, parts)).replace("_", "-")


def _parse(code: str) -> Locale | None:
    # A modifier of POSIX, Babel 2.13 takes for the name of a file.
    identifier = code.strip().replace("-", "_").partition("@")[0]
    try:
        return Locale.parse(identifier)
    except (UnknownLocaleError, ValueError, TypeError):
        return None


@lru_cache(maxsize=256)
def language_code(name: str) -> str:
    """The code of a language that is given by its code or its name.

    ``English``, ``english`` and ``Deutsch`` are known; what is not is kept as it is.
    """
    text = name.strip()
    return html_code(text) or _codes().get(text.casefold(), text)


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
