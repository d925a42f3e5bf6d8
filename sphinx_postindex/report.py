"""The last line of a build: how many posts there are, and what is held back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_postindex import domain
from sphinx_postindex.model import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.model import Post
    from sphinx_postindex.read.publish import State

logger = logging.getLogger(__name__)


def summary(posts: list[Post], held: Iterable[State]) -> str:
    """``8 posts in 3 categories (1 draft, 1 scheduled, not published)``."""
    categories = {fold(category) for post in posts for category in post.categories}
    text = _counted(len(posts), "post", "posts")
    if categories:
        text += f" in {_counted(len(categories), 'category', 'categories')}"
    states = Counter(held)
    if states:
        each = (_counted(states[s], s, "drafts" if s == "draft" else s) for s in sorted(states))
        text += f" ({', '.join(each)}, not published)"
    return text


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def close(app: Sphinx, exception: Exception | None) -> None:
    """Give the line; connected to ``build-finished``."""
    site = domain.of(app.env)
    posts = site.listed()
    held = [*_held(site)]
    if exception is None and (posts or held):
        for what, state in held:
            logger.info("postindex: %s is not published (%s)", what, state)
        logger.info("postindex: %s", summary(posts, (state for _, state in held)))


def _held(site: PostDomain) -> Iterator[tuple[str, State]]:
    """What is not published, documents first. The title of a section is not kept."""
    yield from sorted(site.held.items())
    for docname, parts in sorted(site.sections.items()):
        for stands, shown in parts:
            if not shown:
                yield f"a section of {docname}", stands.at(site.now)
