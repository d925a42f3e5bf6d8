"""The site under test: documents and pictures as data, written to a source folder."""

from __future__ import annotations

import os
import posixpath
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from documents import Doc, Section
from pixels import drawing, photo, picture

if TYPE_CHECKING:
    from pathlib import Path

CONF = """\
import os
import signal

project = "Stale"
copyright = "nobody"
version = "1"
extensions = ["myst_parser", "sphinx_postindex"]
html_theme = "basic"
html_baseurl = "https://example.com/"
postindex_archives = ["category", "tag", "author", "year", "series"]
postindex_archive_feeds = True
postindex_feeds = ["atom", "json"]
suppress_warnings = ["myst.xref_missing", "ref.doc", "toc", "epub"]


def setup(app):
    # event, document or "", kill or raise: where this build is to be interrupted
    event, docname, how = os.environ.get("STALE_INTERRUPT", ",,").split(",")
    if not event:
        return

    def stop(app, *args):
        if docname and docname not in (*args, app.env.docname if event == "doctree-read" else ""):
            return
        if how == "kill":
            os.killpg(0, signal.SIGKILL)
        if not (event == "build-finished" and args[0] is not None):
            raise RuntimeError("interrupted")

    app.connect(event, stop, priority=int(os.environ["STALE_PRIORITY"]))
"""


@dataclass
class Blog:
    """The whole site: documents by name, pictures, configuration, and the clock."""

    docs: dict[str, Doc]
    images: dict[str, int]
    """Pictures in texts, by their names in the folder ``images``."""
    photos: dict[str, int] = field(default_factory=dict)
    """Pictures of cards, by their paths."""
    config: dict[str, object] = field(default_factory=dict)
    now: datetime = datetime(2026, 6, 15, 12, tzinfo=UTC)
    read: set[str] = field(default_factory=set)
    """The documents in Sphinx's environment, all of them for sure."""
    shown: dict[str, tuple[bool, ...]] = field(default_factory=dict)
    """Which sections of each document were in the build that has read it, where that is sure."""
    plain: set[str] = field(default_factory=set)
    """Every document that was once built as a page and no post."""

    def files(self) -> dict[str, bytes]:
        """Every file of the source folder."""
        settings = "".join(f"{name} = {value!r}\n" for name, value in self.config.items())
        found = {"conf.py": (CONF + settings).encode()}
        found |= {f"{name}{doc.suffix}": doc.text().encode() for name, doc in self.docs.items()}
        found |= {f"images/{name}.png": picture(shade) for name, shade in self.images.items()}
        found |= {path: _photo(path, shade) for path, shade in self.photos.items()}
        return found

    def cards(self, name: str) -> set[str]:
        """The files that a document names for its cards, there or not."""
        folder = f"/{posixpath.dirname(name)}"
        said = {uri for uri in self.docs[name].cards() if "." in uri and ":" not in uri}
        return {posixpath.normpath(posixpath.join(folder, uri)).lstrip("/") for uri in said}

    def lacks(self, name: str) -> bool:
        """Whether a document names a file for its cards that is not there."""
        return not self.cards(name) <= self.photos.keys()

    def write(self, folder: Path) -> set[str]:
        """Bring a source folder up to date; the files that were written or removed."""
        wanted = self.files()
        there = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
        touched = set()
        for name, content in wanted.items():
            path = folder / name
            if name not in there or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                # The kernel's clock for files is coarse; an edit is never older than a build.
                stamp = time.time_ns()
                os.utime(path, ns=(stamp, stamp))
                touched.add(name)
        for name in there.keys() - wanted.keys():
            there[name].unlink()
            touched.add(name)
        return touched

    def states(self, *, drafts: bool) -> set[str]:
        """The states of posts that are in a build."""
        shown = {"published"}
        if drafts or self.config.get("postindex_drafts"):
            shown.add("draft")
        if self.config.get("postindex_future"):
            shown |= {"scheduled", "expired"}
        return shown

    def found(self, *, drafts: bool) -> dict[str, bool]:
        """The documents that are in a build, and whether each is a draft or holds a post."""
        shown = self.states(drafts=drafts)
        states = {name: doc.state(self.now) for name, doc in self.docs.items()}
        return {
            name: doc.is_post() or states[name] == "draft" or any(doc.shown(self.now, shown))
            for name, doc in self.docs.items()
            if states[name] in shown
        }


def _photo(path: str, shade: int) -> bytes:
    if path.endswith(".svg"):
        return drawing(shade)
    # Of the widest there are two thumbnails.
    return photo(shade, 1300, 4) if "wide" in path else photo(shade)


PHOTOS = ("one.png", "photos/one.png", "photos/wide.png", "photos/drawing.svg")
PHOTOS += ("posts/one.png", "posts/sub/one.png", "posts/two.png")


def first() -> Blog:
    """The site at the start: pages with and without an index, posts, a page of posts."""

    def post(number: int, **fields: str) -> Doc:
        return Doc(
            f"Post number {number}", f"Lead {number}.", f"Tail {number}.", fields=dict(fields)
        )

    docs = {
        "index": Doc(
            "Home", "Welcome.", "Below.", index={}, toctree=("info", "guide/start", "posts/p1")
        ),
        "archive": Doc(
            "Archive",
            "All of it.",
            "End.",
            suffix=".rst",
            index={"category": "Alpha", "empty": "None"},
        ),
        "info": Doc("Info", "Who.", "Why.", links=(("md", "posts/p2"), ("doc", "posts/p4"))),
        "guide/start": Doc("Start", "Begin.", "Go.", links=(("text", "posts/p5"),)),
        "posts/p1": post(1, date="2026-01-05", category="Alpha", tags="[red, blue]"),
        "posts/p2": post(2, date="2026-02-10", category="Beta", author="Jane"),
        "posts/p3": post(3, date="2026-03-15", category="Alpha, Beta"),
        "posts/p4": post(4, date="2026-06-20", category="Gamma"),
        "posts/p5": post(5, date="2026-05-25", draft="true"),
        "posts/sub/p6": post(6, date="2026-05-25", excerpt="An excerpt.", pinned="true"),
        "posts/p7": post(7, date="2026-04-01", expires="2026-06-25", image="/photos/wide.png"),
        "blog": Doc("Blog", "Page by page.", "End.", index={"page-size": "2"}),
        "guide/topics": Doc("Topics", "Words.", "End.", terms=("category", {})),
        "guide/changes": Doc("Changes", "What is new.", "End.", sections=_releases()),
    }
    docs["posts/p3"].suffix = ".rst"
    docs["posts/p2"].directive = True
    docs["posts/p1"].fields["image"] = "one.png"
    docs["posts/p2"].fields |= {"image": "/photos/one.png", "series": "Guide"}
    docs["posts/p1"].images = ("one", "two")
    docs["posts/p4"].images = ("two",)
    docs["posts/sub/p6"].images = ("three",)
    return Blog(docs, {"one": 10, "two": 20, "three": 30}, dict.fromkeys(PHOTOS, 1))


def _releases() -> list[Section]:
    days = {"One": "2026-05-01", "Two": "2026-06-01", "Three": "2026-06-17"}
    return [
        Section(f"Version {name}", f"Text of {name}.", {"date": day, "category": "Alpha"})
        for name, day in days.items()
    ]
