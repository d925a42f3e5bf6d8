"""Taking a section out of a tree that is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where docutils keeps notes and what refers to them, to be numbered and joined later.
_LISTS = (
    *("autofootnotes", "autofootnote_refs", "symbol_footnotes", "symbol_footnote_refs"),
    *("footnotes", "citations"),
)
_BY_NAME = ("footnote_refs", "citation_refs", "refnames")
_LEADS_ELSEWHERE = {"refuri", "refid", "refname"}


def drop(document: nodes.document, section: nodes.Element) -> None:
    """Take a section out of a tree, and what docutils knows of the names in it.

    With it go the targets that name it and the footnotes that nothing else refers to.
    """
    for node in (section, *_targets_before(section)):
        _remove(document, node)
    left = {ref.get("refname") for ref in document.findall(nodes.footnote_reference)}
    own = {ref.get("refname") for ref in section.findall(nodes.footnote_reference)} - left
    # MyST puts the footnotes of a page at its end.
    for note in list(document.findall(nodes.footnote)):
        if not own.isdisjoint(note["names"]):
            _remove(document, note)


def _remove(document: nodes.document, root: nodes.Element) -> None:
    gone = [*root.findall(nodes.Element)]
    for node in gone:
        for name in node["names"]:
            document.nameids.pop(name, None)
            document.nametypes.pop(name, None)
        for identifier in node["ids"]:
            document.ids.pop(identifier, None)
    ids = set(map(id, gone))
    kept: Iterable[list[nodes.Element]] = [
        *(getattr(document, name) for name in _LISTS),
        *(listed for name in _BY_NAME for listed in getattr(document, name).values()),
    ]
    for listed in kept:
        listed[:] = [node for node in listed if id(node) not in ids]
    root.parent.remove(root)


def _targets_before(section: nodes.Element) -> Iterator[nodes.target]:
    """The targets right before a section: they name it, although they stand outside."""
    siblings = section.parent.children
    place = siblings.index(section) - 1
    found = []
    while place >= 0:
        last = siblings[place]
        # A section before this one ends with what stands before this one.
        if isinstance(last, nodes.section) and last.children:
            siblings, place = last.children, len(last.children) - 1
        elif isinstance(last, nodes.target) and _LEADS_ELSEWHERE.isdisjoint(last.attributes):
            found.append(last)
            place -= 1
        else:
            break
    return iter(found)
