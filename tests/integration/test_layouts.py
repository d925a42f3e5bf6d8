"""The four layouts, with the same facts in every builder; fields, groups and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

LAYOUTS = ["cards", "list", "table", "compact"]
FIELDS = "reading-time, rating, title, tags, updated, location, author, date, category, excerpt"
POSTS: Files = {
    "posts/a.md": """
        ---
        date: 2026-06-29
        updated: 2026-07-01
        category: [Systems, Clocks]
        tags: [caching, quorum]
        author: [Ann, Bob]
        location: Bonn
        rating: 5 of 6
        ---
        # Why *delays* matter

        Text of a post.
        """,
    "posts/b.md": "---\ndate: 2025-05\ncategory: Clocks\n---\n# Bare & small\n",
}
# What stands there of the first post, whatever the layout.
FACTS = [
    *("1 minute to read", "5 of 6", "Why delays matter", "caching, quorum", "Jul 1, 2026", "Bonn"),
    *("Ann, Bob", "Jun 29, 2026", "Systems, Clocks", "Text of a post."),
]


def index(*options: str) -> str:
    return "\n".join(["```{postindex}", *options, "```", ""])


def pages(fields: str = FIELDS) -> Files:
    """A page for each layout, all in one tree."""
    toctree = ["# Home", "", "```{toctree}", *LAYOUTS, "posts/a", "posts/b", "```", ""]
    each = {
        f"{name}.md": f"# By {name}\n\n" + index(f":layout: {name}", f":fields: {fields}")
        for name in LAYOUTS
    }
    return {**POSTS, "index.md": "\n".join(toctree), **each}


CONF = """
    latex_documents = [("index", "s.tex", "Site", "nobody", "manual")]
    man_pages = [("index", "s", "Site", ["nobody"], 1)]
    """


def bare(text: str) -> str:
    """Letters and digits alone, without the commands of LaTeX and man."""
    text = re.sub(r"\\(sphinx\w+|[a-z]+)\b|\\f[A-Z]|\\%<[^>]*>|\\s-?\d", "", text)
    return re.sub(r"[\W_]+", "", text)


def between(text: str, name: str) -> str:
    """What stands under the heading of one layout, up to the next one."""
    headings = [bare(f"By {each}") for each in LAYOUTS]
    folded = {h.casefold(): h for h in headings}
    found = re.split("(" + "|".join(headings) + ")", bare(text), flags=re.IGNORECASE)
    parts = {folded[h.casefold()]: body for h, body in zip(found[1::2], found[2::2], strict=True)}
    return parts[bare(f"By {name}")]


@pytest.fixture(scope="module")
def html(module_site: MakeSite) -> Site:
    return module_site(pages(), CONF)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_html_shows_every_fact_of_a_post_once(html: Site, layout: str) -> None:
    [box] = html.html(layout).find_class("postindex")
    assert f"postindex-{layout}" in box.get("class").split()
    text = bare(box.find_class("h-entry")[0].text_content())
    assert {fact: text.count(bare(fact)) for fact in FACTS} == dict.fromkeys(FACTS, 1)
    assert [a.get("href") for a in box.iter("a")] == ["posts/a.html", "posts/b.html"]
    assert [em.text for em in box.iter("em")] == ["delays"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_microformats_without_styles_and_scripts(html: Site, layout: str) -> None:
    [box] = html.html(layout).find_class("postindex")
    assert len(box.find_class("h-entry")) == 2
    assert len(box.find_class("u-url")) == 2
    assert [t.get("datetime") for t in box.find_class("dt-published")] == ["2026-06-29", "2025-05"]
    assert not box.xpath(".//script | .//style | .//*[@style]")
    known = {"h-feed", "h-entry", "u-url", "p-name", "p-category", "p-summary", "p-author"}
    known |= {"dt-published", "dt-updated", "reference", "internal", "no-search", "docutils"}
    known |= {"head", "row-odd", "row-even", "align-default"}
    names = {name for each in box.iter() for name in (each.get("class") or "").split()}
    assert {name for name in names if not name.startswith("postindex")} <= known


@pytest.mark.parametrize("builder", ["latex", "man"])
def test_a_book_has_the_facts_of_every_layout(site: MakeSite, builder: str) -> None:
    built = site(pages(), CONF, builder)
    text = built.text({"latex": "s.tex", "man": "s.1"}[builder])
    for layout in LAYOUTS:
        part = between(text, layout)
        assert [fact for fact in FACTS if bare(fact) not in part] == []


@pytest.mark.parametrize(("builder", "suffix"), [("text", "txt"), ("epub", "xhtml")])
def test_every_page_has_the_facts_of_its_layout(site: MakeSite, builder: str, suffix: str) -> None:
    built = site(pages(), CONF, builder)
    for layout in LAYOUTS:
        text = built.text(f"{layout}.{suffix}")
        # In a table of plain text a cell is broken over lines, the next cells between.
        words = {bare(word) for fact in FACTS for word in fact.split()}
        plain = bare(re.sub(r"<[^>]+>", "", text))
        assert [word for word in words if word not in plain] == []


def cells(table: Any, kind: str) -> list[str]:  # noqa: ANN401 - lxml has no types
    return [" ".join(cell.text_content().split()) for cell in table.iter(kind)]


def test_a_table_is_a_real_one_with_a_header_cell_a_field(html: Site) -> None:
    [table] = html.html("table").xpath("//table[contains(@class, 'postindex-table')]")
    assert cells(table.find("thead"), "th") == [
        *("Reading time", "rating", "Title", "Tags", "Updated", "Location", "Author", "Date"),
        *("Category", "Excerpt"),
    ]
    first, second = table.find("tbody").iter("tr")
    assert cells(first, "td") == FACTS
    assert cells(second, "td")[1:] == ["", "Bare & small", *[""] * 4, "May 2025", "Clocks", ""]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_fields_may_stand_in_any_order(site: MakeSite, layout: str) -> None:
    """The title comes first where it is a heading, the others as they are asked for."""
    files: Files = {
        **POSTS,
        "index.md": index(f":layout: {layout}", ":fields: date, rating, title"),
    }
    files["other.md"] = index(f":layout: {layout}", ":fields: title, rating, date")
    built = site(files, allow=[r"toc\.not_included"])

    def order(page: str) -> list[str]:
        entry = built.html(page).find_class("h-entry")[0]
        text = bare(entry.text_content())
        names = ["Why delays matter", "5 of 6", "Jun 29, 2026"]
        return sorted(names, key=lambda name: text.index(bare(name)))

    title, rating, date = ["Why delays matter", "5 of 6", "Jun 29, 2026"]
    headed = layout in {"cards", "list"}
    assert order("index") == ([title, date, rating] if headed else [date, rating, title])
    assert order("other") == [title, rating, date]


def test_columns_are_a_class_of_the_list(site: MakeSite) -> None:
    built = site({**POSTS, "index.md": index(":columns: 3")})
    [cards] = built.html().find_class("postindex-list")
    assert cards.get("class").split() == ["postindex-list", "postindex-columns-3"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_groups_have_headings_above_the_titles_in_their_groups(site: MakeSite, layout: str) -> None:
    built = site(
        {**POSTS, "index.md": "# H\n\n" + index(f":layout: {layout}", ":group-by: category")}
    )
    [box] = built.html().find_class("postindex")
    groups = box.find_class("postindex-group")
    assert [(g.tag, g.text_content()) for g in groups] == [("h2", "Clocks"), ("h2", "Systems")]
    assert {t.tag for t in box.find_class("postindex-title")} <= {"h3"}
    assert len(box.find_class("h-entry")) == 3
    # Groups are in no table of contents of the page.
    assert not built.html().xpath("//section//section")


def test_the_language_of_an_index_is_that_of_its_words_and_dates(site: MakeSite) -> None:
    options = (":locale: de", ":layout: table", ":fields: title, date, reading-time")
    built = site({**POSTS, "index.md": index(*options)})
    [table] = built.html().iter("table")
    assert cells(table, "th") == ["Titel", "Datum", "Lesezeit"]
    assert cells(table, "td")[1] == "29.06.2026"


def test_an_index_can_ask_for_series_languages_places_and_extra_fields(site: MakeSite) -> None:
    def post(number: int, *facts: str) -> str:
        return "\n".join(["---", f"date: 2026-01-0{number}", *facts, "---", f"# p{number}", ""])

    files: Files = {
        "p1.md": post(1, "series: Delays", "series_order: 2", "language: German", "venue: Part 10"),
        "p2.md": post(2, "series: Delays", "series_order: 1", "location: Bonn", "venue: part 9"),
        "p3.md": post(3, "language: de-AT", "location: [Bonn, Rome]", "stars: 3"),
    }
    asked = {
        ":series: delays": ["p2", "p1"],
        ":language: de": ["p1"],
        ":languages: de*": ["p3", "p1"],
        ":exclude-language: Deutsch": ["p3", "p2"],
        ":location: bonn": ["p3", "p2"],
        ":exclude-location: Rome": ["p2", "p1"],
        ":where: stars = 3": ["p3"],
        ":where: venue = part*, stars = *": [],
        ":where: venue = part 9, venue = part 10": ["p2", "p1"],
        ":sort: venue": ["p2", "p1", "p3"],
        ":sort: venue desc": ["p1", "p2", "p3"],
    }
    for number, option in enumerate(asked):
        files[f"i{number}.md"] = f"# I\n\n{index(option)}"
    built = site({**files, "index.md": "# H\n"}, allow=[r"toc\.not_included"])
    found = {option: built.titles(f"i{number}") for number, option in enumerate(asked)}
    assert found == asked
