"""What holds a document back says so, and a path under which nothing is, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import MakeSite

INDEX = "# Posts\n\n```{postindex}\n```\n"


def test_a_misspelt_draft_is_held_back_and_named(site: MakeSite) -> None:
    post = "---\ndate: 2026-01-01\ndraft: fasle\n---\n# A\n\nText.\n"
    built = site({"index.md": INDEX, "a.md": post}, allow=[r"'fasle' is neither yes nor no"])
    assert [w for w in built.warnings if "a.md:3" in w and "it is held back" in w]
    assert not (built.outdir / "a.html").exists()


def test_a_path_without_posts_is_named_unless_empty_is_expected(site: MakeSite) -> None:
    post = "---\ndate: 2026-01-01\n---\n# A\n\nText.\n"
    index = "# Posts\n\n```{postindex}\n:path: posts/*.md, posts/*\n```\n"
    calm = "# Calm\n\n```{postindex}\n:path: nowhere/*\n:empty: Nothing.\n```\n"
    built = site(
        {"index.md": index, "calm.md": f"---\norphan: true\n---\n{calm}", "posts/a.md": post},
        allow=[r"no post has the path 'posts/\*.md'"],
    )
    assert len(built.warnings) == 1
    assert "index.md:4" in built.warnings[0]


def test_a_list_of_one_series_is_that_series(site: MakeSite) -> None:
    post = '---\ndate: 2026-01-01\nseries: ["Loops"]\n---\n# A\n\nText.\n'
    built = site({"index.md": INDEX, "a.md": post})
    assert built.posts["a"].series == "Loops"
