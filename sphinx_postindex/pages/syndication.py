"""Feeds of the site, of its archives and of single indexes: which there are, and what they hold."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_postindex import config, domain
from sphinx_postindex.archives import query_of
from sphinx_postindex.feeds import FORMATS, Entry, Feed, Picture
from sphinx_postindex.feeds.absolute import absolute
from sphinx_postindex.feeds.ids import default_feed_id, entry_id
from sphinx_postindex.hashes import hash_of
from sphinx_postindex.layouts.parts import excerpt_of
from sphinx_postindex.model import Author
from sphinx_postindex.pages import head
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.problems import Problem, warn
from sphinx_postindex.query import pick
from sphinx_postindex.resolve import shown_by
from sphinx_postindex.thumbnails import write
from sphinx_postindex.urls import web_url
from sphinx_postindex.words import html_code, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.model import Post

# Of the tag URIs: RFC 4151 wants a day on which the site had its host. No setting of ours is
# older, and another year would change every id.
_YEAR = 2026
_HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_BYLINE = re.compile(r'<p class="postindex-byline.*?</p>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Channel:
    """What gets a feed in each format."""

    folder: str
    """Where its files stand, ``""`` for the site's own."""
    page: str
    """The name of the page that lists the same posts."""
    title: str
    posts: tuple[Post, ...]


def channels(app: Sphinx) -> list[Channel]:
    """Every feed of the site in this output; none without an address of the site."""
    site = domain.of(app.env)
    if not (app.builder.name in BUILDERS and config.get(app.config, "feeds") and base(app)):
        return []
    found: dict[str, Channel] = {}
    for channel in (*_of_site(app, site), *_of_indexes(app, site), *_of_archives(app, site)):
        found.setdefault(channel.folder, channel)
    limit = config.get(app.config, "feed_limit")
    return [replace(each, posts=each.posts[:limit]) for each in found.values()]


def _of_site(app: Sphinx, site: PostDomain) -> Iterator[Channel]:
    yield Channel("", app.config.root_doc, app.config.project, tuple(site.newest_first()))


def _of_indexes(app: Sphinx, site: PostDomain) -> Iterator[Channel]:
    for docname, indexes in sorted(site.indexes.items()):
        for index in indexes:
            if index.feed:
                title = app.env.titles[docname].astext()
                yield Channel(index.feed, docname, title, tuple(shown_by(site, index)))


def _of_archives(app: Sphinx, site: PostDomain) -> Iterator[Channel]:
    if not config.get(app.config, "archive_feeds"):
        return
    word = words(app.config.language or "en")
    for archive in site.archives.by_term.values():
        if archive.term:
            title = word.archive(archive.taxonomy, archive.term.label)
            posts = tuple(pick(site.listed(), query_of(archive)))
            yield Channel(archive.page, archive.page, title, posts)


def base(app: Sphinx) -> str:
    """The address of the site, or nothing."""
    return web_url(app.config.html_baseurl or "") or ""


def url_of(app: Sphinx, page: str, anchor: str = "") -> str:
    """The address of a page of the site."""
    builder: Any = app.builder
    address = posixpath.join(base(app), builder.get_target_uri(page))
    return f"{address}#{anchor}" if anchor else address


def write_feeds(app: Sphinx, exception: Exception | None) -> None:
    """Write the feeds that show something else than before.

    Connected to ``build-finished``, before what was written is recorded.
    """
    site = domain.of(app.env)
    if exception or site.build is None:
        return
    for channel in channels(app):
        for kind in config.get(app.config, "feeds"):
            name = posixpath.join(channel.folder, FORMATS[kind].file)
            if in_extra_path(app, name):
                text = f"the feed {name!r} is not written: html_extra_path has such a file"
                warn(Problem.CONFIG, text)
                continue
            _write(app, channel, kind, name)


def _write(app: Sphinx, channel: Channel, kind: str, name: str) -> None:
    site, file = domain.of(app.env), Path(app.outdir, name)
    quick = hash_of(app.builder, _facts(app, channel, kind))
    site.feeds[name] = [quick]
    record = site.build.record
    if file.is_file() and record.whole and record.feeds.get(name) == [quick]:
        return
    content = FORMATS[kind].write(_feed(app, channel, posixpath.join(base(app), name)))
    if not file.is_file() or file.read_bytes() != content:
        write(file, content)


def in_extra_path(app: Sphinx, name: str) -> bool:
    """Whether a file of the output is the user's own."""
    for entry in app.config.html_extra_path:
        path = Path(app.confdir, entry)
        if (path / name).is_file() or (path.is_file() and path.name == name):
            return True
    return False


def _facts(app: Sphinx, channel: Channel, kind: str) -> Iterator[str]:
    """All that a feed depends on."""
    names = ("feed_id", "feed_content", "defaults")
    yield repr((kind, base(app), app.config.html_title, app.config.author, channel))
    yield repr([config.get(app.config, name) for name in names])
    for post in channel.posts:
        file = _body_file(app, post)
        yield hashlib.sha256(file.read_bytes()).hexdigest() if file and file.is_file() else ""


