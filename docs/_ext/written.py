"""What the directives of this site have in common: each writes MyST Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Written(SphinxDirective):
    """A directive that writes Markdown."""

    def run(self) -> list[nodes.Node]:
        """Read what is written, in place."""
        # A change of the code or of a snippet must show in the next build.
        for path in (*Path(__file__).parent.glob("*.py"), *self.sources()):
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


def table(header: str, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table; ``header`` is its first line."""
    yield header
    yield "|---" * header.count(" | ") + "|---|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def code(names: Iterable[str]) -> str:
    """Names as code, with commas."""
    return ", ".join(f"`{name}`" for name in names)
