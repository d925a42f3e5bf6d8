"""After any sequence of edits an incremental build leaves the output of a clean one.

    python tests/stale/machine.py [--steps 500] [--seed 7] [--root FOLDER] [--keep FOLDER]

Each step makes some edits, may disturb the output or interrupt a build, and builds html,
dirhtml and epub over one folder of doctrees, each with a -j and a hash seed of its own.
The same three are built from nothing, and compared. All draws come from the seed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from blog import Blog, first
from compare import Known, Output, differences
from edits import EDITS, SAFE, draw
from workers import SEEDS, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

BUILDERS = ("html", "dirhtml", "epub")
DISTURBANCES = {
    "": 12,
    "interrupted": 4,
    "deleted": 1,
    "lost": 1,
    "garbled": 1,
    "copied back": 2,
}
EVENTS = ("doctree-read", "env-updated", "doctree-resolved", "html-page-context", "build-finished")


class Stale(AssertionError):
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
class Machine:
    """The site, its outputs, and what is known of them."""

    seed: int
    folder: Path
    workers: Workers
    rng: Random = field(init=False)
    blog: Blog = field(default_factory=first)
    last: dict[str, Last] = field(default_factory=lambda: {b: Last() for b in BUILDERS})
    shots: list[tuple[str, Path, Last]] = field(default_factory=list)
    ever_in_toctree: set[str] = field(default_factory=set)
    ever_plain_pictures: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    """The documents in the environment."""

    def __post_init__(self) -> None:
        # Only the same draws matter.
        self.rng = Random(self.seed)
        (self.folder / "source").mkdir(parents=True)

    def out(self, builder: str) -> Path:
        """The output folder of a builder."""
        return self.folder / "out" / builder

    # -- one step ------------------------------------------------------------------

    def step(self, number: int) -> Iterator[str]:
        """Make a step; yields what was drawn, at once.

        :raises Stale: the outputs differ
        """
        tags = {b: self.rng.random() < 0.07 for b in BUILDERS}
        hows = {b: How(self.rng.choice((1, 4)), self.rng.choice(SEEDS), tags[b]) for b in BUILDERS}
        (disturbance,) = self.rng.choices([*DISTURBANCES], [*DISTURBANCES.values()])
        # Only a record knows of a file whose document is gone.
        edits = SAFE if disturbance in {"lost", "garbled"} else EDITS
        if number:
            yield from draw(self.rng, self.blog, edits, self.rng.choice((1, 1, 1, 2, 3)))
        touched = self._write()
        if number:
            yield from self._disturb(disturbance, touched, hows)
        settings = json.dumps(self.blog.config, sort_keys=True)
        for builder in BUILDERS:
            yield f"{builder} {hows[builder]}"
            self._build(builder, hows[builder], settings, touched)
        self._compare(hows)
        if self.rng.random() < 0.3 and len({tags[b] for b in BUILDERS}) == 1:
            builder = self.rng.choice(BUILDERS)
            yield f"{builder} again"
            self._again(builder, hows[builder])
        self._after(number)

    def _write(self) -> set[str]:
        touched = self.blog.write(self.folder / "source")
        for doc in self.blog.docs.values():
            if doc.toctree:
                self.ever_in_toctree |= self._in_toctree(doc.toctree)
        return touched

    def _in_toctree(self, entries: tuple[str, ...]) -> set[str]:
        return {
            name
            for name in self.blog.docs
            for entry in entries
            if name == entry or ("*" in entry and name.startswith(entry.rstrip("*")))
        }

    # -- building ------------------------------------------------------------------

    def _run(
        self, builder: str, how: How, *, clean: bool = False, interrupt: str = "", priority: int = 0
    ) -> int:
        root = self.folder / "clean" / builder if clean else self.folder
        out = root / "out" if clean else self.out(builder)
        environ = {"SOURCE_DATE_EPOCH": str(int(self.blog.now.timestamp()))}
        environ |= {"STALE_INTERRUPT": interrupt or ",,", "STALE_PRIORITY": str(priority)}
        return self.workers.build(
            builder,
            (self.folder / "source", root / "doctrees", out),
            self._log(builder, clean=clean),
            seed=how.seed,
            options=how.options(),
            environ=environ,
        )

    def _log(self, builder: str, *, clean: bool = False) -> Path:
        return self.folder / f"{builder}{'-clean' if clean else ''}.log"

    def _build(self, builder: str, how: How, settings: str, touched: set[str]) -> None:
        """Build incrementally, and hold the pages that were written to their reasons."""
        before, last = _stamps(self.out(builder)), self.last[builder]
        content = Output.read(builder, self.out(builder)).files if before else {}
        status = self._run(builder, how)
        if status:
            raise Stale(f"{builder}: status {status}\n{self._log(builder).read_text()[-3000:]}")
        found = self.blog.found(drafts=how.drafts)
        settings += str(how.drafts)
        if last.ok and last.settings == settings and not last.found.keys() - found.keys():
            self._judge_written(builder, before, content, touched, found.keys() - self.read)
        self.read = set(found)
        gone = {name for name, ours in last.found.items() if not ours} - self.blog.docs.keys()
        self.last[builder] = Last(found, (last.litter | gone) - found.keys(), settings, ok=True)

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

    def _again(self, builder: str, how: How) -> None:
        """A build without any edit writes no page and keeps no environment."""
        before = _stamps(self.out(builder))
        self._run(builder, how)
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
        if "pickling environment" in self._log(builder).read_text():
            raise Stale(f"{builder}, without an edit, pickled the environment")

    # -- disturbing ----------------------------------------------------------------

    def _disturb(self, kind: str, touched: set[str], hows: dict[str, How]) -> Iterator[str]:
        """Interrupt a build, or spoil an output; most steps do not."""
        builder = self.rng.choice(BUILDERS)
        if kind == "interrupted":
            yield self._interrupt(builder, touched, hows[builder])
            if self.rng.random() < 0.5:
                yield from draw(self.rng, self.blog, EDITS, 1)
                touched |= self._write()
        elif kind == "deleted":
            shutil.rmtree(self.out(builder))
            self.last[builder] = Last()
            yield f"{builder} deleted"
        elif kind == "lost":
            (_record(self.out(builder))).unlink(missing_ok=True)
            self.last[builder].ok = False
            yield f"record of {builder} lost"
        elif kind == "garbled":
            text = self.rng.choice(("", "{", "[]", '{"format": 1}', '{"format": 9}', "\0\xff"))
            (_record(self.out(builder))).write_text(text)
            self.last[builder].ok = False
            yield f"record of {builder} is {text!r}"
        elif kind == "copied back" and self.shots:
            yield self._copy_back()

    def _copy_back(self) -> str:
        builder, shot, last = self.rng.choice(self.shots)
        shutil.rmtree(self.out(builder), ignore_errors=True)
        shutil.copytree(shot, self.out(builder))
        self.last[builder] = deepcopy(last)
        self.last[builder].ok = False
        return f"{builder} copied back from {shot.name}"

    def _interrupt(self, builder: str, touched: set[str], how: How) -> str:
        """Stop a build, by SIGKILL or by an exception, when it reaches an event."""
        event = self.rng.choice(EVENTS)
        if "conf.py" in touched or how.drafts or self.last[builder].settings.endswith("True"):
            # Sphinx notes new settings before it reads a page; a build killed then
            # never writes the pages for them.
            event = self.rng.choice(EVENTS[1:])
        docname = ""
        if event in {"doctree-read", "doctree-resolved", "html-page-context"}:
            likely = {name for name, doc in self.blog.docs.items() if name + doc.suffix in touched}
            docname = self.rng.choice(sorted(likely | {"index"}))
        mode, priority = self.rng.choice(("kill", "raise")), self.rng.choice((1, 999))
        interrupt = f"{event},{docname},{mode}"
        status = self._run(builder, how, interrupt=interrupt, priority=priority)
        for last in self.last.values():
            # After an exception Sphinx forgets the environment, and reads and writes all.
            last.ok &= status <= 0
        self.last[builder].ok = False
        return f"{builder} {how} interrupted at {interrupt} {priority}: status {status}"

    # -- comparing -----------------------------------------------------------------

    def _compare(self, hows: dict[str, How]) -> None:
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        problems = []
        titled = {
            name
            for name, doc in self.blog.docs.items()
            if any(kind in {"md", "doc"} for kind, _ in doc.links)
        }
        for builder in BUILDERS:
            if status := self._run(builder, hows[builder]._replace(jobs=1, seed=0), clean=True):
                log = self._log(builder, clean=True).read_text()
                raise Stale(f"the clean build of {builder}: status {status}\n{log[-3000:]}")
            known = Known(
                frozenset(self.last[builder].litter),
                frozenset(self.ever_plain_pictures),
                frozenset(self.ever_in_toctree),
                frozenset(titled),
            )
            stale = Output.read(builder, self.out(builder))
            clean = Output.read(builder, self.folder / "clean" / builder / "out")
            problems += [f"{builder}: {each}" for each in differences(stale, clean, known)]
        if problems:
            raise Stale("\n".join(problems))

    def _after(self, number: int) -> None:
        """Note what later steps must know; keep a copy of an output now and then."""
        for last in self.last.values():
            plain = {name for name, ours in last.found.items() if not ours}
            self.blog.plain |= plain
            for name in plain & self.blog.docs.keys():
                self.ever_plain_pictures |= {*self.blog.docs[name].images}
        if self.rng.random() < 0.2:
            builder = self.rng.choice(BUILDERS)
            shot = self.folder / "shots" / f"step {number}"
            shutil.copytree(self.out(builder), shot)
            self.shots.append((builder, shot, deepcopy(self.last[builder])))
            if len(self.shots) > 5:
                _, old, _ = self.shots.pop(0)
                shutil.rmtree(old)


def _record(folder: Path) -> Path:
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


def run(seed: int, steps: int, folder: Path, root: Path | None = None) -> float:
    """Run the machine; the seconds that it took.

    :raises Stale: with the draws of the step and a way to see it again
    """
    began = time.monotonic()
    settings = {"root": root} if root else {}
    with Workers(**settings) as workers:
        machine = Machine(seed, folder, workers)
        for number in range(steps):
            start, drawn = time.monotonic(), []
            try:
                for draw_ in machine.step(number):
                    drawn.append(draw_)
            except Stale as error:
                text = f"seed {seed}, step {number} ({'; '.join(drawn)}):\n{error}"
                raise Stale(text) from None
            finally:
                seconds = time.monotonic() - start
                say(f"step {number}: {'; '.join(drawn)} | {seconds:.1f} s")
    seconds = time.monotonic() - began
    say(f"seed {seed}: {steps} steps without a difference, {seconds:.0f} s")
    return seconds


def say(text: str) -> None:
    """Print at once: a long run is read while it goes on."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--root", type=Path, help="import the package from this folder")
    parser.add_argument("--keep", type=Path, help="a new folder for the site, kept at the end")
    options = parser.parse_args()
    say(f"seed {options.seed}, {options.steps} steps")
    with tempfile.TemporaryDirectory(prefix="postindex-stale-") as temporary:
        folder = options.keep or Path(temporary, "site")
        try:
            run(options.seed, options.steps, folder, options.root)
        except Stale as error:
            sys.exit(f"\n{error}\n\nAgain: --seed {options.seed} --steps {options.steps}")


if __name__ == "__main__":
    main()
