"""Whatever a post says, reading it gives fields and findings, or one error of ours."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_postindex.model import Author
from sphinx_postindex.read import blocks, fields, frontmatter, inline, source
from sphinx_postindex.read.excerpt import LONGEST, excerpt
from sphinx_postindex.read.fields import FIELDS
from sphinx_postindex.read.source import SourceError, Table
from sphinx_postindex.read.values import Rules
from sphinx_postindex.richtext import RichText

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from sphinx_postindex.read.frontmatter import Reading

RULES = Rules(synonyms={"released": "date"}, authors={"jo": Author("Jo Doe")})
NAMES = sorted({n for known in FIELDS.values() for n in known.names} | {"params", "myst", "x"})

ANY = st.text(st.characters(exclude_categories=()), max_size=30)
# What YAML, TOML, dates, links and Markdown are made of.
SYNTAX = st.text(
    "-+.:#&*!|>'\"%@`[]{}()<>,=~?$\\/ \n\t\r\ufeff\x00\u202e0129aeTZ\u00e9", max_size=40
)
PIECES = (
    *NAMES,
    *(": ", "- ", "\n", "\n  ", "&a ", "*a", "!!t ", "[", "]", "{", "}", ",", "'", '"', "|", "<<"),
    *("2026-06-29", "yes", "null", "1e9", "<a href=", "</a>", "](", "https://"),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
TEXTS = st.one_of(ANY, SYNTAX, WORDS)
FENCES = st.sampled_from(["---\n", "----\n", "+++\n", "\n", "...\n", "\ufeff", " ---\n", ""])
DATA = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), TEXTS
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(NAMES), TEXTS), inner, max_size=4),
    ),
    max_leaves=12,
)
BLOCKS = st.dictionaries(st.one_of(st.sampled_from(NAMES), TEXTS), DATA, max_size=6)


def read(table: Table | None) -> Reading:
    return frontmatter.read([table or Table()], RULES)


def assert_sound(reading: Reading) -> None:
    """A reading can be used as it is: a post is made of it, and its findings are told."""
    known = {*FIELDS, "extra"} - {"image_alt", "post", "blogpost", "status"}
    assert reading.fields.keys() <= known
    assert all(each.text for each in reading.findings)
    for name in ("title", "excerpt", "series", "id", "guid"):
        text = reading.fields.get(name)
        assert text is None or text.strip() == text != ""
        assert_rich(inline.markdown(text or "", math=True))
    for name in ("categories", "tags", "languages", "locations"):
        assert all(reading.fields.get(name, ()))


def assert_rich(text: RichText) -> None:
    """Blanks are single, ends are trimmed, no run is empty, neighbours of equal marks are one."""
    assert "  " not in text.text
    assert text.text == text.text.strip(" ")
    assert all(run.text for run in text.runs)
    for one, two in zip(text.runs, text.runs[1:], strict=False):
        assert one.marks != two.marks or "math" in one.marks
    assert RichText.of(text.runs) == text


@given(FENCES, TEXTS, FENCES, TEXTS)
def test_any_text_gives_a_reading_or_an_error_of_ours(
    opening: str, inner: str, closing: str, rest: str
) -> None:
    with suppress(SourceError):
        assert_sound(read(blocks.front_matter(f"{opening}{inner}\n{closing}{rest}")))


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "fuzz.md"
    path.write_bytes(data)
    assert "\r" not in blocks.read(path)


@given(BLOCKS)
def test_any_yaml_gives_a_reading(block: dict[str, Any]) -> None:
    """What PyYAML itself writes, whatever values stand in it, is read without an error."""
    text = yaml.safe_dump(block)
    table = blocks.front_matter(f"---\n{text}---\n")
    assert_sound(read(table))


@given(BLOCKS)
def test_any_metadata_of_a_notebook_gives_a_reading(block: dict[str, Any]) -> None:
    assert_sound(read(blocks.notebook(json.dumps({"metadata": block}, default=str))))


@given(st.sampled_from(NAMES), TEXTS, st.sampled_from(["{}", "[{}]", "{{label: {}, url: {}}}"]))
def test_any_text_for_any_field_gives_a_reading(name: str, text: str, shape: str) -> None:
    """A double-quoted scalar can hold every character, half a surrogate pair too."""
    quoted = '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'
    assert_sound(read(source.from_yaml(f"{name}: {shape.format(quoted, quoted)}")))


@given(st.sampled_from(NAMES), TEXTS)
def test_any_text_of_an_option_gives_a_reading(name: str, text: str) -> None:
    assert_sound(read(Table(((name, fields.said(name, text, 1)),))))


@given(TEXTS, st.booleans())
def test_any_line_of_markdown_is_text_with_marks(text: str, math: bool) -> None:  # noqa: FBT001
    assert_rich(inline.markdown(text, math=math))


LEAVES = st.one_of(
    TEXTS.map(nodes.Text),
    TEXTS.map(lambda text: nodes.comment("", text)),
    st.sampled_from(["<!-- more -->", "<b>"]).map(lambda text: nodes.raw("", text)),
    st.builds(nodes.image),
)
INLINE = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda kind, children: kind("", "", *children),
        st.sampled_from([nodes.emphasis, nodes.strong, nodes.literal, nodes.math, nodes.reference]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
PARAGRAPHS = st.lists(INLINE, max_size=4).map(lambda inner: nodes.paragraph("", "", *inner))
BODIES = st.recursive(
    st.one_of(PARAGRAPHS, LEAVES.filter(lambda leaf: not isinstance(leaf, nodes.Text))),
    lambda inner: st.builds(
        lambda kind, children: kind("", *children),
        st.sampled_from([nodes.section, nodes.bullet_list, nodes.list_item, nodes.block_quote]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=8,
)


@given(st.lists(BODIES, max_size=4))
def test_any_tree_has_an_excerpt_that_is_sound(body: list[nodes.Node]) -> None:
    tree = nodes.section("", nodes.title("", "T"), *body)
    before = tree.pformat()
    text, _ = excerpt(tree)
    assert_rich(text)
    assert len(text.text) <= LONGEST
    assert tree.pformat() == before
