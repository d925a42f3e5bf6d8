"""Feeds: valid in each format, the same to every reader, made of nothing but their entries."""

from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import replace
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from feedcheck import ATOM, DC, ENCODED, check, titles, written
from jsonschema import ValidationError
from lxml import etree

from sphinx_postindex.feeds import FORMATS, Entry, Feed, Picture
from sphinx_postindex.model import Author, PostDate

EACH = pytest.mark.parametrize("name", FORMATS)
XML = pytest.mark.parametrize("name", ["atom", "rss"])
LOCAL = dt.timezone(dt.timedelta(seconds=3208))
EAST = dt.timezone(dt.timedelta(hours=2))

FIRST = Entry(
    id="tag:example.org,2026:/blog/a",
    url="https://example.org/blog/a.html",
    title="Delays & <queues>",
    published=PostDate(dt.datetime(2026, 6, 29, 10, 20, tzinfo=EAST), "time"),
    updated=dt.datetime(2026, 7, 1, tzinfo=dt.UTC),
    summary="What a queue < a delay is.",
    content_html='<p>What a <a href="https://example.org/q">queue</a> is.</p>',
    authors=(Author("Ann", "https://example.org/ann"), Author("Ben", "mailto:ben@example.org")),
    categories=("Systems", "Delays", "Systems", " "),
    language="pt-BR",
    image=Picture("https://example.org/a b.png", "image/png", 1024),
    external_url="https://elsewhere.example/a?b=c&d",
)
SECOND = Entry(
    id="https://example.org/blog/b.html",
    url="https://example.org/blog/b.html",
    title="Second",
    published=PostDate(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "year"),
)
BARE = Entry(id="tag:example.org,2026:/c", url="https://example.org/c", title="No date")
FEED = Feed(
    id="tag:example.org,2026:/",
    title="Notes",
    subtitle="On systems",
    language="en",
    page_url="https://example.org/blog/",
    feed_url="https://example.org/blog/feed",
    authors=(Author("Ann", "https://example.org/ann"),),
    entries=(FIRST, SECOND, BARE),
)
EMPTY = Feed(
    id="tag:e.org,2026:/", title="T", page_url="https://e.org/", feed_url="https://e.org/f"
)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]> &lt;b&gt; &amp;amp; <![CDATA[x]]>",
    "{{ 7*7 }} %s %(x)s {0}",
    "NUL \x00, \x0b, \x1b[31m, \ufffe, \uffff, \ud800 alone",
    "\u202egpj.exe \u2066x",
    "</title></entry></feed><!--",
    "a\r\nb\rc\td  e",
    "e\u0301 \U0001f469\u200d\U0001f4bb \U0010ffff",
    "x" * 10_000,
    "\x00",
    "",
    " \n ",
]


@EACH
@pytest.mark.parametrize("feed", [FEED, EMPTY, replace(FEED, entries=(BARE,))])
def test_a_feed_meets_the_schema_of_its_format(name: str, feed: Feed) -> None:
    """With all fields, with none, and without a date."""
    written(name, feed)


@EACH
def test_the_schemas_see_what_is_wrong(name: str) -> None:
    """A relative address is refused in each format: the other tests here could fail."""
    good = FORMATS[name].write(FEED)
    with pytest.raises((etree.DocumentInvalid, ValidationError)):
        check(name, good.replace(b"https://example.org/blog/a.html", b"/blog/a.html"))


