"""Names for files and addresses, made of what authors call things. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from sphinx_postindex.model import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LONGEST = 64
"""Bytes of a slug in UTF-8; with a suffix it stays far below what any file system takes."""

# Names that Windows keeps for devices, whatever their suffix.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
_GAP = re.compile(r"[\s._\-\u2010-\u2015]+")
_DIGITS = 8


def slug(text: str) -> str:
    """Letters, marks and digits of any script, with hyphens between words; or nothing.

    Composed (NFC) and in lower case, so that no file system takes two slugs for one.
    """
    words = _GAP.sub("-", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in words if c == "-" or unicodedata.category(c)[0] in "LMN")
    # A mark at the start would join what stands before it in an address.
    plain = unicodedata.normalize("NFC", kept).lstrip("-")
    while plain and unicodedata.category(plain[0])[0] == "M":
        plain = plain[1:]
    short = plain.encode()[:LONGEST].decode(errors="ignore")
    return re.sub("-+", "-", short).strip("-")


def slugs(terms: Iterable[str], reserved: Collection[str] = ()) -> dict[str, str]:
    """A slug of its own for each term, by its folded form.

    It depends on the set of terms, never on their order. Of terms that would have one slug
    the one that it spells keeps it, else the first by name; the others get a hash of theirs.
    So does a term that leaves no slug, one that a file cannot have, or a reserved one.

    :param reserved: slugs that something else has
    """
    barred = _DEVICES.union(reserved)
    named: dict[str, list[str]] = {}
    for term in {fold(each) for each in terms}:
        named.setdefault(slug(term), []).append(term)
    result: dict[str, str] = {}
    for name, rivals in named.items():
        rivals.sort(key=lambda term: (term.replace(" ", "-") != name, term))
        first = 1 if name and name not in barred else 0
        result |= dict.fromkeys(rivals[:first], name)
        result |= {term: _hashed(name, term) for term in rivals[first:]}
    return result


def _hashed(name: str, term: str) -> str:
    found = hashlib.sha256(term.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{name}-{found}" if name else found
