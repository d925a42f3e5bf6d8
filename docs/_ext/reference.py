"""Directives of this site: tables made from the code.

A name in the code that these tables cannot describe stops the build.
"""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.pycode import ModuleAnalyzer
from written import Written, code, table

from sphinx_postindex import config, look, model, richtext
from sphinx_postindex.layouts import LAYOUTS, page, parts
from sphinx_postindex.look import Look
from sphinx_postindex.read import fields, options, optionvalues, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# What the functions that read a value take, in the words of a table.
_SHAPES = {
    values.text: "text",
    values.date: "date",
    values.terms: "list",
    values.authors: "list of people",
    values.languages: "list of languages",
    values.image: "path or address",
    values.flag: "yes or no",
    values.number: "number",
    values.url: "web address",
}
_TAKEN = {
    "listed": "comma list",
    "languages": "comma list of languages",
    "day.<locals>.read": "date",
    "where": "`field = value`, several with commas",
    "sort": "fields, each with `asc` or `desc`",
    "shown": "fields",
    "controls": "comma list of `search`, `category`, `tag`, `author`, `sort`",
    "flag": "no value",
    "locale": "language",
    "date_format": "`full`, `long`, `medium`, `short`, `iso`, or a pattern",
    "text": "text",
    "<lambda>": "class names",
}
_DEFAULTS = {
    "no-pin": "pinned posts first",
    "sort": "`date desc`",
    "limit": "all posts",
    "offset": "`0`",
    "page-size": "one page",
    "columns": "as many as fit",
    "fields": "[those of the layout](#fields)",
    "group-by": "no groups",
    "locale": "the `language` of the site",
    "more": "“Read more”, translated",
    "empty": "“No posts yet.”, translated",
    "archive": "the page is none",
    "feed": "no feed",
    "controls": "none",
    "heading-level": "one below its section",
    "class": "none",
    "name": "none",
}
# Options of {postterms} that are told of with {postterms}, not with {postindex}.
_OF_TERMS = {"layout": "`list`", "sort": "`name`", "limit": "all terms"}

# What the functions that read a value of conf.py take.
_TYPES = {
    "globs": "list of texts, or None",
    "flag": "bool",
    "synonyms": "dict of text to text",
    "fields": "list of texts",
    "authors": "dict of text to text, or to dict",
    "timezone": "text",
    "date_order": "text, or None",
    "defaults": "dict of text to text or number",
    "layouts": "dict of text to text",
    "taxonomies": "list of texts",
    "archive_path": "text",
    "byline": "list of texts",
    "feeds": "list of texts",
    "counting": "number",
    "feed_content": "text",
    "feed_id": "text",
}


class FieldTable(Written):
    """Every front-matter field, the names it is read from, and its shape."""

    def sources(self) -> Iterator[Path]:
        yield Path(fields.__file__)

    def markdown(self) -> Iterator[str]:
        rows = ((f"`{n}`", code(f.names), _SHAPES[f.kind]) for n, f in fields.FIELDS.items())
        yield from table("| field | read from, the first that is there | shape |", rows)


class OptionTable(Written):
    """Every option of an index, or with the argument ``terms`` of a list of terms."""

    optional_arguments = 1

    def sources(self) -> Iterator[Path]:
        yield Path(options.__file__)

    def markdown(self) -> Iterator[str]:
        if self.arguments:
            rows = ((_link_of_terms(n), _taken(r), _default_of_terms(n)) for n, r in _terms())
        else:
            readers = options.READERS.items()
            rows = ((f"[`{n}`](#{n})", _taken(read), _default(n)) for n, read in readers)
        yield from table("| option | takes | default |", rows)


def _terms() -> Iterable[tuple[str, Callable[..., Any]]]:
    """The options of a list of terms, its own first."""
    readers = options.TERM_READERS
    return sorted(readers.items(), key=lambda each: each[0] not in _OF_TERMS)


def _link_of_terms(name: str) -> str:
    return f"[`{name}`](#{name})" if name in _OF_TERMS else f"[`{name}`](options.md#{name})"


def _default_of_terms(name: str) -> str:
    return _OF_TERMS.get(name) or _default(name)


def _taken(read: Callable[..., Any]) -> str:
    known = inspect.getclosurevars(read).nonlocals
    if "known" in known:
        return code(known["known"])
    if "lowest" in known:
        highest = known["highest"]
        ends = f"to {highest}" if highest < optionvalues._NO_LIMIT else "up"  # noqa: SLF001
        return f"number from {known['lowest']} {ends}"
    return _TAKEN[read.__qualname__]


