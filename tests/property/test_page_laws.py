"""Laws of parting an index: pages, groups and terms lose no post and invent none."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st
from samples import page
from strategies import posts, queries

from sphinx_postindex.index import Index
from sphinx_postindex.layouts.groups import grouped
from sphinx_postindex.look import Grouping, Look, Taxonomy
from sphinx_postindex.pages.paging import navigation, parts
from sphinx_postindex.query import Query, SortKey, arrange, pick
from sphinx_postindex.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_postindex.model import Post

sizes = st.integers(1, 9)


def keys(found: Iterable[Post]) -> list[tuple[str, int]]:
    return [(post.docname, post.place) for post in found]


@given(site=posts, query=queries, size=sizes)
def test_the_pages_of_an_index_join_to_the_whole(site: list[Post], query: Query, size: int) -> None:
    """Each post stands on one page, in the order of the whole, and none is too long."""
    whole = pick(site, query)
    look = Look(page_size=size)
    found = parts("a", Index(query, look, base="a/page"), look, len(whole))
    shown = [whole[part.slice] for part in found]
    assert [post for each in shown for post in each] == whole
    assert all(len(each) <= size for each in shown)
    assert all(shown) or not whole
    assert len({part.name(part.number) for part in found}) == len(found) >= 1


class Names:
    """A builder whose addresses are the names of pages."""

    def get_relative_uri(self, _here: str, there: str) -> str:
        return there


@given(total=st.integers(0, 300), size=sizes)
def test_every_page_is_reached_from_every_other(total: int, size: int) -> None:
    """By links that lead to pages, and from each page to the next and the one before."""
    look = Look(page_size=size)
    found = parts("a", Index(Query(), look, base="a/page"), look, total)
    names = [part.name(part.number) for part in found]
    for number, part in enumerate(found):
        drawn = [n for box in navigation(Names(), part, "en") for n in box.findall()]  # type: ignore[arg-type]
        links = {n["refuri"] for n in drawn if n.tagname == "reference"}
        assert links <= {*names} - {names[number]}
        assert {*names[number + 1 : number + 2], *names[max(number - 1, 0) : number]} <= links
        # Nobody is more than a few steps away from the ends.
        assert len(names) == 1 or {names[0], names[-1]} - {names[number]} <= links


@given(site=posts, query=queries, by=st.sampled_from(get_args(Grouping)))
def test_groups_hold_every_post_and_no_other(site: list[Post], query: Query, by: Grouping) -> None:
    """Each once in a group; in one group only, unless it has several terms."""
    whole = pick(site, query)
    groups = grouped(whole, by, query, page())
    assert all(members for _, members in groups)
    assert {*keys(p for _, members in groups for p in members)} == {*keys(whole)}
    for _, members in groups:
        assert len({*keys(members)}) == len(members)
    if by in {"year", "month", "series"}:
        assert sum(len(members) for _, members in groups) == len(whole)


@given(site=posts, query=queries, by=st.sampled_from(get_args(Grouping)))
def test_a_group_keeps_the_order_of_its_index(site: list[Post], query: Query, by: Grouping) -> None:
    """A series has its own."""
    whole = pick(site, query)
    place = {key: number for number, key in enumerate(keys(whole))}
    for name, members in grouped(whole, by, query, page()):
        if by == "series" and name != "Other":
            order = [SortKey("series_order"), SortKey("date")]
            assert keys(members) == keys(arrange(members, order))
        else:
            assert [place[key] for key in keys(members)] == sorted(place[k] for k in keys(members))


@given(site=posts, taxonomy=st.sampled_from(get_args(Taxonomy)), data=st.data())
def test_terms_do_not_depend_on_the_order_of_posts(
    site: list[Post], taxonomy: Taxonomy, data: st.DataObject
) -> None:
    def told(found: list[Post]) -> list[tuple[str, str, list[tuple[str, int]]]]:
        return [(t.key, t.label, sorted(keys(t.posts))) for t in terms_of(found, taxonomy)]

    assert told(data.draw(st.permutations(site))) == told(site)
    for term in terms_of(site, taxonomy):
        assert term.posts
