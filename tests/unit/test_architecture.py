"""The tree is the path of the data: who may import whom, and how large a part may be.

Imports inside functions and under ``TYPE_CHECKING`` count like any other.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "sphinx_postindex"
FOLDER = Path(__file__).parents[2] / PACKAGE

# Modules by their name inside the package, the lowest tier first; the first pattern that
# fits counts. A module imports its own tier and lower ones.
TIERS = (
    ("_version", "files", "look", "model", "plain", "problems", "richtext", "slugs", "urls"),
    (
        "archives",
        "controls",
        "cut",
        "dateformat",
        "feeds",
        "feeds.*",
        "index",
        "metadata",
        "offered",
        "query",
        "read.blocks",
        "read.dates",
        "read.datewords",
        "read.fields",
        "read.frontmatter",
        "read.inline",
        "read.options",
        "read.optionvalues",
        "read.publish",
        "read.source",
        "read.values",
        "references",
        "terms",
        "thumbnails",
        "words",
    ),
    (
        "config",
        "confvalues",
        "importing",
        "links",
        "nodes",
        "outputs",
        "read.page",
        "record",
        "visitors",
    ),
    ("domain",),
    ("layouts", "layouts.*", "read", "read.*"),
    (
        "assets",
        "bylines",
        "checks",
        "fresh",
        "gather",
        "hashes",
        "leftovers",
        "memory",
        "pages",
        "pages.*",
        "pictures",
        "report",
        "resolve",
    ),
    ("",),
)

# What a module must not import, of our own or of others, whatever its tier.
FORBIDDEN = {
    # A layout draws posts that it is given: it can neither read them nor find them.
    "layouts*": (f"{PACKAGE}.domain", f"{PACKAGE}.read", "sphinx.application"),
    # Pure: no document tree, no build.
    "archives": ("docutils", "sphinx"),
    "controls": ("docutils", "sphinx"),
    "feeds*": ("docutils", "sphinx"),
    "metadata": ("docutils", "sphinx"),
    "model": ("docutils", "sphinx"),
    "offered": ("docutils", "sphinx"),
    "plain": ("docutils", "sphinx"),
    "query": ("docutils", "sphinx"),
    "read.dates": ("docutils", "sphinx"),
    "read.frontmatter": ("docutils", "sphinx"),
    "read.options": ("docutils", "sphinx"),
    "read.optionvalues": ("docutils", "sphinx"),
    "read.publish": ("docutils", "sphinx"),
    "read.source": ("docutils", "sphinx"),
    "references": ("docutils", "sphinx"),
    "richtext": ("docutils", "sphinx"),
    "slugs": ("docutils", "sphinx"),
    "terms": ("docutils", "sphinx"),
    "words": ("docutils", "sphinx"),
}

MAX_FILE = 300  # lines
MAX_FUNCTION = 50  # lines


def module_name(path: Path) -> str:
    """A file's dotted name, ``sphinx_postindex.read.dates`` for example."""
    parts = path.relative_to(FOLDER.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted(FOLDER.rglob("*.py"))}


def imports(source: str, package: str) -> set[str]:
    """Every dotted name that a source imports; ``from a import b`` gives ``a.b``.

    :param package: the package that the source stands in: where its relative imports start
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -(node.level - 1) or None] if node.level else []
            start = ".".join([*above, *filter(None, [node.module])])
            found |= {f"{start}.{alias.name}" for alias in node.names}
    return found


def imports_of(module: str) -> set[str]:
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return imports(path.read_text(encoding="utf-8"), package)


def defining(name: str) -> str | None:
    """The module of ours that a dotted name stands in or is; nothing for a name of others."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


def edges(module: str) -> set[str]:
    """The modules of ours that a module imports."""
    found = {defining(name) for name in imports_of(module)}
    return {name for name in found if name and name != module}


def tier(module: str) -> int:
    inside = module.removeprefix(PACKAGE).removeprefix(".")
    for number, patterns in enumerate(TIERS):
        if any(fnmatchcase(inside, pattern) for pattern in patterns):
            return number
    return pytest.fail(f"{module} stands in no tier: add it to TIERS")


def test_there_are_modules_to_look_at() -> None:
    """The other tests here see the package, not an empty folder."""
    assert f"{PACKAGE}.model" in MODULES


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import a.b", "a.b"),
        ("from a import b", "a.b"),
        ("from . import b", "p.q.b"),
        ("from .b import c", "p.q.b.c"),
        ("from ..b import c", "p.b.c"),
        ("def f():\n    from a import b", "a.b"),
        ("if TYPE_CHECKING:\n    from a import b", "a.b"),
    ],
)
def test_an_import_counts_wherever_it_stands(source: str, name: str) -> None:
    """Neither a function nor ``TYPE_CHECKING`` nor a leading dot hides an import."""
    assert imports(source, "p.q") == {name}


def test_no_module_imports_itself_in_a_circle() -> None:
    """The import graph has no cycle."""
    sorter = TopologicalSorter({module: edges(module) for module in MODULES})
    try:
        sorter.prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_its_own_tier_and_lower_ones(module: str) -> None:
    """No module imports one from a later step of a post's way."""
    assert [name for name in sorted(edges(module)) if tier(name) > tier(module)] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_nothing_that_is_forbidden_to_it(module: str) -> None:
    """Layouts know no reading and no application; pure modules know no Sphinx."""
    inside = module.removeprefix(PACKAGE).removeprefix(".")
    forbidden = [
        name
        for pattern, names in FORBIDDEN.items()
        if fnmatchcase(inside, pattern)
        for name in names
    ]
    found = imports_of(module)
    assert [n for n in sorted(found) if any(f"{n}.".startswith(f"{f}.") for f in forbidden)] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_file_is_too_long(module: str) -> None:
    """A file with two subjects is two files."""
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MAX_FILE


@pytest.mark.parametrize("module", MODULES)
def test_no_function_is_too_long(module: str) -> None:
    """A function fits on one screen."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    lengths = [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [(name, lines) for name, lines in lengths if lines > MAX_FUNCTION] == []
