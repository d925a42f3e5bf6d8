"""What a front-matter value may be, one function a kind; each raises :class:`Unreadable`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sphinx_postindex import urls
from sphinx_postindex.model import Author, Image, PostDate, fold
from sphinx_postindex.read import dates
from sphinx_postindex.read.dates import DateRules
from sphinx_postindex.read.source import Items, Scalar, SourceError, Table, from_yaml
from sphinx_postindex.richtext import clean
from sphinx_postindex.words import language_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_postindex.read.source import Value

Kind = Callable[["Value", "Rules"], Any]

# No title, name or excerpt is longer; a value beyond it would only slow every build.
_LONGEST = 10_000
_LONGEST_NAMES = 2_000
_FLAGS = {"true": True, "yes": True, "on": True, "1": True}
_FLAGS |= {"false": False, "no": False, "off": False, "0": False}
_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\(\s*<?([^)>\s]*)>?[^)]*\)")
_HTML_LINK = re.compile(
    r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]*)[^>]*>([^<]*)</a\s*>", re.IGNORECASE
)
_MAIL = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>")
# The names under which a mapping holds a term, an author's name, or a picture's path.
_LABELS = ("label", "name", "title", "id")
_PATHS = ("path", "src", "file", "filename", "url", "image")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site has settled about front matter."""

    dates: DateRules = field(default_factory=DateRules)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """Further names: ``{"released": "date"}``."""
    authors: Mapping[str, Author] = field(default_factory=dict)
    """Known authors by their keys."""


class Unreadable(ValueError):  # noqa: N818 - it reads as what it is: `raise Unreadable`
    """Why a value is not what its field takes: a phrase for a warning."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line


def _scalar(value: Value, what: str) -> str:
    if not isinstance(value, Scalar):
        raise Unreadable(f"{what} is wanted here, not a {_named(value)}", value.line)
    if value.wrong:
        raise Unreadable(value.wrong, value.line)
    return clean(value.text[:_LONGEST]).strip()


def _named(value: Value) -> str:
    return "list" if isinstance(value, Items) else "mapping"


def _lookup(table: Table, names: tuple[str, ...]) -> Value | None:
    found = {name.casefold(): value for name, value in table if not value.empty}
    return next((found[name] for name in names if name in found), None)


def text(value: Value, _rules: Rules) -> str | None:
    """One text, kept as its author wrote it: ``3.10`` and ``no`` are texts too.

    A list of one is that one: Hugo's taxonomies are lists, ``series`` among them.
    """
    if isinstance(value, Items) and len(value.values) == 1:
        value = value.values[0]
    return _scalar(value, "a text") or None


def date(value: Value, rules: Rules) -> PostDate:
    """A date; see :mod:`sphinx_postindex.read.dates` for the grammar."""
    try:
        return dates.parse(_scalar(value, "a date"), rules.dates)
    except dates.DateError as error:
        raise Unreadable(str(error), value.line) from None


def as_flag(value: Scalar) -> bool | None:
    """Yes or no, or nothing if the value is neither."""
    return _FLAGS.get(value.text.strip().casefold())


def flag(value: Value, _rules: Rules) -> bool:
    """Yes or no, in any of YAML's words for it."""
    word = _scalar(value, "yes or no").casefold()
    if word not in _FLAGS:
        raise Unreadable(f"{word[:40]!r} is neither yes nor no", value.line)
    return _FLAGS[word]


def number(value: Value, _rules: Rules) -> float:
    """A finite number."""
    word = _scalar(value, "a number")
    try:
        result = float(word)
    except ValueError:
        result = math.nan
    if not math.isfinite(result):
        raise Unreadable(f"{word[:40]!r} is not a number", value.line)
    return result


def url(value: Value, _rules: Rules) -> str:
    """A web address; anything a browser might run is refused."""
    word = _scalar(value, "a web address")
    address = urls.web_url(word)
    if address is None:
        raise Unreadable(f"{word[:60]!r} is no http or https address", value.line)
    return address


