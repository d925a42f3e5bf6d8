"""The words that stand in dates: months, weekdays and fillers, in English and one language.

They come from Babel's CLDR data, so no language has rules of its own here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from babel.dates import tokenize_pattern

from sphinx_postindex.dateformat import locale_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel import Locale

WEEKDAY = 0
FILLER = -1

# What English writers use beside CLDR's own words.
_ENGLISH = {"sept": 9, "of": FILLER, "the": FILLER, "at": FILLER}

# Not ``\w``: the vowels of Thai and of Indian scripts are combining marks.
_LETTER = r"[^\s\d\x00-@\[-`{-\x7f،、·\u2013\u2014]"

# One sign for each field of a pattern, none of them a letter.
_MONTH, _DAY_NAME, _FIELD = "\0", "\1", "\2"
_SIGNS = {"M": _MONTH, "L": _MONTH, "E": _DAY_NAME, "c": _DAY_NAME}
_QUOTES = " '\"`\u201c\u201d\u2018\u00ab\u00bb"

# Direction marks stand in dates that were copied from a page in Arabic or Hebrew.
_SAME = str.maketrans({"\u2019": "'", "\u2212": "-"} | dict.fromkeys("\u200e\u200f\u061c\ufeff"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of dates: for each what it may mean, and how to cut a text into them.

    A meaning is a month (1 to 12), :data:`WEEKDAY`, or :data:`FILLER` such as the Spanish
    "de". The groups of ``token`` are ``name``, ``number`` (in it ``digits``, without the
    ordinal's letters), ``mark`` for punctuation, and ``other`` for what is in no date.
    """

    meanings: Mapping[str, frozenset[int]]
    token: re.Pattern[str]


def plain(text: str) -> str:
    """Fold what makes no difference: case, quotes around, runs of blanks, look-alikes."""
    folded = unicodedata.normalize("NFC", text.translate(_SAME)).casefold()
    return " ".join(folded.split()).strip(_QUOTES)


@lru_cache(maxsize=32)
def vocabulary_of(language: str) -> Vocabulary:
    """Collect the words of a language (see :func:`locale_of`) and of English."""
    found: dict[str, set[int]] = defaultdict(set)
    for word, meaning in _ENGLISH.items():
        found[word].add(meaning)
    for locale in (locale_of("en"), locale_of(language)):
        for word, meaning in _words(locale):
            name = plain(word).strip(" .")
            # Dzongkha's months are bare numbers.
            if name and not name.isdecimal():
                found[name].add(meaning)
    # In falling order a name ("tháng 12") stands before one that begins it ("tháng 1").
    names = "|".join(map(re.escape, sorted(found, reverse=True)))
    token = re.compile(
        # A name is no part of a word, and "tháng 1" no part of "tháng 12".
        rf"(?P<name>(?<!{_LETTER})(?:{names})(?!{_LETTER}|(?<=\d)\d))"
        rf"|(?P<number>(?P<digits>\d+)(?:(?:st|nd|rd|th|er|[ºª°])(?!{_LETTER}))?)"
        r"|(?P<mark>[-\s,./()'،、·\u2013\u2014])"
        r"|(?P<other>.)",
        re.DOTALL,
    )
    return Vocabulary({name: frozenset(each) for name, each in found.items()}, token)


def _words(locale: Locale) -> Iterator[tuple[str, int]]:
    """Yield each word that stands in dates of a locale, with its meaning."""
    literals = " ".join(_literals(locale))
    months, weekdays = (
        # Hebrew, Basque and others glue letters to the month, Thai to the weekday.
        {("", ""), *re.findall(f"({_LETTER}*){sign}({_LETTER}*)", literals)}
        for sign in (_MONTH, _DAY_NAME)
    )
    for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
        for month, name in locale.months[context][width].items():
            yield from ((before + name + after, month) for before, after in months)
        for name in locale.days[context][width].values():
            yield from ((before + name + after, WEEKDAY) for before, after in weekdays)
    for width in ("wide", "abbreviated"):
        yield locale.eras[width][1], FILLER
    for word in re.findall(f"{_LETTER}+", literals):
        yield word, FILLER


def _literals(locale: Locale) -> Iterator[str]:
    """Yield the patterns that write the month as a word, each field as one sign."""
    patterns = [locale.date_formats[form] for form in ("full", "long", "medium")]
    skeletons = locale.datetime_skeletons
    patterns += [skeletons[each] for each in ("yMMMM", "yMMM", "yMMMd") if each in skeletons]
    for pattern in patterns:
        yield "".join(
            value if isinstance(value, str) else _SIGNS.get(value[0], _FIELD)
            for _, value in tokenize_pattern(pattern.pattern)
        )
