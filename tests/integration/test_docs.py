"""The documentation: its snippets do what it says, and its pages name all that there is.

``tox -e docs`` builds the whole of it with every builder. Here its snippets are built over
the posts that its pages show, and its pages are read.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_postindex
from sphinx_postindex import Author, Image, Post, PostDate, RichText, Run, posts
from sphinx_postindex.config import VALUES
from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.nodes import post_frame
from sphinx_postindex.problems import WARNING_TYPE, Problem
from sphinx_postindex.query import SORTS
from sphinx_postindex.read.fields import FIELDS
from sphinx_postindex.read.options import READERS, TERM_READERS
from sphinx_postindex.read.optionvalues import FIELDS as SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import MakeSite, Site

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SNIPPETS = DOCS / "snippets"
SAMPLE = {f"sample/{path.name}": path.read_bytes() for path in (DOCS / "sample").glob("*.md")}
# What docs/conf.py says as well: other pages of a test's site may be posts.
SAMPLE_ONLY = 'html_baseurl = "https://example.org/"\npostindex_defaults = {"path": "/sample/*"}\n'


def snippets(folder: Path) -> list[str]:
    """The names of the snippets in a folder."""
    return sorted({path.stem for path in folder.iterdir() if path.suffix in {".md", ".rst"}})


def in_both_languages(folder: Path) -> dict[str, str | bytes]:
    """Each snippet of a folder on a page of its own: ``md/NAME.md`` and ``rst/NAME.rst``."""
    return {
        f"{language}/{name}.{language}": (folder / f"{name}.{language}").read_bytes()
        for name in snippets(folder)
        for language in ("md", "rst")
    }


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


# -- Snippets --------------------------------------------------------------------------


def drawn(site: Site, docname: str) -> str:
    """The indexes of a page, resolved, in docutils' own notation."""
    doctree = site.app.env.get_doctree(docname)
    site.app.env.apply_post_transforms(doctree, docname)
    return "".join(frame.pformat() for frame in doctree.findall(post_frame))


@pytest.mark.parametrize("folder", [SNIPPETS, SNIPPETS / "terms"], ids=["index", "terms"])
def test_an_index_is_the_same_in_markdown_and_in_restructuredtext(
    site: MakeSite, folder: Path
) -> None:
    """Both snippets of a pair give the same document tree, and a box with something in it."""
    made = site(
        {"index.md": "# Home\n", **SAMPLE, **in_both_languages(folder)},
        SAMPLE_ONLY,
        # The same name stands on both pages; neither page is in a toctree.
        allow=[
            "duplicate label from-the-garden",
            r"\[toc\.not_included\]",
            "'md/archive' is this archive already",
            "'md/feed' has a feed there already",
        ],
    )
    trees = {n: (drawn(made, f"md/{n}"), drawn(made, f"rst/{n}")) for n in snippets(folder)}
    assert [name for name, (md, rst) in trees.items() if md != rst or "<paragraph" not in md] == []


@pytest.mark.parametrize("folder", [SNIPPETS, SNIPPETS / "terms"], ids=["index", "terms"])
def test_the_snippet_of_an_option_has_an_effect(site: MakeSite, folder: Path) -> None:
    """Taking the option away gives another index."""
    names = [name for name in snippets(folder) if name != "plain"]
    files: dict[str, str | bytes] = {"index.md": "# Home\n", **SAMPLE}
    for name in names:
        text = (folder / f"{name}.md").read_text(encoding="utf-8")
        without = re.sub(rf"^:{name}:.*\n", "", text, flags=re.MULTILINE)
        assert without != text, f"{name}.md does not use the option {name}"
        files |= {f"with/{name}.md": text, f"without/{name}.md": without}
    # Nothing is in the category "Attic", which :empty: is for.
    allow = [r"\[toc\.not_included\]", "no post has the category 'Attic'"]
    made = site(files, SAMPLE_ONLY, allow=allow)
    # What the page is shows elsewhere: see the tests of archives and feeds.
    names = [name for name in names if name not in {"archive", "feed"}]
    same = [n for n in names if drawn(made, f"with/{n}") == drawn(made, f"without/{n}")]
    assert same == []


