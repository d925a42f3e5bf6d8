"""The data files of paged indexes with controls: the posts of all their pages, for a script."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from sphinx_postindex import config, controls, domain
from sphinx_postindex.layouts.own import sources
from sphinx_postindex.nodes import post_controls
from sphinx_postindex.outputs import in_extra_path
from sphinx_postindex.pages.controlled import data_file
from sphinx_postindex.pages.products import is_the_users, produce
from sphinx_postindex.pages.render import BUILDERS, fragment, surroundings
from sphinx_postindex.pages.sheets import sheets
from sphinx_postindex.pages.tree import tree
from sphinx_postindex.resolve import draw, shown_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.pages.sheets import Sheet

_SECOND = 2


def _sheets(app: Sphinx) -> Iterator[Sheet]:
    """The second page of each index that needs a data file: one with controls, and more pages."""
    site = domain.of(app.env)
    if app.builder.name not in BUILDERS or not _any(app, site):
        return
    for sheet in sheets(app.builder, site):
        asked = getattr(sheet.index.look, "controls", None)
        if asked and sheet.part and sheet.part.number == _SECOND:
            yield sheet


def _any(app: Sphinx, site: PostDomain) -> bool:
    looks = (index.look for indexes in site.indexes.values() for index in indexes)
    return any(getattr(each, "controls", ()) for each in (config.usual_look(app.config), *looks))


def files(app: Sphinx) -> list[str]:
    """The names of all data files, from the output folder."""
    names = (data_file(sheet.index) for sheet in _sheets(app))
    return [name for name in names if not in_extra_path(app, name)]


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write the data files that say something else than before.

    Connected to ``build-finished``, before what was written is recorded.
    """
    site = domain.of(app.env)
    if exception or site.build is None:
        return
    around = ""
    for sheet in _sheets(app):
        name = data_file(sheet.index)
        if is_the_users(app, name, "file"):
            continue
        around = around or surroundings(app.builder)  # type: ignore[arg-type]
        posts = [site.mark(post) for post in shown_by(site, sheet.index)]
        facts = [around, repr((sheet.index, posts)), *sources(app.config, [sheet.index.look])]
        produce(app, name, facts, partial(_content, app, sheet, name))


def _content(app: Sphinx, sheet: Sheet, name: str) -> bytes:
    return f"{controls.as_json(_told(app, sheet, name))}\n".encode("utf-8", "replace")


def _told(app: Sphinx, sheet: Sheet, name: str) -> dict[str, Any]:
    """All that stands on the pages of an index, as if it were one.

    ``view`` has the elements, whose addresses are relative to ``from``, which is relative to
    the file; ``of`` and ``when`` are as on a page.
    """
    builder: Any = app.builder
    drawn = draw(builder, sheet.first, sheet.index, number=0)
    page = f"{sheet.index.base}/0"
    told: dict[str, Any] = {}
    for each in drawn:
        if isinstance(each, post_controls):
            told = controls.facts_of(each["told"])
    shown = [each for each in drawn if not isinstance(each, post_controls)]
    there = relative_uri(name, builder.get_target_uri(page))
    return {"from": there, "view": tree(fragment(builder, page, shown)), **told}
