"""Odd things that people write in posts: each costs at most one warning, and no other post.

All rows stand in one site: what one of them breaks, the others show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rows import CONF, Row, assert_shown, cards, files, page

if TYPE_CHECKING:
    from conftest import MakeSite, Site

# What MyST and Sphinx themselves say of some rows.
OTHERS = [
    r"broken-colon\.md.*myst\.topmatter",
    r"blank-first\.md.*(myst\.header|transition)",
    r"(broken-colon|blank-first)\.md.*toc\.not_included",
    r"not readable",
]


def dated(written: str, shown: str) -> Row:
    return Row(page(date=written), date=shown)


def undated(written: str) -> Row:
    return Row(page(date=written), date="", warning=("date", 2))


def title(text: str, shown: str | None = None) -> Row:
    return Row(page(f"title: {text}", "Text.\n"), text if shown is None else shown)


TOML = '+++\ntitle = "A title"\ndate = 2026-01-01T10:00:00Z\n\n[params]\nx = 1\n+++\n\nText.\n'
TWO = "# T\n\n```{post} 2026-01-01\n```\n\nText.\n\n```{post} 2026-02-02\n```\n"

ROWS = {
    "date-unpadded": dated("2021-4-9", "2021-04-09"),
    "date-month": dated("January, 2026", "2026-01"),
    "date-sept": dated("Sept 23 2024", "2024-09-23"),
    "date-ordinal": dated("3rd November 2021", "2021-11-03"),
    "date-blanks": dated("June  18, 2019", "2019-06-18"),
    "date-numbers": undated("12/7/2023"),
    "date-offset": dated("2024-11-18T12:55:20-0800", "2024-11-18T12:55:20-08:00"),
    "date-none": undated("none"),
    "date-medieval": dated("1000-01-01", "1000-01-01"),
    "date-remark": undated("2023-07-18  %TODO"),
    "fence": Row("---\ndate: 2026-01-01\n---------------\n# T\n"),
    "broken-colon": Row(
        "---\ntitle: Using it: a colon\ndate: 2026-01-01\n---\n# T\n", is_post=False
    ),
    "two-posts": Row(TWO, warning=("directive", 8)),
    "comma": Row(page("category: intermediate,"), category="intermediate"),
    "case-1": Row(page("category: Data Science"), category="Data Science", warning=("term", 1)),
    "case-2": Row(page("category: data  science"), category="data science", warning=("term", 1)),
    "case-3": Row(page("category: DATA SCIENCE"), category="DATA SCIENCE"),
    "tags": Row(page("tags: [AI/ML, C++, 0.2, true]")),
    "toml": Row(TOML, "A title", date="2026-01-01T10:00:00+00:00"),
    "blank-first": Row("\n---\ndate: 2026-01-01\n---\n# T\n", is_post=False),
    "title-math": title("Noise of $AR(1)$ kind", r"Noise of \(AR(1)\) kind"),
    "title-note": Row(page(body="# T[^1]\n\nText.\n\n[^1]: A note.\n")),
    "title-shortcode": title("'Hooray :partying_face:'", "Hooray :partying_face:"),
    "title-emoji": title("Hooray \U0001f973"),
    "title-long": title("abcdefg " * 16, ("abcdefg " * 16).strip()),
    **{f"same-{number:02}": title("One title for all") for number in range(12)},
    **{f"folder-{number}/index": Row(page()) for number in range(5)},
    "author-html": Row(page('author: <a href="https://example.org/a,b">Jo</a>')),
    "author-link": Row(page("author: '[Jo](https://example.org)'")),
    "author-nick": Row(page("author: Jo <jo>")),
    "author-quote": Row(page("author: [O'Reilly, O\u2019Reilly]")),
    "byline": Row(page(body="# T\n\nBy *Jo*\n\nText.\n"), excerpt="By Jo Text."),
    "image-mapping": Row(page("image: {filename: x.jpg}"), warning=("image", 3)),
    "image-missing": Row(page("image: nowhere.png"), warning=("image", 3)),
    "image-number": Row(page("image: 3")),
    "image-body": Row(page(body="# T\n\n![](nowhere.png)\n\nText.\n"), excerpt="Text."),
    "abstract": Row(page("abstract: In short."), excerpt="In short."),
    "meta": Row(page('myst: {html_meta: {"description lang=en": In short.}}'), excerpt="In short."),
    "twin": Row(page(body="# The text\n\nText.\n"), "The text"),
    "a name & blanks": Row(page()),
    "100% #1 ?": Row(page()),
    "marker-inline": Row(page(body="# T\n\nOne. <!--more--> Two.\n"), excerpt="One."),
    "summary-marks": Row(page("summary: A *b* `c` [d](https://example.org)."), excerpt="A b c d."),
    "resources": Row(page("resources: [{src: a.png, params: {byline: x}}]")),
    "mark": Row(page("category: C").encode("utf-8-sig"), category="C"),
    "returns": Row(page("category: C").replace("\n", "\r\n"), category="C"),
}
TWIN = '{"metadata": {"date": "2026-02-02", "title": "The notebook"}, "cells": []}'


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    # docutils 0.23 warns of the rule that three hyphens are where they are no front matter.
    docutils = "Transition at the start of the document"
    allow = [*OTHERS, docutils, r"postindex\.(date|directive|image|term)"]
    conf = f'{CONF}myst_enable_extensions = ["dollarmath"]\n'
    return module_site({**files(ROWS), "twin.ipynb": TWIN}, conf, allow=allow)


@pytest.fixture(scope="module")
def shown(built: Site) -> dict[str, Any]:
    return cards(built)


@pytest.mark.parametrize("name", ROWS)
def test_an_odd_post_is_on_the_index_with_at_most_one_warning(
    built: Site, shown: dict[str, Any], name: str
) -> None:
    assert_shown(built, shown, name, ROWS[name])


def test_every_post_is_there_once_newest_first(built: Site, shown: dict[str, Any]) -> None:
    """Whatever a date looked like; those without one stand last."""
    assert sorted(shown) == sorted(name for name, row in ROWS.items() if row.is_post)
    whens = {n: post.date.instant if post.date else None for n, post in built.posts.items()}
    dated = [name for name in shown if whens[name]]
    assert dated == sorted(sorted(dated), key=lambda name: whens[name], reverse=True)  # type: ignore[arg-type,return-value]
    last = [*shown][len(dated) :]
    assert last == sorted(last)


def test_lists_and_people_are_read_as_they_were_meant(built: Site) -> None:
    posts = built.posts
    assert posts["tags"].tags == ("AI/ML", "C++", "0.2", "true")
    people = {name: [(a.name, a.url) for a in post.authors] for name, post in posts.items()}
    assert people["author-html"] == [("Jo", "https://example.org/a,b")]
    assert people["author-link"] == [("Jo", "https://example.org")]
    assert people["author-nick"] == [("Jo <jo>", None)]
    assert people["author-quote"] == [("O'Reilly", None), ("O\u2019Reilly", None)]


def test_every_link_leads_to_a_file(built: Site, shown: dict[str, Any]) -> None:
    """With blanks, ampersands, hashes and percent signs in its name too."""
    assert all(built.path(name).exists() for name in shown)
