"""Drafts, scheduled and expired posts: no trace of them, until and after they are shown."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from pixels import picture

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

BUILDERS = ("html", "dirhtml", "epub")
HOME = "---\norphan: true\n---\n# Home\n\n```{postindex}\n:empty: None\n```\n"
# No word of a secret is a part of a word of Sphinx's own files.
SECRETS = ("qwertyfile", "Qwertytitle", "Qwertylead", "qwertycategory", "qwertytag", "qwertypic")


def secret(**front: str) -> str:
    fields = {"date": "2024-01-01", "category": "qwertycategory", "tags": "[qwertytag]", **front}
    block = "\n".join(f"{name}: {value}" for name, value in fields.items())
    body = "# Qwertytitle of it\n\nQwertylead.\n\n![picture](qwertypic.png)\n![both](shared.png)\n"
    roles = "{index}`qwertyentry`, {download}`qwertyload.txt`"
    return f"---\n{block}\n---\n{body}\n(qwertytarget)=\n\nText with {roles}.\n"


SITE: Files = {
    "index.md": HOME,
    "posts/open.md": "---\ndate: 2024-02-02\n---\n# Open\n\nLead.\n\n![both](shared.png)\n",
    "posts/qwertypic.png": picture(1),
    "posts/shared.png": picture(2),
    "posts/qwertyload.txt": "A file to download.",
}
DRAFTS = {
    "draft": {"draft": "true"},
    "unreadable draft": {"draft": "perhaps"},
    "unpublished": {"published": "false"},
    "status": {"status": "draft"},
    "scheduled": {"date": "2031-01-01"},
    "expired": {"expires": "2029-01-01"},
}
# What `draft: perhaps` is told.
ODD = [r"'perhaps' is neither yes nor no; it is held back \[postindex\.field\]"]


def traces(site: Site) -> list[str]:
    """Where an output holds a word of the secret: as ``grep -ri`` would, and in a zip, too."""
    words = re.compile("qwerty", re.IGNORECASE)
    found = []
    for path in site.outdir.rglob("*"):
        name = path.relative_to(site.outdir).as_posix()
        texts = {name: path.read_bytes() if path.is_file() else b""}
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                texts |= {f"{name}!{n}": archive.read(n) for n in archive.namelist()}
        found += [n for n, data in texts.items() if words.search(n + data.decode("latin-1"))]
    return sorted(found)


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("front", DRAFTS.values(), ids=DRAFTS)
def test_what_is_not_published_leaves_no_trace(
    site: MakeSite, builder: str, front: dict[str, str]
) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret(**front)}, builder=builder, allow=ODD)
    assert traces(made) == []


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("front", DRAFTS.values(), ids=DRAFTS)
def test_what_is_withdrawn_leaves_no_trace(
    site: MakeSite, builder: str, front: dict[str, str]
) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret()}, builder=builder, allow=ODD)
    assert traces(made)
    made.rebuild({"posts/qwertyfile.md": secret(**front)})
    assert traces(made) == []
    assert list(made.outdir.rglob("shared.png")), "another post shows this one"


@pytest.mark.parametrize("builder", BUILDERS)
def test_what_is_withdrawn_leaves_no_page_though_the_record_is_lost(
    site: MakeSite, builder: str
) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret()}, builder=builder)
    for record in made.outdir.glob(".postindex*"):
        record.unlink()
    # What another extension has made beside a picture.
    (made.outdir / "_images" / "qwertypic.png.map").write_text("Words of it.")
    made.rebuild({"posts/qwertyfile.md": secret(draft="true")})
    assert traces(made) == []


FEEDS = """
html_baseurl = "https://example.org/"
postindex_archives = ["category"]
postindex_archive_feeds = True
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_archives_and_feeds_that_only_a_lost_record_knew_go_and_files_of_others_stay(
    site: MakeSite, builder: str
) -> None:
    made = site({**SITE, "posts/a.md": secret()}, FEEDS, builder)
    feed = made.outdir / "category" / "qwertycategory" / "atom.xml"
    assert made.path("category/qwertycategory").is_file()
    assert feed.is_file()
    others = [made.outdir / "mine.html", made.outdir / "mine" / "atom.xml"]
    others[1].parent.mkdir()
    for file in (*others, made.outdir / ".postindex.json"):
        file.write_text("<p>No record.</p>")
    made.rebuild({"posts/a.md": None})
    assert not made.path("category/qwertycategory").exists()
    assert not feed.exists()
    assert all(file.is_file() for file in others)


def test_what_is_deleted_leaves_no_trace(site: MakeSite) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret()})
    made.rebuild({"posts/qwertyfile.md": None, "posts/qwertypic.png": None})
    assert traces(made) == []


