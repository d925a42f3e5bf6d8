"""Measure builds with the extension against bare Sphinx, and ABlog, on the same posts.

    python tests/benchmarks/bench.py [--posts 1000 ...] [--full] [--repeats 3] [--ablog]

Every build is a process of its own. The sides alternate, so that a slow minute of the
machine meets all of them; what is shown is the median. Time is CPU seconds of the build
and its children (user + system), memory the largest resident set of one process, in MB.
A budget that is missed is printed, never an error: a time depends on the machine.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

POSTS = 1_000
FULL = (1_000, 10_000)
BYTES_IN_MB = 1_000_000

CONF = """\
project = "Bench"
copyright = "nobody"
html_theme = "alabaster"
html_baseurl = "https://example.com/"
"""
# Everything that makes an archive, on: a feed comes with the address.
ARCHIVE = """\
postindex_archives = ["category", "tag", "author", "year"]
"""
EXTENSIONS = {
    "bare": ["myst_parser"],
    "postindex": ["myst_parser", "sphinx_postindex"],
    "ablog": ["myst_parser", "ablog"],
}
INDEX = {
    "bare": "# Posts\n\nA page without a list.\n",
    "postindex": "# Posts\n\n```{postindex}\n```\n",
    "ablog": "# Posts\n\n```{postlist}\n:excerpts:\n```\n",
}
# What makes a document a post, or in bare Sphinx a page without a toctree.
MARKS = {"bare": "orphan: true\n", "postindex": "", "ablog": "blogpost: true\n"}

# Sphinx writes these on every build.
ALWAYS_WRITTEN = {"genindex.html", "search.html"}

SECTIONS = 4
CATEGORIES = tuple(f"{kind} {of}" for kind in ("Systems", "Tools") for of in "ABCDE")
AUTHORS = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus")
YEARS, TAGS = 16, 40
# The last forty serve as tags.
PROSE = """
a the of and to in is that it for was on are with they be at one have this from
queue cache delay loop model system signal measure archive reader writer index page
quiet slow early late small large often rarely build draw read write keep change
"""
WORDS = PROSE.split()


# -- the posts -------------------------------------------------------------------------


def paragraph(rng: random.Random, words: int) -> str:
    """Some sentences of dull prose with emphasis and code in it."""
    chosen = rng.choices(WORDS, k=words)
    chosen[3] = f"*{chosen[3]}*"
    chosen[-3] = f"`{chosen[-3]}`"
    for end in range(12, words - 1, 13):
        chosen[end] += "."
        chosen[end + 1] = chosen[end + 1].capitalize()
    text = " ".join(chosen)
    return f"{text[0].upper()}{text[1:]}."


def post(number: int, total: int, mark: str) -> str:
    """A post of about 600 words: four sections, a code block, links."""
    rng = random.Random(number)  # noqa: S311 - the same posts on every run
    months, day = divmod(number * YEARS * 336 // total, 28)
    date = f"{2005 + months // 12}-{months % 12 + 1:02}-{day + 1:02}"
    tags = ", ".join(rng.sample(WORDS[-TAGS:], 3))
    who, kind = rng.choice(AUTHORS), rng.choice(CATEGORIES)
    parts = [
        f"---\n{mark}date: {date}\ncategory: {kind}\ntags: [{tags}]\nauthor: {who}\n---",
        f"# Post {number}: the *{rng.choice(WORDS)}* of {rng.choice(WORDS)}",
        paragraph(rng, 60),
    ]
    for section in range(SECTIONS):
        other = rng.randrange(total)
        parts += [
            f"## Part {section + 1}",
            paragraph(rng, 70),
            f"See [the other one]({name(other)}.md) and <https://example.com/{number}>.",
            paragraph(rng, 60),
        ]
    parts.append("```python\ndef answer(question: str) -> int:\n    return len(question)\n```")
    return "\n\n".join(parts) + "\n"


def name(number: int) -> str:
    """The file name of a post, without its suffix."""
    return f"post-{number:05}"


def write_site(folder: Path, side: str, posts: int) -> None:
    """The source folder of one side: the same posts, its own index and extensions."""
    (folder / "posts").mkdir(parents=True)
    conf = f"{CONF}extensions = {EXTENSIONS[side]!r}\n" + (ARCHIVE if side == "postindex" else "")
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "index.md").write_text(INDEX[side], encoding="utf-8")
    for number in range(posts):
        path = folder / "posts" / f"{name(number)}.md"
        path.write_text(post(number, posts, MARKS[side]), encoding="utf-8")


# -- the work --------------------------------------------------------------------------


def edit(pattern: str, replacement: str) -> Callable[[Path, int], None]:
    """An edit of the post in the middle: the last match of a pattern is replaced."""

    def work(source: Path, posts: int) -> None:
        path = source / "posts" / f"{name(posts // 2)}.md"
        text = path.read_text(encoding="utf-8")
        *_, last = re.finditer(pattern, text, re.MULTILINE)
        text = text[: last.start()] + replacement + text[last.end() :]
        path.write_text(text, encoding="utf-8")

    return work


def nothing(source: Path, posts: int) -> None:
    """No edit at all."""


# Each line of the table is this change, then a build. The order matters: every one
# starts from the output of the one before.
WORK: dict[str, Callable[[Path, int], None]] = {
    "cold build": nothing,
    "one text edited": edit(r"return len\(question\)", "return 42"),
    "one title edited": edit(r"^# Post", "# Renamed post"),
    "nothing changed": nothing,
}


# -- measuring -------------------------------------------------------------------------


class Measure(NamedTuple):
    """What one build cost."""

    cpu: float
    """CPU seconds of the process and its children, user + system."""
    memory: float
    """Largest resident set of any one of these processes, in MB."""
    pickle: int
    """Size of ``environment.pickle`` in bytes."""
    written: int
    """Pages (``*.html``) that the build wrote, but for those that Sphinx writes always."""


@dataclass(frozen=True)
class Side:
    """One side of the comparison: its name and its folders."""

    name: str
    root: Path

    @property
    def source(self) -> Path:
        """Where its documents are."""
        return self.root / "source"

    @property
    def out(self) -> Path:
        """Where its output goes."""
        return self.root / "out"


def run_build(side: Side) -> tuple[float, float]:
    """Build one side's folder: CPU seconds and largest resident set in MB."""
    log = side.root / "log.txt"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
    command += ["-d", str(side.root / "doctrees"), str(side.source), str(side.out)]
    with log.open("wb") as stream:
        process = os.posix_spawn(
            sys.executable,
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, stream.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, stream.fileno(), 2),
            ],
        )
        # wait4 tells the cost of this one process and of the children it waited for.
        _, status, usage = os.wait4(process, 0)
    if status:
        sys.exit(f"{side.name}: the build failed\n{log.read_text(encoding='utf-8')[-3000:]}")
    kilobytes = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss / 1024
    return usage.ru_utime + usage.ru_stime, kilobytes * 1024 / BYTES_IN_MB


