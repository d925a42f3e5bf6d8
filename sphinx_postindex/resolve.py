"""Third step: the place of an index becomes the nodes of its posts, for this builder."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_postindex import config, domain, pictures
from sphinx_postindex.bylines import LATE
from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.layouts.groups import grouped, heading
from sphinx_postindex.layouts.own import paint
from sphinx_postindex.layouts.page import Page
from sphinx_postindex.layouts.terms import terms
from sphinx_postindex.links import page_uri, place_uri
from sphinx_postindex.look import Look, TermsLook
from sphinx_postindex.memory import short_lived
from sphinx_postindex.nodes import post_controls, post_frame, postindex
from sphinx_postindex.outputs import WHOLE
from sphinx_postindex.pages.controlled import data_from, name_of, told
from sphinx_postindex.pages.paging import Part, navigation, parts
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.terms import terms_of
from sphinx_postindex.words import html_code, words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.builders import Builder

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.index import Index
    from sphinx_postindex.layouts import Layout
    from sphinx_postindex.layouts.groups import Groups
    from sphinx_postindex.model import Post
    from sphinx_postindex.nodes import post_item
    from sphinx_postindex.terms import Term

# LaTeX has no heading below \subparagraph.
_DEEPEST = {"latex": 5}
# Posts whose pictures are loaded at once: as many as a row of cards has, on most screens.
_FIRST_ROW = 3
_RANK = "heading-level"


class NoteJoined(SphinxPostTransform):
    """Notes the documents that one is put together from, before any reference is resolved."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils' signature
        """Find the marks of where they start."""
        site = domain.of(self.env)
        site.joined = frozenset()
        if site.builder.name in WHOLE or self.env.docname in site.indexes:
            starts = self.document.findall(addnodes.start_of_file)
            site.joined = frozenset(start["docname"] for start in starts)


class DrawIndexes(SphinxPostTransform):
    """Draws every index of a document."""

    default_priority = LATE

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils' signature
        """Replace each placeholder with a box of posts."""
        site = domain.of(self.env)
        if not site.joined and self.env.docname not in site.indexes:
            return
        joined = site.joined
        for place in list(self.document.findall(postindex)):
            index = site.indexes[place["docname"]][place["number"]]
            drawn = draw(site.builder, place["docname"], index, _depth(place), joined)
            site.note_drawn(place["docname"], place["number"], digest(index, drawn))
            frame = framed(index, drawn)
            frame["ids"], frame["names"] = place["ids"], place["names"]
            frame["classes"] += place["classes"]
            place.replace_self(frame)


def framed(index: Index, drawn: Iterable[nodes.Node]) -> post_frame:
    """The box around an index."""
    kind = "h-feed" if isinstance(index.look, Look) else "postindex-of-terms"
    named = [f"postindex-{index.look.layout}"]
    if isinstance(index.look, Look) and index.look.layout not in LAYOUTS:
        # Whatever a user calls a layout, it has the name of no part of ours.
        made = nodes.make_id(index.look.layout)
        named = [f"postindex-layout-{made}"] if made else []
    # The search page would find every post twice, once by its card: hence "no-search".
    names = ["postindex", *named, kind, "no-search", *index.classes]
    language = html_code(index.look.locale or "")
    own = {"lang": language} if language else {}
    frame = post_frame("", classes=names, **own)
    for each in drawn:
        if isinstance(each, post_controls):
            frame["controls"] = each["told"]
        else:
            frame += each
    return frame


def _depth(place: nodes.Node) -> int:
    """In how many sections a node stands."""
    depth = 0
    while (place := place.parent) is not None:
        depth += isinstance(place, nodes.section)
    return depth


def digest(index: Index, drawn: Iterable[nodes.Node]) -> str:
    """A hash of what an index shows, and of its look, which the box around it shows, too.

    Where its headings have no rank of their own, that is its page's affair.
    """
    found = hashlib.sha256(f"{index.look!r} {index.classes!r}".encode("utf-8", "surrogatepass"))
    # Bit by bit: a thousand cards are some megabytes of text.
    for text in chain.from_iterable(map(_outline, drawn)):
        found.update(text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:32]


def _outline(node: nodes.Node) -> Iterator[str]:
    """A tree as text. Docutils' own forms are made to be read, and take three times as long."""
    if not isinstance(node, nodes.Element):
        yield repr(node.astext())
        return
    own = [(name, value) for name, value in node.attributes.items() if value and name != _RANK]
    yield f"{node.tagname} {own} ["
    for child in node.children:
        yield from _outline(child)
    yield "]"


def shown_by(site: PostDomain, index: Index) -> list[Post]:
    """The posts that an index shows in this build."""
    return site.picked(index.query)


