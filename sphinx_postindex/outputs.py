"""Where a builder puts what it makes of a document, and how that is taken away again."""

from __future__ import annotations

import os
import posixpath
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.i18n import docname_to_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

# These write everything at every build, or no file for a document.
WHOLE = frozenset(
    {"changes", "coverage", "doctest", "dummy", "gettext", "latex", "linkcheck", "man"}
    | {"singlehtml", "texinfo"}
)


# Asked several times a build for each document.
@lru_cache(maxsize=100_000)
def file_of(builder: Builder, page: str) -> str:
    """The file that a builder writes for a page, relative to its folder; ``""`` for none."""
    if builder.name in WHOLE:
        return ""
    if hasattr(builder, "get_outfilename"):
        # It is in that folder: to ask `pathlib` costs several times as much.
        file = str(builder.get_outfilename(page)).removeprefix(str(builder.outdir))
        return file.replace(os.sep, "/").lstrip("/")
    suffix = getattr(builder, "out_suffix", None)
    return f"{page}{suffix}" if suffix else ""


def page_of(builder: Builder, page: str) -> Path | None:
    """That file; nothing if there is none."""
    file = file_of(builder, page)
    return Path(builder.outdir, file) if file else None


def made_of(builder: Builder, docnames: Iterable[str]) -> dict[str, list[str]]:
    """Every file that a build makes of each document, relative to the output folder."""
    made = {docname: [file_of(builder, docname)] for docname in docnames}
    if builder.format == "html":
        for docname, files in made.items():
            if getattr(builder, "copysource", False):
                files.append(f"_sources/{_source_name(builder, docname)}")
        for users, file in _attached(builder):
            for docname in users & made.keys():
                made[docname].append(file)
    return {docname: sorted(filter(None, files)) for docname, files in made.items()}


def _source_name(builder: Builder, docname: str) -> str:
    """The name of a source's copy: no second suffix where the source has that one."""
    source = os.fspath(builder.env.doc2path(docname, base=False)).replace(os.sep, "/")
    suffix = builder.config.html_sourcelink_suffix
    return source if posixpath.splitext(source)[1] == suffix else source + suffix


def _attached(builder: Builder) -> Iterator[tuple[set[str], str]]:
    """The images and downloads that an HTML builder copies, with the documents that ask."""
    for users, name in builder.env.images.values():
        yield users, posixpath.join(builder.imagedir, name)
    for users, copy in builder.env.dlfiles.values():
        yield users, f"_downloads/{copy}"


def in_extra_path(app: Sphinx, name: str) -> bool:
    """Whether a file of the output is one that the user's ``html_extra_path`` brings."""
    for entry in app.config.html_extra_path:
        path = Path(app.confdir, entry)
        if (path / name).is_file() or (path.is_file() and path.name == name):
            return True
    return False


def remove(builder: Builder, files: Iterable[str]) -> bool:
    """Remove files from the output folder, and folders that are empty then.

    :param files: relative names; one that would lead out of the folder is passed over
    :return: whether there was anything to remove
    """
    outdir = Path(builder.outdir).resolve()
    removed = False
    for name in files:
        file = (outdir / name).resolve()
        if file.is_relative_to(outdir) and file.is_file():
            file.unlink()
            removed = True
            _remove_empty(file.parent, outdir)
    return removed


def remove_pages(app: Sphinx, pages: Iterable[str]) -> None:
    """Remove the files of pages that no document stands behind.

    A page may have had the file of a document, or of one that the user brings.
    """
    builder = app.builder
    if not (files := files_of(builder, pages)):
        return
    kept = {name.casefold() for name in files_of(builder, app.env.all_docs)}
    gone = (file for file in files if file.casefold() not in kept)
    remove(builder, sorted(file for file in gone if not in_extra_path(app, file)))


def files_of(builder: Builder, pages: Iterable[str]) -> set[str]:
    """The files of pages, with documents or without, relative to the output folder."""
    return {file for page in pages if (file := file_of(builder, page))}


def at(builder: Builder, docs: Iterable[str], pages: Iterable[str]) -> set[str]:
    """The documents that have the file of one of some pages."""
    places = files_of(builder, pages)
    return {docname for docname in docs if file_of(builder, docname) in places}


def search_index(builder: Builder) -> Path | None:
    """The file of the search index; nothing where a builder makes none."""
    if not getattr(builder, "search", False):
        return None
    return Path(builder.outdir, builder.searchindex_filename)  # type: ignore[attr-defined]


def remove_catalogs(builder: Builder, held: Iterable[str]) -> None:
    """Remove the message catalogues of which nothing is published any more."""
    if builder.name != "gettext":
        return
    compact = builder.config.gettext_compact
    used = {docname_to_domain(docname, compact) for docname in builder.env.all_docs}
    gone = {docname_to_domain(docname, compact) for docname in held} - used
    remove(builder, [f"{name}.pot" for name in sorted(gone)])


def _remove_empty(folder: Path, outdir: Path) -> None:
    while folder != outdir and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
