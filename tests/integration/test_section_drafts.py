"""A section that is not published leaves no trace, and comes and goes with its time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from sectioned import MYST, NO_TOCTREE, site_of

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

HIDDEN = """
# Changes

## Shown

```{post} 2026-01-01
```

Shown text.

(secret-label)=
## Secret heading

```{post} 2026-01-02
:draft: true
```

Zanzibarian words, ![a picture](secret.png) and a footnote[^n].

[^n]: Footnoted words.

### Secret below

More.

## After

Afterwards.
"""
PNG = bytes.fromhex("89504e470d0a1a0a")
FILES: Files = {"changes.md": HIDDEN, "secret.png": PNG}


def test_a_draft_leaves_no_trace(site: MakeSite) -> None:
    """No card, heading, contents, label, word to search for, or picture."""
    built = site_of(site, FILES)
    assert built.titles() == ["Shown"]
    assert [h.text for h in built.html("changes").iter("h2")] == ["Shown", "After"]
    toc = built.app.env.tocs["changes"].astext().split("\n\n")
    assert [each for each in toc if each.strip()] == ["Changes", "Shown", "After"]
    labels = built.app.env.domains.standard_domain
    assert not [name for name in (*labels.labels, *labels.anonlabels) if "secret" in name]
    search = json.loads(built.text("searchindex.js")[len("Search.setIndex(") : -1])
    assert "secret" not in json.dumps([search["titles"], search["alltitles"], search["titleterms"]])
    assert "zanzibarian" not in search["terms"]
    assert not list(built.outdir.rglob("secret.png"))
    text = built.text("changes.html")
    assert not re.search("Secret|secret|Zanzib|Footnoted", text)


def test_the_log_counts_a_draft_and_names_its_page(site: MakeSite) -> None:
    built = site_of(site, FILES)
    assert "postindex: a section of changes is not published (draft)\n" in built.status
    assert "postindex: 1 post (1 draft, not published)\n" in built.status
    built.rebuild()
    assert "postindex: 1 post (1 draft, not published)\n" in built.status
    built.rebuild(config={"postindex_drafts": True})
    assert "postindex: 2 posts\n" in built.status


def test_a_draft_is_shown_on_demand_with_its_label(site: MakeSite) -> None:
    built = site_of(site, FILES, config={"postindex_drafts": True})
    assert built.titles() == ["Secret heading", "Shown"]
    [label] = built.html().find_class("postindex-label")
    assert label.text_content() == "Draft"


def test_a_link_to_a_draft_is_as_one_to_nothing(site: MakeSite) -> None:
    other = "# Other\n\n{ref}`secret-label`\n"
    built = site_of(site, {**FILES, "other.md": other}, allow=[NO_TOCTREE, "undefined label"])
    assert [w for w in built.warnings if "undefined label: 'secret-label'" in w]


TIMED = """
# Changes

## Soon

```{post} 2030-06-01
```

Text of soon.

## Now

```{post} 2026-01-01
:expires: 2031-01-01
```

Text of now.
"""


def headings(built: Site) -> list[str]:
    return [str(h.text) for h in built.html("changes").iter("h2")]


def test_a_section_comes_and_goes_with_its_time_without_an_edit(site: MakeSite) -> None:
    built = site_of(site, {"changes.md": TIMED})
    assert (built.titles(), headings(built)) == (["Now"], ["Now"])
    built.rebuild(now="2030-07-01")
    assert (built.titles(), headings(built)) == (["Soon", "Now"], ["Soon", "Now"])
    built.rebuild(now="2031-01-02")
    assert (built.titles(), headings(built)) == (["Soon"], ["Soon"])
    before = built.path("changes").stat().st_mtime_ns
    built.rebuild(now="2031-01-03")
    assert built.path("changes").stat().st_mtime_ns == before


# What makes a page depend on the facts of its posts, too.
PAGE_ALONE = {
    "postindex_byline": [],
    "postindex_prev_next": False,
    "postindex_structured_data": False,
}


@pytest.mark.parametrize("builder", ["dirhtml", "epub"])
@pytest.mark.parametrize("config", [{}, PAGE_ALONE], ids=["as it comes", "page alone"])
def test_a_section_comes_and_goes_in_every_output(
    site: MakeSite, builder: str, config: dict[str, Any]
) -> None:
    """The first builder reads the page again; the second must see that its page is old."""
    built = site_of(site, {"changes.md": TIMED}, config=config).rebuild(builder=builder)
    page = "changes.xhtml" if builder == "epub" else "changes/index.html"
    for moment, shown in (("2030-07-01", {"Soon", "Now"}), ("2031-01-02", {"Soon"})):
        built.rebuild(builder="html", now=moment)
        text = built.rebuild(builder=builder).text(page)
        assert {word for word in ("Soon", "Now") if f"<h2>{word}<" in text} == shown
    before = (built.outdir / page).stat().st_mtime_ns
    built.rebuild()
    assert (built.outdir / page).stat().st_mtime_ns == before


def test_a_later_build_equals_a_new_one(site: MakeSite) -> None:
    """What was on the page before its time is nowhere after it, and the other way round."""
    built = site_of(site, {"changes.md": TIMED}).rebuild(now="2031-01-02")
    fresh = site_of(site, {"changes.md": TIMED}, now="2031-01-02")
    for page in ("index.html", "changes.html"):
        assert built.text(page) == fresh.text(page)
    # Sphinx keeps words that are nowhere any more.
    assert built.text("searchindex.js").replace('"now":[],', "") == fresh.text("searchindex.js")


def test_a_draft_of_the_whole_page_holds_every_section_back(site: MakeSite) -> None:
    built = site_of(site, {"changes.md": f"---\ndraft: true\n---{MYST}"})
    assert built.html().find_class("postindex-empty")
    assert not built.path("changes").exists()


def test_a_page_that_expires_is_held_back_whether_it_was_read_before_or_not(
    site: MakeSite,
) -> None:
    text = f"---\ndate: 2026-01-01\nexpires: 2031-01-01\n---{MYST}"
    before = site_of(site, {"changes.md": text}).rebuild(now="2031-02-01")
    fresh = site_of(site, {"changes.md": text}, now="2031-02-01")
    assert before.path("changes").exists() == fresh.path("changes").exists()
    assert before.titles() == fresh.titles()


NOTED_MYST = """
# T

One[^a].

## S

```{post} 2026-01-01
:draft: true
```

Two[^a] three[^b].

## U

Four[^c].

[^a]: Note a.
[^b]: Note b.
[^c]: Note c.
"""
NOTED_RST = """
T
=

One [#]_.

.. [#] Note a.

S
-

.. post:: 2026-01-01
   :draft: true

Three [#]_.

.. [#] Note b.

U
-

Four [#]_.

.. [#] Note c.
"""


@pytest.mark.parametrize(("name", "text"), [("a.md", NOTED_MYST), ("a.rst", NOTED_RST)])
def test_footnotes_of_a_draft_go_with_it_and_the_others_count_on(
    site: MakeSite, name: str, text: str
) -> None:
    built = site_of(site, {name: text})
    notes = built.html("a").find_class("footnote")
    assert [" ".join(note.text_content().split()) for note in notes] == [
        "[1] Note a.",
        "[2] Note c.",
    ]
