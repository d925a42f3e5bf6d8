"""Sections that are posts: a ``{post}`` in a later section, in MyST and reStructuredText."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sectioned import HOME, MYST, NO_TOCTREE, links, site_of
from sphinx import version_info

from sphinx_postindex import posts

if TYPE_CHECKING:
    from conftest import Files, MakeSite

RST = """
Changes
=======

What has changed.

Version 2
---------

.. post:: 2026-02-01
   :category: Releases

Zweiter text.

Details
~~~~~~~

Of two.

.. _first:

Version *1*
-----------

.. post:: 2026-01-01
   :tags: old

   An excerpt of its own.

Erster text.

Plans
-----

Planned text.
"""
BOTH = pytest.mark.parametrize(("name", "text"), [("changes.md", MYST), ("changes.rst", RST)])


@BOTH
def test_a_section_is_a_post_with_its_own_facts(site: MakeSite, name: str, text: str) -> None:
    built = site_of(site, {name: text})
    two, one = posts(built.app.env)
    assert (two.key, one.key) == (("changes", "version-2"), ("changes", one.anchor))
    assert (two.title.text, one.title.text) == ("Version 2", "Version 1")
    assert [run.marks for run in one.title.runs] == [(), ("emphasis",)]
    assert (two.excerpt.text, one.excerpt.text) == ("Zweiter text.", "An excerpt of its own.")
    assert (two.excerpt_whole, one.excerpt_whole) == (False, True)
    assert (two.categories, one.categories) == (("Releases",), ())
    assert (two.tags, one.tags) == ((), ("old",))
    assert [post.date.iso for post in (two, one) if post.date] == ["2026-02-01", "2026-01-01"]
    assert [post.place for post in (two, one)] == [0, 1]


@BOTH
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_card_leads_to_the_section(site: MakeSite, name: str, text: str, builder: str) -> None:
    built = site_of(site, {name: text}, builder)
    assert built.titles() == ["Version 2", "Version 1"]
    page = {"html": "changes.html", "dirhtml": "changes/"}[builder]
    assert {link.partition("#")[0] for link in links(built)} == {page}
    for link, heading in zip(links(built), ["Version 2", "Version 1"], strict=True):
        [section] = built.html("changes").xpath(f"//*[@id = '{link.partition('#')[2]}']")
        assert section.text_content().lstrip().startswith(heading)


@BOTH
def test_the_page_keeps_its_text_and_prints_nothing_of_the_facts(
    site: MakeSite, name: str, text: str
) -> None:
    built = site_of(site, {name: text}, config={"postindex_byline": []})
    page = built.html("changes").xpath("//section")[0].text_content()
    for words in ("What has changed.", "Zweiter text.", "Of two.", "Erster text.", "Planned text."):
        assert words in page
    for words in ("2026", "Releases", "old", "An excerpt of its own."):
        assert words not in page


def test_a_page_of_posts_is_no_post_and_needs_a_toctree(site: MakeSite) -> None:
    front = "---\ndate: 2026-03-01\ntitle: No\n---"
    built = site_of(site, {"changes.md": front + MYST})
    assert built.titles() == ["Version 2", "Version 1"]
    assert [w for w in built.warnings if "changes.md" in w and NO_TOCTREE.replace("\\", "") in w]


def test_a_title_of_its_own_is_on_the_card_and_not_on_the_page(site: MakeSite) -> None:
    text = "# T\n\n## S\n\n```{post} 2026-01-01\n:title: A *better* one\n```\n\nText.\n"
    built = site_of(site, {"a.md": text})
    assert built.titles() == ["A better one"]
    assert [h.text for h in built.html("a").iter("h2")] == ["S"]
    assert links(built) == ["a.html#s"]


def test_ten_releases_of_a_page_are_ten_cards(site: MakeSite) -> None:
    releases = "".join(
        f"## 1.{n}\n\n```{{post}} 2026-01-{n + 10}\n```\n\nNews of 1.{n}.\n\n" for n in range(10)
    )
    built = site_of(site, {"changes.md": f"# Changes\n\n{releases}"})
    assert built.titles() == [f"1.{n}" for n in reversed(range(10))]
    ids = built.html("changes").xpath("//section/@id")
    assert {link.partition("#")[2] for link in links(built)} <= {*ids}
    assert len({*links(built)}) == 10


def test_filters_and_terms_count_sections_as_posts(site: MakeSite) -> None:
    home = "# Home\n\n```{postindex}\n:category: Releases\n```\n\n```{postterms} year\n```\n"
    built = site({"index.md": home, "changes.md": MYST}, allow=[NO_TOCTREE])
    assert built.titles() == ["Version 2"]
    [terms] = built.html().find_class("postindex-terms")
    assert terms.text_content().split() == ["2026", "(2)"]


def test_an_index_on_the_page_of_posts_does_not_list_them(site: MakeSite) -> None:
    """The page that holds an index never lists itself."""
    post = "---\ndate: 2026-01-05\n---\n# Other\n"
    built = site_of(site, {"changes.md": MYST + "\n```{postindex}\n```\n", "other.md": post})
    assert built.titles("changes") == ["Other"]


def test_problems_of_a_section_are_told_at_their_lines(site: MakeSite) -> None:
    text = "# T\n\n## S\n\n```{post} soon\n:order: first\n```\n\n## U\n\n```{post}\n```\n"
    built = site_of(site, {"a.md": text}, allow=[NO_TOCTREE, r"postindex\."])
    assert [(w.split(": ")[0], w[w.rindex("[") :]) for w in built.ours] == [
        ("a.md:5", "[postindex.date]"),
        ("a.md:6", "[postindex.field]"),
        ("a.md:11", "[postindex.date]"),
    ]


def test_of_two_in_a_section_the_first_speaks(site: MakeSite) -> None:
    text = "# T\n\n## S\n\n```{post} 2026-01-01\n```\n\n```{post} 2026-01-02\n```\n"
    built = site_of(site, {"a.md": text}, allow=[NO_TOCTREE, r"postindex\.directive"])
    assert [post.date.iso for post in posts(built.app.env) if post.date] == ["2026-01-01"]
    [warning] = built.ours
    assert warning.startswith("a.md:8: ")


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "epub", "text", "man"])
def test_every_builder_shows_sections_as_posts(site: MakeSite, builder: str) -> None:
    files: Files = {
        "index.md": f"{HOME}\n```{{toctree}}\nchanges\n```\n",
        "changes.md": MYST,
    }
    conf = """
        latex_documents = [("index", "s.tex", "Site", "nobody", "manual")]
        man_pages = [("index", "s", "Site", ["nobody"], 1)]
        """
    built = site(files, conf, builder)
    file = {"latex": "s.tex", "epub": "index.xhtml", "text": "index.txt", "man": "s.1"}
    text = built.text(file.get(builder, "index.html"))
    assert text.count("An excerpt of its own.") == 1
    if builder == "singlehtml":
        assert links(built)[0] == "#version-2"
        for link in links(built):
            assert built.html().xpath(f"//*[@id = '{link.removeprefix('#')}']"), link
    if builder == "latex":
        # Until Sphinx 9, LaTeX has no links in headings of this kind.
        if version_info >= (9,):
            assert r"\hyperref[\detokenize{changes:version-2}]" in text
        assert r"\label{\detokenize{changes:version-2}}" in text
    if builder == "epub":
        assert 'href="changes.xhtml#version-2"' in text


def test_an_edit_of_a_section_writes_the_index_again(site: MakeSite) -> None:
    built = site_of(site, {"changes.md": MYST})
    built.rebuild({"changes.md": MYST.replace("## Version 2", "## Version 2.1")})
    assert built.titles() == ["Version 2.1", "Version 1"]
    assert links(built)[0] == "changes.html#version-2-1"
    built.rebuild({"changes.md": "# Changes\n"})
    assert built.html().find_class("postindex-empty")
