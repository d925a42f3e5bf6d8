"""The site under test: documents as data, written to a source folder.

What of it should be published is told here once more, in the simplest words, so that the
machine does not ask the package what is right.
"""

from __future__ import annotations

import os
import struct
import time
import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

# A day has begun somewhere from 14 hours before it does in UTC.
EARLIEST = timedelta(hours=14)

CONF = """\
import os
import signal

project = "Stale"
copyright = "nobody"
version = "1"
extensions = ["myst_parser", "sphinx_postindex"]
html_theme = "basic"
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

LinkKind = Literal["md", "doc", "text"]


@dataclass
class Doc:
    """A document: what an author would type into it."""

    title: str
    lead: str
    """The first paragraph: shown on cards."""
    tail: str
    """Text under a second heading: shown on no card."""
    suffix: str = ".md"
    directive: bool = False
    """Whether its facts stand in ``{post}``; in reStructuredText they always do."""
    fields: dict[str, str] = field(default_factory=dict)
    links: tuple[tuple[LinkKind, str], ...] = ()
    images: tuple[str, ...] = ()
    index: dict[str, str] | None = None
    toctree: tuple[str, ...] | None = None
    """Entries; one with a ``*`` makes it a globbed one."""

    def is_post(self) -> bool:
        """Whether the document counts as a post."""
        if "post" in self.fields:
            return self.fields["post"] == "true"
        return self._in_directive() or "date" in self.fields

    def _in_directive(self) -> bool:
        return bool(self.fields) and (self.directive or self.suffix == ".rst")

    def state(self, now: datetime) -> str:
        """Published, or why not."""
        if self.fields.get("draft") == "true":
            return "draft"
        if not self.is_post():
            return "published"
        if "date" in self.fields and _begins(self.fields["date"]) > now:
            return "scheduled"
        if "expires" in self.fields and _begins(self.fields["expires"]) <= now:
            return "expired"
        return "published"

    def text(self) -> str:
        """The source of the document."""
        return _rst(self) if self.suffix == ".rst" else _markdown(self)


def _begins(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) - EARLIEST


def _markdown(doc: Doc) -> str:
    parts = []
    if doc.fields and not doc.directive:
        block = "\n".join(f"{name}: {value}" for name, value in doc.fields.items())
        parts.append(f"---\n{block}\n---")
    parts.append(f"# {doc.title}")
    if doc.fields and doc.directive:
        options = "".join(f":{name}: {value}\n" for name, value in doc.fields.items())
        parts.append(f"```{{post}}\n{options}```")
    parts += [doc.lead, "## More", doc.tail]
    shapes = {"md": "[](/{0}.md)", "doc": "{{doc}}`/{0}`", "text": "[there](/{0}.md)"}
    parts += [f"Link {shapes[kind].format(target)}." for kind, target in doc.links]
    parts += [f"![picture](/images/{name}.png)" for name in doc.images]
    if doc.index is not None:
        options = "".join(f":{name}: {value}\n" for name, value in doc.index.items())
        parts.append(f"```{{postindex}}\n{options}```")
    if doc.toctree is not None:
        entries = "".join(f"/{entry}\n" for entry in doc.toctree)
        parts.append(f"```{{toctree}}\n{_glob(doc)}\n{entries}```")
    return "\n\n".join(parts) + "\n"


def _glob(doc: Doc) -> str:
    return ":glob:\n" if any("*" in entry for entry in doc.toctree or ()) else ""


def _rst(doc: Doc) -> str:
    parts = [f"{doc.title}\n{'=' * len(doc.title)}"]
    if doc.fields:
        options = "".join(f"   :{name}: {value}\n" for name, value in doc.fields.items())
        parts.append(f".. post::\n{options}")
    parts += [doc.lead, "More\n----", doc.tail]
    # An explicit title is the same whatever link it stands in.
    shapes = {"md": ":doc:`/{0}`", "doc": ":doc:`/{0}`", "text": ":doc:`there </{0}>`"}
    parts += [f"Link {shapes[kind].format(target)}." for kind, target in doc.links]
    parts += [f".. image:: /images/{name}.png\n   :alt: picture" for name in doc.images]
    if doc.index is not None:
        options = "".join(f"   :{name}: {value}\n" for name, value in doc.index.items())
        parts.append(f".. postindex::\n{options}")
    if doc.toctree is not None:
        entries = "".join(f"   /{entry}\n" for entry in doc.toctree)
        glob = "   :glob:\n" if _glob(doc) else ""
        parts.append(f".. toctree::\n{glob}\n{entries}")
    return "\n\n".join(parts) + "\n"


def picture(shade: int) -> bytes:
    """A PNG of one pixel, https://www.w3.org/TR/png-3/."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes([0, shade % 256]))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )


@dataclass
class Blog:
    """The whole site: documents by name, images by name, configuration, and the clock."""

    docs: dict[str, Doc]
    images: dict[str, int]
    config: dict[str, object] = field(default_factory=dict)
    now: datetime = datetime(2026, 6, 15, 12, tzinfo=UTC)
    read: set[str] = field(default_factory=set)
    """The documents in Sphinx's environment, all of them for sure."""
    plain: set[str] = field(default_factory=set)
    """Every document that was once built as a page and no post."""

    def files(self) -> dict[str, bytes]:
        """Every file of the source folder."""
        settings = "".join(f"{name} = {value!r}\n" for name, value in self.config.items())
        found = {"conf.py": (CONF + settings).encode()}
        found |= {f"{name}{doc.suffix}": doc.text().encode() for name, doc in self.docs.items()}
        found |= {f"images/{name}.png": picture(shade) for name, shade in self.images.items()}
        return found

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

    def found(self, *, drafts: bool) -> dict[str, bool]:
        """The documents that are in a build, and whether each is a post or a draft."""
        shown = {"published"}
        if drafts or self.config.get("postindex_drafts"):
            shown.add("draft")
        if self.config.get("postindex_future"):
            shown |= {"scheduled", "expired"}
        states = {name: doc.state(self.now) for name, doc in self.docs.items()}
        return {
            name: doc.is_post() or states[name] == "draft"
            for name, doc in self.docs.items()
            if states[name] in shown
        }


def first() -> Blog:
    """The site at the start: two pages with an index, three without, and seven posts."""

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
        "posts/p7": post(7, date="2026-04-01", expires="2026-06-25"),
    }
    docs["posts/p3"].suffix = ".rst"
    docs["posts/p2"].directive = True
    docs["posts/p1"].images = ("one", "two")
    docs["posts/p4"].images = ("two",)
    docs["posts/sub/p6"].images = ("three",)
    return Blog(docs, {"one": 10, "two": 20, "three": 30})