def measure(side: Side) -> Measure:
    """Build one side's folder and look at what came out."""
    before = time.time_ns()
    cpu, memory = run_build(side)
    return Measure(
        cpu=cpu,
        memory=memory,
        pickle=(side.root / "doctrees" / "environment.pickle").stat().st_size,
        written=sum(
            path.stat().st_mtime_ns >= before
            for path in side.out.rglob("*.html")
            if path.name not in ALWAYS_WRITTEN
        ),
    )


Results = dict[tuple[str, str], list[Measure]]


def compare(posts: int, sides: Sequence[str], repeats: int, root: Path) -> Results:
    """All work on all sides, alternating, each repeat from fresh folders."""
    results: Results = defaultdict(list)
    for repeat in range(repeats):
        made = [Side(each, root / f"{posts}-{repeat}-{each}") for each in sides]
        for side in made:
            write_site(side.source, side.name, posts)
        # Whoever goes first warms the disk for the others.
        made = made[repeat % len(made) :] + made[: repeat % len(made)]
        for work, change in WORK.items():
            for side in made:
                change(side.source, posts)
                # Sphinx compares times of files; the clock of files may be coarse.
                time.sleep(0.02)
                results[work, side.name].append(measure(side))
                say(f"{posts} posts, round {repeat + 1}/{repeats}, {work}, {side.name}")
        for side in made:
            shutil.rmtree(side.root)
    return results


