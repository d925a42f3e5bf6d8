"""How a document of the site under test is written: in Markdown or in reStructuredText."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents import Doc


def markdown(doc: Doc) -> str:
    """A document in MyST's Markdown."""
    parts = []
    if doc.fields and not doc.directive:
        block = "\n".join(f"{name}: {value}" for name, value in doc.fields.items())
        parts.append(f"---\n{block}\n---")
    parts.append(f"# {doc.title}")
    if doc.fields and doc.directive:
        parts.append(_fence("post", doc.fields))
    parts += [doc.lead, "## More", doc.tail]
    shapes = {"md": "[](/{0}.md)", "doc": "{{doc}}`/{0}`", "text": "[there](/{0}.md)"}
    parts += [f"Link {shapes[kind].format(target)}." for kind, target in doc.links]
    parts += [f"![picture](/images/{name}.png)" for name in doc.images]
    if doc.index is not None:
        parts.append(_fence("postindex", doc.index))
    if doc.terms is not None:
        parts.append(_fence(f"postterms}} {doc.terms[0]}", doc.terms[1]))
    if doc.toctree is not None:
        entries = "".join(f"/{entry}\n" for entry in doc.toctree)
        parts.append(f"```{{toctree}}\n{_glob(doc)}\n{entries}```")
    for part in doc.sections:
        parts += [f"## {part.title}", _fence("post", part.fields), part.text]
        parts += [f"![picture](/images/{part.image}.png)"] if part.image else []
    return "\n\n".join(parts) + "\n"


def _fence(name: str, options: Mapping[str, str]) -> str:
    """A directive; with an argument, the name ends with ``}`` and it."""
    lines = "".join(f":{option}: {value}\n" for option, value in options.items())
    return f"```{{{name}{'' if '}' in name else '}'}\n{lines}```"


def _glob(doc: Doc) -> str:
    return ":glob:\n" if any("*" in entry for entry in doc.toctree or ()) else ""


def rst(doc: Doc) -> str:
    """A document in reStructuredText."""
    parts = [_heading(doc.title, "=")]
    if doc.fields:
        parts.append(_block("post::", doc.fields))
    parts += [doc.lead, "More\n----", doc.tail]
    # An explicit title is the same whatever link it stands in.
    shapes = {"md": ":doc:`/{0}`", "doc": ":doc:`/{0}`", "text": ":doc:`there </{0}>`"}
    parts += [f"Link {shapes[kind].format(target)}." for kind, target in doc.links]
    parts += [_image(name) for name in doc.images]
    if doc.index is not None:
        parts.append(_block("postindex::", doc.index))
    if doc.terms is not None:
        parts.append(_block(f"postterms:: {doc.terms[0]}", doc.terms[1]))
    if doc.toctree is not None:
        entries = "".join(f"   /{entry}\n" for entry in doc.toctree)
        glob = "   :glob:\n" if _glob(doc) else ""
        parts.append(f".. toctree::\n{glob}\n{entries}")
    for part in doc.sections:
        parts += [_heading(part.title, "-"), _block("post::", part.fields), part.text]
        parts += [_image(part.image)] if part.image else []
    return "\n\n".join(parts) + "\n"


def _heading(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}"


def _block(start: str, options: Mapping[str, str]) -> str:
    lines = "".join(f"   :{option}: {value}\n" for option, value in options.items())
    return f".. {start}\n{lines}"


def _image(name: str) -> str:
    return f".. image:: /images/{name}.png\n   :alt: picture"
