"""What is a post: rule by rule, in MyST and in reStructuredText."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import MakeSite, Site

INDEX = "# Home\n\n```{postindex}\n```\n"
# Pages that are no posts stand in no toctree here.
NO_TOCTREE = r"toc\.not_included"

MYST = {
    "dated": ("---\ndate: 2026-01-01\n---\n# T\n", True),
    "nested": ("---\ndate: {created: 2026-01-01}\n---\n# T\n", True),
    "other-name": ("---\npubDate: 2026-01-01\n---\n# T\n", True),
    "toml": ("+++\ndate = 2026-01-01\n+++\n# T\n", True),
    "fence": ("---\ndate: 2026-01-01\n---------\n# T\n", True),
    "mark": ("\ufeff---\r\ndate: 2026-01-01\r\n---\r\n# T\r\n", True),
    "returns": ("---\rdate: 2026-01-01\r---\r# T\r", True),
    "above": ("```{post} 2026-01-01\n```\n# T\n", True),
    "under": ("# T\n\n```{post} 2026-01-01\n:category: C\n```\n\ntext\n", True),
    "colons": ("# T\n\n:::{post} Jan 1, 2026\n:::\n", True),
    "opted-in": ("---\npost: true\ncreated: 2026-01-01\n---\n# T\n", True),
    "2026-01-01-named": ("---\npost: true\n---\n# T\n", True),
    "2026-01-01-folder/index": ("---\npost: true\n---\n# T\n", True),
    "out": ("---\npost: false\ndate: 2026-01-01\n---\n# T\n", False),
    "out-too": ("---\nblogpost: false\n---\n# T\n\n```{post} 2026-01-01\n```\n", False),
    "created": ("---\ncreated: 2026-01-01\n---\n# T\n", False),
    "published": ("---\npublished: 2026-01-01\n---\n# T\n", False),
    "2026-01-01-page": ("# T\n", False),
    "empty": ("---\ndate:\n---\n# T\n", False),
    "blank-first": ("\n---\ndate: 2026-01-01\n---\n# T\n", False),
    "page": ("# T\n\ndate: 2026-01-01\n", False),
}
RST = {
    "above": (".. post:: 2026-01-01\n\nT\n=\n", True),
    "under": ("T\n=\n\n.. post:: 2026-01-01\n   :category: C\n\ntext\n", True),
    "docinfo": (":date: 2026-01-01\n:post: true\n\nT\n=\n", True),
    "flag": (":date: 2026-01-01\n:post:\n\nT\n=\n", True),
    "comment": (".. a comment\n\n:date: 2026-01-01\n:post: yes\n\nT\n=\n", True),
    "date-only": (":date: 2026-01-01\n\nT\n=\n", False),
    "out": (":post: false\n\nT\n=\n\n.. post:: 2026-01-01\n", False),
    "page": ("T\n=\n", False),
}


def article(site: Site, page: str) -> str:
    [body] = site.html(page).find_class("body")
    return " ".join(body.text_content().replace("\u00b6", "").split())


def test_markdown_pages_are_posts_by_the_rules(site: MakeSite) -> None:
    """A date, ``post: true`` or ``{post}`` makes a post; ``post: false`` never is one."""
    files: dict[str, str | bytes] = {f"{n}.md": text.encode() for n, (text, _) in MYST.items()}
    conf = 'myst_enable_extensions = ["colon_fence"]\n'
    built = site(
        {"index.md": INDEX, **files},
        conf,
        allow=[NO_TOCTREE, r"blank-first\.md.*(header|[Tt]ransition)"],
    )
    assert built.posts.keys() == {name for name, (_, is_post) in MYST.items() if is_post}
    assert all(post.date and post.date.iso == "2026-01-01" for post in built.posts.values())
    assert len(built.titles()) == len(built.posts)
    assert built.ours == []


def test_restructuredtext_pages_are_posts_by_the_rules(site: MakeSite) -> None:
    """Docutils' own field ``date`` is on many pages: it makes no post."""
    files: dict[str, str | bytes] = {f"{n}.rst": text.encode() for n, (text, _) in RST.items()}
    index = "Home\n====\n\n.. postindex::\n"
    built = site({"index.rst": index, **files}, allow=[NO_TOCTREE])
    assert built.posts.keys() == {name for name, (_, is_post) in RST.items() if is_post}
    assert all(post.date and post.date.iso == "2026-01-01" for post in built.posts.values())
    assert built.ours == []


POST = "---\ndate: 2026-01-01\n---\n# "


def test_globs_say_which_dates_count_and_which_pages_are_posts_without_one(site: MakeSite) -> None:
    built = site(
        {
            "index.md": INDEX,
            "page.md": f"{POST}Page\n",
            "wanted.md": f"{POST}Wanted\n".replace("---\n#", "post: true\n---\n#"),
            "blog/dated.md": f"{POST}Dated\n",
            "blog/deep/info.rst": ":date: 2026-01-02\n\nInfo\n====\n",
            "blog/undated.md": "# Undated\n",
            "blog/index.md": INDEX,
            "blog/out.md": "---\npost: false\n---\n# Out\n",
        },
        'postindex_posts = ["blog/**"]',
        allow=[NO_TOCTREE, r"postindex\.date"],
    )
    assert built.titles() == ["Info", "Dated", "Wanted", "Undated"]
    [warning] = built.ours
    assert warning.startswith("blog/undated.md:1: ")
    assert warning.endswith("[postindex.date]")


