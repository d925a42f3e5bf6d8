"""Every ``postindex_*`` value, declared once: default, rebuild class, check, help.

``app.config`` is never written to: a changed value would re-read the whole site at every
build. A value that cannot be used warns once and its default is taken, here, each time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args
from zoneinfo import ZoneInfo

from sphinx_postindex.look import Taxonomy
from sphinx_postindex.model import Author
from sphinx_postindex.problems import Problem, nearest, warn
from sphinx_postindex.query import Glob
from sphinx_postindex.read import source
from sphinx_postindex.read.dates import DateRules
from sphinx_postindex.read.frontmatter import FIELDS
from sphinx_postindex.read.options import parse, taxonomy_of
from sphinx_postindex.read.values import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from sphinx.application import Sphinx
    from sphinx.config import Config

_PATH = re.compile(r"[\w./\-]+")

RebuildClass = Literal["", "env", "html"]


class _Unusable(ValueError):  # noqa: N818 - it is raised and caught here only
    """Why a value in ``conf.py`` cannot be used, and what of it can be."""

    def __init__(self, text: str, rest: object = None) -> None:
        super().__init__(text)
        self.rest = rest


@dataclass(frozen=True, slots=True)
class Value:
    """One configuration value."""

    default: object
    read: Callable[[Any], Any]
    """Turns what the user wrote into what the code uses, or raises."""
    help: str
    rebuild: RebuildClass = "env"


def _globs(value: object) -> object:
    if value is None:
        return None
    if isinstance(value, str):
        value = [value]
    return tuple(Glob(_text(each)) for each in _items(value))


def _items(value: object) -> list[object] | tuple[object, ...] | set[object]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise _Unusable("a list is wanted")
    return value  # type: ignore[return-value]


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise _Unusable("a dict with texts as keys is wanted")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Unusable(f"{value!r} is not a text")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Unusable("True or False is wanted")
    return value


def _fields(value: object) -> tuple[str, ...]:
    return tuple(_field(each) for each in sorted(map(_text, _items(value))))


# Singular and plural mean the same, here as everywhere.
_SINGULAR = {name: name for name in FIELDS} | {
    "category": "categories",
    "tag": "tags",
    "author": "authors",
    "language": "languages",
    "location": "locations",
}


def _field(name: str) -> str:
    if name not in _SINGULAR:
        raise _Unusable(f"{name!r} is no field of a post{nearest(name, _SINGULAR)}")
    return _SINGULAR[name]


def _synonyms(value: object) -> Mapping[str, str]:
    return {name: _field(_text(field)) for name, field in _mapping(value).items()}


def _timezone(value: object) -> tzinfo:
    name = _text(value)
    try:
        # UTC needs no time zone database.
        return UTC if name.upper() == "UTC" else ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise _Unusable(f"{name!r} is no time zone, such as 'Europe/Berlin'") from None


def _date_order(value: object) -> object:
    if value is not None and (not isinstance(value, str) or value not in {"dmy", "mdy"}):
        raise _Unusable("None, 'dmy' or 'mdy' is wanted")
    return value


def _authors(value: object) -> Mapping[str, Author]:
    return {key: _author(key, entry) for key, entry in _mapping(value).items()}


def _author(key: str, entry: object) -> Author:
    if isinstance(entry, str):
        return Author(entry)
    known = _mapping(entry)
    return Author(_text(known.get("name", key)), known.get("url"))


def _taxonomies(value: object) -> tuple[str, ...]:
    """Taxonomies in the singular, in the order of the docs."""
    known = get_args(Taxonomy)
    found = set()
    for word in map(_text, _items(value)):
        taxonomy = taxonomy_of(word)
        if taxonomy is None:
            raise _Unusable(f"{word!r} is not one of: {', '.join(known)}{nearest(word, known)}")
        found.add(taxonomy)
    return tuple(name for name in known if name in found)


def _archive_path(value: object) -> str:
    path = _text(value)
    parts = path.split("/")
    if "{term}" not in path or "{taxonomy}" not in path:
        raise _Unusable("{taxonomy} and {term} are wanted in it")
    rest = path.replace("{taxonomy}", "a").replace("{term}", "a")
    if not all(parts) or {".", ".."} & {*parts} or not _PATH.fullmatch(rest):
        raise _Unusable(f"{path!r} is no path of letters, digits and hyphens inside the site")
    return path


def _defaults(value: object) -> Mapping[str, str]:
    options = {name: str(each) for name, each in _mapping(value).items()}
    parsed = parse(options)
    if parsed.findings:
        wrong = {finding.name for finding in parsed.findings}
        rest = {name: text for name, text in options.items() if name not in wrong}
        raise _Unusable("; ".join(finding.text for finding in parsed.findings), rest)
    return options


VALUES: dict[str, Value] = {
    "posts": Value(
        None,
        _globs,
        "Globs on docnames (``posts/**``). A date alone makes a post only in documents that "
        "match; a document that matches is a post even without a date.",
    ),
    "orphans": Value(
        default=True,
        read=_flag,
        help="Posts need no toctree: they raise no ``toc.not_included`` warning.",
    ),
    "synonyms": Value({}, _synonyms, 'Further front-matter names: ``{"released": "date"}``.'),
    "required": Value(
        [],
        _fields,
        'Fields that every post must have, such as ``["category"]``.',
    ),
    "authors": Value(
        {},
        _authors,
        'Known authors by key: ``{"jane": {"name": "Jane Doe", "url": "https://…"}}``.',
    ),
    "drafts": Value(
        default=False,
        read=_flag,
        help="Show drafts, labelled; ``sphinx-build -t drafts`` does it for one build.",
        rebuild="",
    ),
    "future": Value(
        default=False,
        read=_flag,
        help="Show posts whose time has not come, or is over, labelled.",
        rebuild="",
    ),
    "timezone": Value("UTC", _timezone, "The time zone of dates and times without an offset."),
    "date_order": Value(
        None,
        _date_order,
        'How ``07.06.2026`` is read: ``"dmy"`` or ``"mdy"``. Without it such a date is refused.',
    ),
    "defaults": Value(
        {},
        _defaults,
        'Options for every ``{postindex}`` of the site: ``{"excerpt-length": 200}``.',
    ),
    "structured_data": Value(
        default=True,
        read=_flag,
        help="Tell programs in the head of a page which post or which posts it shows, by "
        "schema.org data, Open Graph tags and a description.",
        rebuild="html",
    ),
    "archives": Value(
        ["category"],
        _taxonomies,
        "The taxonomies that get pages: one a term, and an overview. Of ``category``, ``tag``, "
        "``author``, ``year``, ``series``.",
        rebuild="html",
    ),
    "archive_path": Value(
        "{taxonomy}/{term}",
        _archive_path,
        "Where the page of a term stands.",
        rebuild="html",
    ),
}
"""Every value by its name without ``postindex_``."""


def declare(app: Sphinx) -> None:
    """Tell Sphinx of every value. Types are ours to check: a wrong one falls back."""
    for name, value in VALUES.items():
        app.add_config_value(f"postindex_{name}", value.default, value.rebuild, Any)


def check(app: Sphinx, config: Config) -> None:
    """Warn once of each value that cannot be used."""
    for name, value in VALUES.items():
        try:
            value.read(config[f"postindex_{name}"])
        except _Unusable as error:
            instead = "the default is used" if error.rest is None else "the rest is used"
            text = f"postindex_{name}: {error}; {instead}"
            warn(Problem.CONFIG, text, _place(Path(app.confdir, "conf.py"), f"postindex_{name}"))


def _place(path: Path, name: str) -> str:
    """The file and the line that give a value, as far as the text tells.

    There is no environment yet, so that a docname could not be looked up.
    """
    lines = source.read(path).split("\n") if path.is_file() else []
    line = next((n for n, text in enumerate(lines, 1) if text.startswith(name)), 1)
    return f"{path}:{line}"


def get(config: Config, name: str) -> Any:  # noqa: ANN401 - each value has its own type
    """A value as the code uses it, what can be used of it, or its default's.

    :param name: without ``postindex_``
    """
    value = VALUES[name]
    try:
        return value.read(config[f"postindex_{name}"])
    except _Unusable as error:
        return value.read(value.default) if error.rest is None else error.rest


def rules(config: Config) -> Rules:
    """What the site has settled about front matter."""
    dates = DateRules(get(config, "timezone"), get(config, "date_order"), config.language or "en")
    return Rules(dates, get(config, "synonyms"), get(config, "authors"))
