"""The demo: a small site of eight posts, their index and a home page."""

project = "Systems Thinking"
author = "the sphinx_postindex authors"
copyright = f"2026, {author}"
version = "1"
html_title = project
language = "en"

extensions = ["myst_parser", "sphinx_postindex"]
exclude_patterns = ["_build"]

# Canonical links and feeds need it.
html_baseurl = "https://systems-thinking.example/"
postindex_archives = ["category", "tag", "author", "year"]
postindex_archive_feeds = True

# Quotes and dashes, but no ellipses: an author's three dots stay three dots.
smartquotes_action = "qD"

html_theme = "furo"
