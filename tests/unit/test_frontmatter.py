"""Front matter as a whole: what makes a post, what steers it, what is left, what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_postindex.model import Image, PostDate
from sphinx_postindex.problems import Problem
from sphinx_postindex.read import frontmatter, source
from sphinx_postindex.read.fields import said
from sphinx_postindex.read.values import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_postindex.read.frontmatter import Reading

DAY = PostDate(datetime(2026, 6, 29, tzinfo=UTC))


def read(*blocks: str, rules: Rules | None = None) -> Reading:
    """The reading of YAML blocks, the strongest first."""
    tables = [source.from_yaml(block) or source.Table() for block in blocks]
    return frontmatter.read(tables, rules or Rules())


def without_extra(reading: Reading) -> Mapping[str, Any]:
    return {name: value for name, value in reading.fields.items() if name != "extra"}


@pytest.mark.parametrize("block", ["{date: {created: 2026-06-29}}", "{params: {date: 2026-06-29}}"])
def test_a_date_may_stand_in_a_mapping(block: str) -> None:
    reading = read(block)
    assert reading.fields == {"date": DAY}
    assert reading.makes_post


def test_a_mapping_of_dates_is_read_part_by_part() -> None:
    reading = read("date:\n  created: 2026-06-29\n  updated: 2026-06-29\n")
    assert reading.fields == {"date": DAY, "updated": DAY}


def test_a_stronger_block_wins_whatever_the_names() -> None:
    reading = read("created: 2026-06-29\ntag: a", "date: 2020-01-01\ntags: b\ncategory: c")
    assert reading.fields == {"date": DAY, "tags": ("a",), "categories": ("c",)}


@pytest.mark.parametrize(
    ("block", "makes"),
    [
        ("date: 2026-06-29", True),
        ("date: yesterday", True),
        ("date: {created: 2026-06-29}", True),
        ("pubDate: 2026-06-29", True),
        ("publish-date: 2026-06-29", True),
        ("published_at: 2026-06-29", True),
        ("published: 2026-06-29", False),
        ("created: 2026-06-29", False),
        ("updated: 2026-06-29", False),
        ("released: 2026-06-29", True),
        ("date:", False),
        ("date: ''", False),
        ("# date: 2026-06-29", False),
        ("title: a", False),
    ],
)
def test_some_names_of_a_date_make_a_post_and_others_only_date_one(block: str, makes: bool) -> None:  # noqa: FBT001
    assert read(block, rules=Rules(synonyms={"released": "date"})).makes_post is makes


@pytest.mark.parametrize(
    ("block", "opted"),
    [
        ("post: true", True),
        ("post: false", False),
        ("blogpost: yes", True),
        ("blogpost: no", False),
        ("post: false\nblogpost: true", False),
        ("params: {post: true}", True),
        ("post: perhaps", None),
        ("title: a", None),
    ],
)
def test_post_and_blogpost_opt_in_and_out(block: str, opted: bool | None) -> None:  # noqa: FBT001
    assert read(block).opted is opted


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        ("status: draft", {"draft": True}),
        ("status: Skip", {"draft": True}),
        ("status: private", {"unlisted": True}),
        ("status: hidden", {"unlisted": True}),
        ("status: featured", {"pinned": True}),
        ("status: published", {}),
        ("published: false", {"draft": True}),
        ("published: no", {"draft": True}),
        ("published: true", {}),
        ("published: true\ncreated: 2026-06-29", {"date": DAY}),
        ("published: 2026-06-29", {"date": DAY}),
        ("date: 2026-06-29\npublished: false", {"date": DAY, "draft": True}),
        ("draft: false", {"draft": False}),
        ("draft: perhaps", {"draft": True}),
        ("blogpost: true", {"draft": True}),
        ("blogpost: true\ndate: 2026-06-29", {"date": DAY}),
        ("blogpost: true\npost: true", {}),
        ("post: true", {}),
    ],
)
def test_a_status_and_its_like_say_what_becomes_of_a_post(
    block: str, fields: Mapping[str, Any]
) -> None:
    """``published`` is a date, or says that there is a draft; an unclear draft is one."""
    assert read(block).fields == fields


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (
            "title: a\ndratf: true",
            "front matter: no field is called 'dratf'; did you mean 'draft'?",
        ),
        (
            "title: a\nUn-list: yes",
            "front matter: no field is called 'Un-list'; did you mean 'unlisted'?",
        ),
        (
            "title: a\nstatus: Drfat",
            "front matter, 'status': 'drfat' says nothing; did you mean 'draft'?",
        ),
        (
            "date: 2026-06-29\npublished: nope",
            "front matter, 'published': 'nope' is no date, and neither yes nor no",
        ),
    ],
)
def test_what_looks_like_a_way_to_hold_a_post_back_is_asked_about(block: str, text: str) -> None:
    """It was published without a word; it still is, since it may be another tool's."""
    reading = read(block)
    [finding] = reading.findings
    assert (finding.text, finding.line) == (text, 2)
    assert "draft" not in reading.fields


