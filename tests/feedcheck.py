"""What feeds are held to: a schema of each format, and one way to look into all three.

``schemas/*.rng`` are made by trang of the ``.rnc`` files beside them, which people read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from lxml import etree

from sphinx_postindex.feeds import FORMATS

if TYPE_CHECKING:
    from sphinx_postindex.feeds import Feed

SCHEMAS = Path(__file__).parent / "schemas"
RULES = {name: etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng")) for name in ("atom", "rss")}
JSON_RULES = Draft202012Validator(json.loads((SCHEMAS / "jsonfeed.json").read_text("utf-8")))

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def check(name: str, written: bytes) -> Any:  # noqa: ANN401 - an XML element or what JSON holds
    """What a feed holds, once it has met its schema."""
    if name == "json":
        found = json.loads(written)
        JSON_RULES.validate(found)
        return found
    # A title may be longer than lxml admits from strangers.
    root = etree.fromstring(written, etree.XMLParser(huge_tree=True))
    RULES[name].assertValid(root)
    return root


def written(name: str, feed: Feed) -> Any:  # noqa: ANN401 - as above
    """A feed written and read again."""
    return check(name, FORMATS[name].write(feed))


def titles(name: str, feed: Feed) -> list[str]:
    """The titles of the entries in a written feed, in its order."""
    found = written(name, feed)
    if name == "json":
        return [item["title"] for item in found["items"]]
    path = f"{ATOM}entry/{ATOM}title" if name == "atom" else "channel/item/title"
    return [element.text for element in found.findall(path)]