def shown_by_section(text: str) -> dict[str, str]:
    """The first snippet under each heading of an option."""
    found = re.findall(r"^### (\S+)\n(?:(?!#).*\n)*?```\{snippet\} (\S+)$", text, re.MULTILINE)
    return dict(found)


def test_every_option_has_a_snippet_that_its_section_shows() -> None:
    shown = shown_by_section(page("reference/options"))
    assert shown == {name: name for name in READERS}
    assert snippets(SNIPPETS) == sorted((*READERS, "plain"))


def test_every_option_of_terms_alone_has_a_snippet_that_its_section_shows() -> None:
    """What means the same for an index is told there."""
    shown = shown_by_section(page("reference/terms"))
    own = {name for name, read in TERM_READERS.items() if READERS.get(name) is not read}
    assert shown == {name: f"terms/{name}" for name in own}


def test_a_post_is_the_same_in_markdown_and_in_restructuredtext(site: MakeSite) -> None:
    """Both snippets of a pair give the same posts, but for the document that they are."""
    made = site(
        {"index.md": "# Home\n", **in_both_languages(SNIPPETS / "posts")},
        "postindex_drafts = True\n",
        "dummy",
        # A page whose sections are posts is none itself.
        allow=[r"/sections\.\w+: .* \[toc\.not_included\]"],
    )

    def of(language: str) -> list[Post]:
        folder = f"{language}/"
        found = (post for post in posts(made.app.env) if post.docname.startswith(folder))
        return [replace(post, docname=post.docname.removeprefix(folder)) for post in found]

    assert {post.docname for post in of("md")} == {*snippets(SNIPPETS / "posts")}
    assert of("md") == of("rst")


def test_a_reference_is_the_same_in_markdown_and_in_restructuredtext(site: MakeSite) -> None:
    """Both snippets of a pair lead to the same pages and say the same, and the page shows it."""
    folder = SNIPPETS / "linking"
    made = site(
        {"index.md": "# Home\n", **SAMPLE, **in_both_languages(folder)},
        allow=[r"\[toc\.not_included\]", "Document headings|no title"],
    )

    def said(name: str) -> list[tuple[str, str]]:
        links = made.html(name).xpath("//div[@class='body']//a")
        return [(link.get("href"), link.text_content()) for link in links]

    for name in snippets(folder):
        assert said(f"md/{name}") == said(f"rst/{name}") != []
    assert said("md/posts") == [
        ("../sample/tomatoes.html", "Tomatoes and patience"),
        ("../sample/tomatoes.html", "Tomatoes and patience"),
        ("../sample/bread.html", "a loaf"),
    ]
    shown = re.findall(r"```\{snippet\} (\S+)$", page("linking"), re.MULTILINE)
    assert sorted(shown) == [f"linking/{name}" for name in snippets(folder)]


def test_the_example_in_python_does_what_its_page_says(site: MakeSite) -> None:
    """It writes every post, with an address that leads to it."""
    conf = (SNIPPETS / "python" / "posts_json.py").read_text(encoding="utf-8")
    sections = (SNIPPETS / "posts" / "sections.md").read_bytes()
    made = site({"index.md": "# Home\n", "news.md": sections, **SAMPLE}, conf, allow=[r"\[toc\."])
    rows = json.loads(made.text("posts.json"))
    assert [row["title"] for row in rows] == [post.title.text for post in posts(made.app.env)]
    for row in rows:
        page, _, anchor = row["address"].partition("#")
        html = made.html(page.removesuffix(".html"))
        assert not anchor or html.get_element_by_id(anchor) is not None
    news = [row for row in rows if row["date"] == "2026-06-29" and "#" in row["address"]]
    assert [(row["title"], row["address"]) for row in news] == [
        ("Release 1.1", "news.html#release-1-1")
    ]


@pytest.mark.parametrize("problem", Problem)
def test_a_warning_is_given_as_its_example_says(site: MakeSite, problem: Problem) -> None:
    """Of every kind of warning the docs show what causes it, and word for word what is said."""
    example = SNIPPETS / "warnings" / problem.value
    said = example.with_suffix(".txt").read_text(encoding="utf-8").strip()
    assert said.endswith(f"[{WARNING_TYPE}.{problem.value}]")
    conf, source = (example.with_suffix(suffix) for suffix in (".py", ".md"))
    made = site(
        {"index.md": source.read_bytes() if source.exists() else "# Home\n", **SAMPLE},
        conf.read_text(encoding="utf-8") if conf.exists() else "",
        "dummy",
        allow=[re.escape(said)],
    )
    assert len(made.warnings) == 1


