"""What a post is to programs, as plain data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html
from samples import day, post

from sphinx_postindex.metadata import Place, Written, article, collection, meta, posting, script
from sphinx_postindex.model import Author

if TYPE_CHECKING:
    from sphinx_postindex.model import Precision

PLACE = Place("https://example.com/p.html", "en")


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert posting(post("p", title="T"), Place()) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "T",
    }
    assert article(post("p")) == [("og:type", "article")]


@pytest.mark.parametrize(
    ("precision", "published", "tagged"),
    [
        ("year", "0987", []),
        ("month", "0987-06", []),
        ("day", "0987-06-05", ["0987-06-05"]),
        ("time", "0987-06-05T01:02:03+02:00", ["0987-06-05T01:02:03+02:00"]),
    ],
)
def test_a_date_says_no_more_than_was_written(
    precision: Precision, published: str, tagged: list[str]
) -> None:
    """Open Graph has no months and years; ISO 8601 has."""
    one = post("p", day("0987-06-05T01:02:03+02:00", precision))
    assert posting(one, PLACE)["datePublished"] == published
    assert [text for name, text in article(one) if name == "article:published_time"] == tagged


@pytest.mark.parametrize(
    ("languages", "expected"),
    [((), "en"), (("pt-BR",), "pt-BR"), (("de", "fr"), ["de", "fr"]), (("Klingon",), "en")],
)
def test_a_post_is_in_its_own_languages_or_in_that_of_the_site(
    languages: tuple[str, ...], expected: object
) -> None:
    assert posting(post("p", languages=languages), PLACE)["inLanguage"] == expected


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "mailto:a@example.org", 7, None]
)
def test_an_author_has_an_address_of_the_web_or_none(url: object) -> None:
    """``postindex_authors`` and other extensions may say anything."""
    wrong: Any = url
    one = replace(post("p"), authors=(Author("Bo", wrong), Author(" ", "https://example.org/")))
    assert posting(one, PLACE)["author"] == [{"@type": "Person", "name": "Bo"}]
    assert article(one)[1:] == [("article:author", "Bo")]


def test_texts_are_cleaned_whoever_gave_them() -> None:
    tags: Any = ("a\x00\u202eb\ud800", " ", 7)
    assert posting(post("p", tags=tags), PLACE)["keywords"] == ["ab"]


def test_a_list_names_each_post_once_with_a_full_address() -> None:
    links = [
        ("../a.html", "A"),
        ("https://example.org/x", "X"),
        ("../a.html", "A again"),
        ("javascript:alert(1)", "J"),
        ("b.html#one", "B"),
    ]
    found = collection("T", Place("https://example.com/t/p.html"), links)["mainEntity"]
    assert found["numberOfItems"] == 3
    assert [(i["position"], i["url"], i["name"]) for i in found["itemListElement"]] == [
        (1, "https://example.com/a.html", "A"),
        (2, "https://example.org/x", "X"),
        (3, "https://example.com/t/b.html#one", "B"),
    ]


def test_a_page_without_an_address_has_no_list() -> None:
    """Half of one, of the posts that are elsewhere, would be wrong."""
    links = [("a.html", "A"), ("https://example.org/x", "X")]
    assert "mainEntity" not in collection("T", Place(), links)
    assert "mainEntity" not in collection("T", PLACE, [])


@pytest.mark.parametrize(
    "text", ["</script><!-- <script>\u2028\u2029&", "]]>", "&lt;", "\ud800", "\U0001f600", '"\\']
)
def test_data_come_back_as_they_were_and_cannot_end_their_element(text: str) -> None:
    made = script({"a": text, text: [1]})
    [element] = lxml_html.fragments_fromstring(f"{made}<p>")[:-1]
    assert json.loads(element.text) == {"a": text, text: [1]}
    assert made.isascii()
    assert not {"<", ">", "&"} & {*element.text}


@pytest.mark.parametrize("text", ['"><script>x</script>', "' onload='x", "a & b &amp; <c>"])
def test_a_meta_element_has_its_text_back(text: str) -> None:
    element = lxml_html.fragment_fromstring(meta("property", "article:tag", text))
    assert dict(element.attrib) == {"property": "article:tag", "content": text}


@pytest.mark.parametrize(
    ("data", "posting_", "collection_"),
    [
        ('{"@type": "BlogPosting"}', True, False),
        ('[{"@type": ["Thing", "NewsArticle"]}]', True, False),
        ('{"@graph": [{"mainEntity": {"@type": "CollectionPage"}}]}', False, True),
        ('{"@type": 7}', False, False),
        ('{"@type": "BlogPosting"', False, False),
        ("[" * 100_000, False, False),
    ],
)
def test_types_are_found_at_any_depth(data: str, *, posting_: bool, collection_: bool) -> None:
    """What is no JSON says nothing."""
    found = Written(f'<script type="application/LD+json">{data}</script>')
    assert (found.has_posting, found.has_collection) == (posting_, collection_)


def test_a_script_that_is_no_data_says_nothing() -> None:
    found = Written('<script>{"@type": "BlogPosting"}</script><meta name="a"><meta property="b">')
    assert not found.has_posting
    assert found.names == {"a", "b"}
