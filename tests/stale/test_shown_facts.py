"""Each fact that pictures, groups, pages, terms and sections show writes the pages again.

The second builder is looked at: it reads nothing, and knows only what stands in its output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from paged import written
from pixels import picture

if TYPE_CHECKING:
    from conftest import Changes, Files, MakeSite, Site


def post(day: int, **front: str) -> str:
    fields = "".join(f"{name}: {value}\n" for name, value in front.items())
    return f"---\ndate: 2026-01-{day:02}\n{fields}---\n# Post {day}\n\nText {day}.\n"


def page(directive: str, options: str = "") -> str:
    return f"---\norphan: true\n---\n# Page\n\n```{directive}\n{options}```\n"


def release(own: str, heading: str) -> str:
    facts = f":title: {own}\n:date: 2025-01-01"
    return f"---\norphan: true\n---\n# Log\n\n## {heading}\n\n```{{post}}\n{facts}\n```\n\nText.\n"


FILES: Files = {
    "index.md": page("{postindex}", ":page-size: 2\n:fields: title, image\n"),
    "groups.md": page("{postindex}", ":group-by: author\n:fields: title\n"),
    "terms.md": page("{postterms} tag"),
    "p1.md": post(30, image="a/one.png"),
    "p2.md": post(29, tags="red"),
    "p3.md": post(28, image="b/one.png"),
    "p4.md": post(27, author="Jane"),
    "log.md": release("Own", "Heading"),
    "a/one.png": picture(1),
    "b/one.png": picture(2),
}
FIRST, SECOND, THIRD, FOURTH = ("", "index/page/2/", "index/page/3/", "index/page/4/")


PICTURES: Files = {"a/one.png": picture(1), "x-0123456789ab.png": picture(2)}


OWN_PAGES_ALONE = """
postindex_archives = []
postindex_byline = []
postindex_prev_next = False
postindex_structured_data = False
"""


@pytest.fixture
def both(site: MakeSite) -> Site:
    # What a post's own page shows has tests of its own.
    return site(FILES, OWN_PAGES_ALONE).rebuild(builder="dirhtml")


def rewritten(built: Site, changes: Changes, **settings: object) -> set[str]:
    """The pages that the second builder writes, but for the sources that were edited."""
    built.rebuild(builder="html", **settings)
    built.rebuild(builder="dirhtml")
    before = written(built)
    built.rebuild(changes, builder="html")
    built.rebuild(builder="dirhtml")
    after = written(built)
    pages = {name.removesuffix("index.html") for name in after if after[name] != before.get(name)}
    return pages - {name.replace(".md", "/") for name in changes if name != "index.md"}


@pytest.mark.parametrize(
    ("changes", "pages"),
    [
        ({"a/one.png": picture(3)}, {FIRST}),
        ({"b/one.png": picture(3)}, {SECOND}),
        ({"a/one.png": picture(3), "b/one.png": picture(4)}, {FIRST, SECOND}),
        ({"p1.md": post(30, image="a/one.png", image_alt="New")}, {FIRST}),
        ({"p3.md": post(28)}, {SECOND}),
        ({"p4.md": post(27, author="John")}, {"groups/"}),
        ({"p2.md": post(29, tags="blue")}, {"terms/"}),
        ({"p2.md": post(29, tags="red", mood="good")}, set()),
        ({"log.md": release("Own", "Another")}, {THIRD, "groups/"}),
        # With a page of posts, words leave the search index: all is written.
        ({"log.md": None}, {FIRST, SECOND, "groups/", "p1/", "p2/", "p3/", "p4/", "terms/"}),
        ({"p4.md": post(27, author="Jane", unlisted="true")}, {SECOND, FIRST, "groups/"}),
        ({"p5.md": post(1)}, {THIRD, "groups/"}),
        (
            {"p5.md": post(2), "p6.md": post(1), "p7.md": post(3)},
            {FIRST, SECOND, THIRD, FOURTH, "groups/"},
        ),
        ({"index.md": page("{postindex}", ":page-size: 3\n")}, {FIRST, SECOND}),
    ],
    ids=(
        *("bytes", "bytes of a later page", "bytes of both", "alt", "no picture", "author", "tag"),
        *("extra field", "anchor", "section gone", "unlisted", "last page", "more pages", "size"),
    ),
)
def test_what_shows_a_fact_is_written_again(both: Site, changes: Changes, pages: set[str]) -> None:
    assert rewritten(both, changes) == pages


def test_a_list_of_terms_follows_a_term_to_another_archive(site: MakeSite) -> None:
    """No post has changed, and no term: only where it leads to."""
    own = page("{postindex}", ":tag: red\n:archive:\n")
    built = site({**FILES, "a.md": own}, OWN_PAGES_ALONE).rebuild(builder="dirhtml")
    no_more = page("{postindex}", ":tag: red\n")
    assert rewritten(built, {"a.md": no_more, "b.md": own}) == {"terms/"}


def test_a_page_that_is_not_needed_and_its_pictures_go(both: Site) -> None:
    """From the output of the second builder, too."""
    pictures = both.outdir / "_images"
    assert len([*pictures.iterdir()]) == 2
    both.rebuild({"p2.md": None, "p4.md": None, "log.md": None}, builder="html")
    both.rebuild(builder="dirhtml")
    assert not (both.outdir / "index" / "page").exists()
    both.rebuild({"p3.md": None}, builder="html")
    both.rebuild(builder="dirhtml")
    assert len([*pictures.iterdir()]) == 1


def test_a_size_of_pages_for_all_is_seen_in_every_output(site: MakeSite) -> None:
    index = page("{postindex}", ":fields: title\n")
    built = site({**FILES, "index.md": index})
    for size in "23":
        for builder in ("html", "dirhtml"):
            built.rebuild(builder=builder, config={"postindex_defaults": {"page-size": size}})
    assert built.path("index/page/2").is_file()
    assert not built.path("index/page/3").exists()
    assert len(built.titles()) == 3


@pytest.mark.parametrize(
    ("option", "value", "box"),
    [
        ("heading-level", "4", "//*[contains(@class, 'h-feed')]//h4"),
        ("class", "mine", "//*[contains(@class, 'h-feed') and contains(@class, ' mine')]"),
        ("locale", "de", "//*[contains(@class, 'h-feed')][@lang='de']"),
    ],
)
def test_a_look_for_all_is_seen_on_every_page_of_every_output(
    site: MakeSite, option: str, value: str, box: str
) -> None:
    """Also what no card shows: the rank of headings, the class and the language of the box."""
    built = site(FILES).rebuild(builder="dirhtml")
    for builder in ("html", "dirhtml"):
        built.rebuild(builder=builder, config={"postindex_defaults": {option: value}})
    for name in ("index", "groups", "index/page/2"):
        assert built.html(name).xpath(box), name


def test_the_sites_way_to_write_dates_is_seen_on_bylines_and_nowhere_else(site: MakeSite) -> None:
    """A page that refers to a post shows no date: it is left alone."""
    referring = "---\norphan: true\n---\n# About\n\nSee {post:ref}`p4`.\n"
    built = site({**FILES, "about.md": referring}).rebuild(builder="dirhtml")
    about = built.path("about")
    before = about.stat().st_mtime_ns
    for builder in ("html", "dirhtml"):
        built.rebuild(builder=builder, config={"postindex_defaults": {"date-format": "iso"}})
    [byline] = built.html("p4").find_class("postindex-byline")
    assert byline.text_content().startswith("2026-01-27")
    assert about.stat().st_mtime_ns == before


def test_a_page_without_a_label_is_the_same_whatever_may_be_shown(site: MakeSite) -> None:
    """Also its stylesheets: nothing has it written again when the setting goes."""
    files = {"index.md": page("{postindex}"), "p1.md": post(30)}
    built = site(files, config={"postindex_future": True})
    before = built.text("index.html")
    assert before == built.rebuild(config={}).text("index.html")
    assert before == site(files).text("index.html")


def test_the_label_of_a_post_on_a_later_page_goes_with_the_time(site: MakeSite) -> None:
    built = site(FILES, config={"postindex_future": True}, now="2026-01-27")
    built.rebuild(builder="dirhtml")
    labels = []
    for moment in ("2026-01-27", "2026-01-28"):
        built.rebuild(builder="html", now=moment)
        built.rebuild(builder="dirhtml")
        labels.append(len(built.html("index/page/2").find_class("postindex-label")))
    assert labels == [1, 0]


def test_a_picture_of_a_text_that_has_a_name_as_ours_stays_when_the_record_is_lost(
    site: MakeSite,
) -> None:
    """And one of ours that no record names any more goes."""
    text = post(30, image="a/one.png") + "\n![Text](x-0123456789ab.png)\n"
    built = site({"index.md": FILES["index.md"], "p1.md": text, **PICTURES})
    (built.outdir / ".postindex.json").unlink()
    built.rebuild({"p1.md": text.replace("image: a/one.png\n", "")})
    assert [file.name for file in (built.outdir / "_images").iterdir()] == ["x-0123456789ab.png"]


STOP = """
import os
import signal


