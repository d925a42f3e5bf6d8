"""Adds the talks in talks.json, beside conf.py, to the posts of a site."""

import json
from datetime import datetime
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_postindex import Post, PostDate, RichText


def add_talks(app: Sphinx, posts: list[Post]) -> None:
    text = Path(app.confdir, "talks.json").read_text(encoding="utf-8")
    for talk in json.loads(text):
        post = Post(
            docname=f"talks/{talk['id']}",
            title=RichText.plain(talk["title"]),
            excerpt=RichText.plain(talk["about"]),
            date=PostDate(datetime.fromisoformat(talk["date"])),
            categories=("Talks",),
            external_url=talk["url"],
        )
        posts.append(post)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("postindex-collected", add_talks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
