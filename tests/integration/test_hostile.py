"""Hostile input: a post that attacks the site costs at most one warning and runs nothing.

All rows stand in one site: what one of them breaks, the others show.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from feedcheck import check
from rows import CONF, Row, assert_shown, cards, files, page

from sphinx_postindex.feeds import FORMATS

if TYPE_CHECKING:
    from conftest import MakeSite, Site

# Warnings of MyST: it keeps nothing of a block that PyYAML cannot construct.
OTHERS = r"myst\.topmatter"


def quoted(text: str) -> str:
    """A text as a YAML scalar; what is not printable as its number."""
    plain = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(plain)}"'


def title(text: str, shown: str | None = None) -> Row:
    """A title in front matter, on a page without a heading of its own."""
    return Row(page(f"title: {quoted(text)}", "Text.\n"), shown or text, excerpt="Text.")


def category(text: str, shown: str | None = None) -> Row:
    return Row(page(f"category: [{quoted(text)}]"), category=text if shown is None else shown)


def refused(field: str, value: str) -> Row:
    return Row(page(f"title: T\n{field}: {quoted(value)}"), warning=("field", 4))


def undated(value: str) -> Row:
    return Row(page(date=value), date="", warning=("date", 2))


FEEDS = """
html_baseurl = "https://example.org/"
postindex_archives = ["category", "tag"]
postindex_feeds = ["atom", "rss", "json"]
postindex_feed_content = "full"
postindex_feed_limit = 1000
postindex_archive_feeds = True
"""
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
RAW = """\
.. role:: raw-html(raw)
   :format: html

T
=

.. post:: 2026-01-01

