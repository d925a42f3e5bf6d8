"""The line under the title of a post: its date and its terms, with links to their archives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_postindex import config, domain
from sphinx_postindex.layouts import parts
from sphinx_postindex.layouts.page import Page
from sphinx_postindex.links import page_uri
from sphinx_postindex.outputs import WHOLE
from sphinx_postindex.query import TERMS
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.look import Taxonomy
    from sphinx_postindex.model import Post

LINKED: dict[str, Taxonomy] = {
    "category": "category",
    "author": "author",
    "tags": "tag",
    "series": "series",
}
"""The fields of a byline that hold terms, with their taxonomies."""


LATE = 210
"""When indexes and bylines are drawn. Their links are resolved already: what is done to a document
before, by Sphinx up to 200, need not walk a thousand cards. What LaTeX does to links and
footnotes comes after, and so does the check of links."""


class post_byline(nodes.paragraph, nodes.Invisible):  # noqa: N801 - a docutils node
    """The line of facts. Invisible to what asks for a page's own words, as an index is."""


class DrawBylines(SphinxPostTransform):
    """Puts a byline under the title of each post of a document."""

    default_priority = LATE

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils' signature
        """Find the heading of each post; a post without one has no byline."""
        site = domain.of(self.env)
        if not has_bylines(site):
            return
        for post in site.of_document(self.env.docname):
            heading = self._heading(post)
            byline = draw(site, post) if heading else None
            if heading and byline:
                heading.parent.insert(heading.parent.index(heading) + 1, byline)

    def _heading(self, post: Post) -> nodes.title | None:
        for section in self.document.findall(nodes.section):
            if not post.anchor or post.anchor in section["ids"]:
                return next((each for each in section if isinstance(each, nodes.title)), None)
        return None


def has_bylines(site: PostDomain) -> bool:
    """Whether this output has bylines: one of HTML, with a page for each document."""
    builder = site.builder
    asked = config.get(site.env.config, "byline")
    return bool(asked) and builder.format == "html" and builder.name not in WHOLE


def draw(site: PostDomain, post: Post) -> nodes.Node | None:
    """The byline of a post; nothing where it has nothing to show."""
    builder = site.builder
    word = words(config.language(builder.config))
    page = Page(
        look=config.usual_look(site.env.config),
        heading_level=2,
        words=word,
        label=lambda post: word.state(site.state(post)),
        link=lambda _post: None,
        language=config.language(builder.config),
    )
    asked = config.get(site.env.config, "byline")
    drawn = [_part(builder, post, page, name) for name in asked]
    line = parts.line([parts.label(post, page), *drawn])
    if line is None:
        return None
    return post_byline("", "", *line.children, classes=["postindex-byline", "no-search"])


def _part(builder: Builder, post: Post, page: Page, name: str) -> parts.Part:
    if name not in LINKED:
        return parts.told(parts.part(post, page, name), page, name)
    links = [*_terms(builder, post, LINKED[name])]
    if not links:
        return None
    result = nodes.inline(classes=[f"postindex-{name}"])
    for link in links:
        result.extend([nodes.Text(", "), link] if len(result) else [link])
    return result


def _terms(builder: Builder, post: Post, taxonomy: Taxonomy) -> Iterator[nodes.Node]:
    """Each term of a post, as a link to its archive; an author without one leads to theirs."""
    elsewhere = {author.name: author.url for author in post.authors if author.url}
    archives = domain.of(builder.env).archives
    for label in TERMS[taxonomy](post):
        page = archives.page_of(taxonomy, label)
        uri = page_uri(builder, post.docname, page) if page else None
        away = elsewhere.get(label) if taxonomy == "author" and not uri else None
        if uri or away:
            yield nodes.reference("", label, refuri=uri or away, internal=not away)
        else:
            yield nodes.Text(label)
