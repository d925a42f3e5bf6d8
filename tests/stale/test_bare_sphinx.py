"""What Sphinx itself leaves stale, on a site without the extension.

Each test shows one thing that ``compare.py`` leaves out, or that the machine's edits take
care of. Should one fail, Sphinx has become better, and the machine can be stricter.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from compare import LEFT_OUT
from pixels import picture

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

BARE = 'extensions = ["myst_parser"]\n'
INDEX = "# Home\n\n```{toctree}\na\nb\n```\n"
SITE: Files = {"index.md": INDEX, "a.md": "# Aaa\n\nWordofa.\n", "b.md": "# Bbb\n"}


STOP = """\
import os


def stop(app, doctree):
    if os.environ.get("STOP"):
        raise KeyboardInterrupt


def setup(app):
    app.connect("doctree-read", stop)
"""


@pytest.fixture
def bare(site: MakeSite) -> MakeSite:
    def make(files: Files, conf: str = "", builder: str = "html", **settings: object) -> Site:
        return site(files, BARE + conf, builder, **settings)  # type: ignore[arg-type]

    return make


def search(made: Site) -> dict[str, dict[str, object]]:
    text = made.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")")
    return json.loads(text)  # type: ignore[no-any-return]


def test_each_exception_has_a_test_here() -> None:
    assert {f"test_{name}" for name in LEFT_OUT} <= globals().keys()


# -- What compare.py leaves out --------------------------------------------------------


def test_litter(bare: MakeSite) -> None:
    """Page, source and picture of a deleted document stay in the output."""
    page = "# Aaa\n\n![picture](one.png)\n"
    made = bare({**SITE, "a.md": page, "one.png": picture(1)})
    made.rebuild({"a.md": None, "index.md": "# Home\n\n```{toctree}\nb\n```\n"})
    for name in ("a.html", "_sources/a.md.txt", "_images/one.png"):
        assert (made.outdir / name).exists()


def test_buildinfo(bare: MakeSite) -> None:
    """A changed setting of HTML leaves ``.buildinfo.bak``."""
    made = bare(SITE)
    made.rebuild(config={"html_title": "Another"})
    assert (made.outdir / ".buildinfo.bak").exists()


def test_static(bare: MakeSite) -> None:
    """What was written for a language stays when there is another one."""
    made = bare(SITE, config={"language": "de"})
    made.rebuild(config={"language": "fr"})
    assert (made.outdir / "_static" / "german-stemmer.js").exists()


def test_search(bare: MakeSite) -> None:
    """After an edit elsewhere a page has no index entries; a deleted one leaves its words."""
    page = "# Aaa\n\n{index}`Entryofa` {index}`again <Entryofa>`\n"
    made = bare({**SITE, "a.md": page, "b.md": "# Bbb\n\nWordofb.\n"})
    assert "entryofa" in search(made)["indexentries"]
    made.rebuild({"b.md": "# Bbb\n\nOther.\n"})
    assert "entryofa" not in search(made)["indexentries"]
    assert search(made)["terms"]["wordofb"] == []


def test_relations(bare: MakeSite) -> None:
    """A page keeps the old title of the page before it."""
    made = bare(SITE)
    assert 'rel="prev" title="Aaa"' in made.text("b.html")
    made.rebuild({"a.md": "# Renamed\n"})
    assert 'rel="prev" title="Aaa"' in made.text("b.html")


def test_titles(bare: MakeSite) -> None:
    """A link that takes its target's title keeps the old one; so does the search index."""
    made = bare({**SITE, "b.md": "# Bbb\n\n[](a.md) {doc}`a`\n"})
    made.rebuild({"a.md": "# Renamed\n"})
    assert "<span" in made.text("b.html")
    assert made.text("b.html").count(">Aaa</span></a>") == 2
    assert search(made)["terms"]["aaa"] == search(made)["docnames"].index("b")  # type: ignore[attr-defined]


def test_package(bare: MakeSite) -> None:
    """A page that is gone is in the EPUB for ever, and shifts the numbers of the others."""
    made = bare(SITE, builder="epub")
    made.rebuild({"a.md": None, "index.md": "# Home\n\n```{toctree}\nb\n```\n"})
    assert 'href="a.xhtml"' in made.text("content.opf")
    clean = bare({"index.md": made.srcdir.joinpath("index.md").read_bytes(), "b.md": "# Bbb\n"})
    clean.rebuild(builder="epub")
    numbered = [line for line in made.text("content.opf").split("\n") if "b.xhtml" in line]
    assert numbered[0] not in clean.text("content.opf")


