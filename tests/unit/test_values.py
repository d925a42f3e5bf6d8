"""What a front-matter value may be: texts, terms, people, pictures, flags, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_postindex.model import Author, Image
from sphinx_postindex.read import values
from sphinx_postindex.read.source import Scalar, from_yaml
from sphinx_postindex.read.values import Rules, Unreadable

if TYPE_CHECKING:
    from sphinx_postindex.read.source import Value

RULES = Rules(authors={"ada": Author("Ada Byron", "https://ada.example/"), "Bo": Author("Bo Li")})


def value(written: str) -> Value:
    [(_, found)] = from_yaml(f"x: {written}") or ()
    return found


def read(kind: values.Kind, written: str) -> object:
    return kind(value(written), RULES)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain", "plain"),
        ("3.10", "3.10"),
        ("no", "no"),
        ("0.20", "0.20"),
        ("2026-06-29", "2026-06-29"),
        ("'  two   blanks '", "two blanks"),
        ("|\n two\n lines\n", "two lines"),
        ('"bell\\a, \\u202eturned"', "bell, turned"),
        ('"\\t"', None),
        ("<b>%s</b> {0} {{ x }}", "<b>%s</b> {0} {{ x }}"),
    ],
)
def test_a_text_is_what_its_author_wrote_on_one_line(written: str, expected: str | None) -> None:
    assert read(values.text, written) == expected


def test_a_text_of_many_pages_is_cut() -> None:
    assert len(str(values.text(Scalar("a" * 100_000), RULES))) == 10_000


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (values.text, "[a, b]"),
        (values.text, "{a: b}"),
        (values.text, "!!python/name:os.system"),
        (values.date, "[2026-06-29]"),
        (values.date, "2026-13-45"),
        (values.date, "yesterday"),
        (values.date, "9999-12-31T23:59:59+14:00"),
        (values.date, "0001-01-01"),
        (values.date, "12:30"),
        (values.date, "none"),
        (values.date, "2023-07-18  %TODO"),
        (values.flag, "perhaps"),
        (values.flag, "2"),
        (values.flag, "[true]"),
        (values.number, "many"),
        (values.number, "nan"),
        (values.number, "1e999"),
        (values.number, "[1]"),
        (values.url, "example.org"),
        (values.url, "javascript:alert(1)"),
        (values.url, "[https://example.org]"),
        (values.image, "JaVaScRiPt:alert(1)"),
        (values.image, "[vbscript:x]"),
        (values.image, "{src: 'data:text/html,x'}"),
        (values.image, "{src: [[a.png]], alt: {b: c}}"),
        (values.terms, "[[a]]"),
        (values.terms, "[{colour: red}]"),
        (values.terms, "!!set {a}"),
        (values.authors, "[{url: https://example.org}]"),
        (values.authors, "[[a, b]]"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_a_reason_and_a_line(
    kind: values.Kind, written: str
) -> None:
    with pytest.raises(Unreadable) as error:
        read(kind, written)
    assert str(error.value)
    assert error.value.line == 1


@pytest.mark.parametrize("word", ["true", "True", "YES", "on", "1", "'yes'"])
def test_every_word_for_yes_is_yes(word: str) -> None:
    assert read(values.flag, word) is True


@pytest.mark.parametrize("word", ["false", "No", "OFF", "0", "'false'"])
def test_every_word_for_no_is_no(word: str) -> None:
    assert read(values.flag, word) is False


@pytest.mark.parametrize(("word", "number"), [("3", 3), ("-1.5", -1.5), ("'2'", 2), ("1e3", 1000)])
def test_a_number_is_finite(word: str, number: float) -> None:
    assert read(values.number, word) == number


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("one", ("one",)),
        ("one, two", ("one", "two")),
        ("intermediate,", ("intermediate",)),
        ("Software tools & optimizations", ("Software tools & optimizations",)),
        ("[AI/ML, C++, 0.2, true]", ("AI/ML", "C++", "0.2", "true")),
        ("[on, no, 3.10, 2026-06-29]", ("on", "no", "3.10", "2026-06-29")),
        ("['one, two', three]", ("one, two", "three")),
        ("'[one, \"two, three\"]'", ("one", "two, three")),
        ("'[one, two'", ("[one", "two")),
        ("'[*, two]'", ("*", "two")),
        ("[One, one, ' ONE ', two]", ("One", "two")),
        ("[a  b, 'a b']", ("a b",)),
        ("[~, '', a]", ("a",)),
        ("[{label: a, permalink: /b}, {name: c}, d]", ("a", "c", "d")),
        ("{label: a}", ("a",)),
        ("3.10", ("3.10",)),
        ("\uff21\u0301, \u00c1", ("\uff21\u0301",)),
        ("',,'", ()),
    ],
)
def test_terms_are_a_list_or_a_text_with_commas(written: str, expected: tuple[str, ...]) -> None:
    """In their order; of terms that differ in case, blanks or width only, the first stays."""
    assert read(values.terms, written) == expected


SITE = "https://jo.example/"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Jo Doe", [Author("Jo Doe")]),
        ("Jo Doe, Al Roe", [Author("Jo Doe"), Author("Al Roe")]),
        ("[Jo Doe, Al Roe]", [Author("Jo Doe"), Author("Al Roe")]),
        ("['Doe, Jo']", [Author("Doe, Jo")]),
        ("[ada, BO, Cy]", [*RULES.authors.values(), Author("Cy")]),
        ("{name: Jo, url: 'https://jo.example/'}", [Author("Jo", SITE)]),
        (
            "[{name: Jo, website: 'https://jo.example/'}, ada]",
            [Author("Jo", SITE), RULES.authors["ada"]],
        ),
        ("{name: Jo, url: 'javascript:x'}", [Author("Jo")]),
        ("{name: Jo, url: 'mailto:jo@jo.example'}", [Author("Jo", "mailto:jo@jo.example")]),
        (f'<a href="{SITE}">Jo</a>', [Author("Jo", SITE)]),
        (f"<A class=x HREF='{SITE}' rel=me>Jo</A>, Al", [Author("Jo", SITE), Author("Al")]),
        ('<a href="javascript:x">Jo</a>', [Author("Jo")]),
        (f"'[Doe, Jo]({SITE}), [Al](/al)'", [Author("Doe, Jo", SITE), Author("Al")]),
        (f"'[Jo](<{SITE}> \"home\")'", [Author("Jo", SITE)]),
        ("Jo <jo>", [Author("Jo <jo>")]),
        ("Jo <jo@jo.example>, Al", [Author("Jo"), Author("Al")]),
        ("O'Reilly, O\u2019Hara", [Author("O'Reilly"), Author("O\u2019Hara")]),
        ("O''Reilly", [Author("O''Reilly")]),
        ("[Jo, JO, jo]", [Author("Jo")]),
        ("<jo@jo.example>", [Author("<jo@jo.example>")]),
    ],
)
def test_people_are_names_keys_links_or_mappings(written: str, expected: list[Author]) -> None:
    assert read(values.authors, written) == tuple(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("img/a.png", Image("img/a.png")),
        ("/img/a b.png", Image("/img/a b.png")),
        ("https://example.org/a.png", Image("https://example.org/a.png")),
        ("[a.png, b.png]", Image("a.png")),
        ("{path: a.png, alt: Two cats}", Image("a.png", "Two cats")),
        ("{SRC: a.png}", Image("a.png")),
        ("{filename: x.jpg}", Image("x.jpg")),
        ("[{src: a.png, alt: A}]", Image("a.png", "A")),
        ("&#106;avascript:x", None),
        ("3", Image("3")),
        ("auto", Image("auto")),
        ("{src: 2, alt: A}", Image("2", "A")),
        ("0", None),
        ("false", None),
        ("{alt: Two cats}", None),
        ("{src: ''}", None),
        ("'3.png'", Image("3.png")),
        ("[~, a.png]", Image("a.png")),
        ("[[]]", None),
    ],
)
def test_a_picture_is_a_path_or_an_address(written: str, expected: Image | None) -> None:
    """A number counts the pictures in the text: which one it is, the text tells later."""
    if written.startswith("&"):
        expected, written = Image(written), f"'{written}'"
    assert read(values.image, written) == expected