@EACH
def test_a_reader_finds_what_was_given(name: str) -> None:
    """Titles, ids, links, dates, authors and terms come back, in the order of the entries."""
    if name == "json":
        items = written(name, FEED)["items"]
        assert [item["title"] for item in items] == ["Delays & <queues>", "Second", "No date"]
        assert [item["url"] for item in items] == [entry.url for entry in FEED.entries]
        assert [item["id"] for item in items] == [entry.id for entry in FEED.entries]
        assert items[0]["date_published"] == "2026-06-29T10:20:00+02:00"
        assert items[0]["date_modified"] == "2026-07-01T00:00:00+00:00"
        assert items[0]["tags"] == ["Systems", "Delays"]
        assert [person["name"] for person in items[0]["authors"]] == ["Ann", "Ben"]
        return
    read = feedparser.parse(FORMATS[name].write(FEED))
    assert not read.bozo
    assert read.version == {"atom": "atom10", "rss": "rss20"}[name]
    assert read.feed.title == "Notes"
    assert read.feed.subtitle == "On systems"
    assert read.feed.link == FEED.page_url
    assert [entry.title for entry in read.entries[1:]] == ["Second", "No date"]
    assert [entry.link for entry in read.entries] == [entry.url for entry in FEED.entries]
    assert [entry.id for entry in read.entries] == [entry.id for entry in FEED.entries]
    assert read.entries[0].published_parsed[:6] == (2026, 6, 29, 8, 20, 0)
    assert read.entries[1].published_parsed[:6] == (2026, 1, 1, 0, 0, 0)
    assert "published" not in read.entries[2]
    assert [tag.term for tag in read.entries[0].tags] == ["Systems", "Delays"]
    assert [person.name for person in read.entries[0].authors] == ["Ann", "Ben"]
    assert read.entries[0].content[0].value == FIRST.content_html


@EACH
def test_a_feed_says_where_it_is_itself(name: str) -> None:
    found = written(name, FEED)
    if name == "json":
        assert found["feed_url"] == FEED.feed_url
    else:
        (own,) = [link for link in found.iter(f"{ATOM}link") if link.get("rel") == "self"]
        assert own.get("href") == FEED.feed_url
        assert own.get("type") == FORMATS[name].type


@EACH
def test_equal_feeds_have_equal_bytes_at_any_time(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No clock is asked, and the file ends with one line end."""
    first = FORMATS[name].write(FEED)
    monkeypatch.setattr(time, "time", lambda: 4e9)
    again = FORMATS[name].write(replace(FEED, entries=tuple(map(replace, FEED.entries))))
    assert first == again
    assert first.endswith((b">\n", b"}\n"))
    assert b"\r" not in first


@EACH
def test_entries_stand_in_the_order_given(name: str) -> None:
    turned = replace(FEED, entries=FEED.entries[::-1])
    assert titles(name, turned) == titles(name, FEED)[::-1]


def test_a_feed_changed_when_its_latest_entry_did() -> None:
    """``updated`` counts; an update before the publication does not."""
    assert FEED.changed_at == dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    early = replace(FIRST, updated=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert early.changed_at == early.published_at
    assert written("atom", FEED).findtext(f"{ATOM}updated") == "2026-07-01T00:00:00+00:00"
    assert (
        written("rss", FEED).findtext("channel/lastBuildDate").endswith("Jul 2026 00:00:00 +0000")
    )


def test_without_a_date_atom_writes_the_start_of_1970_and_others_nothing() -> None:
    """Atom must have a date; the clock's would change with each build."""
    feed = replace(FEED, entries=(BARE,))
    stamps = {element.text for element in written("atom", feed).iter(f"{ATOM}updated")}
    assert stamps == {"1970-01-01T00:00:00+00:00"}
    assert b"1970" not in FORMATS["rss"].write(feed) + FORMATS["json"].write(feed)


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        (dt.datetime(2026, 6, 29, 1, 2, 3, 999_999), "2026-06-29T01:02:03+00:00"),  # noqa: DTZ001 - the case
        (dt.datetime(1880, 6, 29, tzinfo=LOCAL), "1880-06-28T23:06:32+00:00"),
        (dt.datetime(999, 1, 1, tzinfo=EAST), "0999-01-01T00:00:00+02:00"),
    ],
)  # fmt: skip
def test_a_date_has_an_offset_of_whole_minutes(given: dt.datetime, seen: str) -> None:
    """Without an offset it is in UTC; one with seconds, which no format has, becomes UTC."""
    feed = replace(FEED, entries=(replace(SECOND, published=given),))
    assert written("atom", feed).findtext(f"{ATOM}entry/{ATOM}published") == seen
    assert written("json", feed)["items"][0]["date_published"] == seen
    date = written("rss", feed).findtext("channel/item/pubDate")
    assert parsedate_to_datetime(date) == dt.datetime.fromisoformat(seen)


