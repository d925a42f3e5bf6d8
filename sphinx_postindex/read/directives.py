"""``{postindex}`` and ``{post}``: they file what they say and leave a placeholder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_postindex import config, domain
from sphinx_postindex.index import Index
from sphinx_postindex.nodes import post_facts, postindex
from sphinx_postindex.problems import Problem, warn
from sphinx_postindex.read.fields import FIELDS, normal, said
from sphinx_postindex.read.options import LISTS, parse, parse_terms, singular
from sphinx_postindex.read.source import Scalar, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_postindex.read.options import Parsed

SAID = "postindex_said"
"""Where Sphinx keeps that a ``{post}`` stands in the page that is being read."""

_OPTION_LINE = re.compile(r"\s*:([^:\s][^:]*):(\s.*|)$")
# MyST also takes a block of YAML between two lines of three hyphens.
_RULE = "---"
_YAML_LINE = re.compile(r"([^:\s#][^:]*):(\s.*|)$")


class AnyOption(dict[str, Any]):
    """An option specification that admits every name.

    With an unknown name MyST drops the option and docutils the whole directive; both hide
    what we want to say of it.
    """

    def __contains__(self, _name: object) -> bool:
        """Every name is one."""
        return True

    def __missing__(self, _name: str) -> Callable[[str | None], str]:
        """Any text will do, none too."""
        return lambda argument: argument or ""

    def __bool__(self) -> bool:
        """An empty specification would mean: no options at all."""
        return True

    def get(self, name: str, _default: object = None) -> Any:  # noqa: ANN401 - as dict's
        """As ``self[name]``."""
        return self[name]


class _Directive(SphinxDirective):
    option_spec: ClassVar[AnyOption] = AnyOption()

    def written(self) -> Iterator[tuple[str, str, int]]:
        """Each option as it stands in the source: its name in lower case, text, and line."""
        option = _OPTION_LINE
        _, *lines = self.block_text.split("\n")
        for number, line in enumerate(lines, self.lineno + 1):
            if line.strip() == _RULE and option is _OPTION_LINE:
                option = _YAML_LINE
            elif not line.strip() or line.strip() == _RULE:
                # What follows is content.
                return
            elif match := option.match(line):
                yield match[1].strip().lower(), match[2].strip(), number

    def option_lines(self) -> dict[str, int | None]:
        """The line of each option in the source, as far as the directive's text tells."""
        return {name: line for name, _, line in self.written()}


