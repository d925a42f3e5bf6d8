"""The stylesheets on the pages of a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import MakeSite, Site

POSTS = {
    f"posts/{number}.md": f"---\ndate: 2026-01-0{number}\n---\n# Post {number}\n\nText.\n"
    for number in (1, 2, 3)
}
DRAFT = "---\ndate: 2026-01-05\ndraft: true\n---\n# Draft\n\nText.\n"


def index(*options: str) -> str:
    return "\n".join(["# Posts", "", "```{postindex}", *options, "```", ""])


def styles(built: Site, page: str = "index") -> list[str]:
    links = built.html(page).xpath("//link[@rel = 'stylesheet']/@href")
    files = [link.partition("?")[0] for link in links if "postindex" in link]
    return [file.rpartition("/")[2] for file in files]


BOTH = ["postindex.css", "postindex-more.css"]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [((), BOTH[:1]), ((":layout: table",), BOTH), ((":columns: 2",), BOTH)],
)
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_a_page_loads_what_its_index_needs(
    site: MakeSite, builder: str, options: tuple[str, ...], wanted: list[str]
) -> None:
    assert styles(site({"index.md": index(*options), **POSTS}, builder=builder)) == wanted


def test_the_pages_of_a_paged_index_load_both(site: MakeSite) -> None:
    built = site({"index.md": index(":page-size: 2"), **POSTS})
    assert styles(built) == BOTH
    assert styles(built, "index/page/2") == [*BOTH, "postindex-post.css"]
    assert styles(built, "posts/1") == ["postindex-post.css"]


def test_labels_are_styled_where_drafts_are_shown(site: MakeSite) -> None:
    files = {"index.md": index(), "posts/4.md": DRAFT, **POSTS}
    assert styles(site(files)) == BOTH[:1]


def test_labels_are_styled_where_drafts_are_shown_on_demand(site: MakeSite) -> None:
    files = {"index.md": index(), "posts/4.md": DRAFT, **POSTS}
    assert styles(site(files, "postindex_drafts = True")) == BOTH
