"""A page that refers to a post or a term is written when what it shows changes, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from compare import Known, Output, differences
from test_writes import Watch, post, written

if TYPE_CHECKING:
    from conftest import Changes, Files, MakeSite, Site

BUILDERS = ("html", "dirhtml")
UNKNOWN = [r"\w+\.md:6: WARNING: .*(no post|not published).* \[ref\.post\]"]
ANY = [r"\w+\.md:6: WARNING: .*target not found.*"]


def page(reference: str) -> str:
    return f"---\norphan: true\n---\n# Page\n\nSee {reference}.\n"


def make(site: MakeSite, builder: str, reference: str, files: Files | None = None) -> Site:
    """A site of three posts and a page with one reference."""
    found: Files = {
        "index.md": "# Home\n",
        "plain.md": page("nothing"),
        "page.md": page(reference),
        **{f"posts/p{n}.md": post(n) for n in range(3)},
        "posts/named.md": post(9, title="Old name", id="named", category="Gamma"),
    }
    # Neighbours show titles, too: they have tests of their own.
    return site({**found, **(files or {})}, ALONE, builder, allow=[*UNKNOWN, *ANY])


def links(site: Site) -> list[str]:
    """The addresses on the page that are not the theme's."""
    return [str(each) for each in site.html("page").xpath("//section[@id='page']//p//a/@href")]


def text(site: Site) -> str:
    [paragraph] = site.html("page").xpath("//section[@id='page']/p")
    return str(paragraph.text_content())


ALONE = "postindex_prev_next = False\n"
BY_TITLE = ["{post:ref}`named`", "{post:ref}`posts/named`", "{any}`named`", "[](#named)"]
BY_TEXT = ["{post:ref}`t <named>`", "{any}`t <named>`", "[t](#named)", "{post:category}`gamma`"]
RENAMED: Changes = {"posts/named.md": post(9, title="New name", id="named", category="Gamma")}
ARCHIVE = {"category/gamma"}


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("reference", BY_TITLE)
def test_a_new_title_writes_the_pages_that_show_it(
    site: MakeSite, builder: str, reference: str
) -> None:
    made = make(site, builder, reference)
    assert text(made) == "See Old name."
    assert written(made, RENAMED) == {"posts/named", "page", *ARCHIVE}
    assert text(made) == "See New name."
    assert written(made, {}) == set()


@pytest.mark.parametrize("reference", BY_TEXT)
def test_a_new_title_writes_no_page_that_does_not_show_it(site: MakeSite, reference: str) -> None:
    made = make(site, "html", reference)
    assert links(made)
    assert written(made, RENAMED) == {"posts/named", *ARCHIVE}


def test_an_edit_that_shows_nowhere_writes_the_post_alone(site: MakeSite) -> None:
    made = make(site, "html", BY_TITLE[0])
    edited = post(9, title="Old name", id="named", category="Gamma", tail="Other.")
    assert written(made, {"posts/named.md": edited}) == {"posts/named"}