def stop(app, exception):
    if os.environ.get("STOP"):
        os.kill(os.getpid(), signal.SIGKILL)


def setup(app):
    app.connect("build-finished", stop, priority=1)
"""


def kill(built: Site, builder: str) -> None:
    """Build, and have it killed when all is written, before anybody tidies up."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder]
    command += ["-d", str(built.builddir / "doctrees"), str(built.srcdir)]
    command += [str(built.builddir / builder)]
    environ = {**os.environ, "STOP": "1", "SOURCE_DATE_EPOCH": "1900000000"}
    assert subprocess.run(command, env=environ, check=False).returncode < 0


def test_a_killed_build_that_had_nothing_to_read_leaves_a_record_that_says_so(
    site: MakeSite,
) -> None:
    """Another builder has read the post; no card shows what was changed."""
    built = site(FILES, STOP, "dirhtml")
    built.rebuild({"p1.md": f"{FILES['p1.md']}\n## More\n\nText.\n"}, builder="html")
    record = built.builddir / "dirhtml" / ".postindex.json"
    assert json.loads(record.read_text(encoding="utf-8"))["whole"]
    kill(built, "dirhtml")
    assert not json.loads(record.read_text(encoding="utf-8"))["whole"]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_what_a_killed_build_has_made_goes_if_the_next_does_not_need_it(
    site: MakeSite, builder: str
) -> None:
    """Its pages without a document, and its pictures: no record names them."""
    first = {name: text for name, text in FILES.items() if name not in {"p3.md", "p4.md", "log.md"}}
    built = site(first, STOP, builder)
    built.write({"p3.md": FILES["p3.md"], "p2.md": post(29, image="a/two.png")})
    built.write({"a/two.png": picture(9)})
    kill(built, builder)
    assert built.path("index/page/2").is_file() == (builder != "epub")
    assert len([*(built.outdir / "_images").iterdir()]) == 3
    built.rebuild({"p3.md": None, "p2.md": post(29)})
    assert not built.path("index/page/2").exists()
    assert len([*(built.outdir / "_images").iterdir()]) == 1
    for book in built.outdir.glob("*.epub"):
        # It is packed before the build ends.
        with zipfile.ZipFile(book) as archive:
            assert len([name for name in archive.namelist() if "_images/" in name]) == 1
