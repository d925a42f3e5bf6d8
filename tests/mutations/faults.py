"""Put faults into a copy of the package, one by one; the tests must see each of them.

    python tests/mutations/faults.py [--only WORDS] [--steps 12]

A fault is a line replaced. The short tests run against the copy, and, where they stay
green, some steps of the state machine. A table tells who saw what; a fault that nobody has
seen makes the script fail, and so does one whose line is not there any more.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from of_pages import OF_PAGES
from of_posts import OF_POSTS

if TYPE_CHECKING:
    from of_posts import Fault

FAULTS = (*OF_POSTS, *OF_PAGES)
TESTS = Path(__file__).resolve().parents[1]
SHORT = (
    *("stale/test_writes.py", "stale/test_unpublished.py", "stale/test_shown_facts.py"),
    *("integration/test_withheld.py", "integration/test_section_drafts.py"),
    *("integration/test_paging_fresh.py", "integration/test_image_changes.py"),
    *("integration/test_feeds.py", "stale/test_references.py"),
)
SEEDS = (1, 2, 3)


class Seen(NamedTuple):
    """Who saw a fault; nobody if that is empty."""

    by: str
    seconds: float


def plant(fault: Fault, root: Path) -> None:
    """Copy the package and replace the line.

    :raises LookupError: the line is not there, or is there more than once
    """
    spec = importlib.util.find_spec("sphinx_postindex")
    source = Path(spec.origin).parent if spec and spec.origin else TESTS.parent / "sphinx_postindex"
    shutil.copytree(source, root / "sphinx_postindex", ignore=shutil.ignore_patterns("__pycache__"))
    path = root / "sphinx_postindex" / fault.file
    text = path.read_text(encoding="utf-8")
    if text.count(fault.line) != 1:
        raise LookupError(f"{fault.file} does not hold once: {fault.line}")
    path.write_text(text.replace(fault.line, fault.becomes), encoding="utf-8")


def look(root: Path, steps: int) -> Seen:
    """Run the tests against a copy, the short ones first, until one is red."""
    start = time.monotonic()
    environ = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-xq", "-n2", "-rfE", "-pno:cacheprovider"]
    command += [f"--rootdir={TESTS.parent}", *(str(TESTS / each) for each in SHORT)]
    # In another folder than the checkout: Python would import the package from there.
    tests = subprocess.run(
        command, env=environ, cwd=root, capture_output=True, text=True, check=False
    )
    if tests.returncode:
        found = re.search(r"^(?:FAILED|ERROR) \S+?::(\w+)", tests.stdout, re.MULTILINE)
        if not found:
            sys.exit(f"the tests did not run:\n{tests.stdout[-2000:]}{tests.stderr[-2000:]}")
        return Seen(found[1], time.monotonic() - start)
    for seed in SEEDS:
        command = [sys.executable, str(TESTS / "stale" / "machine.py"), f"--seed={seed}"]
        command += [f"--steps={steps}", f"--root={root}"]
        run = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        if run.returncode:
            found = re.search(r"seed \d+, step \d+", run.stderr)
            if not found:
                sys.exit(f"the machine did not run:\n{run.stderr[-2000:]}")
            return Seen(f"machine, {found[0]}", time.monotonic() - start)
    return Seen("", time.monotonic() - start)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="faults with these words in their name")
    parser.add_argument("--steps", type=int, default=12, help="of the machine, a seed")
    options = parser.parse_args()
    unseen = 0
    sys.stdout.write(f"| {'fault':58} | {'seen by':70} | seconds |\n")
    sys.stdout.write(f"|{'-' * 60}|{'-' * 72}|--------:|\n")
    for fault in (each for each in FAULTS if options.only in each.what):
        with tempfile.TemporaryDirectory(prefix="postindex-fault-") as folder:
            plant(fault, Path(folder))
            seen = look(Path(folder), options.steps)
        unseen += not seen.by
        by = seen.by or "NOBODY"
        sys.stdout.write(f"| {fault.what:58} | {by:70} | {seen.seconds:7.0f} |\n")
        sys.stdout.flush()
    if unseen:
        sys.exit(f"{unseen} faults were not seen")


if __name__ == "__main__":
    main()
