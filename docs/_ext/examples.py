"""Directives of this site: snippets with their result, and warnings with what causes them."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives
from option_pictures import options_of
from sphinx.pycode import ModuleAnalyzer
from written import Written

from sphinx_postindex import problems
from sphinx_postindex.problems import WARNING_TYPE, Problem
from sphinx_postindex.read import options

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


class OptionPictures(Written):
    """A table of options: each with its snippet, and the picture of what comes of it.

    With the argument ``terms`` those of a list of terms alone.
    """

    optional_arguments = 1

    def sources(self) -> Iterator[Path]:
        yield Path(options.__file__)
        yield from chain.from_iterable(self.rows().values())

    def rows(self) -> dict[str, tuple[Path, Path]]:
        """Each option with its snippet and its picture."""
        return options_of(terms=bool(self.arguments))

    def markdown(self) -> Iterator[str]:
        page = "terms.md" if self.arguments else "options.md"
        yield from ("`````{list-table}", ":header-rows: 1", ":widths: 25 75", "")
        yield from ("* - option", "  - snippet, and what comes of it")
        for name, (snippet, picture) in self.rows().items():
            yield f"* - [`{name}`]({page}#{name})"
            yield "  - ~~~~{code-block} text"
            yield ""
            yield from (f"    {line}" for line in snippet.read_text("utf-8").splitlines())
            yield "    ~~~~"
            yield ""
            yield f"    ![What `{name}` does](/_static/options/{picture.name})"
        yield "`````"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives of this file."""
    app.add_directive("problem-list", ProblemList)
    app.add_directive("snippet", Snippet)
    app.add_directive("option-pictures", OptionPictures)
    app.add_object_type("postindex-warning", "postindex-warning", "single: warning; %s")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
