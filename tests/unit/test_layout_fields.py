"""What each layout shows of a post, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from samples import day, page, post

from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.model import Image
from sphinx_postindex.nodes import post_list, post_title
from sphinx_postindex.read.optionvalues import FIELDS

if TYPE_CHECKING:
    from sphinx_postindex.model import Post

WHOLE = post(
    "a",
    "2026-06-29",
    title="Title",
    excerpt="Excerpt.",
    updated=day("2026-07-01"),
    categories=("One", "Two"),
    tags=("x", "y"),
    authors=("Ann", "Bob"),
    series="Delays",
    languages=("en",),
    locations=("Bonn", "Rome"),
    minutes=2,
    image=Image("a.png", "A picture"),
    extra={"rating": 3, "venues": ["Aula", None, "Hall"], "nothing": None, "My Field": "own"},
)
BARE = post("b", title="Bare")
SAYS = {
    "image": "A picture",
    "category": "One, Two",
    "title": "Title",
    "excerpt": "Excerpt.",
    "date": "Jun 29, 2026",
    "updated": "Jul 1, 2026",
    "more": "Read more",
    "author": "Ann, Bob",
    "tags": "x, y",
    "series": "Delays",
    "location": "Bonn, Rome",
    "language": "English",
    "reading-time": "2 minutes to read",
}
DEFAULTS = {
    "cards": ("image", "category", "title", "excerpt", "date", "more"),
    "list": ("title", "date", "excerpt"),
    "table": ("date", "title", "category"),
    "compact": ("date", "title"),
}
EXTRA = {"rating": "3", "venues": "Aula, Hall", "My Field": "own"}


def text(layout: str, fields: tuple[str, ...] = (), shown: Post = WHOLE, **settings: object) -> str:
    """What a layout says of one post, without the heads of a table."""
    drawn = LAYOUTS[layout]([shown], page(fields=fields, **settings))
    bodies = [body for node in drawn for body in node.findall(nodes.tbody)] or drawn
    return " ".join(" ".join(body.astext() for body in bodies).split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_has_fields_of_its_own(layout: str) -> None:
    assert text(layout) == text(layout, DEFAULTS[layout])
    wanted = [SAYS[name] for name in DEFAULTS[layout]]
    assert all(each in text(layout) for each in wanted)
    assert not [t for n, t in SAYS.items() if n not in DEFAULTS[layout] and t in text(layout)]


def test_every_field_of_the_docs_is_tried_here() -> None:
    assert {*SAYS} == {*FIELDS}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", [*FIELDS, *EXTRA])
def test_each_field_can_be_shown_alone_in_each_layout(layout: str, name: str) -> None:
    # The header of a table says which date it is.
    told = {"updated": f"Updated {SAYS['updated']}"}.get(name) if layout != "table" else None
    assert text(layout, (name,)) == (told or {**SAYS, **EXTRA}[name])


@pytest.mark.parametrize("layout", ["compact", "table"])
def test_in_a_line_fields_stand_in_their_order(layout: str) -> None:
    assert text(layout, ("tags", "title", "rating")) == "x, y Title 3"
    assert text(layout, ("rating", "title", "tags")) == "3 Title x, y"


@pytest.mark.parametrize("layout", ["cards", "list"])
def test_the_title_comes_first_and_the_others_in_their_order(layout: str) -> None:
    fields = ("tags", "category", "rating", "date", "title", "more", "excerpt", "author")
    drawn = LAYOUTS[layout]([WHOLE], page(fields=fields))[0]
    [item] = drawn.children
    assert isinstance(item, nodes.list_item)
    assert [line.astext() for line in item] == [
        "Title",
        "x, y",
        "One, Two",
        "3 · Jun 29, 2026 Read more",
        "Excerpt.",
        "Ann, Bob",
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_a_post_lacks_leaves_nothing(layout: str) -> None:
    """In a table its cell is empty; a title is all that a post always has."""
    fields = (*(name for name in FIELDS if name != "more"), *EXTRA, "nothing", "unknown")
    assert text(layout, fields, BARE) == "Bare"
    drawn = LAYOUTS[layout]([BARE], page(fields=fields))
    empty = [n for each in drawn for n in each.findall(nodes.paragraph) if not n.astext()]
    assert empty == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_not_published_says_so_in_every_layout(layout: str) -> None:
    assert "Draft" in text(layout, label="Draft")
    assert "Draft" in text(layout, ("title",), label="Draft")
    assert "Draft" not in text(layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_title_is_the_only_link_of_a_post(layout: str) -> None:
    fields = (*FIELDS, *EXTRA)
    [drawn] = LAYOUTS[layout]([WHOLE], page(fields=fields))
    [link] = drawn.findall(nodes.reference)
    assert (link["refuri"], link.astext()) == ("a.html", "Title")


def test_columns_are_named_on_the_list_of_cards() -> None:
    [drawn] = LAYOUTS["cards"]([WHOLE], page(columns=3))
    assert drawn["classes"] == ["postindex-list", "postindex-columns-3"]  # type: ignore[index]


@pytest.mark.parametrize("layout", ["cards", "list", "compact"])
def test_layouts_of_items_hold_one_a_post_in_their_order(layout: str) -> None:
    [drawn] = LAYOUTS[layout]([WHOLE, BARE], page())
    assert isinstance(drawn, post_list)
    assert [n.astext() for n in drawn.findall(nodes.reference)] == ["Title", "Bare"]
    assert len(drawn) == 2


@pytest.mark.parametrize("layout", ["compact", "table"])
def test_a_layout_of_lines_has_no_headings(layout: str) -> None:
    drawn = LAYOUTS[layout]([WHOLE], page())
    assert not [n for each in drawn for n in each.findall(post_title)]


def test_a_table_has_a_header_cell_a_field_and_a_row_a_post() -> None:
    [drawn] = LAYOUTS["table"]([WHOLE, BARE], page(fields=("title", "reading-time", "rating")))
    assert isinstance(drawn, nodes.table)
    [head] = drawn.findall(nodes.thead)
    assert [cell.astext() for cell in head.findall(nodes.entry)] == [
        *("Title", "Reading time", "rating")
    ]
    [body] = drawn.findall(nodes.tbody)
    rows = [[cell.astext() for cell in row] for row in body]
    assert rows == [["Title", "2 minutes to read", "3"], ["Bare", "", ""]]
    [group] = drawn.findall(nodes.tgroup)
    assert group["cols"] == len(list(drawn.findall(nodes.colspec))) == 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_changes_what_it_draws_or_holds_raw_output(layout: str) -> None:
    def drawn() -> list[nodes.Node]:
        return LAYOUTS[layout]([WHOLE, BARE], page(fields=(*FIELDS, *EXTRA)))

    first = [node.pformat() for node in drawn()]
    assert [node.pformat() for node in drawn()] == first
    kinds = {type(node).__name__ for each in drawn() for node in each.findall()}
    assert not {kind for kind in kinds if kind == "raw" or "pending" in kind}
    # Gettext would take the texts of posts into its catalogues.
    assert not [n for each in drawn() for n in each.findall() if getattr(n, "source", None)]