# -- What the edits of the machine take care of ------------------------------------------


def test_a_toctree_keeps_a_page_that_is_gone(bare: MakeSite) -> None:
    made = bare(SITE)
    made.rebuild({"a.md": None})
    assert 'href="a.html"' in made.text("index.html")


def test_the_tree_of_pages_in_a_sidebar_keeps_an_old_title(bare: MakeSite) -> None:
    """Themes draw it on every page. The machine's theme draws none."""
    made = bare(SITE, 'html_theme = "alabaster"\n')
    made.rebuild({"b.md": "# Renamed\n"})
    assert ">Bbb</a>" in made.text("a.html")


def test_a_link_to_a_page_that_is_gone_stays(bare: MakeSite) -> None:
    made = bare({**SITE, "b.md": "# Bbb\n\n[there](a.md)\n"})
    made.rebuild({"a.md": None})
    assert 'href="a.html"' in made.text("b.html")


def test_a_link_to_a_page_that_was_not_there_stays_broken(bare: MakeSite) -> None:
    made = bare({**SITE, "b.md": "# Bbb\n\n[there](c.md)\n"}, allow=["xref_missing"])
    made.rebuild({"c.md": "---\norphan: true\n---\n# Ccc\n"})
    assert 'href="c.html"' not in made.text("b.html")


def test_a_link_to_a_file_under_its_old_suffix_stays_right(bare: MakeSite) -> None:
    """A clean build has a broken one: MyST's link is to a file that is not there any more."""
    made = bare({**SITE, "b.md": "# Bbb\n\n[there](a.md)\n"})
    made.rebuild({"a.md": None, "a.rst": "Aaa\n===\n"})
    assert 'href="a.html"' in made.text("b.html")


def test_the_copy_of_a_source_under_its_old_suffix_stays(bare: MakeSite) -> None:
    made = bare(SITE)
    made.rebuild({"a.md": None, "a.rst": "Aaa\n===\n"})
    assert (made.outdir / "_sources" / "a.md.txt").exists()
    assert (made.outdir / "_sources" / "a.rst.txt").exists()


def test_only_the_first_builder_copies_a_changed_picture(bare: MakeSite) -> None:
    page = "# Aaa\n\n![picture](one.png)\n"
    made = bare({**SITE, "a.md": page, "one.png": picture(1)})
    made.rebuild(builder="dirhtml")
    made.rebuild({"one.png": picture(2)}, builder="html")
    assert (made.outdir / "_images" / "one.png").read_bytes() == picture(2)
    made.rebuild(builder="dirhtml")
    assert (made.outdir / "_images" / "one.png").read_bytes() == picture(1)


def test_new_settings_are_noted_before_the_pages_are_written(bare: MakeSite) -> None:
    """A build that is stopped while it reads leaves pages with the old settings for ever."""
    made = bare(SITE, STOP)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOP", "1")
        with pytest.raises(KeyboardInterrupt):
            made.rebuild({"b.md": "# Other\n"}, config={"html_title": "Another"})
    made.rebuild()
    assert "Another" not in made.text("a.html")
    assert "Another" in made.text("b.html")


def test_a_page_whose_toctree_names_nothing_is_read_at_every_build(bare: MakeSite) -> None:
    index = "# Home\n\n```{toctree}\na\nb\nc\n```\n"
    made = bare({**SITE, "index.md": index}, allow=["toc.not_readable"])
    before = (made.outdir / "index.html").stat().st_mtime_ns
    made.rebuild()
    assert (made.outdir / "index.html").stat().st_mtime_ns != before


def test_a_page_that_names_no_picture_is_read_at_every_build(bare: MakeSite) -> None:
    """So is a post that names one for its card: the file may come."""
    page = "# Aaa\n\n![picture](one.png)\n"
    made = bare({**SITE, "a.md": page}, allow=["image.not_readable"])
    before = (made.outdir / "a.html").stat().st_mtime_ns
    made.rebuild()
    assert (made.outdir / "a.html").stat().st_mtime_ns != before


def test_the_second_builder_keeps_its_pages_in_the_old_language(bare: MakeSite) -> None:
    """The environment is read anew for the first builder; then it is no news to the second."""
    made = bare(SITE)
    made.rebuild(builder="dirhtml")
    made.rebuild(config={"language": "de"})
    made.rebuild(builder="dirhtml", config={"language": "de"})
    assert "Inhaltsverzeichnis" not in made.text("b/index.html")
