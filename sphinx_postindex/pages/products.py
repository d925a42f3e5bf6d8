"""Files of ours beside the pages, feeds and data: written only where they say something else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_postindex import domain
from sphinx_postindex.files import write
from sphinx_postindex.hashes import hash_of
from sphinx_postindex.outputs import in_extra_path
from sphinx_postindex.problems import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx


def is_the_users(app: Sphinx, name: str, what: str) -> bool:
    """Whether ``html_extra_path`` has a file; that stays, with a warning.

    :param what: what of ours is not written, such as ``"feed"``
    """
    if found := in_extra_path(app, name):
        text = f"the {what} {name!r} is not written: html_extra_path has such a file"
        warn(Problem.CONFIG, text)
    return found


def produce(app: Sphinx, name: str, facts: Iterable[str], make: Callable[[], bytes]) -> None:
    """Write a file if it is to say something else than before.

    :param name: relative to the output folder
    :param facts: all that the file depends on
    """
    site, file = domain.of(app.env), Path(app.outdir, name)
    quick = hash_of(app.builder, facts)
    site.feeds[name] = [quick]
    record = site.build.record
    if file.is_file() and record.whole and record.feeds.get(name) == [quick]:
        return
    content = make()
    if not file.is_file() or file.read_bytes() != content:
        write(file, content)
