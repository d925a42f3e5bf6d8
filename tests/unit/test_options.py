"""The options of ``{postindex}``: what each takes, what it makes, what it refuses."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from samples import post

from sphinx_postindex.look import Look
from sphinx_postindex.problems import Problem
from sphinx_postindex.query import IN_SERIES, NEWEST_FIRST, Match, Query, SortKey, Where, pick
from sphinx_postindex.read.dates import DateRules
from sphinx_postindex.read.options import (
    LISTS,
    READERS,
    TERM_READERS,
    parse,
    singular,
)
from sphinx_postindex.read.optionvalues import FIELDS, split


def refused(name: str, text: str) -> str:
    """The one thing that is wrong with one option."""
    parsed = parse({name: text})
    [finding] = parsed.findings
    assert finding.problem is Problem.OPTION
    assert finding.name == name
    assert (parsed.query, parsed.look) == (Query(), Look())
    return finding.text


def test_no_option_means_every_post_as_cards_newest_first() -> None:
    parsed = parse({})
    assert parsed.query == Query(sort=NEWEST_FIRST, pinned_first=True, limit=None, offset=0)
    assert parsed.look == Look(
        layout="cards",
        fields=(),
        page_size=None,
        columns=None,
        group_by=None,
        locale=None,
        excerpt_length=150,
        excerpt_cut="word",
        ellipsis="…",
        date_format="medium",
        heading_level=None,
        more=None,
        empty=None,
    )
    assert (parsed.findings, parsed.classes, parsed.name) == ((), (), "")


@pytest.mark.parametrize("term", ["category", "tag", "author", "location"])
def test_a_filter_takes_a_comma_list_in_singular_plural_and_negation(term: str) -> None:
    plural = {"category": "categories"}.get(term, f"{term}s")
    wanted = (Match(term, ("a", "B*")),)
    assert parse({term: "a, B*"}).query.matches == wanted
    assert parse({plural: "a , B*,"}).query.matches == wanted
    unwanted = (Match(term, ("a",), exclude=True),)
    assert parse({f"exclude-{term}": "a"}).query.matches == unwanted
    assert parse({f"exclude-{plural}": "a"}).query.matches == unwanted


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("a", ("a",)),
        (" a ,, b, ", ("a", "b")),
        ("a b,c", ("a b", "c")),
        ('"a, b", c', ("a, b", "c")),
        ('"say ""hi"""', ('say "hi"',)),
        ('5" disk', ('5" disk',)),
        ("a\n   b,\n c", ("a b", "c")),
        ("C\u0323o, \u202ed", ("C\u0323o", "d")),
        ('"open', ("open",)),
        ("", ()),
        (" , ,", ()),
    ],
)
def test_a_comma_list_keeps_what_stands_in_quotes_together(
    text: str, members: tuple[str, ...]
) -> None:
    assert split(text) == members


@pytest.mark.parametrize("option", sorted(LISTS))
def test_a_list_without_a_member_is_refused(option: str) -> None:
    assert refused(option, " , ") == f"option {option!r}: no value is given"


@pytest.mark.parametrize(
    ("option", "field", "text", "value"),
    [
        ("path", "paths", "posts/*, /x", ("posts/*", "/x")),
        ("since", "since", "2026-06", date(2026, 6, 1)),
        ("until", "until", "2026-06", date(2026, 6, 30)),
        ("since", "since", "2026", date(2026, 1, 1)),
        ("until", "until", "2026", date(2026, 12, 31)),
        ("since", "since", "29 Jun 2026", date(2026, 6, 29)),
        ("sort", "sort", "title", (SortKey("title"),)),
        ("sort", "sort", "date ASC, title desc", (SortKey("date"), SortKey("title", True))),  # noqa: FBT003
        ("sort", "sort", "categories, my-field", (SortKey("category"), SortKey("my-field"))),
        ("no-pin", "pinned_first", "", False),
        ("limit", "limit", "3", 3),
        ("limit", "limit", "0", 0),
        ("offset", "offset", " 2 ", 2),
        ("series", "matches", "S*", (Match("series", ("S*",)),)),
        ("series", "sort", "S", IN_SERIES),
        ("language", "matches", "German, en", (Match("language", ("de", "en")),)),
        ("languages", "matches", "p*", (Match("language", ("p*",)),)),
        ("exclude-language", "matches", "Deutsch", (Match("language", ("de",), True),)),  # noqa: FBT003
        ("where", "where", "venue = Aula", (Where("venue", ("Aula",)),)),
        (
            "where",
            "where",
            "a=1, b = x = y, a = 2",
            (Where("a", ("1", "2")), Where("b", ("x = y",))),
        ),
        ("where", "where", '"a = x, y"', (Where("a", ("x, y",)),)),
    ],
)
def test_an_option_of_the_query(option: str, field: str, text: str, value: object) -> None:
    parsed = parse({option: text})
    assert parsed.findings == ()
    assert getattr(parsed.query, field) == value


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        ("layout", "cards", "cards"),
        ("layout", "compact", "compact"),
        ("fields", "title, rating ,date", ("title", "rating", "date")),
        ("fields", "categories, authors", ("category", "author")),
        ("fields", "tag", ("tags",)),
        ("columns", "6", 6),
        ("group-by", "month", "month"),
        ("page-size", "1", 1),
        ("locale", "de", "de"),
        ("locale", "Brazilian Portuguese", "pt-BR"),
        ("excerpt-length", "0", 0),
        ("excerpt-cut", "sentence", "sentence"),
        ("excerpt-cut", "character", "character"),
        ("ellipsis", "...", "..."),
        ("ellipsis", "", ""),
        ("date-format", "iso", "iso"),
        ("date-format", "d MMM y", "d MMM y"),
        ("date-format", "%d/%m", "%d/%m"),
        ("heading-level", "6", 6),
        ("more", "Weiter", "Weiter"),
        ("more", "", ""),
        ("empty", "Nothing.", "Nothing."),
        ("empty", "", ""),
    ],
)
def test_an_option_of_the_look(option: str, text: str, value: object) -> None:
    parsed = parse({option: text})
    assert parsed.findings == ()
    assert getattr(parsed.look, option.replace("-", "_")) == value


