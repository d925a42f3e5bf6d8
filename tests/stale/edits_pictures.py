"""What an author changes in pictures: those of texts, and those of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog import PHOTOS
from draws import a_post, fresh

if TYPE_CHECKING:
    from random import Random

    from blog import Blog


def image(rng: Random, blog: Blog) -> str:
    name = a_post(rng, blog)
    doc = blog.docs[name]
    doc.images = () if doc.images else (rng.choice(sorted(blog.images)),)
    return f"images of {name}: {doc.images}"


def image_bytes(rng: Random, blog: Blog) -> str:
    """Another picture, in a page that is edited, too.

    Sphinx copies the pictures of the pages that it writes, and of several builders only
    the first one sees that a page's picture is another.
    """
    name = rng.choice(sorted(blog.images))
    blog.images[name] += 1
    for doc in blog.docs.values():
        if name in doc.pictures():
            doc.tail = f"Tail {fresh(rng)}."
    return f"bytes of image {name}"


def card_image(rng: Random, blog: Blog) -> str:
    """Which picture a card shows; a path from the document may lead nowhere."""
    name, fields = some_fields(rng, blog)
    values = ("one.png", "two.png", "auto", "/photos/one.png", "/photos/wide.png", None)
    more = ("sub/one.png", "../photos/drawing.svg", "1", "https://example.com/a.png", "/one.png")
    if (value := rng.choice((*values, *more))) is None:
        fields.pop("image", None)
    else:
        fields["image"] = value
    return f"card image of {name}: {value}"


def image_alt(rng: Random, blog: Blog) -> str:
    name, fields = some_fields(rng, blog)
    fields["image_alt"] = f"Alt {fresh(rng)}"
    return f"image_alt of {name}"


def some_fields(rng: Random, blog: Blog) -> tuple[str, dict[str, str]]:
    """The fields of a post: mostly of a document, sometimes of a section."""
    pages = [name for name, doc in blog.docs.items() if doc.sections]
    if pages and rng.random() < 0.25:
        name = rng.choice(pages)
        part = rng.choice(blog.docs[name].sections)
        return f"{name}, {part.title}", part.fields
    name = a_post(rng, blog)
    return name, blog.docs[name].fields


def _used(rng: Random, blog: Blog) -> str:
    """A file for cards, more often than not one that some card shows."""
    used = {file for name in blog.docs for file in blog.cards(name)} & {*PHOTOS}
    return rng.choice(sorted(used) if used and rng.random() < 0.8 else PHOTOS)


def photo_bytes(rng: Random, blog: Blog) -> str:
    """Another content; sometimes that of another file, which may be the one it had before."""
    path = _used(rng, blog)
    if path not in blog.photos:
        return ""
    blog.photos[path] = rng.choice((blog.photos[path] + 1, 1, rng.randrange(100)))
    return f"bytes of {path}: {blog.photos[path]}"


def photo_goes_or_comes(rng: Random, blog: Blog) -> str:
    gone = sorted({*PHOTOS} - blog.photos.keys())
    if gone and rng.random() < 0.6:
        path = rng.choice(gone)
        blog.photos[path] = rng.choice((1, 2))
        return f"{path} comes"
    path = _used(rng, blog)
    return f"{path} goes" if blog.photos.pop(path, None) is not None else ""
