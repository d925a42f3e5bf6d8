"""Pictures on cards, from front matter to every output, without Pillow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from photos import INDEX, SVG, copied, jpeg_head, named, png, post, shown

from sphinx_postindex import thumbnails

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Files, MakeSite, Site

LIST = """---
orphan: true
---
# List

```{postindex}
:layout: list
:fields: title, image
```
"""


A, B, C = (png(8, 6, shade) for shade in (1, 2, 3))
FILES: Files = {
    "index.md": INDEX,
    "deep/er/list.md": LIST,
    "posts/one/p.md": post(5, 'image: {src: my photo.png, alt: "An \\"alt\\" & more"}'),
    "posts/one/my photo.png": A,
    "posts/two/p.rst": """
        :date: 2026-01-04
        :post: true
        :image: my photo.png

        Two
        ===

        Text.
        """,
    "posts/two/my photo.png": B,
    "root.md": post(3, "cover: /img/drawing.svg\nimage_alt: Drawing"),
    "img/drawing.svg": SVG,
    "img/first.png": C,
    "far.md": post(2, "thumbnail: https://example.org/a.png?x=1&y=2"),
    "auto.md": post(1, "image: auto", "![First](img/first.png)"),
    "none.md": post(6),
}
PHOTOS = [named("my-photo", A), named("my-photo", B), named("first", C)]
NAMES = {*PHOTOS, named("drawing", SVG, "svg")}
ALT = 'An "alt" & more'


@pytest.fixture(autouse=True, scope="module")
def _plain() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thumbnails, "AVAILABLE", False)
        yield


COMMON = {"class": "postindex-image u-photo", "decoding": "async"}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_each_card_shows_its_picture_with_size_and_text(site: MakeSite, builder: str) -> None:
    """The first row is loaded at once; nothing is said of a picture that the card lacks."""
    built = site(FILES, builder=builder)
    size = {"width": "8", "height": "6"}
    assert shown(built) == {
        "Post 5": {**COMMON, **size, "src": f"_images/{named('my-photo', A)}", "alt": ALT},
        "Two": {**COMMON, **size, "src": f"_images/{named('my-photo', B)}", "alt": ""},
        "Post 3": {
            **COMMON,
            "width": "32",
            "height": "18",
            "loading": "lazy",
            "src": f"_images/{named('drawing', SVG, 'svg')}",
            "alt": "Drawing",
        },
        "Post 2": {
            **COMMON,
            "loading": "lazy",
            "src": "https://example.org/a.png?x=1&y=2",
            "alt": "",
        },
        "Post 1": {
            **COMMON,
            **size,
            "loading": "lazy",
            "src": f"_images/{named('first', C)}",
            "alt": "First",
        },
    }
    assert copied(built.outdir) == NAMES


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_index_in_another_folder_finds_every_picture(site: MakeSite, builder: str) -> None:
    built = site(FILES, builder=builder)
    page = built.path("deep/er/list")
    local = [each["src"] for each in shown(built, "deep/er/list").values()]
    local = [src for src in local if "://" not in src]
    assert len(local) == 4
    assert all((page.parent / src).is_file() for src in local)


def test_a_book_holds_its_pictures_and_fetches_none(site: MakeSite) -> None:
    built = site(FILES, builder="epub", allow=[r"duplicated ToC"])
    page = built.text("index.xhtml")
    assert {*re.findall(r'src="_images/([^"]+-[0-9a-f]{12}\.\w+)"', page)} == NAMES
    assert "example.org" not in page
    assert not re.search("loading|decoding", page)
    assert all(name in built.text("content.opf") for name in NAMES)


def test_latex_shows_what_it_can_in_less_than_a_line_and_fetches_nothing(site: MakeSite) -> None:
    """An SVG is no picture for LaTeX."""
    built = site(FILES, builder="latex")
    found = re.findall(
        r"\\sphinxincludegraphics\[(.*?)\]\{\{(.*?)\}\.png\}", built.text("site.tex")
    )
    ours = [(width, f"{name}.png") for width, name in found if re.search("-[0-9a-f]{12}$", name)]
    assert ours == [(r"width=8\sphinxpxdimen", name) for name in PHOTOS]
    assert copied(built.outdir) == {*PHOTOS}
    assert "example.org" not in built.text("site.tex")


def test_in_a_line_or_a_cell_of_latex_a_picture_is_a_sign(site: MakeSite) -> None:
    index = INDEX.replace("}\n", "}\n:layout: table\n:fields: title, image\n", 1)
    files = {"p.md": post(1, "image: a.jpg"), "a.jpg": jpeg_head(4000, 3000)}
    for each in (index, index.replace("table", "compact")):
        text = site({"index.md": each, **files}, builder="latex").text("site.tex")
        assert r"[width=80\sphinxpxdimen]" in text


def test_a_large_picture_takes_half_a_line_of_latex(site: MakeSite) -> None:
    files = {"index.md": INDEX, "p.md": post(1, "image: a.jpg"), "a.jpg": jpeg_head(4000, 3000)}
    assert r"[width=280\sphinxpxdimen]" in site(files, builder="latex").text("site.tex")


@pytest.mark.parametrize("builder", ["text", "man"])
def test_plain_text_says_nothing_of_pictures(site: MakeSite, builder: str) -> None:
    files = {name: text for name, text in FILES.items() if name != "auto.md"}
    pictured = self_text(site(files, builder=builder))
    bare = {
        name: re.sub(r"(?m)^:?(image|cover|thumbnail).*\n", "", text)
        if isinstance(text, str)
        else text
        for name, text in files.items()
    }
    assert pictured == self_text(site(bare, builder=builder))


def self_text(built: Site) -> str:
    return built.text("index.txt" if built.builder == "text" else "site.1")


@pytest.mark.parametrize("builder", ["texinfo", "gettext", "linkcheck", "json", "pickle", "xml"])
def test_every_other_builder_says_nothing(site: MakeSite, builder: str) -> None:
    site({name: text for name, text in FILES.items() if name != "far.md"}, builder=builder)


# -- What cannot be shown --------------------------------------------------------------


def test_a_missing_file_is_one_warning_and_is_found_when_it_comes(site: MakeSite) -> None:
    files = {"index.md": INDEX, "p.md": post(1, "image: a.png")}
    built = site(files, allow=[r"postindex\.image"])
    text = "the image 'a.png' does not exist; the post is shown without one [postindex.image]"
    assert built.ours == [f"p.md:3: {text}"]
    assert shown(built) == {}
    built.rebuild({"a.png": A}, allow=[])
    assert shown(built)["Post 1"]["src"] == f"_images/{named('a', A)}"
    built.rebuild({"a.png": None}, allow=[r"postindex\.image"])
    assert shown(built) == {}
    assert copied(built.outdir) == set()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "data:image/png;base64,AA",
            "file:///etc/passwd",
            "//evil.example/x",
        ),
        *(
            "/../../etc/passwd.png",
            "../../../../etc/passwd",
            "..",
            "/",
            "/conf.py",
            "p.md",
            "a\\b.png",
        ),
        *(
            "https://user:pw@evil.example/a.png",
            "http://[::1",
            "%2e%2e/%2e%2e/a.png",
            "a.png?x",
            "~",
        ),
    ],
)
def test_a_hostile_address_leaves_no_picture_and_copies_nothing(
    site: MakeSite, address: str
) -> None:
    front = f"image: '{address}'"
    built = site({"index.md": INDEX, "p.md": post(1, front)}, allow=[r"postindex\.(image|field)"])
    assert len(built.ours) == 1
    assert built.ours[0].startswith("p.md:3: ")
    assert not list(built.html().iter("img"))
    assert not (built.outdir / "_images").exists()


def test_a_text_that_holds_markup_is_a_text(site: MakeSite) -> None:
    front = """image: a.png\nimage_alt: '"><script>alert(1)</script>'"""
    built = site({"index.md": INDEX, "p.md": post(1, front), "a.png": A})
    assert shown(built)["Post 1"]["alt"] == '"><script>alert(1)</script>'
    assert not [each for each in built.html().iter("script") if "alert" in (each.text or "")]


def test_a_draft_publishes_no_picture(site: MakeSite) -> None:
    files = {"index.md": INDEX, "p.md": post(1, "draft: true\nimage: a.png"), "a.png": A}
    assert copied(site(files).outdir) == set()
    assert copied(site(files, "postindex_drafts = True").outdir) == {named("a", A)}


def test_what_is_withdrawn_takes_its_picture_with_it(site: MakeSite) -> None:
    files = {"index.md": INDEX, "p.md": post(1, "image: a.png"), "q.md": post(2), "a.png": A}
    built = site(files)
    built.rebuild({"p.md": post(1, "draft: true\nimage: a.png")})
    assert copied(built.outdir) == set()
