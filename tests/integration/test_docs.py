"""The documentation: its snippets do what it says, and its pages name all that there is.

``tox -e docs`` builds the whole of it with every builder. Here its snippets are built over
the posts that its pages show, and its pages are read.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

import sphinx_postindex
from sphinx_postindex import posts
from sphinx_postindex.config import VALUES
from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.nodes import post_frame
from sphinx_postindex.problems import WARNING_TYPE, Problem
from sphinx_postindex.read.frontmatter import FIELDS
from sphinx_postindex.read.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import MakeSite, Site

    from sphinx_postindex import Post

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SNIPPETS = DOCS / "snippets"
SAMPLE = {f"sample/{path.name}": path.read_bytes() for path in (DOCS / "sample").glob("*.md")}
# What docs/conf.py says as well: other pages of a test's site may be posts.
SAMPLE_ONLY = 'postindex_defaults = {"path": "/sample/*"}\n'

PROPERTY = re.compile(r"--postindex-[a-z-]+")
STYLESHEET = ROOT / "sphinx_postindex" / "static" / "postindex.css"


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


def test_an_index_is_the_same_in_markdown_and_in_restructuredtext(site: MakeSite) -> None:
    """Both snippets of a pair give the same document tree, and a box with something in it."""
    made = site(
        {"index.md": "# Home\n", **SAMPLE, **in_both_languages(SNIPPETS)},
        SAMPLE_ONLY,
        # The same name stands on both pages; neither page is in a toctree.
        allow=["duplicate label from-the-garden", r"\[toc\.not_included\]"],
    )
    trees = {n: (drawn(made, f"md/{n}"), drawn(made, f"rst/{n}")) for n in snippets(SNIPPETS)}
    assert [name for name, (md, rst) in trees.items() if md != rst or "<paragraph" not in md] == []


def test_the_snippet_of_an_option_has_an_effect(site: MakeSite) -> None:
    """Taking the option away gives another index, except where it asks for what is usual."""
    usual = {"layout", "plain"}
    names = [name for name in snippets(SNIPPETS) if name not in usual]
    files: dict[str, str | bytes] = {"index.md": "# Home\n", **SAMPLE}
    for name in names:
        text = (SNIPPETS / f"{name}.md").read_text(encoding="utf-8")
        without = re.sub(rf"^:{name}:.*\n", "", text, flags=re.MULTILINE)
        assert without != text, f"{name}.md does not use the option {name}"
        files |= {f"with/{name}.md": text, f"without/{name}.md": without}
    # Nothing is in the category "Attic", which :empty: is for.
    allow = [r"\[toc\.not_included\]", "no post has the category 'Attic'"]
    made = site(files, SAMPLE_ONLY, "dummy", allow=allow)
    same = [n for n in names if drawn(made, f"with/{n}") == drawn(made, f"without/{n}")]
    assert same == []


def test_every_option_has_a_snippet_that_its_section_shows() -> None:
    text = page("reference/options")
    shown = dict(
        re.findall(r"^### (\S+)\n(?:(?!#).*\n)*?```\{snippet\} (\S+)$", text, re.MULTILINE)
    )
    assert shown == {name: name for name in OPTIONS}
    assert snippets(SNIPPETS) == sorted((*OPTIONS, "plain"))


def test_a_post_is_the_same_in_markdown_and_in_restructuredtext(site: MakeSite) -> None:
    """Both snippets of a pair give the same post, but for the document that it is."""
    made = site(
        {"index.md": "# Home\n", **in_both_languages(SNIPPETS / "posts")},
        "postindex_drafts = True\n",
        "dummy",
    )

    def by_name(language: str) -> dict[str, Post]:
        found = {post.docname: post for post in posts(made.app.env)}
        names = snippets(SNIPPETS / "posts")
        return {name: replace(found[f"{language}/{name}"], docname=name) for name in names}

    assert by_name("md") == by_name("rst")


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


def test_the_reference_names_every_option(text: dict[str, str]) -> None:
    """Each has a row in the page's one table, which leads to its section."""
    assert unnamed(text["reference/options"], OPTIONS) == []
    assert text["reference/options"].count("<row>") == 1 + len(OPTIONS)


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


# -- Theming ---------------------------------------------------------------------------


def test_theming_names_every_custom_property() -> None:
    """What the stylesheet reads, the page lists in its table, and nothing else."""
    listed = re.findall(r"^\| `(--postindex-[a-z-]+)` \|", page("theming"), re.MULTILINE)
    assert sorted(listed) == sorted(set(PROPERTY.findall(STYLESHEET.read_text(encoding="utf-8"))))


def test_theming_shows_the_html_of_a_card_as_it_is(site: MakeSite) -> None:
    """The HTML on the page is that of the post which is shown with a ``{post}``."""
    post = (SNIPPETS / "posts" / "directive.md").read_bytes()
    made = site({"index.md": "# Posts\n\n```{postindex}\n```\n", "posts/delays.md": post})
    [index] = made.html().find_class("postindex")
    shown = lxml_html.fromstring((SNIPPETS / "card.html").read_text(encoding="utf-8"))
    assert outline(index) == outline(shown)


def outline(element: lxml_html.HtmlElement) -> list[object]:
    """Elements, attributes and words in their order; blanks around elements do not count."""
    return [
        (e.tag, dict(e.attrib), *(" ".join((t or "").split()) for t in (e.text, e.tail)))
        for e in element.iter()
    ]


def test_theming_explains_every_class_of_ours() -> None:
    """Each class that the code gives to an element stands in the table."""
    package = STYLESHEET.parents[1]
    drawing = [package / "resolve.py", *(package / "layouts").glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in drawing)
    table = re.findall(r"^\| (`postindex.*?) \|", page("theming"), re.MULTILINE)
    listed = {name for cell in table for name in re.findall(r"`([a-z-]+)`", cell)}
    layouts = {f"postindex-{name}" for name in LAYOUTS}
    assert listed == {*re.findall(r'"(postindex(?:-[a-z]+)*)"', code), *layouts}
