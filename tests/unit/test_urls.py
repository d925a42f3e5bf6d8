"""Addresses: what becomes a link is http or https with a host, and nothing that runs."""

from __future__ import annotations

import pytest

from sphinx_postindex.urls import PEOPLE, file_or_url, web_url

WEB = [
    "https://example.org",
    "HTTP://example.org/a?b=c&d#e",
    "https://example.org:8080/",
    "https://[::1]/",
    "https://example.org/a b",
    "https://b\u00fccher.example/",
]
# Schemes that run, show or read something; and what browsers make of blanks in them.
RUNNING = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:x",
    "ftp://example.org/",
    "view-source:https://example.org",
]
MISLEADING = [
    "//evil.example/x",
    "\\\\evil\\x",
    "/\\evil",
    "https:\\\\evil",
    "https://user:pw@evil.example",
    "https://user@evil.example",
    "http://[::1",
    "http://a:99999/",
    "http://a:b/",
    "https://",
    "https:///path",
    "https:path",
    "http:",
    "https://a\x00b/",
    "https://a\ud800/",
]


@pytest.mark.parametrize("url", WEB)
def test_a_web_address_is_kept_as_it_was_written(url: str) -> None:
    assert web_url(url) == url
    assert file_or_url(url) == url


def test_blanks_around_an_address_go() -> None:
    assert web_url(" \thttps://example.org/a\n ") == "https://example.org/a"
    assert file_or_url(" img/a.png\n") == "img/a.png"


@pytest.mark.parametrize("url", [*RUNNING, *MISLEADING])
def test_what_may_run_or_mislead_is_neither_address_nor_path(url: str) -> None:
    assert web_url(url) is None
    assert web_url(url, PEOPLE) is None
    assert file_or_url(url) is None


@pytest.mark.parametrize("url", ["", "a.png", "/a", "?q", "#a", "example.org", "&#106;avascript:x"])
def test_what_has_no_scheme_is_no_web_address(url: str) -> None:
    assert web_url(url) is None


@pytest.mark.parametrize(
    "path",
    ["a.png", "/img/a b.png", "../a.png", "a/b:c.png", "a?b:c", "&#106;avascript:x", "\u00e9.png"],
)
def test_a_path_is_kept_as_it_was_written(path: str) -> None:
    """``&#106;`` is a name with an ampersand: HTML writes it escaped, so it stays one."""
    assert file_or_url(path) == path


@pytest.mark.parametrize("path", ["", "  ", "C:\\a.png", "c:/a.png", "a:b.png", "a\\b.png"])
def test_what_a_browser_may_take_for_an_address_is_no_path(path: str) -> None:
    assert file_or_url(path) is None


def test_only_people_have_mail_addresses() -> None:
    assert web_url("mailto:a@example.org", PEOPLE) == "mailto:a@example.org"
    assert web_url("mailto:a@example.org") is None
    assert file_or_url("mailto:a@example.org") is None
