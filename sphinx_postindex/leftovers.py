"""What an output holds of ours when nothing is known of it: its record is lost, or says so.

A page without a document that shows posts can only be ours, and so can a feed with our ids.
Everything is written again then; what is not, would tell of posts that are withdrawn.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_postindex import outputs
from sphinx_postindex.feeds import FORMATS
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.pages.syndication import site_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_MARK = b'class="postindex'


def sweep(app: Sphinx) -> None:
    """Remove the pages and the feeds of ours that an output holds."""
    if app.builder.name in BUILDERS:
        outputs.remove(app.builder, sorted({*_pages(app), *_feeds(app)}))


def _pages(app: Sphinx) -> Iterator[str]:
    outdir = Path(app.outdir)
    docs = outputs.files_of(app.builder, app.env.all_docs)
    suffix = getattr(app.builder, "out_suffix", ".html")
    for file in outdir.rglob(f"*{suffix}"):
        name = file.relative_to(outdir).as_posix()
        if name not in docs and not outputs.in_extra_path(app, name) and _MARK in file.read_bytes():
            yield name


def _feeds(app: Sphinx) -> Iterator[str]:
    if not (own := site_id(app)):
        return
    outdir = Path(app.outdir)
    for form in FORMATS.values():
        for file in outdir.rglob(form.file):
            name = file.relative_to(outdir).as_posix()
            if not outputs.in_extra_path(app, name) and own.encode() in file.read_bytes():
                yield name
