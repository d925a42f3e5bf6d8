"""Photographs for tests, as heavy as those of a camera, made with Pillow."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import PIL.Image


def _light(seed: int, width: int, height: int, grain: float) -> PIL.Image.Image:
    """Light and shade of every size, down to the grain of a camera: more than photographs have."""
    made = PIL.Image.linear_gradient("L").rotate(seed * 40).resize((12, 8))
    size = (12, 8)
    while size != (width, height):
        size = (size[0] * 2, size[1] * 2) if size[0] * 2 < width else (width, height)
        finer = PIL.Image.effect_noise(size, grain)
        made = PIL.Image.blend(made.resize(size, PIL.Image.Resampling.BICUBIC), finer, 0.25)
    return made


def _scene(seed: int, width: int, height: int, grain: float = 110) -> PIL.Image.Image:
    """Light in colours, which are less fine than light is."""
    light = _light(seed, width, height, grain)
    colours = [_light(seed + n, width // 4, height // 4, grain).resize(light.size) for n in (1, 2)]
    return PIL.Image.merge("RGB", (light, *(PIL.Image.blend(light, c, 0.3) for c in colours)))


def _jpeg(picture: PIL.Image.Image, quality: int) -> bytes:
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return target.getvalue()


def photograph(seed: int, width: int = 900, height: int = 600, *, grain: float = 30) -> bytes:
    """A photograph as JPEG."""
    return _jpeg(_scene(seed, width, height, grain), 90)


@cache
def eight() -> dict[str, bytes]:
    """``p1.jpg`` to ``p8.jpg``, each of four to six megabytes: a scene, turned, and moved on.

    They are made once in a process; eight scenes would take half a minute.
    """
    scene = _scene(1, 3720, 2400)
    turns = [scene, *map(scene.transpose, PIL.Image.Transpose)]
    made = {}
    for number in range(1, 9):
        turned = turns[number - 1]
        box = (number * 8, number * 8, turned.width - number * 8, turned.height - number * 8)
        made[f"p{number}.jpg"] = _jpeg(turned.crop(box), 91)
    return made
