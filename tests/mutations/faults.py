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
from typing import NamedTuple

TESTS = Path(__file__).resolve().parents[1]
SHORT = ("stale/test_writes.py", "stale/test_unpublished.py", "integration/test_withheld.py")
SEEDS = (1, 2, 3)


class Fault(NamedTuple):
    """A line of the package, and what it becomes."""

    what: str
    file: str
    line: str
    becomes: str


def without(field: str, empty: str) -> Fault:
    """The fingerprint leaves out a field of the posts."""
    return Fault(
        f"the fingerprint leaves out: {field}",
        "fresh.py",
        "[(p, site.state(p)) for p in posts]",
        f"[(__import__('dataclasses').replace(p, {field}={empty}), site.state(p)) for p in posts]",
    )


FAULTS = (
    Fault(
        "the record is never written",
        "fresh.py",
        "Record(pages, made, whole).write(record_file(builder))",
        "pass",
    ),
    Fault(
        "a killed build leaves the old record",
        "fresh.py",
        "Record(made=made, whole=False).write(file)",
        "pass",
    ),
    Fault(
        "a lost record is a good one",
        "fresh.py",
        "return cls(whole=False)",
        "return cls()",
    ),
    Fault(
        "env-updated returns nothing",
        "fresh.py",
        "return sorted(page for page in known if",
        "return sorted(page for page in () if",
    ),
    without("title", "None"),
    without("excerpt", "None"),
    without("date", "None"),
    without("categories", "()"),
    Fault(
        "the fingerprint leaves out: what state a post is in",
        "fresh.py",
        "[(p, site.state(p)) for p in posts]",
        "list(posts)",
    ),
    Fault(
        "the fingerprint leaves out: the options of an index",
        "fresh.py",
        "(repr((index, [",
        '(repr(("", [',
    ),
    Fault(
        "the fingerprint leaves out: the stylesheet",
        "fresh.py",
        "style.update(file.read_bytes())",
        "pass",
    ),
    Fault(
        "the fingerprint leaves out: the version",
        "fresh.py",
        "repr((__version__, ",
        "repr((",
    ),
    Fault(
        "the fingerprint leaves out: links in vain",
        "fresh.py",
        "[repr(absent), repr(sections)",
        "[repr(sections)",
    ),
    Fault(
        "a page that was only resolved counts as written",
        "fresh.py",
        "return page in build.resolved and _stamp(builder, page) != build.stamps[page]",
        "return page in build.resolved",
    ),
    Fault(
        "nothing is withdrawn",
        "fresh.py",
        "left = _withdraw(builder, record, made)",
        "left = False",
    ),
    Fault(
        "what is held back is only looked for in the record",
        "fresh.py",
        "held = {file for file in held if (outdir / file).is_file()}",
        "held = set()",
    ),
    Fault(
        "files that others make, too, are removed",
        "fresh.py",
        "kept = _files(outputs.made_of(builder, docs)) if dropped | held else set()",
        "kept = set()",
    ),
    Fault(
        "the search index keeps the words of what has left",
        "fresh.py",
        "index.unlink(missing_ok=True)",
        "pass",
    ),
    Fault(
        "drafts that are no posts are not in the record",
        "fresh.py",
        "return {*site.posts, *site.drafts}",
        "return {*site.posts}",
    ),
    Fault(
        "the record names what is held back",
        "fresh.py",
        "return {*site.posts, *site.drafts}",
        "return {*site.posts, *site.drafts, *site.held}",
    ),
    Fault(
        "images are not withdrawn",
        "outputs.py",
        "yield users, outdir / builder.imagedir / name",
        "continue",
    ),
    Fault(
        "copies of sources are not withdrawn",
        "outputs.py",
        'if builder.format == "html" and getattr(builder, "copysource", False):',
        "if False:",
    ),
    Fault(
        "merge_domaindata is forgotten",
        "domain.py",
        "mine.update({docname: theirs[docname] for docname in docnames if docname in theirs})",
        "pass",
    ),
    Fault(
        "clear_doc is forgotten",
        "domain.py",
        "self.data[kind].pop(docname, None)",
        "pass",
    ),
    Fault(
        "links to documents are not noted",
        "read/hold.py",
        'if named := sorted(targets - {""}):',
        "if named := ():",
    ),
    Fault(
        "pages that link to what moved are not read again",
        "read/hold.py",
        "if not docnames.isdisjoint(named)}",
        "if named is None}",
    ),
    Fault(
        "what was read is not purged when it is held back",
        "read/hold.py",
        "removed |= held & env.all_docs.keys()",
        "pass",
    ),
    Fault(
        "nothing is held back",
        "read/hold.py",
        "held = set(site.held)",
        "held = set()",
    ),
    Fault(
        "what only a parser knows is not held back",
        "read/hold.py",
        "for name, state in found.items():",
        "for name, state in dict().items():",
    ),
    Fault(
        "an edit counts as an arrival",
        "read/hold.py",
        "if docname not in site.env.all_docs:",
        "if docname:",
    ),
    Fault(
        "the clock is read, not SOURCE_DATE_EPOCH",
        "read/publish.py",
        "return datetime.fromtimestamp(int(epoch), UTC)",
        "return datetime.now(UTC)",
    ),
    Fault(
        "nothing expires",
        "read/publish.py",
        "if self.expires and _due(self.expires) <= moment:",
        "if False:",
    ),
    Fault(
        "posts of one day are in any order",
        "query.py",
        "sorted(posts, key=lambda post: (post.docname, post.place))",
        "sorted(posts, key=lambda post: hash(post.docname))",
    ),
    Fault(
        "the closing line counts nothing",
        "report.py",
        "states = Counter(held.values())",
        "states = Counter()",
    ),
)


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
