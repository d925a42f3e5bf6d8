"""Two outputs side by side: every file, byte for byte, but for what bare Sphinx leaves stale.

``LEFT_OUT`` names all of that; ``test_bare_sphinx.py`` shows each on a site without the
extension. Whatever is not named there must be equal.
"""

from __future__ import annotations

import difflib
import json
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEFT_OUT = {
    "litter": "pages and _sources of deleted documents that are no posts, and pictures that "
    "only such documents showed: Sphinx removes nothing from an output",
    "buildinfo": ".buildinfo.bak, the copy that Sphinx keeps when a setting has changed",
    "static": "files in _static that Sphinx wrote for another language before",
    "search": "in searchindex.js the index entries, which Sphinx does not load again, and "
    "words that no document has any more",
    "relations": "previous, next and parent topics of pages in a toctree: Sphinx writes a "
    "page again for its own sake and its toctree's, not for its neighbours'",
    "titles": "the text of a link that is its target's title, and those words in the search "
    "index: Sphinx does not write a page again when a page that it links to is renamed",
    "package": "the numbers in an EPUB's content.opf: every file of the folder gets one, "
    "also one that Sphinx should have removed",
}
"""What is not compared, with the reason. The epub file itself is compared unpacked."""

_RELATIONS = re.compile(
    r'\s*<link rel="(?:next|prev)" [^>]*>'
    r'|\s*<li class="right" >\s*<a [^>]*>(?:next|previous)</a> \|</li>'
    r'|\s*<li class="nav-item nav-item-[1-9]\d*"[^>]*><a [^>]*>[^<]*</a> &#187;</li>'
    r"|\s*<div>\s*<h4>(?:Previous|Next) topic</h4>.*?</div>",
    re.DOTALL,
)
_OF_LANGUAGE = re.compile(r"_static/(\w+-stemmer|translations)\.js")
_TITLES = re.compile(
    r'(<a class="reference internal" [^>]*><span class="(?:std std-)?doc">).*?</a>'
)


@dataclass(frozen=True)
class Known:
    """What the machine knows of the site, and compare needs for what is left out."""

    litter: frozenset[str] = frozenset()
    """Documents that were deleted, and were no posts then."""
    pictures: frozenset[str] = frozenset()
    """Images whose last users were such documents."""
    in_toctree: frozenset[str] = frozenset()
    """Documents that are in a toctree, or were."""
    titled: frozenset[str] = frozenset()
    """Documents with links that take the target's title."""
    lost: frozenset[str] = frozenset()
    """Pages without a document that only a record knew of, and it was lost."""


@dataclass
class Output:
    """The files of an output folder, and of the epub in it."""

    builder: str
    files: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, builder: str, folder: Path) -> Output:
        """Read a folder."""
        files = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".epub":
                with zipfile.ZipFile(path) as archive:
                    files |= {f"{name}!{each}": archive.read(each) for each in archive.namelist()}
            elif path.is_file() and name != ".buildinfo.bak":
                files[name] = path.read_bytes()
        return cls(builder, files)

    def page(self, docname: str) -> str:
        """The name of the file of a page."""
        if self.builder == "dirhtml" and docname.rpartition("/")[2] != "index":
            docname += "/index"
        return docname + (".xhtml" if self.builder == "epub" else ".html")

    def without_litter(self, known: Known, clean: Output) -> dict[str, bytes]:
        """The files but for those that Sphinx should have removed."""
        litter = {self.page(name) for name in known.litter}
        litter |= {f"_images/{name}.png" for name in known.pictures}
        litter |= {f"_sources/{n}{s}.txt" for n in known.litter for s in (".md", ".rst")}
        return {
            name: data
            for name, data in self.files.items()
            if name in clean.files
            or not (name.rpartition("!")[2] in litter | known.lost or _OF_LANGUAGE.fullmatch(name))
        }


def differences(stale: Output, clean: Output, known: Known) -> list[str]:
    """How an output differs from that of a clean build, file by file."""
    ours, theirs = stale.without_litter(known, clean), clean.files
    found = [f"only in the incremental output: {name}" for name in sorted(ours.keys() - theirs)]
    found += [f"only in the clean output: {name}" for name in sorted(theirs.keys() - ours)]
    related = {clean.page(name) for name in known.in_toctree}
    for name in sorted(ours.keys() & theirs):
        if ours[name] != theirs[name]:
            texts = [_text(name, files[name], known, related) for files in (ours, theirs)]
            if texts[0] != texts[1]:
                found.append(f"{name}:\n{_diff(*texts)}")
    return found


def _text(name: str, data: bytes, known: Known, related: Iterable[str]) -> str:
    inner = name.rpartition("!")[2]
    text = data.decode("utf-8", "backslashreplace")
    if inner == "searchindex.js":
        return _search(text, known)
    if inner == "content.opf":
        return _package(text, known)
    if inner.endswith(("html", ".ncx")):
        text = _TITLES.sub(r"\1", text)
    return _RELATIONS.sub("", text) if inner in related else text


def _search(text: str, known: Known) -> str:
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    del index["indexentries"]
    titled = {number for number, name in enumerate(index["docnames"]) if name in known.titled}
    for kind in ("terms", "titleterms"):
        terms = {}
        for term, where in index[kind].items():
            # One document is a number, several are a list.
            docs = {where} if isinstance(where, int) else {*where}
            if left := sorted(docs - titled if kind == "terms" else docs):
                terms[term] = left
        index[kind] = terms
    return json.dumps(index, indent=0, sort_keys=True)


def _package(text: str, known: Known) -> str:
    """A content.opf with each number replaced by the file that it stands for."""
    files = dict(re.findall(r'<item id="([^"]*)" href="([^"]*)"', text))
    text = re.sub(r'(<item id=")([^"]*)', lambda m: m[1] + files[m[2]], text)
    text = re.sub(r'(idref=")([^"]*)', lambda m: m[1] + files.get(m[2], m[2]), text)
    litter = {f"{name}.xhtml" for name in known.litter}
    litter |= {f"_images/{name}.png" for name in known.pictures}
    return "\n".join(
        line for line in text.split("\n") if not any(f'"{name}"' in line for name in litter)
    )


def _diff(stale: str, clean: str) -> str:
    lines = difflib.unified_diff(
        stale.split("\n"), clean.split("\n"), "incremental", "clean", lineterm="", n=1
    )
    return "\n".join(line[:300] for line in [*lines][:40])
