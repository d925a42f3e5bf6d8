"""Texts, addresses and dates as every feed format can hold them. Pure and total."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_postindex.urls import web_url

if TYPE_CHECKING:
    from datetime import datetime

_LINE_END = re.compile(r"\r\n?")
_BLANKS = re.compile(r"[ \t\n]+")
# Embeddings, overrides and isolates: one that stays open turns round what a reader program
# writes after it.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Well-formed (RFC 5646), whether or not it is a language: what ``xsd:language`` takes.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
# What stands for itself in an address (RFC 3986); a per cent sign only before two digits.
_RESERVED = "!$&'()*+,;=:@/?"
_PER_CENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESS = re.compile(r"(?s)([a-z][a-z0-9+.\-]*:)((?://[^/?#]*)?)([^#]*)(?:#(.*))?", re.IGNORECASE)


@cache
def _not_xml() -> re.Pattern[str]:
    """All but what an XML document may hold (https://www.w3.org/TR/xml/#charsets).

    To compile this takes milliseconds, and most builds write no feed.
    """
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cleaned(text: str) -> str:
    """A text with U+FFFD for what XML cannot hold, and with line ends of one kind.

    Formats that could hold more get the same text.
    """
    return _not_xml().sub("\ufffd", _LINE_END.sub("\n", text))


def line(text: str) -> str:
    """A cleaned text as one line: blanks are single, and no sign turns round what follows.

    Blanks are those of XML (space, tab, line ends); a no-break space stays.
    """
    return _BLANKS.sub(" ", _BIDI.sub("", cleaned(text))).strip(" ")


def lines(texts: tuple[str, ...]) -> list[str]:
    """Each text as one line; without the empty ones and without doubles."""
    return list(dict.fromkeys(filter(None, map(line, texts))))


def language(code: str) -> str:
    """A code of a language, or nothing where it is malformed."""
    return code if _LANGUAGE.fullmatch(code) else ""


def ascii_url(url: str) -> str:
    """An absolute address in ASCII; what an address cannot hold is percent-encoded.

    RSS has no place for other characters, and every reader understands these.
    """
    match = _ADDRESS.fullmatch(_PER_CENT.sub("%25", cleaned(url)))
    if not match:
        return ""
    scheme, host, path, fragment = match.groups()
    if host and path[:1] == "?":
        path = f"/{path}"
    end = "" if fragment is None else f"#{quote(fragment, safe=_RESERVED + '%')}"
    host = quote(host, safe=_RESERVED + "%[]")
    return f"{scheme}{host}{quote(path, safe=_RESERVED + '%')}{end}"


def link(url: str | None) -> str:
    """An address of the web in ASCII; nothing for any other, for one of mail too.

    A feed is copied to many places: an address of mail would be with it.
    """
    found = web_url(url or "")
    return ascii_url(found) if found else ""


def stamp(moment: datetime) -> str:
    """A date as RFC 3339 writes it, in whole seconds: ``2026-06-29T00:00:00+00:00``."""
    return moment.isoformat(timespec="seconds")
