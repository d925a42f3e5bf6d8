"""The feeds of built sites: which there are, what they hold, and that they are never stale."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from feedcheck import ATOM, check
from photos import png

from sphinx_postindex.feeds import FORMATS

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

NO_TOCTREE = r"toc\.not_included"
BASE = "https://example.org/docs/"
CONF = f"html_baseurl = {BASE!r}\n"
ALL = f'{CONF}postindex_feeds = ["atom", "rss", "json"]\n'
FULL = f'{CONF}postindex_feed_content = "full"\n'
BUILDERS = pytest.mark.parametrize("builder", ["html", "dirhtml"])
PICTURE = png(20, 10)


def post(day: int, facts: str = "category: Clocks", more: str = "") -> str:
    return f"---\ndate: 2026-01-{day:02}\n{facts}\n---\n# Post {day}\n\nText {day}.\n{more}"


FILES: Files = {
    "index.md": "# Home\n\n```{toctree}\nclocks\n```\n",
    "clocks.md": "# On clocks\n\n```{postindex}\n:category: Clocks\n:sort: title\n:feed:\n```\n",
    "posts/a.md": post(1),
    "posts/b.md": post(3, "category: Clocks\ntags: [one]\nauthor: Ann"),
    "posts/c.md": post(2),
    "posts/d.md": post(4, "category: Queues"),
    "posts/draft.md": post(5, "category: Clocks\ndraft: true"),
    "posts/later.md": "---\ndate: 2031-01-01\ncategory: Clocks\n---\n# Later\n",
    "posts/unlisted.md": post(6, "category: Clocks\nunlisted: true"),
}


def entries(site: Site, name: str = "atom.xml") -> list[Any]:
    """The entries of an Atom feed, once it has met its schema."""
    found = check("atom", (site.outdir / name).read_bytes()).findall(f"{ATOM}entry")
    return list(found)


def texts(site: Site, name: str = "atom.xml", part: str = "title") -> list[str]:
    """A part of each entry, in the order of the feed."""
    return [each.findtext(f"{ATOM}{part}") for each in entries(site, name)]


def feeds(site: Site) -> list[str]:
    """The files of all feeds in the output."""
    names = {form.file for form in FORMATS.values()}
    paths = (path for path in site.outdir.rglob("*") if path.name in names)
    return sorted(path.relative_to(site.outdir).as_posix() for path in paths)


def file_of(site: Site, url: str) -> bool:
    """Whether an address of the site is that of a file in the output."""
    assert url.startswith(BASE), url
    path = site.outdir / unquote(urlsplit(url).path.removeprefix(urlsplit(BASE).path))
    return (path / "index.html" if path.is_dir() else path).is_file()


# -- Which feeds there are, and what is in them ----------------------------------------


def test_the_site_has_a_feed_of_what_is_listed_newest_first(site: MakeSite) -> None:
    """No draft, no scheduled and no unlisted post is in it."""
    built = site(FILES, CONF)
    assert texts(built) == ["Post 4", "Post 3", "Post 2", "Post 1"]
    everything = "".join(built.text(name) for name in feeds(built))
    assert not re.search("Later|Post 5|Post 6", everything)


def test_the_feed_of_an_index_has_its_posts_in_its_order(site: MakeSite) -> None:
    built = site(FILES, CONF)
    assert (
        texts(built, "clocks/atom.xml") == built.titles("clocks") == ["Post 1", "Post 2", "Post 3"]
    )


def test_there_is_no_other_feed_than_was_asked_for(site: MakeSite) -> None:
    assert feeds(site(FILES, CONF)) == ["atom.xml", "clocks/atom.xml"]
    assert feeds(site(FILES, f"{CONF}postindex_feeds = []\n")) == []
    assert feeds(site(FILES, CONF, "epub")) == []


@BUILDERS
def test_each_archive_has_a_feed_if_that_is_asked_for(site: MakeSite, builder: str) -> None:
    conf = f'{CONF}postindex_archives = ["category", "year"]\npostindex_archive_feeds = True\n'
    built = site(FILES, conf, builder)
    folders = ["category/clocks", "category/queues", "year/2026"]
    names = sorted(["", "clocks", *folders])
    assert feeds(built) == sorted(posixpath.join(name, "atom.xml") for name in names)
    for folder in folders:
        assert texts(built, f"{folder}/atom.xml") == built.titles(folder)


@pytest.mark.parametrize("page", ["queues", "queues/index"])
@pytest.mark.parametrize("option", ["", ":feed:\n"])
def test_the_feed_of_an_archive_that_is_a_page_of_ones_own_stands_beside_that(
    site: MakeSite, page: str, option: str
) -> None:
    """It is one feed, although the index may ask for it, too."""
    own = "# Queues and I\n\n```{postindex}\n:category: Queues\n:archive:\n" + option + "```\n"
    conf = f"{CONF}postindex_archive_feeds = True\n"
    built = site({**FILES, f"{page}.md": own}, conf, allow=[NO_TOCTREE])
    assert feeds(built) == [
        "atom.xml",
        "category/clocks/atom.xml",
        "clocks/atom.xml",
        "queues/atom.xml",
    ]
    assert texts(built, "queues/atom.xml") == ["Post 4"]
    links = built.html(page).xpath("//link[@rel = 'alternate']/@href")
    assert links == [f"{BASE}atom.xml", f"{BASE}queues/atom.xml"]


def test_no_more_posts_are_in_a_feed_than_the_limit(site: MakeSite) -> None:
    built = site(FILES, f"{CONF}postindex_feed_limit = 2\n")
    assert texts(built) == ["Post 4", "Post 3"]
    assert texts(built, "clocks/atom.xml") == ["Post 1", "Post 2"]


def test_an_index_without_posts_has_an_empty_feed(site: MakeSite) -> None:
    index = "# Home\n\n```{postindex}\n:category: Attic\n:empty: Nothing.\n:feed:\n```\n"
    built = site({"index.md": index}, ALL)
    assert len(feeds(built)) == 6
    for name in feeds(built):
        kind = next(kind for kind, form in FORMATS.items() if name.endswith(form.file))
        check(kind, (built.outdir / name).read_bytes())


# -- Addresses and ids -----------------------------------------------------------------


def test_html_and_dirhtml_give_a_post_one_id(site: MakeSite) -> None:
    flat, deep = site(FILES, ALL), site(FILES, ALL, "dirhtml")
    for name in ("atom.xml", "clocks/atom.xml"):
        assert texts(flat, name, "id") == texts(deep, name, "id")
    ids = [[item["id"] for item in json.loads(s.text("feed.json"))["items"]] for s in (flat, deep)]
    assert ids[0] == ids[1] == texts(flat, part="id")
    assert ids[0][0] == "tag:example.org,2026:/posts/d"


def test_an_id_stays_when_the_site_moves(site: MakeSite) -> None:
    """To another folder of its host, or to https."""
    built = site(FILES, CONF)
    before = texts(built, part="id")
    built.rebuild(config={"html_baseurl": "http://example.org/elsewhere"})
    assert texts(built, part="id") == before


def test_the_ids_are_the_sites_and_the_authors_to_choose(site: MakeSite) -> None:
    conf = f'{CONF}postindex_feed_id = "tag:example.net,2020:blog"\n'
    files = {**FILES, "posts/c.md": post(2, "category: Clocks\nguid: 'https://old.example/7'")}
    built = site(files, conf)
    assert texts(built, "clocks/atom.xml", "id") == [
        "tag:example.net,2020:blog/posts/a",
        "https://old.example/7",
        "tag:example.net,2020:blog/posts/b",
    ]
    root = check("atom", (built.outdir / "atom.xml").read_bytes())
    assert root.findtext(f"{ATOM}id") == "tag:example.net,2020:blog"


def test_an_id_can_be_kept_when_the_host_or_the_name_of_a_post_changes(site: MakeSite) -> None:
    """By the feed id of before, and by the old name as the post's ``guid``."""
    built = site(FILES, CONF)
    before = texts(built, part="id")
    moved: dict[str, str | bytes | None] = {
        "posts/d.md": None,
        "new/d.md": post(4, "category: Queues\nguid: posts/d"),
    }
    host = {"html_baseurl": "https://example.net/", "postindex_feed_id": "tag:example.org,2026:/"}
    built.rebuild(moved, config=host)
    assert texts(built, part="id") == before


