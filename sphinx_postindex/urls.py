"""Which addresses from a post may become links: http, https, and nothing that runs."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

# What a browser drops before it looks for a scheme (https://url.spec.whatwg.org/#url-parsing).
_DROPPED = re.compile(r"[\t\n\r]")
_LEADING = "".join(map(chr, range(33)))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff\ufffe\uffff]")

WEB = frozenset({"http", "https"})
PEOPLE = WEB | {"mailto"}


def _stripped(url: str) -> str | None:
    """The address as a browser would see it, or nothing if it may mislead one."""
    url = _DROPPED.sub("", url).strip(_LEADING)
    return None if _UNSAFE.search(url) or url.startswith("//") else url


# A page that lists posts names each of them, and so do many pages.
@lru_cache(maxsize=20_000)
def web_url(url: str, schemes: frozenset[str] = WEB) -> str | None:
    """An absolute address of an allowed scheme with a host and no password, or ``None``."""
    url = _stripped(url) or ""
    match = _SCHEME.match(url)
    if not match or match[1].lower() not in schemes:
        return None
    if match[1].lower() == "mailto":
        return url
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises on a port that is none
    except ValueError:
        return None
    return url if parts.hostname and parts.username is None else None


def file_or_url(text: str) -> str | None:
    """A path inside the project as it was written, or a web address; else ``None``."""
    text = _stripped(text) or ""
    if _SCHEME.match(text):
        return web_url(text)
    return None if not text or ":" in re.split(r"[/?#]", text, maxsplit=1)[0] else text