def test_what_is_renamed_leaves_nothing_under_its_old_name(site: MakeSite) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret()})
    made.rebuild({"posts/qwertyfile.md": None, "posts/new.md": secret()})
    assert not list(made.outdir.rglob("qwertyfile*"))
    for file in ("searchindex.js", "index.html", ".postindex.json"):
        assert "qwertyfile" not in made.text(file)
    assert list(made.outdir.rglob("qwertypic.png"))


def test_every_builder_withdraws_from_its_own_output(site: MakeSite) -> None:
    """The first build purges the post from the environment that they share."""
    made = site({**SITE, "posts/qwertyfile.md": secret()})
    for builder in BUILDERS[1:]:
        made.rebuild(builder=builder)
        assert traces(made)
    made.write({"posts/qwertyfile.md": secret(draft="true")})
    for builder in BUILDERS:
        made.rebuild(builder=builder)
        assert traces(made) == [], builder


@pytest.mark.parametrize("builder", BUILDERS)
def test_an_image_that_a_post_shows_no_more_goes(site: MakeSite, builder: str) -> None:
    made = site({**SITE, "posts/a.md": secret()}, builder=builder)
    made.rebuild({"posts/a.md": "---\ndate: 2024-01-01\n---\n# A\n\n![both](shared.png)\n"})
    assert not list(made.outdir.rglob("qwertypic.png"))
    assert list(made.outdir.rglob("shared.png"))
    made.rebuild({"posts/a.md": "---\ndate: 2024-01-01\n---\n# A\n"})
    assert list(made.outdir.rglob("shared.png")), "another post, which is not written, shows it"


def test_a_draft_without_a_date_is_held_back(site: MakeSite) -> None:
    note = "---\ndraft: true\n---\n# Qwertytitle\n"
    made = site({**SITE, "qwertyfile.md": note})
    assert traces(made) == []
    made.rebuild(tags=["drafts"], allow=["toc.not_included"])
    assert traces(made)
    made.rebuild(tags=[])
    assert traces(made) == []


def test_a_draft_that_was_shown_on_demand_leaves_nothing_when_it_is_deleted(
    site: MakeSite,
) -> None:
    note = "---\ndraft: true\n---\n# Qwertytitle\n"
    files: Files = {**SITE, "qwertyfile.md": note, "posts/qwertyfile.md": secret(draft="true")}
    made = site(files, tags=["drafts"], allow=["toc.not_included"])
    made.rebuild({"qwertyfile.md": None, "posts/qwertyfile.md": None}, tags=[])
    assert traces(made) == []


@pytest.mark.parametrize("how", ["-t drafts", "postindex_drafts"])
def test_drafts_are_shown_on_demand_with_a_label(site: MakeSite, how: str) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret(draft="true")})
    if how == "-t drafts":
        made.rebuild(tags=["drafts"])
    else:
        made.rebuild(config={"postindex_drafts": True})
    assert made.path("posts/qwertyfile").exists()
    assert "Qwertytitle" in made.text("index.html")
    assert "Draft" in made.text("index.html")
    made.rebuild(tags=[], config={})
    assert traces(made) == []


def test_a_label_goes_when_the_time_of_a_post_has_come(site: MakeSite) -> None:
    files: Files = {**SITE, "posts/qwertyfile.md": secret(date="2030-03-03")}
    made = site(files, now="2030-01-01", config={"postindex_future": True})
    assert "Scheduled" in made.text("index.html")
    made.rebuild(now="2030-04-01")
    assert "Scheduled" not in made.text("index.html")


def test_a_post_whose_time_has_come_appears_without_an_edit(site: MakeSite) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret(date="2030-03-03")}, now="2030-01-01")
    made.rebuild(now="2030-04-01")
    assert "Qwertytitle" in made.text("index.html")
    assert made.path("posts/qwertyfile").exists()
    assert "qwertytitl" in made.text("searchindex.js")


def test_a_post_that_expires_goes_without_an_edit(site: MakeSite) -> None:
    made = site({**SITE, "posts/qwertyfile.md": secret(expires="2030-03-03")}, now="2030-01-01")
    assert traces(made)
    made.rebuild(now="2030-04-01")
    assert traces(made) == []


def test_pages_that_link_to_a_post_are_written_when_it_comes_and_goes(site: MakeSite) -> None:
    links = "---\norphan: true\n---\n# Page\n\n[there](posts/new.md), {doc}`here <posts/new>`\n"
    new = "---\ndate: 2030-03-03\nexpires: 2030-06-06\n---\n# New\n"
    missing = [r"page\.md:6: WARNING: .*posts/new.* \[(ref\.doc|myst\.xref_missing)\]"]
    made = site({**SITE, "page.md": links, "posts/new.md": new}, now="2030-01-01", allow=missing)
    assert len(made.warnings) == 2, "links to what is not published warn"
    for builder in ("html", "dirhtml"):
        made.rebuild(builder=builder)
        assert not made.html("page").xpath("//a[contains(@href, 'posts/new')]")
    for now, links_there in (("2030-04-01", 2), ("2030-07-01", 0), ("2030-04-02", 2)):
        for builder in ("html", "dirhtml"):
            made.rebuild(builder=builder, now=now)
            found = made.html("page").xpath("//a[contains(@href, 'posts/new')]")
            assert len(found) == links_there, (now, builder)
            assert len(made.warnings) == 2 - links_there
            stamp = made.path("page").stat().st_mtime_ns
            made.rebuild()
            assert made.path("page").stat().st_mtime_ns == stamp, "and then no more"


