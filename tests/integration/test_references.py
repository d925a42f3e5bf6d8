"""References to posts and terms: what they show, where they lead, and what is said of others."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

NO_TOCTREE = r"toc\.not_included"
POSTS: Files = {
    "posts/quorum.md": "---\ndate: 2026-01-03\ncategory: Systems Thinking\ntags: [x]\nauthor: Ann\n"
    "id: delays\nseries: S\n---\n# Why *delays* & `q` matter\n\nText.\n",
    "posts/other.md": "---\ndate: 2026-01-02\ncategory: cats\n---\n# Other\n\nText.\n",
    "posts/draft.md": "---\ndate: 2026-01-02\ndraft: true\ncategory: Secret\n---\n# Draft\n",
    "posts/quiet.md": "---\ndate: 2026-01-02\nunlisted: true\n---\n# Quiet\n",
    "log.md": "# Log\n\n## Two\n\n```{post} 2026-02-02\n:id: second\n```\n\nText.\n\n"
    "## One\n\n```{post} 2026-01-01\n```\n\nText.\n",
    "index.md": "# Home\n",
}
ARCHIVES = 'postindex_archives = ["category", "tag"]\n'
QUORUM = "Why <em>delays</em> &amp; <code>q</code> matter"

# The reference in MyST, where it leads from page.md, and what it shows.
CASES: dict[str, tuple[str, str | None, str]] = {
    "docname": ("{post:ref}`posts/quorum`", "posts/quorum.html", QUORUM),
    "absolute docname": ("{post:ref}`/posts/quorum`", "posts/quorum.html", QUORUM),
    "id": ("{post:ref}`delays`", "posts/quorum.html", QUORUM),
    "own text": ("{post:ref}`this <delays>`", "posts/quorum.html", "this"),
    "section by anchor": ("{post:ref}`log#one`", "log.html#one", "One"),
    "section by id": ("{post:ref}`second`", "log.html#two", "Two"),
    "unlisted": ("{post:ref}`posts/quiet`", "posts/quiet.html", "Quiet"),
    "category": (
        "{post:category}`systems  THINKING`",
        "category/systems-thinking.html",
        "systems  THINKING",
    ),
    "tag": ("{post:tag}`about x <X>`", "tag/x.html", "about x"),
    "author without archive": ("{post:author}`Ann`", None, "Ann"),
    "series without archive": ("{post:series}`the S <S>`", None, "the S"),
    "any id": ("{any}`delays`", "posts/quorum.html", QUORUM),
    "any own text": ("{any}`this <delays>`", "posts/quorum.html", "this"),
    "any docname": ("{any}`posts/other`", "posts/other.html", "Other"),
    "any section": ("{any}`log#one`", "log.html#one", "One"),
    "any term": ("{any}`Systems Thinking`", "category/systems-thinking.html", "Systems Thinking"),
    "any term without archive": ("{any}`Ann`", None, "Ann"),
    "myst id": ("[](#delays)", "posts/quorum.html", QUORUM),
    "myst own text": ("[*this*](#delays)", "posts/quorum.html", "<em>this</em>"),
    "myst term": ("[](<#Systems Thinking>)", "category/systems-thinking.html", "Systems Thinking"),
}


def page(*references: str) -> str:
    """A page in no toctree with a paragraph a reference."""
    return "---\norphan: true\n---\n# Page\n\n" + "\n\n".join(references) + "\n"


def in_toctree(text: str) -> str:
    """A page that some toctree names."""
    return text.replace("orphan: true", "note: none")


def paragraphs(site: Site, name: str = "page") -> list[etree._Element]:
    return site.html(name).xpath("//section[@id='page']/p")


def shown(paragraph: etree._Element) -> tuple[str | None, str]:
    """The address in a paragraph, and its text with what is emphasised, or is code."""
    found = [link.get("href") for link in paragraph.iter("a")]
    text = etree.tostring(paragraph, encoding="unicode", with_tail=False)
    text = re.sub(r"</?(?:p|a|span)\b[^>]*>", "", text)
    return (found[0] if found else None), re.sub(r" class=\"[^\"]*\"", "", text).strip()


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    files: Files = {**POSTS, "page.md": page(*(case[0] for case in CASES.values()))}
    return module_site(files, ARCHIVES, allow=[NO_TOCTREE])


@pytest.mark.parametrize("name", CASES)
def test_a_reference_leads_to_its_target_and_shows_its_title_or_its_own_text(
    built: Site, name: str
) -> None:
    number = list(CASES).index(name)
    assert shown(paragraphs(built)[number]) == CASES[name][1:]


def test_relative_docnames_are_those_of_doc(site: MakeSite) -> None:
    """From its own folder first; the docname as it is works from everywhere."""
    files: Files = {
        **POSTS,
        "posts/index.md": page("{post:ref}`other`", "{post:ref}`../log#one`"),
        "posts/deep/page.md": page(
            "{post:ref}`../other`", "{post:ref}`posts/other`", "{post:ref}`/posts/other`"
        ),
    }
    made = site(files, allow=[NO_TOCTREE])
    found = [shown(each) for each in paragraphs(made, "posts/index")]
    assert found == [("other.html", "Other"), ("../log.html#one", "One")]
    found = [shown(each) for each in paragraphs(made, "posts/deep/page")]
    assert found == [("../other.html", "Other")] * 3


def test_a_reference_is_the_same_in_restructuredtext(site: MakeSite) -> None:
    text = ":orphan:\n\nPage\n====\n\n:post:ref:`delays`\n\n:post:tag:`X`\n\n:any:`delays`\n"
    made = site({**POSTS, "page.rst": text}, ARCHIVES, allow=[NO_TOCTREE])
    assert [shown(each) for each in paragraphs(made)] == [
        ("posts/quorum.html", QUORUM),
        ("tag/x.html", "X"),
        ("posts/quorum.html", QUORUM),
    ]


def test_a_post_refers_to_itself_and_to_its_sections(site: MakeSite) -> None:
    files: Files = {**POSTS, "page.md": "---\ndate: 2026-01-01\n---\n# Page\n\n{post:ref}`page`\n"}
    files["log.md"] = str(POSTS["log.md"]) + "\n{post:ref}`second`\n"
    made = site(files, "postindex_byline = []\n", allow=[NO_TOCTREE])
    assert [shown(each) for each in paragraphs(made)] == [("#", "Page")]
    assert "#two" in [link.get("href") for link in made.html("log").xpath("//p/a")]


def test_a_draft_is_told_of_by_every_name_that_a_post_has(site: MakeSite) -> None:
    """From a page in its own folder, too."""
    text = page("{post:ref}`posts/draft`", "{post:ref}`draft`", "{post:ref}`/posts/draft`")
    made = site({**POSTS, "posts/page.md": text}, allow=[NO_TOCTREE, r"\[ref\.post\]"])
    assert len([each for each in made.warnings if "not published: it is a draft" in each]) == 3


UNKNOWN = {
    "{post:ref}`posts/quorun`": r"there is no post 'posts/quorun'; did you mean 'posts/quorum'\?",
    "{post:ref}`delay`": r"there is no post 'delay'; did you mean 'delays'\?",
    "{post:ref}`posts/draft`": r"'posts/draft' is not published: it is a draft",
    "{post:ref}`index`": r"there is no post 'index'",
    "{post:ref}`log`": r"there is no post 'log'",
    "{post:category}`Systems Thinkin`": (
        r"no post has the category 'Systems Thinkin'; did you mean 'Systems Thinking'\?"
    ),
    "{post:category}`Secret`": r"no post has the category 'Secret'",
    "{post:tag}`100%s`": r"no post has the tag '100%s'",
}


@pytest.mark.parametrize("builder", ["html", "latex", "epub", "text"])
@pytest.mark.parametrize("place", ["page", "index"])
def test_an_unknown_target_warns_once_with_its_place_and_the_nearest_name(
    site: MakeSite, builder: str, place: str
) -> None:
    source = page(*UNKNOWN)
    allow = [NO_TOCTREE, r"\[ref\.post\]"]
    files: Files = {**POSTS, "index.md": "# Home\n\n```{toctree}\npage\n```\n"}
    files[f"{place}.md"] = (
        source if place == "index" else source.replace("orphan: true", "note: none")
    )
    made = site(files, builder=builder, allow=allow)
    found = sorted(each for each in made.warnings if each.endswith("[ref.post]"))
    for number, text in enumerate(UNKNOWN.values()):
        line = 6 + 2 * number
        [one] = [each for each in found if re.search(rf"{place}\.md:{line}: WARNING: {text}", each)]
        assert "posts/draft'?" not in one, "what is not published is not named"
    assert len(found) == len(UNKNOWN)


def test_a_warning_of_an_unknown_target_can_be_silenced(site: MakeSite) -> None:
    made = site(
        {**POSTS, "page.md": page(*UNKNOWN)},
        'suppress_warnings = ["ref.post"]\n',
        allow=[NO_TOCTREE],
    )
    assert len(made.html("page").xpath("//section[@id='page']/p/span")) == len(UNKNOWN)


def test_what_nitpick_ignore_names_is_no_warning(site: MakeSite) -> None:
    conf = 'nitpicky = True\nnitpick_ignore = [("post:ref", "gone"), ("post:tag", "gone")]\n'
    files: Files = {**POSTS, "page.md": page("{post:ref}`gone`", "{post:tag}`gone`")}
    site(files, conf, allow=[NO_TOCTREE])


def test_a_label_of_sphinx_goes_before_a_name_of_ours_for_any(site: MakeSite) -> None:
    """A post that has a label and an id of one name can be referred to without a warning."""
    labelled = "---\ndate: 2026-01-01\nid: both\n---\n(both)=\n# Page\n"
    files: Files = {
        **POSTS,
        "page.md": labelled,
        "ref.md": page("{any}`both`", "{any}`t <both>`", "[](#both)", "[t](#both)"),
    }
    made = site(files, allow=[NO_TOCTREE])
    found = made.html("ref").xpath("//section[@id='page']/p/a/@href")
    assert found == ["page.html#both"] * 4


def test_two_posts_with_one_id_are_told_apart_by_their_docnames(site: MakeSite) -> None:
    head = "---\ndate: 2026-01-01\nid: {}\n---\n# Title of {}\n"
    files: Files = {
        "index.md": page("{post:ref}`same`", "{post:ref}`b`", "{post:ref}`a`"),
        "a.md": head.format("same", "a"),
        "b.md": head.format("same", "b"),
        "c.md": head.format("a", "c"),
        "draft.md": head.format("same", "draft").replace("id:", "draft: true\nid:"),
    }
    made = site(files, allow=["left out"])
    assert made.ours == [
        "b.md:1: field 'id': 'same' is the post 'a' already; it is left out [postindex.field]",
        "c.md:1: field 'id': 'a' is the post 'a' already; it is left out [postindex.field]",
    ]
    assert [shown(each)[1] for each in paragraphs(made, "index")] == [
        *("Title of a", "Title of b", "Title of a")
    ]


ADDED = """
from sphinx_postindex import Post, RichText


