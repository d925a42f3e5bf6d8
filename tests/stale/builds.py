"""The outputs under test: built, looked at for what was written, and compared."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from blog import Blog, first
from compare import Known, Output, differences

if TYPE_CHECKING:
    from pathlib import Path

    from workers import Workers

BUILDERS = ("html", "dirhtml", "epub")


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
        # A page that a document has left behind, and that one of its name must not have, is
        # taken away: with its words, so that all is written.
        held = self.blog.docs.keys() - found.keys()
        left = last.found.keys() - found.keys() or last.litter & held
        if last.ok and last.settings == settings and not left:
            self._judge_written(builder, before, content, touched, found.keys() - self.blog.read)
        self.blog.read = set(found)
        gone = {name for name, ours in last.found.items() if not ours} - self.blog.docs.keys()
        litter = (last.litter | gone) - found.keys() - held
        self.last[builder] = Last(found, litter, settings, ok=True)

    def _judge_written(
        self,
        builder: str,
        before: dict[str, int],
        content: dict[str, bytes],
        touched: set[str],
        entered: set[str],
    ) -> None:
        """Nothing is written that did not change, but for what Sphinx writes by itself."""
        after = Output.read(builder, self.out(builder))
        written = {n for n, stamp in _stamps(self.out(builder)).items() if before.get(n) != stamp}
        reasons = {name for name in written if after.files.get(name) != content.get(name)}
        for name, doc in self.blog.docs.items():
            files = {f"{name}{doc.suffix}", *(f"images/{image}.png" for image in doc.images)}
            linked = {target for _, target in doc.links}
            # A page with a toctree is written with every page under it. What was not in the
            # environment is read, and what links to it: for another builder's output, too.
            if doc.toctree is not None or files & touched or {name, *linked} & entered:
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
        if written := sorted(name for name, stamp in after.items() if before.get(name) != stamp):
            raise Stale(f"{builder}, without an edit, wrote: {' '.join(written)}")
        if "pickling environment" in self.log(builder).read_text():
            raise Stale(f"{builder}, without an edit, pickled the environment")

    def compare(self, hows: dict[str, How]) -> None:
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        problems = []
        titled = {
            name
            for name, doc in self.blog.docs.items()
            if any(kind in {"md", "doc"} for kind, _ in doc.links)
        }
        for builder in BUILDERS:
            if status := self.run(builder, hows[builder]._replace(jobs=1, seed=0), clean=True):
                log = self.log(builder, clean=True).read_text()
                raise Stale(f"the clean build of {builder}: status {status}\n{log[-3000:]}")
            known = Known(
                frozenset(self.last[builder].litter),
                frozenset(self.plain_pictures),
                frozenset(self.in_toctree),
                frozenset(titled),
            )
            stale = Output.read(builder, self.out(builder))
            clean = Output.read(builder, self.folder / "clean" / builder / "out")
            problems += [f"{builder}: {each}" for each in differences(stale, clean, known)]
        if problems:
            raise Stale("\n".join(problems))

    def note(self) -> None:
        """Note, after the builds of a step, what later ones must know."""
        for last in self.last.values():
            plain = {name for name, ours in last.found.items() if not ours}
            self.blog.plain |= plain
            for name in plain & self.blog.docs.keys():
                self.plain_pictures |= {*self.blog.docs[name].images}


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
