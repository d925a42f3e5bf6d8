"""What a build writes: the pages that changed, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

import sphinx_postindex.hashes
from sphinx_postindex import assets

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Changes, Files, MakeSite, Site

ALPHA = {"index", "alpha", "category/alpha"}
OVERVIEW = "category/index"
BUILDERS = ("html", "dirhtml", "epub")
# These Sphinx writes at every build.
ALWAYS = {"genindex", "search", "nav"}


def index(title: str, options: str = "") -> str:
    """A page with an index, in no toctree."""
    return f"---\norphan: true\n---\n# {title}\n\n```{{postindex}}\n{options}```\n"


PAGES: Files = {
    "index.md": index("Home"),
    "alpha.md": index("Alpha", ":category: Alpha\n:empty: None\n"),
    "beta.md": index("Beta", ":category: Beta\n:empty: None\n"),
    "new.md": index("New", ":limit: 3\n"),
    "plain.md": "---\norphan: true\n---\n# Plain\n\nNo index.\n",
}


def post(number: int = 0, *, title: str = "", lead: str = "", tail: str = "", **front: str) -> str:
    """A post; the higher its number, the newer it is."""
    fields = {
        "date": f"2024-01-01T00:{number:02}",
        "category": "Beta" if number % 2 else "Alpha",
        "tags": "[red]",
        **front,
    }
    block = "\n".join(f"{name}: {value}" for name, value in fields.items())
    title, lead = title or f"Post {number}", lead or f"Lead {number}."
    return f"---\n{block}\n---\n# {title}\n\n{lead}\n\n## More\n\n{tail or 'Tail.'}\n"


def name(number: int) -> str:
    return f"posts/p{number:02}"


@dataclass
class Watch:
    """The pages of an output and when they were written, before a build."""

    site: Site
    stamps: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.stamps = self._now()

    def _now(self) -> dict[str, int]:
        out = self.site.outdir
        pages = [p for p in out.rglob("*") if p.suffix in {".html", ".xhtml"}]
        names = {p: p.relative_to(out).with_suffix("").as_posix() for p in pages}
        if self.site.builder == "dirhtml":
            names = {p: n.removesuffix("/index") for p, n in names.items()}
        return {n: p.stat().st_mtime_ns for p, n in names.items() if n not in ALWAYS}

    def written(self) -> set[str]:
        """The pages written since."""
        return {n for n, stamp in self._now().items() if self.stamps.get(n) != stamp}


@pytest.fixture
def fifty(site: MakeSite) -> Site:
    return site({**PAGES, **{f"{name(n)}.md": post(n) for n in range(50)}})


def written(site: Site, changes: Changes) -> set[str]:
    """The pages that a build after some changes writes."""
    watch = Watch(site)
    site.rebuild(changes)
    return watch.written()


def test_an_edit_that_shows_on_no_card_writes_one_page(fifty: Site) -> None:
    assert written(fifty, {"posts/p20.md": post(20, tail="Another tail.")}) == {"posts/p20"}


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_an_edit_of_a_post_writes_no_page_that_links_to_it(site: MakeSite, suffix: str) -> None:
    """Only a parser knows whether such a post is published; it was, and still is."""
    forms = {
        ".md": "# Post\n\n```{post} 2024-01-01\n```\n\nLead.\n\n## More\n\nTail.\n",
        ".rst": "Post\n====\n\n.. post:: 2024-01-01\n\nLead.\n\nMore\n----\n\nTail.\n",
    }
    page = "---\norphan: true\n---\n# Page\n\n{doc}`posts/a`\n"
    made = site({**PAGES, "page.md": page, f"posts/a{suffix}": forms[suffix]})
    edited = forms[suffix].replace("Tail.", "Other.")
    assert written(made, {f"posts/a{suffix}": edited}) == {"posts/a"}


def test_a_title_edit_among_fifty_posts_writes_the_post_and_the_pages_that_show_it(
    fifty: Site,
) -> None:
    around = {"posts/p19", "posts/p21"}
    shown = {"posts/p20", *around, "index", "alpha", "category/alpha"}
    assert written(fifty, {"posts/p20.md": post(20, title="Renamed")}) == shown
    newest = {"posts/p49", "posts/p48", "index", "beta", "category/beta", "new"}
    assert written(fifty, {"posts/p49.md": post(49, title="Renamed")}) == newest


@pytest.mark.parametrize(
    ("edited", "pages"),
    [
        (post(20, lead="Another lead."), ALPHA),
        (post(20, excerpt="An own one."), ALPHA),
        (post(20, category="Beta"), {*ALPHA, "beta", "category/beta", OVERVIEW}),
        (post(20, category="Gamma"), {*ALPHA, "category/gamma", OVERVIEW}),
        # It leaves two neighbours, and gets another.
        (post(20, date="2025-01-01"), {*ALPHA, "new", name(19), name(21), name(49)}),
        (post(20, pinned="true"), {*ALPHA, "new"}),
        (post(20, unlisted="true"), {*ALPHA, OVERVIEW, name(19), name(21)}),
        (post(20, tags="[blue]"), set()),
        (post(20, author="Jane"), set()),
        (post(20, updated="2024-02-02"), set()),
        (post(20, language="de"), ALPHA),
        (post(20, mood="good"), set()),
    ],
)
def test_a_field_writes_the_pages_that_show_it(fifty: Site, edited: str, pages: set[str]) -> None:
    assert written(fifty, {"posts/p20.md": edited}) == {"posts/p20", *pages}


def test_a_date_that_leaves_the_order_is_seen(fifty: Site) -> None:
    edited = {f"{name(0)}.md": post(0, date="2023-01-01")}
    assert written(fifty, edited) == {name(0), *ALPHA}


def test_a_new_post_is_written_with_the_pages_that_show_it(fifty: Site) -> None:
    pages = {"posts/p50", "posts/p49", "new", OVERVIEW}
    assert written(fifty, {"posts/p50.md": post(50)}) == {*pages, *ALPHA}


def test_a_page_that_starts_or_stops_holding_an_index_is_written_alone(fifty: Site) -> None:
    assert written(fifty, {"plain.md": index("Plain")}) == {"plain"}
    assert written(fifty, {"plain.md": PAGES["plain.md"]}) == {"plain"}


@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_changed_writes_nothing_and_pickles_nothing(site: MakeSite, builder: str) -> None:
    made = site({**PAGES, f"{name(1)}.md": post(1), f"{name(2)}.md": post(2)}, builder=builder)
    pickled = made.builddir / "doctrees" / "environment.pickle"
    before = pickled.stat().st_mtime_ns
    assert written(made, {}) == set()
    assert pickled.stat().st_mtime_ns == before


def test_builders_that_share_doctrees_are_each_right(site: MakeSite) -> None:
    """The first builder reads the edit; the others must see by their outputs that they are old."""
    made = site({**PAGES, f"{name(2)}.md": post(2)})
    for builder in BUILDERS[1:]:
        made.rebuild(builder=builder)
    made.rebuild({f"{name(2)}.md": post(2, title="Renamed")}, builder="html")
    for builder in BUILDERS:
        watch = Watch(made)
        made.rebuild(builder=builder)
        page = "index.xhtml" if builder == "epub" else "index.html"
        assert "Renamed" in made.text(page), builder
        assert "Post 2" not in made.text(page), builder
        watch = Watch(made)
        made.rebuild()
        assert watch.written() == set(), builder


def test_a_mere_deletion_is_seen_by_every_builder(site: MakeSite) -> None:
    made = site({**PAGES, f"{name(2)}.md": post(2), f"{name(4)}.md": post(4)})
    for builder in BUILDERS[1:]:
        made.rebuild(builder=builder)
    made.write({f"{name(2)}.md": None})
    for builder in BUILDERS:
        made.rebuild(builder=builder)
        page = "index.xhtml" if builder == "epub" else "index.html"
        assert "Post 2" not in made.text(page), builder


def test_changed_defaults_are_seen_by_every_builder(site: MakeSite) -> None:
    made = site({**PAGES, f"{name(2)}.md": post(2)})
    made.rebuild(builder="dirhtml")
    made.rebuild(builder="html", config={"postindex_defaults": {"more": "Weiter"}})
    made.rebuild(builder="dirhtml")
    assert "Weiter" in made.text("index.html")


def test_a_changed_language_is_seen_by_every_builder(site: MakeSite) -> None:
    made = site({**PAGES, f"{name(2)}.md": post(2)})
    made.rebuild(builder="dirhtml")
    made.rebuild(builder="html", config={"language": "de"})
    made.rebuild(builder="dirhtml")
    assert "01.01.2024" in made.text("index.html")


def test_a_record_says_the_same_after_a_changed_setting_as_in_a_clean_build(
    site: MakeSite, tmp_path: Path
) -> None:
    quiet = {"postindex_byline": [], "postindex_structured_data": False}
    linked = post(2, lead="See {post:ref}`posts/p01`.")
    made = site({**PAGES, "posts/p01.md": post(1), "posts/p02.md": linked}, config=quiet)
    made.rebuild(config={**quiet, "postindex_prev_next": False})
    record = (made.outdir / ".postindex.json").read_text(encoding="utf-8")
    made.builddir = tmp_path / "clean"
    made.rebuild()
    assert record == (made.outdir / ".postindex.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["version", "stylesheet"])
def test_another_version_of_ours_writes_the_pages_with_an_index(
    site: MakeSite, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = site({**PAGES, f"{name(2)}.md": post(2)})
    if what == "version":
        monkeypatch.setattr(sphinx_postindex.hashes, "__version__", "99")
    else:
        (tmp_path / "static").mkdir()
        (tmp_path / "static" / "postindex.css").write_text("/* new */", encoding="utf-8")
        for module in (assets, sphinx_postindex.hashes):
            monkeypatch.setattr(module, "STATIC", tmp_path / "static")
    own = {name(2), "category/alpha", OVERVIEW}
    # Each process reads the files once.
    sphinx_postindex.hashes.own_files.cache_clear()
    try:
        assert written(made, {}) == {"index", "alpha", "beta", "new", *own}
    finally:
        sphinx_postindex.hashes.own_files.cache_clear()


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_build_of_one_file_leaves_no_index_stale_for_the_next(
    site: MakeSite, builder: str
) -> None:
    """``sphinx-build source out one.md`` reads all that was edited, and writes one page.

    EPUB resolves the root all the same, for its table of contents.
    """
    made = site({**PAGES, f"{name(2)}.md": post(2)}, builder=builder)
    index = "index.xhtml" if builder == "epub" else "index.html"
    made.write({f"{name(2)}.md": post(2, title="Renamed")})
    doctrees = made.builddir / "doctrees"
    command = ["-m", "sphinx", "-q", "-b", builder, "-d", str(doctrees), str(made.srcdir)]
    one = [str(made.outdir), str(made.srcdir / "plain.md")]
    subprocess.run([sys.executable, *command, *one], check=True)
    assert "Post 2" in made.text(index)
    made.rebuild()
    assert "Renamed" in made.text(index)


STOP = """\
import os
import signal