def add(app, posts):
    title = RichText.plain("Added")
    for name, draft in (("open", False), ("secret", True)):
        posts.append(Post(docname=name, title=title, excerpt=title, draft=draft))


def setup(app):
    app.connect("postindex-collected", add)
"""


def test_a_post_that_an_extension_adds_can_be_referred_to_unless_it_is_a_draft(
    site: MakeSite,
) -> None:
    files: Files = {"index.md": page("{post:ref}`open`", "{post:ref}`secret`")}
    made = site(files, ADDED, allow=["there is no post 'secret'"])
    assert [shown(each) for each in paragraphs(made, "index")] == [
        (None, "Added"),
        (None, "secret"),
    ]
    assert len(made.warnings) == 1
    assert inventory(made) == [], "neither has a page"


@pytest.mark.parametrize(
    ("archive", "leads"),
    [(":archive:\n", "shelf.html"), ("", None)],
)
def test_a_term_leads_to_the_page_that_calls_itself_its_archive(
    site: MakeSite, archive: str, leads: str | None
) -> None:
    shelf = (
        "---\norphan: true\n---\n# Shelf\n\n```{postindex}\n:category: cats\n" + archive + "```\n"
    )
    files: Files = {**POSTS, "page.md": page("{post:category}`Cats`"), "shelf.md": shelf}
    made = site(files, "postindex_archives = []\n", allow=[NO_TOCTREE])
    assert [shown(each) for each in paragraphs(made)] == [(leads, "Cats")]


BUILDERS = (
    *("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo"),
    *("json", "pickle", "xml", "pseudoxml", "linkcheck", "gettext"),
)


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_builder_warns_and_all_show_the_titles(site: MakeSite, builder: str) -> None:
    """A post that is no part of an output, an orphan of a book, is named without a link."""
    files: Files = {
        **POSTS,
        "index.md": "# Home\n\n```{toctree}\npage\nlog\n```\n",
        "page.md": page(*(case[0] for case in CASES.values())).replace(
            "orphan: true", "note: none"
        ),
    }
    conf = ARCHIVES + 'latex_documents = [("index", "b.tex", "B", "A", "manual")]\n'
    made = site(files, conf, builder, allow=[r"unknown mimetype"])
    places = {
        "html": "page.html",
        "dirhtml": "page/index.html",
        "singlehtml": "index.html",
        "epub": "page.xhtml",
        "latex": "b.tex",
        "text": "page.txt",
        "xml": "page.xml",
        "json": "page.fjson",
    }
    if builder in places:
        text = made.text(places[builder])
        assert "delays" in text.replace("posts/delays", "")
        assert "#document-posts/quorum" not in text
        assert "posts/quorum`" not in text
        # What is a part of the output is linked to.
        assert builder != "singlehtml" or 'href="#two"' in text
        assert builder != "latex" or r"\hyperref[\detokenize{log:two}]" in text


# -- What other projects and the search see --------------------------------------------


def inventory(site: Site) -> list[str]:
    """The lines of ours in objects.inv."""
    data = (site.outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    return [line for line in zlib.decompress(data).decode().split("\n") if " post:" in line]


def test_the_inventory_lists_posts_and_terms_in_order(built: Site) -> None:
    assert inventory(built) == [
        "Systems Thinking post:category -1 category/systems-thinking.html -",
        "cats post:category -1 category/cats.html -",
        "delays post:ref -1 posts/quorum.html Why delays & q matter",
        "log#one post:ref -1 log.html#one One",
        "log#two post:ref -1 log.html#two Two",
        "posts/other post:ref -1 posts/other.html Other",
        "posts/quiet post:ref -1 posts/quiet.html Quiet",
        "posts/quorum post:ref -1 posts/quorum.html Why delays & q matter",
        "second post:ref -1 log.html#two Two",
        "systems thinking post:category -1 category/systems-thinking.html Systems Thinking",
        "x post:tag -1 tag/x.html -",
    ]


def test_the_search_finds_no_page_twice(site: MakeSite) -> None:
    """Its index is the one of a site without us: no objects, and no anchors made of titles."""
    made = site({**POSTS, "page.md": page(CASES["id"][0])}, ARCHIVES, allow=[NO_TOCTREE])
    index = json.loads(made.text("searchindex.js").removeprefix("Search.setIndex(").rstrip(")"))
    assert index["objects"] == {}
    # Sphinx 8 keeps the titles' HTML.
    assert sum("delays" in title for title in index["titles"]) == 1
    assert "page" in index["docnames"]


SECOND = {
    "{external+first:post:ref}`delays`": ("posts/quorum.html", "Why delays & q matter"),
    "{external+first:post:ref}`posts/quorum`": ("posts/quorum.html", "Why delays & q matter"),
    "{external:post:ref}`/posts/other`": ("posts/other.html", "Other"),
    "{external:post:ref}`own <log#one>`": ("log.html#one", "own"),
    "{external:post:category}`Systems Thinking`": (
        "category/systems-thinking.html",
        "Systems Thinking",
    ),
    "{external:post:category}`SYSTEMS thinking`": (
        "category/systems-thinking.html",
        "Systems Thinking",
    ),
    "{post:ref}`delays`": ("posts/quorum.html", "Why delays & q matter"),
    "{post:ref}`first:second`": ("log.html#two", "Two"),
    "{any}`second`": ("log.html#two", "Two"),
    "[](inv:first:post:ref#delays)": ("posts/quorum.html", "Why delays & q matter"),
    "[](<inv:first:post:category#Systems Thinking>)": (
        "category/systems-thinking.html",
        "Systems Thinking",
    ),
}


def second(first: Site, *references: str) -> tuple[Files, str]:
    conf = f"""
