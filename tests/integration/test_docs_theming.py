"""The page on theming: it names what the stylesheets read and what the code writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from sphinx_postindex.layouts import LAYOUTS

if TYPE_CHECKING:
    from conftest import MakeSite

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "docs" / "snippets"
PACKAGE = ROOT / "sphinx_postindex"
PAGE = (ROOT / "docs" / "theming.md").read_text(encoding="utf-8")
PROPERTY = re.compile(r"--postindex-[a-z-]+")


def test_theming_names_every_custom_property() -> None:
    """What the stylesheets read, the page lists in its table, and nothing else."""
    listed = re.findall(r"^\| `(--postindex-[a-z-]+)` \|", PAGE, re.MULTILINE)
    css = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "static").glob("*.css"))
    assert sorted(listed) == sorted(set(PROPERTY.findall(css)))


def test_theming_shows_the_html_of_a_card_as_it_is(site: MakeSite) -> None:
    """The HTML on the page is that of the post which is shown with a ``{post}``."""
    post = (SNIPPETS / "posts" / "directive.md").read_bytes()
    made = site({"index.md": "# Posts\n\n```{postindex}\n```\n", "posts/delays.md": post})
    [index] = made.html().find_class("postindex")
    shown = lxml_html.fromstring((SNIPPETS / "card.html").read_text(encoding="utf-8"))
    assert outline(index) == outline(shown)


def outline(element: lxml_html.HtmlElement) -> list[object]:
    """Elements, attributes and words in their order; blanks around elements do not count."""
    return [
        (e.tag, dict(e.attrib), *(" ".join((t or "").split()) for t in (e.text, e.tail)))
        for e in element.iter()
    ]


def test_theming_explains_every_class_of_ours() -> None:
    """Each class that the code gives to an element stands in the table."""
    folders = ("layouts", "pages")
    drawing = [PACKAGE / "controls.py", PACKAGE / "resolve.py"]
    drawing += (f for each in folders for f in (PACKAGE / each).glob("*"))
    code = "".join(path.read_text(encoding="utf-8") for path in drawing if path.suffix == ".py")
    table = re.findall(r"^\| (`postindex.*?) \|", PAGE, re.MULTILINE)
    listed = {name for cell in table for name in re.findall(r"`([a-z-]+)`", cell)}
    layouts = {f"postindex-{name}" for name in LAYOUTS}
    assert listed == {*re.findall(r'"(postindex(?:-[a-z]+)*)"', code), *layouts}
