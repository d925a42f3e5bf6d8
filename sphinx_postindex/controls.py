"""What the script of an index is told: its form and words, and facts of the posts. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_postindex.model import fold
from sphinx_postindex.query import TERMS, SortKey, arrange
from sphinx_postindex.terms import terms_of
from sphinx_postindex.words import html_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_postindex.look import Control, Look, Taxonomy
    from sphinx_postindex.model import Post
    from sphinx_postindex.words import Words

SORTS = {
    "newest": SortKey("date", descending=True),
    "oldest": SortKey("date"),
    "title": SortKey("title"),
}
"""What a reader can sort by, by the values in an address."""
_CHOICES: dict[Control, Taxonomy] = {"category": "category", "tag": "tag", "author": "author"}


def choices(every: Sequence[Post], look: Look) -> dict[Control, list[str]]:
    """The terms to choose from, by control; one without terms is none."""
    asked = (each for each in look.controls if each in _CHOICES)
    found = {each: [term.label for term in terms_of(every, _CHOICES[each])] for each in asked}
    return {each: labels for each, labels in found.items() if labels}


def form(every: Sequence[Post], look: Look, word: Words, name: str) -> dict[str, Any]:
    """The form of an index, and what its script says; empty where nothing is left to control.

    The form is an element as a list: its name, its attributes, and what is in it.

    :param every: the posts of all pages of the index
    :param name: what the form is called on its page; it begins the names of its parameters
    """
    terms = choices(every, look)
    asked = [each for each in look.controls if each not in _CHOICES or each in terms]
    if not asked:
        return {}
    fields = [_field(each, terms.get(each, []), word, f"{name}-{each}") for each in asked]
    number = name.rpartition("-")[2]
    label = f"{word.filtering} {number}" if number.isdigit() else word.filtering
    attributes = {"class": "postindex-controls", "role": "search", "aria-label": label}
    return {
        "form": ["form", attributes, *fields, ["p", {"role": "status"}]],
        "lang": html_code(word.locale) or "en",
        "counts": word.counts(),
        "none": word.none_found,
        "total": len(every),
        "lost": "",
        "sort": "",
        "of": [],
    }


def _field(control: Control, terms: Sequence[str], word: Words, name: str) -> list[Any]:
    """One control with its label."""
    label = word.control(control)
    if control == "search":
        field: list[Any] = ["input", {"type": "search", "name": name, "autocomplete": "off"}]
        return ["label", {}, label, field]
    named = (
        zip(SORTS, word.sorts(), strict=True)
        if control == "sort"
        else zip(terms, terms, strict=True)
    )
    options = [("", word.first_choice(control)), *named]
    inside = [["option", {"value": value}, text] for value, text in options]
    return ["label", {}, label, ["select", {"name": name}, *inside]]


def facts(shown: Sequence[Post], every: Sequence[Post], look: Look) -> dict[str, Any]:
    """What cards need not show, a list each with a member for each post that is shown.

    ``of`` says which terms it has: ``|y1|g3|`` is of the first category and the third tag that
    can be chosen; the letter is the last of the control's name. ``ranks`` says, for each way to
    sort, where it stands then.
    """
    found: dict[str, Any] = {}
    numbers = {
        each: {fold(label): f"{each[-1]}{n}" for n, label in enumerate(labels, 1)}
        for each, labels in choices(every, look).items()
    }
    if numbers:
        found["of"] = [_terms(post, numbers) for post in shown]
    if "sort" in look.controls:
        found["ranks"] = {name: _ranks(shown, key) for name, key in SORTS.items()}
    return found


def _terms(post: Post, numbers: dict[Control, dict[str, str]]) -> str:
    held = (known[fold(label)] for each, known in numbers.items() for label in TERMS[each](post))
    return "|".join(["", *dict.fromkeys(held), ""])


def _ranks(shown: Sequence[Post], key: SortKey) -> list[int]:
    """The place of each post among those that are shown, if they were sorted."""
    posts = {post.key: post for post in shown}
    places = {post.key: n for n, post in enumerate(arrange(posts.values(), (key,)))}
    return [places[post.key] for post in shown]


def facts_of(told: str) -> dict[str, Any]:
    """The facts of posts in what a script is told."""
    return {
        name: value for name, value in json.loads(told).items() if name in {"of", "ranks", "sort"}
    }


def as_json(told: dict[str, Any]) -> str:
    """Compact, and the same for the same facts."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
