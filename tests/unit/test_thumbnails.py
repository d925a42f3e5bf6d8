"""Pictures of card size, made with Pillow."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import PIL.Image
import pytest
from photos import SVG, png_head

from sphinx_postindex import thumbnails
from sphinx_postindex.model import Image

if TYPE_CHECKING:
    from pathlib import Path

_ORIENTATION = 0x0112


def noise(width: int, height: int, mode: str = "RGB") -> PIL.Image.Image:
    """A picture that no format makes much smaller."""
    return PIL.Image.effect_noise((width, height), 90).convert(mode)


def soft(width: int, height: int) -> PIL.Image.Image:
    """A picture without fine detail."""
    return PIL.Image.linear_gradient("L").resize((width, height)).convert("RGB")


def encoded(picture: PIL.Image.Image, kind: str = "JPEG", **options: Any) -> bytes:  # noqa: ANN401
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


class Folder:
    """A picture in a folder, and the thumbnails that are made of it."""

    def __init__(self, tmp_path: Path) -> None:
        self.tmp_path = tmp_path

    def of(self, content: bytes, width: int, height: int, name: str = "a.jpg") -> list[Any]:
        """What is made, opened; the size is what was found when the post was read."""
        kind = f"image/{name.rpartition('.')[2]}".replace("svg", "svg+xml")
        digest = hashlib.sha256(content).hexdigest()[:12]
        (self.tmp_path / name).write_bytes(content)
        image = Image(name, "", name, kind, digest, width, height)
        made = thumbnails.of(self.tmp_path / name, image, "a", self.cache)
        files = [BytesIO((self.cache / each.name).read_bytes()) for each in made]
        opened = [PIL.Image.open(file) for file in files]
        assert [(each.width, each.height) for each in made] == [each.size for each in opened]
        return opened

    @property
    def cache(self) -> Path:
        return self.tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((2000, 1000), [(640, 320), (1280, 640)]),
        ((1280, 900), [(640, 450), (1280, 900)]),
        ((1000, 500), [(640, 320), (1000, 500)]),
        ((700, 700), [(640, 640)]),
        ((400, 300), [(400, 300)]),
        ((400, 4000), [(128, 1280), (256, 2560)]),
    ],
)
def test_a_picture_is_made_for_common_screens_and_for_dense_ones(
    folder: Folder, size: tuple[int, int], sizes: list[tuple[int, int]]
) -> None:
    """None has more pixels than the original, and none is much higher than wide."""
    made = folder.of(encoded(soft(*size), quality=95), *size)
    assert [each.size for each in made] == sizes
    assert {each.format for each in made} == {"WEBP"}


def test_a_thumbnail_has_fewer_bytes_than_the_original(folder: Folder) -> None:
    """Where none has, the original is better."""
    poor = encoded(noise(400, 300), "WEBP", quality=1)
    assert folder.of(poor, 400, 300, "a.webp") == []
    middling = encoded(noise(1280, 800), "WEBP", quality=30)
    assert [each.width for each in folder.of(middling, 1280, 800, "b.webp")] == [512]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_stands_upright(folder: Folder, orientation: int) -> None:
    """Whatever a camera notes, a browser shows the thumbnail as it shows the original."""
    picture = PIL.Image.new("RGB", (1600, 1200), "white")
    picture.paste("black", (0, 0, 800, 600))
    exif = PIL.Image.Exif()
    exif[_ORIENTATION] = orientation
    original = encoded(picture, quality=95, exif=exif)
    upright = PIL.ImageOps.exif_transpose(PIL.Image.open(BytesIO(original)))
    small, large = folder.of(original, *upright.size)
    assert small.size == ((640, 480) if orientation < 5 else (640, 853))
    assert large.width == 1280 if orientation < 5 else large.width == 1200
    for made in (small, large):
        assert not made.getexif()
        for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
            at = [
                each.convert("L").getpixel((int(x * each.width), int(y * each.height)))
                for each in (made, upright)
            ]
            assert abs(at[0] - at[1]) < 30


@pytest.mark.parametrize(
    ("mode", "kind", "made"),
    [
        ("L", "JPEG", "RGB"),
        ("CMYK", "JPEG", "RGB"),
        ("RGB", "PNG", "RGB"),
        ("RGBA", "PNG", "RGBA"),
        ("LA", "PNG", "RGBA"),
        ("P", "PNG", "RGB"),
        ("P", "GIF", "RGB"),
        ("1", "PNG", "RGB"),
        ("RGB", "WEBP", "RGB"),
    ],
)
def test_colours_and_what_can_be_seen_through_are_kept(
    folder: Folder, mode: str, kind: str, made: str
) -> None:
    # In black and white, a file of this size is small already.
    size = (2600, 1700) if mode == "1" else (900, 600)
    picture = noise(*size, "RGB" if mode in {"CMYK", "P"} else "L").convert(mode)
    if mode in {"RGBA", "LA"}:
        picture.putalpha(PIL.Image.linear_gradient("L").resize(picture.size))
    shown = folder.of(encoded(picture, kind), *size, f"a.{kind.lower()}")
    assert shown
    assert {each.mode for each in shown} == {made}


def test_a_colour_that_is_no_colour_stays_clear(folder: Folder) -> None:
    picture = noise(900, 600).quantize(64)
    made = folder.of(encoded(picture, "PNG", transparency=5), 900, 600, "a.png")
    assert made[0].mode == "RGBA"


@pytest.mark.parametrize(("bytes_", "kept"), [(500, True), (500_000, False)])
def test_a_colour_profile_is_kept_if_it_is_small(folder: Folder, bytes_: int, kept: bool) -> None:  # noqa: FBT001
    made = folder.of(encoded(noise(900, 600), icc_profile=b"p" * bytes_), 900, 600)
    assert {each.info.get("icc_profile") for each in made} == {b"p" * bytes_ if kept else None}


def frames(kind: str) -> bytes:
    picture = soft(900, 600)
    return encoded(picture, kind, save_all=True, append_images=[picture.rotate(180)])


def test_a_photograph_with_others_behind_it_is_a_photograph(folder: Folder) -> None:
    made = folder.of(frames("MPO"), 900, 600)
    assert [each.size for each in made] == [(640, 427), (900, 600)]


LEFT_ALONE = {
    "moving.gif": lambda: frames("GIF"),
    "moving.webp": lambda: frames("WEBP"),
    "moving.png": lambda: frames("PNG"),
    "drawing.svg": lambda: SVG,
    "bomb.png": lambda: png_head(50_000, 50_000),
    "liar.png": lambda: encoded(noise(700, 500), "PNG"),
    "deep.png": lambda: encoded(PIL.Image.new("I;16", (900, 600), 9), "PNG"),
    "broken.jpg": lambda: encoded(noise(900, 600))[:2000],
    "cut.png": lambda: encoded(noise(900, 600), "PNG")[:2000],
    "text.jpg": lambda: b"no picture",
    "empty.jpg": lambda: b"",
    "program.jpg": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 900 600\n",
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_moves_is_drawn_or_is_not_what_it_says_is_left_alone(
    folder: Folder, name: str
) -> None:
    """Nothing is told: the original is shown, and a browser says what it thinks of it."""
    assert folder.of(LEFT_ALONE[name](), 900, 600, name) == []


def test_without_pillow_nothing_is_made(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "AVAILABLE", False)
    assert folder.of(encoded(noise(900, 600)), 900, 600) == []
    assert thumbnails.recipe() == ""
    assert not folder.cache.exists()


def test_a_picture_is_made_once_and_again_if_it_is_gone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = encoded(soft(900, 600))
    folder.of(content, 900, 600)
    first = {each.name: each.read_bytes() for each in folder.cache.iterdir()}
    opened: list[object] = []
    make = thumbnails._made  # noqa: SLF001
    monkeypatch.setattr(thumbnails, "_made", lambda *args: opened.append(args) or make(*args))
    folder.of(content, 900, 600)
    assert opened == []
    next(folder.cache.glob("*-640.webp")).unlink()
    next(folder.cache.glob("*.json")).write_text("[[1]]")
    folder.of(content, 900, 600)
    assert len(opened) == 1
    assert {each.name: each.read_bytes() for each in folder.cache.iterdir()} == first


def test_what_is_not_made_is_not_tried_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.of(frames("GIF"), 900, 600, "a.gif") == []
    monkeypatch.setattr(thumbnails, "_made", None)
    assert folder.of((folder.tmp_path / "a.gif").read_bytes(), 900, 600, "a.gif") == []


def test_another_way_of_making_gives_another_name(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = encoded(soft(900, 600))
    folder.of(content, 900, 600)
    monkeypatch.setattr(thumbnails, "_QUALITIES", (30,))
    folder.of(content, 900, 600)
    assert len(list(folder.cache.glob("*-640.webp"))) == 2


@pytest.mark.parametrize(
    ("grain", "widths"),
    [(8, [640, 1280]), (15, [640, 960]), (19, [640, 800]), (45, [640]), (90, [512])],
)
def test_a_picture_of_much_detail_is_kept_below_its_weight(
    folder: Folder, grain: float, widths: list[int]
) -> None:
    """Quality is given up for that, and then pixels; no more than is needed."""
    picture = PIL.Image.effect_noise((1800, 1200), grain).convert("RGB")
    made = folder.of(encoded(picture, quality=90), 1800, 1200)
    weights = [each.stat().st_size for each in folder.cache.glob("*.webp")]
    assert [each.width for each in made] == widths
    assert 24_000 < max(weights) <= 48_000


def test_a_high_picture_weighs_no_more_than_a_wide_one(folder: Folder) -> None:
    """A card shows a part of it; it has fewer pixels in a line."""
    picture = PIL.Image.effect_noise((1200, 2400), 45).convert("RGB")
    [made] = folder.of(encoded(picture, quality=90), 1200, 2400)
    assert made.size == (409, 818)
