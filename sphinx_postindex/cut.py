"""Cutting a text to a length: at a word, after a sentence or anywhere; never in a grapheme.

Only the first ``length`` + 1 characters are ever looked at, so the time does not depend on
how long the text is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from sphinx_postindex.richtext import RichText, Run, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_postindex.richtext import Cut

# Characters that are a grapheme each, whatever stands beside them: Latin letters and
# typographic punctuation. They spare most texts the segmentation, which is slow where
# wcwidth comes without its compiled part.
_SINGLE = re.compile("[ -\u02ff\u2010-\u2027]*")

# Not left standing before an ellipsis. Dashes and opening brackets are added by category.
_STOPS = frozenset(
    " ,;:.!?…·"
    "\u060c\u061b\u061f\u06d4"  # Arabic comma, semicolon, question mark, full stop
    "\u0964\u104a\u104b\u17d4"  # Devanagari, Burmese, Khmer
    "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff61\uff64",  # CJK
)
# These open after a blank or a bracket; after a letter they close, or are an apostrophe.
_QUOTES = frozenset("\"'\u2018\u201c\u00ab\u2039")

# A stop and its closing quotes, before a blank; CJK stops need no blank after them, and
# there a “ opens the next sentence.
_SENTENCE = re.compile(
    "[.?!…\u061f\u06d4\u0964\u104b\u17d4]"
    "[\"'\u2018\u2019\u201c\u201d\u00ab\u00bb\u2039\u203a)\\]]*+(?= )"
    "|[\u3002\uff01\uff1f\uff61][\u2019\u201d\u300d\u300f\u3011\u3009\u300b\uff09\uff63]*+",
)


def cut(text: RichText, length: int, how: Cut = "word", ellipsis: str = "…") -> RichText:
    """Cut a text to at most ``length`` code points, the ellipsis included.

    A grapheme (Unicode Standard Annex #29) and a formula are kept whole or left out, even
    where nothing but the ellipsis remains. The marks of what is kept stay; the ellipsis
    has none.

    :param length: 0 is the whole text; a text that is not longer comes back as it is
    :param how: ``word``: back to the end of a word, if that keeps 60 % of the room, and
        without the punctuation there; ``sentence``: after the last sentence that ends
        beyond half of the room, without an ellipsis, or else as ``word``; ``character``:
        at the length
    :param ellipsis: left out where it alone would be longer than ``length``
    """
    if length < 1:
        return text
    runs = _first(text.runs, length + 1)
    head = "".join(run.text for run in runs)
    if len(head) <= length:
        return text
    ellipsis = clean(ellipsis).rstrip()
    if len(ellipsis) > length:
        ellipsis = ""
    room = length - len(ellipsis)
    places = _places(runs, head)
    if how == "sentence" and (end := _sentence_end(runs, places)) * 2 > room:
        return RichText(tuple(_first(runs, end)))
    del places[bisect_right(places, room) :]
    end = places[-1]
    if how != "character":
        end = _word_end(head, places)
        del places[bisect_right(places, end) :]
        end = _tidied(head, places, _last_whole(runs, end))
    elif not ellipsis:
        end = _back(places, lambda at: head[at - 1] == " ")
    return RichText((*_with_ellipsis(_first(runs, end), ellipsis),))


def _first(runs: Iterable[Run], count: int) -> list[Run]:
    """The runs of the first ``count`` characters."""
    kept: list[Run] = []
    for run in runs:
        if count <= 0:
            break
        kept.append(Run(run.text[:count], run.marks) if len(run.text) > count else run)
        count -= len(run.text)
    return kept


def _with_ellipsis(runs: list[Run], ellipsis: str) -> list[Run]:
    """Runs that end with the ellipsis, which joins the last of them if that has no mark."""
    if not runs or runs[-1].text.endswith(" "):
        ellipsis = ellipsis.removeprefix(" ")
    if not ellipsis:
        return runs
    if runs and not runs[-1].marks:
        return [*runs[:-1], Run(runs[-1].text + ellipsis)]
    return [*runs, Run(ellipsis)]


def _places(runs: Iterable[Run], head: str) -> list[int]:
    """Where the text may end, ascending from 0: at graphemes, and not inside a formula.

    The end of the head is none: it was not looked at what follows there.
    """
    inside: set[int] = set()
    start = 0
    for run in runs:
        if "math" in run.marks:
            inside.update(range(start + 1, start + len(run.text)))
        start += len(run.text)
    ends: Iterable[int] = (
        range(len(head))
        if _SINGLE.fullmatch(head)
        else accumulate(map(len, _graphemes(head)), initial=0)
    )
    return [end for end in ends if end < len(head) and end not in inside]


def _graphemes(text: str) -> Iterator[str]:
    # Its tables are large, and a build of Latin texts needs none of them.
    from wcwidth import iter_graphemes  # noqa: PLC0415

    return iter_graphemes(text)


def _sentence_end(runs: Iterable[Run], places: Sequence[int]) -> int:
    """The last place after a sentence, or 0; a stop in code or in a formula ends none."""
    words = "".join(
        "x" * len(run.text) if {"code", "math"} & {*run.marks} else run.text for run in runs
    )
    allowed = {*places}
    ends = (match.end() for match in _SENTENCE.finditer(words))
    return max((end for end in ends if end in allowed), default=0)


def _word_end(head: str, places: Sequence[int]) -> int:
    """The last place where a word ends, or the last of all if that would lose too much."""
    last = places[-1]
    for at in reversed(places):
        if at == 0 or at * 5 < last * 3:
            break
        if head[at] == " " or _is_unspaced(head[at]) or _is_unspaced(head[at - 1]):
            return at
    return last


def _last_whole(runs: Iterable[Run], end: int) -> int:
    """Where the last code or formula that is whole before ``end`` ends, or 0.

    Its last character belongs to it, also where it is a stop or a dash: ``i--``.
    """
    found = start = 0
    for run in runs:
        start += len(run.text)
        if start <= end and {"code", "math"} & {*run.marks}:
            found = start
    return found


def _tidied(head: str, places: Sequence[int], floor: int) -> int:
    """The last place that leaves no blank and no punctuation before the ellipsis.

    Where there is nothing but punctuation, it stays.
    """

    def blank(at: int) -> bool:
        return head[at - 1] == " "

    def loose(at: int) -> bool:
        return blank(at) or (at > floor and _hangs(head, at))

    return _back(places, loose) or _back(places, blank)


def _back(places: Sequence[int], drop: Callable[[int], bool]) -> int:
    """The last place of which ``drop`` does not hold, or 0."""
    return next((at for at in reversed(places) if at == 0 or not drop(at)), 0)


@cache
def _unspaced() -> re.Pattern[str]:
    """Scripts that put no blanks between words: a word may end beside any of their characters.

    Korean does put blanks, so Hangul is not among them. To compile this takes milliseconds.
    """
    return re.compile(
        "["
        "\u0e00-\u0eff"  # Thai, Lao
        "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese and its extensions
        "\u1780-\u17ff"  # Khmer
        "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f"  # CJK
        "\U00020000-\U0003ffff"
        "]"
    )


def _is_unspaced(character: str) -> bool:
    return _unspaced().match(character) is not None


def _hangs(head: str, at: int) -> bool:
    """Whether what stands before a place should not stand before an ellipsis."""
    last = head[at - 1]
    if last in _QUOTES:
        return at == 1 or _opens(head[at - 2])
    return last in _STOPS or unicodedata.category(last) in {"Pd", "Ps"}


def _opens(before: str) -> bool:
    """Whether a quote after this character is an opening one."""
    return (
        before in _QUOTES
        or unicodedata.category(before) in {"Zs", "Pd", "Ps"}
        or _is_unspaced(before)
    )
