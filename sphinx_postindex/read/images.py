"""Which picture a post has: a file of the project, one of its text, or one on the web."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import imagesize
from docutils import nodes

from sphinx_postindex import urls
from sphinx_postindex.problems import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.model import Image

KINDS = {
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".png": "image/png",
    ".apng": "image/apng",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""The files that are pictures. No other file of the project can be published as one."""

LARGEST = 80_000_000
"""Pixels of the largest picture that is shown: 320 MB in a reader's memory. Pillow warns of
a bomb at 89 million."""

# What an author may write of an SVG's size is no size beyond this.
_LONGEST_SIDE = 100_000


class Unusable(ValueError):  # noqa: N818 - it reads as what it is: `raise Unusable`
    """Why a file cannot be the picture of a post: a phrase for a warning."""


def find(
    env: BuildEnvironment, body: nodes.Element, wanted: Image, line: int | None
) -> Image | None:
    """The picture that a post asks for, with what is known of it; one warning where it is none.

    :param body: the text of the post, after Sphinx has collected its images
    :param wanted: the picture as the front matter has it
    """
    if wanted.uri.isdecimal() or wanted.uri.casefold() == "auto":
        return _in_text(env, body, wanted)
    if urls.web_url(wanted.uri):
        return wanted
    try:
        return _of_file(env, env.relfn2path(wanted.uri, env.docname)[1], wanted)
    except (Unusable, OSError, RuntimeError) as error:
        # A name may be too long for the system, or a link lead to itself.
        why = error if isinstance(error, Unusable) else "cannot be read"
        text = f"the image {wanted.uri[:60]!r} {why}; the post is shown without one"
        warn(Problem.IMAGE, text, (env.docname, line or 1))
    return None


def _in_text(env: BuildEnvironment, body: nodes.Element, wanted: Image) -> Image | None:
    """The first picture of a text that can be shown, or the one of a number.

    Where there is none, nothing is missing: Sphinx has told of files that it did not find.
    """
    every = list(body.findall(nodes.image))
    if wanted.uri.isdecimal():
        # Nobody counts further.
        number = int(wanted.uri[:6])
        every = every[number - 1 : number]
    for node in every:
        image = replace(wanted, alt=wanted.alt or node.get("alt", ""))
        for uri in _addresses(node):
            if urls.web_url(uri):
                return replace(image, uri=uri)
            try:
                return _of_file(env, Path(env.srcdir, uri), replace(image, uri=f"/{uri}"))
            except (Unusable, OSError, RuntimeError):
                continue
    return None


def _addresses(node: nodes.image) -> Iterator[str]:
    """What Sphinx has found for an image of the text: one file or address, or one file a kind."""
    candidates: Mapping[str, str] = node.get("candidates", {})
    yield from (candidates[each] for each in ("*", "?", *KINDS.values()) if each in candidates)


def _of_file(env: BuildEnvironment, name: str | Path, wanted: Image) -> Image:
    """What is known of a file.

    :raises Unusable: if it is no picture of this project that can be shown
    """
    root = Path(env.srcdir).resolve()
    # Links are followed: where they lead to is what would be published.
    file = Path(name).resolve()
    if not file.is_relative_to(root):
        raise Unusable("is outside of the source folder")
    kind = KINDS.get(file.suffix.lower())
    if kind is None:
        raise Unusable(f"is no picture: its name ends with none of {' '.join(KINDS)}")
    path = file.relative_to(root).as_posix()
    # One that is missing may come.
    env.note_dependency(path)
    if not file.is_file():
        raise Unusable("does not exist")
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()[:12]
    width, height = _size(file)
    if kind != KINDS[".svg"] and width * height > LARGEST:
        raise Unusable(f"has {width} x {height} pixels, more than {LARGEST:,}")
    return replace(wanted, path=path, kind=kind, digest=digest, width=width, height=height)


def _size(file: Path) -> tuple[int, int]:
    """Width and height in pixels as shown; ``(0, 0)`` where the file does not tell."""
    sides: tuple[float, float] = imagesize.get(file)
    if not all(1 <= side <= _LONGEST_SIDE for side in sides):
        return (0, 0)
    return (round(sides[0]), round(sides[1]))