def test_no_two_feeds_and_entries_share_an_id(site: MakeSite) -> None:
    """A post may hold an index with a feed of its own."""
    files = {**FILES, "clocks.md": f"---\ndate: 2026-02-01\n---\n{FILES['clocks.md']}"}
    built = site(files, f"{CONF}postindex_archive_feeds = True\n")
    roots = [check("atom", (built.outdir / name).read_bytes()) for name in feeds(built)]
    named = [root.findtext(f"{ATOM}id") for root in roots]
    assert len({*named}) == len(roots)
    assert not {*named} & {*texts(built, part="id")}


ODD = {
    "index.md": "# Home\n\n```{toctree}\nmy posts/\u00fcber <uns> & co\n```\n",
    "my posts/\u00fcber <uns> & co.md": "# Us\n\n```{postindex}\n:feed:\n```\n",
    "my posts/50%, & 1.md": post(1, "image: caf\u00e9 1.png", "\n![](picture.png)\n"),
    "my posts/caf\u00e9 1.png": PICTURE,
    "my posts/picture.png": PICTURE,
}


@BUILDERS
@pytest.mark.parametrize("files", [FILES, ODD], ids=["plain", "odd"])
def test_every_address_in_a_feed_is_absolute_and_has_a_file(
    site: MakeSite, builder: str, files: Files
) -> None:
    """Those in the content, too."""
    conf = f'{ALL}postindex_archive_feeds = True\npostindex_feed_content = "full"\n'
    built = site(files, conf, builder)
    for name in feeds(built):
        content = (built.outdir / name).read_bytes()
        kind = next(kind for kind, form in FORMATS.items() if name.endswith(form.file))
        found = check(kind, content)
        assert len(list(addresses(kind, found))) >= 3
        for url in addresses(kind, found):
            assert file_of(built, url), (name, url)