def test_class_and_name() -> None:
    parsed = parse({"class": "wide  dark", "name": "my-posts"})
    assert (parsed.classes, parsed.name) == (("wide", "dark"), "my-posts")


@pytest.mark.parametrize(
    ("option", "text", "why"),
    [
        ("limit", "x", "a number from 0 up is wanted, not 'x'"),
        ("limit", "-1", "a number from 0 up is wanted, not '-1'"),
        ("offset", "1.5", "a number from 0 up is wanted, not '1.5'"),
        ("limit", "", "a number from 0 up is wanted, not ''"),
        ("limit", "٣", "a number from 0 up is wanted, not '٣'"),
        ("excerpt-length", "short", "a number from 0 up is wanted, not 'short'"),
        ("heading-level", "1", "a number from 2 to 6 is wanted, not '1'"),
        ("heading-level", "7", "a number from 2 to 6 is wanted, not '7'"),
        (
            "layout",
            "crads",
            "'crads' is not one of: cards, list, table, compact; did you mean 'cards'?",
        ),
        ("columns", "7", "a number from 1 to 6 is wanted, not '7'"),
        ("columns", "0", "a number from 1 to 6 is wanted, not '0'"),
        ("page-size", "-1", "a number from 0 up is wanted, not '-1'"),
        ("group-by", "x", "'x' is not one of: year, month, category, tag, author, series"),
        ("where", "rating", "'rating' is not of the form: field = value"),
        ("where", "rating =", "'rating =' is not of the form: field = value"),
        ("where", "= 3", "'= 3' is not of the form: field = value"),
        ("locale", "Klingonese", "'Klingonese' is no language that Babel knows"),
        (
            "excerpt-cut",
            "words",
            "'words' is not one of: word, sentence, character; did you mean 'word'?",
        ),
        ("sort", "date down", "'down' is no direction: asc or desc"),
        ("sort", "date desc title", "'desc title' is no direction: asc or desc"),
        ("date-format", "mediun", "'mediun' is no date format; did you mean 'medium'?"),
        ("no-pin", "false", "it is a flag and takes no value"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(option: str, text: str, why: str) -> None:
    assert refused(option, text) == f"option {option!r}: {why}"


@pytest.mark.parametrize("option", ["since", "until"])
@pytest.mark.parametrize("text", ["yesterday", "10", "2026-13-45", "", "07.06.2026"])
def test_a_day_is_never_guessed(option: str, text: str) -> None:
    assert refused(option, text).startswith(f"option {option!r}: {text!r}")


def test_days_follow_the_rules_of_the_site() -> None:
    rules = DateRules(UTC, "dmy", "de")
    assert parse({"since": "07.06.2026"}, rules=rules).query.since == date(2026, 6, 7)
    assert parse({"until": "7. Juni 2026"}, rules=rules).query.until == date(2026, 6, 7)


def test_an_unknown_option_names_the_nearest() -> None:
    assert (
        refused("categry", "x")
        == "'categry' is not an option of postindex; did you mean 'category'?"
    )
    assert refused("qqq", "x") == "'qqq' is not an option of postindex"


def test_a_wrong_option_costs_itself_alone() -> None:
    parsed = parse({"limit": "x", "offset": "1", "layuot": "cards", "tag": "a"})
    assert [finding.name for finding in parsed.findings] == ["limit", "layuot"]
    assert parsed.query == Query(matches=(Match("tag", ("a",)),), offset=1)


def test_a_given_option_wins_over_its_default_in_singular_and_plural() -> None:
    defaults = {"categories": "A", "excerpt-length": "200", "no-pin": "True", "limit": "9"}
    parsed = parse({"category": "B", "limit": "2"}, defaults=defaults)
    assert parsed.findings == ()
    assert parsed.query.matches == (Match("category", ("B",)),)
    assert (parsed.query.limit, parsed.query.pinned_first) == (2, False)
    assert parsed.look.excerpt_length == 200


def test_a_wrong_option_does_not_bring_its_default_back() -> None:
    """Who writes a limit does not want the site's."""
    parsed = parse({"limit": "x"}, defaults={"limit": "9"})
    assert (parsed.query.limit, len(parsed.findings)) == (None, 1)


def test_paths_are_relative_to_the_page_of_the_index() -> None:
    query = parse({"path": "*"}, docname="blog/index").query
    assert [each.docname for each in pick([post("blog/x"), post("y")], query)] == ["blog/x"]


def test_every_option_is_known_by_its_singular() -> None:
    assert [name for name in {*READERS, *TERM_READERS} if singular(name) != name] == []
    assert singular("exclude-categories") == "exclude-category"


def test_the_posts_of_a_series_are_in_its_order_unless_another_is_asked_for() -> None:
    asked = parse({"series": "S", "sort": "date desc"})
    assert asked.query.sort == NEWEST_FIRST
    assert parse({"exclude-series": "S"}).query.sort == NEWEST_FIRST


def test_every_field_that_a_post_has_of_its_own_can_be_shown() -> None:
    assert parse({"fields": ", ".join(FIELDS)}).look == Look(fields=FIELDS)
