"""The options of ``{postindex}`` and ``{postterms}``: texts in, a query and a look out."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, get_args

from sphinx_postindex.look import Grouping, Look, Taxonomy, TermsLook
from sphinx_postindex.model import fold
from sphinx_postindex.problems import Finding, Problem, nearest
from sphinx_postindex.query import IN_SERIES, NEWEST_FIRST, TERMS, Match, Query
from sphinx_postindex.read import optionvalues as kinds
from sphinx_postindex.read.dates import DateRules
from sphinx_postindex.richtext import Cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Readers = Mapping[str, Callable[[str, DateRules], Any]]

LAYOUTS = ("cards", "list", "table", "compact")

_FILTERS: Readers = {
    **dict.fromkeys((*TERMS, *(f"exclude-{term}" for term in TERMS)), kinds.listed),
    **dict.fromkeys(("language", "exclude-language"), kinds.languages),
    "path": kinds.listed,
    "since": kinds.day(last=False),
    "until": kinds.day(last=True),
    "where": kinds.where,
}
_COMMON: Readers = {
    "locale": kinds.locale,
    "empty": kinds.text,
    "class": lambda text, _rules: tuple(text.split()),
    "name": kinds.text,
}
READERS: Readers = {
    **_FILTERS,
    "sort": kinds.sort,
    "no-pin": kinds.flag,
    "limit": kinds.counting(0),
    "offset": kinds.counting(0),
    "page-size": kinds.counting(0),
    "layout": kinds.choice(*LAYOUTS),
    "columns": kinds.counting(1, 6),
    "fields": kinds.shown,
    "group-by": kinds.choice(*get_args(Grouping)),
    "excerpt-length": kinds.counting(0),
    "excerpt-cut": kinds.choice(*get_args(Cut)),
    "ellipsis": kinds.text,
    "date-format": kinds.date_format,
    "heading-level": kinds.counting(2, 6),
    "more": kinds.text,
    "archive": kinds.flag,
    "feed": kinds.flag,
    "controls": kinds.controls,
    **_COMMON,
}
"""The options of ``{postindex}``, as the docs list them."""

TERM_READERS: Readers = {
    **_FILTERS,
    "layout": kinds.choice("list", "cloud"),
    "sort": kinds.choice("name", "name asc", "name desc", "count", "count asc", "count desc"),
    "limit": kinds.counting(0),
    **_COMMON,
}
"""The options of ``{postterms}``."""

LISTS = frozenset(
    name
    for name, read in READERS.items()
    if read in {kinds.listed, kinds.languages, kinds.where, kinds.shown, kinds.sort, kinds.controls}
)
"""The options that take a comma list, in which quotes have a meaning."""

_ALIASES = {many: one for one, many in kinds.PLURALS.items()}
_ALIASES |= {f"exclude-{many}": f"exclude-{one}" for one, many in kinds.PLURALS.items()}
_LOOKS = {each.name: each.name.replace("_", "-") for each in fields(Look)}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a set of options says."""

    query: Query
    look: Look | TermsLook
    findings: tuple[Finding, ...]
    classes: tuple[str, ...] = ()
    name: str = ""
    archive: tuple[Taxonomy, str] | None = None
    """The taxonomy and the folded term that the page calls itself the archive of."""
    feed: bool = False


def singular(option: str) -> str:
    """The name under which an option is known: ``categories`` is ``category``."""
    return _ALIASES.get(option, option)


def taxonomy_of(word: str) -> Taxonomy | None:
    """A taxonomy by its name, in the singular or plural; nothing for any other word."""
    one = singular(word.strip().casefold())
    return next((each for each in get_args(Taxonomy) if one in {each, f"{each}s"}), None)


