"""The pages of terms: made of the same index, in the theme's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

NO_TOCTREE = r"toc\.not_included"
ALL = 'postindex_archives = ["category", "tags", "authors", "years", "series"]\n'


def post(day: int, facts: str, year: int = 2026) -> str:
    return f"---\ndate: {year}-01-{day:02}\n{facts}\n---\n# Post {day}\n\nText {day}.\n"


FILES: Files = {
    "index.md": "# Home\n\n```{postterms} category\n```\n",
    "posts/a.md": post(1, "category: Systems Thinking\ntags: [C, C++, C#]\nauthor: Ann"),
    "posts/b.md": post(2, "category: systems  thinking\ntags: [C]\nseries: Loops", 2025),
    "posts/c.md": post(3, "category: [Clocks, Systems Thinking]\nauthor: Ann"),
    "posts/d.md": post(4, "category: Secret\ndraft: true"),
}
SPELLED = [r"the category 'systems thinking' is the same as 'Systems Thinking'"]


def heading(built: Site, page: str) -> str:
    return str(built.html(page).xpath("//h1")[0].text)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_each_term_has_a_page_with_its_posts(site: MakeSite, builder: str) -> None:
    built = site(FILES, ALL, builder, allow=SPELLED)
    assert heading(built, "category/systems-thinking") == "Systems Thinking Posts"
    assert built.titles("category/systems-thinking") == ["Post 3", "Post 1", "Post 2"]
    assert heading(built, "author/ann") == "Posts by Ann"
    assert built.titles("author/ann") == ["Post 3", "Post 1"]
    assert built.titles("year/2025") == ["Post 2"]
    assert built.titles("series/loops") == ["Post 2"]
    assert built.titles("tag/c") == ["Post 1", "Post 2"]
    assert not built.path("category/secret").exists()


def test_terms_of_one_slug_have_a_page_each(site: MakeSite) -> None:
    built = site(FILES, ALL, allow=SPELLED)
    pages = sorted(path.name for path in (built.outdir / "tag").glob("c*.html"))
    assert len(pages) == 3
    headings = {heading(built, f"tag/{name.removesuffix('.html')}") for name in pages}
    assert headings == {"C Posts", "C++ Posts", "C# Posts"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_overview_names_every_term_and_leads_to_it(site: MakeSite, builder: str) -> None:
    built = site(FILES, ALL, builder, allow=SPELLED)
    page = built.html("category/index")
    assert heading(built, "category/index") == "Categories"
    terms = page.find_class("postindex-term")
    assert [each.text_content() for each in terms] == ["Clocks", "Systems Thinking"]
    folder = built.path("category/index").parent
    for link in terms:
        target = (folder / link.get("href")).resolve()
        assert (target / "index.html" if builder == "dirhtml" else target).is_file()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_link_of_an_archive_leads_to_a_file(site: MakeSite, builder: str) -> None:
    built = site(FILES, ALL, builder, allow=SPELLED)
    for name in ("category/systems-thinking", "author/ann", "tag/index"):
        folder = built.path(name).parent
        links = [str(each) for each in built.html(name).xpath("//@href | //@src")]
        here = [a for a in links if "://" not in a and not a.startswith(("#", "data:"))]
        for link in here:
            target = (folder / link.partition("#")[0].partition("?")[0]).resolve()
            assert (target / "index.html" if target.is_dir() else target).is_file(), (name, link)


def test_back_to_home_stands_above_the_heading(site: MakeSite) -> None:
    page = site(FILES, allow=SPELLED).html("category/clocks")
    [home] = page.find_class("postindex-home")
    assert home.text_content() == "Back to Home"
    assert home.xpath("./a/@href") == ["../index.html"]
    assert home.getnext().xpath("./h1")


def test_an_overview_is_reached_from_each_of_its_archives(site: MakeSite) -> None:
    """Without breadcrumbs, as in alabaster and furo, nothing else leads there."""
    conf = 'postindex_defaults = {"page-size": 2, "layout": "compact"}\n'
    built = site(FILES, conf, "dirhtml", allow=SPELLED)
    for name, href in (
        ("category/clocks", "../"),
        ("category/systems-thinking/page/2", "../../../"),
    ):
        [up] = built.html(name).find_class("postindex-up")
        assert up.text_content() == "Categories"
        assert up.xpath("./a/@href") == [href]
    assert not built.html("category/index").find_class("postindex-up")


def test_the_way_to_an_overview_of_ones_own_has_its_title(site: MakeSite) -> None:
    own = "---\norphan: true\n---\n# My *own* list\n"
    built = site({**FILES, "category/index.md": own}, allow=SPELLED)
    [up] = built.html("category/clocks").find_class("postindex-up")
    assert (up.text_content(), *up.xpath("./a/@href")) == ("My own list", "index.html")
    built.rebuild({"category/index.md": own.replace("list", "terms")})
    [up] = built.html("category/clocks").find_class("postindex-up")
    assert up.text_content() == "My own terms"


def test_the_page_has_a_title_and_a_canonical_address(site: MakeSite) -> None:
    conf = 'html_baseurl = "https://example.com/"\n'
    page = site(FILES, conf, "dirhtml", allow=SPELLED).html("category/clocks")
    assert page.xpath("//title/text()")[0].startswith("Clocks Posts")
    [link] = page.xpath("//link[@rel = 'canonical']/@href")
    assert link == "https://example.com/category/clocks/"


def test_a_document_of_that_name_takes_the_place(site: MakeSite) -> None:
    """Links lead to it, and nothing of it is overwritten."""
    own = "---\norphan: true\n---\n# My own clocks\n"
    built = site({**FILES, "category/clocks.md": own}, allow=SPELLED)
    assert heading(built, "category/clocks") == "My own clocks"
    [link] = built.html().xpath("//a[text() = 'Clocks']/@href")
    assert link == "category/clocks.html"


def test_in_dirhtml_a_document_of_the_overviews_file_takes_its_place(site: MakeSite) -> None:
    own = "---\norphan: true\n---\n# My own\n"
    files = {**FILES, "category.md": own}
    assert heading(site(files, builder="dirhtml", allow=SPELLED), "category") == "My own"
    built = site(files, allow=SPELLED)
    assert (heading(built, "category"), heading(built, "category/index")) == (
        "My own",
        "Categories",
    )


def test_a_page_that_says_so_is_the_archive(site: MakeSite) -> None:
    own = "# Clocks and I\n\n```{postindex}\n:category: clocks\n:archive:\n```\n"
    files = {**FILES, "clocks.md": own}
    built = site(files, allow=[*SPELLED, NO_TOCTREE])
    assert not (built.outdir / "category" / "clocks.html").exists()
    assert built.html().xpath("//a[text() = 'Clocks']/@href") == ["clocks.html"]
    parent, *_ = built.html("posts/c").xpath("//*[@class='related']//a[text() = 'Clocks and I']")
    assert parent.get("href") == "../clocks.html"


def test_of_two_pages_that_say_so_the_first_by_name_is_it(site: MakeSite) -> None:
    own = "# A\n\n```{postindex}\n:category: Clocks\n:archive:\n```\n"
    allow = [*SPELLED, NO_TOCTREE, "option 'archive': 'a' is this archive already"]
    built = site({**FILES, "a.md": own, "b.md": own}, allow=allow)
    assert built.html().xpath("//a[text() = 'Clocks']/@href") == ["a.html"]
    [ours] = [w for w in built.warnings if "this archive already" in w]
    assert "b.md:5" in ours


def test_an_archive_is_paged_as_the_site_wants_its_indexes(site: MakeSite) -> None:
    conf = 'postindex_defaults = {"page-size": 2, "layout": "compact"}\n'
    built = site(FILES, conf, allow=SPELLED)
    second = built.html("category/systems-thinking/page/2")
    assert len(second.find_class("postindex-name")) == 1
    assert second.find_class("postindex-home")
    assert second.xpath("//*[@aria-current = 'page']/text()") == ["2"]


def test_the_path_is_the_sites_to_choose(site: MakeSite) -> None:
    conf = 'postindex_archive_path = "blog/{taxonomy}/of/{term}"\n'
    built = site(FILES, conf, allow=SPELLED)
    assert built.path("blog/category/of/clocks").is_file()
    assert built.path("blog/category/of/index").is_file()


@pytest.mark.parametrize("path", ["{term}", "../{taxonomy}/{term}", "/{taxonomy}/{term}", "a//b"])
def test_a_path_that_leads_elsewhere_is_refused(site: MakeSite, path: str) -> None:
    built = site(
        FILES, f"postindex_archive_path = {path!r}\n", allow=[*SPELLED, "postindex_archive_path"]
    )
    assert built.path("category/clocks").is_file()
    assert len(built.warnings) == 2


@pytest.mark.parametrize("builder", ["epub", "latex", "text", "man", "singlehtml", "json"])
def test_other_builders_have_no_archives_and_no_dead_links(site: MakeSite, builder: str) -> None:
    built = site(FILES, ALL, builder, allow=[*SPELLED, "conf value .(epub|version)", "epub"])
    assert not list(built.outdir.rglob("*systems-thinking*"))


HOSTILE = ["../../evil", "..", "CON", "<img src=x onerror=alert(1)>", "\U0001f600", "x" * 500, "*"]


def test_a_hostile_term_stays_inside_and_runs_nothing(site: MakeSite) -> None:
    files: Files = {
        "index.md": "# Home\n",
        **{f"p{n}.md": post(n + 1, f"category: {term!r}") for n, term in enumerate(HOSTILE)},
    }
    built = site(files)
    made = sorted((built.outdir / "category").iterdir())
    assert len(made) == len(HOSTILE) + 1
    for path in made:
        assert path.is_relative_to(built.outdir)
        page = built.html(f"category/{path.stem}")
        assert not page.xpath("//*[@onerror]")
    shown = {
        t for path in made if path.stem != "index" for t in built.titles(f"category/{path.stem}")
    }
    assert len(shown) == len(HOSTILE), "each term shows its own post alone"


def test_the_words_are_those_of_the_site(site: MakeSite) -> None:
    built = site(FILES, f'language = "de"\n{ALL}', allow=SPELLED)
    assert heading(built, "category/clocks") == "Beitr\u00e4ge: Clocks"
    assert heading(built, "category/index") == "Kategorien"
    [home] = built.html("category/clocks").find_class("postindex-home")
    assert home.text_content() == "Zur Startseite"


def test_without_taxonomies_no_page_is_made(site: MakeSite) -> None:
    built = site(FILES, "postindex_archives = []\n")
    assert not (built.outdir / "category").exists()
    assert not built.html().xpath("//a[text() = 'Clocks']")


def test_a_new_title_of_a_page_of_ones_own_stands_above_the_posts(site: MakeSite) -> None:
    own = {"mine.md": "# Old\n\n```{postindex}\n:category: Clocks\n:archive:\n```\n"}
    post = {"p.md": "---\ndate: 2026-01-01\ncategory: Clocks\n---\n# Post\n"}
    index = {"index.md": "# Home\n\n```{toctree}\nmine\n```\n"}
    built = site({**index, **own, **post}, config={"html_theme": "alabaster"})
    built.rebuild({"mine.md": own["mine.md"].replace("Old", "New")})
    assert '<a href="mine.html">New</a>' in built.text("p.html")


@pytest.mark.parametrize("page", ["category/clocks.html", "index/page/2.html"])
def test_a_file_of_ones_own_stays_in_the_place_of_a_page_of_ours(site: MakeSite, page: str) -> None:
    """At the first build, at the next, and when no page wants the place any more."""
    told = rf"the page '{page}' is not made: html_extra_path has such a file"
    index = "# Home\n\n```{postindex}\n:page-size: 2\n```\n"
    files = {**FILES, "index.md": index, f"extra/{page}": "Mine"}
    conf = 'html_extra_path = ["extra"]\n'
    built = site(files, conf, allow=[*SPELLED, told])
    assert built.text(page) == "Mine"
    assert len([w for w in built.warnings if "is not made" in w]) == 1
    assert built.rebuild().text(page) == "Mine"
    built.rebuild({"posts/c.md": None})
    assert built.text(page) == "Mine"


def test_a_file_of_ones_own_that_comes_to_the_place_of_an_archive_stays(site: MakeSite) -> None:
    files = {**FILES, "extra/other.txt": "Other"}
    built = site(files, 'html_extra_path = ["extra"]\n', allow=[*SPELLED, "is not made"])
    built.rebuild({"extra/category/clocks.html": "Mine"})
    assert built.text("category/clocks.html") == "Mine"
