"""What a text says at a glance is what its parser makes of it: the same fields, the same post.

Whether a page is held back must be known before it is read; what is shown of it is known
after. A page on which the two differ would be hidden, or published, by mistake.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_postindex import PostDate
from sphinx_postindex.read.hold import by_text

if TYPE_CHECKING:
    from conftest import MakeSite, Site

    from sphinx_postindex.read.frontmatter import Reading

# Shown whatever their state, so that all are parsed; the facts are taken as they pass by.
CONF = """\
exclude_patterns = ["included.*"]
postindex_drafts = True
postindex_future = True
myst_enable_extensions = {extensions}
smartquotes = False


def keep(app, doctree):
    app.parsed[app.env.docname] = app.env.temp_data.get("postindex_facts")


def setup(app):
    app.parsed = {{}}
    app.connect("doctree-read", keep, priority=550)
"""

MARKDOWN = {
    "nothing": "# Title\n\nText.\n",
    "front matter": "---\ndate: 2024-01-01\ncategory: A\n---\n# Title\n",
    "front matter, draft": "---\ndate: 2024-01-01\ndraft: true\n---\n# Title\n",
    "front matter, post false": "---\ndate: 2024-01-01\npost: false\n---\n# Title\n",
    "front matter, long fence": "-----\ndate: 2024-01-01\n-----\n# Title\n",
    "front matter, dots": "---\ndate: 2024-01-01\n...\n# Title\n",
    "front matter, not closed": "---\ndate: 2024-01-01\n# Title\n",
    "front matter, blank line above": "\n---\ndate: 2024-01-01\n---\n# Title\n",
    "front matter, broken": "---\ndate: [2024\n---\n# Title\n",
    "front matter, impossible date": "---\ndate: 2026-13-45\ndraft: true\n---\n# Title\n",
    "front matter, TOML": "+++\ndate = 2024-01-01\ndraft = true\n+++\n# Title\n",
    "front matter, byte order mark": "\ufeff---\ndate: 2024-01-01\n---\n# Title\n",
    "front matter, CRLF": "---\r\ndate: 2024-01-01\r\ndraft: true\r\n---\r\n# Title\r\n",
    "front matter and directive": "---\ndate: 2024-01-01\n---\n# T\n\n```{post} 2025-02-02\n```\n",
    "directive below": "# Title\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "directive above": "```{post} 2024-01-01\n:draft: true\n```\n\n# Title\n",
    "directive alone": "```{post} 2024-01-01\n:draft:\n```\n",
    "directive, no argument": "# Title\n\n```{post}\n:date: 2024-01-01\n:tags: a, b\n```\n",
    "directive, nothing in it": "# Title\n\n```{post}\n```\n",
    "directive, at the end": "# Title\n\nText.\n\n```{post} 2024-01-01\n",
    "directive, tildes": "# Title\n\n~~~{post} 2024-01-01\n:draft: true\n~~~\n",
    "directive, colons": "# Title\n\n:::{post} 2024-01-01\n:draft: true\n:::\n",
    "directive, four colons": "# Title\n\n::::{post} 2024-01-01\n:draft: true\n::::\n",
    "directive, indented": "# Title\n\n   ```{post} 2024-01-01\n   :draft: true\n   ```\n",
    "directive, indented code": "# Title\n\n    ```{post} 2024-01-01\n    :draft: true\n    ```\n",
    "directive, blank before": "# Title\n\n``` {post} 2024-01-01\n:draft: true\n```\n",
    "directive, two posts": "# T\n\n```{post} 2024-01-01\n```\n\n```{post} 2025-01-01\n```\n",
    "directive, upper case": "# Title\n\n```{POST} 2024-01-01\n:draft: true\n```\n",
    "directive, content": "# Title\n\n```{post} 2024-01-01\n:draft: true\n\nAn excerpt.\n```\n",
    "directive, content alone": "# Title\n\n```{post} 2024-01-01\nAn excerpt.\n```\n",
    "directive, content like options": "# T\n\n```{post} 2024-01-01\n\n:draft: true\n```\n",
    "directive, YAML": "# T\n\n```{post} 2024-01-01\n---\ndraft: true\ncategory: A\n---\n```\n",
    "directive, YAML list": "# T\n\n```{post}\n---\ndate: 2024-01-01\ntags: [a, b]\n---\n```\n",
    "directive, YAML broken": "# T\n\n```{post} 2024-01-01\n---\ndraft: [true\n---\n```\n",
    "directive, quoted": "# T\n\n```{post}\n:date: '2024-01-01'\n:category: \"A, B\"\n```\n",
    "directive, hash": "# T\n\n```{post} 2024-01-01\n:category: C# # sharp\n```\n",
    "directive, option over lines": "# T\n\n```{post} 2024-01-01\n:category: A,\n  B\n```\n",
    "directive, option block text": "# T\n\n```{post} 2024-01-01\n:excerpt: |\n  a\n  b\n```\n",
    "directive, broken option": "# T\n\n```{post} 2024-01-01\n:category: [A\n:draft: true\n```\n",
    "directive, unknown option": "# T\n\n```{post} 2024-01-01\n:mood: good\n:draft: true\n```\n",
    "directive, option twice": "# T\n\n```{post} 2024-01-01\n:draft: true\n:draft: false\n```\n",
    "directive, flag": "# T\n\n```{post} 2024-01-01\n:pinned:\n:draft:\n```\n",
    "directive, names": "# T\n\n```{post}\n:Pub-Date: 2024-01-01\n:Draft: true\n```\n",
    "directive, date in words": "# T\n\n```{post} 3rd November 2021\n```\n",
    "directive, unreadable date": "# T\n\n```{post} soon\n:draft: true\n```\n",
    "directive, post false": "# T\n\n```{post} 2024-01-01\n:post: false\n```\n",
    "directive, fence in text": "# T\n\nText\n```{post} 2024-01-01\n:draft: true\n```\n",
    "second heading": "# T\n\n## Two\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "second heading underlined": "T\n=\n\nTwo\n---\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "second heading after text": "# T\n\nText\n## Two\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "underlined heading": "Title\n=====\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "heading in code": "# T\n\n```sh\n# two\n```\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "heading in indented code": "# T\n\n    # two\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "heading without blank": "# T\n\n#two\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "heading of seven": "# T\n\n####### two\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "heading empty": "# T\n\n##\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "heading in a comment": "# T\n\n<!--\n# two\n-->\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "rule below": "# T\n\nText\n\n---\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "line of equals": "# T\n\n===\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "code": "# T\n\n````md\n```{post} 2024-01-01\n:draft: true\n```\n````\n",
    "code in tildes": "# T\n\n~~~md\n```{post} 2024-01-01\n:draft: true\n```\n~~~\n",
    "code, then it": "# T\n\n```py\nx\n```\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "code not closed": "# T\n\n```py\nx\n\n~~~{post} 2024-01-01\n:draft: true\n~~~\n",
    "code in a span": "# T\n\nWrite ```{post} 2024-01-01``` there.\n",
    "in a comment": "# T\n\n<!--\n```{post} 2024-01-01\n:draft: true\n```\n-->\n",
    "in a MyST comment": "# T\n\n% ```{post} 2024-01-01\n% ```\n",
    "in a quote": "# T\n\n> ```{post} 2024-01-01\n> :draft: true\n> ```\n",
    "in a list": "# T\n\n- ```{post} 2024-01-01\n  :draft: true\n  ```\n",
    "in a list, below": "# T\n\n- item\n\n  ```{post} 2024-01-01\n  :draft: true\n  ```\n",
    "in a note": "# T\n\n````{note}\n```{post} 2024-01-01\n:draft: true\n```\n````\n",
    "in a note, colons": "# T\n\n::::{note}\n:::{post} 2024-01-01\n:draft: true\n:::\n::::\n",
    "after a note": "# T\n\n```{note}\nText.\n```\n\n```{post} 2024-01-01\n:draft: true\n```\n",
    "after a block of HTML": "# T\n\n<div>\n\n```{post} 2024-01-01\n:draft: true\n```\n\n</div>\n",
    "in a block of HTML": "# T\n\n<div>\n```{post} 2024-01-01\n:draft: true\n```\n</div>\n",
    "after a target": "(here)=\n# T\n\n(there)=\n```{post} 2024-01-01\n:draft: true\n```\n",
    "words only": "# T\n\nThe directive {post} is written so.\n",
    "another directive": "# T\n\n```{postindex}\n:empty: None\n```\n",
    "a longer name": "# T\n\n```{poster} 2024-01-01\n```\n",
    "evaluated reStructuredText": "# T\n\n```{eval-rst}\n.. post:: 2024-01-01\n   :draft: true\n```\n",
}

RST = {
    "nothing": "T\n=\n\nText.\n",
    "docinfo": ":date: 2024-01-01\n:category: A\n:draft: true\n\nTitle\n=====\n",
    "docinfo, post": ":post: true\n:date: 2024-01-01\n:tags: a, b\n\nTitle\n=====\n",
    "docinfo below": "Title\n=====\n\n:post: true\n:date: 2024-01-01\n:draft: true\n",
    "docinfo below, subtitle": "T\n=\n\nSub\n---\n\n:post: true\n:date: 2024-01-01\n",
    "docinfo after a comment": ".. a comment\n\n:post: true\n:date: 2024-01-01\n\nT\n=\n",
    "docinfo after a long comment": "..\n   a comment\n   :x: y\n\n:post: true\n:draft: true\n\nT\n=\n",
    "docinfo after a target": ".. _here:\n\n:post: true\n:date: 2024-01-01\n\nT\n=\n",
    "docinfo after text": "Text.\n\n:post: true\n:date: 2024-01-01\n\nT\n=\n",
    "docinfo over lines": ":post: true\n:category: A,\n   B\n:date: 2024-01-01\n\nT\n=\n",
    "docinfo on the next line": ":post:\n   true\n:date:\n   2024-01-01\n\nT\n=\n",
    "docinfo, blank between": ":post: true\n\n:date: 2024-01-01\n:draft: true\n\nT\n=\n",
    "docinfo, flag": ":post:\n:date: 2024-01-01\n:draft:\n\nT\n=\n",
    "docinfo, markup": ":post: true\n:date: 2024-01-01\n:category: *A*\n\nT\n=\n",
    "docinfo, list": ":post: true\n:tags:\n   - a\n   - b\n\nT\n=\n",
    "docinfo, paragraphs": ":post: true\n:summary: One.\n\n   Two.\n\nT\n=\n",
    "docinfo, colon in name": ":post: true\n:a\\:b: x\n:draft: true\n\nT\n=\n",
    "docinfo, orphan": ":orphan:\n:post: true\n:draft: true\n\nT\n=\n",
    "directive below": "T\n=\n\n.. post:: 2024-01-01\n   :draft: true\n",
    "directive above": ".. post:: 2024-01-01\n   :draft: true\n\nT\n=\n",
    "directive alone": ".. post:: 2024-01-01\n   :draft:\n",
    "directive, no argument": "T\n=\n\n.. post::\n   :date: 2024-01-01\n   :tags: a, b\n",
    "directive, nothing in it": "T\n=\n\n.. post::\n",
    "directive, content": "T\n=\n\n.. post:: 2024-01-01\n   :draft: true\n\n   An excerpt.\n",
    "directive, content alone": "T\n=\n\n.. post:: 2024-01-01\n\n   An excerpt.\n",
    "directive, content like options": "T\n=\n\n.. post:: 2024-01-01\n\n   :draft: true\n",
    "directive, two blanks": "T\n=\n\n..  post::  2024-01-01\n    :draft: true\n",
    "directive, blank before colons": "T\n=\n\n.. post :: 2024-01-01\n   :draft: true\n",
    "directive, upper case": "T\n=\n\n.. POST:: 2024-01-01\n   :draft: true\n",
    "directive, option over lines": "T\n=\n\n.. post:: 2024-01-01\n   :category: A,\n      B\n",
    "directive, date on the next line": "T\n=\n\n.. post::\n   2024-01-01\n   :draft: true\n",
    "directive, date over lines": "T\n=\n\n.. post:: 3 November\n   2021\n   :draft: true\n",
    "directive, quoted": 'T\n=\n\n.. post:: 2024-01-01\n   :category: "A, B"\n',
    "directive, unknown option": "T\n=\n\n.. post:: 2024-01-01\n   :mood: good\n   :draft: true\n",
    "directive, option twice": "T\n=\n\n.. post:: 2024-01-01\n   :draft: true\n   :draft: true\n",
    "directive, no blank line": "T\n=\n\nText\n.. post:: 2024-01-01\n   :draft: true\n",
    "directive, two posts": "T\n=\n\n.. post:: 2024-01-01\n\n.. post:: 2025-01-01\n",
    "directive, post false": "T\n=\n\n.. post:: 2024-01-01\n   :post: false\n",
    "directive and docinfo": ":date: 2023-01-01\n\nT\n=\n\n.. post:: 2024-01-01\n",
    "overlined title": "=====\nTitle\n=====\n\n.. post:: 2024-01-01\n   :draft: true\n",
    "second heading": "T\n=\n\nText.\n\nTwo\n---\n\n.. post:: 2024-01-01\n   :draft: true\n",
    "second overlined": "==\nT\n==\n\nText.\n\n---\nTwo\n---\n\n.. post:: 2024-01-01\n   :draft: true\n",
    "two of a level": "One\n===\n\nTwo\n===\n\n.. post:: 2024-01-01\n   :draft: true\n",
    "in a comment": "T\n=\n\n..\n   .. post:: 2024-01-01\n      :draft: true\n",
    "in a note": "T\n=\n\n.. note::\n\n   .. post:: 2024-01-01\n      :draft: true\n",
    "in a literal block": "T\n=\n\nSo::\n\n   .. post:: 2024-01-01\n      :draft: true\n",
    "in a quoted block": "T\n=\n\nSo::\n\n> .. post:: 2024-01-01\n",
    "in a list": "T\n=\n\n- .. post:: 2024-01-01\n     :draft: true\n",
    "in a quote": "T\n=\n\n   .. post:: 2024-01-01\n      :draft: true\n",
    "in a code block": "T\n=\n\n.. code-block:: rst\n\n   .. post:: 2024-01-01\n",
    "in a code block of two": "T\n=\n\n.. code-block:: rst\n\n   Two\n   ---\n\n.. post:: 2024-01-01\n",
    "after a transition": "T\n=\n\nText.\n\n----\n\n.. post:: 2024-01-01\n   :draft: true\n",
    "after a table": "T\n=\n\n==  ==\na   b\n==  ==\nc   d\n==  ==\n\n.. post:: 2024-01-01\n",
    "short underline": "Title\n==\n\n.. post:: 2024-01-01\n   :draft: true\n",
    "words only": "T\n=\n\nThe directive post:: is written so.\n",
}


def _short(reading: Reading, *, post: bool) -> str:
    fields = {
        name: value.when.isoformat() if isinstance(value, PostDate) else value
        for name, value in sorted(reading.fields.items())
    }
    return f"{'post' if post else 'page'} {fields}"


def compared(made: Site) -> dict[str, tuple[str, str]]:
    """What the text says of each page, and what its parser says, in short."""
    result = {}
    for docname, facts in made.app.parsed.items():  # type: ignore[attr-defined]
        reading, counts = by_text(made.app.env, docname)
        result[docname] = (
            _short(reading, post=counts),
            _short(facts.reading, post=facts.is_post),
        )
    return result


def named(shapes: dict[str, str], suffix: str) -> dict[str, str | bytes]:
    return {re.sub(r"\W+", "-", name) + suffix: text.encode() for name, text in shapes.items()}


@pytest.mark.parametrize("extensions", [["colon_fence"], []], ids=["colons", "no colons"])
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_text_and_parser_say_the_same(site: MakeSite, suffix: str, extensions: list[str]) -> None:
    shapes = MARKDOWN if suffix == ".md" else RST
    index = {"index.md": "# Home\n"}
    conf = CONF.format(extensions=extensions)
    made = site({**index, **named(shapes, suffix)}, conf, "dummy", allow=[""])
    both = compared(made)
    assert len(both) == len(shapes) + 1
    different = [
        f"{name}: by its text {text}, parsed {parsed}"
        for name, (text, parsed) in both.items()
        if text != parsed
    ]
    assert not different, "\n".join(different)
