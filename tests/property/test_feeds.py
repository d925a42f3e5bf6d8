"""Laws of feeds: any text gives a valid feed, and comes back as the documented line of it."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

import feedparser
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from feedcheck import titles, written

from sphinx_postindex.feeds import FORMATS, Entry, Feed, Picture
from sphinx_postindex.feeds.absolute import absolute
from sphinx_postindex.feeds.ids import entry_id
from sphinx_postindex.feeds.text import line
from sphinx_postindex.model import Author, PostDate

EACH = pytest.mark.parametrize("name", FORMATS)
PAGE = "https://example.org/blog/post.html"

# All characters, surrogates too, and often those that a format may stumble over.
odd = st.sampled_from("\x00\t\n\r\x0b\x1b\x85\xa0\u2028\u202e\ufffe\ud800\udc00]>&<\"'%#\U0010ffff")
texts = st.text(odd | st.characters(exclude_categories=()), max_size=12)
zones = st.timezones() | st.timedeltas(dt.timedelta(hours=-23), dt.timedelta(hours=23)).map(
    dt.timezone
)
moments = st.datetimes(
    dt.datetime(2, 1, 1),  # noqa: DTZ001 - the strategy wants none, and adds one
    dt.datetime(9998, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.none() | zones,
)
dates = st.none() | moments | moments.filter(lambda when: when.tzinfo).map(PostDate)
urls = texts.map("https://example.org/{}".format).filter(
    lambda url: not re.search(r"[\x00-\x1f\x7f\\\ud800-\udfff\ufffe\uffff]", url)
)
names = st.lists(texts, max_size=2).map(tuple)
people = st.lists(st.builds(Author, texts, st.none() | texts | urls), max_size=2).map(tuple)
entries = st.builds(
    Entry,
    id=st.builds(entry_id, st.just("tag:example.org,2026:/"), texts, texts, st.none() | texts),
    url=urls,
    title=texts,
    published=dates,
    updated=dates,
    summary=texts,
    content_html=st.none() | texts,
    authors=people,
    categories=names,
    language=texts | st.just("de"),
    image=st.none() | st.builds(Picture, texts | urls, texts, st.none() | st.integers(0, 9)),
    external_url=st.none() | texts | urls,
)
feeds = st.builds(
    Feed,
    id=st.just("tag:example.org,2026:/"),
    title=texts,
    subtitle=texts,
    language=texts | st.just("en"),
    page_url=urls,
    feed_url=urls,
    authors=people,
    entries=st.lists(entries, max_size=3).map(tuple),
)
# Pieces that make HTML of every kind of malformed.
PIECES = """
< > </ /> <a <p> </p> <div </div> <b> </b> <!-- --> <![ <![CDATA[ ]]> <! <? & &# &lt; = ' "
href= src= srcset= onerror=x javascript:x class=headerlink <img <script> </script> <script/
<svg> </svg> <form> </form> <style> <textarea> </textarea> <iframe <math> <title> <x-y>
a.png , 2x
"""
markup = st.lists(
    st.sampled_from([*PIECES.split(), " ", "\n", "\x00", "\ud800"]) | texts, max_size=25
).map("".join)


@EACH
@given(feeds)
def test_any_texts_and_dates_give_a_valid_feed(name: str, feed: Feed) -> None:
    """Well-formed and by its schema, with the titles in their order, cleaned into one line."""
    assert [line(title) for title in titles(name, feed)] == titles(name, feed)
    kept = [line(entry.title) for entry in feed.entries]
    found = titles(name, feed)
    assert [title if line_ else "" for title, line_ in zip(found, kept, strict=True)] == kept


@given(texts.filter(lambda text: text.isprintable() and text == " ".join(text.split())))
def test_a_printable_line_is_its_own_title(text: str) -> None:
    """What is not in the documented cleaning stays as it is."""
    assert line(text) == text


@pytest.mark.parametrize("name", ["atom", "rss"])
@given(feeds)
def test_a_reader_of_feeds_finds_every_entry(name: str, feed: Feed) -> None:
    """No fault is seen, and the ids and dates are those of the entries."""
    read = feedparser.parse(FORMATS[name].write(feed))
    assert not read.bozo
    assert [entry.id for entry in read.entries] == [entry.id for entry in feed.entries]
    for seen, entry in zip(read.entries, feed.entries, strict=True):
        assert ("published" in seen) == (entry.published is not None)


@EACH
@given(feeds)
def test_equal_feeds_have_equal_bytes(name: str, feed: Feed) -> None:
    assert FORMATS[name].write(feed) == FORMATS[name].write(feed)
    written(name, feed)


@given(texts, texts, st.none() | texts)
def test_an_id_is_an_iri(docname: str, anchor: str, guid: str | None) -> None:
    """Whatever documents are called and authors write."""
    found = entry_id("tag:example.org,2026:/", docname, anchor, guid)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+", found)
    assert line(found) == found


@given(markup)
def test_no_html_runs_or_is_relative(html: str) -> None:
    """As a browser's parser reads it: no handler, no script, no address but those allowed."""
    text = absolute(html, PAGE)
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in {"script", "style", "iframe", "form", "svg", "object"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name in {"href", "src", "cite", "poster"}:
                assert re.match(r"https?://|mailto:|data:image/", value)


@given(markup)
def test_what_is_clean_stays_as_it_is(html: str) -> None:
    """To clean twice is to clean once: what comes out is closed and escaped."""
    once = absolute(html, PAGE)
    assert absolute(once, PAGE) == once
