"""Titles and excerpts of posts: where they come from, and how they reach page and card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import MakeSite, Site

INDEX = "# Home\n\n```{postindex}\n```\n"
HEADER = r"myst\.header"


def block(inner: str, body: str) -> str:
    """A Markdown page with a date and more front matter."""
    return f"---\ndate: 2026-01-01\n{inner}\n---\n{body}"


def headings(site: Site, page: str) -> list[tuple[str, str]]:
    """The headings of a page's body: rank and text, without permalinks."""
    [body] = site.html(page).find_class("body")
    found = body.xpath(".//h1|.//h2|.//h3")
    return [(each.tag, each.text_content().replace("\u00b6", "")) for each in found]


def test_a_title_from_front_matter_is_the_heading_of_a_page_without_one(site: MakeSite) -> None:
    """With an anchor, its markup, and curly quotes as any heading has them."""
    title = """title: 'Why "delays" *really* matter -- $x$'"""
    built = site(
        {"index.md": INDEX, "a.md": block(title, "Text.\n\n## Part\n\nMore.\n")},
        'myst_enable_extensions = ["dollarmath"]',
        allow=[HEADER],
    )
    said = "Why \u201cdelays\u201d really matter \u2013 \\(x\\)"
    assert headings(built, "a") == [("h1", said), ("h2", "Part")]
    assert built.titles() == [said]
    page = built.html("a")
    [heading] = page.xpath("//h1")
    assert heading.xpath("em/text()") == ["really"]
    assert heading.xpath("span[contains(@class, 'math')]")
    assert heading.getparent().get("id").startswith("why-delays-really-matter")
    [title] = page.xpath("//head/title/text()")
    assert title.startswith("Why \u201cdelays\u201d really matter")


@pytest.mark.parametrize(
    "body",
    ["# Own\n\nText.\n", "Own\n===\n\nText.\n", "Text.\n\n# Own\n\nMore.\n", "(label)=\n# Own\n"],
)
def test_a_page_with_a_heading_keeps_it_and_the_card_shows_the_front_matter(
    site: MakeSite, body: str
) -> None:
    built = site({"index.md": INDEX, "a.md": block("title: Said", body)})
    assert headings(built, "a") == [("h1", "Own")]
    assert built.titles() == ["Said"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Part\n\nText.\n", [("h1", "Said"), ("h2", "Part")]),
        ("Text.\n", [("h1", "Said")]),
        ("", [("h1", "Said")]),
        ("Text.\n\n```\n# no heading\n```\n", [("h1", "Said")]),
        ("```{note}\nText.\n```\n", [("h1", "Said")]),
    ],
)
def test_a_page_whose_headings_are_lower_gets_its_title_above_them(
    site: MakeSite, body: str, expected: list[tuple[str, str]]
) -> None:
    built = site({"index.md": INDEX, "a.md": block("title: Said", body)}, allow=[HEADER])
    assert headings(built, "a") == expected


def test_no_heading_is_put_into_a_page_that_is_no_post(site: MakeSite) -> None:
    files = {"index.md": INDEX, "a.md": "---\norphan: true\ntitle: Said\n---\nText.\n"}
    assert headings(site(files), "a") == []


def test_a_heading_that_myst_puts_in_is_not_doubled(site: MakeSite) -> None:
    files = {"index.md": INDEX, "a.md": block("title: Said", "Text.\n")}
    assert headings(site(files, "myst_title_to_header = True"), "a") == [("h1", "Said")]


def test_a_restructuredtext_page_gets_its_heading_from_docinfo_or_directive(site: MakeSite) -> None:
    built = site(
        {
            "index.md": INDEX,
            "a.rst": ":date: 2026-01-02\n:post: true\n:title: Why *delays*\n\nText.\n",
            "b.rst": ".. post:: 2026-01-01\n   :title: What ``code``\n\nText.\n",
            "c.rst": ":post: true\n:date: 2025-01-01\n:title: Said\n\nOwn\n===\n",
        }
    )
    assert headings(built, "a") == [("h1", "Why delays")]
    assert headings(built, "b") == [("h1", "What code")]
    assert headings(built, "c") == [("h1", "Own")]
    assert built.titles() == ["Why delays", "What code", "Said"]
    assert built.html().xpath("//a[contains(@class, 'postindex-link')]/em/text()") == ["delays"]


def test_a_heading_that_was_put_in_can_be_referred_to(site: MakeSite) -> None:
    link = "# Other\n\n[](a.md) and [](#said-it)\n"
    built = site(
        {
            "index.md": f"{INDEX}\n```{{toctree}}\na\nother\n```\n",
            "a.md": block("title: Said it", "Text.\n"),
            "other.md": link,
        },
        "myst_heading_anchors = 2",
        allow=[r"xref_missing|not found"],
    )
    [first, *_] = built.html("other").xpath("//div[contains(@class, 'body')]//p/a")
    assert first.text_content() == "Said it"
    assert "Said it" in built.html().xpath("//li[contains(@class, 'toctree-l1')]/a/text()")


