"""HTML of a page as a feed may carry it: every address absolute, nothing that runs.

Names of elements and attributes are allowed one by one. Readers have no stylesheet of ours,
so classes and styles go, and a ``<span>`` that has nothing else goes with them.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx_postindex.feeds.text import ascii_url, cleaned
from sphinx_postindex.urls import PEOPLE, WEB, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)
# What stays; of any other element only the content does.
_KEPT = _names(
    "a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd "
    "del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins "
    "kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strong "
    "sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr "
    # MathML, as browsers draw it (https://w3c.github.io/mathml-core/)
    "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace msqrt "
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
)
# What goes with its content: it runs, asks for something, or is no text of the page.
_DROPPED = _names(
    "annotation annotation-xml applet button datalist form frameset head iframe noembed noframes "
    "object optgroup option plaintext script select style svg template textarea title xmp"
)
_ATTRIBUTES = _names(
    "abbr alt colspan controls datetime dir display headers height hidden kind label lang loop "
    "mathvariant media muted open reversed rowspan scope sizes span srclang start title type "
    "value width"
)
# An attribute that holds an address, and the schemes that it may have.
_ADDRESSES = {"href": PEOPLE, "cite": WEB, "src": WEB, "poster": WEB}
# Pictures that stand in the page itself: Sphinx can write formulas so. As a picture, they
# cannot run.
_DATA = re.compile(r"data:image/[a-z0-9.+\-]+[;,][!-~]+", re.IGNORECASE)
_URL = re.compile(r"[ \t\n\r\f,]*+([^ \t\n\r\f]++)")
_TAG = re.compile(r"<[A-Za-z/!?]")
_DESCRIPTOR = re.compile(r"[^,]*+")
_SIZES = re.compile(r"(?:\s++[0-9][0-9.]*+[wxh])*+\s*+")


def absolute(html: str, page_url: str) -> str:
    """A fragment of HTML with absolute addresses, for ``content type="html"``.

    Any text is taken, however malformed; each element of the result is closed. Gone are
    scripts, forms, frames, styles, comments, links to headings (``a.headerlink``), attributes
    that handle events, and addresses of other schemes than http, https and, in links, mailto.

    :param page_url: the absolute address of the page that the fragment is from
    """
    fragment = _Fragment(page_url)
    # Browsers read `<![` as a comment. The parser here would fail at some of them.
    fragment.feed(_finished(cleaned(html)).replace("<![", "<! ["))
    fragment.close()
    return fragment.whole()


def _finished(html: str) -> str:
    """The text without a last comment or tag that never ends; browsers leave these out too.

    The parser here would look for the end anew at every ``<``: 9 kB could take a second.
    """
    comment = html.find("<!--", html.rfind("-->") + 1)
    html = html if comment < 0 else html[:comment]
    tag = _TAG.search(html, html.rfind(">") + 1)
    return html[: tag.start()] if tag else html


class _Fragment(HTMLParser):
    """Writes what it reads, but for what a feed does not carry."""

    def __init__(self, page_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page_url
        self._out: list[str] = []
        # The open elements, the outer first: their names and what closes them.
        self._open: list[tuple[str, str]] = []
        self._count: Counter[str] = Counter()
        # How many were open where the outermost dropped one began.
        self._dropped: int | None = None

    def whole(self) -> str:
        """What was written, and the ends of what is still open."""
        ends = (end for _, end in reversed(self._open[: self._dropped]))
        return "".join([*self._out, *ends])

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Open an element, or take note that it is left out."""
        # The first of two attributes with one name counts.
        given: dict[str, str] = {}
        for name, value in attrs:
            given.setdefault(name, value or "")
        dropped = tag in _DROPPED or (tag == "a" and "headerlink" in given.get("class", "").split())
        if tag in _VOID:
            if tag in _KEPT and self._dropped is None:
                self._void(tag, given)
        elif dropped or self._dropped is not None:
            if self._dropped is None:
                self._dropped = len(self._open)
            self._push(tag, "")
        elif tag in _KEPT:
            written = "".join(self._attributes(given))
            shown = tag != "span" or bool(written)
            if shown:
                self._out.append(f"<{tag}{written}>")
            self._push(tag, f"</{tag}>" if shown else "")

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all that is open in it; an end of nothing is left out."""
        while self._count[tag]:
            name, end = self._open.pop()
            self._count[name] -= 1
            if self._dropped is None:
                self._out.append(end)
            elif len(self._open) == self._dropped:
                self._dropped = None
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Write a text."""
        if self._dropped is None:
            self._out.append(escape(data, quote=False))

    def _push(self, tag: str, end: str) -> None:
        self._open.append((tag, end))
        self._count[tag] += 1

    def _void(self, tag: str, given: dict[str, str]) -> None:
        written = list(self._attributes(given))
        if tag == "img" and not any(text.startswith((" src=", " srcset=")) for text in written):
            return
        self._out.append(f"<{tag}{''.join(written)}>")

    def _attributes(self, given: dict[str, str]) -> Iterator[str]:
        for name, value in given.items():
            kept = self._attribute(name, value)
            if kept is not None:
                yield f' {name}="{escape(kept)}"'

    def _attribute(self, name: str, value: str) -> str | None:
        if name == "srcset":
            return ", ".join(self._candidates(value)) or None
        if name in _ADDRESSES:
            return self._address(value, _ADDRESSES[name], data=name == "src")
        return value if name in _ATTRIBUTES else None

    def _address(self, url: str, schemes: frozenset[str], *, data: bool) -> str | None:
        if data and _DATA.fullmatch(url):
            return url
        try:
            found = web_url(urljoin(self._page, url.strip()), schemes)
        except ValueError:  # such as http://[
            return None
        return ascii_url(found) if found else None

    def _candidates(self, srcset: str) -> Iterator[str]:
        """Each picture of a choice, with its width or density.

        An address ends at a blank, or at a comma before one, as in
        https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute.
        """
        place = 0
        while match := _URL.match(srcset, place):
            place, size = match.end(), ""
            if not match[1].endswith(","):
                descriptor = _DESCRIPTOR.match(srcset, place)
                place, size = (descriptor.end(), descriptor[0]) if descriptor else (place, "")
            url = self._address(match[1].rstrip(","), WEB, data=False)
            if url and _SIZES.fullmatch(size):
                yield " ".join([url, *size.split()])
