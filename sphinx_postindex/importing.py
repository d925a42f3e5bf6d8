"""Functions of the user's own, by the import strings of ``conf.py``.

A string can be pickled and compared, a function cannot: Sphinx keeps the one and never the
other.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from dataclasses import dataclass
from functools import lru_cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


@dataclass(frozen=True, slots=True)
class Imported:
    """A function, and what it was made from."""

    call: Callable[..., Any]
    source: str
    """A hash of the files that define it: with other files it may do something else."""


# A hash of each module that has run in this process, as its file was then.
_RUN: dict[str, str] = {}


def load(string: object) -> Imported | str:
    """The function that ``"package.module:function"`` names, or a text that says why not."""
    return _load(string) if isinstance(string, str) else f"{string!r} is not a text"


def forget() -> None:
    """Look at every module anew: it may have changed since the last build of this process."""
    _load.cache_clear()


# Every index asks.
@lru_cache(maxsize=64)
def _load(string: str) -> Imported | str:
    module, colon, name = string.partition(":")
    if not (module and colon and name) or module.startswith("."):
        return f"{string!r} is not of the form 'package.module:function'"
    try:
        call = reduce(getattr, name.split("."), _module(module))
    except Exception as error:  # noqa: BLE001 - whatever a module of others raises
        return f"{string!r} cannot be imported: {type(error).__name__}: {error}"
    if not callable(call):
        return f"{string!r} is a {type(call).__name__}, not a function"
    # It may be defined elsewhere, in a package whose ``__init__`` offers it.
    home = sys.modules.get(getattr(call, "__module__", None) or module)
    return Imported(call, _hash(sys.modules[module]) + (_hash(home) if home else ""))


def _module(name: str) -> ModuleType:
    """A module as its file is now: a process may live longer than one build."""
    module = importlib.import_module(name)
    now = _hash(module)
    if _RUN.setdefault(name, now) != now:
        module = importlib.reload(module)
        _RUN[name] = now
    return module


def _hash(module: ModuleType) -> str:
    file = Path(getattr(module, "__file__", None) or "")
    # What is built in has no file.
    return hashlib.sha256(file.read_bytes()).hexdigest()[:32] if file.is_file() else ""
