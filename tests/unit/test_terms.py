"""The terms in use: one however it is spelled, with its posts, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from samples import day, post

from sphinx_postindex.layouts.terms import terms
from sphinx_postindex.look import TermsLook
from sphinx_postindex.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_postindex.look import Taxonomy
    from sphinx_postindex.model import Post


def found(posts: Sequence[Post], taxonomy: Taxonomy = "tag") -> list[tuple[str, str]]:
    """Each term with the names of its posts, joined."""
    return [(t.label, "".join(p.docname for p in t.posts)) for t in terms_of(posts, taxonomy)]


def test_every_term_has_its_posts_in_the_order_in_which_they_came() -> None:
    posts = [post("b", tags=("y", "x")), post("a", tags=("x",)), post("c")]
    assert found(posts) == [("x", "ba"), ("y", "b")]


def test_terms_are_ordered_by_name_without_case_and_numbers_as_numbers() -> None:
    posts = [post("a", tags=("part 10", "Part 9", "Zoo", "apes", "éclair", "part"))]
    assert [label for label, _ in found(posts)] == [
        *("apes", "part", "Part 9", "part 10", "Zoo", "éclair")
    ]


def test_a_term_is_one_however_its_posts_spell_it_and_shown_as_most_do() -> None:
    """A post that spells it twice is counted once."""
    posts = [
        post("a", tags=("Big Cats",)),
        post("b", tags=("big  cats", "BIG CATS")),
        post("c", tags=("big  cats",)),
    ]
    [term] = terms_of(posts, "tag")
    assert (term.key, term.label) == ("big cats", "big  cats")
    assert [p.docname for p in term.posts] == ["a", "b", "c"]


def test_of_equally_many_spellings_the_first_by_name_is_shown() -> None:
    posts = [post("a", tags=("cats",)), post("b", tags=("Cats",))]
    assert found(posts) == [("Cats", "ab")]
    assert found(posts[::-1]) == [("Cats", "ba")]


@pytest.mark.parametrize(
    ("taxonomy", "fields"),
    [
        ("category", {"categories": ("x",)}),
        ("tag", {"tags": ("x",)}),
        ("author", {"authors": ("x",)}),
        ("series", {"series": "x"}),
    ],
)
def test_each_taxonomy_reads_its_own_field(taxonomy: Taxonomy, fields: dict[str, object]) -> None:
    assert found([post("a", **fields), post("b")], taxonomy) == [("x", "a")]


def test_years_are_those_that_authors_wrote() -> None:
    """Not the year in UTC; a post without a date has none."""
    late = post("a", day("2025-12-31T22:00-05:00", "time"))
    posts = [late, post("b", day("2026-01-01", "year")), post("c")]
    assert found(posts, "year") == [("2025", "a"), ("2026", "b")]


def test_two_sections_of_a_page_are_two_posts_of_a_term() -> None:
    posts = [post("a", anchor="s1", tags=("x",)), post("a", anchor="s2", tags=("x",))]
    [term] = terms_of(posts, "tag")
    assert [p.anchor for p in term.posts] == ["s1", "s2"]


POSTS = [
    post("a", tags=("rare", "usual", "other")),
    post("b", tags=("usual", "other")),
    *(post(name, tags=("usual",)) for name in "cdefgh"),
]


def shown(**look: object) -> list[str]:
    """What a list of the tags of eight posts says: eight, two and one."""
    [drawn] = terms(terms_of(POSTS, "tag"), TermsLook("tag", **look), lambda _: None)  # type: ignore[arg-type]
    return [item.astext() for item in drawn.children]


def test_a_list_names_each_term_with_its_number() -> None:
    assert shown() == ["other (2)", "rare (1)", "usual (8)"]


@pytest.mark.parametrize(
    ("look", "order"),
    [
        ({"descending": True}, ["usual (8)", "rare (1)", "other (2)"]),
        ({"by_count": True}, ["rare (1)", "other (2)", "usual (8)"]),
        ({"by_count": True, "descending": True}, ["usual (8)", "other (2)", "rare (1)"]),
        ({"by_count": True, "descending": True, "limit": 1}, ["usual (8)"]),
        ({"limit": 2}, ["other (2)", "rare (1)"]),
        ({"limit": 0}, []),
    ],
)
def test_a_list_is_ordered_first_and_cut_then(look: dict[str, object], order: list[str]) -> None:
    assert shown(**look) == order


def test_terms_of_equal_number_stay_by_name_in_both_directions() -> None:
    few = [post("a", tags=("x", "y", "z"))]
    for descending in (False, True):
        look = TermsLook("tag", by_count=True, descending=descending)
        [drawn] = terms(terms_of(few, "tag"), look, lambda _: None)
        assert [item.astext()[0] for item in drawn.children] == ["x", "y", "z"]


def test_in_a_cloud_the_size_grows_with_the_number() -> None:
    look = TermsLook("tag", layout="cloud")
    [drawn] = terms(terms_of(POSTS, "tag"), look, lambda _: None)
    assert drawn["classes"] == ["postindex-terms", "postindex-cloud"]
    sizes = {
        line.astext().split()[0]: [c for c in line["classes"] if "size" in c]
        for line in drawn.findall(nodes.paragraph)
    }
    assert sizes == {
        "other": ["postindex-size-2"],
        "rare": ["postindex-size-1"],
        "usual": ["postindex-size-5"],
    }
    [plain] = terms(terms_of(POSTS, "tag"), TermsLook("tag"), lambda _: None)
    assert not [line for line in plain.findall(nodes.paragraph) if line["classes"]]
