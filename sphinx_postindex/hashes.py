"""Hashes of what outputs show: of facts, and of what each of them depends on beside them."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_postindex import thumbnails
from sphinx_postindex._version import __version__
from sphinx_postindex.assets import STATIC
from sphinx_postindex.words import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


@lru_cache(maxsize=1)
def own_files() -> str:
    """A hash of what we bring along that a page may load or show."""
    style = hashlib.sha256()
    for file in (*sorted(STATIC.iterdir()), *sorted(FOLDER.rglob("*.mo"))):
        style.update(file.read_bytes())
    return style.hexdigest()


def hash_of(builder: Builder, facts: Iterable[str]) -> str:
    """A hash of facts, and of what every output of ours depends on beside them."""
    own = (__version__, own_files(), thumbnails.recipe(), str(builder.config.language))
    texts = (*own, *facts)
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def stable(value: object) -> str:
    """What a setting is, the same in every process: a set has no order, an object no address."""
    if isinstance(value, dict):
        return repr(sorted((stable(key), stable(each)) for key, each in value.items()))
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(stable, value)))
    if isinstance(value, (list, tuple)):
        return repr([*map(stable, value)])
    return _ADDRESS.sub("", repr(value))
