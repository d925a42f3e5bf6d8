"""Values in ``conf.py``: what each takes; one that cannot be used warns and falls back."""

from __future__ import annotations

from datetime import UTC
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

import pytest

from sphinx_postindex import config
from sphinx_postindex.model import Author
from sphinx_postindex.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


class Judge(Protocol):
    def __call__(self, name: str, value: object) -> list[str]: ...


class Conf(dict[str, Any]):
    """As much of Sphinx's ``Config`` as is needed."""

    language: str | None = "en"
    html_baseurl = "https://example.org/"


def conf(**values: object) -> Any:  # noqa: ANN401 - it stands in for a Config
    default = {name: known.default for name, known in config.VALUES.items()}
    return Conf({f"postindex_{name}": value for name, value in (default | values).items()})


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Judge:
    """The warnings that one value gets, without the words that all of them share."""

    def judged(name: str, value: object) -> list[str]:
        told: list[tuple[Problem, str, object]] = []
        monkeypatch.setattr(config, "warn", lambda *each: told.append(each))
        app: Any = SimpleNamespace(confdir=tmp_path)
        (tmp_path / "conf.py").write_text(f"x = 1\npostindex_{name} = 0\n", encoding="utf-8")
        config.check(app, conf(**{name: value}))
        place = f"{tmp_path / 'conf.py'}:2"
        assert {(problem, where) for problem, _, where in told} <= {(Problem.CONFIG, place)}
        before, after = f"postindex_{name}: ", ("; the default is used", "; the rest is used")
        assert all(t.startswith(before) and t.endswith(after) for _, t, _ in told)
        return [text.removeprefix(before).rpartition("; ")[0] for _, text, _ in told]

    return judged


@pytest.mark.parametrize("name", config.VALUES)
def test_a_default_is_a_value_that_can_be_used(judge: Judge, name: str) -> None:
    assert judge(name, config.VALUES[name].default) == []


@pytest.mark.parametrize("name", config.VALUES)
def test_a_value_says_what_it_is_for(name: str) -> None:
    assert config.VALUES[name].help.endswith(".")


@pytest.mark.parametrize(
    ("name", "value", "used"),
    [
        ("orphans", False, False),
        ("drafts", True, True),
        ("future", True, True),
        ("synonyms", {"released": "date"}, {"released": "date"}),
        ("synonyms", {"section": "category"}, {"section": "categories"}),
        ("required", ["category", "date"], ("categories", "date")),
        ("required", {"tags"}, ("tags",)),
        ("authors", {"jane": "Jane Doe"}, {"jane": Author("Jane Doe")}),
        (
            "authors",
            {"jane": {"name": "J", "url": "https://j"}},
            {"jane": Author("J", "https://j")},
        ),
        ("authors", {"Jane": {}}, {"Jane": Author("Jane")}),
        ("timezone", "utc", UTC),
        ("timezone", "Europe/Berlin", ZoneInfo("Europe/Berlin")),
        ("date_order", "mdy", "mdy"),
        ("defaults", {"excerpt-length": 200}, {"excerpt-length": "200"}),
        ("posts", None, None),
        ("posts", [], ()),
    ],
)
def test_a_value_as_the_code_uses_it(judge: Judge, name: str, value: object, used: object) -> None:
    assert judge(name, value) == []
    assert config.get(conf(**{name: value}), name) == used