def test_builders_that_share_doctrees_both_show_the_new_title(site: MakeSite) -> None:
    """The first reads the edit; the second must see by its own output that it is old."""
    made = make(site, "html", BY_TITLE[0])
    made.rebuild(builder="dirhtml")
    made.rebuild(RENAMED, builder="html")
    assert written(made.rebuild(builder="html"), {}) == set()
    made.builder = "dirhtml"
    assert "page" in written(made, {})
    assert text(made) == "See New name."


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("reference", [*BY_TITLE, *BY_TEXT])
def test_a_page_follows_a_post_that_is_withdrawn_and_published_again(
    site: MakeSite, builder: str, reference: str
) -> None:
    shown = post(9, title="Old name", id="named", category="Gamma")
    made = make(site, builder, reference)
    assert len(links(made)) == 1
    assert made.warnings == []
    for hidden in (None, shown.replace("---\n", "---\ndraft: true\n", 1)):
        made.rebuild({"posts/named.md": hidden})
        assert not [link for link in links(made) if "posts" in link or "category" in link]
        assert "Old name" not in text(made)
        assert len(made.warnings) == 1, "the target is unknown"
        watch = Watch(made)
        made.rebuild({"posts/named.md": shown})
        assert {"page", "posts/named"} <= watch.written()
        assert "plain" not in watch.written()
        assert len(links(made)) == 1
        assert made.warnings == []
        assert written(made, {}) == set()


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_post_whose_time_comes_is_linked_without_an_edit(site: MakeSite, builder: str) -> None:
    later = "---\ndate: 2030-03-03\nid: named\n---\n# Later\n"
    made = make(site, builder, "{post:ref}`named`", {"posts/named.md": later})
    assert links(made) == []
    watch = Watch(made)
    made.rebuild(now="2030-04-01")
    assert text(made) == "See Later."
    assert watch.written() == {"page", "posts/named"}


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_term_that_loses_its_page_or_gets_another_is_seen(site: MakeSite, builder: str) -> None:
    made = make(site, builder, "{post:category}`Gamma`")
    [generated] = links(made)
    assert "category/gamma" in generated
    shelf = "---\norphan: true\n---\n# Shelf\n\n```{postindex}\n:category: Gamma\n:archive:\n```\n"
    assert written(made, {"shelf.md": shelf}) >= {"page", "shelf"}
    assert "shelf" in links(made)[0]
    assert "page" in written(made, {"shelf.md": None})
    assert links(made) == [generated]
    made.config = {"postindex_archives": []}
    made.rebuild()
    assert links(made) == []
    assert made.warnings == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_term_whose_last_post_leaves_it_is_unknown(site: MakeSite, builder: str) -> None:
    made = make(site, builder, "{post:category}`Gamma`")
    assert written(made, {"posts/named.md": post(9, category="Alpha")}) >= {"page", "posts/named"}
    assert links(made) == []
    assert len(made.warnings) == 1


def test_an_id_that_moves_to_another_post_is_seen(site: MakeSite) -> None:
    made = make(site, "html", "{post:ref}`t <named>`")
    changes: Changes = {
        "posts/named.md": post(9, category="Gamma"),
        "posts/p0.md": post(0, id="named"),
    }
    assert "page" in written(made, changes)
    assert links(made) == ["posts/p0.html"]


def test_a_page_with_an_index_and_a_reference_follows_both(site: MakeSite) -> None:
    both = page("{post:ref}`named`") + "\n```{postindex}\n:category: Alpha\n```\n"
    made = make(site, "html", "", {"page.md": both})
    assert "page" in written(made, RENAMED)
    assert "page" in written(made, {"posts/p0.md": post(0, title="Another")})
    assert written(made, {"posts/p1.md": post(1, title="Another")}) == {
        *("posts/p1", "category/beta")
    }


def test_a_page_that_refers_no_more_is_forgotten(site: MakeSite) -> None:
    made = make(site, "html", "{post:ref}`named`")
    made.rebuild({"page.md": page("nothing")})
    assert "page" not in written(made, RENAMED)


@pytest.mark.parametrize("builder", BUILDERS)
def test_incremental_parallel_and_clean_builds_are_the_same(site: MakeSite, builder: str) -> None:
    """Byte for byte, in one process and in four, with references on many pages."""
    every = [*BY_TITLE, *BY_TEXT, "{post:ref}`posts/p1`", "{post:tag}`red`", "{any}`red`"]
    pages: Files = {f"pages/p{n}.md": page(each) for n, each in enumerate(every * 2)}
    made = make(site, builder, BY_TITLE[0], pages)
    made.rebuild({"posts/named.md": None})
    made.rebuild({**RENAMED, "posts/p1.md": post(1, title="Renamed"), "posts/p0.md": None})
    sources: Files = {
        file.relative_to(made.srcdir).as_posix(): file.read_bytes()
        for file in made.srcdir.rglob("*")
        if file.is_file() and file.name != "conf.py"
    }
    for parallel in (1, 4):
        clean = site(sources, ALONE, builder, parallel=parallel, allow=[*UNKNOWN, *ANY])
        old, new = (Output.read(builder, each.outdir) for each in (made, clean))
        assert differences(old, new, Known()) == []