def image(value: Value, _rules: Rules) -> Image | None:
    """A path or a web address; the first one of a list, the path of a mapping."""
    if isinstance(value, Items):
        first = next((each for each in value.values if not each.empty), None)
        return image(first, _rules) if first else None
    if isinstance(value, Table):
        inner, alt = _lookup(value, _PATHS), _lookup(value, ("alt",))
        if inner is None:
            # `cover: {alt: …}` and the like: there is no picture.
            return None
        found = image(inner, _rules)
        return Image(found.uri, _scalar(alt, "a text")) if found and alt else found
    word = _scalar(value, "a path or an address")
    if word.isdecimal():
        # ABlog's `image: 2` counts pictures in the text, from 1.
        return Image(word) if word.strip("0") else None
    if not value.quoted and word.casefold() in _FLAGS:
        # `image: false` is none.
        return None
    uri = urls.file_or_url(word)
    if uri is None:
        raise Unreadable(f"{word[:60]!r} is neither a path nor an http address", value.line)
    return Image(uri)


def _parts(value: Value) -> Iterator[Value]:
    """The members of a list, or of a text with commas or brackets."""
    if not isinstance(value, Scalar):
        yield from value.values if isinstance(value, Items) else (value,)
        return
    word = _scalar(value, "a text or a list")
    if word.startswith("[") and word.endswith("]") and "](" not in word:
        # A list that reached us as text, as docinfo and directive options do.
        try:
            listed = from_yaml(f"x: {word}", value.line or 1)
        except SourceError:
            listed = None
        inner = next((each for _, each in listed or () if isinstance(each, Items)), None)
        if inner is not None:
            yield from inner.values
            return
        word = word[1:-1]
    yield from (Scalar(part, value.line, quoted=True) for part in word.split(","))


def _labels(value: Value) -> Iterator[tuple[str, Value]]:
    """Each member's text, with the member itself; empty ones are left out."""
    for part in _parts(value):
        inner = _lookup(part, _LABELS) if isinstance(part, Table) else part
        if inner is None:
            raise Unreadable("a member has no name", part.line)
        if not inner.empty and (word := _scalar(inner, "a text")):
            yield word, part


def terms(value: Value, _rules: Rules) -> tuple[str, ...]:
    """Terms in their order; of those that differ in case or blanks only, the first."""
    found: dict[str, str] = {}
    for word, _ in _labels(value):
        found.setdefault(fold(word), word)
    return tuple(found.values())


def languages(value: Value, rules: Rules) -> tuple[str, ...]:
    """Languages by their codes; one that is not known is kept as it was written."""
    return tuple(dict.fromkeys(map(language_code, terms(value, rules))))


def authors(value: Value, rules: Rules) -> tuple[Author, ...]:
    """People: names, keys of ``postindex_authors``, links, or ``{name, url}``."""
    found: dict[str, Author] = {}
    known = {fold(key): author for key, author in rules.authors.items()}
    if isinstance(value, Scalar):
        # No names are longer, and looking for links in a text takes the square of its length.
        value = replace(value, text=value.text[:_LONGEST_NAMES])
        if _HTML_LINK.search(value.text) or "](" in value.text:
            # A link may hold a comma; it is one author each.
            value = _links_of(value)
    for word, part in _labels(value):
        author = known.get(fold(word)) or _author(word, part)
        found.setdefault(fold(author.name), author)
    return tuple(found.values())


def _links_of(value: Scalar) -> Items:
    pattern = _HTML_LINK if _HTML_LINK.search(value.text) else _MARKDOWN_LINK
    links = [Scalar(match[0], value.line, quoted=True) for match in pattern.finditer(value.text)]
    rest = pattern.sub("", value.text).split(",")
    return Items((*links, *(Scalar(each, value.line, quoted=True) for each in rest)), value.line)


def _author(word: str, part: Value) -> Author:
    if isinstance(part, Table):
        address = _lookup(part, ("url", "website", "link"))
        uri = urls.web_url(_scalar(address, "an address"), urls.PEOPLE) if address else None
        return Author(word, uri)
    if match := _HTML_LINK.fullmatch(word):
        return Author(match[2].strip() or match[1], urls.web_url(match[1], urls.PEOPLE))
    if match := _MARKDOWN_LINK.fullmatch(word):
        return Author(match[1].strip(), urls.web_url(match[2], urls.PEOPLE))
    return Author(_MAIL.sub("", word) or word)
