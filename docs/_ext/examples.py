"""Directives of this site: snippets with their result, and warnings with what causes them."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives
from sphinx.pycode import ModuleAnalyzer
from written import Written

from sphinx_postindex import problems
from sphinx_postindex.problems import WARNING_TYPE, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SNIPPETS = Path(__file__).parents[1] / "snippets"

# Pygments' Markdown takes front matter for a heading.
_LANGUAGES = {".md": ("text", "MyST Markdown"), ".rst": ("rst", "reStructuredText")}


class ProblemList(Written):
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


class Snippet(Written):
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
    """Add the directives of this file."""
    app.add_directive("problem-list", ProblemList)
    app.add_directive("snippet", Snippet)
    app.add_object_type("postindex-warning", "postindex-warning", "single: warning; %s")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
