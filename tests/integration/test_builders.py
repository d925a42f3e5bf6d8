"""Every builder of Sphinx draws the index: no warning, each card in order, links right or none.

One site has what builders trip over: a post in a toctree and orphans, markup in titles, a
post called "Footnotes", another that is elsewhere.
"""

from __future__ import annotations

import json
import pickle
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
import sphinx
from lxml import etree
from lxml import html as lxml_html

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Files, MakeSite, Site

FILES: Files = {
    "index.md": "# Home\n\n```{toctree}\nposts/index\nposts/inside\n```\n",
    "posts/index.md": "# All posts\n\n```{postindex}\n```\n\nThe end of the index.\n",
    "posts/inside.md": """
        ---
        date: 2026-06-05
        category: Cats
        ---
        # Inside a toctree

        Text of inside.
        """,
    "posts/orphan.md": """
        ---
        date: 2026-06-04
        category: [Cats, R&D]
        ---
        # An *orphan* & 100 % of {sub}`it`

        Text of orphan, with `code_x` and {math}`x^2`.
        """,
    "posts/footnotes.md": "---\ndate: 2026-06-03\n---\n# Footnotes\n\nText of notes: #1 ~ ^ $.\n",
    "posts/maths.md": "---\ndate: 2026-06\n---\n# About {math}`x^2`, `code_y`\n\nText of maths.\n",
    "posts/away.md": """
        ---
        date: 2026-05-01
        external_url: https://example.com/a?b=c&d=e
        ---
        # Elsewhere

        Text of away.
        """,
}
CONF = """
    latex_documents = [("index", "site.tex", "Site", "nobody", "manual")]
    man_pages = [("index", "site", "Site", ["nobody"], 1)]
    texinfo_documents = [("index", "site", "Site", "nobody", "site", "About it.", "Misc")]
    linkcheck_ignore = ["https://example.com/"]
    """
# What the index says, line for line, where nothing but words is left.
LINES = [
    ("Inside a toctree", "Cats", "Text of inside.", "Jun 5, 2026 Read more"),
    (
        "An orphan & 100 % of it",
        "Cats, R&D",
        "Text of orphan, with code_x and x^2.",
        "Jun 4, 2026 Read more",
    ),
    ("Footnotes", "Text of notes: #1 ~ ^ $.", "Jun 3, 2026 Read more"),
    ("About x^2, code_y", "Text of maths.", "Jun 2026 Read more"),
    ("Elsewhere", "Text of away.", "May 1, 2026 Read more"),
]
WORDS = [re.sub(r"\W+", " ", part).strip() for card in LINES for part in card]
AWAY = "https://example.com/a?b=c&d=e"


def in_order(text: str) -> bool:
    """Whether a text holds what the cards say, in their order, whatever stands between."""
    plain = re.sub(r"[\W_]+", "", text)
    wanted = (re.sub(r"[\W_]+", "", word) for word in WORDS)
    end = 0
    for word in wanted:
        end = plain.find(word, end) + len(word)
        if end < len(word):
            return False
    return True


def cards(page: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 - lxml has no types
    """What each card of a page says, one line a part."""
    found = []
    for card in page.find_class("postindex-card"):
        parts = [" ".join(part.text_content().split()) for part in card]
        found.append(tuple(re.sub(r"\\[()]", "", part) for part in parts))
    return found


def links(page: Any) -> list[str | None]:  # noqa: ANN401 - lxml has no types
    """Where the title of each card leads."""
    titles = page.find_class("postindex-title")
    return [next(iter(title.xpath(".//a/@href")), None) for title in titles]


def letters(latex: str) -> str:
    """What is left of LaTeX without its commands and signs."""
    return re.sub(r"[\W_]+", "", re.sub(r"\\[A-Za-z]+", "", latex))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_html_links_each_card_to_its_page(site: MakeSite, builder: str) -> None:
    built = site(FILES, CONF, builder)
    page = built.html("posts/index")
    assert cards(page) == LINES
    *inside, away = links(page)
    assert away == AWAY
    for link in inside:
        target = (built.path("posts/index").parent / str(link)).resolve()
        assert (target / "index.html" if builder == "dirhtml" else target).is_file()


def test_singlehtml_links_to_what_it_holds_and_nothing_else(site: MakeSite) -> None:
    built = site(FILES, CONF, "singlehtml")
    page = built.html()
    assert cards(page) == LINES
    assert links(page) == ["#document-posts/inside", None, None, None, AWAY]
    assert page.xpath("//*[@id = 'document-posts/inside']")


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "texinfo", "man"])
def test_a_book_of_one_page_has_no_link_that_leads_nowhere(site: MakeSite, builder: str) -> None:
    """Without a toctree nothing is joined: every post is an orphan."""
    files = {**FILES, "index.md": "# Home\n\n```{postindex}\n```\n", "posts/index.md": None}
    built = site({n: t for n, t in files.items() if t is not None}, CONF, builder)
    if builder == "singlehtml":
        assert links(built.html()) == [None, None, None, None, AWAY]
    else:
        text = built.text({"latex": "site.tex", "texinfo": "site.texi", "man": "site.1"}[builder])
        assert "Inside a toctree" in text
        assert not re.search(r"hyperref\[\\detokenize\{posts|@ref\{[^}]*,,Inside", text)


