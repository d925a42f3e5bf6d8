"""The demo in ``docs/demo``: its index shows the page of ``seed.txt``, word for word.

What a reader sees from top to bottom is checked in a browser
(``tests/browser/test_demo_by_eye.py``); here the same words are read from the HTML.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from feedcheck import ATOM, check
from lxml import html as lxml_html

import sphinx_postindex

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = Path(__file__).parents[2] / "docs" / "demo"
SEED = [
    line for line in Path(__file__).with_name("seed.txt").read_text("utf-8").splitlines() if line
]
INDEX = "systems-thinking/index.html"
POSTS = sorted(p for p in (DEMO / "systems-thinking").glob("*.md") if p.stem != "index")
FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


def build(out: Path, *, hash_seed: int = 0, jobs: int = 1) -> None:
    """Build the demo as its readers would, from nothing; a warning or a minute fails it."""
    root = Path(sphinx_postindex.__file__).parents[1]
    # alabaster comes with Sphinx; the demo's own theme is seen by the browser tests.
    options = ["-q", "-W", "--keep-going", "-D", "html_theme=alabaster", "-j", str(jobs)]
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, "-d", f"{out}.doctrees", DEMO, out],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")]),
            "PYTHONHASHSEED": str(hash_seed),
            # A day after the last post: whatever the clock says, all of them are due.
            "SOURCE_DATE_EPOCH": "1782777600",
        },
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "html"
    build(out)
    return out


def tree(path: Path) -> Any:  # noqa: ANN401 - lxml has no types
    parser = lxml_html.HTMLParser(encoding="utf-8")
    return lxml_html.fromstring(path.read_bytes(), parser=parser)


def words(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The text of an element without the permalink that themes show on hover."""
    parts = element.xpath(".//text()[not(ancestor::a[@class = 'headerlink'])]")
    return " ".join("".join(parts).split())


def only(element: Any, name: str) -> str:  # noqa: ANN401 - lxml has no types
    """The text of the one part of a card that has this class."""
    [part] = element.find_class(f"postindex-{name}")
    return words(part)


