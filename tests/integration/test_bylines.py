"""The line under a post's title, and the way from post to post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

NO_TOCTREE = r"toc\.not_included"
INDEX = "# Home\n\n```{postindex}\n```\n"
FACTS = (
    "category: [Cats, Dogs]\nauthor: [{name: Ann, url: 'https://example.com/ann'}, Bob]\ntags: [x]"
)


def post(day: int, title: str, facts: str = "category: Cats") -> str:
    return f"---\ndate: 2026-01-{day:02}\n{facts}\n---\n# {title}\n\nText.\n"


FILES: Files = {
    "index.md": INDEX,
    "posts/a.md": post(1, "A *first*"),
    "posts/b.md": post(2, "B", FACTS),
    "posts/c.md": post(3, "C <&>"),
    "posts/hidden.md": post(4, "H", "unlisted: true"),
}


def byline(built: Site, page: str) -> str:
    lines = built.html(page).find_class("postindex-byline")
    return " | ".join(" ".join(line.text_content().split()) for line in lines)


def test_the_byline_stands_under_the_title_with_links(site: MakeSite) -> None:
    built = site(FILES, 'postindex_archives = ["category", "author"]\n')
    [line] = built.html("posts/b").find_class("postindex-byline")
    assert line.getprevious().tag == "h1"
    assert byline(built, "posts/b") == "Jan 2, 2026 · Cats, Dogs · Ann, Bob · x"
    links = {a.text: a.get("href") for a in line.iter("a")}
    assert links == {
        "Cats": "../category/cats.html",
        "Dogs": "../category/dogs.html",
        "Ann": "../author/ann.html",
        "Bob": "../author/bob.html",
    }


def test_an_author_without_an_archive_leads_to_their_own_page(site: MakeSite) -> None:
    [line] = site(FILES).html("posts/b").find_class("postindex-byline")
    assert line.xpath(".//a[text() = 'Ann']/@href") == ["https://example.com/ann"]
    assert not line.xpath(".//a[text() = 'Bob']")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (["reading-time", "tag"], "1 minute to read · x"),
        (["categories", "date"], "Cats, Dogs · Jan 2, 2026"),
        ([], ""),
    ],
)
def test_the_site_chooses_what_it_shows(site: MakeSite, fields: list[str], expected: str) -> None:
    built = site(FILES, config={"postindex_byline": fields})
    assert byline(built, "posts/b") == expected


def test_an_unknown_part_costs_one_warning(site: MakeSite) -> None:
    built = site(FILES, config={"postindex_byline": ["dat"]}, allow=["did you mean 'date'"])
    assert byline(built, "posts/a") == "Jan 1, 2026 · Cats"


def test_a_section_post_has_its_own(site: MakeSite) -> None:
    page = "# Log\n\n## One\n\n```{post} 2026-02-01\n```\n\nText.\n\n## Two\n\nText.\n"
    built = site({**FILES, "log.md": page}, allow=[NO_TOCTREE])
    [line] = built.html("log").find_class("postindex-byline")
    assert line.getprevious().text_content().startswith("One")


def test_a_draft_is_called_one_where_it_is_shown(site: MakeSite) -> None:
    built = site({**FILES, "d.md": post(5, "D", "draft: true")}, "postindex_drafts = True\n")
    assert byline(built, "d") == "Draft · Jan 5, 2026"


def test_it_is_not_in_the_search_index(site: MakeSite) -> None:
    built = site({**FILES, "d.md": post(5, "D", "category: Quixotry")})
    assert "quixotri" not in (built.outdir / "searchindex.js").read_text("utf-8").lower()


def rel(built: Site, page: str, name: str) -> list[str]:
    return [str(a) for a in built.html(page).xpath(f"//link[@rel = '{name}']/@href")]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_post_leads_to_the_older_and_the_newer_one(site: MakeSite, builder: str) -> None:
    built = site(FILES, "", builder)
    end = "/" if builder == "dirhtml" else ".html"
    up = "../" if builder == "dirhtml" else ""
    assert (rel(built, "posts/b", "prev"), rel(built, "posts/b", "next")) == (
        [f"{up}a{end}"],
        [f"{up}c{end}"],
    )
    assert (rel(built, "posts/a", "prev"), rel(built, "posts/c", "next")) == ([], [])
    assert (rel(built, "posts/hidden", "prev"), rel(built, "posts/hidden", "next")) == ([], [])
    related = built.html("posts/b").xpath("//*[@class = 'related']//a[@accesskey]")
    titles = {a.text: a.get("title") for a in related}
    assert (titles["previous"], titles["next"]) == ("A first", "C <&>")


def test_the_pages_above_a_post_are_home_and_its_category(site: MakeSite) -> None:
    page = site(FILES).html("posts/b")
    [link] = set(page.xpath("//*[@class = 'related']//a[text() = 'Cats Posts']/@href"))
    assert link == "../category/cats.html"


def test_a_post_in_a_toctree_has_the_neighbours_of_the_toctree(site: MakeSite) -> None:
    index = f"{INDEX}\n```{{toctree}}\nposts/c\nposts/b\n```\n"
    built = site({**FILES, "index.md": index})
    assert rel(built, "posts/b", "prev") == ["c.html"]
    assert rel(built, "posts/a", "next") == ["b.html"]


def test_it_can_be_switched_off(site: MakeSite) -> None:
    built = site(FILES, "postindex_prev_next = False\n")
    assert rel(built, "posts/b", "prev") == []


@pytest.mark.parametrize(
    ("second", "page"), [("dirhtml", "posts/a/index.html"), ("epub", "posts/a.xhtml")]
)
def test_a_date_is_written_anew_for_a_builder_that_reads_nothing(
    site: MakeSite, second: str, page: str
) -> None:
    """The first reads everything, as the setting is new; of the other only its record tells."""
    built = site(FILES)
    built.rebuild(builder=second)
    new = {"postindex_defaults": {"date-format": "iso", "excerpt-length": 3}}
    built.rebuild(builder="html", config=new)
    built.rebuild(builder=second, config=new)
    assert ">2026-01-01</time>" in built.text(page)
    assert second == "epub" or 'content="Te…"' in built.text(page)


@pytest.mark.parametrize(("fields", "written"), [("['date']", False), ("['category']", True)])
def test_a_page_that_names_no_term_is_not_written_when_the_term_gets_an_archive(
    site: MakeSite, fields: str, *, written: bool
) -> None:
    """An unlisted post makes none; another one does."""
    log = {"log.md": post(5, "Log", "unlisted: true\ncategory: Gulls")}
    conf = f"postindex_byline = {fields}\npostindex_prev_next = False\n"
    built = site(FILES | log, conf)
    before = built.path("log").stat().st_mtime_ns
    built.rebuild({"posts/a.md": post(1, "A", "category: Gulls")})
    assert built.path("category/gulls").is_file()
    assert (built.path("log").stat().st_mtime_ns != before) is written
