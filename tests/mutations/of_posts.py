"""Faults in how posts come and go, and in what their cards show."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A line of the package, and what it becomes."""

    what: str
    file: str
    line: str
    becomes: str


def without(field: str, empty: str) -> Fault:
    """The fingerprint leaves out a field of the posts."""
    return Fault(
        f"the fingerprint leaves out: {field}",
        "domain.py",
        "return hashlib.sha256(repr(post).encode(",
        f"post = __import__('dataclasses').replace(post, {field}={empty})\n"
        "    return hashlib.sha256(repr(post).encode(",
    )


OF_POSTS = (
    Fault(
        "the record is never written",
        "fresh.py",
        "new.write(builder)",
        "pass",
    ),
    Fault(
        "a killed build leaves the old record",
        "fresh.py",
        "Record(made=made, later=later, pictures=shown, feeds=feeds, whole=False).write(builder)",
        "pass",
    ),
    Fault(
        "a lost record is a good one",
        "record.py",
        "return cls(whole=False)",
        "return cls()",
    ),
    Fault(
        "env-updated returns nothing",
        "fresh.py",
        "old = {page for page in known if",
        "old = {page for page in () if",
    ),
    without("title", "None"),
    without("excerpt", "None"),
    without("date", "None"),
    without("categories", "()"),
    Fault(
        "the fingerprint leaves out: what state a post is in",
        "domain.py",
        'f"{self._digest_of(post)}{extra} {self.state(post)}"',
        'f"{self._digest_of(post)}{extra}"',
    ),
    Fault(
        "a post that another extension has put in place keeps the hash of ours",
        "domain.py",
        "own[post.place] is post:",
        "own[post.place].key == post.key:",
    ),
    Fault(
        "a field that another extension has changed in place is not seen",
        "domain.py",
        'extra = f" {post.extra!r}" if post.extra else ""',
        'extra = ""',
    ),
    Fault(
        "the fingerprint leaves out: the options of an index",
        "fresh.py",
        "[repr((index, [",
        '[repr(("", [',
    ),
    Fault(
        "the fingerprint leaves out: the stylesheet",
        "hashes.py",
        "style.update(file.read_bytes())",
        "pass",
    ),
    Fault(
        "the fingerprint leaves out: the version",
        "hashes.py",
        "own = (__version__, ",
        "own = (",
    ),
    Fault(
        "the fingerprint leaves out: links in vain",
        "fresh.py",
        "[repr(absent), repr(sections)",
        "[repr(sections)",
    ),
    Fault(
        "a page that was only resolved counts as written",
        "fresh.py",
        "return page in build.resolved and _stamp(builder, page) != build.resolved[page]",
        "return page in build.resolved",
    ),
    Fault(
        "nothing is withdrawn",
        "fresh.py",
        "left = _withdraw(builder, record, made)",
        "left = False",
    ),
    Fault(
        "what is held back is only looked for in the record",
        "fresh.py",
        "held = {file for file in held if (outdir / file).is_file()}",
        "held = set()",
    ),
    Fault(
        "files that others make, too, are removed",
        "fresh.py",
        "kept = _files(outputs.made_of(builder, docs)) if dropped | held else set()",
        "kept = set()",
    ),
    Fault(
        "the search index keeps the words of what has left",
        "fresh.py",
        "index.unlink(missing_ok=True)",
        "pass",
    ),
    Fault(
        "drafts that are no posts are not in the record",
        "fresh.py",
        "return {*site.posts, *site.standings}",
        "return {*site.posts}",
    ),
    Fault(
        "the record names what is held back",
        "fresh.py",
        "return {*site.posts, *site.standings}",
        "return {*site.posts, *site.standings, *site.held}",
    ),
    Fault(
        "images are not withdrawn",
        "outputs.py",
        "yield users, posixpath.join(builder.imagedir, name)",
        "continue",
    ),
    Fault(
        "copies of sources are not withdrawn",
        "outputs.py",
        'if getattr(builder, "copysource", False):',
        "if False:",
    ),
    Fault(
        "merge_domaindata is forgotten",
        "domain.py",
        "mine.update({docname: theirs[docname] for docname in docnames if docname in theirs})",
        "pass",
    ),
    Fault(
        "clear_doc is forgotten",
        "domain.py",
        "self.data[kind].pop(docname, None)",
        "pass",
    ),
    Fault(
        "links to documents are not noted",
        "read/linked.py",
        "site.note_missing(env.docname, tuple(named))",
        "pass",
    ),
    Fault(
        "references to posts are not noted",
        "read/linked.py",
        "site.note_references(env.docname, found)",
        "pass",
    ),
    Fault(
        "pages that link to what moved are not read again",
        "read/hold.py",
        "if not docnames.isdisjoint(named)}",
        "if named is None}",
    ),
    Fault(
        "what was read is not purged when it is held back",
        "read/hold.py",
        "removed |= held & env.all_docs.keys()",
        "pass",
    ),
    Fault(
        "nothing is held back",
        "read/hold.py",
        "held = set(site.held)",
        "held = set()",
    ),
    Fault(
        "what only a parser knows is not held back",
        "read/hold.py",
        "for name, state in found.items():",
        "for name, state in dict().items():",
    ),
    Fault(
        "an edit counts as an arrival",
        "read/hold.py",
        "if docname not in site.env.all_docs:",
        "if docname:",
    ),
    Fault(
        "the clock is read, not SOURCE_DATE_EPOCH",
        "read/publish.py",
        "return datetime.fromtimestamp(int(epoch), UTC)",
        "return datetime.now(UTC)",
    ),
    Fault(
        "nothing expires",
        "read/publish.py",
        "if self.expires and _due(self.expires) <= moment:",
        "if False:",
    ),
    Fault(
        "posts of one day are in any order",
        "query.py",
        "sorted(posts, key=lambda post: (post.docname, post.place))",
        "sorted(posts, key=lambda post: hash(post.docname))",
    ),
    Fault(
        "the closing line counts nothing",
        "report.py",
        "states = Counter(held)",
        "states = Counter()",
    ),
)
