"""What the script of an index is told: its form, and facts of the posts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_postindex import Author, Post, PostDate, RichText, controls
from sphinx_postindex.look import Look
from sphinx_postindex.pages.tree import tree
from sphinx_postindex.problems import Problem
from sphinx_postindex.read.options import parse
from sphinx_postindex.words import words

EN = words("en")


def post(name: str, day: int | None = None, **more: object) -> Post:
    date = PostDate(datetime(2026, 6, day, tzinfo=UTC)) if day else None
    plain = Post(docname=name, title=RichText.plain(name), excerpt=RichText.plain(""), date=date)
    return replace(plain, **more)


POSTS = [
    post("b 10", 3, categories=("Systems",), tags=("x", "Y")),
    post("b 9", 1, categories=("systems", "Clocks"), authors=(Author("Ann"),)),
    post("a", None, tags=("y",)),
]
ALL = Look(controls=("search", "category", "tag", "author", "sort"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("search", ("search",)),
        ("sort, search", ("sort", "search")),
        ("categories, tags, authors", ("category", "tag", "author")),
        ("search, search", ("search",)),
    ],
)
def test_controls_are_read_in_their_order_each_once_also_in_the_plural(
    text: str, wanted: tuple[str, ...]
) -> None:
    parsed = parse({"controls": text})
    assert not parsed.findings
    assert parsed.look == Look(controls=wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["searching", "search; sort", "", "date"])
def test_a_control_that_does_not_exist_is_a_finding_and_none_is_shown(text: str) -> None:
    parsed = parse({"controls": text})
    assert [each.problem for each in parsed.findings] == [Problem.OPTION]
    assert parsed.look == Look()


def names(form: dict[str, object]) -> list[str]:
    tree_: list[list[object]] = form["form"][2:-1]  # type: ignore[index]
    return [label[3][1]["name"] for label in tree_]  # type: ignore[index]


def test_a_form_has_the_controls_in_their_order_and_says_the_state_last() -> None:
    form = controls.form(POSTS, ALL, EN, "posts")
    assert names(form) == [f"posts-{each}" for each in ALL.controls]
    assert form["form"][-1] == ["p", {"role": "status"}]
    assert form["total"] == 3


def test_terms_are_offered_once_however_they_are_spelled() -> None:
    assert controls.choices(POSTS, ALL) == {
        "category": ["Clocks", "Systems"],
        "tag": ["x", "Y"],
        "author": ["Ann"],
    }


def test_a_choice_without_terms_is_left_out_and_so_is_a_form_of_nothing_else() -> None:
    bare = [post("a")]
    assert names(controls.form(bare, ALL, EN, "posts")) == ["posts-search", "posts-sort"]
    assert controls.form(bare, Look(controls=("tag",)), EN, "posts") == {}


def test_facts_name_the_terms_of_each_post_by_their_places() -> None:
    facts = controls.facts(POSTS, POSTS, ALL)
    assert facts["of"] == ["|y2|g1|g2|", "|y2|y1|r1|", "|g2|"]


def test_ranks_sort_as_an_index_does_posts_without_a_date_last() -> None:
    facts = controls.facts(POSTS, POSTS, ALL)
    assert facts["ranks"] == {"newest": [0, 1, 2], "oldest": [1, 0, 2], "title": [2, 1, 0]}


def test_only_what_is_asked_for_is_told() -> None:
    assert controls.facts(POSTS, POSTS, Look(controls=("search",))) == {}
    assert controls.facts(POSTS, POSTS, Look(controls=("sort",))).keys() == {"ranks"}


def test_two_forms_of_a_page_have_other_names_and_labels() -> None:
    one = controls.form(POSTS, ALL, EN, "posts")["form"]
    two = controls.form(POSTS, ALL, EN, "posts-2")["form"]
    assert [one[1]["aria-label"], two[1]["aria-label"]] == ["Filter posts", "Filter posts 2"]
    assert names({"form": two})[0] == "posts-2-search"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {"one", "other"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
        ("ja", {"other"}),
        ("ru", {"one", "few", "many"}),
    ],
)
def test_counts_have_every_form_that_a_browser_may_ask_for(language: str, forms: set[str]) -> None:
    assert words(language).counts().keys() >= forms


def test_english_words_in_another_language_are_singular_for_one_alone() -> None:
    assert words("ru").counts()["one"] == "{0} post"
    assert words("hi").counts()["one"] == "{0} post"
    assert words("fr").counts()["one"] == "{0} article"


def test_html_becomes_the_elements_that_it_is() -> None:
    html = '<p class="a">b <i>c &lt; d</i><br/></p>\n<ul><li><img src="x" alt=""></li></ul>'
    assert tree(html) == [
        ["p", {"class": "a"}, "b ", ["i", {}, "c < d"], ["br", {}]],
        ["ul", {}, ["li", {}, ["img", {"src": "x", "alt": ""}]]],
    ]


def test_what_a_policy_forbids_or_a_page_has_once_is_left_out() -> None:
    html = '<p id="a" style="x" onclick="y">t<script>z</script><style>z</style></p>'
    assert tree(html) == [["p", {}, "t"]]


@given(st.text())
def test_any_text_goes_through_as_a_text(text: str) -> None:
    """No text becomes an element, whatever stands in it."""
    from html import escape  # noqa: PLC0415 - of this test alone

    [[name, _, *inside]] = tree(f"<p>{escape(text)}</p>")
    assert name == "p"
    assert all(isinstance(each, str) for each in inside)
    assert json.loads(controls.as_json({"a": inside})) == {"a": inside}
