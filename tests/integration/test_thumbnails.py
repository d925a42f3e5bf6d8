"""Cards load pictures of their own size: with Pillow, in whole builds."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import PIL.Image
import pytest
from photographs import eight, photograph

from sphinx_postindex import thumbnails

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

INDEX = "# Home\n\n```{postindex}\n```\n"
LIMIT = 400_000
"""Bytes of pictures on a page of eight cards."""


def post(day: int, image: str) -> str:
    return f"---\ndate: 2026-01-{day:02}\nimage: {image}\n---\n# Post {day}\n\nText.\n"


def copied(site: Site) -> dict[str, int]:
    """The pictures in the output, with their bytes."""
    return {each.name: each.stat().st_size for each in (site.outdir / "_images").glob("*")}


def sources(site: Site, page: str = "index") -> list[tuple[str, str]]:
    """The addresses that each picture of a page has, for common screens and for dense ones."""
    images = site.html(page).find_class("postindex-image")
    return [(each.get("src"), each.get("srcset", "")) for each in images]


@pytest.fixture(scope="module")
def photographs() -> Files:
    """Eight posts with a photograph each, and an index of them."""
    posts = {f"p{n}.md": post(n, f"p{n}.jpg") for n in range(1, 9)}
    assert all(4_000_000 < len(content) < 6_000_000 for content in eight().values())
    return {"index.md": INDEX, **posts, **eight()}


def test_eight_photographs_of_four_megabytes_weigh_less_than_400_kb(
    site: MakeSite, photographs: Files
) -> None:
    """On a common screen and on a dense one; no card loads an original, and none is there."""
    built = site(photographs)
    weights = copied(built)
    addresses = sources(built)
    assert len(addresses) == 8
    common = [src.removeprefix("_images/") for src, _ in addresses]
    dense = [(more or src).split(" ")[0].removeprefix("_images/") for src, more in addresses]
    assert sum(weights[name] for name in common) < LIMIT
    assert sum(weights[name] for name in dense) < LIMIT
    assert weights.keys() == {*common, *dense}
    assert {name.rpartition(".")[2] for name in weights} == {"webp"}


WITHOUT_PILLOW = """
import sys
sys.modules["PIL"] = None
from sphinx.cmd.build import main
sys.exit(main(sys.argv[1:]))
"""


def test_without_pillow_eight_photographs_are_copied_and_have_their_sizes(
    site: MakeSite, photographs: Files
) -> None:
    """In a process that cannot import it; and nothing is told."""
    built = site({"index.md": "# Home\n"})
    built.write(photographs)
    command = [sys.executable, "-c", WITHOUT_PILLOW, "-qW", str(built.srcdir), str(built.outdir)]
    subprocess.run(command, check=True)
    images = built.html().find_class("postindex-image")
    assert len(images) == 8
    for image in images:
        content = (built.outdir / image.get("src")).read_bytes()
        name = re.fullmatch(r"_images/(p\d)-[0-9a-f]{12}\.jpg", image.get("src"))
        assert name
        assert content == photographs[f"{name[1]}.jpg"]
        with PIL.Image.open(BytesIO(content)) as opened:
            assert opened.size == (int(image.get("width")), int(image.get("height")))
        assert not image.get("srcset")
    assert len(copied(built)) == 8


FILES: Files = {
    "index.md": INDEX,
    "deep/er/list.md": "---\norphan: true\n---\n# List\n\n```{postindex}\n```\n",
    "one/p.md": post(1, "a.jpg"),
    "two/p.md": post(2, "a.jpg"),
    "one/a.jpg": photograph(1),
    "two/a.jpg": photograph(2),
}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_each_address_leads_to_a_file(site: MakeSite, builder: str) -> None:
    built = site(FILES, builder=builder)
    pages = ["index"] if builder == "singlehtml" else ["index", "deep/er/list"]
    for page in pages:
        found = [each for pair in sources(built, page) for each in pair]
        assert len({*found}) == 4
        for each in found:
            assert (built.path(page).parent / each.split(" ")[0]).is_file()


def test_the_size_of_a_thumbnail_is_what_the_page_says(site: MakeSite) -> None:
    built = site(FILES)
    for each in built.html().find_class("postindex-image"):
        with PIL.Image.open(built.outdir / each.get("src")) as opened:
            assert opened.size == (int(each.get("width")), int(each.get("height")))


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_a_book_takes_the_original(site: MakeSite, builder: str) -> None:
    built = site(FILES, builder=builder)
    ours = list(built.outdir.rglob("a-*"))
    assert sorted(each.read_bytes() for each in ours) == sorted(
        FILES[name] for name in ("one/a.jpg", "two/a.jpg")
    )


def output(built: Site) -> dict[str, bytes]:
    files = (f for f in built.outdir.rglob("*") if f.is_file() and f.suffix != ".inv")
    return {f.relative_to(built.outdir).as_posix(): f.read_bytes() for f in files}


def test_two_builds_in_two_places_give_the_same_bytes(site: MakeSite) -> None:
    """With one process or four, and whatever was made before; the record of a build too."""
    more = {f"more/{n}/p.md": post(n, "/one/a.jpg") for n in range(3, 15)}
    one = output(site({**FILES, **more}))
    assert output(site({**FILES, **more}, parallel=4)) == one
    again = site({**FILES, **more, "one/a.jpg": photograph(3)})
    assert output(again.rebuild({"one/a.jpg": FILES["one/a.jpg"]})) == one


def test_html_and_dirhtml_share_what_was_made(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = site(FILES)
    monkeypatch.setattr(thumbnails, "_made", None)
    built.rebuild(builder="dirhtml")
    assert len(copied(built)) == 4


def test_a_picture_that_is_shown_no_more_leaves_no_thumbnail(site: MakeSite) -> None:
    built = site(FILES)
    before = copied(built)
    built.rebuild({"one/a.jpg": photograph(3)})
    assert len(copied(built)) == 4
    assert len(copied(built).keys() & before.keys()) == 2
    built.rebuild({"one/p.md": post(1, "a.jpg").replace("image", "draft: true\nimage")})
    assert len(copied(built)) == 2


def test_pages_follow_when_pillow_comes_and_goes(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = site(FILES)
    with_ = output(built)
    monkeypatch.setattr(thumbnails, "AVAILABLE", False)
    built.rebuild()
    assert {name.rpartition(".")[2] for name in copied(built)} == {"jpg"}
    assert all(not more for _, more in sources(built))
    monkeypatch.undo()
    assert output(built.rebuild()) == with_
