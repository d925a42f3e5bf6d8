"""The words that layouts share: what a card can show, one function each.

Each gives a node, or nothing where the post has nothing to show. To add one, write it and
give it a line in :data:`PARTS`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.cut import cut
from sphinx_postindex.dateformat import show
from sphinx_postindex.nodes import (
    marked,
    post_date,
    post_image,
    post_more,
    post_text,
    post_title,
    title_and_text,
)
from sphinx_postindex.words import html_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.look import Look
    from sphinx_postindex.model import Post, PostDate
    from sphinx_postindex.richtext import RichText


Part = nodes.Node | None


def language_of(post: Post, page: Page) -> dict[str, str]:
    """The attribute ``lang`` for a post's own words; nothing where they are in the page's language.

    A post in several languages does not say which one its title is in. A language that
    Babel does not know is never written.
    """
    named = post.languages or (page.language,)
    own = html_code(named[0]) if len(named) == 1 else ""
    return {"lang": own} if own and own != html_code(page.words.locale) else {}


def title_link(post: Post, page: Page) -> list[nodes.Node]:
    """The title with the only link of a card."""
    children = marked(post.title)
    uri = post.external_url or page.link(post)
    if not uri:
        return children
    link = nodes.reference("", "", *children, refuri=uri, internal=not post.external_url)
    link["classes"] += ["postindex-link", "u-url"]
    return [link]


def title(post: Post, page: Page) -> nodes.Node:
    """The heading of a card."""
    heading = post_title("", "", *title_and_text(title_link(post, page)))
    heading.attributes |= language_of(post, page)
    heading["classes"] += ["postindex-title", "p-name"]
    heading["heading-level"] = page.heading_level
    return heading


def category(post: Post, _page: Page) -> Part:
    """The categories in one line, with commas."""
    if not post.categories:
        return None
    text = ", ".join(post.categories)
    return nodes.paragraph("", text, classes=["postindex-category", "p-category"])


def image(post: Post, page: Page) -> Part:
    """The picture, with its size so that nothing moves when it comes."""
    picture = page.image(post.image) if post.image else None
    if post.image is None or picture is None:
        return None
    # "?" tells Sphinx that it is elsewhere; what it copies is in the source folder.
    candidates = {"?" if "://" in picture.uri else "*": picture.uri}
    node = post_image("", uri=picture.uri, alt=post.image.alt, candidates=candidates)
    node["classes"] += ["postindex-image", "u-photo"]
    if picture.width and picture.height:
        node["pixels"] = (picture.width, picture.height)
    if picture.larger:
        node["larger"] = picture.larger
    node["lazy"] = post.key not in page.first
    # Nobody reads it: with another content the node is another one.
    node["digest"] = post.image.digest
    return node


# A build draws an index twice: to see whether its page is stale, and to write it.
_cut = lru_cache(maxsize=50_000)(cut)
_show = lru_cache(maxsize=50_000)(show)


def excerpt_of(post: Post, look: Look) -> RichText:
    """The excerpt, cut as a look asks; an author's own only past twice that length."""
    text = post.excerpt
    if post.excerpt_whole and len(text.text) <= 2 * look.excerpt_length:
        return text
    return _cut(text, look.excerpt_length, look.excerpt_cut, look.ellipsis)


def excerpt(post: Post, page: Page) -> Part:
    """The excerpt, as long as the page asks."""
    text = excerpt_of(post, page.look)
    if not text:
        return None
    result = post_text("", "", *marked(text), classes=["postindex-excerpt", "p-summary"])
    result.attributes |= language_of(post, page)
    return result


def _time(date: PostDate | None, page: Page, *classes: str) -> Part:
    if date is None:
        return None
    text = _show(date, page.look.date_format, page.words.locale)
    return post_date("", text, classes=[*classes], datetime=date.iso)


def date(post: Post, page: Page) -> Part:
    """The date as it was written, in the page's language and format."""
    return _time(post.date, page, "postindex-date", "dt-published")