def addresses(kind: str, found: Any) -> list[str]:  # noqa: ANN401 - XML or what JSON holds
    """Every address that a feed names, in attributes, elements and content."""
    if kind == "json":
        every = [found["home_page_url"], found["feed_url"]]
        for item in found["items"]:
            every += [item["url"], *([item["image"]] if "image" in item else [])]
            every += re.findall(r'(?:href|src)="([^"]+)"', item.get("content_html", ""))
        return every
    every = [*found.xpath("//@href | //@url | //@src")]
    every += [each.text for each in found.iter("link")]
    for each in found.iter(f"{ATOM}content", "{http://purl.org/rss/1.0/modules/content/}encoded"):
        every += re.findall(r'(?:href|src)="([^"]+)"', each.text or "")
    return [str(url) for url in every if url]


@BUILDERS
def test_pages_name_their_feeds(site: MakeSite, builder: str) -> None:
    """The site's on every page, and that of an index or an archive on its own page."""
    conf = f"{ALL}postindex_archive_feeds = True\n"
    built = site(FILES, conf, builder)
    own = {"posts/a": [], "clocks": ["clocks/"], "category/clocks": ["category/clocks/"]}
    for page, folders in own.items():
        links = built.html(page).xpath("//head/link[@rel = 'alternate']")
        expected = [
            (form.type, BASE + folder + form.file)
            for folder in ("", *folders)
            for form in FORMATS.values()
        ]
        assert [(each.get("type"), each.get("href")) for each in links] == expected
        assert len({each.get("title") for each in links}) == 1 + len(folders)
        for each in links:
            assert file_of(built, urljoin(BASE, each.get("href")))


def test_an_address_with_odd_letters_is_found_by_browsers(site: MakeSite) -> None:
    built = site(ODD, CONF)
    page = "my posts/\u00fcber <uns> & co"
    links = built.html(page).xpath("//head/link[@rel = 'alternate']/@href")
    assert [file_of(built, url) for url in links] == [True, True]
    assert links[1].isascii()
    assert " " not in links[1]
    root = check("atom", (built.outdir / page / "atom.xml").read_bytes())
    assert root.xpath("string(*[local-name() = 'link'][@rel = 'self']/@href)") == links[1]
    assert " " not in root.findtext(f"{ATOM}id")


# -- Without an address of the site ----------------------------------------------------


def test_without_html_baseurl_there_is_no_feed_and_nothing_is_said(site: MakeSite) -> None:
    built = site({**FILES, "clocks.md": "# On clocks\n"})
    assert feeds(built) == []
    assert built.warnings == []
    assert not built.html().xpath("//link[@rel = 'alternate']")


