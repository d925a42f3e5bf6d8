"""Text with a few marks: what a title or an excerpt is, kept as plain data.

Emphasis, code, math, sub- and superscript survive on a card; links, images and
footnotes do not. Nodes are never kept: the writer of the first page would change them
for the next (sphinx#14623), and every build would pickle them.
"""

from __future__ import annotations

import pickle
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark = Literal["emphasis", "strong", "code", "math", "subscript", "superscript"]
Cut = Literal["word", "sentence", "character"]

# What has no place in a title. Unassigned characters may stay: an older Python does not know
# the newest emoji.
_UNWANTED = re.compile(
    "["
    "\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls, but for those that are blanks
    "\u00ad\ufeff"
    "\u202a-\u202e\u2066-\u2069"  # bidirectional: they turn the text around them, too
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # surrogates, private use
    # Noncharacters (The Unicode Standard, section 23.7).
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
    )
    + "]+"
)


def clean(text: str) -> str:
    """Text that any writer can take: no control, surrogate, private or bidi characters.

    Runs of blanks, no-break ones included, become one blank; blanks at the ends stay
    one blank, because a run of marked text may need it beside its neighbour.
    """
    if not (text.isascii() and text.isprintable()):
        # Dropped first, or what stood between two blanks would leave both.
        text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    # A letter at each end keeps the blanks there; a pattern would take far longer.
    return " ".join(f".{text}.".split())[1:-1]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under one set of marks, the outermost mark first."""

    text: str
    marks: tuple[Mark, ...] = ()


class _Packed:
    """Room for the runs of a text that was unpickled, until somebody asks for them.

    Each build unpickles every excerpt of a site, and most builds draw none.
    """

    __slots__ = ("_packed",)
    _packed: bytes


@dataclass(frozen=True, slots=True)
class RichText(_Packed):
    """Runs of text: blanks are single, ends are trimmed, neighbours of equal marks are one.

    Formulas stay apart, two in a row are not one; they have no blanks at their ends.
    """

    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, runs: Iterable[Run]) -> RichText:
        """Make one from runs in any state: cleaned, joined and trimmed."""
        joined: list[tuple[tuple[Mark, ...], list[str]]] = []
        after_blank = True
        for run in runs:
            text = clean(run.text)
            if "math" in run.marks:
                text = text.strip(" ")
            # A blank that follows a blank, or stands first, is none.
            if after_blank:
                text = text.removeprefix(" ")
            if not text:
                continue
            after_blank = text.endswith(" ")
            if joined and joined[-1][0] == run.marks and "math" not in run.marks:
                joined[-1][1].append(text)
            else:
                joined.append((run.marks, [text]))
        # Cleaned once more: a letter and its accent may have come in two runs.
        made = [Run(clean("".join(t)) if len(t) > 1 else t[0], marks) for marks, t in joined]
        if made and after_blank:
            last = made.pop()
            if text := last.text.removesuffix(" "):
                made.append(Run(text, last.marks))
        return cls(tuple(made))

    @classmethod
    def plain(cls, text: str) -> RichText:
        """Text without a mark."""
        return cls.of([Run(text)])

    def __getattr__(self, name: str) -> tuple[Run, ...]:
        """The runs, where nobody has asked for them yet."""
        if name != "runs":
            raise AttributeError(name)
        runs = tuple(Run(text, marks) for text, marks in pickle.loads(self._packed))  # noqa: S301 - our own
        object.__setattr__(self, "runs", runs)
        return runs

    def __reduce__(self) -> tuple[Any, ...]:
        """How to make it anew; the runs stay packed."""
        packed = getattr(self, "_packed", None)
        if packed is None:
            packed = pickle.dumps(tuple((run.text, run.marks) for run in self.runs), 5)
        return _unpickled, (type(self), packed)

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.runs)


def _unpickled(kind: type[RichText], packed: bytes) -> RichText:
    made = object.__new__(kind)
    object.__setattr__(made, "_packed", packed)
    return made
