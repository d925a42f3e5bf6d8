"""What an author does between two builds, drawn at random.

Each edit changes the blog and tells in a few words what it did; one that does not apply
gives ``""``. Some follow a rule because bare Sphinx would be stale otherwise; the rule
and its reason stand with the edit, and ``test_bare_sphinx.py`` shows them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from blog import Doc

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from blog import Blog

    Edit = Callable[[Random, Blog], str]

WORDS = ("quorum", "ledger", "beacon", "orchid", "walrus", "copper", "meadow", "violin")
CATEGORIES = ("Alpha", "Beta", "Gamma", "alpha", "Alpha, Beta", '"Beta, Inc."')
FOLDERS = ("posts/", "posts/sub/", "notes/", "")
FEWEST, MOST = 6, 13
# The root and a page that is never in the way.
STAY = frozenset({"index"})


def _fresh(rng: Random) -> str:
    return f"{rng.choice(WORDS)} {rng.choice(WORDS)} {rng.randrange(10_000)}"


def _post(rng: Random, blog: Blog) -> str:
    return rng.choice([name for name, doc in blog.docs.items() if doc.is_post()] or ["index"])


def _day(rng: Random, blog: Blog, start: int, end: int) -> str:
    return (blog.now + timedelta(days=rng.randint(start, end))).date().isoformat()


def shown_text(rng: Random, blog: Blog) -> str:
    name = _post(rng, blog)
    blog.docs[name].lead = f"Lead *{_fresh(rng)}*."
    return f"text of {name}"


def hidden_text(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs))
    blog.docs[name].tail = f"Tail {_fresh(rng)}."
    return f"hidden text of {name}"


def title(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs))
    blog.docs[name].title = f"Title {_fresh(rng)}"
    return f"title of {name}"


def _field(field: str, *values: str | None) -> Edit:
    def edit(rng: Random, blog: Blog) -> str:
        name, value = _post(rng, blog), rng.choice(values)
        fields = blog.docs[name].fields
        if value is None:
            fields.pop(field, None)
        else:
            fields[field] = value
        return f"{field} of {name}: {value}"

    return edit


def date(rng: Random, blog: Blog) -> str:
    name = _post(rng, blog)
    # Equal dates are common, so that the docname decides.
    blog.docs[name].fields["date"] = rng.choice(("2026-01-05", _day(rng, blog, -60, 0)))
    return f"date of {name}: {blog.docs[name].fields['date']}"


def schedule(rng: Random, blog: Blog) -> str:
    name = _post(rng, blog)
    blog.docs[name].fields["date"] = _day(rng, blog, 1, 12)
    return f"{name} scheduled for {blog.docs[name].fields['date']}"


def expire(rng: Random, blog: Blog) -> str:
    name = _post(rng, blog)
    blog.docs[name].fields["expires"] = _day(rng, blog, -3, 8)
    return f"{name} expires {blog.docs[name].fields['expires']}"


def time_passes(rng: Random, blog: Blog) -> str:
    blog.now += timedelta(days=rng.choice((1, 2, 5)), hours=rng.randrange(24))
    return f"it is {blog.now:%Y-%m-%d %H:%M}"


def opt_out(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs.keys() - STAY))
    fields = blog.docs[name].fields
    if "post" in fields:
        del fields["post"]
        return f"post: dropped from {name}"
    # A page that is made one by `post: true` alone has no date: it is listed last.
    fields["post"] = "false" if blog.docs[name].is_post() else "true"
    return f"post: {fields['post']} in {name}"


def draft_of_a_page(rng: Random, blog: Blog) -> str:
    pages = [n for n, doc in blog.docs.items() if not doc.is_post() and n not in STAY]
    if not pages:
        return ""
    name = rng.choice(pages)
    fields = blog.docs[name].fields
    fields["draft"] = "false" if fields.get("draft") == "true" else "true"
    return f"draft of page {name}: {fields['draft']}"


def add(rng: Random, blog: Blog) -> str:
    if len(blog.docs) >= MOST:
        return ""
    name = f"{rng.choice(FOLDERS)}{rng.choice(WORDS)}{rng.randrange(4)}"
    if name in blog.docs:
        return ""
    doc = Doc(f"New {_fresh(rng)}", f"Lead {_fresh(rng)}.", f"Tail {_fresh(rng)}.")
    doc.suffix, doc.directive = rng.choice(
        ((".md", False), (".md", False), (".md", True), (".rst", True))
    )
    doc.fields = {"date": _day(rng, blog, -90, 2), "category": rng.choice(CATEGORIES)}
    if rng.random() < 0.2:
        doc.fields["draft"] = "true"
    if rng.random() < 0.3:
        doc.images = (rng.choice(sorted(blog.images)),)
    if rng.random() < 0.15:
        doc.fields = {}
    blog.docs[name] = doc
    return f"add {name}{doc.suffix}"


def delete(rng: Random, blog: Blog) -> str:
    if len(blog.docs) <= FEWEST:
        return ""
    name = rng.choice(sorted(blog.docs.keys() - STAY))
    _leaves(blog, name)
    del blog.docs[name]
    return f"delete {name}"


def rename(rng: Random, blog: Blog) -> str:
    old = rng.choice(sorted(blog.docs.keys() - STAY))
    new = f"{rng.choice(FOLDERS)}{rng.choice((old.rpartition('/')[2], *WORDS))}"
    if new in blog.docs or new == "index":
        return ""
    _leaves(blog, old)
    doc = blog.docs.pop(old)
    blog.docs[new] = doc
    return f"rename {old} to {new}"


def _leaves(blog: Blog, name: str) -> None:
    """The author takes a page that is no post out of the toctree: Sphinx would keep it there."""
    root = blog.docs["index"]
    if name in blog.plain and root.toctree:
        root.toctree = tuple(entry for entry in root.toctree if entry != name)
        # A glob that has matched it must be read again.
        root.tail += "." if any("*" in entry for entry in root.toctree) else ""


def convert(rng: Random, blog: Blog) -> str:
    """Only a post: of another page Sphinx keeps the copy of the old source."""
    name = _post(rng, blog)
    doc = blog.docs[name]
    if not doc.is_post() or name in blog.plain:
        return ""
    if doc.suffix == ".md":
        doc.suffix, doc.directive = rng.choice(((".rst", True), (".md", not doc.directive)))
    else:
        doc.suffix = ".md"
    return f"{name} is {'a directive in ' if doc.directive else ''}{doc.suffix} now"


def link(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs))
    doc = blog.docs[name]
    if doc.links and rng.random() < 0.5:
        doc.links = doc.links[:-1]
        return f"a link less in {name}"
    kind = rng.choice(("md", "doc", "text"))
    target = _post(rng, blog)
    if blog.docs[target].suffix != ".md" and kind != "doc":
        return ""
    doc.links = (*doc.links, (kind, target))
    return f"{kind} link from {name} to {target}"


def image(rng: Random, blog: Blog) -> str:
    name = _post(rng, blog)
    doc = blog.docs[name]
    doc.images = () if doc.images else (rng.choice(sorted(blog.images)),)
    return f"images of {name}: {doc.images}"


def image_bytes(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.images))
    blog.images[name] += 1
    return f"bytes of image {name}"


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


def holds_index(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs.keys() - STAY))
    doc = blog.docs[name]
    doc.index = {} if doc.index is None else None
    return f"{name} {'starts' if doc.index == {} else 'stops'} holding an index"


def index_option(rng: Random, blog: Blog) -> str:
    name = rng.choice([n for n, doc in blog.docs.items() if doc.index is not None])
    options = blog.docs[name].index
    assert options is not None
    option, *values = rng.choice(
        (
            ("limit", "2", "4"),
            ("category", "Alpha", "Beta", "*a"),
            ("exclude-tag", "red"),
            ("author", "Jane", "J*"),
            ("sort", "title asc", "date asc"),
            ("excerpt-length", "10", "0"),
            ("date-format", "iso", "full"),
            ("path", "/posts/**"),
            ("more", "On", "Weiter"),
        )
    )
    if option in options:
        del options[option]
        return f"{name}: {option} dropped"
    options[option] = rng.choice(values)
    return f"{name}: {option} {options[option]}"


def setting(rng: Random, blog: Blog) -> str:
    name, *values = rng.choice(
        (
            ("postindex_defaults", {"excerpt-length": 12}, {"date-format": "iso"}),
            ("postindex_drafts", True),
            ("postindex_future", True),
            ("html_theme_options", {"nosidebar": True}, {"sidebarwidth": "9em"}),
            ("html_title", "Another title"),
            ("postindex_orphans", False),
        )
    )
    if name in blog.config:
        del blog.config[name]
        return f"{name} dropped"
    blog.config[name] = rng.choice(values)
    return f"{name} = {blog.config[name]!r}"


def nothing(_rng: Random, _blog: Blog) -> str:
    return "nothing"


DRAFT = _field("draft", "true", "true", "false", None)
# Safe: nothing leaves the sources, and no file of a page is dropped by it.
SAFE: dict[Edit, int] = {
    shown_text: 3,
    hidden_text: 3,
    title: 4,
    date: 3,
    _field("category", *CATEGORIES, None): 3,
    _field("tags", "[red]", "red, blue", None): 2,
    _field("author", "Jane", "[Jane, John]", None): 2,
    _field("excerpt", "Own *excerpt*.", "Another.", None): 2,
    _field("pinned", "true", "false", None): 1,
    _field("unlisted", "true", None): 2,
    DRAFT: 5,
    schedule: 3,
    expire: 2,
    time_passes: 5,
    link: 3,
    image_bytes: 1,
    holds_index: 2,
    index_option: 4,
    nothing: 1,
}
EDITS: dict[Edit, int] = {
    **SAFE,
    opt_out: 2,
    draft_of_a_page: 1,
    add: 5,
    delete: 4,
    rename: 4,
    convert: 2,
    image: 2,
    toctree: 2,
    setting: 3,
}


def draw(rng: Random, blog: Blog, edits: dict[Edit, int], number: int) -> list[str]:
    """Make some edits; what was done."""
    done: list[str] = []
    while len(done) < number:
        (edit,) = rng.choices([*edits], weights=[*edits.values()])
        if text := edit(rng, blog):
            done.append(text)
    return done
