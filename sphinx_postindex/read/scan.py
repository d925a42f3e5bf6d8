"""What a source says of its page, found in its text alone: pure, and before any parsing.

Whether a page is built at all must be known before Sphinx reads it. For front matter the
text is all that there is to know; ``{post}`` and docinfo are found here by their lines,
with the rules that the parsers have for them. A test holds both to the same facts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_postindex.read.frontmatter import said
from sphinx_postindex.read.source import Scalar, SourceError, Table, from_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})[ \t]*(.*?)[ \t]*")
_MD_POST = re.compile(r"\{post\}[ \t]*(.*)")
_MD_HEADING = re.compile(r" {0,3}#{1,6}(\s|$)")
_OPTION = re.compile(r"[ \t]*:([^:\s][^:]*):(?:[ \t]+(.*?))?[ \t]*")
_RST_POST = re.compile(r"\.\.[ \t]+post::[ \t]*(.*?)[ \t]*")
_RST_FIELD = re.compile(r":((?:[^:\\]|\\.)+):(?:[ \t]+(.*?))?[ \t]*")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*")
_OPTION_INDENT = 3


def said_in_markdown(text: str) -> Table | None:
    """The facts of the ``{post}`` above the title of a Markdown page, or right under it."""
    if "{post}" not in text:
        return None
    lines = text.split("\n")
    headings = 0
    for at, fence, end in _blocks(lines):
        if fence is None:
            headings += bool(_MD_HEADING.match(lines[at])) or _is_underlined(lines, at)
            if headings > 1:
                return None
        elif match := _MD_POST.fullmatch(fence[2]):
            return _facts(match[1], lines[at + 1 : end], at + 1)
    return None


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str] | None, int]]:
    """Lines of text one by one, and fences whole: where one begins, and where it ends."""
    at = 0
    while at < len(lines):
        fence = _FENCE.fullmatch(lines[at])
        if not fence or ("`" in fence[1] and "`" in fence[2]):
            yield at, None, at
            at += 1
            continue
        closing = re.compile(rf" {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t]*")
        ends = (n for n in range(at + 1, len(lines)) if closing.fullmatch(lines[n]))
        end = next(ends, len(lines))
        yield at, fence, end
        at = end + 1


def _is_underlined(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the underline of a heading."""
    return at > 0 and bool(lines[at - 1].strip()) and bool(re.match(r" {0,3}=+\s*$", lines[at]))


def said_in_rst(text: str) -> Table | None:
    """The facts of the ``.. post::`` above the title of a page, or right under it."""
    if "post::" not in text:
        return None
    lines = text.split("\n")
    headings = 0
    for at, line in enumerate(lines):
        headings += _is_heading(lines, at)
        if headings > 1:
            return None
        if match := _RST_POST.fullmatch(line):
            inner = _indented(lines[at + 1 :])
            return _facts(match[1], inner, at + 1)
    return None


def _is_heading(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the underline of a reStructuredText heading."""
    above = lines[at - 1] if at else ""
    return (
        bool(_ADORNMENT.fullmatch(lines[at]))
        and bool(above.strip())
        and not above[0].isspace()
        and not _ADORNMENT.fullmatch(above)
        and len(lines[at].rstrip()) >= min(len(above.rstrip()), 4)
    )


def _indented(lines: Sequence[str]) -> list[str]:
    """The first lines that are indented or blank."""
    result = []
    for line in lines:
        if line.strip() and not line[0].isspace():
            break
        result.append(line)
    return result


def docinfo(text: str) -> Table:
    """The field list that a reStructuredText page begins with; comments may stand above."""
    lines = text.split("\n")
    at = 0
    while at < len(lines) and (not lines[at].strip() or _is_comment(lines, at)):
        at += 1
    pairs: list[tuple[str, Scalar]] = []
    for number, line in enumerate(lines[at:], at + 1):
        if match := _RST_FIELD.fullmatch(line):
            pairs.append((match[1], Scalar(match[2] or "", number)))
        elif pairs and line[:1].isspace() and line.strip():
            name, last = pairs[-1]
            pairs[-1] = (name, Scalar(f"{last.text} {line.strip()}".strip(), last.line))
        elif line.strip() or not pairs:
            break
    return Table(tuple((name, said(name, each.text, each.line)) for name, each in pairs))


def _is_comment(lines: Sequence[str], at: int) -> bool:
    """Whether a line belongs to what docutils passes over: a comment or a target."""
    start = at
    while start and lines[start][:1].isspace():
        start -= 1
    line = lines[start]
    return line.startswith("..") and "::" not in line.split(" _")[0]


def _facts(argument: str, inner: Sequence[str], line: int) -> Table:
    """The argument and the options of a ``{post}`` that begins at a line."""
    pairs: list[tuple[str, Scalar]] = []
    if inner and inner[0].strip() == "---":
        end = next((n for n, each in enumerate(inner[1:], 1) if each.strip() == "---"), len(inner))
        try:
            block = from_yaml("\n".join(inner[1:end]), line + 2)
        except SourceError:
            block = None
        pairs += [(name, v) for name, v in block or () if isinstance(v, Scalar)]
    for number, text in enumerate(inner, line + 1):
        match = _OPTION.fullmatch(text)
        if not match:
            break
        pairs.append((match[1], said(match[1], _unquoted(match[2] or ""), number)))
    if argument:
        pairs.append(("date", Scalar(argument, line, quoted=True)))
    return Table(tuple(pairs), line)


def _unquoted(text: str) -> str:
    """An option's value without the quotes that MyST reads as YAML's."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
