"""Feeds of the site, of its archives and of single indexes: which there are, and what they hold."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_postindex import config, domain
from sphinx_postindex.archives import query_of
from sphinx_postindex.feeds import FORMATS, Entry, Feed, Picture
from sphinx_postindex.feeds.ids import default_feed_id, entry_id
from sphinx_postindex.files import write
from sphinx_postindex.layouts.parts import excerpt_of
from sphinx_postindex.model import Author
from sphinx_postindex.outputs import in_extra_path
from sphinx_postindex.pages import head
from sphinx_postindex.pages.bodies import body_file, content, hash_of_body
from sphinx_postindex.pages.products import is_the_users, produce
from sphinx_postindex.pages.render import BUILDERS
from sphinx_postindex.resolve import shown_by
from sphinx_postindex.words import html_code, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_postindex.domain import PostDomain
    from sphinx_postindex.index import Index
    from sphinx_postindex.model import Post

# Of the tag URIs: RFC 4151 wants a day on which the site had its host. No setting of ours is
# older, and another year would change every id.
_YEAR = 2026


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
    if not (
        app.builder.name in BUILDERS
        and config.get(app.config, "feeds")
        and config.site_url(app.config)
    ):
        return []
    found: dict[str, Channel] = {}
    for channel in (*_of_site(app, site), *_of_indexes(app, site), *_of_archives(app, site)):
        found.setdefault(channel.folder, channel)
    limit = config.get(app.config, "feed_limit")
    return [replace(each, posts=each.posts[:limit]) for each in found.values()]


def _of_site(app: Sphinx, site: PostDomain) -> Iterator[Channel]:
    yield Channel("", app.config.root_doc, app.config.project, tuple(site.listed()))


def _of_indexes(app: Sphinx, site: PostDomain) -> Iterator[Channel]:
    for docname, index in of_indexes(site):
        title = app.env.titles[docname].astext()
        yield Channel(index.feed, docname, title, tuple(shown_by(site, index)))


def of_indexes(site: PostDomain) -> list[tuple[str, Index]]:
    """The indexes that have a feed, with their pages; of two with one folder the first."""
    every = [(page, each) for page, found in sorted(site.indexes.items()) for each in found]
    first = {each.feed: (page, each) for page, each in reversed(every) if each.feed}
    return sorted(first.values(), key=lambda pair: (pair[0], pair[1].feed))


def on_page(site: PostDomain, page: str) -> list[str]:
    """The folders of the feeds that belong to the indexes of a page."""
    if not any(index.feed for index in site.indexes.get(page, ())):
        return []
    return [index.feed for docname, index in of_indexes(site) if docname == page]


def _of_archives(app: Sphinx, site: PostDomain) -> Iterator[Channel]:
    if not config.get(app.config, "archive_feeds"):
        return
    word = words(config.language(app.config))
    for archive in site.archives.by_term.values():
        if archive.term:
            title = word.archive(archive.taxonomy, archive.term.label)
            posts = tuple(site.picked(query_of(archive)))
            yield Channel(folder_of(archive.page), archive.page, title, posts)


def folder_of(page: str) -> str:
    """Where the feeds of a page stand: beside it, whether it is ``blog`` or ``blog/index``."""
    return page.removesuffix("/index")


def url_of(app: Sphinx, page: str, anchor: str = "") -> str:
    """The address of a page of the site."""
    builder: Any = app.builder
    address = posixpath.join(config.site_url(app.config), builder.get_target_uri(page))
    return f"{address}#{anchor}" if anchor else address


def _address(app: Sphinx, file: str) -> str:
    """The address of a feed."""
    return posixpath.join(config.site_url(app.config), quote(file))


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
            if not is_the_users(app, name, "feed"):
                make = partial(_content, app, channel, kind, name)
                produce(app, name, _facts(app, channel, kind), make)


def _content(app: Sphinx, channel: Channel, kind: str, name: str) -> bytes:
    return FORMATS[kind].write(_feed(app, channel, _address(app, name)))


def _facts(app: Sphinx, channel: Channel, kind: str) -> Iterator[str]:
    """All that a feed depends on."""
    names = ("feed_id", "feed_content", "defaults")
    yield repr(
        (kind, config.site_url(app.config), app.config.html_title, app.config.author, channel)
    )
    yield repr([config.get(app.config, name) for name in names])
    for post in channel.posts:
        yield hash_of_body(body_file(app, post))


def _feed(app: Sphinx, channel: Channel, feed_url: str) -> Feed:
    feed_id = site_id(app)
    entries: dict[str, Entry] = {}
    for post in channel.posts:
        if entry := _entry(app, post, feed_id):
            # Two posts with one id would be one to a reader.
            entries.setdefault(entry.id, entry)
    # A post may have the name of the folder; no name of a post ends so.
    own = f"{entry_id(feed_id, channel.folder)}/" if channel.folder else feed_id
    return Feed(
        id=own,
        title=channel.title,
        language=html_code(config.language(app.config)),
        page_url=url_of(app, channel.page),
        feed_url=feed_url,
        authors=(Author(app.config.author),) if _has_author(app) else (),
        entries=tuple(entries.values()),
    )


def site_id(app: Sphinx) -> str:
    """What the ids of all feeds and entries begin with; nothing where there can be none."""
    address = config.site_url(app.config)
    given: str = config.get(app.config, "feed_id")
    return given or (default_feed_id(address, _YEAR) if address else "")


def _has_author(app: Sphinx) -> bool:
    """Whether the site names one; Sphinx's own default says that it does not."""
    return app.config.author not in {"", "Author name not set"}


