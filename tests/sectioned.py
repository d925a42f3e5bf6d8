"""A page with sections that are posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Files, MakeSite, Site

HOME = "# Home\n\n```{postindex}\n```\n"
NO_TOCTREE = r"toc\.not_included"
MYST = """
# Changes

What has changed.

## Version 2

```{post} 2026-02-01
:category: Releases
```

Zweiter text.

### Details

Of two.

(first)=
## Version *1*

```{post} 2026-01-01
:tags: old

An excerpt of its own.
```

Erster text.

## Plans

Planned text.
"""


def site_of(site: MakeSite, files: Files, builder: str = "html", **settings: object) -> Site:
    settings.setdefault("allow", [NO_TOCTREE])
    return site({"index.md": HOME, **files}, "", builder, **settings)  # type: ignore[arg-type]


def links(built: Site, page: str = "index") -> list[str]:
    return [str(a.get("href")) for a in built.html(page).find_class("postindex-link")]
