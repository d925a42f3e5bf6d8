"""One page with every layout, for the tests in a browser."""

project = "Layouts"
author = "the sphinx_postindex authors"
project_copyright = f"2026, {author}"
version = "1"
html_title = project
language = "en"

extensions = ["myst_parser", "sphinx_postindex"]
postindex_drafts = True
postindex_future = True
postindex_archives = ["category", "tag", "author", "year", "series"]
postindex_byline = ["date", "updated", "category", "author", "tags", "series", "reading-time"]
