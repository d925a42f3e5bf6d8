"""What names stand for: docnames, ids, anchors and terms, without a site."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st
from samples import post
from sphinx.addnodes import pending_xref
from sphinx.util import docname_join

from sphinx_postindex.archives import Archives, plan
from sphinx_postindex.read.linked import named_in
from sphinx_postindex.references import (
    Found,
    Reference,
    Targets,
    facts,
    joined,
    losers,
    name_of,
    names_of,
    pages,
)
from sphinx_postindex.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_postindex.model import Post

POSTS = [
    post("posts/a", id="first", categories=("Big Cats",), authors=("Ann",)),
    post("posts/b", tags=("x",), series="S"),
    post("log", anchor="one", id="one"),
    post("log", anchor="two", place=1),
]
DOCS = {"posts/a", "posts/b", "log", "index"}


def targets(posts: Iterable[Post] = POSTS, *taxonomies: str) -> Targets:
    """All targets of a site that makes pages for the terms of some taxonomies."""
    every = list(posts)
    listed = partial(terms_of, every)
    archives = plan(listed, taxonomies, "{taxonomy}/{term}", {}, lambda _page: "")  # type: ignore[arg-type]
    return Targets.of(every, listed, archives, DOCS)


def place(target: str, page: str = "index", role: str = "ref") -> tuple[str, str] | None:
    """The page and the anchor that a name stands for."""
    found = targets(POSTS, "category").find(role, target, page)
    return (found.page, found.anchor) if found else None


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("posts/a", "index", ("posts/a", "")),
        ("/posts/a", "posts/b", ("posts/a", "")),
        ("a", "posts/b", ("posts/a", "")),
        ("../posts/a", "posts/b", ("posts/a", "")),
        ("posts/a", "posts/b", ("posts/a", "")),
        ("first", "posts/b", ("posts/a", "")),
        ("log#one", "index", ("log", "one")),
        ("../log#two", "posts/b", ("log", "two")),
        ("/log#two", "posts/b", ("log", "two")),
        ("one", "posts/b", ("log", "one")),
        ("a", "index", None),
        ("log", "index", None),
        ("log#", "index", None),
        ("log#three", "index", None),
        ("index", "index", None),
        ("", "index", None),
        ("First", "index", None),
        ("posts/a.md", "index", None),
    ],
)
def test_a_post_is_found_by_docname_as_documents_are_and_by_id(
    target: str, page: str, expected: tuple[str, str] | None
) -> None:
    assert place(target, page) == expected


@pytest.mark.parametrize(
    ("role", "target", "expected"),
    [
        ("category", "big  CATS", ("category/big-cats", "")),
        ("author", "ann", ("", "")),
        ("series", "S", ("", "")),
        ("tag", "\uff38", ("", "")),
        ("tag", "Big Cats", None),
        ("category", "Big*", None),
        ("category", "", None),
        ("year", "2026", None),
    ],
)
def test_a_term_is_found_however_it_is_spelled_and_need_not_have_a_page(
    role: str, target: str, expected: tuple[str, str] | None
) -> None:
    assert place(target, role=role) == expected


def test_a_document_beside_the_page_goes_before_an_id() -> None:
    posts = [post("posts/a"), post("posts/b", id="a")]
    found = Targets.of(posts, partial(terms_of, posts), Archives(), DOCS).find(
        "ref", "a", "posts/b"
    )
    assert found is not None
    assert found.page == "posts/a"


def test_a_post_without_a_document_leads_to_its_own_address_or_nowhere() -> None:
    posts = [post("added", external_url="https://a.example/"), post("bare")]
    found = Targets.of(posts, partial(terms_of, posts), Archives(), DOCS)
    assert found.find("ref", "added", "index") == Found(
        "ref", title=posts[0].title, elsewhere="https://a.example/"
    )
    assert found.find("ref", "bare", "index") == Found("ref", title=posts[1].title)
    assert list(found.objects()) == []


def test_any_leaves_documents_to_sphinx() -> None:
    found = targets()
    assert found.find_any("posts/a", "index") == []
    assert found.find_any("a", "posts/b") == []
    assert [each.page for each in found.find_any("first", "index")] == ["posts/a"]
    assert [each.page for each in found.find_any("posts/a", "posts/b")] == ["posts/a"]


def test_any_finds_everything_of_that_name() -> None:
    posts = [post("posts/a", id="x", tags=("X",), categories=("x",))]
    found = Targets.of(posts, partial(terms_of, posts), Archives(), DOCS).find_any("x", "index")
    assert [each.role for each in found] == ["ref", "category", "tag"]


NAMES = st.sampled_from(["a", "b", "a#b", "c", "x"])
SITES = st.lists(
    st.builds(
        lambda docname, place, id_: post(docname, anchor=place, id=id_),
        st.sampled_from("abc"),
        st.sampled_from(["", "a", "b"]),
        st.none() | NAMES,
    ),
    unique_by=lambda each: each.key,
)


@given(posts=SITES, order=st.randoms())
def test_each_name_is_one_posts_and_each_post_has_its_docname(
    posts: list[Post], order: object
) -> None:
    """Whatever ids there are, and in any order of the posts."""
    found = names_of(posts)
    assert all(found[name_of(each)] is each for each in posts)
    for each in posts:
        if each.id and found[each.id] is not each:
            assert each in [loser for loser, _ in losers(posts)]
    shuffled = list(posts)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert names_of(shuffled) == found


def test_of_two_posts_with_one_id_the_later_by_docname_loses_it() -> None:
    posts = [post("b", id="x"), post("a", id="x"), post("c", id="a"), post("d", id="d")]
    assert [(each.docname, owner.docname) for each, owner in losers(posts)] == [
        *(("b", "a"), ("c", "a"))
    ]


PATHS = st.text("ab./#", max_size=8)


@given(page=st.sampled_from(["a", "a/b", "a/b/c"]), target=PATHS)
def test_relative_names_are_those_of_sphinx(page: str, target: str) -> None:
    assert joined(page, target) == docname_join(page, target)


# A line of an inventory: https://github.com/sphinx-doc/sphinx/blob/master/sphinx/util/inventory.py
LINE = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
WORDS = st.text(max_size=12) | st.lists(
    st.sampled_from(["x", "post:tag", "1", "-1", "http://evil.example", "\n", "\u2028", " ", "$"])
).map(" ".join)


@given(name=WORDS, term=WORDS)
def test_every_line_of_an_inventory_says_what_was_meant(name: str, term: str) -> None:
    """No id, and no term, makes a line of its own or changes another."""
    posts = [post("posts/a", id=name or None, tags=(term or "x",))]
    found = targets(posts, "tag")
    lines = [
        f"{name} post:{kind} {rank} {page}.html {title}"
        for name, title, kind, page, _, rank in found.objects()
    ]
    read = [LINE.match(line.rstrip()) for line in "\n".join(lines).splitlines()]
    assert len(read) == len(lines)
    for one, (meant, _, kind, page, _, rank) in zip(read, found.objects(), strict=True):
        assert one is not None
        assert one.group(1, 2, 3, 4) == (meant, f"post:{kind}", str(rank), f"{page}.html")


def test_an_inventory_lists_every_name_and_none_for_the_search() -> None:
    lines = [(name, kind, rank) for name, _, kind, _, _, rank in targets(POSTS, "tag").objects()]
    names = ["first", "log#one", "log#two", "one", "posts/a", "posts/b"]
    assert lines == [*((name, "ref", -1) for name in names), ("x", "tag", -1)]


class Pages:
    """A site with references on one page."""

    def __init__(self, posts: list[Post], *references: Reference) -> None:
        self.targets = targets(posts, "tag")
        self.references = {"index": references}


def test_facts_change_with_what_a_reference_shows_and_with_nothing_else() -> None:
    by_title, by_text = Reference("ref", "x", own_text=False), Reference("ref", "x", own_text=True)
    one, renamed = post("posts/a", id="x"), post("posts/a", id="x", title="New", tags=("t",))
    moved = post("posts/b", id="x", title="posts/a")
    for reference in (by_title, by_text):
        first, second, third = (
            facts(Pages([each], reference), "index") for each in (one, renamed, moved)
        )
        assert first != third
        assert (first == second) is reference.own_text


def test_a_page_shows_nothing_of_a_target_that_is_unknown() -> None:
    unknown = Reference("ref", "y", own_text=False), Reference("any", "y", own_text=True)
    assert pages(Pages(POSTS, *unknown)) == set()
    assert facts(Pages(POSTS, *unknown), "index") == []
    assert pages(Pages(POSTS, Reference("any", "x", own_text=True))) == {"index"}
    assert facts(Pages(POSTS), "elsewhere") == []


def test_what_a_page_names_here_is_noted_and_nothing_else() -> None:
    """Each reference once, in one order; none to another project or to another domain."""
    document = new_document("page")
    for domain, role, more in (
        ("post", "tag", {}),
        ("post", "ref", {"refexplicit": True}),
        ("post", "ref", {"refexplicit": True}),
        ("", "any", {}),
        (None, "myst", {}),
        ("doc", "myst", {}),
        ("std", "doc", {}),
        ("post", "ref", {"intersphinx": True}),
    ):
        document += pending_xref("", refdomain=domain, reftype=role, reftarget="x", **more)
    assert named_in(document.findall(pending_xref)) == (
        Reference("any", "x", own_text=False),
        Reference("ref", "x", own_text=True),
        Reference("tag", "x", own_text=False),
    )
