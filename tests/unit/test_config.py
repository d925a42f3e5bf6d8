"""Values in ``conf.py``: what each takes; one that cannot be used warns and falls back."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sphinx_postindex import config
from sphinx_postindex.model import Author

Conf = dict[str, Any]


def conf(name: str = "", value: object = None, language: str | None = "en") -> Any:  # noqa: ANN401 - as little of Sphinx's Config as is needed
    class Values(Conf):
        pass

    values = Values({f"postindex_{each}": known.default for each, known in config.VALUES.items()})
    if name:
        values[f"postindex_{name}"] = value
    values.language = language  # type: ignore[attr-defined]
    return values


def warned(caplog: pytest.LogCaptureFixture, name: str, value: object) -> list[str]:
    """The texts of the warnings that a value gets."""
    config.check(None, conf(name, value))  # type: ignore[arg-type]
    return [record.getMessage() for record in caplog.records]


@pytest.fixture(autouse=True)
def _own_log(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Sphinx keeps its records from the root logger, where pytest listens."""
    import logging  # noqa: PLC0415 - used here only

    monkeypatch.setattr(logging.getLogger("sphinx"), "propagate", True)
    caplog.set_level("WARNING")