def test_a_post_without_a_date_is_listed_last_with_a_warning(site: MakeSite) -> None:
    built = site(
        {"index.md": INDEX, "a.md": "---\npost: true\n---\n# A\n", "b.md": f"{POST}B\n"},
        allow=[r"postindex\.date"],
    )
    assert built.titles() == ["B", "A"]
    assert built.ours == ["a.md:1: the post has no date; it is listed last [postindex.date]"]


def test_blogpost_without_a_date_is_a_draft(site: MakeSite) -> None:
    """As in the tool that the name comes from; such a page is not built at all."""
    built = site({"index.md": INDEX, "a.md": "---\nblogpost: true\n---\n# A\n"})
    assert built.titles() == []
    assert not built.path("a").exists()


def test_a_post_that_holds_an_index_never_lists_itself(site: MakeSite) -> None:
    held = "---\ndate: 2026-01-02\n---\n# Own\n\n```{postindex}\n```\n"
    built = site({"index.md": INDEX, "own.md": held, "a.md": f"{POST}A\n"})
    assert built.titles() == ["Own", "A"]
    assert built.titles("own") == ["A"]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.md", "# T\n\n> ```{post} 2026-01-01\n> ```\n", 3),
        ("a.md", "# T\n\n## S\n\n- ```{post} 2026-01-01\n  ```\n", 5),
        ("a.rst", "T\n=\n\nS\n-\n\n  .. post:: 2026-01-01\n", 7),
    ],
)
def test_post_in_no_section_of_its_own_is_refused_with_one_warning(
    site: MakeSite, name: str, text: str, line: int
) -> None:
    """It speaks of a page or of a section, not of a quotation or an item of a list."""
    built = site({"index.md": INDEX, name: text}, allow=[NO_TOCTREE, r"postindex\.directive"])
    assert built.posts == {}
    [warning] = built.ours
    assert warning.startswith(f"{name}:{line}: ")


def test_of_two_post_directives_the_first_speaks_and_the_other_is_refused(site: MakeSite) -> None:
    text = "# T\n\n```{post} 2026-01-01\n```\n\n```{post} 2026-01-02\n```\n"
    built = site({"index.md": INDEX, "a.md": text}, allow=[r"postindex\.directive"])
    assert [post.date.iso for post in built.posts.values() if post.date] == ["2026-01-01"]
    [warning] = built.ours
    assert warning.startswith("a.md:6: ")


def test_post_wins_over_front_matter_field_by_field(site: MakeSite) -> None:
    text = """
    ---
    date: 2026-01-01
    category: Old
    title: Old
    tags: kept
    excerpt: Old
    ---
    # T

    ```{post} 2026-02-02
    :Category: New, Newer
    :title: "*New*: one"
    :pinned:

    The *content* is the excerpt.
    ```

    Body.
    """
    post = site({"index.md": INDEX, "a.md": text}).posts["a"]
    assert post.date
    assert post.date.iso == "2026-02-02"
    assert (post.categories, post.tags, post.pinned) == (("New", "Newer"), ("kept",), True)
    assert post.title.text == "New: one"
    assert post.excerpt.text == "The content is the excerpt."
    assert [run.text for run in post.excerpt.runs if run.marks] == ["content"]


def test_what_post_says_is_not_printed(site: MakeSite) -> None:
    md = "# T\n\n```{post} 2026-01-01\n:category: Hidden\n\nHidden\n```\n\nBody.\n"
    rst = "T\n=\n\n.. post:: 2026-01-01\n\n   Hidden\n\nBody.\n"
    built = site({"index.md": INDEX, "a.md": md, "b.rst": rst}, "postindex_byline = []\n")
    assert article(built, "a") == article(built, "b") == "T Body."
    assert {post.excerpt.text for post in built.posts.values()} == {"Hidden"}


def test_posts_need_no_toctree_and_other_pages_do(site: MakeSite) -> None:
    files = {"index.md": INDEX, "a.md": f"{POST}A\n", "page.md": "# Page\n"}
    built = site(files, allow=[NO_TOCTREE])
    [warning] = built.warnings
    assert "page.md" in warning
    built = site(files, "postindex_orphans = False", allow=[NO_TOCTREE])
    assert len(built.warnings) == 2


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("author", "postindex.required"),
        ("date", None),
        ("category", None),
    ],
)
def test_a_required_field_that_is_missing_is_named(
    site: MakeSite, field: str, expected: str | None
) -> None:
    text = "---\ndate: 2026-01-01\ncategory: C\n---\n# A\n"
    conf = f'postindex_required = ["{field}"]'
    built = site({"index.md": INDEX, "a.md": text}, conf, allow=[r"postindex\.required"])
    assert [each.split("[")[-1].rstrip("]") for each in built.ours] == (
        [expected] if expected else []
    )
