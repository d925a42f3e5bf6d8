"""The pictures of options: one each, small, and made of the snippet beside it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from sphinx_postindex.read.options import READERS, TERM_READERS

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

DOCS = Path(__file__).parents[2] / "docs"
OWN = [name for name, read in TERM_READERS.items() if READERS.get(name) is not read]
NAMES = {*READERS, *(f"terms-{name}" for name in OWN)}


@pytest.fixture(scope="module")
def script() -> Any:  # noqa: ANN401 - a module
    """What makes the pictures."""
    sys.path.insert(0, str(DOCS / "_ext"))
    try:
        return importlib.import_module("option_pictures")
    finally:
        sys.path.pop(0)


def test_every_option_has_a_picture_and_nothing_else_has_one() -> None:
    assert {path.stem for path in (DOCS / "_static" / "options").iterdir()} == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_picture_is_small_and_made_of_its_snippet_as_it_is(script: Any, name: str) -> None:  # noqa: ANN401 - a module
    """Else ``python docs/_ext/option_pictures.py NAME`` makes it again."""
    file = DOCS / "_static" / "options" / f"{name}.png"
    assert file.stat().st_size <= 20_000
    with Image.open(file) as image:
        assert image.format == "PNG"
        assert max(image.size) <= 600
        assert image.text[script.MADE_FROM] == script.made_from(script.snippets()[name])  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def table(module_site: MakeSite) -> Site:
    pictures: Files = {
        path.relative_to(DOCS).as_posix(): path.read_bytes()
        for path in (DOCS / "_static" / "options").iterdir()
    }
    page = (DOCS / "reference" / "pictures.md").read_text(encoding="utf-8")
    conf = (
        f"import sys; sys.path.insert(0, {str(DOCS / '_ext')!r})\nextensions.append('examples')\n"
    )
    files = {"index.md": "# Home\n", "reference/pictures.md": page, **pictures}
    return module_site(files, conf, allow=["toctree", "cross-reference target", "myst"])


def test_the_table_shows_each_option_with_its_snippet_and_its_picture(table: Site) -> None:
    rows = list(table.html("reference/pictures").iter("tr"))
    found = {}
    for row in rows:
        for image in row.iter("img"):
            [code] = row.iter("pre")
            found[Path(image.get("src")).stem] = (
                row[0].text_content().strip(),
                code.text_content(),
            )
    wanted = {name: (name, DOCS / "snippets" / f"{name}.md") for name in READERS}
    wanted |= {f"terms-{n}": (n, DOCS / "snippets" / "terms" / f"{n}.md") for n in OWN}
    assert found == {n: (o, path.read_text(encoding="utf-8")) for n, (o, path) in wanted.items()}
