"""What the head of a page tells programs, read back as they read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from paged import PAGED, files
from photos import named, png

from sphinx_postindex import thumbnails
from sphinx_postindex.metadata import Written

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

BASE = "https://example.com/site"
# Texts are compared as they were written.
CONF = f'html_baseurl = "{BASE}/"\nsmartquotes = False\n'
OPENGRAPH = f'{CONF}extensions.append("sphinxext.opengraph")\n'
SITEMAP = f'{CONF}extensions.append("sphinx_sitemap")\nsitemap_url_scheme = "{{link}}"\n'
PICTURE = png(40, 30)

POST = """\
---
date: 2026-06-29 10:20
updated: 2026-07-01
category: Systems Thinking
tags: [caching, quorum]
author: [{name: Jane Doe, url: "https://jane.example/"}, Bo]
image: cover.png
image_alt: A "cover"
summary: "An *own* summary, with <b> & \\"quotes\\"."
---
# Why *delays* matter

First words of the text.
"""
INDEX = "# All of it\n\nWords.\n\n```{postindex}\n```\n"
SITE: Files = {"index.md": INDEX, "posts/a.md": POST, "posts/cover.png": PICTURE}
SUMMARY = 'An own summary, with <b> & "quotes".'
COVER = named("cover", PICTURE)


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "AVAILABLE", False)


def data(built: Site, page: str = "index") -> list[dict[str, Any]]:
    """The data in the head of a page."""
    found = built.html(page).xpath("//head/script[@type = 'application/ld+json']/text()")
    assert not any("<" in text for text in found)
    return [json.loads(text) for text in found]


def tags(built: Site, page: str) -> dict[str, list[str]]:
    """The contents of a page's ``meta`` elements, by name or property."""
    found: dict[str, list[str]] = {}
    for each in built.html(page).xpath("//head/meta"):
        name = each.get("name") or each.get("property")
        found.setdefault(name, []).append(each.get("content"))
    return found


def listed(built: Site, page: str) -> list[str]:
    [found] = data(built, page)
    items = found["mainEntity"]["itemListElement"]
    assert [item["position"] for item in items] == [*range(1, len(items) + 1)]
    return [item["url"] for item in items]


def test_a_post_is_a_blog_posting_with_all_that_is_known_of_it(site: MakeSite) -> None:
    built = site(SITE, CONF)
    url = f"{BASE}/posts/a.html"
    [found] = data(built, "posts/a")
    assert found == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "headline": "Why delays matter",
        "datePublished": "2026-06-29T10:20:00+00:00",
        "dateModified": "2026-07-01",
        "author": [
            {"@type": "Person", "name": "Jane Doe", "url": "https://jane.example/"},
            {"@type": "Person", "name": "Bo"},
        ],
        "image": f"{BASE}/_images/{COVER}",
        "articleSection": "Systems Thinking",
        "keywords": ["caching", "quorum"],
        "inLanguage": "en",
    }
    assert (built.outdir / "_images" / COVER).is_file()


def test_a_post_has_open_graph_tags_and_its_excerpt_as_description(site: MakeSite) -> None:
    found = tags(site(SITE, CONF), "posts/a")
    assert found["description"] == [SUMMARY]
    assert {name: texts for name, texts in found.items() if ":" in (name or "")} == {
        "og:type": ["article"],
        "article:published_time": ["2026-06-29T10:20:00+00:00"],
        "article:modified_time": ["2026-07-01"],
        "article:author": ["https://jane.example/", "Bo"],
        "article:section": ["Systems Thinking"],
        "article:tag": ["caching", "quorum"],
    }


def test_a_page_with_an_index_is_a_collection_of_what_it_shows(site: MakeSite) -> None:
    built = site(SITE | {"b.md": "---\ndate: 2026-01-01\nlink: x\n---\n# B\n"}, CONF)
    [found] = data(built)
    assert found == {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": f"{BASE}/index.html",
        "url": f"{BASE}/index.html",
        "name": "All of it",
        "inLanguage": "en",
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": 2,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": 1,
                    "url": f"{BASE}/posts/a.html",
                    "name": "Why delays matter",
                },
                {"@type": "ListItem", "position": 2, "url": f"{BASE}/b.html", "name": "B"},
            ],
        },
    }


