"""Third step: the place of an index becomes the nodes of its posts, for this builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_postindex import domain
from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.layouts.parts import Page
from sphinx_postindex.nodes import post_frame, postindex
from sphinx_postindex.query import pick
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from sphinx_postindex.domain import Index
    from sphinx_postindex.model import Post

# LaTeX has no heading below \subparagraph.
_DEEPEST = {"latex": 5}


class DrawIndexes(SphinxPostTransform):
    """Draws every index of a document.

    Before references are resolved (MyST at 9, Sphinx at 10), so that whatever they do to
    ordinary nodes they do to ours.
    """

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils' signature
        """Replace each placeholder with a box of posts."""
        for place in list(self.document.findall(postindex)):
            found = domain.of(self.env).indexes[place["docname"]][place["number"]]
            place.replace_self(self._frame(place, found))

    def _frame(self, place: postindex, index: Index) -> post_frame:
        frame = post_frame(ids=place["ids"], names=place["names"])
        # The search page would find every post twice, once by its card.
        frame["classes"] += ["postindex", f"postindex-{index.look.layout}", "h-feed", "no-search"]
        frame["classes"] += place["classes"]
        posts = pick(domain.of(self.env).listed(), index.query)
        if posts:
            frame += LAYOUTS[index.look.layout](posts, self._page(place, index))
        else:
            empty = index.look.empty
            text = words(self.config).empty if empty is None else empty
            frame += nodes.paragraph("", text, classes=["postindex-empty"])
        return frame

    def _page(self, place: postindex, index: Index) -> Page:
        site = words(self.config)
        more = index.look.more
        return Page(
            look=index.look,
            heading_level=self._level(place, index.look.heading_level),
            locale=site.locale,
            more=site.more if more is None else more,
            link=_Links(self, place["docname"]).uri,
        )

    def _level(self, place: postindex, wanted: int | None) -> int:
        """The heading level: one below the section that the index stands in."""
        depth = 0
        node: nodes.Node | None = place.parent
        while node is not None:
            depth += isinstance(node, nodes.section)
            node = node.parent
        deepest = _DEEPEST.get(self.app.builder.format, 6)
        return min(wanted or max(depth + 1, 2), deepest)


class _Links:
    """Addresses of posts, as this builder writes them into one document."""

    def __init__(self, transform: DrawIndexes, docname: str) -> None:
        self.builder = transform.app.builder
        self.docname = docname
        # A document that is put together from others holds marks of them.
        starts = transform.document.findall(addnodes.start_of_file)
        self.joined = {start["docname"] for start in starts}

    def uri(self, post: Post) -> str | None:
        """The address of a post; nothing where this output has no page of it."""
        if self.joined and post.docname not in self.joined:
            return None
        try:
            uri = self.builder.get_relative_uri(self.docname, post.docname)
        except NoUri:
            return None
        # Builders without links, such as text and man, give an empty one.
        return uri + (f"#{post.anchor}" if post.anchor else "") if uri else None
