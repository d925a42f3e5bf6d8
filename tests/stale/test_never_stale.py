"""The state machine, for a few steps: ``tox -e stale`` runs it for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from machine import run

if TYPE_CHECKING:
    from pathlib import Path

STEPS = 9


@pytest.mark.parametrize("seed", [1, 2])
def test_an_incremental_build_leaves_the_output_of_a_clean_one(tmp_path: Path, seed: int) -> None:
    """The draws are printed; ``python tests/stale/machine.py --seed N`` makes them again."""
    run(seed, STEPS, tmp_path / "site")
