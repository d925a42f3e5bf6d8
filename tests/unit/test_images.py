"""Which picture a post has, and how a card shows it; no Sphinx application."""

from __future__ import annotations

import hashlib
import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from photos import SVG, jpeg_head, png, png_head
from samples import post

from sphinx_postindex.layouts.page import Picture
from sphinx_postindex.layouts.parts import image
from sphinx_postindex.model import Image
from sphinx_postindex.pictures import picture
from sphinx_postindex.read import images

if TYPE_CHECKING:
    from pathlib import Path


class Env:
    """What reading a picture needs of Sphinx: a source folder, and a post in ``posts/``."""

    docname = "posts/a"

    def __init__(self, srcdir: Path) -> None:
        self.srcdir = srcdir
        self.noted: list[str] = []

    def relfn2path(self, name: str, _docname: str) -> tuple[str, str]:
        full = self.srcdir / (name[1:] if name.startswith("/") else f"posts/{name}")
        return os.path.relpath(full, self.srcdir), os.path.normpath(full)

    def note_dependency(self, name: str) -> None:
        self.noted.append(name)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, Any]]:
    """The warnings: subtype, text, place."""
    given: list[tuple[str, str, Any]] = []
    monkeypatch.setattr(
        images, "warn", lambda problem, text, place: given.append((problem.value, text, place))
    )
    return given


@pytest.fixture
def env(tmp_path: Path) -> Env:
    root = tmp_path / "source"
    (root / "posts").mkdir(parents=True)
    (root / "img").mkdir()
    (root / "posts/a.png").write_bytes(png(8, 6))
    (root / "img/b.svg").write_bytes(SVG)
    (root / "img/secret.md").write_text("x")
    (tmp_path / "outside.png").write_bytes(png())
    return Env(root)


def find(env: Env, uri: str, *body: nodes.Node, alt: str = "") -> Image | None:
    return images.find(env, nodes.section("", *body), Image(uri, alt), 3)  # type: ignore[arg-type]


def in_text(alt: str = "", **candidates: str) -> nodes.image:
    """An image as Sphinx' collector leaves it; ``any`` stands for ``*``, ``far`` for ``?``."""
    named = {"any": "*", "far": "?", "svg": "image/svg+xml", "pdf": "application/pdf"}
    given = {named[name]: uri for name, uri in candidates.items()}
    return nodes.image("", uri="", alt=alt, candidates=given)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("uri", "path", "kind", "size"),
    [
        ("a.png", "posts/a.png", "image/png", (8, 6)),
        ("./a.png", "posts/a.png", "image/png", (8, 6)),
        ("../img/b.svg", "img/b.svg", "image/svg+xml", (32, 18)),
        ("/img/b.svg", "img/b.svg", "image/svg+xml", (32, 18)),
    ],
)
def test_a_path_starts_at_the_post_or_at_the_source_folder(
    env: Env, uri: str, path: str, kind: str, size: tuple[int, int]
) -> None:
    digest = hashlib.sha256((env.srcdir / path).read_bytes()).hexdigest()[:12]
    assert find(env, uri, alt="Alt") == Image(uri, "Alt", path, kind, digest, *size)
    assert env.noted == [path]


def test_an_address_is_taken_as_it_is(env: Env, told: list[Any]) -> None:
    assert find(env, "https://example.org/a") == Image("https://example.org/a")
    assert (env.noted, told) == ([], [])


@pytest.mark.parametrize(
    ("uri", "why", "noted"),
    [
        ("gone.png", "does not exist", ["posts/gone.png"]),
        ("../../outside.png", "is outside of the source folder", []),
        ("/../outside.png", "is outside of the source folder", []),
        ("/img/link.png", "is outside of the source folder", []),
        ("/img/secret.md", "is no picture", []),
        ("/img", "is no picture", []),
        ("/img/folder.png", "does not exist", ["img/folder.png"]),
        ("auto.d/x", "is no picture", []),
        ("/img/bomb.png", "has 50000 x 50000 pixels", ["img/bomb.png"]),
        (f"{'x' * 300}.png", "cannot be read", None),
        # Python 3.13 follows such a link no further, and takes it for a file that is not there.
        ("/img/circle.png", ("cannot be read", "does not exist"), None),
    ],
)
def test_what_cannot_be_shown_costs_one_warning_and_the_picture(
    env: Env, told: list[Any], uri: str, why: str | tuple[str, ...], noted: list[str] | None
) -> None:
    """A file that is missing is noted, so that the post is read again when it comes."""
    (env.srcdir / "img/link.png").symlink_to(env.srcdir.parent / "outside.png")
    (env.srcdir / "img/circle.png").symlink_to("circle.png")
    (env.srcdir / "img/folder.png").mkdir()
    (env.srcdir / "img/bomb.png").write_bytes(png_head(50_000, 50_000))
    assert find(env, uri) is None
    [(subtype, text, place)] = told
    assert (subtype, place) == ("image", ("posts/a", 3))
    assert any(each in text for each in ((why,) if isinstance(why, str) else why))
    assert noted is None or env.noted == noted


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_camera_held_upright_gives_an_upright_size(env: Env, orientation: int) -> None:
    (env.srcdir / "posts/a.jpg").write_bytes(jpeg_head(40, 30, orientation))
    found = find(env, "a.jpg")
    assert found
    assert (found.width, found.height) == ((30, 40) if orientation >= 5 else (40, 30))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b'<svg width="100%" height="9e99"/>',
        b'<svg width="1" height="' + b"9" * 500 + b'"/>',
        b"GIF89a\xff\xff\xff\xff",
    ],
)
def test_a_file_that_does_not_tell_its_size_has_none(env: Env, content: bytes) -> None:
    (env.srcdir / "posts/odd.svg").write_bytes(content)
    found = find(env, "odd.svg")
    assert found
    assert (found.width, found.height) == (0, 0)


