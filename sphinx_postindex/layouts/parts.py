"""The words that layouts share: what a card can show, one function each.

Each gives a node, or nothing where the post has nothing to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.cut import cut
from sphinx_postindex.dateformat import show
from sphinx_postindex.nodes import (
    marked,
    post_date,
    post_list,
    post_more,
    post_title,
    title_and_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_postindex.look import Look
    from sphinx_postindex.model import Post


@dataclass(frozen=True, slots=True)
class Page:
    """All that a layout may know of the page that it draws for."""

    look: Look
    heading_level: int
    """2 to 6: the rank of a card's heading on this page."""
    locale: str
    """The language of dates and words, such as ``pt_BR``."""
    more: str
    """"Read more", in that language."""
    label: Callable[[Post], str]
    """What a post that is not published is called, such as "Draft"; ``""`` for others."""
    link: Callable[[Post], str | None]
    """The address of a post from this page; nothing where this output has no such page."""


def listed(items: Iterable[Iterable[nodes.Node | None]]) -> post_list:
    """A list with one card an item, each of the parts that are there."""
    result = post_list(classes=["postindex-list"])
    for parts in items:
        kept = [part for part in parts if part is not None]
        result += nodes.list_item("", *kept, classes=["postindex-card", "h-entry"])
    return result


def title(post: Post, page: Page) -> nodes.Node:
    """The heading of a card, with its only link."""
    children = marked(post.title)
    if uri := post.external_url or page.link(post):
        link = nodes.reference("", "", *children, refuri=uri, internal=not post.external_url)
        link["classes"] += ["postindex-link", "u-url"]
        children = [link]
    heading = post_title("", "", *title_and_text(children))
    heading["classes"] += ["postindex-title", "p-name"]
    heading["heading-level"] = page.heading_level
    return heading


def category(post: Post, _page: Page) -> nodes.Node | None:
    """The categories in one line, with commas."""
    if not post.categories:
        return None
    text = ", ".join(post.categories)
    return nodes.paragraph("", text, classes=["postindex-category", "p-category"])


# A build draws an index twice: to see whether its page is stale, and to write it.
_cut = lru_cache(maxsize=50_000)(cut)
_show = lru_cache(maxsize=50_000)(show)


def excerpt(post: Post, page: Page) -> nodes.Node | None:
    """The excerpt, cut as the page asks; an author's own only past twice that length."""
    look = page.look
    text = post.excerpt
    if not (post.excerpt_whole and len(text.text) <= 2 * look.excerpt_length):
        text = _cut(text, look.excerpt_length, look.excerpt_cut, look.ellipsis)
    if not text:
        return None
    return nodes.paragraph("", "", *marked(text), classes=["postindex-excerpt", "p-summary"])


def date(post: Post, page: Page) -> nodes.Node | None:
    """The date as it was written, in the page's language and format."""
    if post.date is None:
        return None
    text = _show(post.date, page.look.date_format, page.locale)
    return post_date("", text, classes=["postindex-date", "dt-published"], datetime=post.date.iso)


def label(post: Post, page: Page) -> nodes.Node | None:
    """That a post is not published, where it is shown all the same."""
    text = page.label(post)
    return nodes.inline("", text, classes=["postindex-label"]) if text else None


def more(_post: Post, page: Page) -> nodes.Node | None:
    """The words that invite to read on."""
    return post_more("", page.more, classes=["postindex-more"]) if page.more else None


def line(*parts: nodes.Node | None) -> nodes.Node | None:
    """Parts in one line, with blanks between."""
    result = nodes.paragraph(classes=["postindex-meta"])
    for part in parts:
        if part is not None:
            result += [nodes.Text(" "), part] if len(result) else part
    return result if len(result) else None
