"""Text with marks: cleaned, joined, trimmed, and nothing lost that a reader sees."""

from __future__ import annotations

import copy
import pickle
import sys
import unicodedata
from typing import TYPE_CHECKING, cast

import pytest

from sphinx_postindex.richtext import RichText, Run, clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_postindex.richtext import Mark

EM: tuple[Mark, ...] = ("emphasis",)
ISOLATES = ("LRI", "RLI", "FSI", "PDI")
MATH: tuple[Mark, ...] = ("math",)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plain text", "plain text"),
        ("two  blanks", "two blanks"),
        ("line\nbreak,\ttab", "line break, tab"),
        ("no-break\u00a0blank", "no-break blank"),
        ("wide\u3000blank", "wide blank"),
        (" kept at the ends ", " kept at the ends "),
        ("bell\x07, null\x00", "bell, null"),
        ("soft\u00adhyphen", "softhyphen"),
        ("mark\ufeff", "mark"),
        ("turned \u202eround\u202c", "turned round"),
        ("isolated \u2067right\u2069", "isolated right"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("private \ue000use", "private use"),
        ("non\ufffe\ufdd0\U0001ffffcharacters", "noncharacters"),
        ("cafe\u0301", "caf\u00e9"),
        ("right-to-left mark \u200f stays", "right-to-left mark \u200f stays"),
        ("no\u200cjoiner", "no\u200cjoiner"),
    ],
)
def test_clean_text_holds_only_what_any_writer_can_take(given: str, expected: str) -> None:
    assert clean(given) == expected


def test_of_all_characters_exactly_those_are_dropped_that_have_no_place_in_a_title() -> None:
    def kept(char: str) -> bool:
        turns = unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", *ISOLATES}
        return char.isspace() or not (
            unicodedata.category(char) in {"Cc", "Cs", "Co"}
            or turns
            or char in {"\u00ad", "\ufeff"}
            or 0xFDD0 <= ord(char) <= 0xFDEF
            or ord(char) % 0x10000 >= 0xFFFE
        )

    every = map(chr, range(sys.maxunicode + 1))
    assert [char for char in every if bool(clean(char)) != kept(char)] == []


def test_a_joined_emoji_stays_joined() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clean(family) == family


def test_a_character_newer_than_this_python_stays() -> None:
    """U+1CCFA is Unicode 16, later than Python 3.13's tables."""
    assert clean("new \U0001ccfa") == "new \U0001ccfa"


@pytest.mark.parametrize("dropped", ["\x00", "\u00ad", "\u202e", "\ufeff"])
def test_what_is_dropped_between_blanks_leaves_one_blank(dropped: str) -> None:
    assert clean(f"a {dropped} b") == "a b"


def test_ends_are_trimmed_and_blanks_between_runs_are_single() -> None:
    text = RichText.of([Run(" a "), Run(" b ", EM), Run(" "), Run(" c  ")])
    assert text.runs == (Run("a "), Run("b ", EM), Run("c"))


def test_a_last_run_of_one_blank_goes_and_so_does_nothing_else() -> None:
    assert RichText.of([Run("a", EM), Run(" ")]).runs == (Run("a", EM),)


def test_neighbours_of_equal_marks_are_one_run() -> None:
    assert RichText.of([Run("a"), Run("b"), Run("c", EM)]).runs == (Run("ab"), Run("c", EM))


def test_neighbours_around_nothing_are_one_run() -> None:
    assert RichText.of([Run("a"), Run("\x00", EM), Run("b")]).runs == (Run("ab"),)


def test_two_formulas_in_a_row_stay_two() -> None:
    r"""As one they would read ``\alphab``, which is another formula."""
    formulas = (Run(r"\alpha", MATH), Run("b", MATH))
    assert RichText.of(formulas).runs == formulas


def test_a_formula_has_no_blanks_at_its_ends_and_its_neighbours_keep_theirs() -> None:
    text = RichText.of([Run("a "), Run(" x + y ", MATH), Run(" b "), Run(" ", MATH)])
    assert text.runs == (Run("a "), Run("x + y", MATH), Run(" b"))


def test_a_letter_and_its_accent_are_one_character_though_they_came_in_two_runs() -> None:
    assert RichText.of([Run("e"), Run("\u0301")]).text == "\u00e9"


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\x00", "\u00a0\u00ad "])
def test_text_of_blanks_is_no_text(blank: str) -> None:
    assert not RichText.plain(blank)
    assert RichText.plain(blank).text == ""


def test_text_is_the_characters_of_all_runs() -> None:
    assert RichText.of([Run("why "), Run("delays", EM), Run(" matter")]).text == "why delays matter"
    assert RichText.plain("why")


def pickled(text: RichText) -> RichText:
    return cast("RichText", pickle.loads(pickle.dumps(text)))  # noqa: S301 - made here


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_a_text_that_was_packed_is_the_same_text(again: Callable[[RichText], RichText]) -> None:
    """Its runs are unpacked when somebody asks; what is asked in vain is told as ever."""
    text = RichText.of([Run("a "), Run("b \ud800", ("strong", "emphasis"))])
    for made in (again(text), again(again(text))):
        assert not hasattr(made, "walks")
        assert (made, hash(made), repr(made), bool(made)) == (text, hash(text), repr(text), True)
    assert not again(RichText())
