"""After any sequence of edits an incremental build leaves the output of a clean one.

    python tests/stale/machine.py [--steps 500] [--seed 7] [--root FOLDER] [--keep FOLDER]

Each step makes some edits, may disturb the output or interrupt a build, and builds html,
dirhtml and epub over one folder of doctrees, each with a -j and a hash seed of its own.
The same three are built from nothing beside them, and compared. All draws come from the seed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from builds import BUILDERS, Builds, How, Last, Stale, record_of
from edits import EDITS, SAFE, draw
from workers import SEEDS, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

DISTURBANCES = {
    "": 12,
    "interrupted": 4,
    "deleted": 1,
    "lost": 1,
    "garbled": 1,
    "copied back": 2,
}
EVENTS = ("doctree-read", "env-updated", "doctree-resolved", "html-page-context", "build-finished")
GARBAGE = ("", "{", "[]", '{"format": 1}', '{"format": 9}', "\0\xff")
SHOTS = 5


class Machine(Builds):
    """Draws edits, disturbances and options of builds."""

    def __init__(self, seed: int, folder: Path, workers: Workers) -> None:
        super().__init__(folder, workers)
        self.rng = Random(seed)  # noqa: S311 - the same draws every time
        self.shots: list[tuple[str, Path, Last]] = []

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
        touched = self.write()
        if number:
            yield from self._disturb(disturbance, touched, hows)
        settings = json.dumps(self.blog.config, sort_keys=True)
        with ThreadPoolExecutor(1) as beside:
            clean = beside.submit(self.build_clean, hows)
            for builder in BUILDERS:
                yield f"{builder} {hows[builder]}"
                self.build(builder, hows[builder], settings, touched)
            clean.result()
        self.compare()
        if self.rng.random() < 0.3 and len({tags[b] for b in BUILDERS}) == 1:
            builder = self.rng.choice(BUILDERS)
            yield f"{builder} again"
            self.again(builder, hows[builder])
        self.note()
        if self.rng.random() < 0.2:
            self._take_shot(number)

    def _disturb(self, kind: str, touched: set[str], hows: dict[str, How]) -> Iterator[str]:
        """Interrupt a build, or spoil an output; most steps do not."""
        builder = self.rng.choice(BUILDERS)
        if kind == "interrupted":
            yield self._interrupt(builder, touched, hows[builder])
            if self.rng.random() < 0.5:
                yield from draw(self.rng, self.blog, EDITS, 1)
                touched |= self.write()
        elif kind == "deleted":
            shutil.rmtree(self.out(builder))
            self.last[builder] = Last()
            yield f"{builder} deleted"
        elif kind == "lost":
            self.lose(builder)
            record_of(self.out(builder)).unlink(missing_ok=True)
            yield f"record of {builder} lost"
        elif kind == "garbled":
            text = self.rng.choice(GARBAGE)
            self.lose(builder)
            record_of(self.out(builder)).write_text(text)
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
            event = self.rng.choice(EVENTS[2:])
        docname = ""
        if event in {"doctree-read", "doctree-resolved", "html-page-context"}:
            likely = {name for name, doc in self.blog.docs.items() if name + doc.suffix in touched}
            docname = self.rng.choice(sorted(likely | {"index"}))
        mode, priority = self.rng.choice(("kill", "raise")), self.rng.choice((1, 999))
        interrupt = f"{event},{docname},{mode}"
        status = self.run(builder, how, interrupt=interrupt, priority=priority)
        self.blog.read &= self.blog.found(drafts=how.drafts).keys()
        self.blog.shown.clear()
        for last in self.last.values():
            # After an exception Sphinx forgets the environment, and reads and writes all.
            last.ok &= status <= 0
        self.last[builder].ok = False
        return f"{builder} {how} interrupted at {interrupt} {priority}: status {status}"

    def _take_shot(self, number: int) -> None:
        """Keep a copy of an output, to be copied back later."""
        builder = self.rng.choice(BUILDERS)
        shot = self.folder / "shots" / f"step {number}"
        shutil.copytree(self.out(builder), shot)
        self.shots.append((builder, shot, deepcopy(self.last[builder])))
        if len(self.shots) > SHOTS:
            _, old, _ = self.shots.pop(0)
            shutil.rmtree(old)


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
                for each in machine.step(number):
                    drawn.append(each)  # noqa: PERF402 - what was drawn before it failed counts
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
