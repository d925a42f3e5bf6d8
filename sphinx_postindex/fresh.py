"""Which outputs must be written again: what each one shows, kept beside that output.

The environment is shared by builders, so a record kept there would leave the second one
stale. The record lies in the output folder: it goes where the pages go, and an output that
is new, deleted or copied has the record that it deserves, or none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_postindex import domain, outputs
from sphinx_postindex._version import __version__
from sphinx_postindex.assets import STATIC
from sphinx_postindex.resolve import draw, shown_by
from sphinx_postindex.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.model import Post

RECORD = ".postindex.json"
"""The file in the output folder. It holds hashes, and names of what is published there."""

_FORMAT = 1


@dataclass(slots=True)
class Record:
    """What the outputs in a folder show, and of which posts they are."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    """Two hashes for each page with an index: of the posts, and of what it shows of them."""
    made: dict[str, list[str]] = field(default_factory=dict)
    """The files made of each post, relative to the folder."""
    whole: bool = True
    """Whether every page has been written since the search index was begun."""

    @classmethod
    def read(cls, folder: Path) -> Record:
        """The record of a folder; an empty one where it is missing or garbled."""
        try:
            data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            if data["format"] == _FORMAT:
                return cls(_texts(data["pages"]), _texts(data["made"]), bool(data["whole"]))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        return cls(whole=False)

    def write(self, folder: Path) -> None:
        """Put the record beside its outputs."""
        data = {"format": _FORMAT, **asdict(self)}
        text = json.dumps(data, indent=0, sort_keys=True, ensure_ascii=False)
        (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def _texts(data: Mapping[str, list[str]]) -> dict[str, list[str]]:
    if not all(isinstance(text, str) for texts in data.values() for text in texts):
        raise TypeError("a record holds texts only")
    return dict(data)


@dataclass(slots=True)
class Build:
    """What one build knows of its outputs; nothing of it outlives the build."""

    record: Record
    pages: dict[str, list[str]]
    """The hashes that the record should have at the end."""
    stamps: dict[str, int | None]
    """When each of those pages was last written, before this build."""
    everything: bool
    """Whether every page is to be written."""
    resolved: set[str] = field(default_factory=set)


def compare(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents that must be written again, although nobody edited them.

    Connected to ``env-updated``. Until the build has ended well the record says that
    nothing is fresh: after one that is killed, the next build writes what it must.
    """
    builder, site = app.builder, domain.of(env)
    if builder.name in outputs.WHOLE:
        return []
    folder = Path(builder.outdir)
    record = Record.read(folder)
    everything = _withdraw(builder, record) or _lacks_search(builder, record)
    pages = {page: _hashes(app, site, page, record) for page in sorted(site.indexes)}
    stamps = {page: _stamp(builder, page) for page in pages}
    site.build = Build(record, pages, stamps, everything)
    if builder.name == "epub":
        # It packs every file of its folder, and warns of those it does not know.
        (folder / RECORD).unlink(missing_ok=True)
    else:
        Record(made=record.made, whole=False).write(folder)
    if everything:
        return sorted(env.all_docs)
    stale = {page for page in pages if pages[page][1:] != record.pages.get(page, [])[1:]}
    stale |= {page for page, wanted in site.missing.items() if env.all_docs.keys() & {*wanted}}
    return sorted(stale)


def note_resolved(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Note that a document is being written; connected to ``doctree-resolved``."""
    build = domain.of(app.env).build
    if build is not None:
        build.resolved.add(docname)


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Write the record of a build that ended well; connected to ``build-finished``."""
    builder, site = app.builder, domain.of(app.env)
    build: Build | None = site.build
    if exception or build is None:
        return
    pages = {}
    for page, hashes in build.pages.items():
        before = build.record.pages.get(page, [])
        if before[1:] == hashes[1:] or _is_written(builder, build, page):
            pages[page] = hashes
        elif before:
            pages[page] = before
    made = outputs.made_of(builder, site.posts)
    folder = Path(builder.outdir)
    if pages or made:
        whole = not build.everything or build.resolved >= app.env.all_docs.keys()
        Record(pages, made, whole).write(folder)
    else:
        (folder / RECORD).unlink(missing_ok=True)


def _is_written(builder: Builder, build: Build, page: str) -> bool:
    """Whether this build has written a page: resolving it alone is no proof."""
    return page in build.resolved and _stamp(builder, page) != build.stamps[page]


def _stamp(builder: Builder, page: str) -> int | None:
    file = outputs.page_of(builder, page)
    return file.stat().st_mtime_ns if file and file.is_file() else None


def _hashes(app: Sphinx, site: PostDomain, page: str, record: Record) -> list[str]:
    """Hashes of the posts that a page picks, and of what it shows of them.

    The first is quick. Where it is the recorded one, so is the second: drawing is left to
    the pages of which some post has changed, perhaps in a way that shows nowhere.
    """
    picked = [(index, shown_by(site, index)) for index in site.indexes[page]]
    facts = [repr((index, [_digest(site, post) for post in posts])) for index, posts in picked]
    quick = _hash([_every(app), *facts])
    before = record.pages.get(page, [])
    if before[:1] == [quick]:
        return before
    drawn = (node.pformat() for index, _ in picked for node in draw(app.builder, page, index))
    return [quick, _hash([_every(app), *drawn])]


def _every(app: Sphinx) -> str:
    """What all of our outputs depend on, beside the posts."""
    style = hashlib.sha256()
    for file in sorted(STATIC.iterdir()):
        style.update(file.read_bytes())
    return repr((__version__, style.hexdigest(), words(app.config)))


def _digest(site: PostDomain, post: Post) -> str:
    return repr((post, site.state(post)))


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _withdraw(builder: Builder, record: Record) -> bool:
    """Take away what was made of posts that are in the build no more; whether there was any.

    Their words are in the search index, too, and Sphinx keeps them there: only an index
    that is built from nothing has none of them. Withdrawing is rare, so all is written.
    """
    site = domain.of(builder.env)
    docs = builder.env.all_docs
    # What is held back is looked for whatever the record says: it may be lost.
    made = {page: files for page, files in record.made.items() if page not in docs}
    made |= outputs.made_of(builder, site.held)
    if not made:
        return False
    gone = {file for files in made.values() for file in files}
    kept = {file for files in outputs.made_of(builder, docs).values() for file in files}
    removed = outputs.remove(builder, sorted(gone - kept))
    if removed and (index := _search_index(builder)):
        index.unlink(missing_ok=True)
    return removed


def _lacks_search(builder: Builder, record: Record) -> bool:
    """Whether the search index has to be built anew, from every page."""
    index = _search_index(builder)
    return index is not None and not (record.whole and index.is_file())


def _search_index(builder: Builder) -> Path | None:
    if not getattr(builder, "search", False):
        return None
    return Path(builder.outdir, builder.searchindex_filename)  # type: ignore[attr-defined]
