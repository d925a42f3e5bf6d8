"""The bodies of posts as their pages show them, kept for feeds that hold the whole text."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_postindex import config
from sphinx_postindex.feeds.absolute import absolute
from sphinx_postindex.richtext import RichText

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_postindex.model import Post

_HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_BYLINE = re.compile(r'<p class="postindex-byline.*?</p>', re.DOTALL)


def body_file(app: Sphinx, post: Post) -> Path | None:
    """Where the body of a post's page is kept for feeds that have it.

    A post of another extension may have the name of a page that was, a draft by now perhaps.
    """
    if (
        post.anchor
        or post.docname not in app.env.all_docs
        or config.get(app.config, "feed_content") != "full"
    ):
        return None
    return Path(app.doctreedir, "postindex", app.builder.name, f"{post.docname}.html")


def hash_of_body(file: Path | None) -> str:
    """A hash of a body that was kept; ``""`` where none was."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:32] if file and file.is_file() else ""


def content(app: Sphinx, post: Post, url: str) -> str | None:
    """The body without its title and byline, with absolute addresses; nothing if none is kept.

    :param url: the address of the post's page
    """
    file = body_file(app, post)
    if file is None or not file.is_file():
        return None
    body = file.read_text(encoding="utf-8")
    if _begins_with_title(app, post) or len(_HEADING.findall(body)) == 1:
        body = _HEADING.sub("", body, count=1)
    return absolute(_BYLINE.sub("", body), url)


def _begins_with_title(app: Sphinx, post: Post) -> bool:
    """Whether the first heading is the title: one in front matter may stand nowhere else."""
    heading = app.env.titles.get(post.docname)
    return heading is not None and RichText.plain(heading.astext()).text == post.title.text