def _entry(app: Sphinx, post: Post, feed_id: str) -> Entry | None:
    on_site = post.docname in app.env.all_docs
    url = url_of(app, post.docname, post.anchor) if on_site else post.external_url
    if not url:
        return None
    own = post.languages[0] if len(post.languages) == 1 else ""
    image = head.image_of(app, post, config.site_url(app.config))
    return Entry(
        id=entry_id(feed_id, post.docname, post.anchor, post.guid),
        url=url,
        title=post.title.text,
        published=post.date,
        updated=post.updated,
        summary=excerpt_of(post, config.usual_look(app.config)).text,
        content_html=content(app, post, url),
        authors=post.authors,
        categories=(*post.categories, *post.tags),
        language=html_code(own),
        image=Picture(image, post.image.kind if post.image else "") if image else None,
        external_url=post.external_url if on_site else None,
    )


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
    if app.builder.name not in BUILDERS or not config.site_url(app.config):
        return
    post = site.pages.get(page)
    if post and (file := body_file(app, post)):
        write(file, (context.get("body") or "").encode("utf-8", "surrogatepass"))
    context["metatags"] = (context.get("metatags") or "") + "".join(_links(app, page))


def _links(app: Sphinx, page: str) -> Iterator[str]:
    """The feed of the site, and those of the page."""
    site = domain.of(app.env)
    kinds = config.get(app.config, "feeds")
    own = on_page(site, page)
    if config.get(app.config, "archive_feeds"):
        own += [folder_of(page)] if page in site.archives.by_page else []
    for folder in dict.fromkeys(["", *own]):
        title = app.config.project if not folder else f"{app.config.project}: {_title(app, page)}"
        for kind in kinds:
            form = FORMATS[kind]
            url = _address(app, posixpath.join(folder, form.file))
            yield (
                f'\n    <link rel="alternate" type="{form.type}" '
                f'title="{escape(title)}" href="{escape(url)}">'
            )


def _title(app: Sphinx, page: str) -> str:
    site = domain.of(app.env)
    if page in app.env.titles:
        return app.env.titles[page].astext()
    archive = site.archives.by_page.get(page)
    if archive is None or archive.term is None:
        return page
    return words(config.language(app.config)).archive(archive.taxonomy, archive.term.label)


def lacking(app: Sphinx, known: Mapping[str, list[str]]) -> set[str]:
    """The posts whose bodies a feed needs and this output's pages have not left.

    They are written again. The body that is there may be that of another output.

    :param known: the hash of each body that this output's pages have left
    """
    posts = {post.key: post for channel in channels(app) for post in channel.posts}
    found = {post.docname: file for post in posts.values() if (file := body_file(app, post))}
    return {page for page, file in found.items() if known.get(page) != [hash_of_body(file)]}


def bodies(
    app: Sphinx, known: Mapping[str, list[str]], is_written: Callable[[str], bool]
) -> dict[str, list[str]]:
    """A hash of the body that each page of this output has left, in this build or before it.

    :param known: as of the builds before it
    """
    found = {}
    for page, post in domain.of(app.env).pages.items():
        if app.builder.name in BUILDERS and (file := body_file(app, post)):
            found[page] = [hash_of_body(file)] if is_written(page) else known.get(page, [])
    return {page: hashes for page, hashes in found.items() if any(hashes)}


def files(app: Sphinx) -> list[str]:
    """The names of all feeds."""
    kinds = config.get(app.config, "feeds")
    every = (posixpath.join(c.folder, FORMATS[k].file) for c in channels(app) for k in kinds)
    return [name for name in every if not in_extra_path(app, name)]
