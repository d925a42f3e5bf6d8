"""The first half of reading a page: everything that is said of it, before its transforms.

The facts come first so that a title from the front matter can stand in the page and be
treated like any other heading: translated, curled, given an anchor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_postindex import config, domain
from sphinx_postindex.nodes import marked, post_facts
from sphinx_postindex.problems import Finding, Problem, warn
from sphinx_postindex.read import blocks, frontmatter, inline, publish, source
from sphinx_postindex.read.directives import SAID
from sphinx_postindex.read.drop import drop
from sphinx_postindex.read.heading import add_heading, has_heading
from sphinx_postindex.read.page import Page, docinfo, open_page

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.read.frontmatter import Reading
    from sphinx_postindex.richtext import RichText

KEPT = "postindex_facts"
"""Where Sphinx keeps the facts of the page that is being read."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page before its text is looked at."""

    reading: Reading
    is_post: bool
    title: RichText | None = None
    excerpt: RichText | None = None


class GatherFacts(SphinxTransform):
    """Front matter, docinfo and ``{post}`` become facts, before any other transform.

    MyST and Sphinx begin at priority 10; a heading that is put in must be there by then.
    """

    default_priority = 5

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils' signature
        """Keep the facts for the second half, and give the page its title."""
        if KEPT in self.env.temp_data:
            # Translated messages are parsed as documents of their own, inside this one.
            return
        # Walking a tree costs more than reading its facts.
        said, parts = _said(self.document) if SAID in self.env.temp_data else ([], [])
        page, reading = _opened(self.env, self.document, said)
        holds_index = page.docname in domain.of(self.env).indexes
        counts = is_post(self.config, page, reading, said=bool(said), holds_index=holds_index)
        if page.is_rst and not counts and "draft" not in reading.origins:
            # `:Status: Draft` is docutils' own field: it says nothing of an ordinary page.
            kept = {name: value for name, value in reading.fields.items() if name != "draft"}
            reading = replace(reading, fields=kept)
        # A page of posts is none itself.
        is_one = counts and not parts
        if not is_one and (counts or reading.fields.get("draft")):
            domain.of(self.env).note_standing(page.docname, publish.Standing.of(reading.fields))
        facts = Facts(
            reading,
            is_one,
            _text(self.env, page, reading, "title"),
            _text(self.env, page, reading, "excerpt"),
        )
        self.env.temp_data[KEPT] = facts
        _read_sections(self.env, self.document, parts)
        if facts.is_post:
            _report(self.env, page.docname, reading)
            _hold_texts(self.env, self.document, facts, said)
            if facts.title and not self._has_heading(page):
                add_heading(self.document, facts.title, reading.origins["title"].line)

    def _has_heading(self, page: Page) -> bool:
        # MyST may put the front-matter title in by itself.
        if getattr(self.config, "myst_title_to_header", False):
            return True
        text = "" if page.is_rst else blocks.read(self.env.doc2path(page.docname))
        return has_heading(self.document, text)


def _hold_texts(
    env: BuildEnvironment, document: nodes.document, facts: Facts, said: list[post_facts]
) -> None:
    """Put title and excerpt of the front matter beside those of a ``{post}``, into the tree.

    There they get what the page gets: extraction for translators, translation, quotes.
    """
    holder = next(iter(said), None) or post_facts()
    for name, kind, text in (
        ("title", nodes.title, facts.title),
        ("excerpt", nodes.paragraph, facts.excerpt),
    ):
        if text and next(holder.findall(kind), None) is None:
            node = kind(str(facts.reading.fields[name]), "", *marked(text, code=nodes.literal))
            node.source, node.line = document.get("source"), facts.reading.origins[name].line or 1
            holder += node
    if holder.children and not said:
        document.insert(0, holder)
        env.temp_data[SAID] = True


def _opened(
    env: BuildEnvironment, document: nodes.document, said: list[post_facts]
) -> tuple[Page, Reading]:
    """Read the blocks of a page that is being parsed, the strongest first."""
    # That it is published has been seen, of most pages, in their front matter.
    known = domain.of(env).opened.pop(env.docname, None)
    if known and not said:
        return Page(env.docname, is_rst=False), known
    page = _page(document, said, open_page(env, env.docname))
    return page, frontmatter.read(page.tables, config.rules(env.config))


