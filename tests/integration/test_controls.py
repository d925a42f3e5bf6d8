"""The option ``controls``: what pages and data files hold for the script, and when they change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from paged import written

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

ASKED = ":controls: search, category, tag, author, sort"
DATA = "blog/page/posts.json"


def index(*options: str) -> str:
    return "\n".join(["# Blog", "", "```{postindex}", *options, "```", ""])


def posts(number: int = 5, tag: str = "one") -> Files:
    return {
        f"posts/p{n}.md": f"---\ndate: 2026-01-{30 - n:02}\ncategory: C{n % 2}\ntags: [{tag}]\n"
        f"author: Ann\n---\n# Post *{n}* & more\n\nText {n} as is.\n"
        for n in range(1, number + 1)
    }


def site_files(*options: str, number: int = 5) -> Files:
    home = "# Home\n\n```{toctree}\nblog\n```\n"
    return {"index.md": home, "blog.md": index(*options), **posts(number)}


def told(built: Site, page: str = "blog") -> dict[str, Any]:
    [text] = built.html(page).xpath("//@data-postindex")
    return dict(json.loads(text))


def scripts(built: Site, page: str) -> list[str]:
    found = built.html(page).xpath("//script/@src")
    return [each.partition("?")[0].rpartition("/")[2] for each in found if "postindex" in each]


def data(built: Site, name: str = DATA) -> dict[str, Any]:
    return dict(json.loads(built.text(name)))


def texts(tree: Any) -> list[str]:  # noqa: ANN401 - elements as lists
    found = []
    for each in tree[2:]:
        found += [each] if isinstance(each, str) else texts(each)
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_the_frame_tells_the_script_what_it_needs(site: MakeSite, builder: str) -> None:
    built = site(site_files(ASKED), builder=builder)
    page = "index" if builder == "singlehtml" else "blog"
    found = told(built, page)
    labels = [each[2] for each in found["form"][2:-1]]
    assert labels == ["Search", "Category", "Tag", "Author", "Sort by"]
    assert found["of"][0] == "|y2|g1|r1|"
    assert found["ranks"]["oldest"] == [4, 3, 2, 1, 0]
    assert "data" not in found
    assert scripts(built, page) == ["postindex.js"]


def test_without_the_option_a_page_has_no_data_and_no_script(site: MakeSite) -> None:
    built = site({**site_files(ASKED), "plain.md": index()}, allow=[r"toc\."])
    assert scripts(built, "blog") == ["postindex.js"]
    for page in ("plain", "posts/p1", "index", "search"):
        assert scripts(built, page) == []
        assert "data-postindex" not in built.text(f"{page}.html")
        assert "postindex-controls" not in built.text(f"{page}.html")


@pytest.mark.parametrize("options", [[ASKED, ":category: None", ":empty: x"], [":controls: tag"]])
def test_where_nothing_is_left_to_control_there_is_no_form(
    site: MakeSite, options: list[str]
) -> None:
    files = site_files(*options)
    files |= {name: str(text).replace("tags: [one]\n", "") for name, text in posts().items()}
    built = site(files)
    assert "data-postindex" not in built.text("blog.html")
    assert scripts(built, "blog") == []


@pytest.mark.parametrize("builder", ["epub", "text", "latex", "man", "gettext"])
def test_other_builders_ignore_it(site: MakeSite, builder: str) -> None:
    with_it = site(site_files(ASKED, ":page-size: 2"), builder=builder)
    without = site(site_files(":page-size: 2"), builder=builder)
    name = {"epub": "blog.xhtml", "text": "blog.txt"}.get(builder)
    if name:
        assert with_it.text(name) == without.text(name)
    assert not list(with_it.outdir.rglob("posts.json"))


def test_words_are_in_the_language_of_the_index(site: MakeSite) -> None:
    found = told(site(site_files(ASKED, ":locale: de")))
    assert [each[2] for each in found["form"][2:5]] == ["Suche", "Kategorie", "Schlagwort"]
    assert found["counts"] == {"one": "{0} Beitrag", "other": "{0} Beiträge"}
    assert found["lang"] == "de"


def test_a_hostile_term_stays_in_the_attribute(site: MakeSite) -> None:
    files = site_files(ASKED)
    files["posts/p1.md"] = (
        "---\ndate: 2026-01-29\ntags: ['\"><img src=x onerror=alert(1)>']\n---\n# P\n"
    )
    built = site(files)
    assert next(built.html("blog").iter("img"), None) is None
    assert '"><img src=x onerror=alert(1)>' in json.dumps(told(built)["form"]).replace('\\"', '"')


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("layout", ["cards", "list", "table", "compact"])
def test_a_data_file_has_the_posts_of_every_page(site: MakeSite, builder: str, layout: str) -> None:
    built = site(site_files(ASKED, ":page-size: 2", f":layout: {layout}"), builder=builder)
    found = data(built)
    words = "".join("".join(texts(each)) for each in found["view"])
    assert all(f"Post {n} & more" in words for n in range(1, 6))
    assert len(found["of"]) == len(found["ranks"]["title"]) == 5
    assert told(built)["total"] == 5
    for page in ("blog", "blog/page/2", "blog/page/3"):
        link = told(built, page)["data"]
        assert (built.path(page).parent / link).resolve() == (built.outdir / DATA).resolve()
        assert scripts(built, page) == ["postindex.js"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_addresses_in_a_data_file_lead_to_the_posts(site: MakeSite, builder: str) -> None:
    built = site(site_files(ASKED, ":page-size: 2"), builder=builder)
    found = data(built)
    folder = (built.outdir / DATA).parent / found["from"]
    # An address without a file name is the folder itself.
    folder = folder if found["from"].endswith("/") else folder.parent
    links = json.dumps(found).split('"href": "')[1:]
    assert len(links) == 5
    for link in links:
        target = (folder / link.partition('"')[0]).resolve()
        assert (target / "index.html" if builder == "dirhtml" else target).is_file()


def test_an_index_on_one_page_needs_no_data_file(site: MakeSite) -> None:
    built = site(site_files(ASKED, ":page-size: 9"))
    assert not list(built.outdir.rglob("posts.json"))


def test_an_archive_with_controls_has_a_data_file_too(site: MakeSite) -> None:
    conf = 'postindex_defaults = {"controls": "search", "page-size": 2}\n'
    built = site(site_files(), conf)
    words = "".join(texts(data(built, "category/c1/page/posts.json")["view"][0]))
    assert [f"Post {n} & more" in words for n in range(1, 6)] == [n % 2 == 1 for n in range(1, 6)]
    assert told(built, "category/c1")["data"] == "c1/page/posts.json"


def test_a_file_of_the_users_is_left_alone(site: MakeSite) -> None:
    files = {**site_files(ASKED, ":page-size: 2"), "extra/blog/page/posts.json": "mine"}
    warning = r"'blog/page/posts.json' is not written"
    built = site(files, 'html_extra_path = ["extra"]\n', allow=[warning])
    assert built.text(DATA) == "mine"
    assert built.rebuild({"blog.md": index(":page-size: 2")}).text(DATA) == "mine"


def test_a_data_file_goes_when_the_controls_go_or_the_pages(site: MakeSite) -> None:
    built = site(site_files(ASKED, ":page-size: 2"))
    assert (built.outdir / DATA).is_file()
    built.rebuild({"blog.md": index(":page-size: 2")})
    assert not (built.outdir / DATA).exists()
    assert scripts(built, "blog") == scripts(built, "blog/page/2") == []
    built.rebuild({"blog.md": index(ASKED, ":page-size: 2")})
    assert (built.outdir / DATA).is_file()
    assert scripts(built, "blog/page/3") == ["postindex.js"]
    built.rebuild({f"posts/p{n}.md": None for n in (3, 4, 5)})
    assert not (built.outdir / DATA).exists()
    assert "data" not in told(built)


def test_nothing_is_written_where_nothing_changed(site: MakeSite) -> None:
    built = site(site_files(ASKED, ":page-size: 2"))
    before, file = written(built), built.outdir / DATA
    stamp = file.stat().st_mtime_ns
    assert written(built.rebuild()) == before
    assert file.stat().st_mtime_ns == stamp
    # The text of a body shows on no card.
    built.rebuild({"posts/p5.md": str(posts()["posts/p5.md"]) + "\n## More\n\nOf it.\n"})
    assert file.stat().st_mtime_ns == stamp


def test_a_tag_that_no_card_shows_reaches_every_page_and_the_data(site: MakeSite) -> None:
    """The choice stands on each page, so each is written; the fingerprint sees it."""
    built = site(site_files(ASKED, ":page-size: 2"))
    built.rebuild({"posts/p5.md": str(posts(tag="two")["posts/p5.md"])})
    clean = site(
        {**site_files(ASKED, ":page-size: 2"), "posts/p5.md": posts(tag="two")["posts/p5.md"]}
    )
    for name in ("blog.html", "blog/page/2.html", "blog/page/3.html", DATA):
        assert built.text(name) == clean.text(name)
    assert '"two"' in json.dumps(told(built)["form"])


def test_an_excerpt_of_page_3_reaches_the_data_and_not_page_1(site: MakeSite) -> None:
    built = site(site_files(ASKED, ":page-size: 2"))
    before = written(built)
    built.rebuild({"posts/p5.md": str(posts()["posts/p5.md"]).replace("as is", "is new")})
    after = written(built)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"blog/page/3.html", "category/c1.html", "posts/p5.html"}
    assert "Text 5 is new." in built.text(DATA)


@pytest.mark.parametrize(
    "change",
    [{"config": {"language": "de"}}, {"config": {"html_link_suffix": ".htm"}}],
    ids=["words", "addresses"],
)
def test_words_and_addresses_are_part_of_what_a_page_shows(
    site: MakeSite, change: dict[str, Any]
) -> None:
    built = site(site_files(ASKED, ":page-size: 2")).rebuild(**change)
    clean = site(site_files(ASKED, ":page-size: 2"), **change)
    for page in ("blog", "blog/page/2"):
        assert told(built, page) == told(clean, page)
    assert built.text(DATA) == clean.text(DATA)


def test_the_option_is_part_of_the_fingerprint(site: MakeSite) -> None:
    """By way of conf.py, too, where no document changes."""
    built = site(site_files())
    for controls in ("search", "search, sort", ""):
        defaults = {"postindex_defaults": {"controls": controls} if controls else {}}
        built.rebuild(config=defaults)
        clean = site(site_files(), config=defaults)
        assert built.text("blog.html") == clean.text("blog.html")


OWN = """\
from docutils import nodes
from sphinx_postindex.layouts.parts import title

