"""XML for the two formats that are made of it."""

from __future__ import annotations

from xml.etree import ElementTree as ET


def child(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element; an attribute without a value is left out.

    Names have their prefix as it is written. ElementTree's own way with namespaces keeps a
    table of prefixes for the whole process, which other extensions may change.
    """
    element = ET.SubElement(
        parent, name, {key: value for key, value in attributes.items() if value}
    )
    element.text = text or None
    return element


def document(root: ET.Element) -> bytes:
    """An indented document in UTF-8 that ends with one line end."""
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
