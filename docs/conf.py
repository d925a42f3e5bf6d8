"""The documentation of sphinx_postindex: a site that uses the extension."""

import os
import sys
from pathlib import Path

from sphinx_postindex import __version__

# Directives of this site alone; they are not shipped.
sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx_postindex"
author = "the sphinx_postindex authors"
copyright = f"2026, {author}"
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx_postindex", "reference", "examples"]
exclude_patterns = ["_build", "_ext", "demo", "snippets"]

myst_enable_extensions = ["deflist"]
# Headings down to the options' own can be linked to: options.md#excerpt-length.
myst_heading_anchors = 3

# One of the layouts is an example.
sys.path.insert(0, str(Path(__file__).parent / "snippets" / "python"))
postindex_layouts = {"headlines": "headlines:headlines"}

# The examples show these posts, whatever news there is.
postindex_defaults = {"path": "/sample/*"}

# Feeds need an address; whoever publishes these pages sets the real one.
html_baseurl = os.environ.get("DOCS_BASEURL", "https://example.org/")
html_theme = "furo"
html_title = "sphinx_postindex"
html_static_path = ["_static"]
html_css_files = ["docs.css"]

latex_elements = {"papersize": "a4paper"}