def test_an_archive_of_ours_is_a_collection_and_an_overview_one_without_posts(
    site: MakeSite,
) -> None:
    built = site(SITE, CONF, "dirhtml")
    [found] = data(built, "category/systems-thinking")
    assert (found["name"], found["url"]) == (
        "Systems Thinking Posts",
        f"{BASE}/category/systems-thinking/",
    )
    assert listed(built, "category/systems-thinking") == [f"{BASE}/posts/a/"]
    [overview] = data(built, "category/index")
    assert overview["@type"] == "CollectionPage"
    assert "mainEntity" not in overview


def test_each_page_of_a_paged_index_lists_its_own_posts(site: MakeSite) -> None:
    built = site(files(3), CONF)
    assert listed(built, "blog") == [f"{BASE}/posts/p{n}.html" for n in (1, 2)]
    assert listed(built, "blog/page/2") == [f"{BASE}/posts/p3.html"]
    [found] = data(built, "blog/page/2")
    assert found["name"] == "The blog & more (Page 2 of 2)"


@pytest.mark.parametrize("parallel", [1, 4])
@pytest.mark.parametrize(("pillow", "suffix"), [(False, ".png"), (True, ".webp")])
def test_a_head_names_a_picture_that_is_there_though_no_card_shows_it(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, *, pillow: bool, suffix: str, parallel: int
) -> None:
    """With Pillow it is the largest that a card would have."""
    monkeypatch.setattr(thumbnails, "AVAILABLE", pillow)
    unlisted = POST.replace("date:", "unlisted: true\ndate:", 1)
    # Sphinx writes few pages in one process.
    built = site(SITE | files(8) | {"posts/a.md": unlisted}, CONF, parallel=parallel)
    [found] = data(built, "posts/a")
    assert found["image"].endswith(suffix)
    assert (built.outdir / found["image"].removeprefix(f"{BASE}/")).is_file()


def test_without_a_base_address_nothing_is_said_that_needs_one(site: MakeSite) -> None:
    built = site(SITE)
    [post], [index] = data(built, "posts/a"), data(built)
    assert not {"@id", "url", "image"} & {*post}
    assert {*index} == {"@context", "@type", "name", "inLanguage"}


def test_a_picture_elsewhere_needs_no_base_address(site: MakeSite) -> None:
    post = "---\ndate: 2026-01-01\nimage: https://example.org/x.png?a=1&b=2\n---\n# A\n"
    [found] = data(site({"index.md": INDEX, "a.md": post}), "a")
    assert found["image"] == "https://example.org/x.png?a=1&b=2"


def test_what_the_page_says_itself_stands_alone(site: MakeSite) -> None:
    meta = "myst:\n  html_meta:\n    description: Mine\n    property=article:tag: mine\n"
    own = POST.replace("date:", f"{meta}date:", 1)
    found = tags(site(SITE | {"posts/a.md": own}, CONF), "posts/a")
    assert found["description"] == ["Mine"]
    assert found["article:tag"] == ["mine"]
    assert found["article:section"] == ["Systems Thinking"]


WRITER = """\
def write(app, page, template, context, doctree):
    if doctree is not None:
        context["metatags"] += '<script type="application/ld+json">%s</script>'

def setup(app):
    app.connect("html-page-context", write)
"""


@pytest.mark.parametrize(
    ("theirs", "post", "index"),
    [
        ('{"@type": "TechArticle"}', ["TechArticle"], ["TechArticle", "CollectionPage"]),
        (
            '{"@graph": [{"@type": ["WebPage", "CollectionPage"]}]}',
            [None, "BlogPosting"],
            [None],
        ),
        ('{"@type": "BreadcrumbList"}', ["BreadcrumbList", "BlogPosting"], None),
    ],
)
def test_data_of_another_extension_take_the_place_of_ours(
    site: MakeSite, theirs: str, post: list[str | None], index: list[str | None] | None
) -> None:
    built = site(SITE, CONF + WRITER.replace("%s", theirs))
    assert [each.get("@type") for each in data(built, "posts/a")] == post
    assert index is None or [each.get("@type") for each in data(built)] == index


def test_a_site_can_do_without(site: MakeSite) -> None:
    built = site(SITE, f"{CONF}postindex_structured_data = False\n")
    for page in ("index", "posts/a", "category/index"):
        assert data(built, page) == []
        assert not [name for name in tags(built, page) if name and ":" in name]
        assert "description" not in tags(built, page)


