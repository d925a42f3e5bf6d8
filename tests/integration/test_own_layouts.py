"""Layouts of the user's own, by import string: drawn, fresh, and harmless when they fail."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import pytest

from sphinx_postindex.importing import Imported, load

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

POSTS: Files = {
    f"{name}.md": f"---\ndate: 2026-0{month}-01\ncategory: C\n---\n# {name.title()}\n\nText.\n"
    for month, name in enumerate(("one", "two", "three"), 1)
}
LINES = """\
from docutils import nodes
from sphinx_postindex.layouts import parts


def mine(posts, page):
    items = [nodes.list_item("", parts.title(post, page)) for post in posts]
    return [nodes.bullet_list("", *items, classes=["of-mine"])]


def slack(posts, page):
    raise ValueError("no idea")


def text(posts, page):
    return "text"


def strings(posts, page):
    return [post.title.text for post in posts]


thing = 3
"""
_NUMBERS = count()


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> str:
    """The name of a module that no other test imports; its file is in the site's folder."""
    monkeypatch.syspath_prepend(f"{tmp_path}/site1/source")
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    return f"cards{next(_NUMBERS)}"


def home(options: str) -> Files:
    return {"index.md": f"# Home\n\n```{{postindex}}\n{options}\n```\n", **POSTS}


def conf(module: str, name: str = "mine") -> str:
    return f"postindex_layouts = {{'mine': '{module}:{name}'}}\n"


def mine(site: Site, page: str = "index") -> list[str]:
    lists = site.html(page).find_class("of-mine")
    return [link.text_content() for each in lists for link in each.iter("a")]


def test_a_layout_of_the_user_draws_the_posts_it_is_given(site: MakeSite, module: str) -> None:
    files = {**home(":layout: mine"), f"{module}.py": LINES}
    built = site(files, conf(module))
    assert mine(built) == ["Three", "Two", "One"]
    [frame] = built.html().find_class("postindex")
    assert "postindex-layout-mine" in frame.get("class").split()


def test_it_may_be_the_layout_of_every_index(site: MakeSite, module: str) -> None:
    files = {**home(":limit: 2"), f"{module}.py": LINES}
    built = site(files, conf(module) + "postindex_defaults = {'layout': 'mine'}\n")
    assert mine(built) == ["Three", "Two"]


def test_it_draws_groups_and_pages(site: MakeSite, module: str) -> None:
    files = {**home(":layout: mine\n:group-by: month\n:page-size: 2"), f"{module}.py": LINES}
    built = site(files, conf(module))
    assert mine(built) == ["Three", "Two"]
    groups = [each.text for each in built.html().find_class("postindex-group")]
    assert groups == ["March 2026", "February 2026"]
    assert mine(built, "index/page/2") == ["One"]


def test_a_build_with_four_processes_draws_the_same(site: MakeSite, module: str) -> None:
    many = {f"p{n}.md": f"---\ndate: 2025-01-0{n}\n---\n# P{n}\n" for n in range(1, 9)}
    files = {**home(":layout: mine"), **many, f"{module}.py": LINES}
    built = site(files, conf(module), parallel=4)
    assert len(mine(built)) == len(many) + len(POSTS)


@pytest.mark.parametrize("builder", ["latex", "epub", "text", "man"])
def test_every_builder_has_it(site: MakeSite, module: str, builder: str) -> None:
    toc = "\n```{toctree}\none\ntwo\nthree\n```\n"
    files = home(":layout: mine")
    files["index.md"] = f"{files['index.md']!s}{toc}"
    built = site({**files, f"{module}.py": LINES}, conf(module), builder)
    assert built.ours == []