def _page(document: nodes.document, said: list[post_facts], found: Page) -> Page:
    own = tuple(node["facts"] for node in said)
    if found.is_rst:
        info, rich = docinfo(document)
        return replace(found, tables=(*own, info, *found.tables), rich=rich)
    of_others = not isinstance(found.error, source.LimitError) and found.text[:3] != "+++"
    if found.error and not of_others:
        # Of broken YAML, MyST has warned already.
        text = f"front matter: {found.error}"
        warn(Problem.FRONT_MATTER, text, (found.docname, found.error.line))
    return replace(found, tables=(*own, *found.tables)) if own else found


def _said(document: nodes.document) -> tuple[list[post_facts], list[post_facts]]:
    """The ``{post}`` that speaks of the page, if there is one, and those of sections.

    One in the page's own section is the page's; one right under a later heading makes that
    section a post. Any other is refused and dropped.
    """
    first = next((n for n in document.children if isinstance(n, nodes.section)), document)
    of_page: list[post_facts] = []
    of_sections: dict[int, post_facts] = {}
    for node in list(document.findall(post_facts)):
        home = node.parent
        if home in (document, first) and not of_page:
            of_page.append(node)
        elif home is not first and isinstance(home, nodes.section) and id(home) not in of_sections:
            of_sections[id(home)] = node
        else:
            text = "{post} stands once in a section, under its title, or above the page's"
            warn(Problem.DIRECTIVE, text, node)
            home.remove(node)
    return of_page, [*of_sections.values()]


def _read_sections(env: BuildEnvironment, document: nodes.document, said: list[post_facts]) -> None:
    """Read the facts of sections that are posts; leave out those that are not published.

    They leave the tree before anything is taken from it: no heading in a toctree, no
    label, no word in the search index.
    """
    site = domain.of(env)
    seen = []
    for node in said:
        reading = frontmatter.read((node["facts"],), config.rules(env.config))
        _report(env, env.docname, reading, node.line)
        stands = publish.Standing.of(reading.fields)
        shown = stands.at(site.now) in site.shown
        seen.append((stands, shown))
        if shown:
            node["reading"] = reading
        else:
            drop(document, node.parent)
    if seen:
        site.sections[env.docname] = tuple(seen)


def is_post(
    conf: Config, page: Page, reading: Reading, *, said: bool, holds_index: bool = False
) -> bool:
    """Whether a page is a post: see "What is a post" in the docs, rule by rule.

    :param said: a ``{post}`` speaks of the page
    :param holds_index: a ``{postindex}`` stands in it
    """
    if reading.opted is not None:
        return reading.opted
    if said:
        return True
    globs = config.get(conf, "posts")
    if globs is None:
        # `:Date:` is docutils' own field: many pages that are no posts have it.
        return reading.makes_post and not page.is_rst
    if not any(glob.match(page.docname) for glob in globs):
        return False
    return "date" in reading.origins or not holds_index


def _report(env: BuildEnvironment, docname: str, reading: Reading, line: int | None = None) -> None:
    """Warn of fields that cannot be read, of a missing date, and of required fields."""
    findings = list(reading.findings)
    if "date" not in reading.origins and "draft" not in reading.fields:
        findings.append(Finding(Problem.DATE, "the post has no date; it is listed last"))
    findings += [
        Finding(Problem.REQUIRED, f"the post has no {name!r}, which postindex_required asks for")
        for name in config.get(env.config, "required")
        if name not in reading.origins and name not in reading.fields
    ]
    for finding in findings:
        warn(finding.problem, finding.text, (docname, finding.line or line or 1))


def _text(env: BuildEnvironment, page: Page, reading: Reading, name: str) -> RichText | None:
    """The title or the excerpt that is said of a page, in the language of its source."""
    text = reading.fields.get(name)
    if not text:
        return None
    if page.is_rst and (found := page.rich.get(reading.origins[name].name)):
        return found
    extensions = getattr(env.config, "myst_enable_extensions", ())
    return inline.markdown(text, math="dollarmath" in extensions)