def stop(app, doctree, docname):
    if docname == "zzz" and os.environ.get("STOP") == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if docname == "zzz" and os.environ.get("STOP"):
        raise RuntimeError("stopped")


def setup(app):
    app.connect("doctree-resolved", stop, priority=999)
"""
# The root shows the title of a post in its toctree; the build stops before the last page.
STOPPED: Files = {
    "index.md": "# Home\n\n```{toctree}\na\nzzz\n```\n",
    "a.md": post(2),
    "zzz.md": index("Last"),
}


@pytest.mark.parametrize("how", ["kill", "raise"])
@pytest.mark.parametrize("builder", BUILDERS)
def test_a_build_that_was_stopped_is_made_good_by_the_next(
    site: MakeSite, builder: str, how: str
) -> None:
    """Also what Sphinx alone would leave: pages that it meant to write and did not."""
    made = site(STOPPED, STOP, builder)
    suffix = ".xhtml" if builder == "epub" else ".html"
    pages = {page: made.path(page).with_suffix(suffix) for page in ("index", "zzz", "b2")}
    made.write({"a.md": post(2, title="Renamed"), "b2.md": post(4)})
    doctrees = made.builddir / "doctrees"
    command = ["-m", "sphinx", "-q", "-b", builder, "-d", str(doctrees)]
    stopped = subprocess.run(
        [sys.executable, *command, str(made.srcdir), str(made.outdir)],
        env={**os.environ, "STOP": how, "SOURCE_DATE_EPOCH": "1900000000"},
        capture_output=True,
        check=False,
    )
    assert stopped.returncode
    assert pages["b2"].exists(), "this page was written"
    made.rebuild({"b2.md": None})
    assert "Renamed" in pages["zzz"].read_text(encoding="utf-8")
    assert "Renamed" in pages["index"].read_text(encoding="utf-8")
    assert not pages["b2"].exists()
