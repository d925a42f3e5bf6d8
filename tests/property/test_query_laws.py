"""Laws of asking that hold for every site and every query."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from strategies import days, matches, paths, posts, queries, sorts, wheres

from sphinx_postindex.query import Match, Query, SortKey, Where, arrange, pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sphinx_postindex.model import Post

ALL = Query("nobody/asks")


def keys(found: Iterable[Post]) -> list[tuple[str, int]]:
    return [(post.docname, post.place) for post in found]


@given(site=posts, query=queries, data=st.data())
def test_any_order_of_input_gives_the_same_output(
    site: list[Post], query: Query, data: st.DataObject
) -> None:
    """Whatever was read first, and by which process, an index is the same."""
    shuffled = data.draw(st.permutations(site))
    assert keys(pick(shuffled, query)) == keys(pick(site, query))


@given(site=posts, first=matches, second=matches, where=wheres, globs=paths, since=days)
def test_filters_commute(  # noqa: PLR0913, PLR0917 - one filter each
    site: list[Post],
    first: Match,
    second: Match,
    where: Where,
    globs: tuple[str, ...],
    since: date | None,
) -> None:
    """Filters one after the other, in any order, are the same as all at once."""
    each = [
        replace(ALL, matches=(first,)),
        replace(ALL, matches=(second,), where=(where,)),
        replace(ALL, paths=globs, since=since),
    ]
    whole = replace(ALL, matches=(first, second), where=(where,), paths=globs, since=since)
    at_once = keys(pick(site, whole))
    assert at_once == keys(pick(site, replace(whole, matches=(second, first))))
    for order in permutations(each):
        left = site
        for query in order:
            left = pick(left, query)
        assert keys(left) == at_once


@given(site=posts, match=matches)
def test_a_filter_and_its_negation_part_the_site(site: list[Post], match: Match) -> None:
    """Every post answers either a filter or its negation, never both."""
    on = pick(site, replace(ALL, matches=(replace(match, exclude=False),)))
    off = pick(site, replace(ALL, matches=(replace(match, exclude=True),)))
    assert sorted(keys(on) + keys(off)) == sorted(keys(site))


@given(site=posts, query=queries, size=st.integers(1, 4))
def test_windows_join_to_the_whole(site: list[Post], query: Query, size: int) -> None:
    """``limit`` at every ``offset`` shows each post once, in the order of the whole."""
    whole = pick(site, replace(query, limit=None, offset=0))
    windows = [
        pick(site, replace(query, limit=size, offset=start))
        for start in range(0, len(site) + size, size)
    ]
    assert [post for window in windows for post in window] == whole


@given(site=posts, query=queries)
def test_what_is_picked_are_posts_of_the_site_each_once(site: list[Post], query: Query) -> None:
    found = keys(pick(site, query))
    assert len(set(found)) == len(found)
    assert set(found) <= set(keys(site))
    assert query.docname not in {docname for docname, _ in found}


@given(site=posts)
def test_date_ascending_reverses_the_instants_alone(site: list[Post]) -> None:
    """Posts of one instant, and those without a date, keep their order among themselves."""
    down = arrange(site, [SortKey("date", descending=True)])
    up = arrange(site, [SortKey("date")])
    assert down == arrange(site, [])

    def groups(found: Sequence[Post]) -> list[list[Post]]:
        instants = list(dict.fromkeys(post.date and post.date.instant for post in found))
        return [[p for p in found if (p.date and p.date.instant) == i] for i in instants]

    dated = [group for group in groups(down) if group[0].date]
    undated = [post for post in down if not post.date]
    assert up == [post for group in reversed(dated) for post in group] + undated


@given(site=posts, order=sorts)
def test_undated_posts_are_last_in_both_directions(
    site: list[Post], order: tuple[SortKey, ...]
) -> None:
    """Among posts that tie in the keys before the date."""
    for descending in (False, True):
        found = [p.date is None for p in arrange(site, [SortKey("date", descending), *order])]
        assert found == sorted(found)


@given(site=posts, order=sorts)
def test_ties_end_with_order_then_docname_then_place(
    site: list[Post], order: tuple[SortKey, ...]
) -> None:
    """With equal facts, only where a post stands is left to order it by."""
    same = [replace(site[0], docname=p.docname, place=p.place) for p in site]
    named = [key for key in order if key.field != "path"]
    assert keys(arrange(same, named)) == sorted(keys(same))
    ranked = [replace(p, order=float(n)) for n, p in enumerate(reversed(same))]
    unranked = [key for key in named if key.field != "order"]
    assert arrange(ranked, unranked) == ranked


@given(site=posts, query=queries)
def test_pinned_posts_stand_before_all_others_and_each_part_keeps_its_order(
    site: list[Post], query: Query
) -> None:
    plain = pick(site, replace(query, pinned_first=False, limit=None, offset=0))
    found = pick(site, replace(query, pinned_first=True, limit=None, offset=0))
    assert found == [p for p in plain if p.pinned] + [p for p in plain if not p.pinned]
