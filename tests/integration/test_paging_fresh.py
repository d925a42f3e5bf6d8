"""Pages of an index come, change and go with what they show, and harm no page of the user's."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from paged import BLOG, LATER, files, steps, written

if TYPE_CHECKING:
    from conftest import MakeSite


def test_pages_that_are_no_longer_needed_are_removed(site: MakeSite) -> None:
    built = site(files(5))
    built.rebuild({"posts/p5.md": None})
    assert not built.path(LATER[1]).exists()
    assert built.titles(LATER[0]) == ["Post 3", "Post 4"]
    assert "3" not in steps(built, "blog")
    built.rebuild({"posts/p4.md": None, "posts/p3.md": None})
    assert not (built.outdir / "blog").exists()
    assert not built.html("blog").xpath("//nav[contains(@class, 'postindex-pages')]")


def test_pages_go_with_their_index_and_come_with_it(site: MakeSite) -> None:
    built = site(files(3))
    built.rebuild({"blog.md": "# Blog\n"})
    assert not (built.outdir / "blog").exists()
    built.rebuild({"blog.md": BLOG})
    assert built.titles(LATER[0]) == ["Post 3"]
    built.rebuild({"blog.md": BLOG.replace("2", "3")})
    assert not (built.outdir / "blog").exists()
    built.rebuild({"blog.md": None, "index.md": "# Home\n"})
    assert not (built.outdir / "blog").exists()


def test_nothing_is_written_where_nothing_shows(site: MakeSite) -> None:
    """Neither without an edit, nor after one that is in no excerpt."""
    long = f"---\ndate: 2025-01-30\ntags: x\n---\n# Post 0\n\n{'word ' * 60}\n\nThe end.\n"
    built = site({**files(4), "posts/p0.md": long})
    before = written(built)
    built.rebuild()
    assert written(built) == before
    # The tags are facts of a post on the last page, but no card shows them.
    built.rebuild({"posts/p0.md": long.replace("The end.", "Another end.").replace("x", "y")})
    after = written(built)
    assert [name for name in after if after[name] != before.get(name)] == ["posts/p0.html"]


def test_a_build_with_another_hash_seed_writes_nothing(site: MakeSite) -> None:
    """Python draws one for each process; some settings of Sphinx are sets."""
    built = site(files(4))
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(built.builddir / "doctrees")]
    command += [str(built.srcdir), str(built.outdir)]
    stamps = []
    for seed in "01":
        environ = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1900000000"}
        subprocess.run(command, env=environ, check=True)
        stamps.append(written(built))
    assert stamps[0] == stamps[1]


def test_one_new_title_writes_the_pages_that_show_it(site: MakeSite) -> None:
    built = site(files(5))
    before = written(built)
    changed = files()["posts/p3.md"].replace("# Post 3", "# New")  # type: ignore[union-attr, arg-type]
    built.rebuild({"posts/p3.md": changed})
    after = written(built)
    assert built.titles(LATER[0]) == ["New", "Post 4"]
    assert after["blog/page/3.html"] == before["blog/page/3.html"]


def test_a_new_heading_of_page_1_is_on_the_others(site: MakeSite) -> None:
    """Also if no toctree names it."""
    home = files(3)["blog.md"]
    built = site({**files(3), "index.md": home, "blog.md": "# Blog\n"}, allow=["not_included"])
    built.rebuild({"index.md": home.replace("The *blog*", "My `blog`")})  # type: ignore[union-attr, arg-type]
    page = built.html("index/page/2")
    assert page.xpath("//h1")[0].text_content().startswith("My blog & more")
    assert page.find_class("nav-item-1")[0].xpath(".//code")


def test_a_new_post_moves_the_others_on(site: MakeSite) -> None:
    built = site(files(4))
    assert not built.path(LATER[1]).exists()
    built.rebuild({"posts/p0.md": "---\ndate: 2026-02-01\n---\n# Post 0\n\nText.\n"})
    pages = [built.titles(page) for page in ("blog", *LATER)]
    assert pages == [["Post 0", "Post 1"], ["Post 2", "Post 3"], ["Post 4"]]


def test_a_page_that_somebody_deleted_is_made_again(site: MakeSite) -> None:
    built = site(files(5))
    built.path(LATER[0]).unlink()
    built.rebuild()
    assert built.titles(LATER[0]) == ["Post 3", "Post 4"]


OWN = "---\norphan: true\n---\n# My own page\n"


@pytest.mark.parametrize(
    ("builder", "name"),
    [
        ("html", "blog/page/2"),
        ("dirhtml", "blog/page/2"),
        ("dirhtml", "blog/page/2/index"),
    ],
)
def test_a_document_with_the_name_of_a_page_takes_its_place(
    site: MakeSite, builder: str, name: str
) -> None:
    """Whether it was there first or came later; and it is never removed with our pages."""
    allow = [r"postindex\.option"]
    text = f"blog.md:6: page 2 of this index is not made: {name!r} has its place"
    built = site({**files(5), f"{name}.md": OWN}, "", builder, allow=allow)
    assert built.ours == [f"{text} [postindex.option]"]
    assert built.html(name).xpath("//h1")[0].text_content().startswith("My own page")
    assert built.titles(LATER[1]) == ["Post 5"]

    later = site(files(5), "", builder)
    later.rebuild({f"{name}.md": OWN}, allow=allow)
    assert later.html(name).xpath("//h1")[0].text_content().startswith("My own page")
    later.rebuild({"posts/p5.md": None, "posts/p4.md": None, "posts/p3.md": None}, allow=[])
    assert later.path(name).is_file()
    assert not later.path(LATER[1]).exists()


DRAFT = "---\ndraft: true\n---\n# My own page\n"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_beside_a_draft_with_the_name_of_a_page_nothing_is_written_again(
    site: MakeSite, builder: str
) -> None:
    """The file at that place is the page's, and nothing of the draft."""
    built = site({**files(5), f"{LATER[0]}.md": DRAFT}, "", builder)
    before = written(built)
    assert built.titles(LATER[0]) == ["Post 3", "Post 4"]
    built.rebuild()
    assert written(built) == before


# What makes a post's own page depend on other posts: its page is compared then, and missed.
OWN_PAGE_ALONE = """
postindex_byline = []
postindex_prev_next = False
postindex_structured_data = False
"""


@pytest.mark.parametrize("conf", ["", OWN_PAGE_ALONE])
def test_a_document_takes_the_place_of_a_page_when_its_time_has_come_in_every_output(
    site: MakeSite, conf: str
) -> None:
    """The page may be newer than the document's source, and only the first builder reads it."""
    text = "---\ndate: 2030-06-01\n---\n# My own page\n"
    built = site({**files(5), f"{LATER[0]}.md": text}, conf).rebuild(builder="dirhtml")
    assert built.titles(LATER[0]) == ["Post 3", "Post 4"]
    built.rebuild(builder="html", now="2030-07-01", allow=[r"postindex\.option"])
    built.rebuild(builder="dirhtml")
    assert built.html(LATER[0]).xpath("//h1")[0].text_content().startswith("My own page")
