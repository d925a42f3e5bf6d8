"""The synonym table: which names each field is read from, in which spellings, which wins."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_postindex.model import Author, Image, PostDate
from sphinx_postindex.problems import Problem
from sphinx_postindex.read import frontmatter, source
from sphinx_postindex.read.fields import FIELDS, normal
from sphinx_postindex.read.values import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_postindex.read.frontmatter import Reading

DAY = PostDate(datetime(2026, 6, 29, tzinfo=UTC))

# What the docs promise, name by name, the best first; written apart from the package's own.
NAMES = {
    "title": ["title", "blog_title"],
    "date": [
        "date",
        "date.created",
        "pubDate",
        "publishDate",
        "published",
        "published_at",
        "created",
    ],
    "updated": [
        "updated",
        "date.updated",
        "date-modified",
        "modified",
        "lastmod",
        "last_modified_at",
        "last_update",
        "last_update.date",
        "updatedDate",
    ],
    "expires": ["expires", "expiryDate", "unpublishdate"],
    "categories": ["category", "categories"],
    "tags": ["tags", "tag"],
    "authors": ["author", "authors"],
    "excerpt": ["excerpt", "summary", "description", "abstract", "myst.html_meta.description"],
    "image": [
        "image",
        "thumbnail",
        "cover",
        "heroImage",
        "previewimage",
        "featured_image",
        "images",
    ],
    "draft": ["draft"],
    "unlisted": ["unlisted", "hidden"],
    "pinned": ["pinned", "pin", "featured", "sticky"],
    "order": ["order", "weight"],
    "series": ["series"],
    "series_order": ["series_order"],
    "languages": ["language", "languages", "lang"],
    "locations": ["location", "locations"],
    "external_url": ["external_url", "external_link"],
    "id": ["id"],
    "guid": ["guid"],
}
# For each field a text and what it means; and another text, to tell two names apart.
SAMPLES: dict[str, tuple[str, Any, str]] = {
    "title": ("A title", "A title", "Another"),
    "date": ("2026-06-29", DAY, "2020-01-01"),
    "updated": ("2026-06-29", DAY, "2020-01-01"),
    "expires": ("2026-06-29", DAY, "2020-01-01"),
    "categories": ("one, two", ("one", "two"), "three"),
    "tags": ("one, two", ("one", "two"), "three"),
    "authors": ("Jo, Al", (Author("Jo"), Author("Al")), "Cy"),
    "excerpt": ("In short", "In short", "In long"),
    "image": ("a.png", Image("a.png"), "b.png"),
    "draft": ("yes", True, "no"),
    "unlisted": ("yes", True, "no"),
    "pinned": ("yes", True, "no"),
    "order": ("2", 2.0, "3"),
    "series": ("S", "S", "T"),
    "series_order": ("2", 2.0, "3"),
    "languages": ("fr, it", ("fr", "it"), "de"),
    "locations": ("Rome", ("Rome",), "Paris"),
    "external_url": ("https://a.example/", "https://a.example/", "https://b.example/"),
    "id": ("3.10", "3.10", "4"),
    "guid": ("urn:1", "urn:1", "urn:2"),
}
PAIRS = [(field, name) for field, names in NAMES.items() for name in names]


def read(block: str) -> Reading:
    return frontmatter.read([source.from_yaml(block) or source.Table()], Rules())


def nested(name: str, text: str) -> str:
    """YAML for a dotted name."""
    *outer, last = name.split(".")
    return "".join(f"{part}: {{" for part in outer) + f"{last}: '{text}'" + "}" * len(outer)


def without_extra(reading: Reading) -> Mapping[str, Any]:
    return {name: value for name, value in reading.fields.items() if name != "extra"}


def test_the_table_of_the_docs_is_the_table_of_the_code() -> None:
    steering = {"image_alt", "post", "blogpost", "status"}
    assert {n: list(f.names) for n, f in FIELDS.items() if n not in steering} == NAMES


@pytest.mark.parametrize(("field", "name"), PAIRS)
def test_a_field_is_read_from_each_of_its_names_and_nothing_else_is(field: str, name: str) -> None:
    text, expected, _ = SAMPLES[field]
    reading = read(nested(name, text))
    assert reading.fields == {field: expected}
    assert reading.findings == ()


def spellings(name: str) -> set[str]:
    words = [*filter(None, name.replace("-", "_").split("_"))]
    camel = words[0] + "".join(word[0].upper() + word[1:] for word in words[1:])
    return {"-".join(words), "_".join(words), camel, name.upper(), name.title()}


@pytest.mark.parametrize(
    ("field", "name", "spelled"),
    [(f, n, s) for f, n in PAIRS if "." not in n for s in sorted(spellings(n))],
)
def test_case_hyphens_underlines_and_camel_case_make_no_difference(
    field: str, name: str, spelled: str
) -> None:
    text, expected, _ = SAMPLES[field]
    assert normal(spelled) == normal(name)
    assert read(nested(spelled, text)).fields == {field: expected}


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        (field, one, two)
        for field, names in NAMES.items()
        for one, two in pairwise(names)
        # One mapping cannot be a value too.
        if "." not in one + two
    ],
)
def test_of_two_names_of_a_field_the_first_of_the_table_wins(
    field: str, first: str, second: str
) -> None:
    text, expected, other = SAMPLES[field]
    block = f"{nested(second, other)}\n{nested(first, text)}"
    assert without_extra(read(block)) == {field: expected}


@pytest.mark.parametrize("empty", ["", "null", "''", "[]"])
def test_a_name_without_a_value_gives_way_to_the_next(empty: str) -> None:
    assert read(f"title: {empty}\nblog_title: B").fields == {"title": "B"}


def test_a_name_that_cannot_be_read_does_not_give_way() -> None:
    """Whoever wrote it meant it; a second guess would hide the fault."""
    reading = read("date: yesterday\ncreated: 2020-01-01")
    assert "date" not in reading.fields
    [finding] = reading.findings
    assert finding.problem is Problem.DATE


@pytest.mark.parametrize("field", NAMES)
def test_the_block_params_is_looked_into_too(field: str) -> None:
    text, expected, other = SAMPLES[field]
    name = NAMES[field][0]
    inside = f"params:\n  {nested(name, text)}"
    assert read(inside).fields == {field: expected}
    assert read(f"params:\n  {nested(name, other)}\n{nested(name, text)}").fields == {
        field: expected
    }
