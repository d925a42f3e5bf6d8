"""What another version of us has left behind is read or dropped, never a crash.

Sphinx drops an environment as a whole when a domain in it has another version, or when it
cannot be read; the next build then reads every document again.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_postindex.domain import PostDomain
from sphinx_postindex.model import Post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Files, MakeSite, Site

FILES: Files = {
    "index.md": "# Home\n\n```{postindex}\n```\n",
    "a.md": "---\ndate: 2026-06-01\n---\n# A\n\nText of a.\n",
    "b.md": "---\ndate: 2026-06-02\n---\n# B\n\nText of b.\n",
}
NOT_OURS = [r"toc\.not_included"]


def titles(built: Site) -> list[str]:
    return [each.text_content() for each in built.html().find_class("postindex-title")]


def environment(built: Site) -> Path:
    [found] = built.builddir.rglob("environment.pickle")
    return found


def edited(built: Site, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what the domain has kept, where it is kept."""
    path = environment(built)
    env = pickle.loads(path.read_bytes())  # noqa: S301 - our own
    change(env.domaindata["post"])
    path.write_bytes(pickle.dumps(env))


def clean(site: MakeSite) -> bytes:
    return site(FILES, allow=NOT_OURS).path("index").read_bytes()


@pytest.mark.parametrize("version", [0, PostDomain.data_version + 1])
def test_facts_of_another_version_are_dropped(site: MakeSite, version: int) -> None:
    built = site(FILES, allow=NOT_OURS)
    # What such a version keeps may be of any kind.
    edited(built, lambda data: data.update(version=version, posts=["?"], indexes=None))
    built.rebuild({"index.md": "# Home\n\n```{postindex}\n```\n\nNew.\n"})
    assert titles(built) == ["B", "A"]
    assert built.app.env.domaindata["post"]["version"] == PostDomain.data_version


def test_facts_of_another_version_are_dropped_without_an_edit(site: MakeSite) -> None:
    built = site(FILES, allow=NOT_OURS)
    edited(built, lambda data: data.update(version=-1, posts={}))
    assert built.rebuild().path("index").read_bytes() == clean(site)


def test_an_older_version_finds_facts_of_ours(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = site(FILES, allow=NOT_OURS)
    monkeypatch.setattr(PostDomain, "data_version", -1)
    built.rebuild({"b.md": None})
    assert titles(built) == ["A"]


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps({"a": 1})])
def test_a_spoilt_environment_is_made_anew(site: MakeSite, content: bytes) -> None:
    built = site(FILES, allow=NOT_OURS)
    environment(built).write_bytes(content)
    assert built.rebuild().path("index").read_bytes() == clean(site)


def test_facts_of_a_class_that_is_gone_are_dropped(site: MakeSite) -> None:
    """As after a move of ``Post`` to another module."""
    built = site(FILES, allow=NOT_OURS)
    path = environment(built)
    assert path.read_bytes().count(Post.__module__.encode())
    path.write_bytes(
        path.read_bytes().replace(b"sphinx_postindex.model", b"sphinx_postindex.modle")
    )
    assert built.rebuild().path("index").read_bytes() == clean(site)


def test_the_extension_may_come_to_a_site_that_was_built_without_it(site: MakeSite) -> None:
    files = {**FILES, "index.md": "# Home\n"}
    bare = 'extensions = ["myst_parser"]'
    built = site(files, bare, allow=NOT_OURS)
    conf = (built.srcdir / "conf.py").read_text("utf-8").replace(bare, "")
    built.rebuild({"conf.py": conf, "index.md": FILES["index.md"]})
    assert titles(built) == ["B", "A"]


def test_posts_of_a_site_that_was_built_without_it_are_found_without_an_edit(
    site: MakeSite,
) -> None:
    """Sphinx reads every document again when the list of extensions changes."""
    bare = 'extensions = ["myst_parser"]\nsuppress_warnings = ["myst.directive_unknown"]'
    built = site(FILES, bare, allow=NOT_OURS)
    conf = (built.srcdir / "conf.py").read_text("utf-8").replace(bare, "")
    built.rebuild({"conf.py": conf})
    assert titles(built) == ["B", "A"]


def test_the_extension_may_go_from_a_site_that_was_built_with_it(site: MakeSite) -> None:
    built = site({**FILES, "index.md": "# Home\n"}, allow=NOT_OURS)
    conf = (built.srcdir / "conf.py").read_text("utf-8").replace(', "sphinx_postindex"', "")
    built.rebuild({"conf.py": conf})
    assert "sphinx_postindex" not in built.app.extensions
    assert built.html("a").xpath("//h1")