@pytest.mark.parametrize("page_size", ["", "\n:page-size: 2"])
def test_an_edit_of_its_module_writes_the_pages_that_it_draws(
    site: MakeSite, module: str, page_size: str
) -> None:
    """And no other page: not the posts, not an index with another layout."""
    files = {**home(f":layout: mine{page_size}"), f"{module}.py": LINES}
    files["other.md"] = "---\norphan: true\n---\n# Other\n\n```{postindex}\n```\n"
    built = site(files, conf(module))
    pages = ["index", *(["index/page/2"] if page_size else [])]
    kept = {page: built.path(page).stat().st_mtime_ns for page in ("one", "other")}
    built.rebuild({f"{module}.py": LINES.replace("of-mine", "of-mine edited")})
    for page in pages:
        assert built.html(page).find_class("edited"), page
    assert {page: built.path(page).stat().st_mtime_ns for page in kept} == kept
    before = {page: built.path(page).stat().st_mtime_ns for page in pages}
    built.rebuild()
    assert {page: built.path(page).stat().st_mtime_ns for page in pages} == before


def test_an_edit_that_the_nodes_do_not_show_is_an_edit(site: MakeSite, module: str) -> None:
    """A visitor of a node of its own may stand in the module."""
    built = site({**home(":layout: mine"), f"{module}.py": LINES}, conf(module))
    before = built.path("index").stat().st_mtime_ns
    built.rebuild({f"{module}.py": LINES + "# A word.\n"})
    assert built.path("index").stat().st_mtime_ns > before


def test_a_layout_that_fails_is_told_of_once_and_cards_are_shown(
    site: MakeSite, module: str
) -> None:
    """Wherever it is drawn: the record of the page, its writing, each group."""
    options = ":layout: mine\n:group-by: month"
    said = "layout 'mine' cannot draw the index of 'index'"
    files = {**home(options), f"{module}.py": LINES}
    built = site(files, conf(module, "slack"), allow=[said])
    text = f"index.md:4: {said}: ValueError: no idea; cards are shown [postindex.layout]"
    assert built.ours == [text]
    assert built.titles() == ["Three", "Two", "One"]
    built.rebuild({"one.md": f"{POSTS['one.md']!s}".replace("One", "Uno")})
    assert built.ours == [text]
    assert built.titles() == ["Three", "Two", "Uno"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("text", "it gives a str, not a list of nodes"),
        ("strings", "it gives a list with a str, not a list of nodes"),
    ],
)
def test_what_is_no_list_of_nodes_is_told_of_and_cards_are_shown(
    site: MakeSite, module: str, name: str, said: str
) -> None:
    files = {**home(":layout: mine"), f"{module}.py": LINES}
    built = site(files, conf(module, name), allow=[r"\[postindex\.layout\]"])
    [told] = built.ours
    assert told.endswith(f"'index': {said}; cards are shown [postindex.layout]")
    assert built.titles() == ["Three", "Two", "One"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{'mine': 'no_such_module_at_all:f'}", "'no_such_module_at_all:f' cannot be imported"),
        ("{'mine': '%s:absent'}", "has no attribute 'absent'"),
        ("{'mine': '%s:thing'}", "is a int, not a function"),
        ("{'mine': '%s'}", "is not of the form 'package.module:function'"),
        ("{'mine': '.%s:mine'}", "is not of the form"),
        ("{'mine': 3}", "3 is not a text"),
        ("{'mine': ['a']}", "['a'] is not a text"),
    ],
)
def test_a_string_that_names_no_function_is_told_of_once_and_cards_are_shown(
    site: MakeSite, module: str, value: str, said: str
) -> None:
    files = {**home(":layout: mine"), f"{module}.py": LINES}
    value = value % module if "%" in value else value
    built = site(files, f"postindex_layouts = {value}", allow=[r"\[postindex\.config\]"])
    [told] = built.ours
    assert re.match(r"conf\.py:\d+: postindex_layouts: 'mine' shows cards: ", told)
    assert said in told
    assert built.titles() == ["Three", "Two", "One"]


def test_a_name_of_ours_stays_ours(site: MakeSite, module: str) -> None:
    files = {**home(":layout: list"), f"{module}.py": LINES}
    value = f"postindex_layouts = {{'list': '{module}:mine'}}"
    built = site(files, value, allow=["'list' is the name of a layout of ours"])
    assert len(built.ours) == 1
    assert built.html().find_class("postindex-items")


