"""Whatever is taken for a language: no error, and nothing in HTML that is none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_postindex.words import html_code, is_locale, language_code, words

# The first use of a language reads Babel's data, which takes longer than Hypothesis likes.
untimed = settings(deadline=None)

# What an author may take for the code of a language.
CODES = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"\A[a-zA-Z]{1,4}([-_@.][a-zA-Z0-9]{0,8}){0,4}\Z"),
)


@untimed
@given(CODES, st.integers())
def test_any_text_may_be_taken_for_a_language(text: str, number: int) -> None:
    """What an author wrote never stops a build."""
    word = words(text)
    assert word.more
    assert word.empty
    assert word.minutes(number)
    assert isinstance(word.language("fr"), str)
    assert isinstance(words("ja").language(text), str)
    assert isinstance(language_code(text), str)
    assert is_locale(text) is bool(html_code(text))


@untimed
@given(CODES)
def test_a_code_is_its_own_code(text: str) -> None:
    """Two spellings that mean one language are one term, however often they are read."""
    code = language_code(text)
    assert language_code(code) == code


@untimed
@given(CODES)
def test_a_code_for_html_can_stand_in_an_attribute(text: str) -> None:
    assert all(part.isalnum() and part.isascii() for part in html_code(text).split("-") if part)


@untimed
@given(st.text(max_size=20))
def test_any_text_may_be_asked_for_as_a_field_or_a_state(name: str) -> None:
    assert words("de").field(name) or not name
    assert isinstance(words("de").state(name), str)
