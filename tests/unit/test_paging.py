"""The pages of an index: which posts each shows, and how they lead to each other."""

from __future__ import annotations

import posixpath
from typing import Any

import pytest
from docutils import nodes

from sphinx_postindex.index import Index
from sphinx_postindex.look import Look
from sphinx_postindex.nodes import post_here, post_nav
from sphinx_postindex.pages.paging import Part, navigation, parts
from sphinx_postindex.query import Query


class Html:
    """As much of an HTML builder as the links need."""

    def get_relative_uri(self, here: str, there: str) -> str:
        return posixpath.relpath(f"{there}.html", posixpath.dirname(here) or ".")


def pages(total: int, size: int | None = 10, base: str = "blog/index/page") -> list[Part]:
    look = Look(page_size=size)
    return parts("blog/index", Index(Query(), look, base=base), look, total)


@pytest.mark.parametrize(
    ("total", "sizes"),
    [(0, [0]), (1, [1]), (9, [9]), (10, [10]), (11, [10, 1]), (20, [10, 10]), (25, [10, 10, 5])],
)
def test_every_page_but_the_last_is_full(total: int, sizes: list[int]) -> None:
    found = pages(total)
    assert [len(range(total)[part.slice]) for part in found] == sizes
    assert [(part.number, part.count) for part in found] == [
        (number, len(sizes)) for number in range(1, len(sizes) + 1)
    ]


def test_an_index_without_a_page_size_or_a_place_for_pages_has_none() -> None:
    assert pages(25, size=None) == []
    assert pages(25, base="") == []


def test_the_first_page_is_the_document_and_the_others_lie_below_it() -> None:
    part = pages(25)[1]
    assert [part.name(number) for number in (1, 2, 3)] == [
        *("blog/index", "blog/index/page/2", "blog/index/page/3")
    ]


def nav(number: int, count: int, language: str = "en") -> post_nav:
    [box] = navigation(Html(), pages(count * 10)[number - 1], language)  # type: ignore[arg-type]
    assert isinstance(box, post_nav)
    return box


@pytest.mark.parametrize(
    ("number", "count", "text"),
    [
        (1, 2, "[1] 2 Next"),
        (2, 2, "Previous 1 [2]"),
        (1, 5, "[1] 2 3 … 5 Next"),
        (3, 5, "Previous 1 2 [3] 4 5 Next"),
        (5, 9, "Previous 1 … 3 4 [5] 6 7 … 9 Next"),
        (9, 9, "Previous 1 … 7 8 [9]"),
    ],
)
def test_the_first_the_last_and_the_neighbours_are_named(
    number: int, count: int, text: str
) -> None:
    box = nav(number, count)
    for here in list(box.findall(post_here)):
        here.replace_self(nodes.Text(f"[{here.astext()}]"))
    assert box.astext() == text


def test_each_link_leads_to_the_page_that_it_names() -> None:
    links = {link.astext(): link["refuri"] for link in nav(3, 5).findall(nodes.reference)}
    assert links == {
        "Previous": "2.html",
        "1": "../../index.html",
        "2": "2.html",
        "4": "4.html",
        "5": "5.html",
        "Next": "4.html",
    }
    first = {link.astext(): link["refuri"] for link in nav(1, 2).findall(nodes.reference)}
    assert first == {"2": "index/page/2.html", "Next": "index/page/2.html"}


def test_the_page_that_one_is_on_is_marked_and_no_link() -> None:
    for number in (1, 2, 3):
        [here] = nav(number, 3).findall(post_here)
        assert here.astext() == str(number)
        assert not isinstance(here.parent, nodes.reference)


def test_an_address_without_a_path_is_written_as_one() -> None:
    """An empty one would be the address of the page that one is on."""

    class Folder:
        def get_relative_uri(self, _here: str, _there: str) -> str:
            return ""

    builder: Any = Folder()
    [box] = navigation(builder, pages(20)[1], "en")
    assert {link["refuri"] for link in box.findall(nodes.reference)} == {"."}


def test_links_stand_where_there_is_more_than_one_page_only() -> None:
    for total in (0, 1, 10):
        [part] = pages(total)
        assert navigation(Html(), part, "en") == []  # type: ignore[arg-type]


def test_the_words_are_in_the_language_of_the_index() -> None:
    box = nav(2, 3, "de")
    links = [link.astext() for link in box.findall(nodes.reference)]
    assert (box["label"], links[0], links[-1]) == ("Seiten", "Zurück", "Weiter")