@short_lived()
def draw(  # noqa: PLR0913, PLR0917 - each says where an index is drawn
    builder: Builder,
    docname: str,
    index: Index,
    depth: int = 1,
    joined: AbstractSet[str] = frozenset(),
    number: int = 1,
) -> list[nodes.Node]:
    """What stands in the box of an index, for one builder and one page.

    :param depth: the number of sections that the index stands in
    :param joined: the documents that a page is put together from, if it is
    :param number: which page of a paged index; 0 for all of them at once, as its data file has it
    """
    site = domain.of(builder.env)
    look = index.look
    here = docname if number == 1 else f"{index.base}/{number}"
    files = site.pictures.setdefault(here, set())
    if isinstance(look, TermsLook):
        return _draw_terms(builder, here, shown_by(site, index), look, joined)
    word = words(look.locale or config.language(builder.config))
    posts = shown_by(site, index)
    if not posts:
        text = word.empty if look.empty is None else look.empty
        return [nodes.paragraph("", text, classes=["postindex-empty"])]
    deepest = _DEEPEST.get(builder.format, 6)
    page = Page(
        look=look,
        heading_level=min(look.heading_level or max(depth + 1, 2), deepest),
        words=word,
        label=lambda post: word.state(site.state(post)),
        link=lambda post: _uri(builder, here, post, joined),
        image=lambda image: pictures.picture(builder, image, files.add),
        language=config.language(builder.config),
        drawn=_shared(builder, here, look),
    )
    every = posts
    parted = parts_of(builder, docname, index, len(posts))
    below: list[nodes.Node] = []
    if parted and number:
        part = parted[min(number, len(parted)) - 1]
        posts, below = posts[part.slice], navigation(builder, part, word.locale)
    groups = grouped(posts, look.group_by, index.query, page) if look.group_by else None
    work = partial(_lay_out, posts, groups, page, deepest)
    line = index.line_of("layout")
    drawn = paint(builder.config, look.layout, (docname, line), here, work)
    order = [post for _, members in groups for post in members] if groups else posts
    data = data_from(builder, here, index) if len(parted) > 1 and number else ""
    name = name_of(builder, docname, index)
    return [*drawn, *below, *told(builder, page, (order, every), drawn, name, data)]


def _shared(builder: Builder, here: str, look: Look) -> dict[Hashable, post_item] | None:
    """What was drawn for pages as this one; nothing where other people's code has a hand in it.

    Other extensions may change the tree of a document, and a layout of the user's own what it
    gets from ours. Pictures have other addresses in another folder.
    """
    if here in builder.env.all_docs or look.layout not in LAYOUTS:
        return None
    folder = relative_uri(builder.get_target_uri(here), builder.imagedir)
    return domain.of(builder.env).shared.setdefault((look, folder), {})


def _lay_out(
    posts: list[Post], groups: Groups | None, page: Page, deepest: int, layout: Layout
) -> list[nodes.Node]:
    """The posts as a layout draws them, at once or group by group."""
    if groups is None:
        return layout(posts, _with_first(page, posts))
    inside = _with_first(page, [post for _, members in groups for post in members])
    inside = replace(inside, heading_level=min(page.heading_level + 1, deepest))
    drawn = ([heading(name, page), *layout(members, inside)] for name, members in groups)
    return [*chain.from_iterable(drawn)]


def _with_first(page: Page, posts: list[Post]) -> Page:
    return replace(page, first=frozenset(post.key for post in posts[:_FIRST_ROW]))


def parts_of(builder: Builder, docname: str, index: Index, total: int) -> list[Part]:
    """The pages of an index in this output; none where it is whole on its own page."""
    if builder.name not in BUILDERS or not isinstance(index.look, Look):
        return []
    return parts(docname, index, index.look, total)


def _draw_terms(
    builder: Builder,
    docname: str,
    posts: list[Post],
    look: TermsLook,
    joined: AbstractSet[str],
) -> list[nodes.Node]:
    taxonomy = look.taxonomy
    if taxonomy and (found := terms_of(posts, taxonomy)):
        archives = domain.of(builder.env).archives

        def link(term: Term) -> str | None:
            page = archives.page_of(taxonomy, term.label)
            return page_uri(builder, docname, page, joined) if page else None

        return terms(found, look, link)
    text = look.empty
    if text is None:
        text = words(look.locale or config.language(builder.config)).empty
    return [nodes.paragraph("", text, classes=["postindex-empty"])]


def _uri(builder: Builder, docname: str, post: Post, joined: AbstractSet[str]) -> str | None:
    """The address of a post; nothing where this output has no page of it."""
    if post.docname not in builder.env.all_docs:
        # Another extension has added it, and perhaps no page for it.
        return None
    return place_uri(builder, docname, post.docname, post.anchor, joined)
