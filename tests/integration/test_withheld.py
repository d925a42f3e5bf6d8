"""What only a parser knows to be unpublished leaves no trace either, from the first build on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import MakeSite

INDEX = "# Home\n\n```{postindex}\n```\n\n```{toctree}\n:glob:\n\n*\n```\n"
GOOD = "---\ndate: 2026-01-01\n---\n# Good\n\nText.\n"

HIDDEN = {
    "wrapped.rst": "T\n=\n\n.. post:: 2026-01-02\n   :tags: a,\n    b\n   :draft: on\n\nSecret.\n",
    "argument.rst": "T\n=\n\n.. Post::\n   2099-01-02\n\nSecret.\n",
    "eval.md": "```{eval-rst}\n.. post:: 2026-01-02\n   :draft: true\n```\n\n# T\n\nSecret.\n",
    "docinfo.rst": ".. |x| replace:: y\n\n:draft: true\n\nT\n=\n\nSecret.\n",
    "comment.md": "# T\n\n<!--\n# old\n-->\n\n```{post} 2026-01-02\n:draft: true\n```\n\nSecret.\n",
}
SHOWN = {
    "guide.md": "# Guide\n\n<!--\n```{post} 2026-01-01\n:draft: true\n```\n-->\n\nText.\n",
    "spec.rst": ":Author: me\n:Status: Draft\n\nSpec\n====\n\nText.\n",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_draft_that_only_a_parser_sees_leaves_no_trace(site: MakeSite, name: str) -> None:
    built = site({"index.md": INDEX, "good.md": GOOD, name: HIDDEN[name]})
    stem = name.partition(".")[0]
    for file in built.outdir.rglob("*"):
        assert stem not in file.name
        if file.is_file() and file.suffix in {".html", ".js", ".txt", ".json"}:
            text = file.read_text("utf-8")
            assert "Secret" not in text
            assert f"{stem}.html" not in text
    links = [a.get("href") for a in built.html().xpath("//*[@class='toctree-l1']/a")]
    assert links == ["good.html"]


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_that_only_looks_like_a_draft_is_built(site: MakeSite, name: str) -> None:
    built = site({"index.md": INDEX, "good.md": GOOD, name: SHOWN[name]})
    assert (built.outdir / name).with_suffix(".html").is_file()


def test_it_is_published_when_it_is_no_draft_any_more(site: MakeSite) -> None:
    built = site({"index.md": INDEX, "good.md": GOOD, "docinfo.rst": HIDDEN["docinfo.rst"]})
    again = built.rebuild({"docinfo.rst": "T\n=\n\nNo secret.\n"})
    assert (again.outdir / "docinfo.html").is_file()


INCLUDING = "Held\n====\n\n.. include:: said.txt\n\n.. image:: a.svg\n"
SAID = ".. post:: 2026-01-02\n   :draft: true\n"
PARTS = {"said.txt": SAID, "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}


def test_it_is_published_when_a_file_that_it_includes_says_so(site: MakeSite) -> None:
    made = site({"index.md": INDEX, "good.md": GOOD, "held.rst": INCLUDING, **PARTS})
    made.rebuild({"said.txt": SAID.replace("true", "false")})
    assert made.path("held").is_file()
    made.rebuild({"said.txt": SAID})
    assert not made.path("held").is_file()


def test_what_it_needs_is_read_once_and_not_in_each_build(site: MakeSite) -> None:
    """Pages that name it, such as one with a toctree, were written for it otherwise."""
    made = site({"index.md": INDEX, "good.md": GOOD, "held.rst": INCLUDING, **PARTS})
    stamp = made.path("index").stat().st_mtime_ns
    made.rebuild()
    assert made.path("index").stat().st_mtime_ns == stamp


def test_the_root_document_stays_whatever_it_says(site: MakeSite) -> None:
    index = f"---\ndraft: true\n---\n{INDEX}"
    built = site({"index.md": index, "good.md": GOOD}, allow=["root document cannot be held back"])
    assert (built.outdir / "index.html").is_file()


def test_a_hard_break_keeps_words_apart(site: MakeSite) -> None:
    post = "---\ndate: 2026-01-01\n---\n# A\n\nHello  \nthere\\\nyou.\n"
    built = site({"index.md": INDEX, "a.md": post})
    assert built.posts["a"].excerpt.text == "Hello there you."
