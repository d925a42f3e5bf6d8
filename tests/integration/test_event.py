"""What other extensions may do to the posts of a site."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from sphinx_postindex import Post
from sphinx_postindex.offered import FIELDS as TYPES

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

FILES: Files = {
    "index.md": "# Home\n\n```{postindex}\n```\n",
    "a.md": "---\ndate: 2026-01-01\ncategory: Cats\n---\n# A\n\nText.\n",
    "b.md": "---\ndate: 2026-01-02\n---\n# B\n\nText.\n",
}
CONF = """
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from sphinx_postindex import Author, PostDate, RichText, Run, Post
EAST = timezone(timedelta(hours=-12))

def change(app, posts):
    {}

def setup(app):
    app.connect("postindex-collected", change)
"""
NEW = (
    "posts.append(Post(**dict(docname='talk', title=RichText.plain('Talk'), excerpt=RichText(), "
    "external_url='https://example.com/talk') | dict({})))"
)
FEEDS = """
html_baseurl = "https://example.org/"
postindex_feeds = ["atom", "rss", "json"]
postindex_feed_content = "full"
postindex_archive_feeds = True
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


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title='Talk'", "'title' is not a RichText with a character"),
        ("title=RichText()", "'title' is not a RichText with a character"),
        ("title=RichText((Run('x', ('blink',)),))", "'title' is not"),
        ("excerpt=None", "'excerpt' is not a RichText"),
        ("docname=None", "the post None is left out: 'docname' is not a text"),
        ("anchor=3", "'anchor' is not"),
        ("anchor='\\ud800'", "'anchor' is not"),
        ("date='2026-01-01'", "'date' is not None or a PostDate with an offset"),
        ("date=PostDate(datetime(2026, 1, 1))", "'date' is not"),
        ("date=PostDate(datetime.max.replace(tzinfo=EAST))", "'date' is not"),
        ("date=PostDate(datetime(2026, 1, 1, tzinfo=UTC), [])", "'date' is not"),
        ("categories='Cats'", "'categories' is not a tuple of such texts"),
        ("tags=(None,)", "'tags' is not a tuple"),
        ("authors=('Ann',)", "'authors' is not a tuple of Author"),
        ("authors=(Author('Ann', 'javascript:x'),)", "'authors' is not"),
        ("image='x.png'", "'image' is not None or an Image"),
        ("order='first'", "'order' is not None or a number"),
        ("order=float('nan')", "'order' is not"),
        ("external_url='javascript:alert(1)'", "'external_url' is not None or an absolute"),
        ("external_url='https://example.com/\\ud800'", "'external_url' is not"),
        ("guid=5", "'guid' is not"),
        ("minutes=None", "'minutes' is not"),
        ("extra=None", "'extra' is not a mapping"),
        ("extra=dict(x=10**5000)", "'extra' cannot be compared"),
    ],
)
def test_a_post_with_a_field_of_another_type_is_left_out_and_named(
    site: MakeSite, field: str, text: str
) -> None:
    """No build fails in our code for a mistake of others; every other post is there."""
    built = site(FILES, CONF.format(NEW.format(field)), allow=[r"\[postindex\.event\]"])
    assert [text in warning for warning in built.warnings] == [True]
    assert built.titles() == ["B", "A"]


def test_every_field_of_a_post_is_held_to_its_type() -> None:
    assert list(TYPES) == [each.name for each in fields(Post)]


def test_a_text_that_no_page_can_show_is_put_right(site: MakeSite) -> None:
    """However the post was made."""
    run = "title=RichText((Run('Two\\nlines\\x00 \\ud800'),))"
    built = site(FILES, CONF.format(NEW.format(run)), "text")
    assert "Two lines" in built.text("index.txt")