TEXT = (
    lambda: in_text("data", far="data:image/png;base64,AA"),
    lambda: in_text("gone", any="posts/gone.png"),
    lambda: in_text("second", any="posts/a.png"),
    lambda: in_text("kinds", pdf="img/b.pdf", svg="img/b.svg"),
    lambda: in_text("far", far="https://example.org/a.png"),
)


@pytest.mark.parametrize(
    ("uri", "found"),
    [
        ("auto", ("second", "/posts/a.png")),
        ("AUTO", ("second", "/posts/a.png")),
        ("1", None),
        ("2", None),
        ("3", ("second", "/posts/a.png")),
        ("4", ("kinds", "/img/b.svg")),
        ("5", ("far", "https://example.org/a.png")),
        ("6", None),
        ("9" * 5000, None),
    ],
)
def test_auto_is_the_first_picture_of_the_text_that_can_be_shown_and_a_number_that_one(
    env: Env, told: list[Any], uri: str, found: tuple[str, str] | None
) -> None:
    """Where there is none nothing is said: of missing files Sphinx has told."""
    result = find(env, uri, nodes.paragraph("", "", TEXT[0]()), *(make() for make in TEXT[1:]))
    assert (result and (result.alt, result.uri)) == found
    assert told == []


def test_the_authors_own_alternative_text_wins_over_that_of_the_text(env: Env) -> None:
    result = find(env, "auto", in_text("theirs", any="posts/a.png"), alt="ours")
    assert result
    assert result.alt == "ours"


# -- In an output ----------------------------------------------------------------------


def builder(*kinds: str, remote: bool = False) -> Any:  # noqa: ANN401 - a stand-in
    return SimpleNamespace(
        supported_image_types=kinds, supported_remote_images=remote, images={}, imagedir="_images"
    )


FILE = Image("x", "", "a b/Ünï %#.JPG", "image/jpeg", "0123456789ab", 4, 3)


def test_a_file_is_known_to_the_builder_by_its_path_and_named_by_its_content() -> None:
    of, noted = builder("image/jpeg"), list[str]()
    shown = picture(of, FILE, noted.append)
    assert shown == Picture("./a b/Ünï %#.JPG", 4, 3)
    assert of.images == {"./a b/Ünï %#.JPG": "n-0123456789ab.jpg"}
    assert noted == ["_images/n-0123456789ab.jpg"]


def test_a_name_without_letters_is_image_and_a_long_one_is_cut() -> None:
    of = builder("image/jpeg")
    for stem in ("写真", "x" * 300):
        picture(of, Image("x", "", f"{stem}.jpg", "image/jpeg", "0" * 12), [].append)
    assert [*of.images.values()] == [f"image-{'0' * 12}.jpg", f"{'x' * 40}-{'0' * 12}.jpg"]


@pytest.mark.parametrize("shown", [FILE, Image("https://example.org/a.png")])
def test_a_builder_without_pictures_shows_none_and_copies_none(shown: Image) -> None:
    of, noted = builder("application/pdf"), list[str]()
    assert picture(of, shown, noted.append) is None
    assert (of.images, noted) == ({}, [])


def card_image(found: Image | None, shown: Picture | None, *first: str) -> Any:  # noqa: ANN401
    page: Any = SimpleNamespace(image=lambda _image: shown, first={(name, "") for name in first})
    return image(post("a", image=found), page)


def test_a_post_without_a_picture_leaves_no_node() -> None:
    assert card_image(None, Picture("x")) is None
    assert card_image(FILE, None) is None


def test_a_picture_of_a_card_says_all_that_a_writer_needs() -> None:
    node = card_image(FILE, Picture("x", 4, 3, ("y", 2.0)))
    assert node["classes"] == ["postindex-image", "u-photo"]
    assert (node["uri"], node["candidates"], node["alt"]) == ("x", {"*": "x"}, "")
    assert (node["pixels"], node["larger"], node["lazy"]) == ((4, 3), ("y", 2.0), True)
    # Sphinx would make a link of a picture with a width.
    assert not {"width", "height", "scale"} & node.attributes.keys()


def test_what_is_elsewhere_is_marked_so_and_has_no_size() -> None:
    node = card_image(FILE, Picture("https://example.org/a"), "a")
    assert node["candidates"] == {"?": "https://example.org/a"}
    assert "pixels" not in node
    assert node["lazy"] is False