def say(text: str) -> None:
    """Progress, on the error stream: the table alone goes to the output."""
    sys.stderr.write(f"  {text}\n")


# -- the table -------------------------------------------------------------------------


class Row(NamedTuple):
    """One line of the table: what, how much it may be, how much it is."""

    what: str
    budget: str
    measured: str
    kept: bool | None
    others: str = ""


class Medians:
    """The medians of a comparison, by work and side."""

    def __init__(self, results: Results) -> None:
        self.results = results

    def of(self, work: str, side: str, field: str) -> float:
        """The median of one number."""
        return float(statistics.median(getattr(each, field) for each in self.results[work, side]))

    def ratio(self, work: str, field: str, side: str = "postindex") -> float:
        """One side against bare Sphinx: the median over rounds of the ratio of one round."""
        pairs = zip(self.results[work, side], self.results[work, "bare"], strict=True)
        return float(statistics.median(getattr(a, field) / getattr(b, field) for a, b in pairs))

    def has(self, side: str) -> bool:
        """Whether a side took part."""
        return any(each == side for _, each in self.results)


BUDGETS = {"cold build": 1.15, "one text edited": 1.25, "nothing changed": 1.15}
MEMORY_BUDGET = 1.15  # x bare
PAGES_BUDGET = {"one text edited": 1, "nothing changed": 0}
TITLE_PAGES = "the post, its neighbours, indexes, archives"
PICKLE_BUDGET = 1_500  # bytes a post more than bare
GROWTH_BUDGET = 1.2  # time per post, the largest site against the smallest
CSS_BUDGET, SCRIPT_BUDGET = 4_000, 3_000  # bytes
CARD_BUDGET = 700, 9  # bytes, elements but for the author's own markup
OWN_MARKUP = {"em", "strong", "code", "sub", "sup"}


def time_rows(medians: Medians) -> Iterable[Row]:
    """CPU seconds of each work, as a ratio to bare Sphinx."""
    for work in WORK:
        cpu, bare = medians.of(work, "postindex", "cpu"), medians.of(work, "bare", "cpu")
        ratio, budget = medians.ratio(work, "cpu"), BUDGETS.get(work)
        yield Row(
            f"{work}, CPU",
            f"<= {budget:.2f} x bare" if budget else "",
            f"{ratio:.2f} x ({cpu:.2f} s, bare {bare:.2f} s)",
            ratio <= budget if budget else None,
            f"{medians.ratio(work, 'cpu', 'ablog'):.2f} x" if medians.has("ablog") else "",
        )


def size_rows(medians: Medians, posts: int) -> Iterable[Row]:
    """Memory, the environment and the pages written."""
    cold, ablog = "cold build", medians.has("ablog")
    ratio = medians.ratio(cold, "memory")
    peak = medians.of(cold, "postindex", "memory")
    yield Row(
        "peak memory, cold build",
        f"<= {MEMORY_BUDGET:.2f} x bare",
        f"{ratio:.2f} x ({peak:.0f} MB)",
        ratio <= MEMORY_BUDGET,
        f"{medians.ratio(cold, 'memory', 'ablog'):.2f} x" if ablog else "",
    )
    bare = medians.of(cold, "bare", "pickle")
    more = (medians.of(cold, "postindex", "pickle") - bare) / posts
    yield Row(
        "environment.pickle, bytes a post more than bare",
        f"<= {PICKLE_BUDGET}",
        f"{more:.0f}",
        more <= PICKLE_BUDGET,
        f"{(medians.of(cold, 'ablog', 'pickle') - bare) / posts:.0f}" if ablog else "",
    )
    for work in list(WORK)[1:]:
        written = medians.of(work, "postindex", "written")
        allowed = PAGES_BUDGET.get(work)
        yield Row(
            f"{work}, pages written",
            TITLE_PAGES if allowed is None else str(allowed),
            f"{written:.0f} (bare {medians.of(work, 'bare', 'written'):.0f})",
            None if allowed is None else written <= allowed,
            f"{medians.of(work, 'ablog', 'written'):.0f}" if ablog else "",
        )