# -- Pages -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages with the tables made from the code, in a form that breaks no lines."""
    out = tmp_path_factory.mktemp("docs") / "pages"
    package = Path(sphinx_postindex.__file__).parents[1]
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-qnW",
            "-b",
            "pseudoxml",
            "-d",
            f"{out}.doctrees",
            DOCS,
            out,
        ],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")]),
            # Whatever the clock says, all news are due.
            "SOURCE_DATE_EPOCH": "1893456000",
        },
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {
        file.relative_to(out).with_suffix("").as_posix(): file.read_text(encoding="utf-8")
        for file in out.rglob("*.pseudoxml")
    }


def unnamed(text: str, names: Iterable[str]) -> list[str]:
    """The names that a text does not hold as words of their own."""
    return [n for n in names if not re.search(rf"(?<![\w.-]){re.escape(n)}(?![\w-])", text)]


def tables(text: str) -> list[list[str]]:
    """The first word of each row of each table, the header's first."""
    first = re.compile(r"<row>\n(?:\s*<.*\n)*\s*([^<\s].*)")
    return [first.findall(table) for table in text.split("<table")[1:]]


def rows(text: str, header: str) -> list[str]:
    """What the rows of the one table with this header begin with."""
    [names] = [names for first, *names in tables(text) if first == header]
    return names


def test_the_reference_names_every_option(text: dict[str, str]) -> None:
    """Each has a row in the page's one table, which leads to its section."""
    assert rows(text["reference/options"], "option") == [*READERS]


def test_the_reference_names_every_option_of_terms(text: dict[str, str]) -> None:
    assert sorted(rows(text["reference/terms"], "option")) == sorted(TERM_READERS)


def test_the_reference_names_all_that_a_post_can_show(text: dict[str, str]) -> None:
    """Each field has a row, and each layout names its own fields."""
    assert rows(text["reference/options"], "field") == [*SHOWN]
    assert rows(text["reference/options"], "layout") == [*LAYOUTS]


def test_the_reference_names_every_field_to_sort_by() -> None:
    part = page("reference/options").partition("\n### sort\n")[2].partition("\n```")[0]
    assert [name for name in SORTS if f"`{name}`" not in part] == []


def test_the_reference_names_every_field_of_our_data(text: dict[str, str]) -> None:
    types = (Post, PostDate, RichText, Run, Author, Image)
    every = [[each.name for each in fields(type_)] for type_ in types]
    assert [names for _, *names in tables(text["reference/python"])] == every


def test_the_reference_names_every_configuration_value(text: dict[str, str]) -> None:
    values = [f"postindex_{name}" for name in VALUES]
    assert unnamed(text["reference/configuration"], values) == []


def test_the_reference_names_every_warning(text: dict[str, str]) -> None:
    warnings = [f"{WARNING_TYPE}.{problem.value}" for problem in Problem]
    assert unnamed(text["reference/warnings"], warnings) == []


def test_the_reference_names_every_field_and_its_synonyms(text: dict[str, str]) -> None:
    names = [name for field in FIELDS.values() for name in field.names]
    assert unnamed(text["reference/front-matter"], (*FIELDS, *names)) == []


def test_the_reference_says_what_every_field_does() -> None:
    """Under "What the fields do" each field of the table stands once."""
    [part] = re.findall(
        r"^## What the fields do\n(.*)", page("reference/front-matter"), re.DOTALL | re.MULTILINE
    )
    terms = [
        name for line in re.findall(r"^(.+)\n: ", part, re.MULTILINE) for name in line.split(", ")
    ]
    assert set(terms) == FIELDS.keys()


def test_the_first_page_opens_with_the_news(text: dict[str, str]) -> None:
    """The cards of all news stand there, newest first."""
    titles = ["What 0.1 does", "Why posts need no toctree"]
    places = [text["index"].find(title) for title in titles]
    assert len(titles) == len(list((DOCS / "news").iterdir()))
    assert places == sorted(places)
    assert -1 not in places
