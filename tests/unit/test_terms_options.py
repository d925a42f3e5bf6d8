"""The argument and the options of ``{postterms}``."""

from __future__ import annotations

import pytest

from sphinx_postindex.look import TermsLook
from sphinx_postindex.query import Query
from sphinx_postindex.read.options import parse_terms


def test_a_list_of_terms_takes_its_taxonomy_in_singular_and_plural() -> None:
    for word, name in [("tag", "tag"), ("Categories", "category"), (" year ", "year")]:
        parsed = parse_terms(word, {})
        assert (parsed.look, parsed.findings) == (TermsLook(name), ())  # type: ignore[arg-type]


def test_an_unknown_taxonomy_is_named_with_the_nearest_and_lists_nothing() -> None:
    parsed = parse_terms("tagss", {})
    assert parsed.look == TermsLook(None)
    [finding] = parsed.findings
    known = "category, tag, author, year, series"
    assert finding.text == f"'tagss' is not one of: {known}; did you mean 'tag'?"


@pytest.mark.parametrize(
    ("text", "by_count", "descending"),
    [
        ("name", False, False),
        ("name desc", False, True),
        ("count", True, False),
        ("count asc", True, False),
        ("count desc", True, True),
    ],
)
def test_terms_are_sorted_by_name_or_number(
    text: str,
    by_count: bool,  # noqa: FBT001 - a case's answer
    descending: bool,  # noqa: FBT001 - a case's answer
) -> None:
    look = parse_terms("tag", {"sort": text}).look
    assert look == TermsLook("tag", by_count=by_count, descending=descending)


@pytest.mark.parametrize(
    ("option", "text", "why"),
    [
        (
            "layout",
            "clod",
            "option 'layout': 'clod' is not one of: list, cloud; did you mean 'cloud'?",
        ),
        ("limit", "x", "option 'limit': a number from 0 up is wanted, not 'x'"),
        ("no-pin", "", "'no-pin' is not an option of postterms"),
        ("ctegory", "x", "'ctegory' is not an option of postterms; did you mean 'category'?"),
    ],
)
def test_a_wrong_option_of_a_list_of_terms_is_named(option: str, text: str, why: str) -> None:
    parsed = parse_terms("tag", {option: text})
    assert (parsed.query, parsed.look) == (Query(sort=parsed.query.sort), TermsLook("tag"))
    assert [(f.name, f.text) for f in parsed.findings] == [(option, why)]
