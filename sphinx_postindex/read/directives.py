"""``{postindex}`` and ``{post}``: they file what they say and leave a placeholder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_postindex import config, domain
from sphinx_postindex.nodes import post_facts, postindex
from sphinx_postindex.problems import warn
from sphinx_postindex.read.frontmatter import FIELDS, normal
from sphinx_postindex.read.options import parse
from sphinx_postindex.read.source import Scalar, Table

if TYPE_CHECKING:
    from collections.abc import Callable

_OPTION_LINE = re.compile(r"\s*:([^:\s][^:]*):(?:\s|$)")


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

    def option_lines(self) -> dict[str, int | None]:
        """The line of each option in the source, as far as the directive's text tells."""
        lines = enumerate(self.block_text.split("\n"), self.lineno)
        found = ((_OPTION_LINE.match(text), line) for line, text in lines)
        return {match[1].strip(): line for match, line in found if match}

    def options_lost(self) -> bool:
        """Whether there are option lines of which the parser could make nothing."""
        first = next((line for line in self.block_text.split("\n")[1:] if line.strip()), "")
        return not self.options and bool(_OPTION_LINE.match(first) or first.strip() == "---")


class PostIndexDirective(_Directive):
    """The place of an index, with its query."""

    def run(self) -> list[nodes.Node]:
        """File the query under the page, and leave a placeholder for it."""
        if self.options_lost():
            # The parser has said what is wrong; an index of all posts is not what was meant.
            return []
        lines = self.option_lines()
        defaults = config.get(self.config, "defaults")
        parsed = parse(
            self.options,
            defaults=defaults,
            docname=self.env.docname,
            rules=config.rules(self.config).dates,
        )
        for finding in parsed.findings:
            line = lines.get(finding.name, self.lineno)
            warn(finding.problem, finding.text, (self.env.docname, line))
        index = domain.Index(parsed.query, parsed.look, self.lineno, tuple(lines.items()))
        number = domain.of(self.env).note_index(self.env.docname, index)
        node = postindex(docname=self.env.docname, number=number)
        node["classes"] += [nodes.make_id(each) for each in parsed.classes]
        self.set_source_info(node)
        if parsed.name:
            self.options["name"] = parsed.name
            self.add_name(node)
        return [node]


class PostDirective(_Directive):
    """The facts of a post, where front matter cannot hold them."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave the facts in the tree; the page's reading takes them from there."""
        lines = self.option_lines()
        pairs = [(n, Scalar(t, lines.get(n, self.lineno))) for n, t in self.options.items()]
        if self.arguments:
            pairs.append(("date", Scalar(self.arguments[0], self.lineno, quoted=True)))
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
        return [kind(text, "", *children)] if children else []
