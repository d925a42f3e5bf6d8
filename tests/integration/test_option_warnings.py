"""What is wrong with an index is said once, at its line, with the nearest right name.

Each case is a page of one site, in MyST and in reStructuredText; both get the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_postindex.problems import Problem

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

POSTS: Files = {
    "posts/a.md": """
        ---
        date: 2026-06-01
        category: Systems
        tags: [Caching]
        author: Ann
        series: Delays
        language: de
        location: Bonn
        rating: 3
        ---
        # a

        Text of a.
        """,
    "posts/b.md": "---\ndate: 2026-06-02\ncategory: Clocks\n---\n# b\n\nText of b.\n",
}
OUR_OWN = [r"\[postindex\.", r"toc\.not_included"]

# One option line, and the text of its one warning.
OPTION = {
    "limit: x": "option 'limit': a number from 0 up is wanted, not 'x'",
    "offset: -1": "option 'offset': a number from 0 up is wanted, not '-1'",
    "excerpt-length: 1.5": "option 'excerpt-length': a number from 0 up is wanted, not '1.5'",
    "excerpt-cut: x": "option 'excerpt-cut': 'x' is not one of: word, sentence, character",
    "date-format: mediun": "option 'date-format': 'mediun' is no date format; "
    "did you mean 'medium'?",
    "heading-level: 1": "option 'heading-level': a number from 2 to 6 is wanted, not '1'",
    "layout: card": "option 'layout': 'card' is not one of: cards, list, table, compact; "
    "did you mean 'cards'?",
    "columns: 7": "option 'columns': a number from 1 to 6 is wanted, not '7'",
    "page-size: -1": "option 'page-size': a number from 0 up is wanted, not '-1'",
    "group-by: years": "option 'group-by': 'years' is not one of: year, month, category, tag, "
    "author, series; did you mean 'year'?",
    "locale: Klingonese": "option 'locale': 'Klingonese' is no language that Babel knows",
    "fields: titel": "no post has a field 'titel' to show; did you mean 'title'?",
    "fields:": "option 'fields': no value is given",
    "where: rating": "option 'where': 'rating' is not of the form: field = value",
    "where: ratnig = 3": "no post has a field 'ratnig' to filter by; did you mean 'rating'?",
    "since: yesterday": "option 'since': 'yesterday' ",
    "until: 2026-13-45": "option 'until': '2026-13-45' ",
    "sort: date down": "option 'sort': 'down' is no direction: asc or desc",
    "sort: ratnig": "no post has a field 'ratnig' to sort by; did you mean 'rating'?",
    "sort:": "option 'sort': no value is given",
    "category:": "option 'category': no value is given",
    "no-pin: no": "option 'no-pin': it is a flag and takes no value",
    "feed: x": "option 'feed': it is a flag and takes no value",
    "archive:": "option 'archive': an index of one category, tag, author or series is wanted",
    "feed: yes": "option 'feed': it is a flag and takes no value",
    "controls: serach": "option 'controls': 'serach' is not one of: search, category, tag, author, "
    "sort; did you mean 'search'?",
    "controls:": "option 'controls': no value is given",
    "class: ++": "option 'class': '++' cannot be made into the name of a class",
    "categry: x": "'categry' is not an option of postindex; did you mean 'category'?",
    "exclude-tagz: x": "'exclude-tagz' is not an option of postindex; did you mean 'exclude-tag'?",
    "more: again": "option 'more' is given twice; the last one counts",
}
TERM = {
    "category: Sytems": "no post has the category 'Sytems'; did you mean 'Systems'?",
    "categories: Systems, Clokcs": "no post has the category 'Clokcs'; did you mean 'Clocks'?",
    "tags: cachng": "no post has the tag 'cachng'; did you mean 'Caching'?",
    "author: Anne": "no post has the author 'Anne'; did you mean 'Ann'?",
    "series: Delay": "no post has the series 'Delay'; did you mean 'Delays'?",
    "language: en": "no post has the language 'en'",
    "locations: Bon": "no post has the location 'Bon'; did you mean 'Bonn'?",
    "exclude-categories: Clock": "no post has the category 'Clock'; did you mean 'Clocks'?",
    "tag: zzz*": "no post has the tag 'zzz*'",
}

WRONG = [(option, "option", text) for option, text in OPTION.items()]
WRONG += [(option, "term", text) for option, text in TERM.items()]

MYST = "# Index\n\n```{{postindex}}\n:more: here\n:{}\n```\n"
RST = "Index\n=====\n\n.. postindex::\n   :more: here\n   :{}\n"


@pytest.fixture(scope="module")
def built(module_site: MakeSite) -> Site:
    files: Files = {**POSTS, "index.md": "# Home\n"}
    for number, (option, *_) in enumerate(WRONG):
        files[f"m{number}.md"] = MYST.format(option)
        # docutils itself refuses an option that stands twice.
        twice = option.startswith("more")
        files[f"r{number}.rst"] = RST.format("class: x" if twice else option)
    return module_site(files, allow=OUR_OWN)


def told(built: Site, page: str) -> list[str]:
    """The warnings of one page, without the folder."""
    folder = f"{built.srcdir}/"
    return [
        warning.removeprefix(folder)
        for warning in built.warnings
        if warning.startswith(f"{folder}{page}:") and "toc.not_included" not in warning
    ]


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[option for option, *_ in WRONG])
def test_a_wrong_option_costs_one_warning_at_its_line(built: Site, number: int) -> None:
    _, subtype, text = WRONG[number]
    [myst] = told(built, f"m{number}.md")
    assert myst.startswith(f"m{number}.md:5: WARNING: {text}")
    assert myst.endswith(f" [postindex.{subtype}]")
    if "twice" not in text:
        [rst] = told(built, f"r{number}.rst")
        assert rst == myst.replace(f"m{number}.md:5:", f"r{number}.rst:6:")


def test_every_warning_of_these_pages_is_one_of_the_cases(built: Site) -> None:
    ours = [warning for warning in built.warnings if "postindex." in warning]
    assert len(ours) == 2 * len(WRONG) - 1


@pytest.mark.parametrize(
    "page",
    [
        "# I\n\n```{postindex} Systems\n```\n",
        "# I\n\n```{postindex}\ncategory: Systems\n```\n",
        "# I\n\n```{postindex}\n\n:category: Systems\n```\n",
        "# I\n\n```{postindex}\n:category\n```\n",
        '# I\n\n```{postindex}\n:category: "Systems\n```\n',
        "# I\n\n```{postindex}\n---\ncategory: {a\nx\n---\n```\n",
        "# I\n\n```{postindex}\n:limit: 1\n\nSystems\n```\n",
        "I\n=\n\n.. postindex:: Systems\n",
        "I\n=\n\n.. postindex::\n   category: Systems\n",
        "I\n=\n\n.. postindex::\n\n   :category: Systems\n",
        "I\n=\n\n.. postindex::\n   :category\n",
        "I\n=\n\n.. postindex::\n   :limit: 1\n   :limit: 2\n",
    ],
)
def test_a_block_that_cannot_be_read_shows_nothing(site: MakeSite, page: str) -> None:
    """Not every post: the parser has said what is wrong, once, and we add nothing."""
    name = "index.md" if page.startswith("#") else "index.rst"
    parsers = [r"\[myst\.directive_\w+\]", r"\[docutils\]"]
    built = site({**POSTS, name: page.encode()}, allow=parsers)
    assert len(built.warnings) == 1
    assert not built.html().find_class("postindex-card")


def test_options_in_a_yaml_block_have_lines_too(site: MakeSite) -> None:
    page = b"# I\n\n```{postindex}\n---\nmore: on\nlimit: x\n---\n```\n"
    built = site({**POSTS, "index.md": page}, allow=OUR_OWN)
    [warning] = told(built, "index.md")
    assert warning.startswith("index.md:6: ")


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (b"````{note}\n:class: x\n\n```{postindex}\n:limit: x\n```\n````\n", "index.md:5: "),
        (b"# I\n\n- a\n\n  ```{postindex}\n  :limit: x\n  ```\n", "index.md:6: "),
        (b"---\nx: 1\n---\n```{postindex}\n:more: a\n:  b\n:limit: x\n```\n", "index.md:7: "),
    ],
)
def test_a_nested_index_has_lines_of_its_file(site: MakeSite, page: bytes, where: str) -> None:
    built = site({**POSTS, "index.md": page}, allow=OUR_OWN)
    [warning] = told(built, "index.md")
    assert warning.startswith(where)


@pytest.mark.parametrize("option", ["category: Nobody", "tags: x, y", "author: z*"])
def test_a_term_that_no_post_has_is_expected_where_empty_is_given(
    site: MakeSite, option: str
) -> None:
    built = site({**POSTS, "index.md": f"# I\n\n```{{postindex}}\n:{option}\n:empty: None.\n```\n"})
    [text] = built.html().find_class("postindex-empty")
    assert text.text_content() == "None."


# A site for each subtype: files, and lines of conf.py.
GOOD = "---\ndate: 2026-06-01\n---\n# P\n\nText.\n"
CAUSES: dict[Problem, tuple[Files, str]] = {
    Problem.CONFIG: ({"index.md": "# I\n"}, "postindex_posts = 3"),
    Problem.DATE: ({"index.md": "---\ndate: soon\n---\n# I\n"}, ""),
    Problem.DIRECTIVE: ({"index.md": "# I\n\n> ```{post} 2026-06-01\n> ```\n"}, ""),
    Problem.FIELD: ({"index.md": GOOD.replace("\n---\n#", "\norder: x\n---\n#")}, ""),
    Problem.FRONT_MATTER: ({"index.md": "+++\ndate =\n+++\n# I\n"}, ""),
    Problem.OPTION: ({"index.md": "# I\n\n```{postindex}\n:limit: x\n```\n"}, ""),
    Problem.REQUIRED: ({"index.md": GOOD}, 'postindex_required = ["category"]'),
    Problem.TERM: ({"index.md": "# I\n\n```{postindex}\n:tag: x\n```\n"}, ""),
}


@pytest.mark.parametrize("problem", CAUSES, ids=lambda problem: problem.value)
def test_each_subtype_can_be_silenced_alone(site: MakeSite, problem: Problem) -> None:
    files, conf = CAUSES[problem]
    kind = f"postindex.{problem.value}"
    loud = site(files, conf, allow=[re.escape(f"[{kind}]")])
    assert [warning.endswith(f"[{kind}]") for warning in loud.warnings] == [True]
    site(files, f"{conf}\nsuppress_warnings = [{kind!r}]")
