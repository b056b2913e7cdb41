"""A picture of a page as a scanner makes it, with grey bars where the words would be.

The practice county shows what a scan on a case looks like, and no real paper may lie in it.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

WIDTH, HEIGHT = 620, 877
"""An A4 page at 75 dots per inch."""
MARGIN, LINE, THICK = 60, 34, 9
WHITE, GREY = 250, 165
_HEAD: Final = b"\x89PNG\r\n\x1a\n"


def scanned() -> bytes:
    """Return the page as PNG; the same bytes every time."""
    rows = b"".join(b"\x00" + _row(y) for y in range(HEIGHT))
    shape = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", shape), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _HEAD + b"".join(_chunk(name, body) for name, body in parts)


def _row(y: int) -> bytes:
    """Return one row of dots: a bar as long as its line, every fifth line short, a heading."""
    line, within = divmod(y - MARGIN, LINE)
    if not (MARGIN <= y < HEIGHT - MARGIN and within < THICK) or line == 1:
        return bytes([WHITE]) * WIDTH
    left = WIDTH // 3 if line == 0 else MARGIN
    right = WIDTH - (WIDTH // 3 if line == 0 else MARGIN if line % 5 else WIDTH // 2)
    dots = (left, right - left, WIDTH - right)
    return bytes([WHITE]) * dots[0] + bytes([GREY]) * dots[1] + bytes([WHITE]) * dots[2]


def _chunk(name: bytes, body: bytes) -> bytes:
    told = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + told
