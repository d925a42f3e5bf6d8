"""The pictures of cards, for one builder: which it can show, under which name, how large.

A name holds a hash of the content. Two pictures of one name in two folders stay two, and
an output does not depend on which was met first.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx_postindex import thumbnails
from sphinx_postindex.files import write
from sphinx_postindex.layouts.page import Picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders import Builder

    from sphinx_postindex.model import Image

_UNSAFE = re.compile(r"[^a-z0-9]+")
# Of a file name; the whole stays far below what any system takes.
_LONGEST = 40


def picture(builder: Builder, image: Image, note: Callable[[str], None]) -> Picture | None:
    """A picture as an output has it; nothing where it cannot show it.

    A builder for browsers shows every kind, also from elsewhere. Others show the files of
    the kinds that they say they support; nothing is fetched for them.

    :param note: told each file that will be in the output, relative to its folder
    """
    if not image.path:
        return Picture(image.uri) if builder.supported_remote_images else None
    if builder.supported_remote_images:
        if small := _thumbnails(builder, image, note):
            return small
    elif image.kind not in builder.supported_image_types:
        return None
    # Sphinx copies what its builder knows. Ours is no name of Sphinx' own, which end with a
    # number where two are equal, in the order of reading.
    uri = f"./{image.path}"
    name = f"{_stem(image)}-{image.digest}{PurePosixPath(image.path).suffix.lower()}"
    builder.images[uri] = name
    note(posixpath.join(builder.imagedir, name))
    return Picture(uri, image.width, image.height)


def _stem(image: Image) -> str:
    """The name of a file in letters that need no quoting anywhere."""
    stem = PurePosixPath(image.path).stem.lower()
    return _UNSAFE.sub("-", stem)[:_LONGEST].strip("-") or "image"


def _thumbnails(builder: Builder, image: Image, note: Callable[[str], None]) -> Picture | None:
    """The picture in the size of a card, if that saves something."""
    cache = Path(builder.doctreedir, "postindex")
    made = thumbnails.of(Path(builder.srcdir, image.path), image, _stem(image), cache)
    if not made:
        return None
    images = builder.imagedir
    folder = Path(builder.outdir, images)
    for each in made:
        # Its name tells its content.
        if not (folder / each.name).is_file():
            write(folder / each.name, (cache / each.name).read_bytes())
        note(posixpath.join(images, each.name))
    small, large = made[0], made[-1]
    density = round(large.width / small.width, 2)
    return Picture(
        small.name,
        small.width,
        small.height,
        (large.name, density) if large is not small else None,
    )
