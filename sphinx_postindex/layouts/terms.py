"""Terms with the number of their posts: a list by name or number, or a cloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.nodes import post_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_postindex.look import TermsLook
    from sphinx_postindex.terms import Term

_SIZES = 5


def terms(
    found: Sequence[Term], look: TermsLook, link: Callable[[Term], str | None]
) -> list[nodes.Node]:
    """A list of terms. In a cloud the size of a term tells how many posts it has.

    :param link: the address of a term's archive; nothing where it has none in this output
    """
    chosen = [*found]
    if look.by_count:
        # Equal numbers stay in the order of the names.
        chosen.sort(key=lambda term: len(term.posts), reverse=look.descending)
    elif look.descending:
        chosen.reverse()
    chosen = chosen[: look.limit]
    cloud = ["postindex-cloud"] if look.layout == "cloud" else []
    result = post_list(classes=["postindex-terms", *cloud])
    most = max((len(term.posts) for term in chosen), default=1)
    for term in chosen:
        line = nodes.paragraph("", "", _name(term, link(term)))
        if look.layout == "cloud":
            size = 1 + (_SIZES - 1) * len(term.posts) // most
            line["classes"].append(f"postindex-size-{size}")
        count = f"({len(term.posts)})"
        line += [nodes.Text(" "), nodes.inline("", count, classes=["postindex-count"])]
        result += nodes.list_item("", line)
    return [result]


def _name(term: Term, uri: str | None) -> nodes.Node:
    if uri is None:
        return nodes.inline("", term.label, classes=["postindex-term"])
    link = nodes.reference("", term.label, refuri=uri, internal=True)
    link["classes"] += ["postindex-term", "postindex-link"]
    return link