def _default(name: str) -> str:
    if name in _DEFAULTS:
        return _DEFAULTS[name]
    looks = {each.name.replace("_", "-"): each.default for each in dataclasses.fields(Look)}
    if name in looks:
        return f"`{looks[name]}`"
    # What is left is filters.
    return "none" if name.startswith("exclude-") else "all posts"


class LayoutTable(Written):
    """What each layout shows of a post where its author does not say."""

    def sources(self) -> Iterator[Path]:
        yield from (Path(inspect.getfile(draw)) for draw in LAYOUTS.values())

    def markdown(self) -> Iterator[str]:
        shown = ((n, inspect.getmodule(draw)) for n, draw in LAYOUTS.items())
        rows = ((f"`{name}`", code(module.FIELDS)) for name, module in shown if module)
        yield from table("| layout | its fields |", rows)


class PartTable(Written):
    """Every field that a layout can show."""

    def sources(self) -> Iterator[Path]:
        yield Path(parts.__file__)

    def markdown(self) -> Iterator[str]:
        known = parts.BLOCKS | parts.INLINES
        docs = ((name, (known[name].__doc__ or "").split("\n")[0]) for name in optionvalues.FIELDS)
        yield from table("| field | shows |", ((f"`{name}`", doc) for name, doc in docs))


# Where our data types are defined; `page` alone has imports of the others.
_HOMES: tuple[Any, ...] = (model, richtext, look, page)


class PartFunctionTable(Written):
    """Every function that a layout can call to draw something of a post."""

    def sources(self) -> Iterator[Path]:
        yield Path(parts.__file__)

    def markdown(self) -> Iterator[str]:
        found = inspect.getmembers(parts, inspect.isfunction)
        own = [f for n, f in found if f.__module__ == parts.__name__ and n[0] != "_"]
        rows = ((f"`{_call(f)}`", (f.__doc__ or "").split("\n")[0]) for f in own)
        yield from table("| function | gives |", rows)


def _call(function: Callable[..., Any]) -> str:
    names = ", ".join(inspect.signature(function).parameters)
    # What a function does not need has a line before its name.
    return f"parts.{function.__name__}({names})".replace("_page", "page").replace("_post", "post")


class DataTable(Written):
    """The fields of one of our data types."""

    required_arguments = 1

    def sources(self) -> Iterator[Path]:
        yield from (Path(module.__file__) for module in _HOMES)

    def markdown(self) -> Iterator[str]:
        name = self.arguments[0]
        module = next(each for each in _HOMES if hasattr(each, name))
        docs = ModuleAnalyzer.for_module(module.__name__).find_attr_docs()
        rows = [
            (f"`{each.name}`", _type(each.type), _told(name, each.name, docs))
            for each in dataclasses.fields(getattr(module, name))
        ]
        if any(told for *_, told in rows):
            yield from table("| field | type | what it is |", rows)
        else:
            yield from table("| field | type |", (row[:2] for row in rows))


def _told(type_: str, name: str, docs: Mapping[tuple[str, str], Sequence[str]]) -> str:
    """What a field is: by its own words, or by those of the front matter that it is read from."""
    if (type_, name) in docs:
        return " ".join(docs[type_, name]).strip()
    if type_ == "Post" and name in fields.FIELDS:
        return f"the field `{name}` of the front matter"
    if type_ == "Look" and (option := name.replace("_", "-")) in options.READERS:
        return f"the option [`{option}`](reference/options.md#{option})"
    return "the name of its document" if name == "docname" else ""


def _type(annotation: object) -> str:
    # A bar ends a cell, unless it is escaped.
    return f"`{annotation}`".replace("|", r"\|")


class ConfigList(Written):
    """Every value in ``conf.py``."""

    def sources(self) -> Iterator[Path]:
        yield Path(config.__file__)

    def markdown(self) -> Iterator[str]:
        for name, value in config.VALUES.items():
            yield from (f"```{{confval}} postindex_{name}", f":type: {_TYPES[value.read.__name__]}")
            yield f":default: `{value.default!r}`"
            yield from ("", value.help, "```", "")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives of this file."""
    app.add_directive("field-table", FieldTable)
    app.add_directive("option-table", OptionTable)
    app.add_directive("layout-table", LayoutTable)
    app.add_directive("part-table", PartTable)
    app.add_directive("part-function-table", PartFunctionTable)
    app.add_directive("data-table", DataTable)
    app.add_directive("config-list", ConfigList)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
