"""Post archives for Sphinx: documents with a date become a sorted index of cards.

``setup`` is the table of contents: one line a hook, in the order of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_postindex import (
    assets,
    checks,
    config,
    domain,
    fresh,
    gather,
    links,
    memory,
    report,
    visitors,
)
from sphinx_postindex._version import __version__
from sphinx_postindex.bylines import DrawBylines
from sphinx_postindex.domain import posts
from sphinx_postindex.layouts.page import Page, Picture
from sphinx_postindex.model import Author, Image, Post, PostDate
from sphinx_postindex.pages import around, data, head, syndication
from sphinx_postindex.pages.collect import our_pages
from sphinx_postindex.read import hold
from sphinx_postindex.read.collect import collect
from sphinx_postindex.read.directives import PostDirective, PostIndexDirective, PostTermsDirective
from sphinx_postindex.read.facts import GatherFacts
from sphinx_postindex.read.linked import note_links
from sphinx_postindex.read.page import blank_toml
from sphinx_postindex.resolve import DrawIndexes, NoteJoined
from sphinx_postindex.richtext import RichText, Run

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = [
    "Author",
    "Image",
    "Page",
    "Picture",
    "Post",
    "PostDate",
    "RichText",
    "Run",
    "__version__",
    "posts",
    "setup",
]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    config.declare(app)
    visitors.register(app)
    app.add_domain(domain.PostDomain)
    app.add_directive("postindex", PostIndexDirective)
    app.add_directive("postterms", PostTermsDirective)
    app.add_directive("post", PostDirective)
    app.add_event(gather.EVENT)
    app.add_transform(GatherFacts)
    app.add_post_transform(NoteJoined)
    app.add_post_transform(DrawIndexes)
    app.add_post_transform(DrawBylines)

    app.connect("config-inited", config.check)
    app.connect("builder-inited", domain.start)
    app.connect("builder-inited", assets.offer)
    app.connect("env-get-outdated", hold.hold_back)
    app.connect("env-before-read-docs", hold.note_reading)
    app.connect("source-read", blank_toml)
    # After Sphinx's own collectors, which are at 500.
    app.connect("doctree-read", collect, priority=600)
    app.connect("doctree-read", note_links, priority=700)
    app.connect("env-updated", hold.withhold)
    app.connect("env-updated", gather.gather)
    app.connect("env-updated", fresh.compare)
    app.connect("env-check-consistency", checks.check)
    app.connect("warn-missing-reference", links.say_unknown)
    app.connect("doctree-resolved", fresh.note_resolved)
    app.connect("doctree-resolved", head.note_picture)
    app.connect("html-page-context", head.offer, priority=head.EARLY)
    app.connect("html-page-context", assets.load)
    # Before themes that take what is there: immaterial is at 500.
    app.connect("html-page-context", around.lead_on, priority=400)
    app.connect("html-page-context", head.add, priority=head.LATE)
    app.connect("html-page-context", syndication.note_body)
    app.connect("html-page-context", memory.release_tree, priority=1000)
    app.connect("html-collect-pages", our_pages)
    app.connect("build-finished", syndication.write_feeds)
    app.connect("build-finished", data.write_data)
    app.connect("build-finished", fresh.keep)
    app.connect("build-finished", report.close)
    return {
        "version": __version__,
        # Bump when what is kept outside the domain changes; the domain has its own version.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
