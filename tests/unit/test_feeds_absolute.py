"""The text of a post in a feed: addresses absolute, nothing that runs, everything closed."""

# ruff: noqa: E501 - a case on one line is read at once

from __future__ import annotations

import pytest

from sphinx_postindex.feeds.absolute import absolute

PAGE = "https://example.org/blog/post.html"


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ('<a href="other.html">x</a>', '<a href="https://example.org/blog/other.html">x</a>'),
        ('<a href="#part">x</a>', f'<a href="{PAGE}#part">x</a>'),
        ('<a href="">x</a>', f'<a href="{PAGE}">x</a>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'),
        ('<a href="http://a.example/">x</a>', '<a href="http://a.example/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="?a=1&amp;b">x</a>', f'<a href="{PAGE}?a=1&amp;b">x</a>'),
        ('<img src="../_images/a b.png">', '<img src="https://example.org/_images/a%20b.png">'),
        ("<img src=/a.png alt=x>", '<img src="https://example.org/a.png" alt="x">'),
        (
            '<video poster="p.png" src="v.mp4" controls>',
            '<video poster="https://example.org/blog/p.png" src="https://example.org/blog/v.mp4" controls=""></video>',
        ),
        (
            '<img srcset="a.png, b.png 2x,c,d.png 3x, ,">',
            '<img srcset="https://example.org/blog/a.png, https://example.org/blog/b.png 2x, https://example.org/blog/c,d.png 3x">',
        ),
        ('<blockquote cite="x">a</blockquote>', '<blockquote cite="https://example.org/blog/x">a</blockquote>'),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        ('<a href="&#x3a;a">x</a>', '<a href="https://example.org/blog/:a">x</a>'),
    ],
)  # fmt: skip
def test_every_address_is_absolute(html: str, seen: str) -> None:
    """Readers do not know which page the text is from."""
    assert absolute(html, PAGE) == seen


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        " javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://[",
        "https://user:pw@evil.example",
        "\\\\evil.example",
        "http:///x",
    ],
)
def test_an_address_that_runs_or_misleads_goes(url: str) -> None:
    """Its text stays; a picture without an address is none."""
    assert absolute(f'<a href="{url}">x</a><img src="{url}" alt="y">', PAGE) == "<a>x</a>"
    assert absolute(f'<img srcset="{url} 2x">', PAGE) == ""


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("a<script>x<b></script>b", "ab"),
        ("a<script>x", "a"),
        ("a<style>p{}</style>b", "ab"),
        ("a<form><p>x<input></p><button>y</button></form>b", "ab"),
        ("a<iframe src=x>y</iframe>b", "ab"),
        ("a<svg><a href=x><path/></a></svg>b", "ab"),
        ("a<!-- x -->b<!doctype x>c<?x?>d", "abcd"),
        ("a<noscript>b</noscript><x-y>c</x-y><center>d</center>", "abcd"),
        ('<h2>T<a class="headerlink" href="#t" title="x">\u00b6</a></h2>', "<h2>T</h2>"),
        ('<p class="x" style="y" id="z" onclick="f()" ONLOAD=g>a</p>', "<p>a</p>"),
        ('<pre><span class="k">if</span> <span lang="de">x</span></pre>', '<pre>if <span lang="de">x</span></pre>'),
        ('<link rel="x"><meta><base href="//evil.example"><a href="a">x</a>', '<a href="https://example.org/blog/a">x</a>'),
        ('<a href="a" href="javascript:x">b</a>', '<a href="https://example.org/blog/a">b</a>'),
        ("<div><form>x</div>y", "<div></div>y"),
    ],
)  # fmt: skip
def test_what_runs_asks_or_only_decorates_goes(html: str, seen: str) -> None:
    """Scripts and forms with what is in them, unknown elements without."""
    assert absolute(html, PAGE) == seen


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>a<b>b", "<p>a<b>b</b></p>"),
        ("a</p></div>b", "ab"),
        ("<p><b>a</p>b</b>", "<p><b>a</b></p>b"),
        ("a < b & c &lt;d&gt; &amp;amp;", "a &lt; b &amp; c &lt;d&gt; &amp;amp;"),
        ('<p title=\'"<x>\'>a<br/>b</p>', '<p title="&quot;&lt;x&gt;">a<br>b</p>'),
        ("a<![x[ y ]]>b<![CDATA[z]]>", "ab"),
        ("a<!-- b <p>c</p>", "a"),
        ("a<p", "a"),
        ("a <3 b", "a &lt;3 b"),
        ("a\x00b&#0;\ufffe", "a\ufffdb\ufffd\ufffd"),
        ("", ""),
    ],
)  # fmt: skip
def test_malformed_html_comes_out_closed_and_escaped(html: str, seen: str) -> None:
    assert absolute(html, PAGE) == seen


def test_mathml_stays_and_its_source_beside_it_goes() -> None:
    math = '<math display="block"><mi>x</mi><annotation>\\x</annotation></math>'
    assert absolute(math, PAGE) == '<math display="block"><mi>x</mi></math>'


@pytest.mark.parametrize("end", ["", ">", "-->"])
@pytest.mark.parametrize("shape", ["<", "<a ", "<a href='", "<!--", "<![", "</", "<div>", "&#"])
def test_much_of_one_shape_is_read_in_one_pass(shape: str, end: str) -> None:
    """Were it quadratic, as the parser of Python is at some, this would take a minute."""
    text = absolute(shape * (300_000 // len(shape)) + end, PAGE)
    assert "<a" not in text.replace("<a>", "")