@pytest.mark.parametrize(
    "block",
    [
        *("draught: a", "status: published", "status: new", "status: feature", "hide: [toc]"),
        *("math: true", "post: true", "posts: 1", "feature: true", "listed: true"),
        *("isDraft: false", "drafts: false"),
    ],
)
def test_words_of_other_tools_are_not_asked_about(block: str) -> None:
    assert read(block).findings == ()


@pytest.mark.parametrize("published", ["2020-01-01", "yes", "", "[]", "'on'"])
def test_published_beside_a_date_may_be_a_date_or_a_flag(published: str) -> None:
    assert read(f"date: 2026-06-29\npublished: {published}").findings == ()


def test_an_unreadable_date_in_published_is_told_once() -> None:
    [finding] = read("published: nope").findings
    assert finding.problem is Problem.DATE


@pytest.mark.parametrize("name", ["slug", "link", "priority", "keywords", "readingTime", "x.y"])
def test_what_is_no_name_of_a_field_is_kept_as_typed_yaml(name: str) -> None:
    reading = read(f"'{name}': [1, yes, true, 2.5, null, {{a: b}}]")
    assert reading.fields == {"extra": {name: [1, "yes", True, 2.5, None, {"a": "b"}]}}


def test_extra_fields_of_all_blocks_are_kept_and_the_strongest_has_the_last_word() -> None:
    reading = read("a: 1\nparams: {a: 2, b: 2}", "a: 3\nb: 3\nc: 3\nmyst: {d: 4}\nkernelspec: x")
    assert reading.fields == {"extra": {"a": 1, "b": 2, "c": 3}}


def test_a_site_may_have_names_of_its_own_after_all_others() -> None:
    rules = Rules(synonyms={"released": "date", "heroPicture": "image", "Topic": "categories"})
    block = "released: 2026-06-29\nhero-picture: a.png\ntopic: T"
    expected = {"date": DAY, "image": Image("a.png"), "categories": ("T",)}
    assert read(block, rules=rules).fields == expected
    assert read(f"{block}\ncreated: 2026-06-30", rules=rules).fields["date"] != DAY


@pytest.mark.parametrize(
    "block",
    [
        "image: a.png\nimage_alt: Two cats",
        "image: a.png\nimage-alt: Two cats",
        "thumbnail: a.png\nthumbnail_alt: Two cats",
        "image: {path: a.png, alt: Two cats}",
        "image: {src: a.png, alt: One cat}\nimage_alt: Two cats",
        "cover: {image: a.png, alt: Two cats}",
        "images: [{src: a.png, alt: Two cats}]",
    ],
)
def test_a_picture_has_its_alternative_text_from_beside_or_within(block: str) -> None:
    assert read(block).fields == {"image": Image("a.png", "Two cats")}


@pytest.mark.parametrize("block", ["image_alt: Two cats", "image: 0", "image: {alt: Two cats}"])
def test_an_alternative_text_without_a_picture_is_nothing(block: str) -> None:
    assert read(block).fields == {}


@pytest.mark.parametrize(
    ("block", "excerpt"),
    [
        ('myst:\n  html_meta:\n    "description lang=en": In short', "In short"),
        ("excerpt: 2\nsummary: In short", "In short"),
        ("excerpt: 2", None),
        ("abstract: {text: a}", None),
        ("myst: {html_meta: {keywords: a}}", None),
    ],
)
def test_an_excerpt_is_a_text_and_no_number_of_paragraphs(block: str, excerpt: str | None) -> None:
    assert read(block).fields.get("excerpt") == excerpt


def test_a_field_that_cannot_be_read_is_named_with_its_line_and_costs_itself_only() -> None:
    reading = read("title: T\n\norder: many\ntags:\n  - a\n  - [b]\nimage: 'javascript:x'\n")
    assert reading.fields == {"title": "T"}
    found = [(each.problem, each.name, each.line) for each in reading.findings]
    field = Problem.FIELD
    assert found == [(field, "tags", 6), (field, "image", 7), (field, "order", 3)]
    assert all(repr(each.name) in each.text for each in reading.findings)


@pytest.mark.parametrize("date", ["2026-13-45", "yesterday", "12:30", "none", "12/7/2023", "10"])
def test_a_date_that_cannot_be_read_is_a_finding_of_its_own_kind(date: str) -> None:
    reading = read(f"title: T\nDate: {date}")
    [finding] = reading.findings
    assert (finding.problem, finding.name, finding.line) == (Problem.DATE, "Date", 2)
    assert date in finding.text


def test_where_a_field_stood_is_kept_by_its_written_name() -> None:
    origins = read("a: 1\nBlog-Title: T\ndate: {created: 2026-06-29}").origins
    assert {n: (o.name, o.line) for n, o in origins.items()} == {
        "title": ("Blog-Title", 2),
        "date": ("created", 3),
    }


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [("draft", "", "draft"), ("No-Such", "", None), ("Pin", "", "pinned"), ("date", "", None)],
)
def test_an_option_that_is_a_flag_needs_no_text(name: str, text: str, field: str | None) -> None:
    table = source.Table(((name, said(name, text, 1)),))
    fields = without_extra(frontmatter.read([table], Rules()))
    assert fields == ({field: True} if field else {})
