"""The outputs under test: built, looked at for what was written, and compared."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from blog import Blog, first
from compare import Known, Output, differences

if TYPE_CHECKING:
    from pathlib import Path

    from workers import Workers

BUILDERS = ("html", "dirhtml", "epub")
# The pages that no document stands behind.
LATER = re.compile(
    r"/page/\d+(?:\.html|/index\.html)$|^(?:by/)?(?:category|tag|author|year|series)/.*html$"
)


class Stale(AssertionError):  # noqa: N818 - it is what a build is, not an error of ours
    """An incremental build left something else than a clean one."""


class How(NamedTuple):
    """The draws of one build."""

    jobs: int
    seed: int
    drafts: bool

    def options(self) -> list[str]:
        """The options of ``sphinx-build``."""
        return ["-j", str(self.jobs), *(["-t", "drafts"] if self.drafts else [])]

    def __str__(self) -> str:
        return f"-j{self.jobs} #{self.seed}{' -t drafts' if self.drafts else ''}"


@dataclass
class Last:
    """What an output folder was last built of."""

    found: dict[str, bool] = field(default_factory=dict)
    litter: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    """Pages 2, 3 ... that only a record knew of, when it was lost."""
    settings: str = ""
    ok: bool = False


@dataclass
class Builds:
    """The site, its outputs, and what is known of them."""

    folder: Path
    workers: Workers
    blog: Blog = field(default_factory=first)
    last: dict[str, Last] = field(default_factory=lambda: {b: Last() for b in BUILDERS})
    in_toctree: set[str] = field(default_factory=set)
    """Every document that was once in the toctree."""
    plain_pictures: set[str] = field(default_factory=set)
    """Every picture that a page and no post has once shown."""

    def __post_init__(self) -> None:
        (self.folder / "source").mkdir(parents=True)

    def out(self, builder: str) -> Path:
        """The output folder of a builder."""
        return self.folder / "out" / builder

    def write(self) -> set[str]:
        touched = self.blog.write(self.folder / "source")
        for doc in self.blog.docs.values():
            if doc.toctree:
                self.in_toctree |= self._in_toctree(doc.toctree)
        return touched

    def _in_toctree(self, entries: tuple[str, ...]) -> set[str]:
        return {
            name
            for name in self.blog.docs
            for entry in entries
            if name == entry or ("*" in entry and name.startswith(entry.rstrip("*")))
        }

    def run(
        self, builder: str, how: How, *, clean: bool = False, interrupt: str = "", priority: int = 0
    ) -> int:
        root = self.folder / "clean" / builder if clean else self.folder
        out = root / "out" if clean else self.out(builder)
        environ = {"SOURCE_DATE_EPOCH": str(int(self.blog.now.timestamp()))}
        environ |= {"STALE_INTERRUPT": interrupt or ",,", "STALE_PRIORITY": str(priority)}
        return self.workers.build(
            builder,
            (self.folder / "source", root / "doctrees", out),
            self.log(builder, clean=clean),
            seed=how.seed,
            lane="clean" if clean else "",
            options=how.options(),
            environ=environ,
        )

    def log(self, builder: str, *, clean: bool = False) -> Path:
        return self.folder / f"{builder}{'-clean' if clean else ''}.log"

    def build(self, builder: str, how: How, settings: str, touched: set[str]) -> None:
        """Build incrementally, and hold the pages that were written to their reasons."""
        before, last = _stamps(self.out(builder)), self.last[builder]
        content = Output.read(builder, self.out(builder)).files if before else {}
        status = self.run(builder, how)
        if status:
            raise Stale(f"{builder}: status {status}\n{self.log(builder).read_text()[-3000:]}")
        found = self.blog.found(drafts=how.drafts)
        settings += str(how.drafts)
        left = last.found.keys() - found.keys() | self._leftovers(builder, before, found)
        if last.ok and last.settings == settings and not left:
            entered = (found.keys() - self.blog.read) | self._turned(how)
            came = found.keys() - last.found.keys()
            self._judge_written(builder, before, content, touched, (entered, came))
        self.blog.read = set(found)
        self.blog.shown = self._shown(how)
        gone = {name for name, ours in last.found.items() if not ours} - self.blog.docs.keys()
        litter = (last.litter | gone) - found.keys()
        self.last[builder] = Last(found, litter, last.lost, settings, ok=True)

    def _leftovers(self, builder: str, before: dict[str, int], found: dict[str, bool]) -> set[str]:
        """The documents that are held back, of which an older page lies in the output.

        That page was none of a post, so nobody has removed it. It goes now, with its words.
        """
        held = (self.blog.docs.keys() - found.keys()) & self.last[builder].litter
        return {name for name in held if Output(builder).page(name) in before}

    def _shown(self, how: How) -> dict[str, tuple[bool, ...]]:
        states = self.blog.states(drafts=how.drafts)
        return {name: doc.shown(self.blog.now, states) for name, doc in self.blog.docs.items()}

    def _turned(self, how: How) -> set[str]:
        """The documents that are read because a section comes or goes.

        That may be so for one output, and change nothing in another.
        """
        return {name for name, now in self._shown(how).items() if self.blog.shown.get(name) != now}

    def lose(self, builder: str) -> None:
        """Note that the record of an output is lost, and with it what it alone knew."""
        files = Output.read(builder, self.out(builder)).files
        self.last[builder].lost |= {name for name in files if LATER.search(name)}
        self.last[builder].ok = False

    def _judge_written(
        self,
        builder: str,
        before: dict[str, int],
        content: dict[str, bytes],
        touched: set[str],
        arrived: tuple[set[str], set[str]],
    ) -> None:
        """Nothing is written that did not change, but for what Sphinx writes by itself.

        :param arrived: documents that are new in the environment, and in this output
        """
        entered, came = arrived
        after = Output.read(builder, self.out(builder))
        written = {n for n, stamp in _stamps(self.out(builder)).items() if before.get(n) != stamp}
        reasons = {name for name in written if after.files.get(name) != content.get(name)}
        listed = {"index", *self.in_toctree}
        sources = {f"{name}{doc.suffix}" for name, doc in self.blog.docs.items() if name in listed}
        if sources & touched or came & listed:
            # Around every page stands the tree of pages, as far as a theme shows it.
            reasons |= {name for name in written if LATER.search(name)}
        for name, doc in self.blog.docs.items():
            files = {f"{name}{doc.suffix}", *(f"images/{image}.png" for image in doc.pictures())}
            files |= self.blog.cards(name)
            linked = {target for _, target in doc.links}
            # A page with a toctree is written with every page under it. What was not in the
            # environment is read, and what links to it: for another builder's output, too.
            moved = files & touched or {name, *linked} & entered or self.blog.lacks(name)
            if doc.toctree is not None or moved:
                reasons.add(after.page(name))
        if wasted := sorted(written - reasons):
            raise Stale(f"{builder} wrote what did not change: {' '.join(wasted)}")

    def again(self, builder: str, how: How) -> None:
        """A build without any edit writes no page and keeps no environment."""
        before = _stamps(self.out(builder))
        self.run(builder, how)
        after = _stamps(self.out(builder))
        if any(
            entry not in self.last[builder].found and "*" not in entry
            for doc in self.blog.docs.values()
            for entry in doc.toctree or ()
        ):
            # A page whose toctree names what is not there is read at every build.
            return
        if any(map(self.blog.lacks, self.last[builder].found)):
            # So is one that names a picture that is not there.
            return
        if written := sorted(name for name, stamp in after.items() if before.get(name) != stamp):
            raise Stale(f"{builder}, without an edit, wrote: {' '.join(written)}")
        if "pickling environment" in self.log(builder).read_text():
            raise Stale(f"{builder}, without an edit, pickled the environment")

    def build_clean(self, hows: dict[str, How]) -> None:
        """Build from nothing what the sources are now."""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        for builder in BUILDERS:
            if status := self.run(builder, hows[builder]._replace(jobs=1, seed=0), clean=True):
                log = self.log(builder, clean=True).read_text()
                raise Stale(f"the clean build of {builder}: status {status}\n{log[-3000:]}")

    def compare(self) -> None:
        """Hold every output against its clean one."""
        problems = []
        titled = {
            name
            for name, doc in self.blog.docs.items()
            if any(kind in {"md", "doc"} for kind, _ in doc.links)
        }
        for builder in BUILDERS:
            known = Known(
                frozenset(self.last[builder].litter),
                frozenset(self.plain_pictures),
                frozenset(self.in_toctree),
                frozenset(titled),
                frozenset(self.last[builder].lost),
            )
            stale = Output.read(builder, self.out(builder))
            clean = Output.read(builder, self.folder / "clean" / builder / "out")
            problems += [f"{builder}: {each}" for each in differences(stale, clean, known)]
            self.last[builder].lost -= clean.files.keys()
        if problems:
            raise Stale("\n".join(problems))

    def note(self) -> None:
        """Note, after the builds of a step, what later ones must know."""
        for last in self.last.values():
            plain = {name for name, ours in last.found.items() if not ours}
            self.blog.plain |= plain
            for name in plain & self.blog.docs.keys():
                self.plain_pictures |= self.blog.docs[name].pictures()


def record_of(folder: Path) -> Path:
    """The record beside an output; EPUB's has a name that its packing passes over."""
    return folder / f".postindex.{'js' if folder.name == 'epub' else 'json'}"


def _stamps(folder: Path) -> dict[str, int]:
    """When each page was written; search and genindex are written at every build."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*html")
        if path.stem not in {"search", "genindex"}
        and path.parent.name not in {"search", "genindex"}
        and path.name != "nav.xhtml"
        and path.is_file()
    }
