"""Second step: what is kept between builds, keyed by document."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from itertools import chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sphinx_postindex import config
from sphinx_postindex._version import __version__
from sphinx_postindex.archives import Archives
from sphinx_postindex.index import Index
from sphinx_postindex.links import Referable
from sphinx_postindex.look import Look, TermsLook
from sphinx_postindex.model import Author, Image, Post, PostDate
from sphinx_postindex.query import Match, Query, SortKey, Where, arrange, pick
from sphinx_postindex.read import publish
from sphinx_postindex.read.publish import Standing
from sphinx_postindex.references import Reference, Targets
from sphinx_postindex.richtext import RichText, Run

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.nodes import post_item
    from sphinx_postindex.read.frontmatter import Reading
    from sphinx_postindex.read.publish import State


KINDS = ("posts", "digests", "indexes", "standings", "missing", "sections", "references")
"""What the domain keeps, each by document."""


def _version() -> int:
    """A number that changes with this package and with every shape that is kept.

    An environment of another number is dropped, and the site read anew.
    """
    kept = (Author, Image, Index, Look, Match, Post, PostDate, Query, RichText, Run, SortKey)
    more = (Reference, Standing, TermsLook, Where)
    shapes = [(c.__name__, [f.name for f in fields(c)]) for c in (*kept, *more)]
    return crc32(repr((__version__, KINDS, shapes)).encode())


class PostDomain(Referable):
    """Posts and indexes: plain data by document, cleared and merged with it."""

    name = "post"
    label = "Post"
    data_version = _version()
    initial_data = {kind: {} for kind in (*KINDS, "withheld")}  # noqa: RUF012 - Sphinx copies it

    # Of this build alone: set by `start`, and by what looks for unpublished documents.
    builder: Builder
    now: datetime
    shown: frozenset[State]
    held: dict[str, State]
    unsure: set[str]
    """The documents of which only a parser will know whether they are published."""
    opened: dict[str, Reading]
    """What the front matter says of the documents that are to be read, where nothing else does."""
    reading: list[str]
    """The documents that Sphinx reads, as its own list."""
    collected: dict[str, list[str]]
    feeds: dict[str, list[str]]
    gathered: tuple[Post, ...] | None
    """Every post, newest first, once all are read."""
    by_document: dict[str, tuple[Post, ...]] | None
    known_listed: list[Post] | None
    marks: dict[tuple[str, str], str]
    titles: dict[tuple[str, str], str]
    known_picked: dict[Query, list[Post]]
    places: dict[str, str]
    """The document that has each file of the output."""
    pages: dict[str, Post]
    """Of those gathered, the posts that are a whole page, by document."""
    archives: Archives
    sheets: list[Any] | None
    """The pages of ours, as :mod:`sphinx_postindex.pages.sheets` plans them once."""
    neighbours: dict[str, tuple[Post | None, Post | None]] | None
    """The older and the newer post of each page that shows them, once that is asked for."""
    drawn: dict[tuple[str, int], str]
    shared: dict[tuple[Look, str], dict[Hashable, post_item]]
    """The items of lists, by their look and place, that several pages of ours show."""
    pictures: dict[str, set[str]]
    """The files that the cards of each page show, of the pages that were drawn."""
    build: Any
    """What :mod:`sphinx_postindex.fresh` knows of the outputs of this build."""

    @property
    def posts(self) -> dict[str, tuple[Post, ...]]:
        """The posts of each document that has any, published or not."""
        return self.data["posts"]  # type: ignore[no-any-return]

    @property
    def digests(self) -> dict[str, tuple[str, ...]]:
        """A hash of each of these posts: to make them anew would cost each build more."""
        return self.data["digests"]  # type: ignore[no-any-return]

    @property
    def indexes(self) -> dict[str, tuple[Index, ...]]:
        """The indexes of each document that has any, in their order on the page."""
        return self.data["indexes"]  # type: ignore[no-any-return]

    @property
    def standings(self) -> dict[str, Standing]:
        """What decides of a page that is no post: of any draft, and of a page of posts."""
        return self.data["standings"]  # type: ignore[no-any-return]

    @property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """The documents that each document links to although the build had no such one."""
        return self.data["missing"]  # type: ignore[no-any-return]

    @property
    def sections(self) -> dict[str, tuple[tuple[Standing, bool], ...]]:
        """For each section that is a post: what decides of it, and whether it was shown."""
        return self.data["sections"]  # type: ignore[no-any-return]

    @property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """The references to posts and terms on each page that has any."""
        return self.data["references"]  # type: ignore[no-any-return]

    @property
    def withheld(self) -> dict[str, tuple[tuple[str, ...], str, Standing]]:
        """What was read in vain: the files that it needs, a hash of it and them, and what it said.

        It is no document any more.
        """
        return self.data["withheld"]  # type: ignore[no-any-return]

    def note_posts(self, docname: str, posts: tuple[Post, ...]) -> None:
        """Keep a document's posts."""
        self.posts[docname] = posts
        self.digests[docname] = tuple(map(_digest, posts))

    def note_index(self, docname: str, index: Index) -> int:
        """Keep one more index of a document; its number there."""
        self.indexes[docname] = (*self.indexes.get(docname, ()), index)
        return len(self.indexes[docname]) - 1

    def note_standing(self, docname: str, standing: Standing) -> None:
        """Keep what decides of a page that is no post."""
        self.standings[docname] = standing

    def standing(self, docname: str) -> Standing:
        """What decides whether a document is published."""
        for post in self.posts.get(docname, ()):
            if not post.anchor:
                return Standing.of_post(post)
        return self.standings.get(docname, Standing())

    def note_missing(self, docname: str, targets: tuple[str, ...]) -> None:
        """Keep which documents a page links to in vain."""
        self.missing[docname] = targets

    def note_drawn(self, docname: str, number: int, digest: str) -> None:
        """Keep, for this build, what an index shows."""
        self.drawn[docname, number] = digest

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        for kind in KINDS:
            self.data[kind].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read, and nothing else of what it holds."""
        for kind in KINDS:
            mine, theirs = self.data[kind], otherdata[kind]
            mine.update({docname: theirs[docname] for docname in docnames if docname in theirs})

    def listed(self) -> list[Post]:
        """The posts that indexes show: published, or shown on demand, and not unlisted.

        Newest first, once all are gathered; nobody may change the list.
        """
        if self.known_listed is not None:
            return self.known_listed
        found = [p for p in self.every() if not p.unlisted and self.state(p) in self.shown]
        if self.gathered is not None:
            self.known_listed = found
        return found

    def picked(self, query: Query) -> list[Post]:
        """The posts that a query asks for; nobody may change the list."""
        if self.gathered is None:
            return pick(self.listed(), query)
        if query not in self.known_picked:
            posts, rest = self.archives.known(query) or (self.listed(), query)
            self.known_picked[query] = pick(posts, rest, arranged=True)
        return self.known_picked[query]

    def of_document(self, docname: str) -> tuple[Post, ...]:
        """The posts of a document, as other extensions have left them."""
        if self.by_document is None:
            self.by_document = {}
            for post in self.every():
                found = self.by_document.get(post.docname, ())
                self.by_document[post.docname] = (*found, post)
        return self.by_document.get(docname, ())

    def every(self) -> Iterable[Post]:
        """All posts: those of the documents, and those that other extensions have added."""
        if self.gathered is None:
            return chain.from_iterable(self.posts.values())
        return self.gathered

    def mark(self, post: Post) -> str:
        """What tells all that is known of a post in this build: a post stands on many pages."""
        if post.key not in self.marks:
            # `extra` is the one field that can be changed in place.
            extra = f" {post.extra!r}" if post.extra else ""
            self.marks[post.key] = f"{self._digest_of(post)}{extra} {self.state(post)}"
        return self.marks[post.key]

    def _digest_of(self, post: Post) -> str:
        own = self.posts.get(post.docname, ())
        # Another extension may have put one of its own in the place of a post.
        if post.place < len(own) and own[post.place] is post:
            return self.digests[post.docname][post.place]
        return _digest(post)

    def state(self, post: Post) -> State:
        """Where a post stands in this build."""
        return publish.state_of(post, self.now)

    def published(self) -> list[Post]:
        """The posts that can be referred to: those that are listed, and unlisted ones."""
        return [post for post in self.every() if self.state(post) in self.shown]

    def note_references(self, docname: str, references: tuple[Reference, ...]) -> None:
        """Keep which posts and terms a page refers to."""
        self.references[docname] = references


def _digest(post: Post) -> str:
    return hashlib.sha256(repr(post).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def of(env: BuildEnvironment) -> PostDomain:
    """The domain of a site."""
    domain = env.get_domain(PostDomain.name)
    assert isinstance(domain, PostDomain)  # noqa: S101 - nobody else has this name
    return domain


def start(app: Sphinx) -> None:
    """Read the clock, once a build, and what else the site wants to see."""
    site = of(app.env)
    # Post-transforms have no public way to their builder (Sphinx 9 deprecates `.app`).
    site.builder = app.builder
    site.now = publish.now()
    shown: set[State] = {"published"}
    if config.get(app.config, "drafts") or app.tags.has("drafts"):
        shown.add("draft")
    if config.get(app.config, "future"):
        shown |= {"scheduled", "expired"}
    site.shown = frozenset(shown)
    site.held = {}
    site.unsure, site.opened = set(), {}
    site.reading = []
    site.build = None
    site.drawn, site.shared = {}, {}
    site.pictures = {}
    site.collected = {}
    site.feeds = {}
    site.gathered = None
    site.by_document = site.known_listed = site.sheets = None
    site.marks, site.titles = {}, {}
    site.known_picked = {}
    site.places = {}
    site.pages = {}
    site.archives = Archives()
    site.neighbours = None
    site.targets = Targets()
    site.joined = frozenset()
    site.told = set()


def posts(env: BuildEnvironment) -> list[Post]:
    """Every post of a site, newest first; drafts and unlisted ones too."""
    return arrange(of(env).every(), ())
