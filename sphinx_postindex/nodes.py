"""The few nodes of ours: each is a kind of an ordinary docutils node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_postindex.richtext import Mark, RichText


class postindex(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """The place of an index, until it is drawn: ``docname`` and ``number`` find its query."""


class post_facts(nodes.Invisible, nodes.Element):  # noqa: N801
    """What a ``{post}`` says. Its children are the title and the excerpt, parsed."""


class post_frame(nodes.container, nodes.Invisible):  # noqa: N801
    """The box around an index: ``<div>``. Invisible to what asks for a page's own words."""


class post_controls(nodes.Invisible, nodes.Element):  # noqa: N801
    """What the script of an index is told, as JSON in ``told``; the frame takes it over."""


class post_list(nodes.bullet_list):  # noqa: N801
    """The cards of an index: a list that Safari still calls one when it has no bullets."""


class post_item(nodes.list_item):  # noqa: N801
    """A post in a list. One that several pages of ours show alike is put into HTML once."""

    shared = False
    """Whether other pages may show it, too."""
    html = ""
    """What it is in HTML, once that is known and it is shared."""
    known_link: tuple[str, str] | None = None

    @property
    def link(self) -> tuple[str, str] | None:
        """The address and the title of its post; nothing where it has no address."""
        # It has one title: what comes after need not be walked.
        return self.known_link or next(post_links(self), None)

    def reduce(self) -> None:
        """Drop what is in it, now that it is HTML, but for what is looked for in each page."""
        self.known_link = self.link
        elements = take_apart(self)
        self.children = [each for each in elements if isinstance(each, (nodes.math, nodes.image))]


class post_title(nodes.rubric):  # noqa: N801
    """A card's heading. A rubric is in no table of contents; ``heading-level`` is its rank."""


class post_text(nodes.paragraph):  # noqa: N801
    """A paragraph in a post's own words; ``lang`` says, as in a title, that they are foreign."""


class post_phrase(nodes.inline):  # noqa: N801
    """A post's own words within a line."""


class post_date(nodes.inline):  # noqa: N801
    """A date: ``<time>`` with the attribute ``datetime``."""


class post_image(nodes.image):  # noqa: N801
    """A picture. ``uri`` is a key of the builder's images, a file among them, or a URL.

    The size stands in ``pixels``: Sphinx makes a link of an image that has a ``width``.
    """


class post_more(nodes.inline):  # noqa: N801
    """What invites to read on: a sign for the eye, as the title is the link for everybody."""


class post_nav(nodes.container):  # noqa: N801
    """The links between the pages of an index: ``<nav>`` with a ``label``."""


class post_here(nodes.inline):  # noqa: N801
    """The page that the reader is on, among those links."""


class post_code(nodes.literal):  # noqa: N801
    """Code in a card. In HTML it is one element: Sphinx puts another around each word of code."""


_OF_MARK: dict[Mark, type[nodes.TextElement]] = {
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
    "math": nodes.math,
    "subscript": nodes.subscript,
    "superscript": nodes.superscript,
}


def marked(text: RichText, *, code: type[nodes.literal] = post_code) -> list[nodes.Node]:
    """The nodes of a rich text.

    :param code: ``nodes.literal`` where it stands among what Sphinx has drawn
    """
    result: list[nodes.Node] = []
    for run in text.runs:
        node: nodes.Node = nodes.Text(run.text)
        for mark in reversed(run.marks):
            kind = code if mark == "code" else _OF_MARK[mark]
            node = kind(run.text, "", node)
        result.append(node)
    return result


def post_links(node: nodes.Node) -> Iterator[tuple[str, str]]:
    """The addresses and the titles of the posts that are linked to by their titles, in order."""
    for each in node.findall(nodes.reference):
        if "u-url" in each["classes"]:
            yield each["refuri"], each.astext()


def take_apart(tree: nodes.Element) -> list[nodes.Element]:
    """Let go of the nodes of a tree that is done with; the elements that were in it, itself too.

    Nodes hold each other: a thousand cards stay in memory, some 27 MB, until Python looks for
    such rings, which is seldom, and takes the longer the more there are.
    """
    elements = [*tree.findall(nodes.Element)]
    for each in elements:
        each.children = []
    return elements


def lone_link(text: str, uri: str, name: str) -> nodes.Element:
    """A line of an archive that leads to the pages above it, with a class of its own."""
    link = nodes.reference("", text, refuri=uri, internal=True)
    return nodes.paragraph("", "", link, classes=[name])


def title_and_text(children: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Children that no writer takes for the heading of its footnotes.

    The LaTeX, Texinfo and man writers drop a rubric of one child that reads "Footnotes".
    """
    return [*children, nodes.Text("")]
