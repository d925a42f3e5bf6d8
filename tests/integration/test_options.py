"""Every option of ``{postindex}``, written in MyST and in reStructuredText.

Each case is a page of one site in both languages; both pages must show the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site
    from lxml.html import HtmlElement

BODY = "A sentence of words. " * 9 + "It ends here, after two hundred characters and more."
POSTS: Files = {
    "posts/a.md": f"""
        ---
        date: 2026-06-01
        category: Systems
        tags: [Caching, C++]
        author: Ann
        rating: 3
        ---
        # a

        {BODY}
        """,
    "posts/b.md": """
        ---
        date: 2026-06-02
        category: [Systems, Clocks]
        tags: caching
        author: Bob
        rating: 10
        excerpt: An excerpt of *its* own.
        ---
        # b
        """,
    "posts/c.md": """
        ---
        date: 2026-05
        category: ["Health, Wellness"]
        author: Ann Lee
        pinned: true
        ---
        # c

        Text of c.
        """,
    "posts/deep/d.md": """
        ---
        date: 2025-12-31T22:00:00-05:00
        category: Health
        ---
        # d

        Text of d.
        """,
}

# Option lines, and the posts that they show.
SHOWN = {
    "nothing": ("", "cbad"),
    "category": (":category: Systems", "ba"),
    "case and blanks": (":category:   sYsTEMS  ", "ba"),
    "categories": (":categories: Clocks, Health", "bd"),
    "a list over lines": (":category: Clocks,\n   Health", "bd"),
    "quotes": (':category: "Health, Wellness"', "c"),
    "quotes among others": (':category: Clocks, "Health, Wellness"', "cb"),
    "wildcards": (":category: health*, cl*ks", "cbd"),
    "all terms": (":tag: *", "ba"),
    "tag": (":tag: C++", "a"),
    "tags": (":tags: c++, caching", "ba"),
    "author": (":author: ann", "a"),
    "authors": (":authors: ann*", "ca"),
    "exclude-category": (":exclude-category: Systems", "cd"),
    "exclude-categories": (":exclude-categories: systems, health", "c"),
    "exclude-tag": (":exclude-tag: c++", "cbd"),
    "exclude-tags": (":exclude-tags: caching", "cd"),
    "exclude-author": (":exclude-author: Ann", "cbd"),
    "exclude-authors": (":exclude-authors: Ann*", "bd"),
    "filters together": (":category: Systems\n:exclude-author: Bob", "a"),
    "path": (":path: posts/*", "cba"),
    "paths": (":path: posts/deep/**, /posts/a", "ad"),
    "since": (":since: 2026-06-02", "b"),
    "since a month": (":since: 2026-06", "ba"),
    "until": (":until: 2026-06-01", "cad"),
    "until a month": (":until: 2026-05", "cd"),
    "until a year": (":until: 2025", "d"),
    "since and until": (":since: 1 June 2026\n:until: Jun 1, 2026", "a"),
    "sort": (":sort: date asc", "cdab"),
    "sort by a title": (":sort: title desc", "cdba"),
    "sort by a field": (":sort: rating desc", "cbad"),
    "sort by two": (":sort: category, date asc", "cdab"),
    "no-pin": (":no-pin:", "bacd"),
    "limit": (":limit: 2", "cb"),
    "limit 0": (":limit: 0", ""),
    "offset": (":offset: 1", "bad"),
    "limit and offset": (":limit: 2\n:offset: 1", "ba"),
    "offset past the end": (":offset: 9", ""),
    "layout": (":layout: cards", "cbad"),
    "a name in upper case": (":Category: Clocks", "b"),
}

# Option lines, and what one part of the card of a post says.
DRAWN = {
    "excerpt-length": (":excerpt-length: 20", "a", "excerpt", "A sentence of…"),
    "excerpt-length 0": (":excerpt-length: 0", "a", "excerpt", BODY),
    "excerpt-cut character": (
        ":excerpt-length: 20\n:excerpt-cut: character",
        "a",
        "excerpt",
        "A sentence of words…",
    ),
    "excerpt-cut sentence": (
        ":excerpt-length: 50\n:excerpt-cut: sentence",
        "a",
        "excerpt",
        "A sentence of words. A sentence of words.",
    ),
    "ellipsis": (":excerpt-length: 20\n:ellipsis: ...", "a", "excerpt", "A sentence of..."),
    "no ellipsis": (":excerpt-length: 20\n:ellipsis:", "a", "excerpt", "A sentence of words"),
    "an own excerpt": (":excerpt-length: 15", "b", "excerpt", "An excerpt of its own."),
    "date-format": (":date-format: long", "a", "date", "June 1, 2026"),
    "date-format iso": (":date-format: iso", "d", "date", "2025-12-31"),
    "date-format CLDR": (":date-format: EEE d MMMM y", "a", "date", "Mon 1 June 2026"),
    "date-format percent": (":date-format: %d.%m.%Y", "a", "date", "01.06.2026"),
    "date-format of a month": (":date-format: full", "c", "date", "May 2026"),
    "more": (":more: Go on: there", "a", "more", "Go on: there"),
    "heading-level": (":heading-level: 4", "a", "title", "a"),
}


def in_myst(options: str) -> str:
    # MyST wants a colon before each line of a value, too.
    lines = [line if line[0] == ":" else f":{line}" for line in options.split("\n") if line]
    return "\n".join(["# Index", "", "```{postindex}", *lines, "```", ""])


def in_rst(options: str) -> str:
    lines = [f"   {line}" for line in options.split("\n") if line]
    return "\n".join(["Index", "=====", "", ".. postindex::", *lines, ""])


def pages(cases: list[str]) -> Files:
    """A page in each language for each case, such as ``m0.md`` and ``r0.rst``."""
    result: Files = {}
    for number, options in enumerate(cases):
        result[f"m{number}.md"] = in_myst(options).encode()
        result[f"r{number}.rst"] = in_rst(options).encode()
    return {**POSTS, "index.md": "# Home\n", **result}


CASES = [options for options, *_ in (*SHOWN.values(), *DRAWN.values())]
ORPHANS = [r"toc\.not_included"]


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    return module_site(pages(CASES), allow=ORPHANS)


def both(built: Site, options: str) -> tuple[HtmlElement, HtmlElement]:
    """The boxes of one case in both languages."""
    number = CASES.index(options)
    [myst], [rst] = (built.html(f"{kind}{number}").find_class("postindex") for kind in "mr")
    return myst, rst


def titles(box: HtmlElement) -> str:
    return "".join(each.text_content() for each in box.find_class("postindex-title"))


@pytest.mark.parametrize("case", SHOWN)
def test_an_option_chooses_the_same_posts_in_both_languages(built: Site, case: str) -> None:
    options, shown = SHOWN[case]
    myst, rst = both(built, options)
    assert (titles(myst), titles(rst)) == (shown, shown)
    assert etree.tostring(myst) == etree.tostring(rst)


@pytest.mark.parametrize("case", DRAWN)
def test_an_option_draws_the_same_in_both_languages(built: Site, case: str) -> None:
    options, post, part, text = DRAWN[case]
    myst, rst = both(built, options)
    [card] = [c for c in myst.find_class("postindex-card") if titles(c) == post]
    [shown] = card.find_class(f"postindex-{part}")
    assert shown.text_content() == text
    assert etree.tostring(myst) == etree.tostring(rst)


def test_a_heading_has_the_rank_that_is_asked_for(built: Site) -> None:
    for box in both(built, ":heading-level: 4"):
        assert {each.tag for each in box.find_class("postindex-title")} == {"h4"}


def test_all_pages_of_the_cases_are_built_without_a_warning_of_ours(built: Site) -> None:
    assert [warning for warning in built.warnings if "postindex" in warning] == []


def test_more_without_a_text_shows_nothing_there(site: MakeSite) -> None:
    built = site({**POSTS, "index.md": in_myst(":more:")})
    assert not built.html().find_class("postindex-more")
    assert len(built.html().find_class("postindex-date")) == 4


def test_empty_is_what_is_shown_for_no_post(site: MakeSite) -> None:
    files: Files = {
        "index.md": in_myst(":empty: Nothing *yet*."),
        "usual.md": in_myst(""),
    }
    built = site(files, allow=ORPHANS)
    [text] = built.html("index").find_class("postindex-empty")
    [usual] = built.html("usual").find_class("postindex-empty")
    assert (text.text_content(), usual.text_content()) == ("Nothing *yet*.", "No posts yet.")


CLASSES = ["postindex", "postindex-cards", "h-feed", "no-search", "wide", "two-words"]


@pytest.mark.parametrize("write", [in_myst, in_rst])
def test_a_class_is_put_on_the_box(site: MakeSite, write: type[str]) -> None:
    name = "index.md" if write is in_myst else "index.rst"
    built = site({**POSTS, name: write(":class: wide Two_Words")})
    [box] = built.html().find_class("postindex")
    assert box.get("class").split() == CLASSES


def test_a_name_is_a_target_for_links(site: MakeSite) -> None:
    files: Files = {
        **POSTS,
        "index.md": in_myst(":name: My Posts") + "\n{ref}`here <my posts>` [there](#my-posts)\n",
        "other.rst": in_rst(":name: others") + "\nSee others_ and :ref:`these <my posts>`.\n",
    }
    built = site(files, allow=ORPHANS)
    for page, anchor in (("index", "my-posts"), ("other", "others")):
        [box] = built.html(page).find_class("postindex")
        assert box.get("id") == anchor
    assert len(built.html("index").xpath("//a[@href = '#my-posts']")) == 2
    assert built.html("other").xpath("//a[@href = '#others']")
    assert built.html("other").xpath("//a[@href = 'index.html#my-posts']")


def test_defaults_of_the_site_hold_where_an_index_says_nothing(site: MakeSite) -> None:
    files: Files = {
        **POSTS,
        "index.md": in_myst(""),
        "own.rst": in_rst(":categories: Health\n:limit: 9\n:more: On"),
    }
    conf = """
        postindex_defaults = {
            "category": "Systems", "excerpt-length": 20, "limit": 1, "more": "Weiter",
        }
        """
    built = site(files, conf, allow=ORPHANS)
    assert titles(built.html("index")) == "b"
    assert [each.text for each in built.html("index").find_class("postindex-more")] == ["Weiter"]
    assert titles(built.html("own")) == "d"
    assert [each.text for each in built.html("own").find_class("postindex-more")] == ["On"]


@pytest.mark.parametrize(
    "page",
    [
        "````{note}\n```{postindex}\n:limit: 2\n```\n````\n",
        "# One\n\n## Two\n\n### Three\n\n```{postindex}\n:limit: 2\n```\n",
        "Text without a heading.\n\n```{postindex}\n:limit: 2\n```\n",
        "```{postindex}\n:limit: 2\n```\n",
        "# One\n\n- An item\n\n  ```{postindex}\n  :limit: 2\n  ```\n",
        "# One\n\n> ```{postindex}\n> :limit: 2\n> ```\n",
    ],
    ids=["admonition", "third section", "no heading", "alone", "list item", "quotation"],
)
def test_an_index_may_stand_anywhere(site: MakeSite, page: str) -> None:
    built = site({**POSTS, "index.md": page})
    assert titles(built.html()) == "cb"
    rank = "h4" if "###" in page else "h2"
    assert {each.tag for each in built.html().find_class("postindex-title")} == {rank}


def test_several_indexes_of_a_page_each_show_their_own(site: MakeSite) -> None:
    one, two, three = (":category: Clocks", ":category: Health", ":limit: 1\n:no-pin:")
    page = "\n".join([in_myst(one), "## Next", in_myst(two).split("\n\n", 1)[1], in_myst(three)])
    built = site({**POSTS, "index.md": page})
    boxes = built.html().find_class("postindex")
    assert [titles(box) for box in boxes] == ["b", "d", "b"]
    assert [box.find_class("postindex-title")[0].tag for box in boxes] == ["h2", "h3", "h2"]
