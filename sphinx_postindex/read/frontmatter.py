"""Front matter in, typed fields out.

Pure: it sees values with line numbers, never Sphinx. What cannot be read becomes a
:class:`~sphinx_postindex.problems.Finding` and costs only its own field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_postindex.problems import Finding, Problem, nearest
from sphinx_postindex.read import values
from sphinx_postindex.read.fields import FIELDS, names_of, normal
from sphinx_postindex.read.source import Items, Scalar, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_postindex.read.source import Value
    from sphinx_postindex.read.values import Rules

# Of the names of a date, these make a document a post; the others only date one.
_MAKES_A_POST = frozenset({"date", "date.created", "pubdate", "publishdate", "publishedat"})
# What other tools read from the same block; it says nothing of a post.
_OF_OTHERS = frozenset({"myst", "mystnb", "substitutions", "htmlmeta", "jupytext", "kernelspec"})
_STATES = {
    "draft": "draft",
    "skip": "draft",
    "private": "unlisted",
    "hidden": "unlisted",
    "featured": "pinned",
}
# What keeps a post back, or out of indexes: the words of `status`, and the fields. A word may
# be one of them, misspelled, where it is so like it.
_HELD = ("draft", "private", "hidden")
_HOLDING = ("draft", "unlisted", "hidden")
_LIKE = 0.8


class Origin(NamedTuple):
    """Where a field was found: the name as written, and its line in the file."""

    name: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: fields of a :class:`~sphinx_postindex.model.Post`, and the rest."""

    fields: Mapping[str, Any]
    """Typed values by field; a field that is absent or unreadable is not in it."""
    findings: tuple[Finding, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Where each field stands; also of a field whose value could not be read."""
    makes_post: bool = False
    """Whether a date stands there under a name that makes a document a post."""
    opted: bool | None = None
    """What ``post`` says, or ``blogpost``; nothing if neither is there."""


def read(tables: Sequence[Table], rules: Rules) -> Reading:
    """Read every field from the first table that has it.

    :param tables: the blocks that speak of one post, the strongest first
    """
    reader = _Reader(tables, rules)
    for name in FIELDS:
        reader.take(name)
    return reader.finish()


def _flat(table: Table, prefix: str = "") -> Iterator[tuple[str, str, Value]]:
    """Each value under its normal, dotted name, with the name as written."""
    for name, value in table:
        dotted = prefix + normal(name)
        yield dotted, name, value
        if isinstance(value, Table) and dotted.count(".") < 2:  # noqa: PLR2004 - myst.html_meta.x
            yield from _flat(value, dotted + ".")


def _index(table: Table) -> dict[str, tuple[str, Value]]:
    """Values by normal name. Hugo's ``params`` are looked into after the block itself."""
    found: dict[str, tuple[str, Value]] = {}
    for dotted, name, value in _flat(table):
        if dotted.startswith("myst.htmlmeta.description"):
            # Sphinx allows attributes in the name: "description lang=en".
            found.setdefault("myst.htmlmeta.description", (name, value))
        found[dotted] = (name, value)
    for dotted in [each for each in found if each.startswith("params.")]:
        found.setdefault(dotted.removeprefix("params."), found[dotted])
    return found


class _Reader:
    """Collects fields, findings and lines while one post's blocks are read."""

    def __init__(self, tables: Sequence[Table], rules: Rules) -> None:
        self.rules = rules
        self.indexes = [_index(table) for table in tables]
        self.tables = tables
        self.names = names_of(tuple(rules.synonyms.items()))
        self.fields: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.origins: dict[str, Origin] = {}
        self.dated_by = ""

    def take(self, name: str) -> None:
        """Read one field from the first of its names that is there with a value."""
        for index in self.indexes:
            for dotted in self.names[name]:
                if dotted in index and self._read(name, dotted, *index[dotted]):
                    return

    def _read(self, name: str, dotted: str, written: str, value: Value) -> bool:
        """Read one value; whether the search for this field is over."""
        if value.empty or self._is_elsewhere(name, dotted, value):
            return False
        self.origins[name] = Origin(written, value.line)
        if name == "date":
            self.dated_by = dotted
        try:
            result = FIELDS[name].kind(value, self.rules)
        except values.Unreadable as error:
            problem = Problem.DATE if FIELDS[name].kind is values.date else Problem.FIELD
            text = f"front matter, {written!r}: {error}"
            self.findings.append(Finding(problem, text, error.line or value.line, written))
            if name == "draft":
                # Whoever writes `draft: perhaps` does not want it out yet.
                self.fields[name] = True
        else:
            if result is not None:
                self.fields[name] = result
        return True

    def _is_elsewhere(self, name: str, dotted: str, value: Value) -> bool:
        """Whether a value under a name of this field says something else."""
        if isinstance(value, Table):
            # `date: {created: …}` and `image: {alt: …}` are read by their dotted names.
            return FIELDS[name].kind in {values.date, values.text, values.flag}
        if dotted == "published" and isinstance(value, Scalar):
            return values.as_flag(value) is not None
        # ABlog's `excerpt: 2` counts paragraphs.
        return name == "excerpt" and isinstance(value, Scalar) and value.text.strip().isdecimal()

    def finish(self) -> Reading:
        """Apply what the steering fields say, and gather what is left."""
        fields = self.fields
        status = str(fields.pop("status", "")).casefold()
        if status in _STATES:
            fields[_STATES[status]] = True
        if any(self._says_unpublished(index) for index in self.indexes):
            fields["draft"] = True
        blogpost, post = fields.pop("blogpost", None), fields.pop("post", None)
        if blogpost and post is None and "date" not in self.origins:
            # In ABlog a post without a date is a draft.
            fields["draft"] = True
        if alt := fields.pop("image_alt", None):
            image = fields.get("image")
            fields |= {"image": replace(image, alt=alt)} if image else {}
        if extra := self._extra():
            fields["extra"] = extra
        self.findings += self._doubts(status, extra)
        own = {normal(name) for name, of in self.rules.synonyms.items() if of == "date"}
        return Reading(
            fields=fields,
            findings=tuple(self.findings),
            origins=self.origins,
            makes_post=self.dated_by in _MAKES_A_POST | own,
            opted=post if post is not None else blogpost,
        )

    @staticmethod
    def _says_unpublished(index: Mapping[str, tuple[str, Value]]) -> bool:
        value = index.get("published", ("", Items(())))[1]
        return isinstance(value, Scalar) and values.as_flag(value) is False

    def _doubts(self, status: str, extra: Mapping[str, Any]) -> Iterator[Finding]:
        """What looks as if it were to keep a post back, and does not."""
        if status not in _STATES and (meant := nearest(status, _HELD, _LIKE)):
            origin = self.origins["status"]
            text = f"front matter, {origin.name!r}: {status!r} says nothing{meant}"
            yield Finding(Problem.FIELD, text, origin.line, origin.name)
        yield from self._unclear_published()
        scalars = ((n, v) for n, v in _chain(*self.tables) if n in extra and isinstance(v, Scalar))
        for name, value in (each for each in scalars if values.as_flag(each[1])):
            if (meant := nearest(name, _HOLDING, _LIKE)) and normal(name) != "listed":
                text = f"front matter: no field is called {name!r}{meant}"
                yield Finding(Problem.FIELD, text, value.line, name)

    def _unclear_published(self) -> Iterator[Finding]:
        """A ``published`` that is no date and says neither yes nor no, where a date is known."""
        found = (index["published"] for index in self.indexes if "published" in index)
        name, value = next(found, ("", Items(())))
        if self.dated_by == "published" or not isinstance(value, Scalar) or value.empty:
            return
        if values.as_flag(value) is None:
            try:
                values.date(value, self.rules)
            except values.Unreadable:
                said = f"{value.text[:40]!r} is no date, and neither yes nor no"
                text = f"front matter, {name!r}: {said}"
                yield Finding(Problem.FIELD, text, value.line, name)

    def _extra(self) -> dict[str, Any]:
        """The values of every name that is nobody's, the strongest table's last word."""
        known = {name.split(".")[0] for names in self.names.values() for name in names}
        known |= _OF_OTHERS | {"params"}
        extra: dict[str, Any] = {}
        for table in reversed(self.tables):
            params = (v for n, v in table if normal(n) == "params" and isinstance(v, Table))
            for name, value in _chain(*params, table):
                if normal(name) not in known:
                    extra[name] = value.typed
        return extra


def _chain(*tables: Table) -> Iterable[tuple[str, Value]]:
    for table in tables:
        yield from table
