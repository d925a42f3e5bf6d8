"""Posts and queries of any kind, from few values so that ties and hits are common."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from sphinx_postindex.model import Author, Image, Post, PostDate, Precision
from sphinx_postindex.query import SORTS, TERMS, Match, Query, SortKey, Where
from sphinx_postindex.richtext import Mark, RichText, Run

DOCNAMES = ["a", "b", "blog/a", "blog/b", "blog/index", "blog/deep/a", "é", "index"]
WORDS = [
    "Cats",
    "cats",
    "Big  Cats",
    "Dogs",
    "C++",
    "*",
    "\uff43\uff41\uff54\uff53",
    "straße",
    "é",
    "a.b",
]
TITLES = [RichText(), *map(RichText.plain, ["A", "a", "B", "straße", "É"])]
MARKS: list[Mark] = ["emphasis", "strong", "code", "math", "subscript", "superscript"]

zones = st.sampled_from([0, -12 * 60, 14 * 60, 330]).map(
    lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
)
precisions: st.SearchStrategy[Precision] = st.sampled_from(["year", "month", "day", "time"])
moments = st.sampled_from(
    [dt.datetime(2026, 1, day, hour) for day in (1, 2) for hour in (0, 12)]  # noqa: DTZ001 - the zone follows
)
dates = st.builds(
    lambda moment, zone, precision: PostDate(moment.replace(tzinfo=zone), precision),
    moments,
    zones,
    precisions,
)
terms = st.lists(st.sampled_from(WORDS), max_size=3, unique=True).map(tuple)
runs = st.builds(
    Run, st.text(max_size=8), st.lists(st.sampled_from(MARKS), max_size=2, unique=True).map(tuple)
)
rich = st.lists(runs, max_size=3).map(RichText.of)
numbers = st.sampled_from([None, -1.0, 0.0, 2.0, 10.0])
values = st.sampled_from(
    [
        *(
            None,
            True,
            0,
            2,
            10,
            -0.0,
            2.5,
            float("nan"),
            float("inf"),
            "2",
            "a",
            "A",
            [1],
            {"x": 1},
        ),
        *("2026-01-02", "Jan 1, 2026", "2026", "a 9", "a 10", "9" * 30),
    ]
)
extras = st.dictionaries(st.sampled_from(["rating", "venue"]), values)


small = st.sampled_from([(), ("Cats",), ("Dogs", "cats"), ("C++", "Big  Cats", "*")])


def posts_of(docnames: st.SearchStrategy[str]) -> st.SearchStrategy[Post]:
    """Posts of these documents, with any of the fields that an index asks for."""
    return st.builds(
        Post,
        docname=docnames,
        place=st.integers(0, 1),
        title=st.sampled_from(TITLES),
        excerpt=st.just(RichText()),
        date=st.none() | dates,
        updated=st.none() | dates,
        categories=terms,
        tags=small,
        authors=small.map(lambda names: tuple(map(Author, names))),
        series=st.sampled_from([None, "Cats", "part 9", "Part 10"]),
        series_order=numbers,
        languages=small,
        minutes=st.integers(0, 2),
        pinned=st.booleans(),
        order=numbers,
        extra=extras,
    )


def whole_posts(docnames: st.SearchStrategy[str]) -> st.SearchStrategy[Post]:
    """Posts of these documents, with any value in every field."""
    return st.builds(
        Post,
        docname=docnames,
        anchor=st.sampled_from(["", "s1"]),
        title=rich,
        excerpt=rich,
        excerpt_whole=st.booleans(),
        date=st.none() | dates,
        expires=st.none() | dates,
        authors=st.lists(st.builds(Author, st.text(), st.none() | st.text()), max_size=2).map(
            tuple
        ),
        image=st.none() | st.builds(Image, st.text(), st.text()),
        draft=st.booleans(),
        unlisted=st.booleans(),
        series=st.none() | st.text(),
        series_order=numbers,
        languages=small,
        locations=small,
        external_url=st.none() | st.text(),
        id=st.none() | st.text(),
        guid=st.none() | st.text(),
        extra=extras,
    )


posts = st.lists(
    # As in a site: what differs in place differs in anchor.
    posts_of(st.sampled_from(DOCNAMES)).map(
        lambda post: replace(post, anchor=f"s{post.place}" if post.place else "")
    ),
    max_size=7,
    unique_by=lambda post: (post.docname, post.place),
)
"""Posts of a site: of one document and place there is one."""

wanted = st.lists(st.sampled_from([*WORDS, "c*", "*s", "none"]), min_size=1, max_size=2)
matches = st.builds(
    Match, field=st.sampled_from(sorted(TERMS)), wanted=wanted.map(tuple), exclude=st.booleans()
)
sorts = st.lists(
    st.builds(
        SortKey,
        field=st.sampled_from([*sorted(SORTS), "rating", "venue", "nothing"]),
        descending=st.booleans(),
    ),
    max_size=3,
).map(tuple)
wheres = st.builds(
    Where,
    field=st.sampled_from(["rating", "venue", "nothing"]),
    wanted=st.lists(
        st.sampled_from(["2", "a", "*", "1", "true", "a *"]), min_size=1, max_size=2
    ).map(tuple),
)
days = st.none() | st.sampled_from([dt.date(2026, 1, day) for day in (1, 2, 3)])
paths = st.lists(st.sampled_from(["*", "**", "/blog/*", "../a", "a"]), max_size=2).map(tuple)
queries = st.builds(
    Query,
    docname=st.sampled_from(DOCNAMES),
    matches=st.lists(matches, max_size=2).map(tuple),
    where=st.lists(wheres, max_size=1).map(tuple),
    paths=paths,
    since=days,
    until=days,
    sort=sorts,
    pinned_first=st.booleans(),
    limit=st.none() | st.integers(0, 5),
    offset=st.integers(0, 5),
)