def growth_row(sizes: dict[int, Medians]) -> Iterable[Row]:
    """How the time per post of a cold build grows from the smallest to the largest site."""
    small, large = min(sizes), max(sizes)
    if small == large:
        return
    per_post = [sizes[n].of("cold build", "postindex", "cpu") / n for n in (small, large)]
    growth = per_post[1] / per_post[0]
    what = f"time per post, {large} posts against {small}"
    yield Row(what, f"<= {GROWTH_BUDGET} x", f"{growth:.2f} x", growth <= GROWTH_BUDGET)


def file_rows(root: Path) -> Iterable[Row]:
    """Sizes of what a reader's browser loads."""
    site = Side("postindex", root / "files")
    write_site(site.source, site.name, 10)
    run_build(site)
    for file, budget in (("postindex.css", CSS_BUDGET), ("postindex.js", SCRIPT_BUDGET)):
        found = list(site.out.rglob(file))
        size = found[0].stat().st_size if found else 0
        yield Row(f"{file}, bytes", f"<= {budget}", f"{size}", size <= budget)
    page = (site.out / "index.html").read_text(encoding="utf-8")
    cards = re.findall(r'<li class="[^"]*\bpostindex-card\b.*?</li>', page, re.DOTALL)
    if cards:
        size = max(len(card.encode()) for card in cards)
        every = [re.findall(r"<([a-z0-9]+)", card) for card in cards]
        elements = max(sum(tag not in OWN_MARKUP for tag in tags) for tags in every)
        marks = max(sum(tag in OWN_MARKUP for tag in tags) for tags in every)
        kept = size <= CARD_BUDGET[0] and elements <= CARD_BUDGET[1]
        limits = f"<= {CARD_BUDGET[0]} bytes, <= {CARD_BUDGET[1]} elements"
        measured = f"{size} bytes, {elements} elements, {marks} more are the author's"
        yield Row("HTML of the largest card", limits, measured, kept)


def show(title: str, rows: Iterable[Row]) -> None:
    """Print a table that is also Markdown."""
    head = Row("work", "budget", "measured", None, "ABlog")
    words = {True: "yes", False: "NO", None: ""}
    lines = [(r.what, r.budget, r.measured, words[r.kept], r.others) for r in rows]
    table = [(*head[:3], "kept", head.others), *lines]
    widths = [max(len(line[column]) for line in table) for column in range(5)]
    cells = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in table
    ]
    cells.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    sys.stdout.write("\n".join(["", title, "", *cells, ""]))
    sys.stdout.flush()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--posts", type=int, nargs="+", default=[POSTS], metavar="N")
    parser.add_argument("--full", action="store_true", help="1,000 and 10,000 posts")
    parser.add_argument("--repeats", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument("--ablog", action="store_true", help="measure ABlog as well")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every single measure")
    return parser.parse_args()


def main() -> None:
    """Measure what the command line asks for and print the table."""
    options = arguments()
    sides = ["bare", "postindex"]
    if options.ablog:
        if importlib.util.find_spec("ablog"):
            sides.append("ablog")
        else:
            say("ABlog is not installed: measuring without it")
    sizes: dict[int, Medians] = {}
    with tempfile.TemporaryDirectory(prefix="postindex-bench-") as folder:
        root = Path(folder)
        for posts in sorted(set(FULL if options.full else options.posts)):
            results = compare(posts, sides, options.repeats, root)
            sizes[posts] = Medians(results)
            rows = [*time_rows(sizes[posts]), *size_rows(sizes[posts], posts)]
            show(f"{posts} posts, median of {options.repeats} rounds", rows)
        show("Growth and files", [*growth_row(sizes), *file_rows(root)])
    if options.json:
        kept = {
            str(n): [
                [work, side, *each] for (work, side), all_ in m.results.items() for each in all_
            ]
            for n, m in sizes.items()
        }
        options.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
