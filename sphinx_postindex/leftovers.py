"""What an output holds of ours when nothing is known of it: its record is lost, or says so.

A page without a document that shows posts can only be ours, and so can a feed with our ids.
Everything is written again then; what is not, would tell of posts that are withdrawn. So would
the pages of another builder in the same folder: it is left as the last builder would make it.
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
    from sphinx.builders import Builder

_MARK = b'class="postindex'


def sweep(app: Sphinx, wrote: str) -> None:
    """Remove the pages and the feeds of ours that an output holds.

    :param wrote: the name of the builder that wrote there last; its pages go too, where this
        one makes others
    """
    if app.builder.name in BUILDERS:
        others = _others(app) if wrote in BUILDERS - {app.builder.name} else ()
        outputs.remove(app.builder, sorted({*_pages(app), *_feeds(app), *others}))


def attached(builder: Builder) -> set[str]:
    """The pictures and downloads in an output, relative to its folder, whoever asked for them.

    What other extensions make while pages are written lies there, too, mostly in folders of
    its own: it comes back, as every page is written.
    """
    if builder.format != "html":
        return set()
    outdir = Path(builder.outdir)
    files = (*outdir.glob(f"{builder.imagedir}/*"), *outdir.glob("_downloads/*/*"))
    return {file.relative_to(outdir).as_posix() for file in files if file.is_file()}


def _of_sphinx(app: Sphinx) -> Iterator[str]:
    """The pages that Sphinx makes for itself: what a draft was indexed by stands there, too."""
    yield from ("search", "genindex")
    # One for each letter, by ``html_split_index``.
    yield from (file.name.partition(".")[0] for file in Path(app.outdir).glob("genindex-*"))
    for each in app.env.domains.sorted():
        yield from (f"{each.name}-{index.name}" for index in each.indices)


def _others(app: Sphinx) -> Iterator[str]:
    """The files that ``html`` or ``dirhtml`` makes of Sphinx's pages, and this builder does not."""
    docs = outputs.files_of(app.builder, app.env.all_docs)
    suffix = getattr(app.builder, "out_suffix", ".html")
    pages = {*app.env.all_docs, *_of_sphinx(app)}
    names = {f"{page}{end}{suffix}" for page in pages for end in ("", "/index")}
    yield from (name for name in names - docs if not outputs.in_extra_path(app, name))


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
