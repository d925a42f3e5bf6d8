"""What an author changes in an index or a list of terms, and documents at its pages' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents import Doc
from draws import STAY, a_day, fresh
from moves import arrives, leaves

if TYPE_CHECKING:
    from random import Random

    from blog import Blog
    from edits_posts import Edit

QUERY = (
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
LOOK = (
    ("layout", "list", "table", "compact", "cards"),
    ("layout", "list", "table", "compact"),
    ("fields", "title, image", "image, title, reading-time, mood", "title, series, date, excerpt"),
    ("columns", "1", "3"),
    ("group-by", "year", "month", "category", "tag", "author", "series"),
    ("locale", "de", "ja"),
    ("heading-level", "4"),
)
ASK = (
    ("where", "mood = good", "rank = 2, mood = bad"),
    ("sort", "mood asc", "rank desc, title", "reading-time", "series, series_order"),
    ("series", "Guide", "Gui*"),
    ("no-pin", ""),
    ("since", "2026-03"),
    ("offset", "1"),
)
TERMS = (
    ("layout", "cloud"),
    ("sort", "name desc", "count desc"),
    ("limit", "1", "2"),
    ("category", "Alpha", "*a"),
    ("exclude-tag", "red"),
    ("path", "/posts/**"),
    ("locale", "de"),
    ("empty", "None"),
)
TAXONOMIES = ("category", "tag", "author", "year", "series")


def holds_index(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs.keys() - STAY))
    doc = blog.docs[name]
    doc.index = {} if doc.index is None else None
    return f"{name} {'starts' if doc.index == {} else 'stops'} holding an index"


def holds_terms(rng: Random, blog: Blog) -> str:
    name = rng.choice(sorted(blog.docs))
    doc = blog.docs[name]
    doc.terms = (rng.choice(TAXONOMIES), {}) if doc.terms is None else None
    return f"terms of {name}: {doc.terms and doc.terms[0]}"


def _with_index(rng: Random, blog: Blog) -> tuple[str, dict[str, str]]:
    name = rng.choice([n for n, doc in blog.docs.items() if doc.index is not None])
    options = blog.docs[name].index
    assert options is not None
    return name, options


def _one_of(rng: Random, options: dict[str, str], known: tuple[tuple[str, ...], ...]) -> str:
    """Drop an option, or give it a value."""
    option, *values = rng.choice(known)
    if option in options:
        del options[option]
        return f"{option} dropped"
    options[option] = rng.choice(values)
    return f"{option} {options[option]}"


def option_of(known: tuple[tuple[str, ...], ...]) -> Edit:
    """An option of an index."""

    def edit(rng: Random, blog: Blog) -> str:
        name, options = _with_index(rng, blog)
        return f"{name}: {_one_of(rng, options, known)}"

    return edit


def terms_option(rng: Random, blog: Blog) -> str:
    names = [n for n, doc in blog.docs.items() if doc.terms is not None]
    if not names:
        return ""
    name = rng.choice(names)
    found = blog.docs[name].terms
    assert found is not None
    return f"terms of {name}: {_one_of(rng, found[1], TERMS)}"


def page_size(rng: Random, blog: Blog) -> str:
    """Another size, more often than none."""
    name, options = _with_index(rng, blog)
    if rng.random() < 0.2:
        options.pop("page-size", None)
    else:
        options["page-size"] = rng.choice(("1", "2", "2", "3", "5"))
    return f"{name}: page-size {options.get('page-size')}"


def takes_place(rng: Random, blog: Blog) -> str:
    """A document that has the name of page 2 or 3 of an index, or has it no more."""
    paged = [n for n, doc in blog.docs.items() if doc.index and "page-size" in doc.index]
    if not paged:
        return ""
    name = f"{rng.choice(paged)}/page/{rng.choice((2, 2, 3))}"
    if name in blog.docs:
        leaves(rng, blog, name)
        del blog.docs[name]
        return f"{name} gives its place back"
    blog.docs[name] = doc = Doc(f"Mine {fresh(rng)}", f"Lead {fresh(rng)}.", "Tail.")
    if rng.random() < 0.6:
        doc.fields["date"] = a_day(rng, blog, -20, 5)
    if rng.random() < 0.3:
        doc.fields["draft"] = "true"
    arrives(rng, blog, name)
    return f"{name} takes the place: {doc.fields}"
