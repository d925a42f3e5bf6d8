"""How writers show the nodes of ours: HTML by visitors of their own.

Every other writer treats each as what it is a kind of: Sphinx's translators look for a visitor
along the class hierarchy.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from sphinx_postindex.nodes import (
    post_code,
    post_date,
    post_facts,
    post_frame,
    post_here,
    post_image,
    post_item,
    post_list,
    post_more,
    post_nav,
    post_phrase,
    post_text,
    post_title,
    postindex,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator


def _language(node: nodes.Element) -> dict[str, Any]:
    """The attributes of a text in another language; which way it runs, its letters say."""
    return {"lang": node["lang"], "dir": "auto"} if "lang" in node else {}


def _visit_frame(self: HTML5Translator, node: post_frame) -> None:
    # Its words may be in another language than the page, but the cards lie as the page does.
    own: dict[str, Any] = {"lang": node["lang"]} if "lang" in node else {}
    if "controls" in node:
        own["data-postindex"] = node["controls"]
    self.body.append(self.starttag(node, "div", **own))


def _depart_frame(self: HTML5Translator, _node: post_frame) -> None:
    self.body.append("</div>\n")


def _visit_list(self: HTML5Translator, node: post_list) -> None:
    self.body.append(self.starttag(node, "ul", role="list"))


def _depart_list(self: HTML5Translator, _node: post_list) -> None:
    self.body.append("</ul>\n")


def _visit_item(self: HTML5Translator, node: post_item) -> None:
    if node.html:
        self.body.append(node.html)
        raise nodes.SkipNode
    self.context.append(len(self.body))
    self.body.append(self.starttag(node, "li", ""))


def _depart_item(self: HTML5Translator, node: post_item) -> None:
    self.body.append("</li>\n")
    start = self.context.pop()
    if node.shared:
        node.html = "".join(self.body[start:])
        node.reduce()


def _visit_title(self: HTML5Translator, node: post_title) -> None:
    self.body.append(self.starttag(node, f"h{node['heading-level']}", "", **_language(node)))


def _depart_title(self: HTML5Translator, node: post_title) -> None:
    self.body.append(f"</h{node['heading-level']}>\n")


def _visit_text(self: HTML5Translator, node: post_text) -> None:
    self.body.append(self.starttag(node, "p", "", **_language(node)))


def _depart_text(self: HTML5Translator, _node: post_text) -> None:
    self.body.append("</p>\n")


def _visit_phrase(self: HTML5Translator, node: post_phrase) -> None:
    self.body.append(self.starttag(node, "span", "", **_language(node)))


def _depart_span(self: HTML5Translator, _node: nodes.inline) -> None:
    self.body.append("</span>")


def _visit_code(self: HTML5Translator, node: post_code) -> None:
    self.body.append(self.starttag(node, "code", "", CLASS="docutils literal notranslate"))
    if not isinstance(node[0], nodes.Text):
        # Something in it is marked, too.
        return
    for word in self.words_and_spaces.findall(node.astext()):
        shown = self.encode(word)
        # As docutils does: what can break nowhere needs nothing to keep it whole.
        whole = self.in_word_wrap_point.search(word)
        self.body.append(f'<span class="pre">{shown}</span>' if whole else shown)
    raise nodes.SkipChildren


def _depart_code(self: HTML5Translator, _node: post_code) -> None:
    self.body.append("</code>")


def _visit_date(self: HTML5Translator, node: post_date) -> None:
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def _depart_date(self: HTML5Translator, _node: post_date) -> None:
    self.body.append("</time>")


def _visit_more(self: HTML5Translator, node: post_more) -> None:
    hidden: dict[str, Any] = {"aria-hidden": "true"}
    self.body.append(self.starttag(node, "span", "", **hidden))


def _visit_nav(self: HTML5Translator, node: post_nav) -> None:
    label: dict[str, Any] = {"aria-label": node["label"]}
    self.body.append(self.starttag(node, "nav", **label))


def _depart_nav(self: HTML5Translator, _node: post_nav) -> None:
    self.body.append("</nav>\n")


def _visit_here(self: HTML5Translator, node: post_here) -> None:
    current: dict[str, Any] = {"aria-current": "page"}
    self.body.append(self.starttag(node, "span", "", **current))


def _visit_image(self: HTML5Translator, node: post_image) -> None:
    attributes = {"alt": node["alt"], "src": _address(self.builder, node["uri"])}
    if "larger" in node:
        uri, density = node["larger"]
        attributes["srcset"] = f"{_address(self.builder, uri)} {density:g}x"
    if "pixels" in node:
        attributes["width"], attributes["height"] = map(str, node["pixels"])
    if self.builder.supported_remote_images:
        # A book is on its reader's disk.
        attributes |= {"decoding": "async", **({"loading": "lazy"} if node["lazy"] else {})}
    line_end = "" if isinstance(node.parent, nodes.TextElement) else "\n"
    self.body.append(self.emptytag(node, "img", line_end, **attributes))


def _address(builder: StandaloneHTMLBuilder, uri: str) -> str:
    """Where a picture is, from the page that is being written."""
    if "://" in uri:
        return uri
    return posixpath.join(builder.imgpath, quote(builder.images.get(uri, uri)))


def _depart_image(_self: HTML5Translator, _node: post_image) -> None:
    """Do nothing: there is nothing in a picture."""


def _visit_image_in_latex(self: LaTeXTranslator, node: post_image) -> None:
    # Nearly half a line at most; without a width a photograph takes a line and a page. Among
    # other things in a line or a cell it is a sign.
    most = 80 if isinstance(node.parent, nodes.TextElement) else 280
    node["width"] = str(min(node["pixels"][0], most)) if "pixels" in node else str(most)
    self.visit_image(node)


def _depart_image_in_latex(self: LaTeXTranslator, node: post_image) -> None:
    self.depart_image(node)


def register(app: Sphinx) -> None:
    """Tell Sphinx of our nodes. Other builders than HTML draw them as what they are kinds of."""
    app.add_node(postindex)
    app.add_node(post_facts)
    app.add_node(post_frame, html=(_visit_frame, _depart_frame))
    app.add_node(post_list, html=(_visit_list, _depart_list))
    app.add_node(post_item, html=(_visit_item, _depart_item))
    app.add_node(post_title, html=(_visit_title, _depart_title))
    app.add_node(post_text, html=(_visit_text, _depart_text))
    app.add_node(post_phrase, html=(_visit_phrase, _depart_span))
    app.add_node(post_code, html=(_visit_code, _depart_code))
    app.add_node(post_date, html=(_visit_date, _depart_date))
    app.add_node(
        post_image,
        html=(_visit_image, _depart_image),
        latex=(_visit_image_in_latex, _depart_image_in_latex),
    )
    app.add_node(post_more, html=(_visit_more, _depart_span))
    app.add_node(post_nav, html=(_visit_nav, _depart_nav))
    app.add_node(post_here, html=(_visit_here, _depart_span))
