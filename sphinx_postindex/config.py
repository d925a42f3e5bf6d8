"""Every ``postindex_*`` value, declared once: default, rebuild class, check, help.

``app.config`` is never written to: a changed value would re-read the whole site at every
build. A value that cannot be used warns once and its default is taken, here, each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinx_postindex import confvalues as kinds
from sphinx_postindex.importing import forget
from sphinx_postindex.look import Look
from sphinx_postindex.problems import Problem, warn
from sphinx_postindex.read import blocks
from sphinx_postindex.read.dates import DateRules
from sphinx_postindex.read.options import parse
from sphinx_postindex.read.values import Rules
from sphinx_postindex.urls import web_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

RebuildClass = Literal["", "env", "html"]


@dataclass(frozen=True, slots=True)
class Value:
    """One configuration value."""

    default: object
    read: Callable[[Any], Any]
    """Turns what the user wrote into what the code uses, or raises."""
    help: str
    rebuild: RebuildClass = "env"


VALUES: dict[str, Value] = {
    "posts": Value(
        None,
        kinds.globs,
        "Globs on docnames (``posts/**``). A date alone makes a post only in documents that "
        "match; a document that matches is a post even without a date.",
    ),
    "orphans": Value(
        default=True,
        read=kinds.flag,
        help="Posts need no toctree: they raise no ``toc.not_included`` warning.",
    ),
    "synonyms": Value({}, kinds.synonyms, 'Further front-matter names: ``{"released": "date"}``.'),
    "required": Value(
        [],
        kinds.fields,
        'Fields that every post must have, such as ``["category"]``.',
    ),
    "authors": Value(
        {},
        kinds.authors,
        'Known authors by key: ``{"jane": {"name": "Jane Doe", "url": "https://…"}}``.',
    ),
    "drafts": Value(
        default=False,
        read=kinds.flag,
        help="Show drafts, labelled; ``sphinx-build -t drafts`` does it for one build.",
        rebuild="",
    ),
    "future": Value(
        default=False,
        read=kinds.flag,
        help="Show posts whose time has not come, or is over, labelled.",
        rebuild="",
    ),
    "timezone": Value("UTC", kinds.timezone, "The time zone of dates and times without an offset."),
    "date_order": Value(
        None,
        kinds.date_order,
        'How ``07.06.2026`` is read: ``"dmy"`` or ``"mdy"``. Without it such a date is refused.',
    ),
    "defaults": Value(
        {},
        kinds.defaults,
        'Options for every ``{postindex}`` of the site: ``{"excerpt-length": 200}``.',
    ),
    "structured_data": Value(
        default=True,
        read=kinds.flag,
        help="Tell programs in the head of a page which post or which posts it shows, by "
        "schema.org data, Open Graph tags and a description.",
        rebuild="html",
    ),
    "archives": Value(
        ["category"],
        kinds.taxonomies,
        "The taxonomies that get pages: one a term, and an overview. Of ``category``, ``tag``, "
        "``author``, ``year``, ``series``.",
        rebuild="html",
    ),
    "byline": Value(
        ["date", "category", "author", "tags"],
        kinds.byline,
        "What stands under the title of a post, in order; ``[]`` for nothing.",
        rebuild="html",
    ),
    "prev_next": Value(
        default=True,
        read=kinds.flag,
        help="Posts lead to their neighbours in time, and to the pages above them, where the "
        "theme does, unless they stand in a toctree.",
        rebuild="html",
    ),
    "archive_path": Value(
        "{taxonomy}/{term}",
        kinds.archive_path,
        "Where the page of a term stands.",
        rebuild="html",
    ),
    "feeds": Value(
        ["atom"],
        kinds.feeds,
        "The formats of feeds, of ``atom``, ``rss``, ``json``; ``[]`` for none. Feeds need "
        "Sphinx's ``html_baseurl``.",
        rebuild="html",
    ),
    "feed_limit": Value(50, kinds.counting, "How many posts a feed has.", rebuild="html"),
    "feed_content": Value(
        "summary",
        kinds.feed_content,
        "What a feed has of a post: the ``summary``, or its ``full`` text.",
        rebuild="html",
    ),
    "feed_id": Value(
        "",
        kinds.feed_id,
        "What the ids of feeds and entries begin with, for ever, such as "
        "``tag:example.org,2026:blog``. Without it, the host of ``html_baseurl``.",
        rebuild="html",
    ),
    "archive_feeds": Value(
        default=False,
        read=kinds.flag,
        help="Whether each archive has feeds of its own, beside it.",
        rebuild="html",
    ),
    "layouts": Value(
        {},
        kinds.layouts,
        "Layouts of your own by name, each with the function that draws it: "
        '``{"mine": "mypkg.cards:mine"}``. See [Layouts of your own](../own-layouts.md).',
    ),
}
"""Every value by its name without ``postindex_``."""


def declare(app: Sphinx) -> None:
    """Tell Sphinx of every value. Types are ours to check: a wrong one falls back."""
    for name, value in VALUES.items():
        app.add_config_value(f"postindex_{name}", value.default, value.rebuild, Any)


def check(app: Sphinx, config: Config) -> None:
    """Warn once of each value that cannot be used."""
    forget()
    _KNOWN.clear()
    good = {}
    for name in VALUES:
        try:
            good[name] = _read(config, name)
        except kinds.Unusable as error:
            instead = "the default is used" if error.rest is None else "the rest is used"
            text = f"postindex_{name}: {error}; {instead}"
            warn(Problem.CONFIG, text, _place(Path(app.confdir, "conf.py"), f"postindex_{name}"))
    # The default is no wish: whoever has not asked for feeds misses none.
    asked = config["postindex_feeds"] is not VALUES["feeds"].default
    if asked and good.get("feeds") and not site_url(config):
        text = "postindex_feeds: feeds need an absolute html_baseurl; there are none"
        warn(Problem.CONFIG, text, _place(Path(app.confdir, "conf.py"), "postindex_feeds"))


def _place(path: Path, name: str) -> str:
    """The file and the line that give a value, as far as the text tells.

    There is no environment yet, so that a docname could not be looked up.
    """
    lines = blocks.read(path).split("\n") if path.is_file() else []
    line = next((n for n, text in enumerate(lines, 1) if text.startswith(name)), 1)
    return f"{path}:{line}"


def get(config: Config, name: str) -> Any:  # noqa: ANN401 - each value has its own type
    """A value as the code uses it, what can be used of it, or its default's.

    :param name: without ``postindex_``
    """
    # Every post asks for some of them. What the defaults may name, the layouts say.
    written, layouts = config[f"postindex_{name}"], config["postindex_layouts"]
    known = _KNOWN.get(name)
    if known is None or known[0] is not written or known[1] is not layouts:
        known = _KNOWN[name] = (written, layouts, _usable(config, name))
    return known[2]


_KNOWN: dict[str, tuple[Any, Any, Any]] = {}
"""What was read last of each value, after what it was read from."""


def _usable(config: Config, name: str) -> Any:  # noqa: ANN401 - see `get`
    value = VALUES[name]
    try:
        return _read(config, name)
    except kinds.Unusable as error:
        return value.read(value.default) if error.rest is None else error.rest


def _read(config: Config, name: str) -> Any:  # noqa: ANN401 - each value has its own type
    written = config[f"postindex_{name}"]
    if name == "defaults":
        # The one value that can name what another one brings.
        return kinds.defaults(written, get(config, "layouts"))
    return VALUES[name].read(written)


def usual_look(config: Config) -> Look:
    """How an index looks that asks for nothing of its own."""
    defaults = get(config, "defaults")
    return _look(tuple(defaults.items()), tuple(get(config, "layouts")))


@lru_cache(maxsize=16)
def _look(defaults: tuple[tuple[str, str], ...], layouts: tuple[str, ...]) -> Look:
    found = parse({}, defaults=dict(defaults), layouts=layouts).look
    assert isinstance(found, Look)  # noqa: S101 - an index has no other
    return found


def site_url(config: Config) -> str:
    """The absolute address of the site; nothing where it does not say it."""
    return web_url(config.html_baseurl or "") or ""


def language(config: Config) -> str:
    """The site's language, as Sphinx names it: English where it names none."""
    return config.language or "en"


def rules(config: Config) -> Rules:
    """What the site has settled about front matter."""
    dates = DateRules(get(config, "timezone"), get(config, "date_order"), language(config))
    return Rules(dates, get(config, "synonyms"), get(config, "authors"))