XHTML = "{http://www.w3.org/1999/xhtml}"


def test_epub_is_well_formed_and_its_links_lead_to_its_pages(site: MakeSite) -> None:
    built = site(FILES, CONF, "epub")
    [file] = built.outdir.glob("*.epub")
    with ZipFile(file) as book:
        names = set(book.namelist())
        for name in names:
            if name.endswith((".xhtml", ".opf", ".ncx")):
                etree.fromstring(book.read(name))
        page = book.read("posts/index.xhtml")
        manifest = book.read("content.opf").decode()
    titles = etree.fromstring(page).iterfind(f".//{XHTML}h2")
    # The EPUB builder writes the address of a link to elsewhere behind it.
    found = [title.find(f".//{XHTML}a").get("href") for title in titles]
    assert found[-1] == AWAY
    assert {f"posts/{link}" for link in found[:-1]} <= names
    assert in_order(lxml_html.fromstring(page).text_content())
    assert manifest.count("postindex.css") == 1


def test_latex_has_every_card_and_links_what_it_holds(site: MakeSite) -> None:
    built = site(FILES, CONF, "latex")
    text = built.text("site.tex")
    inside, away = r"\hyperref[\detokenize{posts/inside::doc}]", r"\sphinxhref{" + AWAY + "}"
    bare = text.replace("\\&", "&").replace(inside, "").replace(away, "")
    headings = re.findall(r"\\section\*\{(.*)\}$", bare, re.MULTILINE)
    assert [letters(heading) for heading in headings] == [
        "Insideatoctree",
        "Anorphan100ofit",
        "Footnotes",
        "Aboutx2codey",
        "Elsewhere",
    ]
    # Before Sphinx 9 its writer leaves every link out of a heading.
    links_in_headings = sphinx.version_info >= (9,)
    assert (text.count(inside) == 1) is links_in_headings
    assert (away in text.replace("\\&", "&")) is links_in_headings
    assert r"\label{\detokenize{posts/inside::doc}}" in text
    assert "posts/orphan" not in text
    parts = [part for card in LINES for part in card[1:-1]]
    assert [part for part in parts if letters(part) not in letters(text)] == []


def test_latex_can_be_typeset(site: MakeSite, tmp_path: Path) -> None:
    engines = {
        "tectonic": ["--outdir", str(tmp_path)],
        "latexmk": ["-pdf", "-interaction=nonstopmode", f"-outdir={tmp_path}"],
        "pdflatex": ["-interaction=nonstopmode", f"-output-directory={tmp_path}"],
    }
    engine = next((name for name in engines if shutil.which(name)), None)
    built = site(FILES, CONF, "latex")
    if engine is None:
        pytest.skip("no LaTeX engine: tectonic, latexmk or pdflatex")
    subprocess.run([engine, *engines[engine], "site.tex"], cwd=built.outdir, check=True)
    assert (tmp_path / "site.pdf").stat().st_size > 10_000