def test_a_name_that_nobody_has_gets_the_nearest_one(site: MakeSite, module: str) -> None:
    files = {**home(":layout: mime"), f"{module}.py": LINES}
    built = site(files, conf(module), allow=[r"\[postindex\.option\]"])
    [told] = built.ours
    assert "is not one of: cards, list, table, compact, mine; did you mean 'mine'?" in told
    assert told.startswith("index.md:4: ")


def test_its_warnings_can_be_silenced(site: MakeSite, module: str) -> None:
    files = {**home(":layout: mine"), f"{module}.py": LINES}
    built = site(files, conf(module, "slack") + "suppress_warnings = ['postindex.layout']\n")
    built.rebuild(
        {"conf.py": f"{(built.srcdir / 'conf.py').read_text()}".replace("slack", "absent")},
        allow=[r"\[postindex\.config\]"],
    )
    built.rebuild(config={"suppress_warnings": ["postindex.config"]}, allow=[])
    assert built.titles() == ["Three", "Two", "One"]


def test_a_name_of_letters_that_no_class_may_have_is_a_name(site: MakeSite, module: str) -> None:
    files = {**home(":layout: カード"), f"{module}.py": LINES}
    built = site(files, conf(module).replace("'mine'", "'カード'"))
    assert mine(built) == ["Three", "Two", "One"]
    [frame] = built.html().find_class("postindex")
    assert [*frame.classes] == ["postindex", "h-feed", "no-search"]


def test_a_function_that_a_package_offers_brings_the_file_that_defines_it() -> None:
    """An edit of either file is an edit."""
    offered, own = load("json:loads"), load("json.decoder:JSONDecoder")
    assert isinstance(offered, Imported)
    assert isinstance(own, Imported)
    assert own.source[:32] == own.source[32:]
    assert isinstance(found := load("json:JSONDecoder"), Imported)
    assert found.source == offered.source[:32] + own.source[:32]


_OF_OURS = """\
from dataclasses import replace
from docutils import nodes
from sphinx_postindex.layouts import LAYOUTS


def mine(posts, page):
    first, *rest = posts
    short = replace(page, look=replace(page.look, fields=("title",)))
    cards = LAYOUTS["cards"]([first], page)
    return [*cards, nodes.container("", *LAYOUTS["list"](rest, short))]
"""


def test_a_layout_that_calls_ours_draws_each_page_for_itself(site: MakeSite, module: str) -> None:
    """The post that leads one archive is a line of another: neither is taken for the other."""
    settings = 'postindex_archives = ["category", "year"]\n'
    settings += 'postindex_defaults = {"layout": "mine"}\n'
    old = "---\ndate: 2020-01-01\ncategory: C\n---\n# Old\n\nText.\n"
    new = "---\ndate: 2026-12-01\ncategory: D\n---\n# New\n\nText.\n"
    files = home("") | {f"{module}.py": _OF_OURS, "old.md": old, "new.md": new}
    made = site(files, conf(module) + settings)
    for page, lead in {"category/c": "Three", "category/d": "New", "year/2026": "New"}.items():
        (card,) = made.html(page).find_class("postindex-card")
        assert card.find_class("postindex-title")[0].text_content() == lead
        assert card.find_class("postindex-excerpt")
        for item in made.html(page).find_class("postindex-item"):
            assert not item.find_class("postindex-excerpt")
    assert len(made.html("year/2026").find_class("postindex-item")) == 3


def test_a_long_list_in_a_box_of_a_layout_has_its_stylesheet(site: MakeSite, module: str) -> None:
    day = "---\ndate: 2025-01-01T{0:02}:{1:02}\n---\n# P {0} {1}\n\nText.\n"
    many = {f"many/p{n}.md": day.format(n // 60, n % 60) for n in range(60)}
    made = site(home(":layout: mine") | {f"{module}.py": _OF_OURS} | many, conf(module))
    assert "postindex-long.css" in made.text("index.html")