class _Asking(_Directive):
    """A directive that asks for posts."""

    def parsed(self) -> Parsed:
        """What the options say."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """File the query under the page, and leave a placeholder for it."""
        if self._lost():
            # The parser has said what is wrong; an index of all posts is not what was meant.
            return []
        lines = self._lines()
        parsed = self.parsed()
        for finding in parsed.findings:
            line = lines.get(singular(finding.name), self.lineno)
            warn(finding.problem, finding.text, (self.env.docname, line))
        base = self._base(parsed, lines)
        classes = self._classes(parsed.classes, lines.get("class", self.lineno))
        feed = self._feed(parsed, lines)
        where = (self.lineno, tuple(lines.items()))
        index = Index(parsed.query, parsed.look, *where, base, parsed.archive, classes, feed)
        number = domain.of(self.env).note_index(self.env.docname, index)
        node = postindex(docname=self.env.docname, number=number)
        self.set_source_info(node)
        if parsed.name:
            self.options["name"] = parsed.name
            self.add_name(node)
        return [node]

    def _feed(self, parsed: Parsed, lines: dict[str, int | None]) -> str:
        """The folder of the feeds of an index, which no other on its page has."""
        if not parsed.feed:
            return ""
        docname = self.env.docname
        taken = {index.feed for index in domain.of(self.env).indexes.get(docname, ())}
        folder, own = docname.removesuffix("/index"), nodes.make_id(parsed.name)
        for name in (folder, f"{folder}/{own}" if own else ""):
            if name and name not in taken:
                return name
        text = "option 'feed': a second feed on a page needs a ':name:' of its own"
        warn(Problem.OPTION, text, (docname, lines.get("feed", self.lineno)))
        return ""

    def _base(self, parsed: Parsed, lines: dict[str, int | None]) -> str:
        """The name of the later pages of a paged index, which no other on its page has."""
        if not getattr(parsed.look, "page_size", None):
            return ""
        docname = self.env.docname
        taken = {index.base for index in domain.of(self.env).indexes.get(docname, ())}
        own = nodes.make_id(parsed.name)
        for base in (f"{docname}/page", f"{docname}/{own}/page" if own else ""):
            if base and base not in taken:
                return base
        text = "option 'page-size': a second paged index on a page needs a ':name:' of its own"
        warn(Problem.OPTION, text, (docname, lines.get("page-size", self.lineno)))
        return ""

    def _lost(self) -> bool:
        """Whether something is written of which the parser could make no options."""
        first = next((line for line in self.block_text.split("\n")[1:] if line.strip()), "")
        broken = not self.options and first.lstrip().startswith((":", _RULE))
        return broken or bool(self.content)

    def _texts(self) -> dict[str, str]:
        """The options, with quotes put back where they hold a comma list together.

        MyST takes them for YAML's; in reStructuredText they are part of the text.
        """
        texts = {name.lower(): text for name, text in self.options.items()}
        for name, text, _ in self.written():
            if singular(name) in LISTS and text == f'"{texts.get(name)}"':
                texts[name] = text
        return texts

    def _classes(self, words: tuple[str, ...], line: int | None) -> tuple[str, ...]:
        """Names of classes, as docutils makes them everywhere."""
        for word in words:
            if not nodes.make_id(word):
                text = f"option 'class': {word!r} cannot be made into the name of a class"
                warn(Problem.OPTION, text, (self.env.docname, line))
        return tuple(made for word in words if (made := nodes.make_id(word)))

    def _lines(self) -> dict[str, int | None]:
        """The line of each option by its singular; the last one where it is given twice."""
        lines: dict[str, int | None] = {}
        for name, _, line in self.written():
            if singular(name) in lines:
                text = f"option {name!r} is given twice; the last one counts"
                warn(Problem.OPTION, text, (self.env.docname, line))
            lines[singular(name)] = line
        return lines


class PostIndexDirective(_Asking):
    """The place of an index, with its query."""

    def parsed(self) -> Parsed:
        """What the options say, and the site's defaults."""
        return parse(
            self._texts(),
            defaults=config.get(self.config, "defaults"),
            docname=self.env.docname,
            rules=config.rules(self.config).dates,
            layouts=config.get(self.config, "layouts"),
        )


class PostTermsDirective(_Asking):
    """The place of a list of terms."""

    required_arguments = 1
    final_argument_whitespace = True

    def parsed(self) -> Parsed:
        """What the argument and the options say."""
        return parse_terms(
            self.arguments[0],
            self._texts(),
            docname=self.env.docname,
            rules=config.rules(self.config).dates,
        )


class PostDirective(_Directive):
    """The facts of a post, where front matter cannot hold them."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave the facts in the tree; the page's reading takes them from there."""
        lines = self.option_lines()
        pairs = [
            (name, said(name, text, lines.get(name.lower(), self.lineno)))
            for name, text in self.options.items()
        ]
        if self.arguments:
            pairs.append(("date", Scalar(self.arguments[0], self.lineno, quoted=True)))
        self.env.temp_data[SAID] = True
        node = post_facts(facts=Table(tuple(pairs), self.lineno))
        self.set_source_info(node)
        node += self._parsed(nodes.title, "title")
        node += self.parse_content_to_nodes() or self._parsed(nodes.paragraph, "excerpt")
        return [node]

    def _parsed(self, kind: type[nodes.TextElement], field: str) -> list[nodes.Node]:
        """A text field in a node of its own, parsed in the language of the page."""
        names = {normal(name) for name in FIELDS[field].names}
        text = next((text for name, text in self.options.items() if normal(name) in names), "")
        children, _messages = self.parse_inline(text, lineno=self.lineno)
        node = kind(text, "", *children)
        # Without a source, Sphinx would neither extract nor translate it.
        self.set_source_info(node)
        return [node] if children else []
