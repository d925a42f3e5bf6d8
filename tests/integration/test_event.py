"""What other extensions may do to the posts of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Files, MakeSite

FILES: Files = {
    "index.md": "# Home\n\n```{postindex}\n```\n",
    "a.md": "---\ndate: 2026-01-01\ncategory: Cats\n---\n# A\n\nText.\n",
    "b.md": "---\ndate: 2026-01-02\n---\n# B\n\nText.\n",
}
CONF = """
from dataclasses import replace
from sphinx_postindex import PostDate, RichText, Post

def change(app, posts):
    {}

def setup(app):
    app.connect("postindex-collected", change)
"""


def test_posts_can_be_changed_and_left_out(site: MakeSite) -> None:
    kept = "[replace(p, categories=('Dogs',)) for p in posts if p.docname == 'a']"
    conf = CONF.format(f"posts[:] = {kept}")
    built = site(FILES, conf)
    assert built.titles() == ["A"]
    assert built.titles("category/dogs") == ["A"]
    assert "Dogs" in built.html("a").find_class("postindex-byline")[0].text_content()


def test_a_post_can_be_added_that_stands_elsewhere(site: MakeSite) -> None:
    new = (
        "posts.append(Post(docname='talk', title=RichText.plain('Talk'), excerpt=RichText(), "
        "date=posts[0].date, external_url='https://example.com/talk'))"
    )
    built = site(FILES, CONF.format(new))
    assert sorted(built.titles()) == ["A", "B", "Talk"]
    [link] = built.html().xpath("//a[text() = 'Talk']/@href")
    assert link == "https://example.com/talk"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("posts.append('x')", "str is no Post; it is left out"),
        ("posts.append(posts[0])", "two posts are 'b' ''; one is left out"),
    ],
)
def test_what_is_no_post_or_stands_twice_is_left_out(site: MakeSite, line: str, text: str) -> None:
    built = site(FILES, CONF.format(line), allow=[r"\[postindex\.event\]"])
    assert [text in warning for warning in built.warnings] == [True]
    assert built.titles() == ["B", "A"]