@pytest.mark.parametrize("builder", ["singlehtml", "epub"])
def test_other_builders_get_nothing(site: MakeSite, builder: str) -> None:
    toctree = f"{INDEX}\n```{{toctree}}\nposts/a\n```\n"
    built = site(SITE | {"index.md": toctree}, CONF, builder)
    pages = [*built.outdir.rglob("*.html"), *built.outdir.rglob("*.xhtml")]
    assert pages
    assert not [page for page in pages if "ld+json" in page.read_text(encoding="utf-8")]


def test_a_page_that_lists_terms_only_is_no_collection(site: MakeSite) -> None:
    terms = "---\norphan: true\n---\n# T\n\n```{postterms} category\n```\n"
    assert data(site(SITE | {"terms.md": terms}, CONF), "terms") == []


def test_a_page_of_section_posts_is_no_posting(site: MakeSite) -> None:
    page = "---\norphan: true\n---\n# Changes\n\n## One\n\n```{post} 2026-01-01\n```\n\nText.\n"
    built = site({"index.md": INDEX, "changes.md": page}, CONF)
    assert data(built, "changes") == []
    assert listed(built, "index") == [f"{BASE}/changes.html#one"]


def test_a_post_that_holds_an_index_is_a_posting_only(site: MakeSite) -> None:
    built = site(SITE | {"b.md": f"---\ndate: 2026-01-01\n---\n{INDEX}"}, CONF)
    assert [each["@type"] for each in data(built, "b")] == ["BlogPosting"]


def test_a_head_is_the_same_in_parallel(site: MakeSite) -> None:
    """Also beside the extension that writes tags of its own."""
    pages = files(12) | SITE | {"blog.md": f"# Blog\n\n{PAGED}"}
    pages |= {"index.md": f"{INDEX}\n```{{toctree}}\nblog\n```\n"}
    alone, many = (site(pages, OPENGRAPH, parallel=n) for n in (1, 4))
    names = sorted(path.relative_to(alone.outdir) for path in alone.outdir.rglob("*.html"))
    assert len(names) > 12
    for name in names:
        assert (alone.outdir / name).read_bytes() == (many.outdir / name).read_bytes()
    assert (many.outdir / "_images" / COVER).is_file()


def test_opengraph_beside_us_shows_the_picture_and_the_excerpt_of_a_post(site: MakeSite) -> None:
    found = tags(site(SITE, OPENGRAPH), "posts/a")
    assert found["og:image"] == [f"{BASE}/_images/{COVER}"]
    assert found["og:image:alt"] == ['A "cover"']
    assert found["og:description"] == found["description"] == [SUMMARY]
    assert found["og:type"] == ["article"]
    assert found["og:title"] == ["Why delays matter"]
    assert all(len(texts) == 1 for name, texts in found.items() if "og:" in (name or ""))


def test_opengraph_describes_a_page_in_its_own_words_not_in_ours(site: MakeSite) -> None:
    """The words of cards, of terms and of bylines are no description of the page around them."""
    log = "# Changes\n\nFor users.\n\n## One\n\n```{post} 2026-01-01\n```\n\nText.\n"
    terms = "# T\n\n```{postterms} category\n```\n"
    code = "---\ndate: 2026-01-02\n---\n# C\n\n```\ncode\n```\n"
    pages = {
        name: f"---\norphan: true\n---\n{text}"
        for name, text in (("log.md", log), ("terms.md", terms))
    }
    built = site(SITE | pages | {"c.md": code}, f"{OPENGRAPH}postindex_byline = ['date', 'tags']\n")
    assert built.html("log").find_class("postindex-byline")
    said = {
        page: tags(built, page).get("og:description") for page in ("index", "log", "terms", "c")
    }
    assert said == {
        "index": ["Words."],
        "log": ["For users. One: Text."],
        "terms": None,
        "c": None,
    }
    assert "description" not in tags(built, "terms")


def test_opengraph_can_place_the_picture_where_only_it_knows_the_address(site: MakeSite) -> None:
    conf = OPENGRAPH.replace("html_baseurl", "ogp_site_url")
    built = site(SITE, conf)
    assert tags(built, "posts/a")["og:image"] == [f"{BASE}/_images/{COVER}"]
    assert (built.outdir / "_images" / COVER).is_file()


def test_what_a_page_says_to_opengraph_is_not_touched(site: MakeSite) -> None:
    said = "og:image: https://example.org/mine.png\nog:description: Mine\nog:type: book\n"
    built = site(SITE | {"posts/a.md": POST.replace("date:", f"{said}date:", 1)}, OPENGRAPH)
    found = tags(built, "posts/a")
    assert found["og:image"] == ["https://example.org/mine.png"]
    assert found["og:image:alt"] != ['A "cover"']
    assert found["og:description"] == ["Mine"]
    assert found["og:type"] == ["book"]


