"""Cards load pictures of their own size: with Pillow, in whole builds."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import PIL.Image
import pytest

from sphinx_postindex import thumbnails

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

INDEX = "# Home\n\n```{postindex}\n```\n"
LIMIT = 400_000
"""Bytes of pictures on a page of eight cards."""


def photograph(seed: int, width: int = 900, height: int = 600, *, quality: int = 90) -> bytes:
    """Light and shade of every size, down to the grain of a camera: more than photographs have."""
    made = PIL.Image.linear_gradient("L").rotate(seed * 40).resize((12, 8))
    size = (12, 8)
    while size != (width, height):
        size = (size[0] * 2, size[1] * 2) if size[0] * 2 < width else (width, height)
        finer = PIL.Image.effect_noise(size, 110)
        made = PIL.Image.blend(made.resize(size, PIL.Image.Resampling.BICUBIC), finer, 0.25)
    target = BytesIO()
    made.convert("RGB").save(target, "JPEG", quality=quality)
    return target.getvalue()


def post(day: int, image: str) -> str:
    return f"---\ndate: 2026-01-{day:02}\nimage: {image}\n---\n# Post {day}\n\nText.\n"


def copied(site: Site) -> dict[str, int]:
    """The pictures in the output, with their bytes."""
    return {each.name: each.stat().st_size for each in (site.outdir / "_images").glob("*")}


def sources(site: Site, page: str = "index") -> list[tuple[str, str]]:
    """The addresses that each picture of a page has, for common screens and for dense ones."""
    images = site.html(page).find_class("postindex-image")
    return [(each.get("src"), each.get("srcset", "")) for each in images]


def test_eight_photographs_of_four_megabytes_weigh_less_than_400_kb(site: MakeSite) -> None:
    """On a common screen; without Pillow they weigh 32 MB."""
    # Bytes after its end make a JPEG another file; making eight takes half a minute.
    one = photograph(1, 3600, 2400, quality=92)
    photos = {f"p{n}.jpg": one + bytes([n]) for n in range(1, 9)}
    assert all(3_500_000 < len(content) < 6_000_000 for content in photos.values())
    posts = {f"p{n}.md": post(n, f"p{n}.jpg") for n in range(1, 9)}
    built = site({"index.md": INDEX, **posts, **photos})
    weights = copied(built)
    addresses = sources(built)
    assert len(addresses) == 8
    assert sum(weights[src.removeprefix("_images/")] for src, _ in addresses) < LIMIT
    assert all(
        re.fullmatch(r"_images/p\d-[0-9a-f]{12}-1280\.webp 2x", more) for _, more in addresses
    )
    # No card loads an original: none is there.
    assert {name.rpartition(".")[2] for name in weights} == {"webp"}


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
