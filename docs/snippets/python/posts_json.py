"""Writes posts.json, a list of all posts, beside the pages."""

import json
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_postindex import posts


def write_list(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    rows = []
    for post in posts(app.env):
        if post.unlisted:
            continue
        page = app.builder.get_target_uri(post.docname)
        rows.append(
            {
                "title": post.title.text,
                "date": post.date.iso if post.date else None,
                "address": f"{page}#{post.anchor}" if post.anchor else page,
            }
        )
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    Path(app.outdir, "posts.json").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write_list)