def _feed(app: Sphinx, channel: Channel, feed_url: str) -> Feed:
    feed_id = config.get(app.config, "feed_id") or default_feed_id(base(app), _YEAR)
    entries: dict[str, Entry] = {}
    for post in channel.posts:
        if entry := _entry(app, post, feed_id):
            # Two posts with one id would be one to a reader.
            entries.setdefault(entry.id, entry)
    own = f"{feed_id.rstrip('/')}/{channel.folder}" if channel.folder else feed_id
    return Feed(
        id=own,
        title=channel.title,
        language=html_code(app.config.language or "en"),
        page_url=url_of(app, channel.page),
        feed_url=feed_url,
        authors=(Author(app.config.author),) if _has_author(app) else (),
        entries=tuple(entries.values()),
    )


def _has_author(app: Sphinx) -> bool:
    """Whether the site names one; Sphinx's own default says that it does not."""
    return app.config.author not in {"", "Author name not set"}


def _entry(app: Sphinx, post: Post, feed_id: str) -> Entry | None:
    on_site = post.docname in app.env.all_docs
    url = url_of(app, post.docname, post.anchor) if on_site else post.external_url
    if not url:
        return None
    own = post.languages[0] if len(post.languages) == 1 else ""
    image = head.image_of(app, post, base(app))
    return Entry(
        id=entry_id(feed_id, post.docname, post.anchor, post.guid),
        url=url,
        title=post.title.text,
        published=post.date,
        updated=post.updated,
        summary=excerpt_of(post, config.usual_look(app.config)).text,
        content_html=_content(app, post, url),
        authors=post.authors,
        categories=(*post.categories, *post.tags),
        language=html_code(own),
        image=Picture(image, post.image.kind if post.image else "") if image else None,
        external_url=post.external_url if on_site else None,
    )


def _body_file(app: Sphinx, post: Post) -> Path | None:
    """Where the body of a post's page is kept for feeds that have it."""
    if post.anchor or config.get(app.config, "feed_content") != "full":
        return None
    return Path(app.doctreedir, "postindex", app.builder.name, f"{post.docname}.html")


def _content(app: Sphinx, post: Post, url: str) -> str | None:
    file = _body_file(app, post)
    if file is None or not file.is_file():
        return None
    body = _HEADING.sub("", file.read_text(encoding="utf-8"), count=1)
    return absolute(_BYLINE.sub("", body), url)


def note_body(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Keep the body of a post for feeds, and name the feeds in the head of a page.

    Connected to ``html-page-context``; pages are written by several processes, hence a file.
    """
    site = domain.of(app.env)
    if app.builder.name not in BUILDERS or not base(app):
        return
    post = site.pages.get(page)
    if post and (file := _body_file(app, post)):
        write(file, (context.get("body") or "").encode("utf-8", "surrogatepass"))
    context["metatags"] = (context.get("metatags") or "") + "".join(_links(app, page))


def _links(app: Sphinx, page: str) -> Iterator[str]:
    """The feed of the site, and those of the page."""
    site = domain.of(app.env)
    kinds = config.get(app.config, "feeds")
    own = [index.feed for index in site.indexes.get(page, ()) if index.feed]
    if config.get(app.config, "archive_feeds"):
        pages = {archive.page for archive in site.archives.by_term.values()}
        own += [page] if page in pages else []
    for folder in dict.fromkeys(["", *own]):
        title = app.config.project if not folder else f"{app.config.project}: {_title(app, page)}"
        for kind in kinds:
            form = FORMATS[kind]
            url = posixpath.join(base(app), folder, form.file)
            yield (
                f'\n    <link rel="alternate" type="{form.type}" '
                f'title="{escape(title)}" href="{escape(url)}">'
            )


def _title(app: Sphinx, page: str) -> str:
    site = domain.of(app.env)
    if page in app.env.titles:
        return app.env.titles[page].astext()
    word = words(app.config.language or "en")
    for archive in site.archives.by_term.values():
        if archive.page == page and archive.term:
            return word.archive(archive.taxonomy, archive.term.label)
    return page


def lacking(app: Sphinx) -> set[str]:
    """The posts whose bodies a feed needs and nobody has kept: they are written again."""
    found = {}
    for channel in channels(app):
        for post in channel.posts:
            file = _body_file(app, post)
            if file and post.docname in app.env.all_docs:
                found[post.docname] = file
    return {docname for docname, file in found.items() if not file.is_file()}


def files(app: Sphinx) -> list[str]:
    """The names of all feeds."""
    kinds = config.get(app.config, "feeds")
    every = (posixpath.join(c.folder, FORMATS[k].file) for c in channels(app) for k in kinds)
    return [name for name in every if not in_extra_path(app, name)]
