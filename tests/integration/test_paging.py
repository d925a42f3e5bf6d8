"""Pages 2, 3 … of a paged index, in ``html`` and ``dirhtml``; elsewhere the list is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html
from paged import BLOG, CONF, LATER, PAGED, files, nav, posts, steps, target

if TYPE_CHECKING:
    from conftest import MakeSite, Site


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(module_site: MakeSite, request: pytest.FixtureRequest) -> Site:
    return module_site(files(), CONF, request.param)


def test_each_page_shows_its_posts_and_the_first_is_the_document(built: Site) -> None:
    pages = [built.titles(page) for page in ("blog", *LATER)]
    assert pages == [["Post 1", "Post 2"], ["Post 3", "Post 4"], ["Post 5"]]
    assert not built.path("blog/page/1").exists()
    assert not built.path("blog/page/4").exists()


def test_an_index_need_not_have_the_pages_that_the_site_has_by_default(site: MakeSite) -> None:
    conf = f'{CONF}postindex_defaults = {{"page-size": 2}}\n'
    made = site(files(5) | {"blog.md": "# Blog\n\n```{postindex}\n:page-size: 0\n```\n"}, conf)
    assert len(made.html("blog").find_class("postindex-card")) == 5
    assert not made.path("blog/page/2").exists()


def test_pages_lead_to_each_other_in_both_directions(built: Site) -> None:
    one, two, three = (built.path(page).resolve() for page in ("blog", *LATER))
    assert steps(built, "blog") == {"2": two, "3": three, "Next": two}
    assert steps(built, LATER[0]) == {"Previous": one, "1": one, "3": three, "Next": three}
    assert steps(built, LATER[1]) == {"Previous": two, "1": one, "2": two}


def test_the_page_that_one_is_on_is_marked(built: Site) -> None:
    for number, page in enumerate(("blog", *LATER), 1):
        box = nav(built, page)
        assert box.get("aria-label") == "Pages"
        [here] = box.xpath(".//*[@aria-current = 'page']")
        assert (here.text_content(), here.tag) == (str(number), "span")


def test_a_later_page_has_the_heading_and_the_list_but_no_other_text(built: Site) -> None:
    page = built.html(LATER[0])
    [heading] = page.xpath("//h1")
    assert heading.text_content() == "The blog & more (Page 2 of 3)¶"
    assert page.findtext(".//title").startswith("The blog & more (Page 2 of 3) ")
    text = page.text_content()
    assert "Words of the page" not in text
    assert {each.tag for each in page.find_class("postindex-title")} == {"h2"}
    [box] = page.find_class("postindex")
    assert (
        box.get("class").split()
        == built.html("blog").find_class("postindex")[0].get("class").split()
    )


def test_a_later_page_keeps_the_classes_of_its_index(site: MakeSite) -> None:
    """Also those that an edit gives it, or takes from it."""
    own = PAGED.replace("size: 2\n", "size: 2\n:class: Wide plain\n:locale: de\n")
    built = site(files(3, f"# Blog\n\n{own}"))

    def frame(page: str) -> tuple[list[str], str | None]:
        [box] = built.html(page).find_class("postindex")
        return sorted(box.classes), box.get("lang")

    assert {"wide", "plain"} <= {*frame(LATER[0])[0]}
    assert frame(LATER[0]) == frame("blog")
    edited = own.replace("Wide", "narrow").replace(": de\n", ": de-DE\n")
    built.rebuild({"blog.md": f"# Blog\n\n{edited}"})
    assert {"narrow", "plain"} <= {*frame(LATER[0])[0]}
    assert frame(LATER[0]) == frame("blog")
    built.rebuild({"blog.md": f"# Blog\n\n{PAGED}"})
    assert frame(LATER[0]) == frame("blog")


def test_every_link_of_a_later_page_leads_to_a_file(built: Site) -> None:
    """Those of cards, of the theme, and of what the page loads."""
    for name in ("blog", *LATER):
        page = built.html(name)
        links = [str(each) for each in page.xpath("//@href | //@src")]
        here = [a for a in links if a and "://" not in a and not a.startswith(("#", "data:"))]
        missing = [a for a in here if not target(built, name, a).is_file()]
        assert missing == []
        titles = page.xpath("//*[contains(@class, 'postindex-title')]/a/@href")
        cards = [target(built, name, str(link)) for link in titles]
        assert len(set(cards)) == len(cards) >= 1


def test_a_later_page_is_its_own_canonical_page(built: Site) -> None:
    for name in LATER:
        [link] = built.html(name).xpath("//link[@rel = 'canonical']/@href")
        end = "/" if built.builder == "dirhtml" else ".html"
        assert link == f"https://example.com/site/{name}{end}"


def test_a_later_page_loads_the_stylesheets_of_the_first(built: Site) -> None:
    def styles(name: str) -> list[str]:
        links = built.html(name).xpath("//link[@rel = 'stylesheet']/@href")
        return [target(built, name, link).name for link in links if "postindex" in link]

    assert styles("blog") == ["postindex.css", "postindex-more.css"]
    assert styles(LATER[0]) == [*styles("blog"), "postindex-post.css"]
    assert styles("posts/p1") == ["postindex-post.css"]


def test_later_pages_are_in_no_toctree_and_in_no_search_index(built: Site) -> None:
    assert "page/2" not in built.text("searchindex.js")
    assert "page/2" not in "".join(built.app.env.found_docs)


@pytest.mark.parametrize("theme", ["alabaster", "classic"])
def test_the_theme_draws_its_page_around_a_later_page(site: MakeSite, theme: str) -> None:
    built = site(files(3), f'{CONF}html_theme = "{theme}"\n')
    page, first = built.html(LATER[0]), built.html("blog")
    assert built.titles(LATER[0]) == ["Post 3"]
    assert page.xpath("//h1")[0].text_content().startswith("The blog & more (Page 2 of 2)")
    # The theme's own search and contents lead to where they lead from every page.
    [search] = page.xpath("//form[@role = 'search' or contains(@class, 'search')]/@action")
    assert target(built, LATER[0], search) == built.path("search").resolve()
    contents = page.xpath("//li[contains(@class, 'toctree-l1')]/a/@href")
    assert [target(built, LATER[0], a) for a in contents] == [
        target(built, "genindex", a)
        for a in built.html("genindex").xpath("//li[contains(@class, 'toctree-l1')]/a/@href")
    ]

    def boxes(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
        return [each.tag for each in tree.find("body") if isinstance(each.tag, str)]

    assert boxes(page) == boxes(first)


def test_parents_lead_back_to_the_page_of_the_index(built: Site) -> None:
    page = built.html(LATER[0])
    parents = page.xpath("//*[contains(@class, 'related')]//li[not(contains(@class, 'right'))]//a")
    links = [(a.text_content(), target(built, LATER[0], a.get("href"))) for a in parents]
    assert ("The blog & more", built.path("blog").resolve()) in links


def test_a_second_paged_index_needs_a_name_and_has_pages_under_it(site: MakeSite) -> None:
    second = "\n```{postindex}\n:page-size: 3\n:name: Old ones\n:sort: date asc\n```\n"
    built = site(files(5, BLOG + second))
    assert built.titles(LATER[0]) == ["Post 3", "Post 4"]
    assert built.titles("blog/old-ones/page/2") == ["Post 2", "Post 1"]
    nameless = site(
        files(5, BLOG + second.replace(":name: Old ones\n", "")), allow=[r"postindex\.option"]
    )
    text = "option 'page-size': a second paged index on a page needs a ':name:' of its own"
    assert nameless.ours == [f"blog.md:10: {text} [postindex.option]"]
    boxes = nameless.html("blog").find_class("postindex")
    assert [len(box.find_class("postindex-card")) for box in boxes] == [2, 5]


@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("singlehtml", "index.html"),
        ("text", "blog.txt"),
        ("epub", "blog.xhtml"),
        ("latex", "s.tex"),
    ],
)
def test_other_builders_show_the_whole_list(site: MakeSite, builder: str, file: str) -> None:
    conf = 'latex_documents = [("index", "s.tex", "Site", "nobody", "manual")]'
    built = site(files(5), conf, builder)
    text = built.text(file)
    assert [n for n in range(1, 6) if f"Text {n} as is." in text] == [1, 2, 3, 4, 5]
    assert not list(built.outdir.rglob("page"))
    assert "postindex-pages" not in text


def test_groups_pages_and_limit_go_together(site: MakeSite) -> None:
    """``limit`` says how many posts there are, ``page-size`` how many a page shows of them."""
    asked = PAGED.replace("2\n", "2\n:limit: 3\n:group-by: month\n")
    built = site(files(5, f"# Blog\n\n{asked}"))
    assert [built.titles(page) for page in ("blog", LATER[0])] == [["Post 1", "Post 2"], ["Post 3"]]
    groups = built.html(LATER[0]).find_class("postindex-group")
    assert [(each.tag, each.text_content()) for each in groups] == [("h2", "January 2026")]
    assert not built.path(LATER[1]).exists()


def test_formulas_in_cards_of_a_later_page_are_drawn(site: MakeSite) -> None:
    formula = "---\ndate: 2025-01-01\n---\n# About {math}`x^2`\n\nText.\n"
    built = site({**files(3), "posts/formula.md": formula})
    page = built.html(LATER[0])
    assert page.xpath("//script[contains(@src, 'mathjax')]")
    [drawn] = [a for a in page.find_class("postindex-link") if "About" in a.text_content()]
    [wanted] = built.html("posts/formula").xpath("//h1")
    assert lxml_html.tostring(drawn[0]) == lxml_html.tostring(wanted[0])
    assert not built.html("posts/p1").xpath("//script[contains(@src, 'mathjax')]")


def test_pages_of_a_site_in_another_language_have_its_words(site: MakeSite) -> None:
    built = site(files(3), 'language = "de"')
    assert (
        built.html(LATER[0]).xpath("//h1")[0].text_content().startswith("The blog & more (Seite 2")
    )
    assert nav(built, "blog").get("aria-label") == "Seiten"


def test_a_paged_index_on_the_home_page_is_found_from_its_pages(site: MakeSite) -> None:
    """The root document's own address is that of a folder."""
    for builder in ("html", "dirhtml"):
        built = site({"index.md": f"# Home\n\n{PAGED}", **posts(3)}, "", builder)
        assert built.titles("index/page/2") == ["Post 3"]
        assert steps(built, "index/page/2")["1"] == built.path("index").resolve()
        assert steps(built, "index")["2"] == built.path("index/page/2").resolve()
