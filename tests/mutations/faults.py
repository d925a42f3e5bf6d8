"""Put faults into a copy of the package, one by one; the tests must see each of them.

    python tests/mutations/faults.py [--only WORDS] [--begin 0] [--steps 12] [--jobs 2] [--sure]

A fault is a line replaced. What has seen it before, by ``seen.json``, runs against the copy
first; where that stays green, the short tests, and then some steps of the state machine. A
table tells who saw what; a fault that nobody has seen makes the script fail, and so does one
whose line is not there any more, or whose line does not run. All tests in ``seen.json`` are
run against the package as it is before anything else: what is red anyway sees nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from of_pages import OF_PAGES
from of_posts import OF_POSTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from of_posts import Fault

FAULTS = (*OF_POSTS, *OF_PAGES)
TESTS = Path(__file__).resolve().parents[1]
SEEN = Path(__file__).with_name("seen.json")
"""Who saw each fault last: a test, or a seed of the machine. It says only what is tried first."""
SHORT = (
    "unit/test_query.py",
    *("stale/test_writes.py", "stale/test_unpublished.py", "stale/test_shown_facts.py"),
    *("integration/test_withheld.py", "integration/test_section_drafts.py"),
    *("integration/test_paging_fresh.py", "integration/test_image_changes.py"),
    *("integration/test_feeds.py", "integration/test_event.py"),
    *("integration/test_shared_items.py", "stale/test_references.py"),
)
SEEDS = (1, 2, 3)
# A line that cannot be run would be seen by every test, and prove nothing of any.
BROKEN = re.compile(r"\b(?:NameError|SyntaxError|ImportError|ModuleNotFoundError)\b.*")


class Seen(NamedTuple):
    """Who saw a fault; nobody if that is empty."""

    by: str
    seconds: float


def copy(root: Path) -> None:
    """Copy the package."""
    spec = importlib.util.find_spec("sphinx_postindex")
    source = Path(spec.origin).parent if spec and spec.origin else TESTS.parent / "sphinx_postindex"
    shutil.copytree(source, root / "sphinx_postindex", ignore=shutil.ignore_patterns("__pycache__"))


def plant(fault: Fault, root: Path) -> None:
    """Replace the line in a copy of the package.

    :raises LookupError: the line is not there, or is there more than once
    """
    path = root / "sphinx_postindex" / fault.file
    text = path.read_text(encoding="utf-8")
    if text.count(fault.line) != 1:
        raise LookupError(f"{fault.file} does not hold once: {fault.line}")
    path.write_text(text.replace(fault.line, fault.becomes), encoding="utf-8")


def environ(root: Path) -> dict[str, str]:
    """The environment in which Python imports the package from a folder."""
    return {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}


def red(root: Path, names: Sequence[str], *more: str) -> str:
    """The first test that is red against a copy."""
    command = [sys.executable, "-m", "pytest", "-xq", "-rfE", "-pno:cacheprovider", *more]
    # pytest cleans its own folder while others are in it.
    command += [f"--rootdir={TESTS.parent}", f"--basetemp={root / 'tmp'}"]
    command += [str(TESTS / each) for each in names]
    # In another folder than the checkout: Python would import the package from there.
    tests = subprocess.run(
        command, env=environ(root), cwd=root, capture_output=True, text=True, check=False
    )
    if not tests.returncode:
        return ""
    found = re.search(r"^(?:FAILED|ERROR) \S*?(\w+/\w+\.py::\w+)", tests.stdout, re.MULTILINE)
    broken = BROKEN.search(tests.stdout)
    if broken or not found:
        why = broken[0] if broken else tests.stdout[-2000:] + tests.stderr[-2000:]
        raise RuntimeError(f"the tests did not run: {why}")
    return found[1]


def differs(root: Path, seed: str, steps: int) -> str:
    """The seed of the machine, if it sees that an output is stale."""
    command = [sys.executable, str(TESTS / "stale" / "machine.py"), f"--seed={seed}"]
    command += [f"--steps={steps}", f"--root={root}"]
    run = subprocess.run(command, env=environ(root), capture_output=True, text=True, check=False)
    if not run.returncode:
        return ""
    found = re.search(r"seed \d+, step \d+", run.stderr)
    if not found:
        raise RuntimeError(f"the machine did not run: {run.stderr[-2000:]}")
    return f"machine: {found[0]}"


def tried(root: Path, first: str, steps: int) -> Iterator[str]:
    """Who sees a fault, the likely ones first; nothing for each that does not."""
    if "::" in first:
        yield red(root, [first], "-pno:xdist")
    elif first:
        yield differs(root, re.findall(r"\d+", first)[0], steps)
    yield red(root, SHORT, "-pno:xdist")
    for seed in SEEDS:
        yield differs(root, str(seed), steps)


def look(fault: Fault, first: str, steps: int) -> Seen:
    """Who sees a fault."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="postindex-fault-") as folder:
        copy(Path(folder))
        plant(fault, Path(folder))
        by = next(filter(None, tried(Path(folder), first, steps)), "")
    return Seen(by, time.monotonic() - start)


def need_green(names: Sequence[str]) -> None:
    """Leave if some of the tests are red where there is no fault."""
    with tempfile.TemporaryDirectory(prefix="postindex-fault-") as folder:
        copy(Path(folder))
        if names and (by := red(Path(folder), sorted(set(names)), "-n2")):
            sys.exit(f"red without any fault: {by}")


def remember() -> dict[str, str]:
    """Who saw each fault last."""
    found: dict[str, str] = json.loads(SEEN.read_text(encoding="utf-8"))
    return found


def keep(seen: dict[str, str]) -> None:
    """Keep who saw each fault, in the order of the faults; those that are gone go."""
    known = {fault.what: seen[fault.what] for fault in FAULTS if seen.get(fault.what)}
    SEEN.write_text(f"{json.dumps(known, indent=2)}\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="faults with these words in their name")
    parser.add_argument("--begin", type=int, default=0, help="leave out so many of the first")
    parser.add_argument("--steps", type=int, default=12, help="of the machine, a seed")
    parser.add_argument("--jobs", type=int, default=2, help="faults at once")
    parser.add_argument("--sure", action="store_true", help="the tests are green without faults")
    options = parser.parse_args()
    faults = [each for each in FAULTS if options.only in each.what][options.begin :]
    firsts = [remember().get(each.what, "") for each in faults]
    if not options.sure:
        need_green([first for first in firsts if "::" in first])
    sys.stdout.write(f"| {'fault':58} | {'seen by':100} | seconds |\n")
    sys.stdout.write(f"|{'-' * 60}|{'-' * 102}|--------:|\n")
    unseen = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        every = pool.map(look, faults, firsts, [options.steps] * len(faults))
        for fault, seen in zip(faults, every, strict=True):
            unseen += not seen.by
            by = seen.by or "NOBODY"
            sys.stdout.write(f"| {fault.what:58} | {by:100} | {seen.seconds:7.0f} |\n")
            sys.stdout.flush()
            keep({**remember(), fault.what: seen.by})
    if unseen:
        sys.exit(f"{unseen} faults were not seen")


if __name__ == "__main__":
    main()