extensions.append("sphinx.ext.intersphinx")
intersphinx_mapping = {{
    "first": ("https://first.example/", {str(first.outdir / "objects.inv")!r}),
}}
"""
    return {"index.md": page(*references)}, conf


def test_another_project_refers_to_posts_and_terms(built: Site, site: MakeSite) -> None:
    made = site(*second(built, *SECOND))
    found = [
        (link.get("href").removeprefix("https://first.example/"), link.text_content())
        for paragraph in paragraphs(made, "index")
        for link in paragraph.iter("a")
    ]
    assert found == list(SECOND.values())


def test_what_another_project_does_not_have_is_not_looked_for_here(
    built: Site, site: MakeSite
) -> None:
    files, conf = second(built, "{external:post:ref}`own`")
    files["own.md"] = "---\ndate: 2026-01-01\n---\n# Own\n"
    made = site(files, conf, allow=["external post:ref reference target not found: own"])
    assert len(made.warnings) == 1


HOSTILE = {
    "a line of its own": "x post:ref 1 http://evil.example/ y",
    "markup": "<script>alert(1)</script>",
    "quotes": "a\"b'c",
    "percent": "100%s %(x)s",
    "dollar": "$",
    "hash": "#top",
    "parent": "../../etc/passwd",
    "long": "x" * 5000,
    "other scripts": "日本 العربية",
    "a dot": "v1.2.3",
    "colons": "first:posts:x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_id_leaves_every_output_whole(site: MakeSite, name: str) -> None:
    """It can be referred to or not, but it makes no link and no line of its own choice."""
    quoted = HOSTILE[name].replace("'", "''")
    post = f"---\ndate: 2026-01-01\nid: '{quoted}'\ntags: ['{quoted}']\n---\n# Evil\n"
    made = site(
        {"index.md": "# Home\n", "evil.md": post, "page.md": page("{post:ref}`evil`")},
        'postindex_archives = ["tag"]\n',
    )
    assert made.posts["evil"].id == HOSTILE[name]
    lines = inventory(made)
    assert len([line for line in lines if line.startswith("evil post:ref -1 ")]) == 1
    assert not [line for line in lines if re.search(r" \S*evil\.example", line)]
    assert len(lines) <= 1 + 3
    assert "<script>" not in made.text("searchindex.js")
    files, conf = second(made, "{external:post:ref}`evil`")
    other = site(files, conf)
    assert "https://first.example/evil.html" in other.text("index.html")
