"""Cutting: where a text ends, what is dropped there, and what is never broken."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest
from wcwidth import iter_graphemes

from sphinx_postindex.cut import _SINGLE, cut
from sphinx_postindex.richtext import RichText, Run

if TYPE_CHECKING:
    from sphinx_postindex.richtext import Cut, Mark

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
FRANCE = "\U0001f1eb\U0001f1f7"
THAI = "\u0e01\u0e32\u0e23\u0e04\u0e34\u0e14\u0e17\u0e35\u0e48"
CODE: tuple[Mark, ...] = ("code",)
EM: tuple[Mark, ...] = ("emphasis",)
MATH: tuple[Mark, ...] = ("math",)


def shown(text: str, length: int = 150, how: Cut = "word", ellipsis: str = "…") -> str:
    return cut(RichText.plain(text), length, how, ellipsis).text


def of_length(count: int, ending: str) -> str:
    """Invented text of exactly ``count`` characters with this ending."""
    words = "".join(islice(cycle("gate pump valve drain sluice meter "), count - len(ending) - 2))
    return words + "s " + ending if words[-1] != " " else words + "a " + ending


@pytest.mark.parametrize("how", ["word", "sentence", "character"])
@pytest.mark.parametrize("length", [0, 11, 12, 10**9])
def test_a_text_that_fits_is_unchanged_and_has_no_ellipsis(how: Cut, length: int) -> None:
    text = RichText.plain("Short text.")
    assert cut(text, length, how) is text


# --- word ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("The pump ran dry", 12, "The pump…"),
        ("The pump ran dry", 13, "The pump ran…"),
        ("The pump, ran dry", 11, "The pump…"),
        ("The pump. Ran dry", 11, "The pump…"),
        ("The pump - ran dry", 12, "The pump…"),
        ("The pump\u2014ran dry", 10, "The pump…"),
        ("The pump (ran dry)", 11, "The pump…"),
        ("The pump “ran” dry", 11, "The pump…"),
        ("The pump, \u2018“ran”\u2019 dry", 14, "The pump…"),
        ('The pump: "ran" dry', 12, "The pump…"),
        ('The "pump" ran dry', 13, 'The "pump"…'),
        ("The „pump“ ran dry", 13, "The „pump“…"),
        ("The pumps\u2019 ran dry", 12, "The pumps\u2019…"),
    ],
)
def test_a_word_is_whole_and_no_loose_punctuation_stands_before_the_ellipsis(
    text: str, length: int, expected: str
) -> None:
    assert shown(text, length) == expected


def test_a_word_is_cut_where_going_back_would_keep_less_than_60_percent() -> None:
    assert shown("a" * 60 + " " + "b" * 90, 101) == "a" * 60 + "…"
    assert shown("a" * 59 + " " + "b" * 90, 101) == "a" * 59 + " " + "b" * 40 + "…"


def test_words_before_a_long_token_stay_and_the_token_goes() -> None:
    assert shown("Word " * 29 + "a" * 200) == "Word " * 28 + "Word…"


def test_a_long_token_is_cut_at_the_length() -> None:
    assert shown("x" * 1000) == "x" * 149 + "…"


def test_prose_ends_with_a_whole_word() -> None:
    text = of_length(159, "the one behind the inspection hatch of the upper reservoir")
    assert len(text) == 159
    assert shown(text).endswith(" of the upper…")
    assert len(shown(text)) == 150


@pytest.mark.parametrize("text", ["系统思维" * 50, THAI * 40, "\u1780\u17b6" * 99])
def test_a_script_without_blanks_is_cut_at_the_grapheme(text: str) -> None:
    result = shown(text)
    assert result.endswith("…")
    assert 147 <= len(result) <= 150


@pytest.mark.parametrize("char", ["\u0e01", "\u0e81", "\u1005", "\u17a5", "系", "\u30ab", "\uff21"])
def test_a_script_without_blanks_is_not_cut_back_to_a_blank(char: str) -> None:
    """Thai, Lao, Burmese, Khmer, Han, kana and full width."""
    assert shown(f"{char} " * 60 + char * 200) == f"{char} " * 60 + char * 29 + "…"


def test_a_latin_word_among_cjk_is_whole() -> None:
    assert shown("系统Python思维", 7) == "系统Pyth…"
    assert shown("系统思维系统Python思", 9) == "系统思维系统…"
    assert shown("系统思维系统Python思维", 13) == "系统思维系统Python…"


def test_korean_puts_blanks_and_is_cut_at_them() -> None:
    assert shown("시스\ud15c 사\uace0는 중요\ud558다", 11) == ("시스\ud15c 사\uace0는…")


def test_nothing_but_punctuation_stays() -> None:
    assert shown("-" * 200) == "-" * 149 + "…"
    assert shown("- - -", 3) == "-…"
    assert shown('"(ran)"', 3) == '"(…'


@pytest.mark.parametrize(
    "opening", ["(", "(“", "(\u2018“", "\u2014“", "-", "[(", "\u201e", " “", ' "']
)
def test_nothing_stays_open_before_a_formula_that_is_left_out(opening: str) -> None:
    text = RichText.of([Run(f"A{opening}"), Run("x" * 20, MATH)])
    assert cut(text, 20).text == "A…"


@pytest.mark.parametrize("opening", ["“", "\u300c", "\uff08"])
def test_nothing_stays_open_in_cjk(opening: str) -> None:
    assert shown(f"系统思维{opening}系统", 6) == "系统思维…"


# --- sentence ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("The pump ran dry. Nobody saw it", 25, "The pump ran dry."),
        ("The pump ran dry! Nobody saw it", 25, "The pump ran dry!"),
        ("Dry? Yes. Nobody saw it at all", 15, "Dry? Yes."),
        ("The pump ran dry… Nobody saw it", 25, "The pump ran dry…"),
        ("It said “dry.” Nobody saw it", 20, "It said “dry.”"),
        ("(The pump ran dry.) Nobody saw it", 25, "(The pump ran dry.)"),
        ("The pump ran dry. Nobody", 17, "The pump ran dry."),
        ("The pump ran dry. Nobody", 16, "The pump ran…"),
        ("Dry. Nobody saw it for a day", 20, "Dry. Nobody saw it…"),
        ("Version 3.11 of the pump ran", 20, "Version 3.11 of the…"),
        ("泵干了\u3002没人看见它", 7, "泵干了\u3002"),
        (
            "泵干了\uff01\u201d没人看见",
            7,
            "泵干了\uff01\u201d",
        ),
    ],
)
def test_a_sentence_ends_whole_without_an_ellipsis_or_else_as_a_word(
    text: str, length: int, expected: str
) -> None:
    assert shown(text, length, "sentence") == expected


def test_a_sentence_that_would_end_just_behind_the_length_or_in_a_grapheme_is_none() -> None:
    assert shown("系统思维\u3002系统", 4, "sentence") == "系统思…"
    assert shown("系统思\u3002\ufe00系统", 6, "sentence") == "系统思\u3002\ufe00…"


def test_a_sentence_counts_only_beyond_half_of_the_room() -> None:
    assert shown("a" * 49 + ". " + "b" * 90, 101, "sentence").endswith("b…")
    assert shown("a" * 50 + ". " + "b" * 90, 101, "sentence") == "a" * 50 + "."


@pytest.mark.parametrize("marks", [CODE, MATH])
def test_a_stop_in_code_or_a_formula_ends_no_sentence(marks: tuple[Mark, ...]) -> None:
    text = RichText.of([Run("The operator "), Run("a. .", marks), Run(" gives the range")])
    assert cut(text, 26, "sentence").text == "The operator a. . gives…"


# --- character -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "ending",
    ["an at-least-one", "slowly recover\u2014but", "shipped, the ", "and fail anyw", "it “opened” ",
     "message like ", "It was usi", "it was fine. In"],
)  # fmt: skip
def test_153_character_and_three_dots_is_the_first_150_characters(ending: str) -> None:
    """The eight ends of the pages that cut with ``text.slice(0, 150) + "..."``."""
    first = of_length(150, ending)
    assert len(first) == 150
    assert shown(first + "ing more text follows", 153, "character", "...") == first + "..."


def test_a_blank_before_the_ellipsis_stays_but_not_at_the_end() -> None:
    assert shown("The pump ran dry", 10, "character") == "The pump …"
    assert shown("The pump ran dry", 9, "character", "") == "The pump"


# --- the ellipsis --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "expected"), [(1, "a"), (2, "ab"), (3, "..."), (4, "a..."), (5, "ab...")]
)
def test_an_ellipsis_longer_than_the_length_is_left_out(length: int, expected: str) -> None:
    assert shown("abcdefgh", length, "character", "...") == expected


def test_an_ellipsis_may_start_with_a_blank_and_is_cleaned() -> None:
    assert shown("The pump ran dry", 15, ellipsis="  [more]\n") == "The pump [more]"


def test_the_ellipsis_has_no_mark_and_joins_a_run_without_one() -> None:
    text = RichText.of([Run("The "), Run("pump ran", EM), Run(" dry")])
    assert cut(text, 9).runs == (Run("The "), Run("pump", EM), Run("…"))
    assert cut(text, 4).runs == (Run("The…"),)


# --- marks, code and formulas --------------------------------------------------------


def test_the_marks_of_what_is_kept_stay() -> None:
    text = RichText.of([Run("a ", EM), Run("b", ("strong", "emphasis")), Run(" c and more")])
    assert cut(text, 6).runs == (Run("a ", EM), Run("b", ("strong", "emphasis")), Run(" c…"))


@pytest.mark.parametrize("how", ["word", "sentence", "character"])
def test_a_formula_is_whole_or_absent(how: Cut) -> None:
    text = RichText.of([Run("We know "), Run("a + b = c. d", MATH), Run(" since long")])
    for length in range(9, 21):
        assert cut(text, length, how).runs[0].text.rstrip("… ") == "We know"
        assert len(cut(text, length, how).runs) == 1
    assert cut(text, 21, how).runs == (*text.runs[:2], Run("…"))


def test_only_the_ellipsis_is_left_of_a_formula_that_is_too_long() -> None:
    assert cut(RichText.of([Run("x" * 200, MATH)]), 150, ellipsis=" …").runs == (Run("…"),)


def test_code_that_is_whole_keeps_its_last_character() -> None:
    text = RichText.of([Run("Count with "), Run("i--", CODE), Run(", (as ever)")])
    assert cut(text, 18).runs == (Run("Count with "), Run("i--", CODE), Run("…"))
    text = RichText.of([Run("i--", CODE), Run(" as ever")])
    assert cut(text, 4).runs == (Run("i--", CODE), Run("…"))


# --- graphemes -----------------------------------------------------------------------

GRAPHEMES = {
    "family": FAMILY,
    "flag": FRANCE,
    "thumb with skin": "\U0001f44d\U0001f3fd",
    "flag of tags": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "keycap": "1\ufe0f\u20e3",
    "accent": "e\u0301",
    "many accents": "o" + "\u0308\u0323" * 5,
    "Hangul jamo": "\u1112\u1161\u11ab",
    "Hangul syllable and jamo": "\ud558\u11ab",
    "Devanagari conjunct": "\u0915\u094d\u0937\u093f",
    "Bengali conjunct": "\u09b8\u09cd\u09a4\u09cd\u09b0\u09c0",
    "Thai vowel and tone": "\u0e17\u0e35\u0e48",
    "Thai am": "\u0e01\u0e33",
    "Lao am": "\u0e81\u0eb3",
    "Khmer coeng": "\u1781\u17d2\u1798\u17c2",
    "Burmese": "\u1004\u103a",
    "ideograph variant": "\u845b\U000e0100",
}
NAMED = pytest.mark.parametrize("grapheme", GRAPHEMES.values(), ids=GRAPHEMES)


@NAMED
def test_wcwidth_takes_it_for_one_grapheme(grapheme: str) -> None:
    assert list(iter_graphemes(grapheme * 3)) == [grapheme] * 3


@NAMED
@pytest.mark.parametrize("how", ["word", "sentence", "character"])
def test_a_grapheme_is_never_cut(grapheme: str, how: Cut) -> None:
    text = RichText((Run(grapheme * 200),))
    for length in range(140, 151):
        kept = cut(text, length, how).text.removesuffix("…")
        assert kept == grapheme * ((length - 1) // len(grapheme))


def test_what_is_not_segmented_is_a_grapheme_each() -> None:
    """Latin letters and typographic punctuation, before and after each other."""
    single = [c for c in map(chr, range(0x10000)) if _SINGLE.fullmatch(c)]
    assert len(single) > 700
    text = "".join([*single, *reversed(single), *(c * 2 for c in single)])
    assert list(iter_graphemes(text)) == list(text)


def test_a_grapheme_over_two_runs_is_not_cut() -> None:
    text = RichText.of([Run("abc"), Run("\u20e3def", EM)])
    assert cut(text, 4, "character").runs == (Run("ab…"),)


def test_a_grapheme_longer_than_the_length_leaves_the_ellipsis() -> None:
    assert shown("q" + "\u0323" * 300) == "…"
