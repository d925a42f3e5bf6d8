"""A site with a paged index, and the way from one of its pages to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Files, Site

PAGED = "```{postindex}\n:page-size: 2\n```\n"
BLOG = f"# The *blog* & more\n\nWords of the page.\n\n{PAGED}"
LATER = ["blog/page/2", "blog/page/3"]
CONF = 'html_baseurl = "https://example.com/site/"\n'


def posts(number: int) -> Files:
    """Posts ``p1`` (the newest), ``p2`` and so on."""
    return {
        f"posts/p{n}.md": f"---\ndate: 2026-01-{30 - n:02}\n---\n# Post {n}\n\nText {n} as is.\n"
        for n in range(1, number + 1)
    }


def files(number: int = 5, blog: str = BLOG) -> Files:
    toctree = "# Home\n\n```{toctree}\nblog\n```\n"
    return {"index.md": toctree, "blog.md": blog, **posts(number)}


def target(built: Site, page: str, link: str) -> Path:
    """The file that a link on a page leads to."""
    path = urldefrag(link).url.partition("?")[0]
    found = (built.path(page).parent / path).resolve()
    return found / "index.html" if path.endswith(("/", ".")) or found.is_dir() else found


def nav(built: Site, page: str) -> Any:  # noqa: ANN401 - lxml has no types
    [box] = built.html(page).xpath("//nav[contains(@class, 'postindex-pages')]")
    return box


def steps(built: Site, page: str) -> dict[str, Path]:
    """The links between the pages of an index: the files that they lead to, by their text."""
    return {
        a.text_content(): target(built, page, a.get("href")) for a in nav(built, page).iter("a")
    }


def written(built: Site) -> dict[str, int]:
    """When each page was written, but for the two that Sphinx writes at every build."""
    names = {path.relative_to(built.outdir).as_posix() for path in built.outdir.rglob("*.html")}
    names -= {f"{n}{end}" for n in ("genindex", "search") for end in (".html", "/index.html")}
    return {name: (built.outdir / name).stat().st_mtime_ns for name in names}
