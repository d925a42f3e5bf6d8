"""Pictures for tests, made without Pillow, the posts that have them, and where they come out."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="18"/>'


def png(width: int = 4, height: int = 3, shade: int = 0) -> bytes:
    """A grey PNG, https://www.w3.org/TR/png-3/."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes([shade % 256]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds nothing."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def jpeg_head(width: int, height: int, orientation: int = 1) -> bytes:
    """What a camera writes before the picture itself: a turn (EXIF 0x0112) and a size."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif += b"\0\0\0\0"
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\1\x11\0\2\x11\0\3\x11\0"
    segments = ((b"\xff\xe1", exif), (b"\xff\xc0", frame))
    marked = (mark + struct.pack(">H", len(data) + 2) + data for mark, data in segments)
    return b"\xff\xd8" + b"".join(marked) + b"\xff\xd9"


# -- In a site -------------------------------------------------------------------------

INDEX = "# Home\n\n```{postindex}\n```\n"


def post(day: int, front: str = "", body: str = "Text.") -> str:
    """The page of a post; what it says of its picture stands in line 3."""
    return f"---\ndate: 2026-01-{day:02}\n{front}\n---\n# Post {day}\n\n{body}\n"


def named(stem: str, content: bytes, suffix: str = "png") -> str:
    """The name that an original has in an output."""
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def shown(site: Site, page: str = "index") -> dict[str, dict[str, str]]:
    """The picture of each card of a page, by the title."""
    cards = site.html(page).find_class("h-entry")
    return {
        card.find_class("postindex-title")[0].text_content(): dict(image.attrib)
        for card in cards
        for image in card.iter("img")
    }


def copied(folder: Path) -> set[str]:
    """The pictures of a folder that have a hash in their name: ours."""
    return {f.name for f in folder.rglob("*") if re.search(r"-[0-9a-f]{12}\.\w+$", f.name)}
