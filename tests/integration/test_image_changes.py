"""Pictures that change, come and go: what is written again, and what is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from photos import INDEX, copied, named, png, post, shown

from sphinx_postindex import thumbnails

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Files, MakeSite, Site

A, B = png(8, 6, 1), png(8, 6, 2)
LIST = """---
orphan: true
---
# List

```{postindex}
:layout: list
:fields: title, image
```
"""


@pytest.fixture(autouse=True, scope="module")
def _plain() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thumbnails, "AVAILABLE", False)
        yield


def stamps(site: Site) -> dict[str, int]:
    return {f.name: f.stat().st_mtime_ns for f in site.outdir.glob("*.html")}


def changed(site: Site, changes: dict[str, Any]) -> set[str]:
    before = stamps(site)
    site.rebuild(changes)
    return {name for name, stamp in stamps(site).items() if stamp != before.get(name)}


def test_new_bytes_write_the_index_again_and_the_old_picture_goes(site: MakeSite) -> None:
    files: Files = {
        "index.md": INDEX,
        "titles.md": "---\norphan: true\n---\n# T\n\n```{postindex}\n:layout: compact\n```\n",
        "p.md": post(1, "image: a.png"),
        "q.md": post(2, "image: b.png"),
        "a.png": A,
        "b.png": B,
    }
    built = site(files)
    new = png(8, 6, 4)
    # The post itself: Sphinx reads it again, as it does after any of its pictures changes.
    assert changed(built, {"a.png": new}) - {"genindex.html", "search.html"} == {
        "index.html",
        "p.html",
    }
    assert shown(built)["Post 1"]["src"] == f"_images/{named('a', new)}"
    assert copied(built.outdir) == {named("a", new), named("b", B)}
    assert "index.html" not in changed(built, {"a.png": new})
    assert changed(built, {}) - {"genindex.html", "search.html"} == set()
    assert copied(built.outdir) == {named("a", new), named("b", B)}


def test_an_index_that_shows_pictures_no_more_leaves_none(site: MakeSite) -> None:
    built = site({"index.md": INDEX, "p.md": post(1, "image: a.png"), "a.png": A})
    built.rebuild({"index.md": INDEX.replace("\n```\n", "\n:fields: title\n```\n")})
    assert copied(built.outdir) == set()


def test_a_picture_that_another_page_shows_stays(site: MakeSite) -> None:
    files = {"index.md": INDEX, "deep/er/list.md": LIST}
    built = site({**files, "p.md": post(1, "image: a.png"), "a.png": A})
    built.rebuild({"index.md": "# Home\n"})
    assert copied(built.outdir) == {named("a", A)}
    built.rebuild({"deep/er/list.md": None})
    assert copied(built.outdir) == set()


def test_a_picture_of_a_text_that_has_the_name_of_ours_stays(site: MakeSite) -> None:
    """Such as one that was downloaded from the site itself."""
    ours = named("a", A)
    text = f"---\norphan: true\n---\n# Text\n\n![A]({ours})\n"
    files = {"index.md": INDEX, "text.md": text, "p.md": post(1, "image: a.png")}
    built = site({**files, "a.png": A, ours: A})
    built.rebuild({"p.md": post(1)})
    assert copied(built.outdir) == {ours}


def output(built: Site) -> dict[str, bytes]:
    files = (f for f in built.outdir.rglob("*") if f.is_file() and f.suffix != ".inv")
    return {f.relative_to(built.outdir).as_posix(): f.read_bytes() for f in files}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_four_processes_write_what_one_writes(site: MakeSite, builder: str) -> None:
    files = {"index.md": INDEX, "deep/er/list.md": LIST}
    more = {f"more/{n}/p.md": post(n + 7, "image: a.png") for n in range(12)}
    pictures = {f"more/{n}/a.png": png(8, 6, n + 10) for n in range(12)}
    one, four = (site({**files, **more, **pictures}, builder=builder, parallel=n) for n in (1, 4))
    assert output(one) == output(four)
    assert len(copied(one.outdir)) == 12


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_later_page_of_an_index_shows_its_pictures_and_gives_them_up(
    site: MakeSite, builder: str
) -> None:
    paged = "---\norphan: true\n---\n# Blog\n\n```{postindex}\n:page-size: 2\n```\n"
    posts = {f"p{n}.md": post(n, f"image: {n}.png") for n in range(1, 5)}
    pictures = {f"{n}.png": png(8, 6, n) for n in range(1, 5)}
    built = site({"index.md": "# Home\n", "blog.md": paged, **posts, **pictures}, builder=builder)
    later = built.path("blog/page/2")
    sources = [each["src"] for each in shown(built, "blog/page/2").values()]
    assert len(sources) == 2
    assert all((later.parent / src).is_file() for src in sources)
    new = png(8, 6, 9)
    built.rebuild({"1.png": new})
    kept = {named(str(n), pictures[f"{n}.png"]) for n in (2, 3, 4)}
    assert copied(built.outdir) == {named("1", new), *kept}
    assert shown(built, "blog/page/2")["Post 1"]["src"].endswith(named("1", new))
    built.rebuild({"blog.md": paged.replace(":page-size: 2\n", ":limit: 1\n")})
    assert copied(built.outdir) == {named("4", pictures["4.png"])}


HOLDER = """---
date: 2026-01-09
image: a.png
unlisted: true
---
# Holder

```{postindex}
:layout: compact
:fields: title
```
"""


def test_a_picture_that_only_a_head_names_stays_when_its_page_is_only_compared(
    site: MakeSite,
) -> None:
    """Its index is drawn for that, and shows no picture; its head is not written again."""
    files: Files = {"index.md": "# Home\n", "holder.md": HOLDER, "a.png": A}
    built = site({**files, "p.md": post(1)}, 'html_baseurl = "https://example.org/"\n')
    assert copied(built.outdir) == {named("a", A)}
    # A fact of the post that no card shows.
    assert "holder.html" not in changed(built, {"p.md": post(1, "mood: good")})
    assert named("a", A) in built.text("holder.html")
    assert copied(built.outdir) == {named("a", A)}