@pytest.mark.parametrize("url", ["", "docs/", "//example.org/", "javascript:x"])
def test_who_asks_for_feeds_is_told_once_that_they_need_an_address(
    site: MakeSite, url: str
) -> None:
    conf = f'html_baseurl = {url!r}\npostindex_feeds = ["atom"]\n'
    built = site({**FILES, "clocks.md": "# On clocks\n"}, conf, allow=["html_baseurl"])
    [warning] = built.ours
    assert re.fullmatch(r"conf\.py:\d+: postindex_feeds: .*\[postindex\.config\]", warning)
    assert feeds(built) == []


def test_an_index_that_asks_for_a_feed_is_told_at_its_line(site: MakeSite) -> None:
    built = site(FILES, allow=["html_baseurl"])
    [warning] = built.ours
    assert warning.startswith("clocks.md:6: option 'feed': feeds need an absolute html_baseurl")
    assert feeds(built) == []


@pytest.mark.parametrize("name", ["", ":name: late\n"])
def test_a_second_feed_on_a_page_needs_a_name(site: MakeSite, name: str) -> None:
    second = f"\n```{{postindex}}\n:limit: 1\n:feed:\n{name}```\n"
    files = {**FILES, "clocks.md": f"{FILES['clocks.md']}{second}"}
    built = site(files, CONF, allow=[] if name else ["a second feed on a page"])
    if name:
        assert texts(built, "clocks/late/atom.xml") == ["Post 4"]
    else:
        [warning] = built.ours
        assert warning.startswith("clocks.md:11: ")
    assert len(feeds(built)) == 2 + bool(name)


def test_of_two_pages_with_one_place_for_their_feeds_the_first_has_it(site: MakeSite) -> None:
    """``blog.md`` and ``blog/index.md`` are two pages in html."""
    second = "# More\n\n```{postindex}\n:limit: 1\n:feed:\n```\n"
    built = site(
        {**FILES, "clocks/index.md": second}, CONF, allow=[NO_TOCTREE, "has a feed there already"]
    )
    [warning] = built.ours
    assert warning.startswith("clocks/index.md:5: option 'feed': 'clocks' has a feed there already")
    assert len(texts(built, "clocks/atom.xml")) == 3
    links = built.html("clocks/index").xpath("//link[@rel = 'alternate']/@href")
    assert links == [f"{BASE}atom.xml"]
    built.rebuild({"clocks.md": "# On clocks\n"}, allow=[NO_TOCTREE])
    links = built.html("clocks/index").xpath("//link[@rel = 'alternate']/@href")
    assert links == [f"{BASE}atom.xml", f"{BASE}clocks/atom.xml"]


# -- Full content ----------------------------------------------------------------------

LONG = "posts/long.md"
WITH_PICTURE: Files = {
    **FILES,
    LONG: post(7, "tags: [one]", "\n## Part\n\n![A view](../view.png) and [a](a.md).\n"),
    "view.png": PICTURE,
}


def content(site: Site, title: str = "Post 7") -> str:
    [found] = [each for each in entries(site) if each.findtext(f"{ATOM}title") == title]
    return found.findtext(f"{ATOM}content") or ""


@BUILDERS
@pytest.mark.parametrize("jobs", [1, 4])
def test_full_content_is_the_body_and_nothing_of_the_page(
    site: MakeSite, builder: str, jobs: int
) -> None:
    """No title, byline or link to a heading; every address absolute."""
    more = {f"more/{n}.md": post(8) for n in range(8)}
    built = site({**WITH_PICTURE, **more}, FULL, builder, parallel=jobs)
    assert built.html("posts/long").find_class("postindex-byline")
    text = content(built)
    assert "<h2>Part</h2>" in text
    assert not re.search(r"<h1|2026|byline|headerlink|\u00b6|Post 7", text)
    # The category is in the byline alone.
    assert "one" not in text
    assert f'src="{BASE}_images/view.png"' in text
    suffix = "/" if builder == "dirhtml" else ".html"
    assert f'href="{BASE}posts/a{suffix}"' in text
    assert [content(built, f"Post {n}") for n in (1, 2)] != ["", ""]


