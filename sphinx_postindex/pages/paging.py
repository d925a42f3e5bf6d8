"""Pages 2, 3 … of a paged index: its heading and its list, not the page's other text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.nodes import post_here, post_nav
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from sphinx_postindex.index import Index
    from sphinx_postindex.look import Look

# How many neighbours of the page a reader is on are named; the first and the last always.
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a paged index."""

    docname: str
    """The document that holds the index: its page 1."""
    base: str
    """The name of page n without ``/n``."""
    number: int
    count: int
    size: int

    def name(self, number: int) -> str:
        """The name of a page of this index."""
        return self.docname if number == 1 else f"{self.base}/{number}"

    @property
    def slice(self) -> slice:
        """The posts that this page shows."""
        return slice((self.number - 1) * self.size, self.number * self.size)


def parts(docname: str, index: Index, look: Look, total: int) -> list[Part]:
    """The pages of an index over a number of posts; none if it is not paged."""
    if not (look.page_size and index.base):
        return []
    count = max(-(-total // look.page_size), 1)
    return [Part(docname, index.base, n, count, look.page_size) for n in range(1, count + 1)]


def navigation(builder: Builder, part: Part, locale: str) -> list[nodes.Node]:
    """Links from one page of an index to the others; nothing where there are none."""
    if part.count == 1:
        return []
    word = words(locale)
    here = part.name(part.number)
    box = nodes.paragraph()
    for text, number in _steps(part, word.previous, word.next):
        if number is None:
            item: nodes.Node = nodes.inline("", text)
        elif number == part.number:
            item = post_here("", text)
        else:
            uri = builder.get_relative_uri(here, part.name(number))
            # An address without a path is the page itself, which page 1 of its folder may be.
            item = nodes.reference("", text, refuri=uri or ".", internal=True)
            item["classes"].append("postindex-link")
        box += [nodes.Text(" "), item] if len(box) else item
    return [post_nav("", box, classes=["postindex-pages"], label=word.pages)]


def _steps(part: Part, back: str, on: str) -> Iterator[tuple[str, int | None]]:
    """The texts of the links with their pages; a gap has none."""
    if part.number > 1:
        yield back, part.number - 1
    last = 0
    for number in range(1, part.count + 1):
        if number in {1, part.count} or abs(number - part.number) <= _AROUND:
            if number > last + 1:
                yield "…", None
            yield str(number), number
            last = number
    if part.number < part.count:
        yield on, part.number + 1
