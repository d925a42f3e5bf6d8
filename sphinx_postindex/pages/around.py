"""What a theme shows around a post: its neighbours in time, and the pages above it."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _ as of_sphinx

from sphinx_postindex import bylines, config, domain
from sphinx_postindex.nodes import marked
from sphinx_postindex.pages.render import BUILDERS, parent_of
from sphinx_postindex.query import TERMS
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.look import Look
    from sphinx_postindex.model import Post
    from sphinx_postindex.richtext import RichText, Run

Neighbours = tuple["Post | None", "Post | None"]


def lead_on(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give a post its ``prev``, ``next`` and ``parents``; connected to ``html-page-context``."""
    site = domain.of(app.env)
    if app.builder.name not in BUILDERS or page not in _neighbours(site):
        return
    older, newer = _neighbours(site)[page]
    builder: Any = app.builder
    rellinks = []
    for post, name, key, label in (
        (newer, "next", "N", of_sphinx("next")),
        (older, "prev", "P", of_sphinx("previous")),
    ):
        context[name] = None
        if post:
            # Each stands on two pages.
            if post.key not in site.titles:
                site.titles[post.key] = _html(builder, post.title)
            title = site.titles[post.key]
            context[name] = {"link": builder.get_relative_uri(page, post.docname), "title": title}
            rellinks.append((post.docname, title, key, label))
    context["rellinks"] = [*context.get("rellinks", ()), *rellinks]
    context["parents"] = [parent_of(builder, page, *each) for each in _parents(site, page)]


# As docutils writes them: a document need not be made of each title for these.
_ELEMENTS = {"emphasis": "em", "strong": "strong", "subscript": "sub", "superscript": "sup"}


def _html(builder: Any, title: RichText) -> str:  # noqa: ANN401 - an HTML builder
    if not all({*run.marks} <= _ELEMENTS.keys() for run in title.runs):
        node = nodes.title("", "", *marked(title, code=nodes.literal))
        rendered: str = builder.render_partial(node)["title"]
        return rendered
    return "".join(map(_run, title.runs))


def _run(run: Run) -> str:
    html = escape(run.text)
    for mark in reversed(run.marks):
        html = f"<{_ELEMENTS[mark]}>{html}</{_ELEMENTS[mark]}>"
    return html


def _neighbours(site: PostDomain) -> dict[str, Neighbours]:
    """The older and the newer post of each, where no toctree says otherwise."""
    if site.neighbours is None:
        site.neighbours = _found(site) if config.get(site.env.config, "prev_next") else {}
    return site.neighbours


def _found(site: PostDomain) -> dict[str, Neighbours]:
    env = site.env
    inside = {name for names in env.toctree_includes.values() for name in names}
    pages = [p for p in site.listed() if not p.anchor and p.docname in env.all_docs]
    around: list[Post | None] = [None, *pages, None]
    triples = zip(pages, around[2:], around, strict=False)
    return {p.docname: (older, newer) for p, older, newer in triples if p.docname not in inside}


def _parents(site: PostDomain, page: str) -> list[tuple[str, str]]:
    """The page above a post: the archive of its first term, with its title where it is ours.

    As in Sphinx, the root is not among them: themes lead there by themselves.
    """
    env = site.env
    word = words(config.language(env.config))
    for taxonomy in config.get(env.config, "archives"):
        for post in site.of_document(page)[:1]:
            for label in TERMS[taxonomy](post) if taxonomy in TERMS else ():
                archive = site.archives.of(taxonomy, label)
                if archive and archive.term and archive.page != env.config.root_doc:
                    return [(archive.page, word.archive(taxonomy, archive.term.label))]
    return []


def facts(site: PostDomain, page: str) -> list[str]:
    """All that a post's page shows of what is not in its source."""
    if not _shows(site):
        return []
    asked = config.get(site.env.config, "byline")
    posts = site.of_document(page)
    # How a byline writes a date, and a description is cut.
    result = [_spelled(config.usual_look(site.env.config))] if posts else []
    for post in posts:
        # Another extension may have changed it: what its source says is not all of it.
        terms = [
            (name, label, site.archives.page_of(taxonomy, label))
            for name, taxonomy in bylines.LINKED.items()
            if name in asked
            for label in TERMS[taxonomy](post)
        ]
        result.append(repr((site.mark(post), terms)))
    if site.builder.name in BUILDERS and page in _neighbours(site):
        named = [(post.docname, post.title) if post else None for post in _neighbours(site)[page]]
        # As in lead_on: a document that is an archive has a title of its own.
        docs = site.env.titles
        titles = [
            (name, docs[name].pformat() if name in docs else title)
            for name, title in _parents(site, page)
        ]
        result.append(repr((named, titles)))
    return result


# Each post's page asks for the same one.
@lru_cache(maxsize=1)
def _spelled(look: Look) -> str:
    return repr(look)


def pages(site: PostDomain) -> set[str]:
    """The pages that show more of posts than what stands in their own sources."""
    every = site.every() if _shows(site) else ()
    return {post.docname for post in every} & site.env.all_docs.keys()


def _shows(site: PostDomain) -> bool:
    asked = ("byline", "prev_next", "structured_data")
    return site.builder.format == "html" and any(config.get(site.env.config, n) for n in asked)