@EACH
def test_a_feed_is_the_same_in_any_time_zone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the machine: a datetime without an offset is in UTC."""
    feed = replace(FEED, entries=(replace(SECOND, published=dt.datetime(2026, 1, 1)),))  # noqa: DTZ001 - the case
    here = FORMATS[name].write(feed)
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        there = FORMATS[name].write(feed)
    time.tzset()
    assert here == there
    assert b"00:00:00" in there


def test_dates_in_rss_are_english_in_any_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 822 has its own names of days and months; ``strftime`` would ask the locale.

    Which locales a machine has is not known, so what ``strftime`` calls plays German.
    """
    real, german = time.strftime, {"%a": "Mo", "%A": "Montag", "%b": "Juni", "%B": "Juni"}

    def played(form: str, *when: time.struct_time) -> str:
        return real("".join(german.get(part, part) for part in re.split("(%.)", form)), *when)

    monkeypatch.setattr(time, "strftime", played)
    when = dt.datetime(2026, 6, 29, tzinfo=EAST)
    assert when.strftime("%a %b") == "Mo Juni"
    item = written("rss", FEED).find("channel/item")
    assert item.findtext("pubDate") == "Mon, 29 Jun 2026 10:20:00 +0200"


@pytest.mark.parametrize(
    ("guid", "permanent"),
    [
        (SECOND.url, "true"),
        ("https://old.example/?p=1", "false"),
        ("tag:example.org,2026:/b", "false"),
    ],
)
def test_a_guid_is_a_permalink_only_if_it_is_the_link(guid: str, permanent: str) -> None:
    """Without the attribute, readers would take a tag URI for an address."""
    feed = replace(FEED, entries=(replace(SECOND, id=guid),))
    element = written("rss", feed).find("channel/item/guid")
    assert (element.text, element.get("isPermaLink")) == (guid, permanent)


def test_an_entry_of_atom_has_one_alternate() -> None:
    """A second of the same type is against RFC 4287, 4.1.2: what is elsewhere is related."""
    links = written("atom", FEED).findall(f"{ATOM}entry[1]/{ATOM}link")
    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("alternate", FIRST.url),
        ("related", FIRST.external_url),
        ("enclosure", "https://example.org/a%20b.png"),
    ]
    assert links[2].get("length") == "1024"


def test_rss_leaves_out_a_picture_of_which_it_knows_too_little() -> None:
    """An enclosure must have type and length; Atom and JSON Feed take the address alone."""
    entry = replace(SECOND, image=Picture("https://example.org/a.png"))
    feed = replace(FEED, entries=(entry,))
    assert written("rss", feed).find(".//enclosure") is None
    assert written("rss", FEED).find(".//enclosure").get("length") == "1024"
    assert written("atom", feed).find(f".//{ATOM}link[@rel='enclosure']") is not None
    assert written("json", feed)["items"][0]["image"] == "https://example.org/a.png"


def test_the_authors_of_a_feed_stand_for_those_of_its_entries() -> None:
    """RSS has no authors of a feed; Atom must have one, and takes the title for it."""
    assert written("rss", FEED).findtext(f"channel/item[2]/{DC}creator") == "Ann"
    assert written("atom", EMPTY).findtext(f"{ATOM}author/{ATOM}name") == "T"


@EACH
def test_an_address_of_mail_is_in_no_feed(name: str) -> None:
    assert b"ben@" not in FORMATS[name].write(FEED)


@EACH
@pytest.mark.parametrize("url", ["javascript:alert(1)", "/a.png", "//evil.example", "http://[::1"])
def test_an_address_that_is_none_is_left_out(name: str, url: str) -> None:
    """Of what may be missing: a picture, a link elsewhere, the page of an author."""
    entry = replace(
        SECOND, image=Picture(url, "image/png", 1), external_url=url, authors=(Author("A", url),)
    )
    assert titles(name, replace(FEED, entries=(entry,))) == ["Second"]
    assert url.encode() not in FORMATS[name].write(replace(FEED, entries=(entry,)))


