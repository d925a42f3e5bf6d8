"""HTML of ours as plain lists, from which a script builds the same elements without a parser."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_LEFT_OUT = frozenset({"id", "style", "srcset"})
"""What may stand on a page once, what a strict policy forbids, and what has several addresses."""


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[Any]] = [["", {}]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {
            name: value or ""
            for name, value in attrs
            if name not in _LEFT_OUT and not name.startswith("on")
        }
        element: list[Any] = [tag, kept]
        self.open[-1].append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] not in {"script", "style"}:
            self.open[-1].append(" ".join(("." + data + ".").split())[1:-1])


def tree(html: str) -> list[list[Any]]:
    """The outermost elements: name, attributes, and then texts and elements.

    ``<p class="a">b <i>c</i></p>`` is ``["p", {"class": "a"}, "b ", ["i", {}, "c"]]``.
    """
    parser = _Tree()
    parser.feed(html)
    parser.close()
    # Nothing of ours is a script; a layout of the user's own may draw one.
    return [_clean(each) for each in parser.open[0][2:] if isinstance(each, list)]


def _clean(element: list[Any]) -> list[Any]:
    name, attributes, *inside = element
    kept = [_clean(each) if isinstance(each, list) else each for each in inside]
    return [name, attributes, *(e for e in kept if e and e[0] not in {"script", "style"})]
