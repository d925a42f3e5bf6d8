"""Strange posts, a row each: what its page says, and what its card must show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import html5lib

if TYPE_CHECKING:
    from conftest import Files, Site

INDEX = "# Home\n\n```{postindex}\n:ellipsis: ...\n```\n"
# Texts are compared as they were written.
CONF = "smartquotes = False\n"
# Nothing else is in a card, whatever its post says.
ELEMENTS = {"ul", "li", "h2", "p", "a", "time", "span", "em", "strong", "code", "sub", "sup"}
_OURS = re.compile(r"(.+):(\d+): .*\[postindex\.(\w+)\]", re.DOTALL)


@dataclass(frozen=True)
class Row:
    """A page, and what is expected of it."""

    text: str | bytes
    title: str = "T"
    category: str = ""
    excerpt: str | None = None
    """The text of the card's excerpt; ``None``: any."""
    date: str = "2026-01-01"
    """The ``datetime`` of the card; empty for a post without a date."""
    warning: tuple[str, int] | None = None
    """The subtype and the line of the one warning of ours."""
    suffix: str = "md"
    is_post: bool = True


def page(inner: str = "", body: str = "# T\n\nText.\n", date: str = "2026-01-01") -> str:
    """A Markdown page with a date and more front matter."""
    inner = f"{inner}\n" if inner else ""
    return f"---\ndate: {date}\n{inner}---\n{body}"


def files(rows: dict[str, Row]) -> Files:
    """The source of a site of these rows, by name."""
    made: Files = {"index.md": INDEX}
    for name, row in rows.items():
        made[f"{name}.{row.suffix}"] = (
            row.text if isinstance(row.text, bytes) else row.text.encode()
        )
    return made


def cards(site: Site) -> dict[str, Any]:
    """The cards of the home page by docname, as a browser's parser sees them."""
    tree = html5lib.parse(
        site.path("index").read_bytes(), treebuilder="lxml", namespaceHTMLElements=False
    )
    found = {}
    for card in tree.xpath("//ul[contains(@class, 'postindex-list')]/li"):
        [link] = card.xpath("h2/a")
        found[unquote(link.get("href")).removesuffix(".html")] = card
    return found


def part(card: Any, name: str) -> str:  # noqa: ANN401 - lxml has no types
    """The text of a part of a card; nothing where the card has no such part."""
    return "".join(card.xpath(f".//*[contains(@class, 'postindex-{name}')]//text()")).strip()


def warnings(site: Site, name: str, row: Row) -> list[tuple[str, int]]:
    """The subtypes and lines of our warnings about a row."""
    found = [match for each in site.ours if (match := _OURS.fullmatch(each))]
    return [(each[3], int(each[2])) for each in found if each[1] == f"{name}.{row.suffix}"]


def assert_shown(site: Site, shown: dict[str, Any], name: str, row: Row) -> None:
    """A row is on the index as it should be, with its one warning, and runs nothing.

    :param shown: the cards of the site; parsing them takes a while
    """
    assert warnings(site, name, row) == ([row.warning] if row.warning else [])
    card = shown.get(name)
    assert (card is not None) is row.is_post
    if card is None:
        return
    assert part(card, "title") == row.title
    assert part(card, "category") == row.category
    assert card.xpath("string(.//time/@datetime)") == row.date
    excerpt = part(card, "excerpt")
    assert len(excerpt) <= 300
    assert row.excerpt is None or excerpt == row.excerpt
    assert_harmless(card)


def assert_harmless(card: Any) -> None:  # noqa: ANN401 - lxml has no types
    """What an author wrote is text: no element, no attribute, no address of it."""
    assert {each.tag for each in card.iter()} <= ELEMENTS
    for each in card.iter():
        assert not [name for name in each.attrib if name.startswith("on") or name == "style"]
        assert ":" not in each.get("href", "").split("/")[0].replace("https:", "")