@pytest.mark.parametrize(
    ("front", "body", "kept"),
    [
        ("", "# Post\n\nText.\n\n# More\n", ["More"]),
        ("title: Post", "# Start\n\nText.\n\n# More\n", ["Start", "More"]),
        ("title: Post", "# Another name\n\nText.\n", []),
        ("title: Post", "Text.\n\n## Part\n", []),
    ],
)
def test_full_content_loses_its_title_and_no_other_heading(
    site: MakeSite, front: str, body: str, kept: list[str]
) -> None:
    """A page with a title in front matter may have headings of the first rank below it."""
    files: Files = {"index.md": "# Home\n", "p.md": f"---\ndate: 2026-01-01\n{front}\n---\n{body}"}
    built = site(files, FULL, allow=["Document headings start at H2"])
    assert re.findall("<h1>(.*?)</h1>", content(built, "Post")) == kept


def test_full_content_is_there_after_a_build_of_another_post(site: MakeSite) -> None:
    built = site(WITH_PICTURE, FULL)
    before = content(built)
    built.rebuild({"posts/a.md": post(1, more="\n## Part\n\nMore.\n")})
    assert content(built) == before
    assert "More." in content(built, "Post 1")


def test_full_content_makes_no_page_be_written_again(site: MakeSite) -> None:
    """Also not by the second build after the one that left its body."""
    built = site(FILES, FULL)
    page = built.path("posts/b")
    before = page.stat().st_mtime_ns
    for text in ("More.", "And more."):
        built.rebuild({"posts/a.md": post(1, more=f"\n{text}\n")})
        assert text in content(built, "Post 1")
        assert page.stat().st_mtime_ns == before


def test_full_content_is_there_after_the_bodies_were_deleted(site: MakeSite) -> None:
    """They lie with the doctrees, which anybody may delete."""
    built = site(WITH_PICTURE, FULL)
    before = content(built)
    bodies = list((built.builddir / "doctrees" / "postindex").rglob("*.html"))
    assert len(bodies) >= 5
    for path in bodies:
        path.unlink()
    built.rebuild({"posts/a.md": post(1, more="\nMore.\n")})
    assert content(built) == before
    assert "More." in content(built, "Post 1")


def test_full_content_is_that_of_its_own_output(site: MakeSite) -> None:
    """Bodies lie with the doctrees: an output that is copied back may find those of another."""
    listing = "```{postterms} category\n```\n"
    built = site({**FILES, "posts/a.md": post(1, more=listing)}, FULL)
    before, copy = built.text("atom.xml"), built.builddir / "copy"
    assert "Clocks</a> (2)" in content(built, "Post 1")
    shutil.copytree(built.outdir, copy)
    built.rebuild(config={"postindex_drafts": True})
    assert "Clocks</a> (3)" in content(built, "Post 1")
    shutil.rmtree(built.outdir)
    copy.rename(built.outdir)
    assert built.rebuild(config={}).text("atom.xml") == before
    assert built.rebuild().text("atom.xml") == before


def test_a_summary_feed_holds_the_excerpt_alone(site: MakeSite) -> None:
    built = site(WITH_PICTURE, CONF)
    assert texts(built, part="content") == [None] * 5
    assert texts(built, part="summary")[-1] == "Text 1."


def test_a_summary_becomes_full_and_back(site: MakeSite) -> None:
    built = site(WITH_PICTURE, CONF)
    short = built.text("atom.xml")
    built.rebuild(config={"postindex_feed_content": "full"})
    assert "<h2>" in content(built)
    assert built.rebuild(config={}).text("atom.xml") == short


# -- Files -----------------------------------------------------------------------------


def test_a_feed_of_the_users_own_is_not_overwritten(site: MakeSite) -> None:
    """Whether it was there from the start or came later."""
    allow = ["html_extra_path has such a file"]
    files: Files = {**FILES, "extra/atom.xml": "<mine/>"}
    built = site(files, f'{CONF}html_extra_path = ["extra"]\n', allow=allow)
    assert built.text("atom.xml").strip() == "<mine/>"
    assert len(built.ours) == 1
    later = site(
        {**FILES, "extra/robots.txt": ""}, f'{CONF}html_extra_path = ["extra"]\n', allow=allow
    )
    assert len(entries(later)) == 4
    later.rebuild({"extra/atom.xml": "<mine/>"})
    assert later.text("atom.xml").strip() == "<mine/>"
    later.rebuild({"posts/a.md": post(9)})
    assert later.text("atom.xml").strip() == "<mine/>"
    assert texts(later, "clocks/atom.xml")[-1] == "Post 9"