@pytest.mark.parametrize("url", ["", "blog/a.html", "/a", "file:///a", "javascript:alert(1)"])
def test_a_page_needs_an_absolute_address(url: str) -> None:
    for broken in ({"page_url": url}, {"feed_url": url}):
        with pytest.raises(ValueError, match="not an absolute address"):
            replace(FEED, **broken)
    with pytest.raises(ValueError, match="not an absolute address"):
        replace(FIRST, url=url)


@EACH
def test_addresses_are_written_in_ascii(name: str) -> None:
    """What is encoded already is not encoded twice."""
    entry = replace(SECOND, url="https://b\u00fccher.example/\u00e9 %C3%A9 100%?q=[a]&b#\u00fc#")
    seen = written(name, replace(FEED, entries=(entry,)))
    url = "https://b%C3%BCcher.example/%C3%A9%20%C3%A9%20100%25?q=%5Ba%5D&b#%C3%BC%23"
    found = etree.tostring(seen).decode() if name != "json" else seen["items"][0]["url"]
    assert url in found.replace("&amp;", "&")


def test_an_address_has_a_path_before_its_query() -> None:
    feed = replace(FEED, page_url="https://example.org?q")
    assert written("json", feed)["home_page_url"] == "https://example.org/?q"


@EACH
@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stays_text(name: str, text: str) -> None:
    """In every field; the feed meets its schema, and the fields are those given."""
    entry = replace(
        FIRST,
        title=text,
        summary=text,
        content_html=text,
        categories=(text, "b"),
        authors=(Author(text), Author("b")),
        language=text,
        image=Picture("https://e.org/a", text, 1),
    )
    feed = replace(FEED, title=text, subtitle=text, language=text, authors=entry.authors)
    feed = replace(feed, entries=(entry,))
    found = written(name, feed)
    kept = " ".join(text.translate(dict.fromkeys([0x202E, 0x2066])).split(None))
    for character in "\x00\x0b\x1b\ufffe\uffff\ud800":
        kept = kept.replace(character, "\ufffd")
    if "\x0b" in text:  # a blank to Python, none to XML
        kept = "NUL \ufffd, \ufffd, \ufffd[31m, \ufffd, \ufffd, \ufffd alone"
    assert titles(name, feed) == [kept or FIRST.url]
    if name != "json":
        assert not feedparser.parse(FORMATS[name].write(feed)).bozo
        assert found.find(".//script") is None


def test_plain_text_is_html_where_rss_wants_html() -> None:
    """A reader shows the signs of the summary, and a title once escaped as a title is."""
    item = written("rss", FEED).find("channel/item")
    assert item.findtext("description") == "What a queue &lt; a delay is."
    assert item.findtext("title") == "Delays & <queues>"
    assert item.findtext(ENCODED) == FIRST.content_html


def test_a_json_item_has_one_content() -> None:
    """The whole post with its summary beside it, or the summary alone."""
    whole, none = written("json", replace(FEED, entries=(FIRST, SECOND)))["items"]
    assert (whole["content_html"], whole["summary"]) == (FIRST.content_html, FIRST.summary)
    assert "content_text" not in whole
    short = written("json", replace(FEED, entries=(replace(FIRST, content_html=None),)))
    assert short["items"][0]["content_text"] == FIRST.summary
    assert "summary" not in short["items"][0]
    assert none["content_text"] == ""


@XML
def test_a_malformed_language_is_left_out(name: str) -> None:
    assert b"in English" not in FORMATS[name].write(replace(FEED, language="in English"))
    assert written("atom", FEED).get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_each_format_has_a_file_and_a_type_of_its_own() -> None:
    assert {name: (form.file, form.type) for name, form in FORMATS.items()} == {
        "atom": ("atom.xml", "application/atom+xml"),
        "rss": ("rss.xml", "application/rss+xml"),
        "json": ("feed.json", "application/feed+json"),
    }
