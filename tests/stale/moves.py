"""Documents that come and go, and what stands in them beside a post's own fields.

Where bare Sphinx would be stale the author takes care; the reason stands with the edit,
and ``test_bare_sphinx.py`` shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents import Doc
from draws import CATEGORIES, STAY, WORDS, a_day, a_post, fresh

if TYPE_CHECKING:
    from random import Random

    from blog import Blog

FOLDERS = ("posts/", "posts/sub/", "notes/", "")
FEWEST, MOST = 7, 16


def add(rng: Random, blog: Blog) -> str:
    if len(blog.docs) >= MOST:
        return ""
    name = f"{rng.choice(FOLDERS)}{rng.choice(WORDS)}{rng.randrange(4)}"
    if name in blog.docs:
        return ""
    doc = Doc(f"New {fresh(rng)}", f"Lead {fresh(rng)}.", f"Tail {fresh(rng)}.")
    doc.suffix, doc.directive = rng.choice(
        ((".md", False), (".md", False), (".md", True), (".rst", True))
    )
    doc.fields = {"date": a_day(rng, blog, -90, 2), "category": rng.choice(CATEGORIES)}
    if rng.random() < 0.2:
        doc.fields["draft"] = "true"
    if rng.random() < 0.3:
        doc.images = (rng.choice(sorted(blog.images)),)
    if rng.random() < 0.15:
        doc.fields = {}
    blog.docs[name] = doc
    arrives(rng, blog, name)
    return f"add {name}{doc.suffix}"


def delete(rng: Random, blog: Blog) -> str:
    if len(blog.docs) <= FEWEST:
        return ""
    name = rng.choice(sorted(blog.docs.keys() - STAY))
    leaves(rng, blog, name)
    del blog.docs[name]
    return f"delete {name}"


def rename(rng: Random, blog: Blog) -> str:
    old = rng.choice(sorted(blog.docs.keys() - STAY))
    new = f"{rng.choice(FOLDERS)}{rng.choice((old.rpartition('/')[2], *WORDS))}"
    if new in blog.docs or new == "index":
        return ""
    leaves(rng, blog, old)
    blog.docs[new] = blog.docs.pop(old)
    arrives(rng, blog, new)
    return f"rename {old} to {new}"


def leaves(rng: Random, blog: Blog, name: str) -> None:
    """The author looks after what names a document that goes, where Sphinx does not."""
    root = blog.docs["index"]
    if name in blog.plain and root.toctree:
        root.toctree = tuple(entry for entry in root.toctree if entry != name)
        # A glob that has matched it must be read again.
        root.tail += "." if any("*" in entry for entry in root.toctree) else ""
    if name not in blog.read:
        _look_at_links(rng, blog, name)


def arrives(rng: Random, blog: Blog, name: str) -> None:
    """The author looks after links to a new document, where Sphinx does not."""
    if blog.docs[name].state(blog.now) != "published":
        _look_at_links(rng, blog, name)


def _look_at_links(rng: Random, blog: Blog, name: str) -> None:
    """Edit the pages that link to a file of which the build does not know.

    MyST decides while it reads a page whether there is such a file, and Sphinx has no
    reason to read it again. Either way the link is broken.
    """
    for doc in blog.docs.values():
        if any(target == name and kind != "doc" for kind, target in doc.links):
            doc.tail = f"Tail {fresh(rng)}."


def convert(rng: Random, blog: Blog) -> str:
    """Only a post: of another page Sphinx keeps the copy of the old source."""
    name = a_post(rng, blog)
    doc = blog.docs[name]
    if not doc.is_post() or name in blog.plain:
        return ""
    if doc.suffix == ".md":
        doc.suffix, doc.directive = rng.choice(((".rst", True), (".md", not doc.directive)))
    else:
        doc.suffix = ".md"
    # A link of MyST's is to a file, with its suffix.
    _look_at_links(rng, blog, name)
    return f"{name} is {'a directive in ' if doc.directive else ''}{doc.suffix} now"


def link(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs))
    doc = blog.docs[name]
    if doc.links and rng.random() < 0.5:
        doc.links = doc.links[:-1]
        return f"a link less in {name}"
    kind = rng.choice(("md", "doc", "text"))
    target = a_post(rng, blog)
    if blog.docs[target].suffix != ".md" and kind != "doc":
        return ""
    doc.links = (*doc.links, (kind, target))
    return f"{kind} link from {name} to {target}"


def toctree(rng: Random, blog: Blog) -> str:
    root = blog.docs["index"]
    assert root.toctree is not None
    if rng.random() < 0.3:
        # Globs and names of one document exclude each other: no page is named twice.
        globbed = any("*" in entry for entry in root.toctree)
        plain = tuple(e for e in root.toctree if not e.startswith("posts/"))
        root.toctree = plain if globbed else (*plain, "posts/*")
    elif len(root.toctree) > 2 and rng.random() < 0.5:
        root.toctree = root.toctree[:-1]
    elif not any("*" in entry for entry in root.toctree):
        root.toctree = tuple(dict.fromkeys((*root.toctree, rng.choice(sorted(blog.docs)))))
        root.toctree = tuple(entry for entry in root.toctree if entry != "index")
    return f"toctree: {' '.join(root.toctree)}"