def updated(post: Post, page: Page) -> Part:
    """The date of the last change that the author calls one."""
    return _time(post.updated, page, "postindex-updated", "dt-updated")


def more(_post: Post, page: Page) -> Part:
    """The words that invite to read on."""
    words = page.words.more if page.look.more is None else page.look.more
    return post_more("", words, classes=["postindex-more"]) if words else None


def label(post: Post, page: Page) -> Part:
    """That a post is not published, where it is shown all the same."""
    return _span(page.label(post), "postindex-label")


def author(post: Post, _page: Page) -> Part:
    """The authors, with commas."""
    return _span(", ".join(each.name for each in post.authors), "postindex-author", "p-author")


def tags(post: Post, _page: Page) -> Part:
    """The tags, with commas."""
    return _span(", ".join(post.tags), "postindex-tags")


def series(post: Post, _page: Page) -> Part:
    """The series that a post belongs to."""
    return _span(post.series or "", "postindex-series")


def location(post: Post, _page: Page) -> Part:
    """The places, with commas."""
    return _span(", ".join(post.locations), "postindex-location")


def language(post: Post, page: Page) -> Part:
    """The languages by their names, with commas."""
    return _span(", ".join(map(page.words.language, post.languages)), "postindex-language")


def reading_time(post: Post, page: Page) -> Part:
    """How long it takes to read the post."""
    return _span(page.words.minutes(post.minutes) if post.minutes else "", "postindex-reading-time")


def extra(post: Post, name: str) -> Part:
    """A field of the front matter that has no meaning of its own here."""
    value = post.extra.get(name)
    listed = value if isinstance(value, list) else [value]
    text = ", ".join(str(each) for each in listed if each is not None)
    return _span(text, f"postindex-extra-{nodes.make_id(name)}")


def _span(text: str, *classes: str) -> Part:
    return nodes.inline("", text, classes=[*classes]) if text else None


BLOCKS: dict[str, Callable[[Post, Page], Part]] = {
    "image": image,
    "title": title,
    "category": category,
    "excerpt": excerpt,
}
"""The parts that stand on lines of their own."""

INLINES: dict[str, Callable[[Post, Page], Part]] = {
    "date": date,
    "updated": updated,
    "more": more,
    "author": author,
    "tags": tags,
    "series": series,
    "location": location,
    "language": language,
    "reading-time": reading_time,
}
"""The parts that share a line with their neighbours."""


def part(post: Post, page: Page, name: str) -> Part:
    """One part by its name; any other name is a field of ``post.extra``."""
    draw = BLOCKS.get(name) or INLINES.get(name)
    return draw(post, page) if draw else extra(post, name)


def flow(post: Post, page: Page, names: Iterable[str]) -> Iterator[nodes.Node]:
    """The parts of a card: the title first, then the others in their order.

    Neighbours that need no line of their own share one; the first such line also tells
    that a post is not published.
    """
    names = [*names]
    if "title" in names:
        yield title(post, page)
    shared: list[Part] = [label(post, page)]
    for name in names:
        if name == "title":
            continue
        if name not in BLOCKS:
            shared.append(told(part(post, page, name), page, name))
            continue
        yield from filter(None, (line(shared), part(post, page, name)))
        shared = []
    yield from filter(None, (line(shared),))


def told(found: Part, page: Page, name: str) -> Part:
    """A part that says what it is where it could be taken for another one."""
    if name != "updated" or found is None:
        return found
    return nodes.inline("", f"{page.words.updated} ", found, classes=["postindex-told"])


def line(parts: Iterable[Part]) -> nodes.paragraph | None:
    """Parts in one line; points stand between facts, none before an invitation."""
    result = nodes.paragraph(classes=["postindex-meta"])
    for each in parts:
        if each is not None:
            between = nodes.Text(" " if isinstance(each, post_more) else " · ")
            result += [between, each] if len(result) else each
    return result if len(result) else None
