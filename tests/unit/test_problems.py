"""Warnings: each has a subtype of its own, a text for the docs, and a test that raises it."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from sphinx_postindex import problems
from sphinx_postindex.problems import Problem, nearest

TESTS = Path(__file__).parents[1]


def raised() -> str:
    """The source of every other test."""
    others = (path for path in sorted(TESTS.rglob("test_*.py")) if path != Path(__file__))
    return "\n".join(path.read_text("utf-8") for path in others)


@pytest.mark.parametrize("problem", Problem)
def test_each_problem_is_raised_by_some_test(problem: Problem) -> None:
    """Its name as ``Problem.NAME``, or its value as the type that a warning ends with."""
    named = rf"\bProblem\.{problem.name}\b|postindex\\?\.{problem.value}\b"
    if not re.search(named, raised()):
        pytest.fail(f"no test raises {problem}")


@pytest.mark.parametrize("problem", Problem)
def test_each_problem_is_told_by_the_package(problem: Problem) -> None:
    package = Path(problems.__file__).parent
    sources = "\n".join(path.read_text("utf-8") for path in sorted(package.rglob("*.py")))
    assert f"Problem.{problem.name}" in sources


def test_each_problem_has_a_text_of_its_own() -> None:
    """The docs print the string under each member."""
    [body] = ast.parse(inspect.getsource(Problem)).body
    assert isinstance(body, ast.ClassDef)
    lines = body.body[1:]
    texts = [n.value.value for n in lines if isinstance(n, ast.Expr)]  # type: ignore[attr-defined]
    assert len(texts) == len(set(texts)) == len(Problem)
    assert all(text.endswith(".") for text in texts)


def test_subtypes_are_unique_and_lower_case() -> None:
    values = [problem.value for problem in Problem]
    assert values == sorted(set(values))
    assert all(re.fullmatch("[a-z_]+", value) for value in values)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("catgory", ["category", "tag"], "; did you mean 'category'?"),
        ("SYSTEMS", ["Systems", "Cats"], "; did you mean 'Systems'?"),
        ("zzz", ["category", "tag"], ""),
        ("x", [], ""),
        ("straße", ["STRASSE"], "; did you mean 'STRASSE'?"),
    ],
)
def test_the_nearest_known_word_is_offered_and_nothing_far_off(
    word: str, known: list[str], hint: str
) -> None:
    assert nearest(word, known) == hint


def test_the_nearest_word_does_not_depend_on_the_order_of_the_known() -> None:
    known = ["cat", "car", "CAT"]
    assert len({nearest("cas", each) for each in (known, known[::-1], set(known))}) == 1


def test_a_percent_sign_in_a_text_is_no_format(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(problems.logger, "warning", lambda *args, **_: told.append(args))
    problems.warn(Problem.OPTION, "'100%s' is wrong")
    assert told == [("%s", "'100%s' is wrong")]
