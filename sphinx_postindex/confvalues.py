"""What a value in ``conf.py`` may be: one function a kind, each raises :class:`Unusable`."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any, get_args
from zoneinfo import ZoneInfo

from sphinx_postindex.feeds import FORMATS
from sphinx_postindex.feeds.ids import is_iri
from sphinx_postindex.importing import load
from sphinx_postindex.look import Taxonomy
from sphinx_postindex.model import Author
from sphinx_postindex.problems import nearest
from sphinx_postindex.query import Glob
from sphinx_postindex.read.fields import FIELDS
from sphinx_postindex.read.options import LAYOUTS, parse, singular, taxonomy_of
from sphinx_postindex.read.optionvalues import FIELDS as SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

BYLINE = tuple(name for name in SHOWN if name not in {"image", "title", "excerpt", "more"})
"""What a byline may show."""

_PATH = re.compile(r"[\w./\-]+")


class Unusable(ValueError):  # noqa: N818 - it is raised and caught here only
    """Why a value in ``conf.py`` cannot be used, and what of it can be."""

    def __init__(self, text: str, rest: object = None) -> None:
        super().__init__(text)
        self.rest = rest


def globs(value: object) -> object:
    """Globs on docnames: one, several, or none at all."""
    if value is None:
        return None
    if isinstance(value, str):
        value = [value]
    return tuple(Glob(text(each)) for each in items(value))


def items(value: object) -> list[object] | tuple[object, ...] | set[object]:
    """The members of a list."""
    if not isinstance(value, list | tuple | set | frozenset):
        raise Unusable("a list is wanted")
    return value  # type: ignore[return-value]


def mapping(value: object) -> Mapping[str, Any]:
    """A dict with texts as keys."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise Unusable("a dict with texts as keys is wanted")
    return value


def text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise Unusable(f"{value!r} is not a text")
    return value


def flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise Unusable("True or False is wanted")
    return value


def fields(value: object) -> tuple[str, ...]:
    """Fields of a post, in a steady order."""
    return tuple(field(each) for each in sorted(map(text, items(value))))


# Singular and plural mean the same, here as everywhere.
_SINGULAR = {name: name for name in FIELDS} | {
    "category": "categories",
    "tag": "tags",
    "author": "authors",
    "language": "languages",
    "location": "locations",
}


def field(name: str) -> str:
    """The field of a post by its name, in the singular or plural."""
    if name not in _SINGULAR:
        raise Unusable(f"{name!r} is no field of a post{nearest(name, _SINGULAR)}")
    return _SINGULAR[name]


def synonyms(value: object) -> Mapping[str, str]:
    """Fields of a post by further names."""
    return {name: field(text(kind)) for name, kind in mapping(value).items()}


def timezone(value: object) -> tzinfo:
    """A time zone by its name."""
    name = text(value)
    try:
        # UTC needs no time zone database.
        return UTC if name.upper() == "UTC" else ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise Unusable(f"{name!r} is no time zone, such as 'Europe/Berlin'") from None


def date_order(value: object) -> object:
    """Which of two numbers is the day."""
    if value is not None and (not isinstance(value, str) or value not in {"dmy", "mdy"}):
        raise Unusable("None, 'dmy' or 'mdy' is wanted")
    return value


def authors(value: object) -> Mapping[str, Author]:
    """Authors by key."""
    return {key: author(key, entry) for key, entry in mapping(value).items()}


def author(key: str, entry: object) -> Author:
    """An author: a name, or a name and an address."""
    if isinstance(entry, str):
        return Author(entry)
    known = mapping(entry)
    return Author(text(known.get("name", key)), known.get("url"))


def taxonomies(value: object) -> tuple[str, ...]:
    """Taxonomies in the singular, in the order of the docs."""
    known = get_args(Taxonomy)
    found = set()
    for word in map(text, items(value)):
        taxonomy = taxonomy_of(word)
        if taxonomy is None:
            raise Unusable(f"{word!r} is not one of: {', '.join(known)}{nearest(word, known)}")
        found.add(taxonomy)
    return tuple(name for name in known if name in found)


def byline(value: object) -> tuple[str, ...]:
    """Names of fields that need no line of their own, in the order of the author."""
    found = []
    for word in map(text, items(value)):
        name = {"tag": "tags"}.get(singular(word), singular(word))
        if name not in BYLINE:
            raise Unusable(f"{word!r} is not one of: {', '.join(BYLINE)}{nearest(word, BYLINE)}")
        found.append(name)
    return tuple(found)


def archive_path(value: object) -> str:
    """Where the archives of terms stand, inside the site."""
    path = text(value)
    parts = path.split("/")
    if "{term}" not in path or "{taxonomy}" not in path:
        raise Unusable("{taxonomy} and {term} are wanted in it")
    rest = path.replace("{taxonomy}", "a").replace("{term}", "a")
    if not all(parts) or {".", ".."} & {*parts} or not _PATH.fullmatch(rest):
        raise Unusable(f"{path!r} is no path of letters, digits and hyphens inside the site")
    return path


def feeds(value: object) -> tuple[str, ...]:
    """Formats of feeds, each once."""
    found = list(dict.fromkeys(map(text, items(value))))
    for word in found:
        if word not in FORMATS:
            known = ", ".join(FORMATS)
            raise Unusable(f"{word!r} is not one of: {known}{nearest(word, FORMATS)}")
    return tuple(found)


def counting(value: object) -> int:
    """A whole number from 1 up."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Unusable("a number from 1 up is wanted")
    return value


def feed_content(value: object) -> str:
    """How much of a post a feed has."""
    # A list has no place in a set.
    if not isinstance(value, str) or value not in {"summary", "full"}:
        raise Unusable("'summary' or 'full' is wanted")
    return value


def feed_id(value: object) -> str:
    """An IRI, or nothing."""
    found = text(value)
    if found and not is_iri(found):
        raise Unusable(f"{found!r} is no id, such as 'tag:example.org,2026:blog'")
    return found


def layouts(value: object) -> Mapping[str, object]:
    """Layouts of the user's own by name, as import strings."""
    known = mapping(value)
    # A name whose string is at fault stays a name: one warning is enough.
    rest = {name: each for name, each in known.items() if name not in LAYOUTS and _is_name(name)}
    wrong = [f"{name!r} is the name of a layout of ours" for name in known if name in LAYOUTS]
    wrong += [f"{n!r} is no name" for n in known if n not in LAYOUTS and not _is_name(n)]
    for name, each in rest.items():
        if isinstance(why := load(each), str):
            wrong.append(f"{name!r} shows cards: {why}")
    if wrong:
        raise Unusable("; ".join(wrong), rest)
    return rest


def _is_name(word: str) -> bool:
    """Whether a text can stand after an option's colon, and can be told from others."""
    return bool(word) and word == word.strip() and word.isprintable()


def defaults(value: object, own: Iterable[str] = ()) -> Mapping[str, str]:
    """Options of an index, each one that can be read.

    :param own: the names of the user's own layouts
    """
    options = {name: str(each) for name, each in mapping(value).items()}
    parsed = parse(options, layouts=own)
    if parsed.findings:
        wrong = {finding.name for finding in parsed.findings}
        rest = {name: text for name, text in options.items() if name not in wrong}
        raise Unusable("; ".join(finding.text for finding in parsed.findings), rest)
    return options
