"""The themes of the browser tests, and sites built in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CURRENT = (
    "alabaster",
    "furo",
    "pydata_sphinx_theme",
    "sphinx_immaterial",
    "shibuya",
    "sphinxawesome_theme",
)
"""Those that live together with the newest docutils: the group ``browser`` of pyproject.toml."""
HELD_BACK = ("sphinx_book_theme", "sphinx_rtd_theme")
"""Those that hold back docutils or another theme: the group ``themes``."""
YARDSTICK = "alabaster"
"""What all are compared with, in either group: it has the fewest rules."""

THEMES = tuple(os.environ.get("BROWSER_THEMES", " ".join(CURRENT)).split())
"""The themes of this run; ``tox.ini`` sets them, as both groups have an environment."""

CLOSELY = tuple(theme for theme in THEMES if theme in CURRENT[:3])
"""Those in which the look is measured as well; the laws of the matrix are asked of all."""

DARK = frozenset({*CURRENT, *HELD_BACK} - {"alabaster", "sphinx_rtd_theme"})
"""Those that have a dark scheme."""

CONF = {
    # What its own documentation asks for; fonts would come from another host, and without
    # palettes it is light for everybody.
    "sphinx_immaterial": """
extensions.append("sphinx_immaterial")
html_theme_options = {
    "font": False,
    "palette": [
        {"media": "(prefers-color-scheme: light)", "scheme": "default"},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
    ],
}
""",
}
"""What some need in ``conf.py`` beside their name."""


def build(theme: str, out: Path, source: Path) -> None:
    """Build a site in a theme, in a process of its own; a warning is an error.

    :raises RuntimeError: if there is one, with what Sphinx said
    """
    copy = Path(f"{out}.source")
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("_build"))
    with (copy / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'\nhtml_theme = "{theme}"\n{CONF.get(theme, "")}')
    arguments = ["-q", "-E", "-W", "--keep-going", "-b", "html", "-d", f"{out}.doctrees"]
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", *arguments, copy, out],
        capture_output=True,
        text=True,
        # A fixed clock: posts have dates.
        env={**os.environ, "SOURCE_DATE_EPOCH": "1893456000"},
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"{theme}: {run.stderr}")