@pytest.mark.parametrize(
    ("page", "title", "marks"),
    [
        ("# Why *delays* **matter**\n", "Why delays matter", ["em", "strong"]),
        ('# Use `a<b>` "now"\n', "Use a<b> \u201cnow\u201d", ["code"]),
        ("# One [link](https://example.org) only\n", "One link only", []),
        ("# Hello <img src=x onerror=alert(1)>\n", "Hello", []),
        ("# A ![picture](https://example.org/a.png) of it\n", "A of it", []),
        ("# A note[^1]\n\n[^1]: Text.\n", "A note", []),
        ("# A & B &lt;C&gt;\n", "A & B <C>", []),
        ("# {math}`x^2` here\n", "\\(x^2\\) here", []),
        ("Text only.\n", "a", []),
        ("# \n\nText.\n", "a", []),
    ],
)
def test_the_title_on_a_card_is_the_heading_with_its_marks(
    site: MakeSite, page: str, title: str, marks: list[str]
) -> None:
    """Links, pictures, footnotes and HTML are left out; without a heading the file is named."""
    built = site({"index.md": INDEX, "a.md": block("", page)}, allow=["image file not readable"])
    assert built.titles() == [title]
    [link] = built.html().find_class("postindex-link")
    assert [each.tag for each in link if each.tag != "span"] == marks


@pytest.mark.parametrize("title", ["3.10", "no", "on", "2026-01-01", "1_000", "~x", "true"])
def test_a_title_is_the_text_that_its_author_wrote(site: MakeSite, title: str) -> None:
    built = site({"index.md": INDEX, "a.md": block(f"title: {title}\ncategory: {title}", "# T\n")})
    assert built.titles() == [title]
    assert built.posts["a"].categories == (title,)


EXCERPTS = {
    "first": ("a.md", "# T\n\nOne *two*.\n\nThree.\n\n## S\n\nFour.\n", "One two. Three.", False),
    "more": ("a.md", "# T\n\nOne.\n\n<!-- more -->\n\nTwo.\n", "One.", True),
    "tight": ("a.md", "# T\n\nOne.\n<!--more-->\nTwo.\n", "One.", True),
    "truncate": ("a.md", "# T\n\nOne.\n\n<!-- truncate -->\n\nTwo.\n", "One.", True),
    "percent": ("a.md", "# T\n\nOne.\n\n% more\n\nTwo.\n", "One.", True),
    "later": ("a.md", "# T\n\nOne.\n\n## S\n\nTwo.\n\n<!-- more -->\n\nX.\n", "One. Two.", True),
    "rst": ("a.rst", "T\n=\n\n.. post:: 2026-01-01\n\nOne.\n\n.. more\n\nTwo.\n", "One.", True),
    "picture": ("a.md", "# T\n\n![p](https://example.org/a.png)\n\nOne.\n", "One.", False),
    "list": ("a.md", "# T\n\n- One.\n- Two.\n", "One.", False),
    "none": ("a.md", "# T\n", "", False),
}


@pytest.mark.parametrize("name", EXCERPTS)
def test_an_excerpt_is_the_text_before_a_marker_or_the_first_paragraphs(
    site: MakeSite, name: str
) -> None:
    page, text, expected, whole = EXCERPTS[name]
    built = site({"index.md": INDEX, page: text if page == "a.rst" else block("", text)})
    post = built.posts["a"]
    assert (post.excerpt.text, post.excerpt_whole) == (expected, whole)


@pytest.mark.parametrize(
    "inner",
    [
        "excerpt: 'In *short*, \"yes\"'",
        "summary: 'In *short*, \"yes\"'",
        "myst:\n  html_meta:\n    'description lang=en': 'In *short*, \"yes\"'",
    ],
)
def test_an_excerpt_of_the_author_wins_with_its_marks_and_curly_quotes(
    site: MakeSite, inner: str
) -> None:
    built = site(
        {"index.md": INDEX, "a.md": block(inner, "# T\n\nOne.\n\n<!-- more -->\n\nTwo.\n")}
    )
    [excerpt] = built.html().find_class("postindex-excerpt")
    assert excerpt.text_content().strip() == "In short, \u201cyes\u201d"
    assert [each.text for each in excerpt] == ["short"]


@pytest.mark.parametrize(
    "conf", ["smartquotes = False", 'smartquotes_excludes = {"builders": ["html"]}']
)
def test_quotes_stay_straight_where_a_site_wants_them_so(site: MakeSite, conf: str) -> None:
    files = {"index.md": INDEX, "a.md": block('title: \'"A"\'\nexcerpt: "it\'s"', "# T\n")}
    built = site(files, conf)
    assert (built.titles(), built.posts["a"].excerpt.text) == (['"A"'], "it's")


def test_quotes_are_those_of_the_language(site: MakeSite) -> None:
    files = {"index.md": INDEX, "a.md": block("title: '\"A\"'", "# T\n")}
    assert site(files, 'language = "de"').titles() == ["\u201eA\u201c"]


TOML = (
    '+++\ntitle = "Said"\n# A remark\ndate = 2026-01-01\n[params]\nx = 1\n+++\n## Part\n\nText.\n'
)


def test_a_toml_block_is_not_printed(site: MakeSite) -> None:
    built = site({"index.md": INDEX, "a.md": TOML}, allow=[HEADER])
    assert headings(built, "a") == [("h1", "Said"), ("h2", "Part")]
    assert built.posts["a"].excerpt.text == "Text."
    assert built.posts["a"].extra == {"x": 1}


def test_markup_inside_code_is_kept_on_a_card(site: MakeSite) -> None:
    """`:file:` marks what stands for something else."""
    post = "---\ndate: 2024-01-01\n---\n# Of {file}`/usr/{name}/x`\n\nText.\n"
    made = site({"index.md": "# Home\n\n```{postindex}\n```\n", "p.md": post})
    (title,) = made.html().find_class("postindex-title")
    assert title.text_content().strip() == "Of /usr/name/x"
    assert [each.text_content() for each in title.xpath(".//code//em")] == ["name"]
