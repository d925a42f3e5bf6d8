"""Slugs are names that a file and an address can have, whatever an author writes."""

from __future__ import annotations

import pytest

from sphinx_postindex.slugs import LONGEST, slug, slugs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Systems Thinking", "systems-thinking"),
        ("state-machine", "state-machine"),
        ("C", "c"),
        ("C++", "c"),
        ("../../etc/passwd", "etcpasswd"),
        ("a/b\\c", "abc"),
        ("a?b#c", "abc"),
        ("%2e%2e%2f", "2e2e2f"),
        (".htaccess", "htaccess"),
        ("-rf", "rf"),
        ("\u00c9t\u00e9", "\u00e9t\u00e9"),
        ("E\u0301te\u0301", "\u00e9t\u00e9"),
        ("\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u093f\u0928\u094d\u0926\u0940"),
        ("\uff21", "a"),
        ("..", ""),
        ("\U0001f600", ""),
        ("tag\x00x", "tagx"),
        ("\u202egpj.exe", "gpj-exe"),
    ],
)
def test_a_slug_is_of_letters_digits_and_single_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_slug_is_short() -> None:
    assert slug("x" * 500) == "x" * LONGEST
    assert len(slug("\u0939" * 500).encode()) <= LONGEST


def test_terms_that_would_share_a_slug_have_one_each() -> None:
    found = slugs(["C++", "C#", "C"])
    assert found["c"] == "c"
    assert found["c++"].startswith("c-")
    assert len({*found.values()}) == 3


def test_the_order_of_terms_does_not_matter() -> None:
    terms = ["C#", "C++", "a b", "a-b", "..", "\U0001f600", "con"]
    assert slugs(terms) == slugs(terms[::-1])


@pytest.mark.parametrize("term", ["con", "NUL.", "lpt9", "index", "..", "\U0001f600", "-", ""])
def test_a_name_that_no_file_can_have_gets_a_hash(term: str) -> None:
    [found] = slugs([term], {"index"}).values()
    assert found
    assert found.rpartition("-")[2].isalnum()
    assert found not in {"con", "nul", "lpt9", "index"}


def test_one_term_spelled_twice_is_one() -> None:
    assert slugs(["Data Science", "data  SCIENCE"]) == {"data science": "data-science"}
