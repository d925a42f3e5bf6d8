"""The HTML of an index: what themes, readers of microformats and other tools rely on."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from lxml import html as lxml_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Files, MakeSite, Site

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="18"/>'
DIGEST = hashlib.sha256(DRAWING).hexdigest()[:12]
FILES: Files = {
    "index.md": """
        # Home

        ## Posts

        ```{postindex}
        ```

        ## After

        Words that follow.
        """,
    "posts/quorum.svg": DRAWING,
    "posts/quorum.md": """
        ---
        date: 2026-06-29
        category: [Systems Thinking, "Q & A"]
        tags: [caching]
        author: Ann
        image: quorum.svg
        ---
        # Why *delays* matter <here>

        A queue at the till is a delay with people in it. What it does to a shop is known to
        whoever has stood in one on a Saturday; what it does to a program is less so.
        """,
    "posts/away.md": """
        ---
        date: 2026-05-01T10:00:00+02:00
        category: Elsewhere
        external_url: https://example.com/?a=1&b=2
        excerpt: Zanzibarian words of an excerpt.
        ---
        # Away
        """,
    "posts/bare.md": "---\ndate: 2026-04\n---\n# Bare\n",
    "other.md": "# Other\n\nNo index here.\n",
}
CONF = 'html_baseurl = "https://example.org/"'
# What docutils and microformats call things; every other class is ours.
MICROFORMATS = {
    "h-feed",
    "h-entry",
    "u-url",
    "u-photo",
    "p-name",
    "p-category",
    "p-summary",
    "dt-published",
}
DOCUTILS = {"reference", "internal", "external"}
SPHINX = {"no-search"}


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    return module_site(FILES, CONF, allow=[r"toc\.not_included"])


@pytest.fixture(scope="module")
def box(built: Site) -> Any:  # noqa: ANN401 - lxml has no types
    [found] = built.html().find_class("postindex")
    return found


Shape = tuple[str, set[str], dict[str, str], "str | list[Any]"]


def shape(element: Any) -> Shape:  # noqa: ANN401 - lxml has no types
    """An element as tag, classes, other attributes, and children or text."""
    attributes = {name: value for name, value in element.attrib.items() if name != "class"}
    children = [shape(child) for child in element]
    text = " ".join(element.text_content().split())
    return element.tag, set(element.get("class", "").split()), attributes, children or text


def covers(real: Shape, wanted: Shape) -> bool:
    """Whether an element is the wanted one; it may have further classes."""
    tag, classes, attributes, inside = wanted
    if real[0] != tag or not classes <= real[1] or real[2] != attributes:
        return False
    if isinstance(inside, str) or isinstance(real[3], str):
        return real[3] == inside
    return len(real[3]) == len(inside) and all(map(covers, real[3], inside))


def wanted_shape(source: str) -> Shape:
    return shape(lxml_html.fragment_fromstring(source))


QUORUM = f"""
  <li class="postindex-card h-entry">
   <h3 class="postindex-title p-name"><a class="postindex-link u-url reference internal"
     href="posts/quorum.html">Why <em>delays</em> matter &lt;here&gt;</a></h3>
   <img class="postindex-image u-photo" src="_images/quorum-{DIGEST}.svg" alt=""
     width="32" height="18" decoding="async">
   <p class="postindex-category p-category">Systems Thinking, Q &amp; A</p>
   <p class="postindex-excerpt p-summary">A queue at the till is a delay with people in it.
     What it does to a shop is known to whoever has stood in one on a Saturday; what it does to
     a…</p>
   <p class="postindex-meta"><time class="postindex-date dt-published"
     datetime="2026-06-29">Jun 29, 2026</time>
      <span class="postindex-more" aria-hidden="true">Read more</span></p>
  </li>"""
AWAY = """
  <li class="postindex-card h-entry">
   <h3 class="postindex-title p-name"><a class="postindex-link u-url reference external"
     href="https://example.com/?a=1&amp;b=2">Away</a></h3>
   <p class="postindex-category p-category">Elsewhere</p>
   <p class="postindex-excerpt p-summary">Zanzibarian words of an excerpt.</p>
   <p class="postindex-meta"><time class="postindex-date dt-published"
     datetime="2026-05-01T10:00:00+02:00">May 1, 2026</time>
      <span class="postindex-more" aria-hidden="true">Read more</span></p>
  </li>"""
BARE = """
  <li class="postindex-card h-entry">
   <h3 class="postindex-title p-name"><a class="postindex-link u-url reference internal"
     href="posts/bare.html">Bare</a></h3>
   <p class="postindex-meta"><time class="postindex-date dt-published"
     datetime="2026-04">Apr 2026</time>
      <span class="postindex-more" aria-hidden="true">Read more</span></p>
  </li>"""
BOX = f"""
 <div class="postindex postindex-cards h-feed">
  <ul class="postindex-list" role="list">{QUORUM}{AWAY}{BARE}</ul>
 </div>"""


def test_the_box_is_what_the_docs_promise_element_for_element(box: Any) -> None:  # noqa: ANN401 - lxml has no types
    real, wanted = shape(box), wanted_shape(BOX)
    assert covers(real, wanted), lxml_html.tostring(box, encoding="unicode")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('role="list"', ""),
        ("<em>delays</em>", "delays"),
        ("h3", "h4"),
        ("u-url", "u-uid"),
        ('aria-hidden="true"', ""),
        ("2026-06-29", "2026-06-30"),
        ("Q &amp; A", "Q"),
        ('<p class="postindex-meta">', '<p class="postindex-meta" style="x">'),
        (QUORUM, f"<div>{QUORUM}</div>"),
    ],
)
def test_the_comparison_sees_each_difference(box: Any, old: str, new: str) -> None:  # noqa: ANN401 - lxml has no types
    assert old in BOX
    assert not covers(shape(box), wanted_shape(BOX.replace(old, new)))


def test_the_words_of_the_line_are_apart_by_a_blank(box: Any) -> None:  # noqa: ANN401 - lxml has no types
    [line, *_] = box.find_class("postindex-meta")
    assert line.text_content() == "Jun 29, 2026 Read more"


def test_a_card_has_one_link_and_it_is_on_the_title(box: Any) -> None:  # noqa: ANN401 - lxml has no types
    for card in box.find_class("postindex-card"):
        [link] = card.xpath(".//a")
        assert link.getparent() in card.find_class("postindex-title")
        assert not card.xpath(".//button | .//input | .//*[@tabindex]")


def classes(elements: Iterable[Any]) -> set[str]:
    return {name for each in elements for name in each.get("class", "").split()}


def test_every_class_is_ours_a_microformat_or_docutils_own(box: Any) -> None:  # noqa: ANN401 - lxml has no types
    found = classes(box.iter())
    foreign = {name for name in found if not re.fullmatch(r"postindex(-[a-z]+)*", name)}
    assert foreign <= MICROFORMATS | DOCUTILS | SPHINX
    assert {"h-feed", "h-entry", "p-name", "u-url"} <= foreign


def test_a_strict_security_policy_finds_nothing_inline(box: Any) -> None:  # noqa: ANN401 - lxml has no types
    assert not box.xpath(".//script | .//style | .//*[@style]")
    assert not [name for each in box.iter() for name in each.attrib if name.startswith("on")]


def test_a_card_is_small(box: Any) -> None:  # noqa: ANN401 - lxml has no types
    """No more than 700 bytes, the picture's left out, and 9 elements, the picture among them.

    The title is in plain words and the excerpt is cut. A picture takes up to 200 bytes, one
    made in two sizes about 90 more.
    """
    for card in box.find_class("postindex-card"):
        # <em> is the author's.
        assert len(card.xpath("descendant-or-self::*[not(self::em)]")) <= 9
        pictures = [_size(each) for each in card.iter("img")]
        assert all(size <= 200 for size in pictures)
        assert _size(card) - sum(pictures) <= 700


def _size(element: Any) -> int:  # noqa: ANN401 - lxml has no types
    return len(lxml_html.tostring(element, encoding="utf-8", with_tail=False))


def test_cards_are_in_no_table_of_contents(built: Site) -> None:
    sections = built.html().xpath("//section")
    assert [section.get("id") for section in sections] == ["home", "posts", "after"]
    toc = built.app.env.tocs["index"].astext().split("\n\n")
    assert [each for each in toc if each.strip()] == ["Home", "Posts", "After"]
    assert not built.html().xpath("//*[contains(@class, 'postindex')]//*[@class='headerlink']")


def search_index(built: Site) -> dict[str, Any]:
    source = built.text("searchindex.js")
    return json.loads(source.removeprefix("Search.setIndex(").removesuffix(")"))  # type: ignore[no-any-return]


def test_cards_are_not_in_the_search_index(built: Site) -> None:
    """A search finds a post once, on its own page; the page's own words are found there."""
    index = search_index(built)
    home = index["docnames"].index("index")

    def pages_with(word: str, kind: str = "terms") -> list[int]:
        found = index[kind].get(word, [])
        return found if isinstance(found, list) else [found]

    assert pages_with("follow") == [home]
    assert pages_with("till") == [index["docnames"].index("posts/quorum")]
    for word in ("zanzibarian", "elsewher", "jun", "read", "more", "delay", "away"):
        assert home not in pages_with(word) + pages_with(word, "titleterms")
    assert "quorum" not in json.dumps(index["titles"])


