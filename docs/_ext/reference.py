"""Directives of this site: tables made from the code, and snippets shown with their result.

Each writes MyST Markdown, which is then read like the page around it. A name in the code
that these tables cannot describe stops the build.
"""

from __future__ import annotations

import inspect
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

from sphinx_postindex import config, problems
from sphinx_postindex.look import Look
from sphinx_postindex.problems import WARNING_TYPE, Problem
from sphinx_postindex.read import frontmatter, options, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SNIPPETS = Path(__file__).parents[1] / "snippets"

# Pygments' Markdown takes front matter for a heading.
_LANGUAGES = {".md": ("text", "MyST Markdown"), ".rst": ("rst", "reStructuredText")}

# What the functions that read a value take, in the words of a table.
_SHAPES = {
    values.text: "text",
    values.date: "date",
    values.terms: "list",
    values.authors: "list of people",
    values.image: "path or address",
    values.flag: "yes or no",
    values.number: "number",
    values.url: "web address",
}
_TAKEN = {
    "_list": "comma list",
    "_day.<locals>.day": "date",
    "_sort": "fields, each with `asc` or `desc`",
    "_flag": "no value",
    "_date_format": "`full`, `long`, `medium`, `short`, `iso`, or a pattern",
    "_text": "text",
    "<lambda>": "class names",
}
_DEFAULTS = {
    "no-pin": "pinned posts first",
    "sort": "`date desc`",
    "offset": "`0`",
    "more": "“Read more”, translated",
    "empty": "“No posts yet.”, translated",
    "heading-level": "one below its section",
    "class": "none",
    "name": "none",
}


class _Written(SphinxDirective):
    """A directive that writes Markdown."""

    def run(self) -> list[nodes.Node]:
        """Read what is written, in place."""
        # A change of the code or of a snippet must show in the next build.
        for path in (Path(__file__), *self.sources()):
            self.env.note_dependency(path)
        place = nodes.Element()
        lines = StringList([*self.markdown()], self.get_source_info()[0])
        self.state.nested_parse(lines, self.content_offset, place)
        return place.children

    def sources(self) -> Iterator[Path]:
        """The files that the text is made from."""
        yield from ()

    def markdown(self) -> Iterator[str]:
        """The lines of the text."""
        raise NotImplementedError


def _table(header: str, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield header
    yield "|---" * header.count(" | ") + "|---|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


class FieldTable(_Written):
    """Every front-matter field, the names it is read from, and its shape."""

    def sources(self) -> Iterator[Path]:
        yield Path(frontmatter.__file__)

    def markdown(self) -> Iterator[str]:
        rows = ((f"`{n}`", _code(f.names), _SHAPES[f.kind]) for n, f in frontmatter.FIELDS.items())
        yield from _table("| field | read from, the first that is there | shape |", rows)


class OptionTable(_Written):
    """Every option of an index, with a link to its section."""

    def sources(self) -> Iterator[Path]:
        yield Path(options.__file__)

    def markdown(self) -> Iterator[str]:
        readers = options._READERS.items()  # noqa: SLF001 - the one place that knows them
        rows = ((f"[`{n}`](#{n})", _taken(read), _default(n)) for n, read in readers)
        yield from _table("| option | takes | default |", rows)


def _taken(read: Callable[..., Any]) -> str:
    known = inspect.getclosurevars(read).nonlocals
    if "known" in known:
        return _code(known["known"])
    if "lowest" in known:
        highest = known["highest"]
        ends = f"to {highest}" if highest < options._NO_LIMIT else "up"  # noqa: SLF001
        return f"number from {known['lowest']} {ends}"
    return _TAKEN[read.__qualname__]


def _default(name: str) -> str:
    if name in _DEFAULTS:
        return _DEFAULTS[name]
    looks = {each.name.replace("_", "-"): each.default for each in fields(Look)}
    # What is left is filters.
    return f"`{looks[name]}`" if name in looks else "all posts"


class ConfigList(_Written):
    """Every value in ``conf.py``."""

    def sources(self) -> Iterator[Path]:
        yield Path(config.__file__)

    def markdown(self) -> Iterator[str]:
        for name, value in config.VALUES.items():
            yield from (f"```{{confval}} postindex_{name}", f":default: `{value.default!r}`")
            yield from ("", value.help, "```", "")


class ProblemList(_Written):
    """Every warning: what it says, and an example."""

    def sources(self) -> Iterator[Path]:
        yield Path(problems.__file__)
        yield from sorted((SNIPPETS / "warnings").iterdir())

    def markdown(self) -> Iterator[str]:
        docs = ModuleAnalyzer.for_module(problems.__name__).find_attr_docs()
        for problem in Problem:
            yield f"````{{postindex-warning}} {WARNING_TYPE}.{problem.value}"
            yield from docs["Problem", problem.name]
            yield from chain.from_iterable(map(_shown, _examples(problem)))
            yield from ("````", "")


def _examples(problem: Problem) -> list[Path]:
    """The files that cause a warning, and the text of the warning."""
    found = [SNIPPETS / "warnings" / (problem.value + end) for end in (".py", ".md", ".txt")]
    return [path for path in found if path.exists()]


def _shown(path: Path) -> Iterator[str]:
    language, option = {
        ".py": ("python", ":caption: conf.py"),
        ".md": ("text", ":caption: index.md"),
        ".txt": ("text", ":class: long-lines"),
    }[path.suffix]
    yield from (f"~~~{{code-block}} {language}", option, "")
    yield from (*path.read_text("utf-8").splitlines(), "~~~", "")


class Snippet(_Written):
    """A snippet in both languages and, unless it is a ``:source:``, what comes of it."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"source": directives.flag}

    def sources(self) -> Iterator[Path]:
        for suffix in _LANGUAGES:
            yield SNIPPETS / (self.arguments[0] + suffix)

    def markdown(self) -> Iterator[str]:
        yield "`````{container} snippet"
        for path in self.sources():
            language, caption = _LANGUAGES[path.suffix]
            yield from (f"~~~~{{code-block}} {language}", f":caption: {caption}", "")
            yield from (*path.read_text("utf-8").splitlines(), "~~~~", "")
        yield "`````"
        if "source" not in self.options:
            yield from next(self.sources()).read_text("utf-8").splitlines()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives of this site."""
    app.add_directive("field-table", FieldTable)
    app.add_directive("option-table", OptionTable)
    app.add_directive("config-list", ConfigList)
    app.add_directive("problem-list", ProblemList)
    app.add_directive("snippet", Snippet)
    app.add_object_type("postindex-warning", "postindex-warning", "single: warning; %s")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
