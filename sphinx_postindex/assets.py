"""The stylesheets: copied by HTML builders, each loaded only by pages that need it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_postindex import domain
from sphinx_postindex.bylines import has_bylines
from sphinx_postindex.nodes import post_frame, post_list
from sphinx_postindex.outputs import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
CARDS = "postindex.css"
"""What every index needs, and cards no more than this."""
MORE = "postindex-more.css"
"""What everything but plain cards needs as well."""
LONG = "postindex-long.css"
"""What lists of many cards need."""
CONTROLS = "postindex-controls.css"
"""What the form needs that a script makes."""
SCRIPT = "postindex.js"
"""Makes the form, where an index asks for one."""
NEEDED = "postindex_needed"
"""Where the context of a page of ours keeps what it needs."""
POST = "postindex-post.css"
"""What a post itself needs, and an archive above its heading."""


def offer(app: Sphinx) -> None:
    """Let HTML builders copy our static files."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def load(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the stylesheets into a page that shows posts."""
    site = domain.of(app.env)
    files: list[str] = []
    if page in site.collected:
        # Pages of ours come without a doctree.
        files += dict.fromkeys((CARDS, MORE, POST, *context.get(NEEDED, ())))
    # A page that is put together from others is the root document's.
    elif doctree is not None and (page in site.indexes or app.builder.name in WHOLE):
        # Posts that are not published are shown with a label. Only a label that is there counts:
        # without one, nothing has the page written again when no more may be shown.
        files += needed(doctree, labels=site.shown > {"published"})
    if page in site.posts and has_bylines(site):
        files.append(POST)
    for file in files:
        app.add_css_file(file)
    if CONTROLS in files:
        # No module: browsers load none from a disk.
        app.add_js_file(SCRIPT, loading_method="defer")


def needed(page: nodes.Element, *, labels: bool = False) -> Iterator[str]:
    """The stylesheets that a page needs, in their order.

    :param labels: whether posts may bear a label; then each is looked at
    """
    frames = [*page.findall(post_frame)]
    if not frames:
        return
    yield CARDS
    if not all(map(_plain, frames)) or (labels and any(map(_labelled, frames))):
        yield MORE
    if any("postindex-long" in each["classes"] for frame in frames for each in _lists(frame)):
        yield LONG
    if any("controls" in frame for frame in frames):
        yield CONTROLS


def _lists(frame: post_frame) -> Iterator[post_list]:
    """The lists of a frame. Those in nodes of a user's layout count; items are not walked."""
    for each in frame:
        yield from [each] if isinstance(each, post_list) else each.findall(post_list)


def _labelled(frame: post_frame) -> bool:
    elements = frame.findall(nodes.Element)
    return any("postindex-label" in element["classes"] for element in elements)


def _plain(frame: post_frame) -> bool:
    """Whether a frame holds nothing but cards, in as many columns as fit."""
    parts = (part["classes"] for part in frame.children if isinstance(part, nodes.Element))
    return "postindex-cards" in frame["classes"] and all(
        {*classes} <= {"postindex-list", "postindex-long", "postindex-empty"} for classes in parts
    )