def test_a_link_to_a_post_that_did_not_exist_is_good_once_it_does(site: MakeSite) -> None:
    """MyST decides while it reads a page: the page must be read again."""
    page = "---\norphan: true\n---\n# Page\n\n[there](posts/new.md)\n"
    made = site({**SITE, "page.md": page}, allow=["xref_missing"])
    made.rebuild(builder="dirhtml")
    made.write({"posts/new.md": "---\ndate: 2024-01-01\n---\n# New\n"})
    for builder in ("html", "dirhtml"):
        made.rebuild(builder=builder, allow=[])
        assert made.html("page").xpath("//a[contains(@href, 'posts/new')]"), builder


def test_every_builder_sees_that_one_of_two_links_is_good_now(site: MakeSite) -> None:
    page = "---\norphan: true\n---\n# Page\n\n{doc}`posts/soon` {doc}`posts/later`\n"
    posts: Files = {
        "posts/soon.md": "---\ndate: 2030-03-03\n---\n# Soon\n",
        "posts/later.md": "---\ndate: 2030-06-06\n---\n# Later\n",
    }
    made = site({**SITE, "page.md": page, **posts}, now="2030-01-01", allow=["ref.doc"])
    made.rebuild(builder="dirhtml")
    for builder in ("html", "dirhtml"):
        made.rebuild(builder=builder, now="2030-04-01")
        assert made.html("page").xpath("//a[contains(@href, 'posts/soon')]"), builder


@pytest.mark.parametrize("record", [None, "", "{", "[]", '{"format": 1}', '{"format": 9}', "\0"])
def test_where_the_record_says_nothing_everything_is_written(
    site: MakeSite, record: str | None
) -> None:
    """Only the record knew that this page had a link in vain."""
    links = "---\norphan: true\n---\n# Page\n\n[there](posts/new.md)\n"
    new = "---\ndate: 2030-03-03\n---\n# New\n"
    files: Files = {**SITE, "page.md": links, "posts/new.md": new}
    made = site(files, now="2030-01-01", allow=["xref_missing"])
    made.rebuild(builder="dirhtml")
    # Now the post has been read: only this output tells that the page is stale.
    made.rebuild(builder="html", now="2030-04-01")
    made.builder = "dirhtml"
    file = made.outdir / ".postindex.json"
    if record is None:
        file.unlink()
    else:
        file.write_text(record, encoding="utf-8")
    made.rebuild()
    assert made.html("page").xpath("//a[contains(@href, 'posts/new')]")


def test_the_record_names_nothing_that_is_unpublished(site: MakeSite) -> None:
    links = "---\norphan: true\n---\n# Page\n\n[there](posts/qwertyfile.md)\n"
    files: Files = {**SITE, "page.md": links, "posts/qwertyfile.md": secret()}
    made = site(files, allow=["xref_missing"])
    assert "qwerty" in made.text(".postindex.json")
    made.rebuild({"posts/qwertyfile.md": secret(date="2031-01-01")})
    assert "qwerty" not in made.text(".postindex.json")
    assert "2031" not in made.text(".postindex.json")


def closing_line(site: Site) -> str:
    (line,) = re.findall(r"postindex: (\d+ posts?.*)", site.status)
    return line


def test_a_build_ends_with_the_number_of_posts(site: MakeSite) -> None:
    def numbered(number: int, **front: str) -> str:
        fields = {"date": "2024-01-01", "category": f"C{number % 3}", **front}
        block = "\n".join(f"{name}: {value}" for name, value in fields.items())
        return f"---\n{block}\n---\n# Post {number}\n"

    files: Files = {f"posts/p{n}.md": numbered(n) for n in range(8)}
    files |= {
        "index.md": HOME,
        "posts/p8.md": numbered(8, draft="true", category="Other"),
        "posts/p9.md": numbered(9, date="2031-01-01"),
    }
    made = site(files)
    assert closing_line(made) == ("8 posts in 3 categories (1 draft, 1 scheduled, not published)")
    made.rebuild()
    assert closing_line(made) == ("8 posts in 3 categories (1 draft, 1 scheduled, not published)")
    made.rebuild(config={"postindex_drafts": True})
    assert closing_line(made) == "9 posts in 4 categories (1 scheduled, not published)"
