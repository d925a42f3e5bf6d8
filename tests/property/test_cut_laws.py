"""The laws of cutting, for any text, marks, length, kind of cut and ellipsis."""

from __future__ import annotations

import time
from itertools import accumulate
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from sphinx_postindex.cut import cut
from sphinx_postindex.richtext import Cut, Mark, RichText, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of no text below, so what is kept can be told from the ellipsis.
STAR = "\u2042"

LATIN = st.text("ab c", max_size=12)
PUNCTUATED = st.text("ab  ,.!?-\u2013…\"'“”\u2018\u2019«»()", max_size=12)
CJK = st.text("\u7cfb\u7edf a\u3002\uff0c\u300c\u300d“”\u0e17\u0e35\u0e48", max_size=12)
# One of each kind of Unicode Standard Annex #29: extending, joining, prepended, Hangul
# L, V, T and LV, regional indicators, linker and consonants, spacing mark, pictographs.
HARD = st.text(
    "a .\u0301\u20e3\u200d\ufe0f\u0600\u1112\u1161\u11ab\ud558\U0001f1eb\U0001f1f7"
    "\u0915\u094d\u0937\u0903\U0001f468\U0001f469\U0001f3fd",
    max_size=12,
)
MARKS = st.lists(st.sampled_from(get_args(Mark)), max_size=2, unique=True).map(tuple)
TEXTS = st.one_of(LATIN, PUNCTUATED, CJK, HARD, st.text(max_size=8))


RUNS = st.builds(Run, TEXTS.map(lambda text: text.replace(STAR, "")), MARKS)
RICH = st.lists(RUNS, max_size=8).map(RichText.of)
LENGTHS = st.integers(0, 50)
HOWS = st.sampled_from(get_args(Cut))
ELLIPSES = st.sampled_from(["", STAR, STAR * 3])
EM: tuple[Mark, ...] = ("emphasis",)


def too_long(texts: st.SearchStrategy[RichText]) -> st.SearchStrategy[tuple[RichText, int]]:
    """A text and a length that is less."""
    return texts.filter(lambda text: len(text.text) > 1).flatmap(
        lambda text: st.tuples(st.just(text), st.integers(1, len(text.text) - 1))
    )


def marked(text: RichText) -> list[tuple[str, tuple[Mark, ...]]]:
    """Each character with its marks."""
    return [(char, run.marks) for run in text.runs for char in run.text]


def kept(result: RichText) -> str:
    return result.text.rstrip(STAR)


def boundaries(text: RichText) -> set[int]:
    return {*accumulate(map(len, iter_graphemes(text.text)), initial=0)}


def formulas(text: RichText) -> Iterator[range]:
    """Where each formula stands, its first place left out."""
    start = 0
    for run in text.runs:
        if "math" in run.marks:
            yield range(start + 1, start + len(run.text))
        start += len(run.text)


@given(RICH, st.integers(1, 50), HOWS, st.one_of(ELLIPSES, st.text(max_size=6)))
def test_a_cut_is_never_longer_than_asked(
    text: RichText, length: int, how: Cut, ellipsis: str
) -> None:
    assert len(cut(text, length, how, ellipsis).text) <= length


@given(RICH, LENGTHS, HOWS, ELLIPSES)
def test_what_is_kept_is_the_start_of_the_text_with_its_marks(
    text: RichText, length: int, how: Cut, ellipsis: str
) -> None:
    result = cut(text, length, how, ellipsis)
    count = len(kept(result))
    assert marked(result)[:count] == marked(text)[:count]
    assert all(marks == () for _, marks in marked(result)[count:])


@given(RICH, LENGTHS, HOWS, ELLIPSES)
@example(RichText((Run("\u0600 " * 4),)), 3, "character", "")
@example(RichText((Run("ab\u0600. cd"),)), 5, "word", STAR)
def test_a_cut_is_never_inside_a_grapheme(
    text: RichText, length: int, how: Cut, ellipsis: str
) -> None:
    assert len(kept(cut(text, length, how, ellipsis))) in boundaries(text)


@given(RICH, LENGTHS, HOWS, ELLIPSES)
def test_a_formula_is_whole_or_absent(text: RichText, length: int, how: Cut, ellipsis: str) -> None:
    end = len(kept(cut(text, length, how, ellipsis)))
    assert not any(end in formula for formula in formulas(text))


@given(RICH, LENGTHS, HOWS, st.one_of(ELLIPSES, st.text(max_size=6)))
def test_cutting_twice_is_cutting_once(
    text: RichText, length: int, how: Cut, ellipsis: str
) -> None:
    once = cut(text, length, how, ellipsis)
    assert cut(once, length, how, ellipsis) == once


