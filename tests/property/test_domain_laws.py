"""Laws of what is kept: however a site was read, by whom and how often, it is the same."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import DOCNAMES, posts_of, queries, whole_posts

from sphinx_postindex.domain import PostDomain
from sphinx_postindex.index import Index
from sphinx_postindex.look import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_postindex.model import Post
    from sphinx_postindex.query import Query

looks = st.builds(Look, excerpt_length=st.integers(0, 300), more=st.none() | st.text())
indexes = st.builds(Index, queries, looks, st.none() | st.integers(1, 99))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, tuple[tuple[Post, ...], tuple[Index, ...]]]:
    """Documents of a site with their posts and indexes; some have none."""
    names = draw(st.lists(st.sampled_from(DOCNAMES), unique=True, max_size=6))
    each = {
        name: st.tuples(
            st.lists(posts_of(st.just(name)), max_size=2).map(tuple),
            st.lists(indexes, max_size=2).map(tuple),
        )
        for name in names
    }
    return draw(st.fixed_dictionaries(each))


Documents = dict[str, Any]


def domain() -> PostDomain:
    """A domain of an environment that holds nothing else."""
    return PostDomain(SimpleNamespace(domaindata={}))  # type: ignore[arg-type]


def read(site: Documents, names: Iterable[str], into: PostDomain | None = None) -> PostDomain:
    """Read some documents in turn, as Sphinx does: forget each first."""
    result = into or domain()
    for name in names:
        result.clear_doc(name)
        posts, of_page = site[name]
        if posts:
            result.note_posts(name, posts)
        for number, index in enumerate(of_page):
            assert result.note_index(name, index) == number
    return result


def kept(of: PostDomain) -> dict[str, Any]:
    """What a domain holds. As text: YAML's ``.nan`` does not equal itself."""
    kinds = {kind: data for kind, data in of.data.items() if isinstance(data, dict)}
    return {kind: {name: repr(data[name]) for name in data} for kind, data in kinds.items()}


@given(site=documents(), data=st.data())
def test_any_split_merged_in_any_order_equals_serial_reading(
    site: Documents, data: st.DataObject
) -> None:
    """Each process holds what was read before, and may hold stale facts of others' documents."""
    names = sorted(site)
    serial = read(site, names)
    worker_of = {name: data.draw(st.integers(0, 2)) for name in names}
    main = domain()
    for worker in data.draw(st.permutations(range(3))):
        mine = [name for name in names if worker_of[name] == worker]
        others = [name for name in names if worker_of[name] != worker]
        stale = read(dict.fromkeys(others, (("stale",), ())), others)
        worked = read(site, data.draw(st.permutations(mine)), into=stale)
        main.merge_domaindata(set(mine), pickle.loads(pickle.dumps(worked.data)))  # noqa: S301 - our own
    assert kept(main) == kept(serial)


@given(site=documents(), data=st.data())
def test_reading_again_is_as_reading_once(site: Documents, data: st.DataObject) -> None:
    """Clear, then note, leaves what noting alone does: an edit doubles nothing."""
    names = sorted(site)
    again = data.draw(st.lists(st.sampled_from(names))) if names else []
    assert kept(read(site, [*names, *again])) == kept(read(site, names))


@given(site=documents(), data=st.data())
def test_a_forgotten_document_leaves_nothing(site: Documents, data: st.DataObject) -> None:
    names = sorted(site)
    gone = set(data.draw(st.lists(st.sampled_from(names)))) if names else set()
    whole = read(site, names)
    for name in gone:
        whole.clear_doc(name)
        whole.clear_doc(name)
    assert kept(whole) == kept(read(site, [name for name in names if name not in gone]))


@given(site=documents())
def test_two_domains_share_nothing(site: Documents) -> None:
    """What Sphinx starts a domain with is not written to."""
    read(site, sorted(site))
    assert not any(kept(domain()).values())


@given(post=whole_posts(st.just("a")), query=queries)
def test_what_is_kept_survives_the_pickle(post: Post, query: Query) -> None:
    for each in (post, Index(query, Look())):
        again = pickle.loads(pickle.dumps(each))  # noqa: S301 - our own
        assert type(again) is type(each)
        assert repr(again) == repr(each)