@dataclass
class _Options:
    """Options while they are read."""

    directive: str
    readers: Readers
    rules: DateRules
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, name: str, text: str) -> None:
        """Read one option; one that cannot be read is left out."""
        plain = singular(name)
        if plain not in self.readers:
            known = (*self.readers, *_ALIASES)
            text = f"{name!r} is not an option of {self.directive}{nearest(name, known)}"
            self.findings.append(Finding(Problem.OPTION, text, name=name))
            return
        try:
            self.values[plain] = self.readers[plain](text, self.rules)
        except kinds.Wrong as error:
            self.findings.append(Finding(Problem.OPTION, f"option {name!r}: {error}", name=name))

    def query(self, docname: str) -> Query:
        """What the filters ask for."""
        values = self.values
        matches = (
            Match(term, values[option], exclude=option != term)
            for term in TERMS
            for option in (term, f"exclude-{term}")
            if option in values
        )
        return Query(
            docname=docname,
            matches=tuple(matches),
            paths=values.get("path", ()),
            since=values.get("since"),
            until=values.get("until"),
            where=values.get("where", ()),
        )

    def archive(self, query: Query) -> tuple[Taxonomy, str] | None:
        """The term that the page is the archive of: the only one that it asks for."""
        for match in query.matches[:1] if len(query.matches) == 1 else ():
            taxonomy = taxonomy_of(match.field)
            if taxonomy and not match.exclude and len(match.wanted) == 1:
                term = fold(match.wanted[0])
                if "*" not in term:
                    return (taxonomy, term)
        text = "option 'archive': an index of one category, tag, author or series is wanted"
        self.findings.append(Finding(Problem.OPTION, text, name="archive"))
        return None

    def parsed(self, query: Query, look: Look | TermsLook) -> Parsed:
        """The result, with what every directive has."""
        values = self.values
        found = tuple(self.findings)
        return Parsed(query, look, found, values.get("class", ()), values.get("name", ""))


def parse(
    options: Mapping[str, str | None],
    *,
    defaults: Mapping[str, str] | None = None,
    docname: str = "",
    rules: DateRules | None = None,
    layouts: Iterable[str] = (),
) -> Parsed:
    """Read the options of one ``{postindex}``.

    An option that cannot be read is left out, and so is its default.

    :param options: as they were written, without the colons
    :param defaults: the site's, for options that are not given; known to be right
    :param docname: the page that the index stands on
    :param layouts: the names of the site's own
    """
    readers = {**READERS, "layout": kinds.choice(*LAYOUTS, *layouts)}
    read = _Options("postindex", readers, rules or DateRules())
    given = set(map(singular, options))
    usual = {n: text for n, text in (defaults or {}).items() if singular(n) not in given}
    for name, text in (*usual.items(), *options.items()):
        read.read(name, text or "")
    values = read.values
    query = replace(
        read.query(docname),
        # The posts of a series are read in their own order.
        sort=values.get("sort", IN_SERIES if "series" in values else NEWEST_FIRST),
        pinned_first="no-pin" not in values,
        limit=values.get("limit"),
        offset=values.get("offset", 0),
    )
    look = Look(**{name: values[option] for name, option in _LOOKS.items() if option in values})
    archive = read.archive(query) if "archive" in values else None
    return replace(read.parsed(query, look), archive=archive, feed="feed" in values)


def parse_terms(
    taxonomy: str,
    options: Mapping[str, str | None],
    *,
    docname: str = "",
    rules: DateRules | None = None,
) -> Parsed:
    """Read the options of one ``{postterms}``.

    :param taxonomy: its argument, in the singular or plural
    """
    read = _Options("postterms", TERM_READERS, rules or DateRules())
    name = taxonomy_of(taxonomy)
    if name is None:
        known = get_args(Taxonomy)
        listed = ", ".join(known)
        text = f"{taxonomy!r} is not one of: {listed}{nearest(taxonomy, known)}"
        read.findings.append(Finding(Problem.OPTION, text))
    for option, value in options.items():
        read.read(option, value or "")
    values = read.values
    by, _, direction = values.get("sort", "name").partition(" ")
    look = TermsLook(
        taxonomy=name,
        layout=values.get("layout", "list"),
        by_count=by == "count",
        descending=direction == "desc",
        limit=values.get("limit"),
        locale=values.get("locale"),
        empty=values.get("empty"),
    )
    return read.parsed(read.query(docname), look)
