"""Long lists."""

from __future__ import annotations

import pytest

from sphinx_postindex.layouts.long import long_list


@pytest.mark.parametrize(("number", "classes"), [(0, []), (50, []), (51, ["postindex-long"])])
def test_a_list_of_more_than_50_posts_is_marked(number: int, classes: list[str]) -> None:
    assert long_list(range(number)) == classes
