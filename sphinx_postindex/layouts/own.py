"""Layouts of the user's own: found by their names in ``conf.py``, and not trusted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_postindex import config
from sphinx_postindex.importing import Imported, load
from sphinx_postindex.layouts import LAYOUTS
from sphinx_postindex.layouts.cards import cards
from sphinx_postindex.look import Look
from sphinx_postindex.problems import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.config import Config

    from sphinx_postindex.layouts import Layout
    from sphinx_postindex.layouts.page import Page
    from sphinx_postindex.look import TermsLook
    from sphinx_postindex.model import Post


def paint(
    conf: Config,
    name: str,
    place: tuple[str, int | None],
    page: str,
    work: Callable[[Layout], list[nodes.Node]],
) -> list[nodes.Node]:
    """What comes of some work with a layout, or with cards where the layout fails.

    :param place: the document and the line that ask for the layout
    :param page: the name of the page that is drawn: the document's, or that of a later page
    """
    if name in LAYOUTS:
        return work(LAYOUTS[name])
    found = _own(conf, name)
    if isinstance(found, str):
        # Of a string that names no function, `config.check` has warned.
        return work(cards)
    try:
        return work(partial(_checked, found.call))
    except Exception as error:  # noqa: BLE001 - a build does not end for one list
        told = f"{type(error).__name__}: {error}" if not isinstance(error, _Wrong) else f"{error}"
        text = f"layout {name!r} cannot draw the index of {page!r}: {told}; cards are shown"
        # An index is drawn more than once.
        warn(Problem.LAYOUT, text, place, once=True)
        return work(cards)


class _Wrong(TypeError):  # noqa: N818 - it is raised and caught here only
    """What a layout has given instead of a list of nodes."""


def _checked(call: Callable[..., Any], posts: Sequence[Post], page: Page) -> list[nodes.Node]:
    # A layout that sorts what it is given would change what cards show in its stead.
    result = call(tuple(posts), page)
    if not isinstance(result, list):
        raise _Wrong(f"it gives a {type(result).__name__}, not a list of nodes")
    for each in result:
        if not isinstance(each, nodes.Node):
            raise _Wrong(f"it gives a list with a {type(each).__name__}, not a list of nodes")
    return result


def sources(conf: Config, looks: Iterable[Look | TermsLook]) -> list[str]:
    """A hash of what each layout that is not ours was made from."""
    names = (look.layout for look in looks if isinstance(look, Look))
    found = (_own(conf, name) for name in names if name not in LAYOUTS)
    return [each.source if isinstance(each, Imported) else "" for each in found]


def _own(conf: Config, name: str) -> Imported | str:
    return load(config.get(conf, "layouts").get(name, ""))
