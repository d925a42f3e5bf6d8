"""What an author does between two builds, drawn at random.

Each edit changes the blog and tells in a few words what it did; one that does not apply
gives ``""``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import edits_indexes as indexes
import edits_pictures as pictures
import edits_posts as posts
import edits_sections as sections
import moves
from draws import CATEGORIES
from edits_posts import of_field

if TYPE_CHECKING:
    from random import Random

    from blog import Blog
    from edits_posts import Edit


def setting(rng: Random, blog: Blog) -> str:
    name, *values = rng.choice(
        (
            ("postindex_defaults", {"excerpt-length": 12}, {"date-format": "iso"}),
            ("postindex_drafts", True),
            ("postindex_future", True),
            ("html_theme_options", {"nosidebar": True}, {"sidebarwidth": "9em"}),
            ("html_title", "Another title"),
            # No language: with shared doctrees, bare Sphinx leaves the pages of the second
            # builder as they were. Pages with an index are tested in test_writes.py.
            ("postindex_orphans", False),
            ("postindex_archives", ["category"], []),
            ("postindex_archive_path", "by/{taxonomy}/{term}"),
            ("postindex_byline", [], ["reading-time", "tags"]),
            ("postindex_prev_next", False),
            ("postindex_structured_data", False),
            ("postindex_feeds", [], ["rss"]),
            ("postindex_feed_content", "full"),
            ("postindex_feed_limit", 3),
        )
    )
    if name in blog.config:
        del blog.config[name]
        return f"{name} dropped"
    blog.config[name] = rng.choice(values)
    return f"{name} = {blog.config[name]!r}"


def nothing(_rng: Random, _blog: Blog) -> str:
    return "nothing"


DRAFT = of_field("draft", "true", "true", "false", None)
# Safe: nothing leaves the sources, and no file of a page is dropped by it.
SAFE: dict[Edit, int] = {
    posts.shown_text: 3,
    posts.hidden_text: 3,
    posts.title: 4,
    posts.date: 3,
    of_field("category", *CATEGORIES, None): 3,
    of_field("tags", "[red]", "red, blue", None): 2,
    of_field("author", "Jane", "[Jane, John]", None): 2,
    of_field("excerpt", "Own *excerpt*.", "Another.", None): 2,
    of_field("pinned", "true", "false", None): 1,
    of_field("unlisted", "true", None): 2,
    DRAFT: 5,
    posts.schedule: 3,
    posts.expire: 2,
    posts.time_passes: 5,
    moves.link: 3,
    pictures.image_bytes: 1,
    indexes.holds_index: 2,
    indexes.option_of(indexes.QUERY): 4,
    nothing: 1,
    # What came with pictures, layouts, pages, terms and sections: as likely as all the others.
    pictures.card_image: 6,
    pictures.image_alt: 2,
    pictures.photo_bytes: 6,
    pictures.photo_goes_or_comes: 4,
    indexes.option_of(indexes.LOOK): 9,
    indexes.option_of(indexes.ASK): 4,
    indexes.page_size: 6,
    indexes.holds_terms: 2,
    indexes.terms_option: 4,
    of_field("series", "Guide", "Other", None): 2,
    of_field("series_order", "1", "2", None): 2,
    of_field("mood", "good", "bad", "[good, bad]", None): 2,
    of_field("rank", "1", "2", "10", None): 2,
    posts.length: 2,
    sections.title: 2,
    sections.text: 2,
    sections.field: 2,
    sections.draft: 3,
    sections.date: 3,
    sections.expires: 2,
    sections.swap: 1,
}
EDITS: dict[Edit, int] = {
    **SAFE,
    posts.opt_out: 2,
    posts.draft_of_a_page: 1,
    moves.add: 5,
    moves.delete: 4,
    moves.rename: 4,
    moves.convert: 2,
    pictures.image: 2,
    moves.toctree: 2,
    setting: 3,
    indexes.takes_place: 5,
    sections.picture: 1,
    sections.add: 4,
    sections.remove: 3,
    sections.page_draft: 2,
}


def draw(rng: Random, blog: Blog, edits: dict[Edit, int], number: int) -> list[str]:
    """Make some edits; what was done."""
    done: list[str] = []
    while len(done) < number:
        (edit,) = rng.choices([*edits], weights=[*edits.values()])
        if text := edit(rng, blog):
            done.append(text)
    return done