def styles(built: Site, page: str) -> list[str]:
    links = built.html(page).xpath("//link[@rel = 'stylesheet']/@href")
    return [link for link in links if "postindex" in link]


def test_the_stylesheet_is_loaded_where_an_index_stands_and_nowhere_else(built: Site) -> None:
    [link] = styles(built, "index")
    assert (built.outdir / link.partition("?")[0]).is_file()
    for page in ("other", "genindex", "search"):
        assert styles(built, page) == []
    [own] = styles(built, "posts/quorum")
    assert "postindex-post.css" in own, "a post has a byline"


def test_a_page_that_was_written_later_finds_the_stylesheet_too(site: MakeSite) -> None:
    built = site({**FILES, "index.md": "# Home\n"}, CONF, allow=[r"toc\.not_included"])
    assert styles(built, "index") == []
    built.rebuild({"index.md": FILES["index.md"]})
    assert len(styles(built, "index")) == 1


def test_addresses_are_relative_to_the_page(site: MakeSite) -> None:
    files = {**FILES, "index.md": "# Home\n", "a/b.md": FILES["index.md"]}
    built = site(files, CONF, allow=[r"toc\.not_included"])
    links = [str(link) for link in built.html("a/b").xpath("//li//h3/a/@href")]
    assert links[0] == "../posts/quorum.html"
    built = site(files, CONF, "dirhtml", allow=[r"toc\.not_included"])
    links = [str(link) for link in built.html("a/b").xpath("//li//h3/a/@href")]
    assert links[0] == "../../posts/quorum/"


