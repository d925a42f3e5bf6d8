"""Pictures in the size of a card, made with Pillow where it is installed.

An original is decoded once: what was made of it is kept under a name that depends on its
content and on how it is made, and on nothing else.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from dataclasses import astuple, dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

try:
    import PIL
    from PIL import Image as pillow  # noqa: N813 - a module, and `Image` is a post's
    from PIL import ImageOps, features
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = bool(features.check("webp"))

from sphinx_postindex.files import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sphinx_postindex.model import Image

WIDTH = 640
"""Pixels of a card on a common screen."""
FINER = (1280, 960, 800)
"""What a dense screen gets instead, the widest that is light enough."""
# How many times as high as wide a thumbnail is at the most.
_SLENDER = 2
_WEIGHT = 48_000
"""Bytes that a picture should not exceed: eight of them make 384 kB, on any screen."""
# WebP's own default, and what is tried where a picture of much detail would weigh too much.
_QUALITIES = (75, 60, 45)
# What the one for common screens may come to; more pixels of that would look no better than fewer.
_LAST = 30
# Raised with every change to how a thumbnail is made.
_RECIPE = 2

# Formats that Pillow reads by itself; some others start programs.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# Others, of 16 bits for example, would lose more than they save.
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
_SEE_THROUGH = frozenset({"LA", "PA", "RGBA"})
_ORIENTATION, _TURNED = 0x0112, 5
# Bytes of the largest colour profile that is kept; those for print have half a million.
_PROFILE = 4096


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A file that was made."""

    name: str
    width: int
    height: int


def recipe() -> str:
    """How thumbnails are made here; nothing where they are not."""
    if not AVAILABLE:
        return ""
    settings = (_RECIPE, WIDTH, FINER, _SLENDER, _QUALITIES, _LAST, _WEIGHT, _PROFILE)
    return f"{settings} {PIL.__version__} {features.version('webp')}"


def of(source: Path, image: Image, stem: str, cache: Path) -> tuple[Thumbnail, ...]:
    """The thumbnails of a picture, the smallest first; none where the original is better.

    That is the case without Pillow, for drawings and moving pictures, for what Pillow
    cannot read, and where nothing would become smaller.

    :param stem: what the names of the files begin with
    :param cache: the folder in which the files are kept
    """
    if not AVAILABLE or not image.width or image.kind == "image/svg+xml":
        return ()
    key = hashlib.sha256(f"{image.digest} {recipe()}".encode()).hexdigest()[:12]
    list_ = cache / f"{stem}-{key}.json"
    known = _known(list_)
    if known is not None:
        return known
    contents = {
        Thumbnail(f"{stem}-{key}-{made.width}.webp", *made.size): content
        for made, content in _made(source, image)
    }
    for thumbnail, content in contents.items():
        write(cache / thumbnail.name, content)
    write(list_, json.dumps([astuple(each) for each in contents]).encode())
    return tuple(contents)


def _known(list_: Path) -> tuple[Thumbnail, ...] | None:
    """What was made before, if all of it is still there."""
    try:
        known = tuple(Thumbnail(*each) for each in json.loads(list_.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    return known if all((list_.parent / each.name).is_file() for each in known) else None


def _made(source: Path, image: Image) -> list[tuple[Any, bytes]]:
    """Each thumbnail of a file as Pillow's image and as bytes; none if it is to be left alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pillow.DecompressionBombWarning)
            with pillow.open(source, formats=_FORMATS) as opened:
                # Of a size that differs, nobody has said that it is not too large.
                same = sorted(opened.size) == sorted((image.width, image.height))
                # Telephones put a preview or a depth map behind a photograph: MPO, and JPEG first.
                still = opened.format == "MPO" or not getattr(opened, "is_animated", False)
                if not same or not still or opened.mode not in _MODES:
                    return []
                return [*_smaller(_sized(opened), source.stat().st_size)]
    except Exception:  # noqa: BLE001 - whatever a broken file does to Pillow: the original is shown
        return []


def _sized(picture: Any) -> Any:  # noqa: ANN401 - Pillow is optional, its types too
    """A picture of at most the larger width, upright, in colours that WebP has."""
    width = FINER[0]
    box = (width, width * _SLENDER)
    if picture.getexif().get(_ORIENTATION, 1) >= _TURNED:
        box = box[::-1]
    see_through = picture.mode in _SEE_THROUGH or "transparency" in picture.info
    mode = "RGBA" if see_through else "RGB"
    profile = picture.info.get("icc_profile") or b""
    keeps = picture.mode in {"RGB", "RGBA"} and len(profile) <= _PROFILE
    if picture.mode in {"1", "P", "PA"}:
        # Pixels of a palette cannot be mixed.
        picture = picture.convert(mode)
    # JPEG decodes to a smaller size at once, if it is asked before anything else.
    picture.thumbnail(box, pillow.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(picture).convert(mode)
    upright.info = {"icc_profile": profile} if keeps and profile else {}
    return upright


def _smaller(large: Any, original: int) -> Iterator[tuple[Any, bytes]]:  # noqa: ANN401 - see above
    """The thumbnails that have fewer bytes than the original, the smallest first."""
    width = WIDTH
    small = _within(large, width)
    # One that is high, or all grain, has to be narrower.
    while not (content := _webp(small, (*_QUALITIES, _LAST))):
        width = width * 4 // 5
        small = _within(large, width)
    if len(content) >= original:
        return
    yield small, content
    for width in FINER:
        finer = _within(large, width)
        # A few pixels more are not worth a file.
        if finer.width * 4 < small.width * 5:
            return
        if content := _webp(finer, _QUALITIES):
            if len(content) < original:
                yield finer, content
            return


def _within(large: Any, width: int) -> Any:  # noqa: ANN401 - see above
    """A picture of at most this width."""
    made = large.copy()
    made.thumbnail((width, width * _SLENDER), pillow.Resampling.LANCZOS)
    return made


def _webp(picture: Any, qualities: Sequence[int]) -> bytes:  # noqa: ANN401 - see above
    """A picture as WebP, of the best quality that keeps it below the weight; empty if none does."""
    *better, last = qualities
    if len(least := _encoded(picture, last)) > _WEIGHT:
        return b""
    tried = (_encoded(picture, quality) for quality in better)
    return next((content for content in tried if len(content) <= _WEIGHT), least)


def _encoded(picture: Any, quality: int) -> bytes:  # noqa: ANN401 - see above
    profile = picture.info.get("icc_profile", b"")
    target = BytesIO()
    picture.save(target, "WEBP", quality=quality, method=4, exif=b"", icc_profile=profile)
    return target.getvalue()
