"""What posts and terms are called, and what a name stands for. Pure.

A post is called by its docname (``docname#anchor`` where it is a section), and by its ``id``;
a term by any spelling of it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from sphinx_postindex.archives import Archives
from sphinx_postindex.model import fold
from sphinx_postindex.richtext import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from sphinx_postindex.look import Taxonomy
    from sphinx_postindex.model import Post
    from sphinx_postindex.richtext import RichText
    from sphinx_postindex.terms import Term

Named = Literal["category", "tag", "author", "series"]
"""The taxonomies whose terms can be referred to."""
NAMED: tuple[Named, ...] = get_args(Named)
REF = "ref"
"""The role of posts; that of a term is its taxonomy."""
ANY = "any"
"""What stands for a role where a reference may be to anything."""

# Not in Sphinx's own search: it finds each page by its title already, and of an object it shows
# a title such as "What's new" with `&#x27;` and makes an anchor of it, `page.html#What's new`.
_PRIORITY = -1
# A line of an inventory, as Sphinx reads it (`InventoryFile.load`).
_LINE = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")

Object = tuple[str, str, str, str, str, int]
"""One line of ``objects.inv``, as ``Domain.get_objects`` gives it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference on a page."""

    role: str
    """``ref``, a taxonomy, or ``any``."""
    target: str
    """As its author wrote it."""
    own_text: bool
    """Whether its author wrote a text for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference is to."""

    role: str
    page: str = ""
    """The document or the page of ours; nothing where there is none to link to."""
    anchor: str = ""
    title: RichText | None = None
    """What a post is called; a term is shown as it was written."""
    elsewhere: str | None = None
    """The address of a post that has no document."""


@dataclass(frozen=True, slots=True)
class Targets:
    """All that can be referred to in one build."""

    posts: Mapping[str, Post] = field(default_factory=dict)
    """By every name; the names of documents go before ids."""
    terms: Mapping[Named, Mapping[str, str]] = field(default_factory=dict)
    """For each taxonomy, the label of each term by its folded form."""
    archives: Archives = field(default_factory=Archives)
    docs: Collection[str] = ()
    """The documents of the site."""

    @classmethod
    def of(
        cls,
        posts: Iterable[Post],
        terms_of: Callable[[Taxonomy], Iterable[Term]],
        archives: Archives,
        docs: Collection[str],
    ) -> Targets:
        """Name what is published.

        :param posts: every post that is published, unlisted ones too
        :param terms_of: the terms of a taxonomy, with the posts that are listed
        """
        terms = {named: {term.key: term.label for term in terms_of(named)} for named in NAMED}
        return cls(names_of(posts), terms, archives, docs)

    def find(self, role: str, target: str, docname: str) -> Found | None:
        """What a name of one kind stands for on a page; nothing if it is unknown."""
        if role == REF:
            post = self._post(target, docname)
            return self._of_post(post) if post else None
        for taxonomy, labels in self.terms.items():
            if taxonomy == role and fold(target) in labels:
                return Found(role, self.archives.page_of(taxonomy, target))
        return None

    def find_any(self, target: str, docname: str) -> list[Found]:
        """What a name of any kind stands for; documents are not looked for, Sphinx finds them."""
        if joined(docname, target) in self.docs:
            return []
        found = [self.find(role, target, docname) for role in (REF, *NAMED)]
        return [each for each in found if each]

    def known(self, role: str) -> Iterable[str]:
        """The names of one kind."""
        if role == REF:
            return self.posts
        return chain.from_iterable(
            labels.values() for taxonomy, labels in self.terms.items() if taxonomy == role
        )

    def objects(self) -> Iterator[Object]:
        """What other projects can refer to.

        A name that the format of inventories cannot hold is left out. Beside the label of a
        term stands its folded form, and beside the id of a post its document: both lead there.
        """
        for name, post in sorted(self.posts.items()):
            if post.docname in self.docs and _fits(name):
                yield (name, clean(post.title.text), REF, post.docname, post.anchor, _PRIORITY)
        for taxonomy, labels in sorted(self.terms.items()):
            for key, label in sorted(labels.items()):
                if page := self.archives.page_of(taxonomy, label):
                    for name in filter(_fits, sorted({key, label})):
                        yield (name, clean(label), taxonomy, page, "", _PRIORITY)

    def _post(self, target: str, docname: str) -> Post | None:
        named = (self.posts[name] for name in names(docname, target) if name in self.posts)
        return next(named, None)

    def _of_post(self, post: Post) -> Found:
        if post.docname not in self.docs:
            # Another extension has added it, and perhaps no page for it.
            return Found(REF, title=post.title, elsewhere=post.external_url)
        return Found(REF, post.docname, post.anchor, post.title)


class Site(Protocol):
    """What is known of a site here."""

    @property
    def targets(self) -> Targets:
        """What can be referred to."""

    @property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """The references on each page that has any."""


def name_of(post: Post) -> str:
    """The name that a post always has: its document, and its anchor there."""
    return f"{post.docname}#{post.anchor}" if post.anchor else post.docname


def names_of(posts: Iterable[Post]) -> dict[str, Post]:
    """Every post by its names; of an id that several posts have, see :func:`losers`."""
    every = list(posts)
    found = {name_of(post): post for post in every}
    lost = {post.key for post, _ in losers(every)}
    found |= {post.id: post for post in every if post.id and post.key not in lost}
    return found


def losers(posts: Iterable[Post]) -> list[tuple[Post, Post]]:
    """The posts that do not have their id, each with the one that does.

    It is the name of that one's document, or that one comes first by docname.
    """
    every = sorted(posts, key=lambda post: (post.docname, post.place, post.anchor))
    owners = {name_of(post): post for post in every}
    pairs = ((post, owners.setdefault(post.id, post)) for post in every if post.id)
    return [(post, owner) for post, owner in pairs if owner is not post]


def joined(docname: str, target: str) -> str:
    """The document that a target is on a page: absolute with ``/``, else beside the page.

    As Sphinx's ``doc`` has it (``sphinx.util.docname_join``).
    """
    return posixpath.normpath(posixpath.join("/", docname, "..", target))[1:]


def names(docname: str, target: str) -> tuple[str, ...]:
    """What the target of a reference to a post may be the name of, on a page; best first."""
    return joined(docname, target), target.removeprefix("/"), target


def pages(site: Site) -> set[str]:
    """The pages that show something of a post or a term that they refer to."""
    return {page for page in site.references if facts(site, page)}


def facts(site: Site, page: str) -> list[str]:
    """What the references on a page show; of one whose target is unknown, nothing."""
    shown = []
    for reference in site.references.get(page, ()):
        if reference.role == ANY:
            found = site.targets.find_any(reference.target, page)
        else:
            found = [site.targets.find(reference.role, reference.target, page) or Found("")]
        shown += [
            repr((reference, each.role, each.page, each.anchor, each.elsewhere, title))
            for each in found
            if each.role
            for title in [None if reference.own_text else each.title]
        ]
    return shown


def _fits(name: str) -> bool:
    """Whether a reader of an inventory gets this name back from its line."""
    found = _LINE.match(f"{name} post:ref 1 x -")
    return clean(name).strip() == name and found is not None and found[1] == name