def test_text_lists_the_same_facts_in_the_same_order(site: MakeSite) -> None:
    built = site(FILES, CONF, "text")
    text = built.text("posts/index.txt")
    assert in_order(text)
    assert text.count("* -[ ") == len(LINES)


def test_man_lists_the_same_facts_in_the_same_order(site: MakeSite) -> None:
    text = site(FILES, CONF, "man").text("site.1")
    signs = r"\\f[A-Z]|\\s-?\d|\\[&du]|^\.(sp|IP.*|)$|\\%<[^>]*>"
    assert in_order(re.sub(signs, "", text, flags=re.MULTILINE))
    assert text.count(r".IP \(bu 2") == len(LINES)
    assert [line for line in text.splitlines() if line.startswith(".SH ")][:3] == [
        ".SH NAME",
        ".SH ALL POSTS",
        ".SH INSIDE A TOCTREE",
    ]


def test_texinfo_lists_the_same_facts_in_the_same_order(site: MakeSite) -> None:
    text = site(FILES, CONF, "texinfo").text("site.texi")
    assert in_order(re.sub(r"@(ref\{\w+,,|footnote\{[^}]*\}|\w+)|\\", "", text))
    assert len(re.findall(r"^@(sub)*heading", text, re.MULTILINE)) == len(LINES)
    [anchor] = re.findall(r"@ref\{(\w+),,Inside a toctree\}", text)
    assert f"@anchor{{{anchor}}}" in text


def test_gettext_takes_no_text_of_a_card_from_the_page_of_the_index(site: MakeSite) -> None:
    built = site(FILES, CONF, "gettext")
    catalogue = "\n".join(path.read_text("utf-8") for path in built.outdir.rglob("*.pot"))
    messages = re.findall(r'^msgid "(.+)"$', catalogue, re.MULTILINE)
    assert messages.count("All posts") == messages.count("Footnotes") == 1
    assert "Read more" not in messages
    places = re.findall(r'^#: (.*)\nmsgid "Text of inside."', catalogue, re.MULTILINE)
    assert [re.sub(r".*/|:\d+$", "", place) for place in places] == ["inside.md"]


def test_linkcheck_sees_the_links_of_cards(site: MakeSite) -> None:
    built = site(FILES, CONF, "linkcheck")
    lines = [json.loads(line) for line in built.text("output.json").splitlines()]
    assert [(e["filename"], e["uri"], e["status"]) for e in lines] == [
        ("posts/index.md", AWAY, "ignored")
    ]


@pytest.mark.parametrize("builder", ["json", "pickle"])
def test_serialised_html_holds_the_same_cards(site: MakeSite, builder: str) -> None:
    built = site(FILES, CONF, builder)
    if builder == "json":
        body = json.loads(built.text("posts/index.fjson"))["body"]
    else:
        body = pickle.loads((built.outdir / "posts/index.fpickle").read_bytes())["body"]  # noqa: S301 - our own
    page = lxml_html.fromstring(body)
    assert cards(page) == LINES
    assert links(page) == [
        *("inside/", "orphan/", "footnotes/", "maths/"),
        AWAY,
    ]


@pytest.mark.parametrize(("builder", "suffix"), [("xml", "xml"), ("pseudoxml", "pseudoxml")])
def test_the_tree_itself_holds_every_card(site: MakeSite, builder: str, suffix: str) -> None:
    text = site(FILES, CONF, builder).text(f"posts/index.{suffix}")
    if builder == "xml":
        tree = etree.fromstring(text.encode())
        assert len(tree.findall(".//post_title")) == len(LINES)
        text = "".join(tree.itertext())
    else:
        text = re.sub(r"<[^<>\n]+>", "", text)
    assert in_order(text)


def all_builders(built: Site) -> set[str]:
    return set(built.app.registry.builders)


# These make the same pages as another, or none.
ALIKE = {"applehelp", "devhelp", "htmlhelp", "qthelp", "changes", "coverage", "doctest", "dummy"}


def test_no_builder_of_sphinx_is_left_out(site: MakeSite, request: pytest.FixtureRequest) -> None:
    source = request.path.read_text("utf-8")
    named = {name for name in all_builders(site(FILES, CONF)) if f'"{name}"' in source}
    assert all_builders(site(FILES, CONF)) - named == set()
