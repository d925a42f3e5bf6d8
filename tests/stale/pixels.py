"""Pictures of the site under test, made without Pillow."""

from __future__ import annotations

import struct
import zlib
from random import Random


def picture(shade: int) -> bytes:
    """A PNG of one pixel."""
    return _png(1, 1, bytes([shade % 256]))


def photo(shade: int, width: int = 660, height: int = 6) -> bytes:
    """A PNG of which a thumbnail is smaller: nothing in it repeats."""
    rng = Random(shade)  # noqa: S311 - the same picture every time
    return _png(width, height, rng.randbytes(width * height))


def drawing(shade: int) -> bytes:
    """An SVG: of it nothing smaller is made."""
    size = 'width="32" height="18"'
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><!-- {shade} --></svg>'
    return text.encode()


def _png(width: int, height: int, pixels: bytes) -> bytes:
    """A grey PNG, https://www.w3.org/TR/png-3/."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + pixels[n * width : (n + 1) * width] for n in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks
