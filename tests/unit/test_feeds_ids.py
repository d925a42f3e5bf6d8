"""Ids of feeds: made of names, never of addresses, and the author's own where there is one."""

from __future__ import annotations

import pytest

from sphinx_postindex.feeds.ids import default_feed_id, entry_id

SITE = "tag:example.org,2026:/"


@pytest.mark.parametrize(
    "base",
    [
        "https://example.org",
        "https://example.org/docs/en/",
        "http://EXAMPLE.org:8080/?q#f",
    ],
)
def test_the_id_of_a_site_is_that_of_its_host(base: str) -> None:
    """Scheme, port and folder may change; then readers see nothing twice."""
    assert default_feed_id(base, 2026) == SITE


@pytest.mark.parametrize(
    ("base", "host"),
    [
        ("https://b\u00fccher.example/", "xn--bcher-kva.example"),
        ("http://[::1]/", "-1"),
        ("https://a_b.example/", "a-b.example"),
        ("https://" + 80 * "\u00e9" + ".example/", "-"),
    ],
)
def test_an_odd_host_gives_an_id_all_the_same(base: str, host: str) -> None:
    found = default_feed_id(base, 12)
    assert found.startswith("tag:")
    assert host in found
    assert found.endswith(",0012:/")
    assert found.isascii()


@pytest.mark.parametrize("base", ["", "/a", "example.org", "https:///a"])
def test_without_a_host_there_is_no_id(base: str) -> None:
    with pytest.raises(ValueError, match="no host"):
        default_feed_id(base, 2026)


@pytest.mark.parametrize(
    ("feed_id", "docname", "anchor", "seen"),
    [
        (SITE, "blog/post", "", "tag:example.org,2026:/blog/post"),
        (SITE, "blog/post", "part", "tag:example.org,2026:/blog/post#part"),
        ("tag:example.org,2026:blog", "a", "", "tag:example.org,2026:blog/a"),
        ("https://example.org/", "a", "", "https://example.org/a"),
        (SITE, "e\u0301 #%", "", "tag:example.org,2026:/%C3%A9%20%23%25"),
        (SITE, "\u00e9", "", "tag:example.org,2026:/%C3%A9"),
        (SITE, "\ud800", "", "tag:example.org,2026:/%ED%A0%80"),
    ],
)
def test_an_entry_is_named_by_its_document(
    feed_id: str, docname: str, anchor: str, seen: str
) -> None:
    """In ASCII (RFC 4151), and the same on systems that decompose names of files."""
    assert entry_id(feed_id, docname, anchor) == seen


@pytest.mark.parametrize(
    "given",
    [
        "https://old.example/?p=1",
        "tag:blogger.com,1999:blog-1.post-2",
        "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6",
        "doi:10.1000/182",
        "https://old.example/\u00e9",
    ],
)
def test_an_iri_of_the_author_is_the_id_to_the_letter(given: str) -> None:
    """Ids are compared character by character (RFC 4287, 4.2.6.1)."""
    assert entry_id(SITE, "blog/post", "part", given) == given
    assert entry_id(SITE, "blog/post", "part", f" {given}\n") == given


@pytest.mark.parametrize("given", ["old/name", "/old/name", "a b: c", "tag: x", "C++", "1:a"])
def test_any_other_name_stands_for_that_of_the_document(given: str) -> None:
    """A post that is moved keeps its id by the old name of its document."""
    assert entry_id(SITE, "blog/post", "", given) == entry_id(SITE, given)


def test_the_old_name_may_have_an_anchor() -> None:
    assert entry_id(SITE, "new", "x", "old#part") == entry_id(SITE, "old", "part")


@pytest.mark.parametrize("given", [None, "", "  "])
def test_an_empty_name_is_none(given: str | None) -> None:
    assert entry_id(SITE, "a", "b", given) == entry_id(SITE, "a", "b")