def target(card: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The address of a card's only link."""
    [address] = card.xpath(".//a/@href")
    return str(address)


@pytest.fixture(scope="module")
def cards(site: Path) -> list[Any]:
    return list(tree(site / INDEX).find_class("postindex-card"))


def test_the_index_says_what_the_seed_says_line_for_line(site: Path, cards: list[Any]) -> None:
    page = tree(site / INDEX)
    [heading] = page.xpath("//h1[normalize-space(text()) = 'Systems Thinking Posts']")
    [back] = heading.xpath("preceding::p[a/@href = '../index.html' and . = 'Back to Home']")
    lines = [words(back), words(heading)]
    for card in cards:
        part = partial(only, card)
        lines += [part("category"), part("title"), part("excerpt"), part("date") + part("more")]
    assert lines == SEED


def test_each_post_has_one_card_and_nothing_else_has(cards: list[Any]) -> None:
    links = [target(card) for card in cards]
    assert len(links) == 8
    assert sorted(links) == [f"{post.stem}.html" for post in POSTS]


def test_a_card_links_to_the_page_that_bears_its_title(site: Path, cards: list[Any]) -> None:
    for card in cards:
        [heading] = tree((site / INDEX).parent / target(card)).xpath("//section/h1")
        assert words(heading) == only(card, "title")


def test_cards_stand_newest_first(cards: list[Any]) -> None:
    dates = [card.xpath("string(.//time/@datetime)") for card in cards]
    assert dates == sorted(set(dates), reverse=True)


def test_back_to_home_leads_home(site: Path) -> None:
    page = tree(site / INDEX)
    [back] = page.xpath("//p[. = 'Back to Home']/a/@href")
    home = tree(((site / INDEX).parent / back).resolve())
    assert [words(heading) for heading in home.xpath("//section/h1")] == ["Home"]
    assert home.xpath(f"//a[@href = '{INDEX}']")


def test_links_lead_from_every_page_to_every_post(site: Path) -> None:
    """So a reader with a keyboard gets everywhere; the search page is another way."""
    pages = {path.resolve() for path in site.rglob("*.html")}
    links = {
        page: {
            (page.parent / str(each).partition("#")[0]).resolve()
            for each in tree(page).xpath("//body//a[not(@tabindex)]/@href")
            if "://" not in str(each)
        }
        & pages
        for page in pages
    }
    posts = {site.resolve() / "systems-thinking" / f"{post.stem}.html" for post in POSTS}
    for page in pages:
        reached, new = {page}, {page}
        while new:
            new = set().union(*(links[each] for each in new)) - reached
            reached |= new
        assert posts <= reached, page


@pytest.mark.parametrize("page", ["author/ines-okafor", "tag/caching", "year/2026"])
def test_an_archive_shows_its_posts_and_the_way_home(site: Path, page: str) -> None:
    archive = tree(site / f"{page}.html")
    assert words(archive.find_class("postindex-home")[0]) == "Back to Home"
    assert archive.find_class("postindex-card")
    [canonical] = archive.xpath("//link[@rel = 'canonical']/@href")
    assert canonical == f"https://systems-thinking.example/{page}.html"


def test_the_index_is_the_archive_of_its_category(site: Path) -> None:
    """No other page is made for it, and the bylines of its posts lead to it."""
    assert [path.name for path in (site / "category").iterdir()] == ["index.html"]
    for post in POSTS:
        [byline] = tree(site / f"systems-thinking/{post.stem}.html").find_class("postindex-byline")
        [link] = byline.xpath("*[@class = 'postindex-category']/a")
        assert (words(link), link.get("href")) == ("Systems Thinking", "index.html")


def test_the_feeds_of_the_demo_are_valid(site: Path) -> None:
    """Each of its archives has one, and that of the site has all posts."""
    feeds = {path.parent: check("atom", path.read_bytes()) for path in site.rglob("atom.xml")}
    pages = {path for path in site.rglob("*.html") if tree(path).find_class("postindex-cards")}
    assert len(feeds) == len(pages) + 1
    assert len(feeds[site].findall(f"{ATOM}entry")) == len(POSTS)


def test_home_and_index_have_no_card_of_their_own(cards: list[Any]) -> None:
    assert not {"Home", "Systems Thinking Posts"} & {only(card, "title") for card in cards}


def test_no_post_has_a_synonym_of_excerpt() -> None:
    synonyms = re.compile(r"^(summary|description|abstract)\b", re.MULTILINE)
    assert not [post.name for post in POSTS if synonyms.search(front_matter(post))]


def front_matter(post: Path) -> str:
    match = FRONT_MATTER.match(post.read_text("utf-8"))
    assert match, f"{post.name} has no front matter"
    return match[1]


def test_exactly_the_first_third_and_fourth_card_have_an_excerpt_of_their_own(
    cards: list[Any],
) -> None:
    """The seed joins a heading or a paragraph break into these; no rule of ours does."""
    excerpt = re.compile(r"^excerpt:", re.MULTILINE)
    own = {f"{post.stem}.html" for post in POSTS if excerpt.search(front_matter(post))}
    assert [n for n, card in enumerate(cards, 1) if target(card) in own] == [1, 3, 4]


def opening(page: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """The paragraphs of a post above its first subheading."""
    for element in page.xpath("//section[h1]")[0]:
        if element.tag == "section":
            return
        if element.tag == "p" and "postindex-byline" not in element.get("class", ""):
            yield words(element)


@pytest.mark.parametrize("number", [2, 5, 6, 7, 8])
def test_the_other_excerpts_are_the_first_150_characters_of_a_longer_body(
    site: Path, cards: list[Any], number: int
) -> None:
    card = cards[number - 1]
    text = " ".join(opening(tree((site / INDEX).parent / target(card))))
    assert len(text) > 153
    assert only(card, "excerpt") == f"{text[:150]}..."


@pytest.mark.parametrize(("hash_seed", "jobs"), [(1, 1), (2, 4)])
def test_another_run_writes_the_same_bytes(
    site: Path, tmp_path: Path, hash_seed: int, jobs: int
) -> None:
    again = tmp_path / "html"
    build(again, hash_seed=hash_seed, jobs=jobs)
    first, second = (
        {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (site, again)
    )
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
