"""Once a build, when everything is read: the posts of the site, and the pages of their terms."""

from __future__ import annotations

import posixpath
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_postindex import archives, config, domain, outputs
from sphinx_postindex.model import Post
from sphinx_postindex.offered import tidied, wrong
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.problems import Problem, warn
from sphinx_postindex.query import arrange
from sphinx_postindex.references import Targets
from sphinx_postindex.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.look import Taxonomy

EVENT = "postindex-collected"
"""Emitted with the posts of a site, newest first, as a list that may be changed in place."""


def gather(app: Sphinx, env: BuildEnvironment) -> None:
    """Collect every post, let others add theirs, and give each term its page.

    Connected to ``env-updated``, when nothing more is taken out.
    """
    site = domain.of(env)
    found = _Posts(arrange(chain.from_iterable(site.posts.values()), ()))
    own = tuple(found)
    app.emit(EVENT, found)
    site.gathered = tuple(_usable(found, own))
    site.pages = {post.docname: post for post in site.gathered if not post.anchor}
    listed = cache(partial(terms_of, site.listed()))
    site.archives = archives.plan(
        listed,
        config.get(app.config, "archives"),
        config.get(app.config, "archive_path"),
        _claimed(site),
        _owner(app.builder),
    )
    site.targets = Targets.of(site.published(), listed, site.archives, env.all_docs)


class _Posts(list[Post]):
    """Sphinx has all that an event is emitted with put into words, and shows 100 characters."""

    def __repr__(self) -> str:
        return f"[{len(self)} posts]"


def _usable(found: Iterable[object], own: Iterable[Post]) -> list[Post]:
    """What is left of the posts after others have seen them: each once, and nothing else.

    :param own: the posts as we have read them; who left one as it is has nothing to prove
    """
    read = {id(post) for post in own}
    seen: dict[tuple[str, str], Post] = {}
    for post in found:
        if not isinstance(post, Post):
            text = f"{EVENT}: {type(post).__name__} is no Post; it is left out"
        elif id(post) not in read and (fault := wrong(post)):
            text = f"{EVENT}: the post {post.docname!r} is left out: {fault}"
        elif post.key in seen:
            text = f"{EVENT}: two posts are {post.docname!r} {post.anchor!r}; one is left out"
        else:
            seen[post.key] = post if id(post) in read else tidied(post)
            continue
        warn(Problem.EVENT, text)
    return arrange(seen.values(), ())


def _claimed(site: PostDomain) -> dict[tuple[Taxonomy, str], str]:
    """The documents whose index calls its page the archive of a term; the first by name."""
    found: dict[tuple[Taxonomy, str], str] = {}
    for docname, indexes in sorted(site.indexes.items()):
        for index in indexes:
            if index.archive is None:
                continue
            if (first := found.setdefault(index.archive, docname)) != docname:
                text = f"option 'archive': {first!r} is this archive already"
                warn(Problem.OPTION, text, (docname, index.line_of("archive")))
    return found


def _owner(builder: Builder) -> Callable[[str], str | None]:
    """Tell which document stands where a page of ours would."""
    env = builder.env
    if builder.name not in BUILDERS:
        # Without pages of ours there are the user's own.
        return lambda page: page if page in env.all_docs else None
    places = domain.of(env).places
    places.update((place_of(builder, docname), docname) for docname in sorted(env.all_docs))
    return lambda page: places.get(place_of(builder, page), "")


def place_of(builder: Builder, page: str) -> str:
    """The file of a page, as a file system that ignores case sees it."""
    file = outputs.file_of(builder, page)
    return posixpath.normpath(file).casefold() if file else page
