"""Sites in other languages than English: our words, dates, and posts in several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

INDEX = """
    # Home

    ```{postindex}
    :group-by: category
    ```

    ```{postindex}
    :layout: table
    :fields: title, date, updated, category, more, reading-time
    ```

    ```{postindex}
    :layout: compact
    :group-by: month
    ```

    ```{postindex}
    :category: None
    :empty:
    ```

    ```{postindex}
    :since: 2029-01-01
    ```
    """
FILES: Files = {
    "index.md": INDEX,
    "a.md": "---\ndate: 2026-06-29\nupdated: 2026-07\ncategory: News\n---\n# A\n\nSome text.\n",
    "b.md": "---\npost: true\ndraft: false\n---\n# B\n\nSome text.\n",
}
WORDS = {
    "de": {
        "date": "29.06.2026",
        "more": "Weiterlesen",
        "groups": ["News", "Sonstige", "Juni 2026", "Ohne Datum"],
        "head": ["Titel", "Datum", "Aktualisiert", "Kategorie", "Link", "Lesezeit"],
        "minutes": "1 Minute Lesezeit",
        "empty": "Noch keine Beiträge.",
    },
    "ar": {
        "date": "29\u200f/06\u200f/2026",
        "more": "اقرأ المزيد",
        "groups": ["News", "أخرى", "يونيو 2026", "بدون تاريخ"],
        "head": ["العنوان", "التاريخ", "آخر تحديث", "التصنيف", "الرابط", "مدة القراءة"],
        "minutes": "دقيقة واحدة للقراءة",
        "empty": "لا توجد مقالات بعد.",
    },
    "ja": {
        "date": "2026/06/29",
        "more": "続きを読む",
        "groups": ["News", "その他", "2026年6月", "日付なし"],
        "head": ["タイトル", "日付", "更新日", "カテゴリー", "リンク", "読了時間"],
        "minutes": "1分で読めます",
        "empty": "記事はまだありません。",
    },
}
ORPHANS = r"toc\.not_included"
UNDATED = r"the post has no date"


def texts(site: Site, name: str, page: str = "index") -> list[str]:
    """The texts of the elements of a class, in their order."""
    return [each.text_content().strip() for each in site.html(page).find_class(f"postindex-{name}")]


@pytest.mark.parametrize("language", WORDS)
def test_every_word_on_a_page_is_in_the_language_of_the_site(site: MakeSite, language: str) -> None:
    built = site(FILES, f"language = {language!r}", allow=[ORPHANS, UNDATED])
    wanted = WORDS[language]
    assert texts(built, "date")[0] == wanted["date"]
    assert {*texts(built, "more")} == {wanted["more"]}
    assert texts(built, "group") == wanted["groups"]
    assert [each.text_content().strip() for each in built.html().iter("th")] == wanted["head"]
    assert texts(built, "reading-time")[0] == wanted["minutes"]
    assert texts(built, "empty")[-1] == wanted["empty"]


def test_one_index_may_be_in_another_language_than_its_site(site: MakeSite) -> None:
    index = "# Home\n\n```{postindex}\n:locale: fr\n```\n\n```{postindex}\n```\n"
    built = site({**FILES, "index.md": index}, allow=[ORPHANS, UNDATED])
    assert texts(built, "date") == ["29 juin 2026", "Jun 29, 2026"]
    assert texts(built, "more") == ["Lire la suite"] * 2 + ["Read more"] * 2
    french, english = built.html().find_class("postindex")
    assert (french.get("lang"), french.get("dir"), english.get("lang")) == ("fr", None, None)
    # A post that names no language is in that of the site, whatever the words around it.
    assert [each.get("lang") for each in french.iter("h2")] == ["en", "en"]
    assert [each.get("lang") for each in english.iter("h2")] == [None, None]


def test_a_language_without_a_catalogue_has_its_dates_and_english_words(site: MakeSite) -> None:
    built = site(FILES, "language = 'it'", allow=[ORPHANS, UNDATED])
    assert texts(built, "date")[0] == "29 giu 2026"
    assert texts(built, "more")[0] == "Read more"


MANY: Files = {
    "index.md": "# Home\n\n```{postindex}\n```\n\n```{postindex}\n:layout: compact\n```\n",
    "ar.md": "---\ndate: 2026-03-03\nlang: ar\nexcerpt: نص قصير\n---\n# عنوان\n",
    "name.md": "---\ndate: 2026-03-02\nlanguage: Deutsch\nexcerpt: Kurz.\n---\n# Titel\n",
    "en.md": "---\ndate: 2026-03-01\nlanguage: en\nexcerpt: Short.\n---\n# Title\n",
    "odd.md": "---\ndate: 2026-02-28\nlanguage: Elvish\nexcerpt: Mae.\n---\n# Odd\n",
}


def foreign(root: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 - lxml has no types
    """Tag, language and text of what says its language; each of them says ``dir="auto"``, too."""
    found = [each for [box] in [root.find_class("postindex-list")] for each in box.iter()]
    assert all(("lang" in each.attrib) == (each.get("dir") == "auto") for each in found)
    return [(e.tag, e.get("lang"), e.text_content()) for e in found if "lang" in e.attrib]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_a_post_in_another_language_says_so_on_its_card(site: MakeSite, builder: str) -> None:
    """A language that is not known, and the page's own, are not written."""
    toc = "\n```{toctree}\nar\nname\nen\nodd\n```\n"
    built = site({**MANY, "index.md": str(MANY["index.md"]) + toc}, builder=builder)
    if builder == "epub":
        markup = built.text("index.xhtml")
        assert '<h2 class="postindex-title p-name" dir="auto" lang="ar">' in markup
        assert "Elvish" not in markup
        return
    assert foreign(built.html()) == [
        ("h2", "ar", "عنوان"),
        ("p", "ar", "نص قصير"),
        ("h2", "de", "Titel"),
        ("p", "de", "Kurz."),
    ]
    [lines] = built.html().find_class("postindex-lines")
    assert [(e.tag, e.get("lang"), e.get("dir")) for e in lines.iter() if "lang" in e.attrib] == [
        ("span", "ar", "auto"),
        ("span", "de", "auto"),
    ]


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml", "pseudoxml"])
def test_other_builders_show_every_post_whatever_its_language(site: MakeSite, builder: str) -> None:
    toc = "\n```{toctree}\nar\nname\nen\nodd\n```\n"
    built = site({**MANY, "index.md": str(MANY["index.md"]) + toc}, builder=builder)
    files = [each for each in built.outdir.rglob("*") if each.is_file()]
    output = "".join(each.read_text("utf-8", errors="replace") for each in files)
    assert all(output.count(title) > 1 for title in ("عنوان", "Titel", "Title", "Odd"))
    assert all(excerpt in output for excerpt in ("نص قصير", "Kurz.", "Short.", "Mae."))


def test_a_new_language_of_a_post_reaches_its_card(site: MakeSite) -> None:
    built = site(MANY, allow=[ORPHANS])
    built.rebuild({"en.md": str(MANY["en.md"]).replace("language: en", "language: fr")})
    assert ("h2", "fr", "Title") in foreign(built.html())