@pytest.mark.parametrize("value", ["posts/*", ["posts/*"], ("x", "posts/*")])
def test_posts_takes_one_glob_or_several(judge: Judge, value: object) -> None:
    assert judge("posts", value) == []
    globs = config.get(conf(posts=value), "posts")
    assert any(glob.match("posts/a") for glob in globs)
    assert not any(glob.match("posts/a/b") for glob in globs)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("posts", 3, "a list is wanted"),
        ("posts", [3], "3 is not a text"),
        ("orphans", "yes", "True or False is wanted"),
        ("drafts", 1, "True or False is wanted"),
        ("future", None, "True or False is wanted"),
        ("synonyms", ["released"], "a dict with texts as keys is wanted"),
        ("synonyms", {1: "date"}, "a dict with texts as keys is wanted"),
        ("synonyms", {"x": 1}, "1 is not a text"),
        ("synonyms", {"x": "dat"}, "'dat' is no field of a post; did you mean 'date'?"),
        ("required", "category", "a list is wanted"),
        ("required", ["catgory"], "'catgory' is no field of a post; did you mean 'category'?"),
        ("authors", "Jane", "a dict with texts as keys is wanted"),
        ("authors", {"jane": 3}, "a dict with texts as keys is wanted"),
        ("authors", {"jane": {"name": 3}}, "3 is not a text"),
        ("timezone", "Mars", "'Mars' is no time zone, such as 'Europe/Berlin'"),
        ("timezone", "../UTC", "'../UTC' is no time zone, such as 'Europe/Berlin'"),
        ("timezone", "", "'' is no time zone, such as 'Europe/Berlin'"),
        ("timezone", 2, "2 is not a text"),
        ("date_order", "ymd", "None, 'dmy' or 'mdy' is wanted"),
        ("feeds", ["atm"], "'atm' is not one of: atom, rss, json; did you mean 'atom'?"),
        ("feed_limit", 0, "a number from 1 up is wanted"),
        ("feed_content", "all", "'summary' or 'full' is wanted"),
        ("feed_content", ["full"], "'summary' or 'full' is wanted"),
        ("feed_id", "blog", "'blog' is no id, such as 'tag:example.org,2026:blog'"),
        ("defaults", [], "a dict with texts as keys is wanted"),
        (
            "defaults",
            {"excerpt-lenght": 1},
            "'excerpt-lenght' is not an option of postindex; did you mean 'excerpt-length'?",
        ),
        ("defaults", {"limit": "x"}, "option 'limit': a number from 0 up is wanted, not 'x'"),
    ],
)
def test_a_value_that_cannot_be_used_warns_once_and_falls_back(
    judge: Judge, name: str, value: object, why: str
) -> None:
    assert judge(name, value) == [why]
    fallback = config.get(conf(), name)
    assert config.get(conf(**{name: value}), name) == fallback


def test_one_wrong_default_costs_only_itself(judge: Judge) -> None:
    given = {"limt": 2, "excerpt-length": 40}
    assert judge("defaults", given) == [
        "'limt' is not an option of postindex; did you mean 'limit'?"
    ]
    assert config.get(conf(defaults=given), "defaults") == {"excerpt-length": "40"}


ODD = [None, True, 3, 2.5, "x", b"x", [], [[]], [None], (), {}, {"x": []}, {"x": {}}, {"": ""}]


@pytest.mark.parametrize("name", config.VALUES)
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_no_value_of_any_type_is_more_than_a_warning(
    judge: Judge, name: str, value: object
) -> None:
    assert len(judge(name, value)) <= 1
    config.get(conf(**{name: value}), name)


def test_the_rules_for_front_matter_come_from_the_site() -> None:
    values = conf(timezone="Europe/Berlin", date_order="dmy", synonyms={"released": "date"})
    values.language = "de"
    rules = config.rules(values)
    assert (rules.dates.timezone, rules.dates.order, rules.dates.language) == (
        ZoneInfo("Europe/Berlin"),
        "dmy",
        "de",
    )
    assert rules.synonyms == {"released": "date"}


def test_a_site_without_a_language_is_read_as_english() -> None:
    values = conf()
    values.language = None
    assert config.rules(values).dates.language == "en"


def test_reading_a_value_leaves_what_the_user_wrote() -> None:
    """Sphinx compares values with the last build's: a changed one re-reads every page."""
    written = {"excerpt-length": 200}
    values = conf(defaults=written)
    config.get(values, "defaults")
    assert written == {"excerpt-length": 200}
    assert values["postindex_defaults"] is written