One :raw-html:`<script>alert(1)</script>` two.
"""

ROWS = {
    "01-script": title("<script>alert(1)</script>"),
    "02-image": title('"><img src=x onerror=alert(1)>'),
    "03-attribute": title("' onmouseover='alert(1)"),
    "04-closing": title("</h2></li></ul><script>x</script>"),
    "05-heading": Row(page(body="# Hello <img src=x onerror=alert(1)>\n"), "Hello", excerpt=""),
    "06-raw": Row(RAW, excerpt="One two.", suffix="rst"),
    "07-template": title("{{ 7*7 }} {% raw %}"),
    "08-format": title("%s %(x)s {0}"),
    "09-comment": title("</script><!-- <script>\u2028&", "</script><!-- <script> &"),
    "10-a": refused("image", "javascript:alert(1)"),
    "10-b": refused("image", "JaVaScRiPt:alert(1)"),
    "11-a": refused("image", "java\tscript:alert(1)"),
    "11-b": refused("image", "\x01javascript:alert(1)"),
    "11-c": refused("image", " javascript:alert(1)"),
    "12-a": refused("image", "data:text/html,<script>"),
    "12-b": refused("thumbnail", "vbscript:x"),
    "12-c": refused("cover", "file:///etc/passwd"),
    "12-d": refused("image", "blob:x"),
    "13-a": refused("external_url", "//evil.example/x"),
    "13-b": refused("external_url", "\\\\evil\\x"),
    "13-c": refused("external_url", "/\\evil"),
    "13-d": refused("external_url", "https:\\\\evil"),
    "14-a": refused("external_url", "https://user:pw@evil.example"),
    "14-b": refused("external_url", "http://[::1"),
    "14-c": refused("external_url", "http://a:99999/"),
    "14-d": refused("external_url", "javascript:alert(1)"),
    "15-image": Row(page("image: '&#106;avascript:x'"), warning=("image", 3)),
    "16-path": category("../../etc/passwd"),
    "17-a": category(".."),
    "17-b": category("."),
    "17-c": category(""),
    "17-d": category("\U0001f600"),
    "18-a": category("CON"),
    "18-b": category("nul."),
    "18-c": category(".htaccess"),
    "18-d": category("-rf"),
    "19-a": category("a/b\\c"),
    "19-b": category("a?b#c"),
    "19-c": category("%2e%2e%2f"),
    "19-d": category("tag\x00x", "tagx"),
    "20-a": Row(page("category: [C++, 'C#']"), category="C++, C#"),
    "20-b": Row(page("category: [\u00c9, E\u0301, \u00e9]"), category="\u00c9"),
    "20-c": Row(page("category: [\uff21, a]"), category="\uff21"),
    "21-long": category("x" * 500),
    "22-turned": title("\u202egpj.exe", "gpj.exe"),
    "23-controls": title("a\x00b\x0bc\x1b[31m\ufffe\ud800", "ab c[31m"),
    "24-summary": Row(page("summary: ']]> and &lt;b&gt; &amp;amp;'"), excerpt="]]> and <b> &amp;"),
    "25-apply": Row(page("tags: !!python/object/apply:os.system ['exit 1']"), warning=("field", 3)),
    "25-name": Row(page("title: !!python/name:os.system"), warning=("field", 3)),
    "26-bomb": Row(page(f"{BOMB}tags: *i"), warning=("field", 12)),
    "26-itself": Row(page("tags: &a [*a]"), warning=("field", 3)),
    "26-deep": Row(page(f"x: {'[' * 5_000}"), warning=("front_matter", 3), is_post=False),
    "27-a": undated("2026-13-45"),
    "27-b": undated("9999-12-31T23:59:59+14:00"),
    "27-c": undated("0001-01-01"),
    "27-d": undated("yesterday"),
    "27-e": undated("12:30"),
    "28-words": Row(page(body="# T\n\n" + "a " * 500_000), excerpt="a " * 73 + "a..."),
    "28-blanks": Row(page(body="# T\n\na" + " " * 1_000_000 + "b"), excerpt="a"),
    "28-word": Row(page(body="# T\n\n" + "a" * 1_000_000), excerpt="a" * 147 + "..."),
    "29-accents": Row(page(body="# T\n\n" + "\u0301" * 1_000), excerpt="..."),
    "29-joined": Row(
        page(body="# T\n\n" + "\U0001f468\u200d\U0001f469" * 100),
        excerpt="\U0001f468\u200d\U0001f469" * 49 + "...",
    ),
    "29-flags": Row(
        page(body="# T\n\n" + "\U0001f1eb\U0001f1f7" * 100),
        excerpt="\U0001f1eb\U0001f1f7" * 73 + "...",
    ),
    "control": Row(page("title: Why *delays*\ncategory: C"), "Why delays", "C", "Text."),
}


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    allow = [OTHERS, r"toc\.not_included", r"postindex\.(date|field|front_matter|image)"]
    return module_site(files(ROWS), f"{CONF}{FEEDS}", allow=allow)


@pytest.fixture(scope="module")
def shown(built: Site) -> dict[str, Any]:
    return cards(built)


@pytest.mark.parametrize("name", ROWS)
def test_a_hostile_post_is_shown_as_text_with_at_most_one_warning(
    built: Site, shown: dict[str, Any], name: str
) -> None:
    """The warning names file, line and subtype; no element, attribute or address gets through."""
    assert_shown(built, shown, name, ROWS[name])


def test_every_other_post_is_shown_as_if_the_hostile_ones_were_not_there(
    built: Site, site: MakeSite
) -> None:
    alone = site(files({"control": ROWS["control"]}), CONF)
    [expected] = alone.html().find_class("postindex-card")
    shown = [
        each
        for each in built.html().find_class("postindex-card")
        if "delays" in each.text_content()
    ]
    assert [each.text_content() for each in shown] == [expected.text_content()]


def test_the_page_of_an_index_runs_nothing_of_its_posts(built: Site) -> None:
    page = built.html()
    scripts = page.xpath("//script[not(@type = 'application/ld+json')]")
    assert not [each for each in scripts if "alert" in (each.text or "")]
    assert [name for each in page.iter() for name in each.attrib if name.startswith("on")] == []


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.is_post])
def test_the_head_of_a_hostile_post_holds_its_texts_and_nothing_else(
    built: Site, name: str
) -> None:
    """Read as a browser does: no element comes out of a text, and the data say the same."""
    row, head = ROWS[name], built.html(name).find("head")
    [script] = head.xpath("script[@type = 'application/ld+json']")
    assert not set("<>&\u2028\u2029") & {*script.text}
    data = json.loads(script.text)
    assert data["headline"] == row.title
    assert ", ".join(_list(data.get("articleSection"))) == row.category
    assert data.get("datePublished", "") == row.date
    assert "image" not in data
    [description] = [*head.xpath("meta[@name = 'description']/@content"), ""][:1]
    # The index cuts with another ellipsis.
    assert (row.excerpt or "...").endswith("...") or description == row.excerpt
    assert {each.tag for each in head} <= {"meta", "title", "link", "script"}
    assert [name for each in head.iter() for name in each.attrib if name.startswith("on")] == []


def _list(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def test_posts_of_one_day_stand_in_the_order_of_their_names(shown: dict[str, Any]) -> None:
    names = [name for name, row in ROWS.items() if row.is_post]
    assert [*shown] == sorted(names, key=lambda name: (not ROWS[name].date, name))


def test_every_warning_can_be_silenced_by_its_subtype(site: MakeSite) -> None:
    kinds = {row.warning[0] for row in ROWS.values() if row.warning}
    silenced = [f"postindex.{kind}" for kind in sorted(kinds)]
    warned = {name: row for name, row in ROWS.items() if row.warning}
    conf = f"{CONF}suppress_warnings = {silenced!r}\n"
    built = site(files(warned), conf, allow=[OTHERS, r"toc\.not_included"])
    assert built.ours == []
    assert len(cards(built)) == sum(row.is_post for row in warned.values())


@pytest.mark.parametrize("kind", FORMATS)
def test_every_feed_of_hostile_posts_is_valid(built: Site, kind: str) -> None:
    """By its schema; the site's has every post, and each archive has one inside the output."""
    files = sorted(built.outdir.rglob(FORMATS[kind].file))
    assert len(files) > 15
    for file in files:
        found = check(kind, file.read_bytes())
        if file.parent == built.outdir:
            posts = (
                found["items"]
                if kind == "json"
                else found.xpath("//*[local-name()=$n]", n={"atom": "entry", "rss": "item"}[kind])
            )
            assert len(posts) == sum(row.is_post for row in ROWS.values())
