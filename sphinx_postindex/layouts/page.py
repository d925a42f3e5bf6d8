"""What a layout knows of the page that it draws for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_postindex.nodes import post_image

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from collections.abc import Set as AbstractSet

    from sphinx_postindex.look import Look
    from sphinx_postindex.model import Image, Post
    from sphinx_postindex.nodes import post_item
    from sphinx_postindex.words import Words


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as one output has it."""

    uri: str
    """What the node ``post_image`` takes: a key of the builder's images, or an address."""
    width: int = 0
    """In pixels; 0 where it is not known."""
    height: int = 0
    """As the width."""
    larger: tuple[str, float] | None = None
    """The same in finer: its ``uri``, and how many of its pixels make one of the first."""


def _no_picture(_image: Image) -> Picture | None:
    return None


@dataclass(frozen=True, slots=True)
class Page:
    """All that a layout may know of the page that it draws for."""

    look: Look
    """What the options of the index say."""
    heading_level: int
    """2 to 6: the rank of a card's heading on this page."""
    words: Words
    """What stands beside the texts of the posts, in the language of this index."""
    label: Callable[[Post], str]
    """What a post that is not published is called, such as "Draft"; ``""`` for others."""
    link: Callable[[Post], str | None]
    """The address of a post from this page; nothing where this output has no such page."""
    language: str = ""
    """The site's language, in which posts are that name none; nothing: that of ``words``."""
    image: Callable[[Image], Picture | None] = _no_picture
    """A picture as this output has it; nothing where it cannot show it."""
    first: AbstractSet[tuple[str, str]] = frozenset()
    """The keys of the posts that are seen at once: their pictures are loaded first."""
    drawn: dict[Hashable, post_item] | None = None
    """What was drawn for other pages that show it alike; nothing where each page has its own."""

    def item(self, post: Post, draw: Callable[[Post, Page], post_item]) -> post_item:
        """A post as an item of a list: drawn now, or for another page of the same look.

        Archives show each post several times, and all that differs is whether its picture is
        loaded at once, and its address from there.
        """
        if self.drawn is None:
            return draw(post, self)
        key = (post.key, self.link(post), post.image is not None and post.key in self.first)
        if key not in self.drawn:
            self.drawn[key] = draw(post, self)
            self.drawn[key].shared = True
        elif post.image and self.drawn[key].next_node(post_image):
            # It is told again that this page, too, needs the files.
            self.image(post.image)
        return self.drawn[key]
