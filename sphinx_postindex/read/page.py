"""The file of a page: its blocks of facts, as text with line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_postindex.read import blocks, fields, inline, source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.richtext import RichText

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-")


@dataclass(frozen=True, slots=True)
class Page:
    """A source file: where it is, what language it is in, and its blocks of facts."""

    docname: str
    is_rst: bool
    text: str = ""
    tables: tuple[source.Table, ...] = ()
    rich: Mapping[str, RichText] = field(default_factory=dict)
    """What docinfo says, parsed, by the field's own name."""
    error: source.SourceError | None = None
    """Why the front matter could not be read."""


def open_page(env: BuildEnvironment, docname: str) -> Page:
    """What the file of a page says of itself without being parsed, and its name's date."""
    path = env.doc2path(docname)
    suffixes = env.config.source_suffix
    suffix = max((s for s in suffixes if path.name.endswith(s)), key=len, default="")
    named = _dated_by_name(docname)
    text = blocks.read(path)
    if suffixes.get(suffix) == "restructuredtext":
        return Page(docname, is_rst=True, text=text, tables=(named,))
    try:
        block = blocks.notebook(text) if path.suffix == ".ipynb" else blocks.front_matter(text)
    except source.SourceError as error:
        return Page(docname, is_rst=False, text=text, tables=(named,), error=error)
    return Page(docname, is_rst=False, text=text, tables=(block or source.Table(), named))


def _dated_by_name(docname: str) -> source.Table:
    """The date of ``2026-06-29-title`` or ``2026-06-29-title/index``: it dates a post only."""
    *folders, name = docname.split("/")
    match = _DATED_NAME.match(folders[-1] if folders and name == "index" else name)
    return source.Table((("created", source.Scalar(match[1], quoted=True)),) if match else ())


def docinfo(document: nodes.document) -> tuple[source.Table, dict[str, RichText]]:
    """The field list at the top of a reStructuredText page: as written, and as parsed."""
    above = (each for each in document if not isinstance(each, nodes.PreBibliographic))
    first = next(above, None)
    if not isinstance(first, nodes.field_list):
        return source.Table(), {}
    pairs, rich = [], {}
    for info in first.findall(nodes.field):
        name, body = info[0].astext(), info[1]
        text = "\n\n".join(getattr(c, "rawsource", "") or c.astext() for c in body.children)
        pairs.append((name, fields.said(name, text, info.line)))
        rich[name] = inline.rich(*body.findall(nodes.paragraph))
    return source.Table(tuple(pairs)), rich


def blank_toml(app: Sphinx, docname: str, content: list[str]) -> None:
    """Take a TOML block out of the text that MyST would print; its lines stay, empty.

    Connected to ``source-read``.
    """
    text = content[0].removeprefix("\ufeff")
    if not text.startswith("+++"):
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    end = blocks.toml_end(text)
    if end and not open_page(app.env, docname).is_rst:
        content[0] = "\n" * (end + 1) + "\n".join(text.split("\n")[end + 1 :])