INDEX = "# Home\n\n```{postindex}\n```\n"
CODE = "# The `--an-option` of `a tool` & `x<y`\n"


def test_code_in_a_card_is_one_element_and_breaks_where_it_may(site: MakeSite) -> None:
    """Only a word that a line could end within is kept whole, and nobody translates it."""
    built = site({"index.md": INDEX, "a.md": f"---\ndate: 2026-01-01\n---\n{CODE}\nThe `end`.\n"})
    [link] = built.html().find_class("postindex-link")
    [excerpt] = built.html().find_class("postindex-excerpt")
    found = [lxml_html.tostring(e, with_tail=False).decode() for e in (*link, *excerpt)]
    texts = ['<span class="pre">--an-option</span>', "a tool", "x&lt;y", "end"]
    assert found == [f'<code class="docutils literal notranslate">{text}</code>' for text in texts]


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "epub"])
def test_code_in_a_card_is_code_for_every_builder(site: MakeSite, builder: str) -> None:
    post = "---\ndate: 2026-01-01\n---\n# Short\n\nThe `tool` works.\n"
    built = site({"index.md": INDEX, "a.md": post}, builder=builder)
    forms = {"text": '"tool"', "latex": "{tool}", "man": r"\fBtool\fP", "texinfo": "@code{tool}"}
    files = [file for file in built.outdir.rglob("*") if file.is_file() and "index" in file.name]
    files = files or [file for file in built.outdir.iterdir() if file.is_file()]
    texts = [file.read_bytes().decode("utf-8", "replace") for file in files]
    assert any(forms.get(builder, 'notranslate">tool</code>') in text for text in texts)


def test_formulas_and_code_in_titles_are_drawn_as_in_the_post(site: MakeSite) -> None:
    files: Files = {
        "index.md": "# Home\n\n```{postindex}\n```\n",
        "a.md": "---\ndate: 2026-01-01\n---\n# The `x_1` of {math}`x^2` and H{sub}`2`O\n\nText.\n",
        "other.md": "# Other\n",
    }
    built = site(files, allow=[r"toc\.not_included"])
    [title] = built.html().find_class("postindex-link")
    [heading] = built.html("a").xpath("//h1")
    assert [child.tag for child in title] == ["code", "span", "sub"]
    # Sphinx puts an element around each word of code, which a card can do without.
    etree.strip_tags(heading[0], "span")
    assert [lxml_html.tostring(a) for a in title] == [
        lxml_html.tostring(b) for b in heading if b.get("class") != "headerlink"
    ]
    # The page has no formula of its own: the one of the card brings what draws it.
    assert built.html().xpath("//script[contains(@src, 'mathjax')]")
    assert not built.html("other").xpath("//script[contains(@src, 'mathjax')]")
