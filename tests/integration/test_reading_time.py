"""The time that a post takes to read, as its card says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import MakeSite

INDEX = "# Home\n\n```{postindex}\n:fields: title, reading-time\n```\n"


def test_a_title_takes_no_time_to_read_and_a_post_without_text_has_none(site: MakeSite) -> None:
    """Neither for a page nor for a section, and then no element says so."""
    built = site(
        {
            "index.md": INDEX,
            "bare.md": "---\ndate: 2026-01-04\n---\n# Nothing but a title\n\n<!-- a note -->\n",
            "given.md": "---\ndate: 2026-01-03\ntitle: Given by the front matter\n---\n",
            "short.md": f"---\ndate: 2026-01-02\n---\n# {'Long ' * 200}title\n\n{'word ' * 100}\n",
            "parts.md": "# Parts\n\n## A part\n\n```{post} 2026-01-01\n```\n",
        },
        allow=[r"parts.*toctree"],
    )
    cards = built.html().find_class("postindex-card")
    times = [
        [each.text_content() for each in c.find_class("postindex-reading-time")] for c in cards
    ]
    assert times == [[], [], ["1 minute to read"], []]
    assert [len(card) for card in cards] == [1, 1, 2, 1]
