"""Whether a post that another extension has made is one. Pure.

Python holds nobody to the types of a dataclass. What comes in here is held to them once, so
that nothing behind it has to ask, and a mistake is told of the post that has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args

from sphinx_postindex.model import Author, Image, Post, PostDate, Precision
from sphinx_postindex.richtext import Mark, RichText, Run
from sphinx_postindex.urls import PEOPLE, file_or_url, web_url

# Controls and lone surrogates: some output cannot hold them.
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Test = Callable[[Any], bool]


def wrong(post: Post) -> str:
    """What cannot be used of a post, in words; nothing where all can."""
    for name, (fits, kind) in FIELDS.items():
        if not fits(getattr(post, name)):
            return f"{name!r} is not {kind}"
    try:
        repr(post)  # what tells it from others
    except Exception as error:  # noqa: BLE001 - whatever somebody's own object does
        return f"'extra' cannot be compared: {error}"
    return ""


def tidied(post: Post) -> Post:
    """The post with its texts as ours are: blanks single, no character that no page can show."""
    title, excerpt = RichText.of(post.title.runs), RichText.of(post.excerpt.runs)
    return replace(post, title=title, excerpt=excerpt)


def _text(value: object) -> bool:
    return isinstance(value, str) and not _UNFIT.search(value)


def _word(value: object) -> bool:
    return _text(value) and bool(str(value).strip())


def _each(fits: Test) -> Test:
    return lambda value: isinstance(value, tuple) and all(map(fits, value))


def _one_of(names: Container[str]) -> Test:
    return lambda value: isinstance(value, str) and value in names


def _maybe(fits: Test) -> Test:
    return lambda value: value is None or fits(value)


def _truth(value: object) -> bool:
    return isinstance(value, bool)


def _count(value: object) -> bool:
    return isinstance(value, int) and value >= 0


def _number(value: object) -> bool:
    return isinstance(value, int | float) and value == value  # noqa: PLR0124 - no NaN


def _rich(value: object) -> bool:
    return isinstance(value, RichText) and _each(_run)(value.runs)


def _run(value: object) -> bool:
    if not isinstance(value, Run):
        return False
    text: object = value.text
    return isinstance(text, str) and _each(_one_of(get_args(Mark)))(value.marks)


def _title(value: object) -> bool:
    return isinstance(value, RichText) and _rich(value) and bool(RichText.of(value.runs))


def _date(value: object) -> bool:
    known = _one_of(get_args(Precision))
    return isinstance(value, PostDate) and known(value.precision) and _moment(value.when)


def _moment(value: object) -> bool:
    """Whether it is a moment in a year that UTC has, wherever the build runs."""
    try:
        return (
            isinstance(value, datetime)
            and value.utcoffset() is not None
            and bool(value.astimezone(UTC))
        )
    except OverflowError:
        return False


def _author(value: object) -> bool:
    return isinstance(value, Author) and _word(value.name) and _maybe(_contact)(value.url)


def _contact(value: object) -> bool:
    return _text(value) and web_url(str(value), PEOPLE) is not None


def _image(value: object) -> bool:
    if not isinstance(value, Image):
        return False
    texts = (value.uri, value.alt, value.path, value.kind, value.digest)
    sizes = (value.width, value.height)
    known = all(map(_text, texts)) and all(map(_count, sizes))
    return known and bool(value.path or file_or_url(value.uri))


def _address(value: object) -> bool:
    return _text(value) and web_url(str(value)) is not None


def _mapping(value: object) -> bool:
    return isinstance(value, Mapping)


_LINE = "a text without control characters"
_LINES = "a tuple of such texts, none of them blank"
_DATE = "None or a PostDate with an offset and a precision"

FIELDS: Mapping[str, tuple[Test, str]] = {
    "docname": (_word, f"{_LINE}, and not blank"),
    "anchor": (_text, _LINE),
    "place": (_count, "a number from 0"),
    "title": (_title, "a RichText with a character"),
    "date": (_maybe(_date), _DATE),
    "updated": (_maybe(_date), _DATE),
    "expires": (_maybe(_date), _DATE),
    "categories": (_each(_word), _LINES),
    "tags": (_each(_word), _LINES),
    "authors": (_each(_author), "a tuple of Author, each with a name and perhaps an address"),
    "excerpt": (_rich, "a RichText"),
    "excerpt_whole": (_truth, "True or False"),
    "image": (_maybe(_image), "None or an Image"),
    "draft": (_truth, "True or False"),
    "unlisted": (_truth, "True or False"),
    "pinned": (_truth, "True or False"),
    "order": (_maybe(_number), "None or a number"),
    "series": (_maybe(_word), f"None or {_LINE}"),
    "series_order": (_maybe(_number), "None or a number"),
    "languages": (_each(_word), _LINES),
    "locations": (_each(_word), _LINES),
    "external_url": (_maybe(_address), "None or an absolute http(s) address"),
    "id": (_maybe(_word), f"None or {_LINE}"),
    "guid": (_maybe(_word), f"None or {_LINE}"),
    "minutes": (_count, "a number from 0"),
    "extra": (_mapping, "a mapping"),
}
"""What each field of a post has to be: a test, and how that is said."""
