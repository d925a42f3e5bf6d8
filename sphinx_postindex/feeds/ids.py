"""What tells feeds and their entries apart, for ever: tag URIs (RFC 4151)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

# A scheme, and nothing that an IRI cannot hold (RFC 3987; 4.1 has the signs of direction).
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    r"[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)
_NOT_HOST = re.compile(r"[^a-z0-9.\-]+")


def is_iri(text: str) -> bool:
    """Whether a text can be an id as it stands: absolute, with nothing that an IRI cannot hold."""
    return _IRI.fullmatch(text) is not None


def default_feed_id(html_baseurl: str, year: int) -> str:
    """The id of a site's feed: ``tag:example.org,2026:/``.

    Only the host of the address counts, so that the site may move to another folder, or to
    other names of files, and keep the ids of its entries. Two sites on one host need an id of
    their own each.

    :param year: one in which the site had its host; it must never change
    :raises ValueError: for an address without a host
    """
    host = urlsplit(html_baseurl).hostname
    if not host:
        raise ValueError(f"no host: {html_baseurl!r}")
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        host = quote(host, safe="", errors="replace")
    return f"tag:{_NOT_HOST.sub('-', host.lower())},{year:04d}:/"


def entry_id(feed_id: str, docname: str, anchor: str = "", given: str | None = None) -> str:
    """The id of a post: ``tag:example.org,2026:/blog/post#anchor``.

    It depends on no address, only on the name of the document.

    :param feed_id: as :func:`default_feed_id` gives it, or any other IRI
    :param anchor: of the section that is the post; nothing for a document
    :param given: what the author wrote. An absolute IRI (``tag:``, ``https:``, ``urn:`` ...)
        is the id, to the letter. Anything else stands in the place of document and anchor: a
        post that is moved keeps its id with the old name of its document.
    """
    given = (given or "").strip()
    if _IRI.fullmatch(given):
        return given
    if given:
        docname, _, anchor = given.partition("#")
    name = _quoted(docname.strip("/"))
    return f"{feed_id.rstrip('/')}/{name}" + (f"#{_quoted(anchor)}" if anchor else "")


def _quoted(text: str) -> str:
    """A text in ASCII; the two ways to write an accented letter are one."""
    text = unicodedata.normalize("NFC", text)
    return quote(text, safe="/", errors="surrogatepass")