@given(RICH, LENGTHS, HOWS, ELLIPSES)
def test_a_text_that_fits_is_the_same_and_only_such_a_text(
    text: RichText, length: int, how: Cut, ellipsis: str
) -> None:
    fits = length == 0 or len(text.text) <= length
    assert (cut(text, length, how, ellipsis) == text) is fits


@given(RICH, LENGTHS, HOWS, st.sampled_from(["", " ", STAR, f" {STAR}", f"{STAR} "]))
@example(RichText((Run("a ", ("code",)), Run("b"))), 2, "word", "")
def test_a_cut_is_as_tidy_as_any_text(text: RichText, length: int, how: Cut, ellipsis: str) -> None:
    result = cut(text, length, how, ellipsis)
    assert RichText.of(result.runs) == result


@given(too_long(RICH), HOWS, ELLIPSES, st.text(min_size=1))
def test_what_stands_behind_the_length_changes_nothing(
    given_text: tuple[RichText, int], how: Cut, ellipsis: str, more: str
) -> None:
    """So the time does not depend on how long the text is."""
    text, length = given_text
    longer = RichText((*text.runs, Run(more, EM)))
    assert cut(longer, length, how, ellipsis) == cut(text, length, how, ellipsis)


@given(too_long(RICH))
def test_a_character_cut_keeps_all_that_it_may(given_text: tuple[RichText, int]) -> None:
    text, length = given_text
    end = len(kept(cut(text, length, "character", STAR)))
    left_out = boundaries(text) & {*range(end + 1, length)}
    assert all(any(at in formula for formula in formulas(text)) for at in left_out)


@given(too_long(st.text("ab ", min_size=4).map(RichText.plain)))
def test_a_word_cut_ends_at_a_blank_or_where_none_is_in_reach(
    given_text: tuple[RichText, int],
) -> None:
    text, length = given_text
    room = length - 1
    end = len(kept(cut(text, length, "word", STAR)))
    in_reach = [at for at in range(room + 1) if text.text[at] == " " and at >= 0.6 * room]
    assert end == (in_reach[-1] if in_reach else len(text.text[:room].rstrip()))


@given(too_long(st.text("ab.! ", min_size=4).map(RichText.plain)))
def test_a_sentence_cut_ends_after_the_last_stop_in_reach_or_as_a_word_cut(
    given_text: tuple[RichText, int],
) -> None:
    text, length = given_text
    chars = text.text
    ends = [
        at
        for at in range(1, length + 1)
        if chars[at - 1] in ".!" and chars[at] == " " and at > (length - 1) / 2
    ]
    result = cut(text, length, "sentence", STAR)
    if ends:
        assert result.text == chars[: ends[-1]]
    else:
        assert result == cut(text, length, "word", STAR)


@given(PUNCTUATED.map(RichText.plain), LENGTHS)
def test_no_blank_stop_or_bracket_stands_before_the_ellipsis_of_a_word_cut(
    text: RichText, length: int
) -> None:
    result = cut(text, length, "word", STAR).text
    if result.endswith(STAR) and any(char.isalpha() for char in kept(RichText.plain(result))):
        assert kept(RichText.plain(result))[-1] not in " ,.!?-…("


@given(st.lists(RUNS))
def test_making_a_text_twice_is_making_it_once(runs: list[Run]) -> None:
    text = RichText.of(runs)
    assert RichText.of(text.runs) == text
    assert "  " not in text.text
    assert text.text == text.text.strip()


SHAPES = {
    "blanks": " ",
    "one token": "x",
    "words": "word ",
    "stops": ".",
    "quotes": '"',
    "marks": "\u0323",
    "joined": "\U0001f468\u200d",
    "indicators": "\U0001f1eb",
    "conjuncts": "\u0915\u094d",
}


@pytest.mark.parametrize("how", ["word", "sentence", "character"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_million_characters_take_next_to_no_time(shape: str, how: Cut) -> None:
    text = RichText((Run(shape * (10**6 // len(shape))),))
    assert min(_seconds(text, how) for _ in range(3)) < 0.25


def test_a_million_runs_take_next_to_no_time() -> None:
    text = RichText((Run("a"), Run("b", EM)) * 500_000)
    assert min(_seconds(text, "word") for _ in range(3)) < 0.25


@pytest.mark.parametrize("how", ["word", "sentence", "character"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_time_is_linear_in_the_length_too(shape: str, how: Cut) -> None:
    """A step that looks back over all it has seen would take minutes here."""
    text = RichText((Run(shape * (200_000 // len(shape))),))
    assert _seconds(text, how, 100_000) < 10


def _seconds(text: RichText, how: Cut, length: int = 150) -> float:
    start = time.process_time()
    assert len(cut(text, length, how).text) <= length
    return time.process_time() - start