@pytest.mark.parametrize("conf", [ALL, f'{ALL}postindex_feed_content = "full"\n'])
def test_two_builds_give_the_same_bytes(site: MakeSite, conf: str) -> None:
    """At another time, in another folder, with other processes."""
    first = site(FILES, f"{conf}postindex_archive_feeds = True\n")
    again = site(
        FILES, f"{conf}postindex_archive_feeds = True\n", parallel=4, now="2030-06-01 12:00"
    )
    assert len(feeds(first)) > 6
    for name in feeds(first):
        assert (first.outdir / name).read_bytes() == (again.outdir / name).read_bytes(), name


def stamps(site: Site) -> dict[str, int]:
    """When each feed was last written."""
    return {name: (site.outdir / name).stat().st_mtime_ns for name in feeds(site)}


def test_an_edit_that_shows_in_no_feed_leaves_every_feed_alone(site: MakeSite) -> None:
    built = site(FILES, ALL)
    before = stamps(built)
    built.rebuild({"posts/a.md": post(1, more="\n## Part\n\nMore.\n")})
    assert "More." in built.text("posts/a.html")
    assert stamps(built) == before
    # It would show on a card that is asked for it.
    built.rebuild({"posts/a.md": post(1, "category: Clocks\nlocation: Lund")})
    assert stamps(built) == before
    assert stamps(built.rebuild()) == before


def test_an_edit_writes_the_feeds_that_show_it_and_no_other(site: MakeSite) -> None:
    built = site(FILES, ALL)
    before = stamps(built)
    built.rebuild({"posts/d.md": post(4, "category: Queues\ntitle: New")})
    written = {name for name, stamp in stamps(built).items() if stamp != before[name]}
    assert written == {"atom.xml", "rss.xml", "feed.json"}
    assert texts(built)[0] == "New"


@pytest.mark.parametrize("content", ["summary", "full"])
def test_a_feed_is_what_a_clean_build_would_write(site: MakeSite, content: str) -> None:
    """After edits, a deletion, a withdrawal, another picture and a new archive."""
    conf = f"{ALL}postindex_archive_feeds = True\npostindex_feed_content = {content!r}\n"
    shown: Files = {**FILES, "posts/b.md": post(3, "image: v.png"), "posts/v.png": PICTURE}
    built = site(shown, conf)
    changes: dict[str, str | bytes | None] = {
        "posts/a.md": None,
        "posts/c.md": post(2, "category: [Clocks, Caches]\ntitle: New", "\nMore.\n"),
        "posts/d.md": post(4, "draft: true"),
        "posts/v.png": png(30, 10),
    }
    for name, change in changes.items():
        built.rebuild({name: change})
        shown = {each: text for each, text in (shown | {name: change}).items() if text is not None}
        clean = site(shown, conf)
        assert feeds(built) == feeds(clean)
        for each in feeds(clean):
            assert built.text(each) == clean.text(each), (name, each)


def test_a_feed_that_is_no_longer_wanted_is_removed(site: MakeSite) -> None:
    conf = f"{ALL}postindex_archive_feeds = True\n"
    built = site(FILES, conf)
    assert len(feeds(built)) == 12
    built.rebuild({"posts/d.md": None})
    assert "category/queues/atom.xml" not in feeds(built)
    built.rebuild({"clocks.md": "# On clocks\n"})
    assert "clocks/atom.xml" not in feeds(built)
    built.rebuild(config={"postindex_archive_feeds": False, "postindex_feeds": ["json"]})
    assert feeds(built) == ["feed.json"]
    built.rebuild(config={"html_baseurl": "", "postindex_feeds": []})
    assert feeds(built) == []


def test_a_feed_that_somebody_deleted_is_written_again(site: MakeSite) -> None:
    built = site(FILES, CONF)
    before = built.text("clocks/atom.xml")
    (built.outdir / "clocks" / "atom.xml").unlink()
    assert built.rebuild().text("clocks/atom.xml") == before