def test_a_post_with_the_name_of_a_draft_has_nothing_of_its_text(site: MakeSite) -> None:
    """Its body was kept for feeds while it was published."""
    built = site(FILES, f"{CONF.format('pass')}{FEEDS}")
    assert "Text." in built.text("atom.xml")
    conf = (built.srcdir / "conf.py").read_text().replace("pass", NEW.format("docname='a'"))
    built.rebuild({"conf.py": conf, "a.md": "---\ndate: 2026-01-01\ndraft: true\n---\nText.\n"})
    feed = built.text("atom.xml")
    assert "https://example.com/talk" in feed
    assert feed.count("<content") == 1


READING: Files = {
    "data.json": "{}",
    "guide.md": "# Guide\n\n{post:ref}`a`\n",
    "all.md": "# All\n\n```{postindex}\n:page-size: 1\n:feed:\n```\n\n"
    "```{postterms} category\n```\n",
    "index.md": "# Home\n\n```{postindex}\n:group-by: category\n```\n\n"
    "```{toctree}\nguide\nall\na\nb\n```\n",
}
# Fields of posts by document; one that is no post becomes one.
FROM_DATA = """
import json
from dataclasses import replace
from pathlib import Path
from sphinx_postindex import Post, PostDate, RichText

def change(app, posts):
    said = json.loads(Path(app.srcdir, "data.json").read_text())
    known = {post.docname: post for post in posts}
    for name, facts in said.items():
        new = Post(docname=name, title=RichText.plain(name), excerpt=RichText())
        old = known.pop(name, new)
        if facts is not None:
            facts = {k: RichText.plain(v) if k == "title" else tuple(v) if k == "categories" else v
                     for k, v in facts.items()}
            known[name] = replace(old, **facts)
    posts[:] = known.values()

def setup(app):
    app.connect("postindex-collected", change)
"""
CHANGES = [
    '{"a": {"title": "New"}, "b": {"categories": ["Cats", "Dogs"]}}',
    '{"a": null, "talk": {"external_url": "https://example.com/t", "categories": ["Dogs"]}}',
    '{"guide": {"categories": ["Guides"]}, "a": {"draft": true}}',
    '{"b": {"unlisted": true}}',
    "{}",
]


def shown(built: Site) -> dict[str, bytes]:
    """What readers get: every file but records, and the words of Sphinx's search."""
    kept = {".html", ".xml", ".json", ".txt", ".tex", ".xhtml", ".ncx"}
    files = (path for path in built.outdir.rglob("*") if path.suffix in kept)
    found = {path.relative_to(built.outdir).as_posix(): path.read_bytes() for path in files}
    return {name: text for name, text in found.items() if not name.startswith(".")}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "epub", "latex"])
def test_pages_follow_what_an_extension_says_of_posts(site: MakeSite, builder: str) -> None:
    """Its data is no source file; an incremental build is as a clean one all the same."""
    files = {**FILES, **READING}
    allow = [r"there is no post 'a'"]
    built = site(files, f"{FROM_DATA}{FEEDS}", builder, allow=allow)
    for change in CHANGES:
        built.rebuild({"data.json": change})
        clean = site({**files, "data.json": change}, f"{FROM_DATA}{FEEDS}", builder, allow=allow)
        for name, text in shown(clean).items():
            assert shown(built)[name] == text, (change, name)
        assert shown(built).keys() == shown(clean).keys(), change


IN_PLACE = """
from pathlib import Path

def change(app, posts):
    for post in posts:
        post.extra["stars"] = Path(app.srcdir, "stars.txt").read_text()

def setup(app):
    app.connect("postindex-collected", change)
"""


def test_a_field_that_is_changed_in_place_is_seen(site: MakeSite) -> None:
    """A post is frozen, but not the mapping of what it says beside."""
    index = "# Home\n\n```{postindex}\n:fields: title, stars\n```\n"
    built = site({**FILES, "index.md": index, "stars.txt": "Onestar"}, IN_PLACE)
    assert "Onestar" in built.text("index.html")
    built.rebuild({"stars.txt": "Twostars"})
    assert "Twostars" in built.text("index.html")