def test_what_a_site_says_to_opengraph_holds_where_a_post_says_nothing(site: MakeSite) -> None:
    conf = f"""{OPENGRAPH}ogp_type = "blog"
ogp_image = "logo.png"
ogp_enable_meta_description = False
ogp_custom_meta_tags = ['<meta name="description" content="Ours" />']
"""
    found = tags(site(SITE | {"b.md": "---\ndate: 2026-01-01\n---\n# B\n\nText.\n"}, conf), "b")
    assert found["og:type"] == ["blog"]
    assert found["og:image"] == ["logo.png"]
    assert found["description"] == ["Ours"]


def test_a_page_without_opengraph_has_no_tags_of_ours_either(site: MakeSite) -> None:
    text = POST.replace("date:", "ogp_disable: true\ndate:", 1)
    found = tags(site(SITE | {"posts/a.md": text}, OPENGRAPH), "posts/a")
    assert not [name for name in found if name and ":" in name]


def test_an_offer_leaves_the_environment_as_it_was_read(site: MakeSite) -> None:
    built = site(SITE, OPENGRAPH)
    assert not [name for name in built.app.env.metadata["posts/a"] if name.startswith("og:")]


# It asks the environment for the application, which Sphinx 9 deprecates.
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:PendingDeprecationWarning")
@pytest.mark.parametrize("parallel", [1, 4])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_sitemap_names_archives_and_later_pages(
    site: MakeSite, builder: str, parallel: int
) -> None:
    pages = files(5)
    pages["posts/p1.md"] = "---\ndate: 2026-01-29\ncategory: C++\n---\n# P1\n"
    built = site(pages, SITEMAP, builder, parallel=parallel)
    tree = ET.fromstring(built.text("sitemap.xml"))  # noqa: S314 - our own file
    found = [each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    end = "/" if builder == "dirhtml" else ".html"
    overview = "category/" if builder == "dirhtml" else "category/index.html"
    wanted = [overview, f"category/c{end}", f"blog/page/2{end}", f"blog/page/3{end}", f"blog{end}"]
    for page in wanted:
        assert found.count(f"{BASE}/{page}") == 1


@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:PendingDeprecationWarning")
def test_a_build_that_writes_every_document_names_every_page_in_the_sitemap(
    site: MakeSite,
) -> None:
    def named() -> set[str]:
        return {*built.text("sitemap.xml").replace("</loc>", "<loc>").split("<loc>")[1::2]}

    pages = files(3) | {"posts/p1.md": "---\ndate: 2026-01-29\ncategory: C\n---\n# P1\n"}
    built = site(pages, SITEMAP)
    before = named()
    built.rebuild({**pages})
    assert named() == before


def test_the_head_of_an_index_follows_an_edit_of_a_post(site: MakeSite) -> None:
    built = site(SITE, CONF)
    built.rebuild({"posts/a.md": POST.replace("Why *delays*", "How *delays*")})
    [found] = data(built)
    assert [each["name"] for each in found["mainEntity"]["itemListElement"]] == [
        "How delays matter"
    ]


def test_a_changed_setting_writes_every_head_again(site: MakeSite) -> None:
    built = site(SITE, CONF)
    built.rebuild(config={"html_baseurl": "https://example.org/"})
    assert listed(built, "index") == ["https://example.org/posts/a.html"]
    assert listed(built, "category/systems-thinking") == ["https://example.org/posts/a.html"]
    built.rebuild(config={**built.config, "postindex_structured_data": False})
    assert data(built) == data(built, "posts/a") == data(built, "category/systems-thinking") == []


def test_nothing_of_ours_would_run_under_a_strict_policy(site: MakeSite) -> None:
    """A script element of another type is data (HTML, 4.12.1); a policy does not concern it."""
    built = site(SITE, CONF)
    bare = site(SITE, f"{CONF}postindex_structured_data = False\n")
    for page in ("index", "posts/a", "category/systems-thinking"):
        ours, theirs = (
            [each.get("type") for each in each_site.html(page).iter("script")]
            for each_site in (built, bare)
        )
        assert sorted(filter(None, ours)) == ["application/ld+json"]
        assert [each for each in ours if not each] == [each for each in theirs if not each]
    assert Written(built.text("posts/a.html")).has_posting
