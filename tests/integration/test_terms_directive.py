"""``{postterms}``: the terms in use with their numbers, in MyST and reStructuredText."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

NO_TOCTREE = r"toc\.not_included"
POSTS: Files = {
    "posts/a.md": "---\ndate: 2026-01-03\ncategory: Cats\ntags: [x, y]\nauthor: Ann\n---\n# A\n",
    "posts/b.md": "---\ndate: 2025-01-02\ncategory: Cats\ntags: x\nauthor: Ann\n---\n# B\n",
    "posts/c.md": "---\ndate: 2025-01-01\ncategory: [Dogs, Cats]\nseries: S\n---\n# C\n",
    "posts/d.md": "---\ndate: 2026-02-01\ndraft: true\ncategory: Secret\n---\n# D\n",
    "posts/e.md": "---\ndate: 2026-02-01\nunlisted: true\ncategory: Hidden\n---\n# E\n",
}
# An argument, option lines, and what the list says.
CASES: dict[str, tuple[str, str, list[str]]] = {
    "category": ("category", "", ["Cats (3)", "Dogs (1)"]),
    "a plural": ("categories", "", ["Cats (3)", "Dogs (1)"]),
    "tag": ("tag", "", ["x (2)", "y (1)"]),
    "author": ("author", "", ["Ann (2)"]),
    "year": ("year", "", ["2025 (2)", "2026 (1)"]),
    "series": ("series", "", ["S (1)"]),
    "sort": ("category", ":sort: name desc", ["Dogs (1)", "Cats (3)"]),
    "sort by number": ("year", ":sort: count", ["2026 (1)", "2025 (2)"]),
    "the most first": ("tag", ":sort: count desc\n:limit: 1", ["x (2)"]),
    "a filter": ("category", ":tag: y", ["Cats (1)"]),
    "a path and a time": ("tag", ":path: posts/*\n:since: 2026", ["x (1)", "y (1)"]),
    "excluded": ("year", ":exclude-author: ann", ["2025 (1)"]),
    "cloud": ("tag", ":layout: cloud", ["x (2)", "y (1)"]),
}


def in_myst(argument: str, options: str) -> str:
    return "\n".join(["# T", "", f"```{{postterms}} {argument}", *options.split("\n"), "```", ""])


def in_rst(argument: str, options: str) -> str:
    lines = (f"   {line}" for line in options.split("\n"))
    return "\n".join(["T", "=", "", f".. postterms:: {argument}", *lines, ""])


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    files: Files = {**POSTS, "index.md": "# Home\n"}
    for number, (argument, options, _) in enumerate(CASES.values()):
        files[f"m{number}.md"] = in_myst(argument, options).encode()
        files[f"r{number}.rst"] = in_rst(argument, options).encode()
    return module_site(files, allow=[NO_TOCTREE])


def items(built: Site, page: str = "index") -> list[str]:
    [terms] = built.html(page).find_class("postindex-terms")
    return [" ".join(item.text_content().split()) for item in terms]


@pytest.mark.parametrize("case", CASES)
def test_terms_are_listed_with_their_numbers_in_both_languages(built: Site, case: str) -> None:
    number = [*CASES].index(case)
    assert items(built, f"m{number}") == CASES[case][2]
    myst, rst = (built.html(f"{kind}{number}").find_class("postindex")[0] for kind in "mr")
    assert etree.tostring(myst) == etree.tostring(rst)


def test_a_list_of_terms_is_no_feed_of_posts_and_a_cloud_has_sizes(built: Site) -> None:
    page = built.html(f"m{[*CASES].index('cloud')}")
    [box] = page.find_class("postindex")
    assert {"postindex-cloud", "postindex-of-terms", "no-search"} <= {*box.get("class").split()}
    assert not page.find_class("h-feed")
    sizes = [p.get("class") for p in page.find_class("postindex-terms")[0].iter("p")]
    assert sizes == ["postindex-size-5", "postindex-size-3"]
    assert not box.xpath(".//*[@style]")


WRONG = {
    ("tagss", ""): "'tagss' is not one of: category, tag, author, year, series; "
    "did you mean 'tag'?",
    ("tag", ":layout: clod"): "option 'layout': 'clod' is not one of: list, cloud; "
    "did you mean 'cloud'?",
    ("tag", ":page-size: 3"): "'page-size' is not an option of postterms",
    ("tag", ":sort: date"): "option 'sort': 'date' is not one of: name, name asc, name desc, "
    "count, count asc, count desc",
    ("tag", ":category: Cast"): "no post has the category 'Cast'; did you mean 'Cats'?",
}


@pytest.mark.parametrize(("argument", "options"), WRONG)
def test_what_is_wrong_is_said_once(site: MakeSite, argument: str, options: str) -> None:
    page = in_myst(argument, options)
    built = site({**POSTS, "index.md": page}, allow=[r"postindex\."])
    [warning] = built.ours
    line = 4 if options else 3
    assert warning.startswith(f"index.md:{line}: {WRONG[argument, options]}")


def test_without_a_taxonomy_the_parser_speaks_and_nothing_is_shown(site: MakeSite) -> None:
    built = site({**POSTS, "index.md": in_myst("", "")}, allow=[r"\[docutils\]"])
    assert len(built.warnings) == 1
    assert not built.html().find_class("postindex-term")


def test_no_term_is_said_in_words(site: MakeSite) -> None:
    page = in_myst("tag", "") + "\n```{postterms} series\n:empty: None at all.\n```\n"
    texts = [p.text for p in site({"index.md": page}).html().find_class("postindex-empty")]
    assert texts == ["No posts yet.", "None at all."]


def test_a_list_follows_its_posts_from_build_to_build(site: MakeSite) -> None:
    built = site({**POSTS, "index.md": in_myst("tag", "")})
    built.rebuild({"posts/b.md": "---\ndate: 2025-01-02\ntags: [x, z]\n---\n# B\n"})
    assert items(built) == ["x (2)", "y (1)", "z (1)"]
    before = built.path("index").stat().st_mtime_ns
    built.rebuild({"posts/b.md": "---\ndate: 2025-01-02\ntags: [x, z]\n---\n# New title\n"})
    assert built.path("index").stat().st_mtime_ns == before
    built.rebuild({"posts/a.md": None})
    assert items(built) == ["x (1)", "z (1)"]


@pytest.mark.parametrize(
    ("builder", "file"), [("text", "index.txt"), ("latex", "s.tex"), ("epub", "index.xhtml")]
)
def test_other_builders_list_the_same_terms(site: MakeSite, builder: str, file: str) -> None:
    conf = 'latex_documents = [("index", "s.tex", "Site", "nobody", "manual")]'
    text = site({**POSTS, "index.md": in_myst("category", "")}, conf, builder).text(file)
    for word in ("Cats", "(3)", "Dogs", "(1)"):
        assert word in text
    assert "Secret" not in text
    assert "Hidden" not in text
