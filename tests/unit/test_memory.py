"""While what is there for one page only is made, no garbage is looked for; after it, as before."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING

import pytest

from sphinx_postindex.memory import short_lived

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _enabled() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def _searches(around: AbstractContextManager[None]) -> int:
    """How often Python looks for garbage while much is made that stays."""
    seen: list[str] = []

    def note(phase: str, _info: object) -> None:
        seen.append(phase)

    with around:
        gc.callbacks.append(note)
        made: list[object] = [[] for _ in range(200_000)]
        gc.callbacks.remove(note)
    assert len(made) == 200_000
    return seen.count("start")


def test_no_garbage_is_looked_for_while_much_is_made() -> None:
    assert _searches(nullcontext()) > 0
    assert _searches(short_lived()) == 0


def test_after_an_error_garbage_is_looked_for() -> None:
    with suppress(ValueError), short_lived():
        raise ValueError
    assert gc.isenabled()


def test_who_has_switched_the_search_off_keeps_it_off() -> None:
    gc.disable()
    with short_lived():
        assert not gc.isenabled()
    assert not gc.isenabled()
