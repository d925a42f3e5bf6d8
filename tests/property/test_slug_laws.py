"""What holds for every set of terms."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from sphinx_postindex.model import fold
from sphinx_postindex.slugs import slug, slugs

TERMS = st.sets(st.text(max_size=80), max_size=12)


@given(TERMS, st.randoms())
def test_slugs_are_total_distinct_and_of_the_set_alone(terms: set[str], random: object) -> None:
    found = slugs(terms)
    assert found.keys() == {fold(term) for term in terms}
    files = {unicodedata.normalize("NFC", name).casefold() for name in found.values()}
    assert len(files) == len(found)
    shuffled = sorted(terms)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert slugs(shuffled) == found


@given(st.text())
def test_a_slug_is_one_step_of_a_path_that_stays_where_it_is(text: str) -> None:
    found = slug(text)
    assert slug(found) == found
    assert PurePosixPath(found).parts in {(), (found,)}
    assert found not in {".", ".."}
    assert len(found.encode()) <= 64