def draw(posts, page):
    items = [nodes.list_item("", title(p, page), classes=["h-entry"]) for p in {order}]
    return [nodes.bullet_list("", *items)]
"""


@pytest.mark.parametrize(
    ("order", "names"),
    [("posts", ["search", "category", "sort"]), ("reversed(posts)", ["search"])],
)
def test_a_layout_of_the_users_own_has_the_controls_that_can_work(
    site: MakeSite,
    order: str,
    names: list[str],
    tmp_path: Any,  # noqa: ANN401 - pytest's own
) -> None:
    """Facts are told by place: where posts stand in other places, only texts are searched."""
    module = f"own_{len(names)}"
    (tmp_path / f"{module}.py").write_text(OWN.format(order=order))
    conf = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    conf += f'postindex_layouts = {{"mine": "{module}:draw"}}\n'
    built = site(site_files(":controls: search, category, sort", ":layout: mine"), conf)
    fields = [each[3][1]["name"] for each in told(built)["form"][2:-1]]
    assert fields == [f"posts-{name}" for name in names]


def test_groups_name_a_post_in_each_place_where_it_stands(site: MakeSite) -> None:
    files = site_files(ASKED, ":group-by: category")
    files["posts/p1.md"] = "---\ndate: 2026-01-29\ncategory: [C0, C1]\n---\n# P\n\nT.\n"
    found = told(site(files))
    assert found["total"] == 5
    assert len(found["of"]) == 6


def test_two_indexes_on_a_page_have_parameters_of_their_own(site: MakeSite) -> None:
    files = site_files()
    files["blog.md"] = index(ASKED) + index(ASKED, ":limit: 2").removeprefix("# Blog\n")
    found = [json.loads(each) for each in site(files).html("blog").xpath("//@data-postindex")]
    assert [each["form"][2][3][1]["name"] for each in found] == ["posts-search", "posts-2-search"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_bytes_do_not_depend_on_processes_or_hashes(site: MakeSite, builder: str) -> None:
    built = site(site_files(ASKED, ":page-size: 2"), builder=builder)
    for seed in ("0", "7"):
        out = built.builddir / seed
        arguments = ["-q", "-j", "4", "-b", builder, "-d", f"{out}-trees", built.srcdir, out]
        environ = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1893456000"}
        subprocess.run([sys.executable, "-m", "sphinx", *arguments], check=True, env=environ)
        for path in (DATA, "blog/page/2.html" if builder == "html" else "blog/page/2/index.html"):
            assert (out / path).read_bytes() == (built.outdir / path).read_bytes()
