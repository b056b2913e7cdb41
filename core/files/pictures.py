"""Take out of a picture what it should not tell, and leave every pixel as it was.

A photograph taken at home carries the home's coordinates; the woman's address must not travel to
the other side inside her own evidence. The parts of the file are walked and only those that draw
the picture are copied, so nothing is decoded (a bomb stays asleep), nothing is recompressed (the
evidence is what the camera saw), and whatever hangs behind the end is gone.
"""

from __future__ import annotations

import zlib
from typing import Literal

from core.files.errors import FileRefused

MOST_PIXELS = 120_000_000
"""A telephone's largest; more would only serve to choke whoever opens it."""

_BROKEN = "这张图片不完整，请重新拍一张或另存一份再传"
_HUGE = "这张图片的尺寸太大，请缩小后再传"

# JPEG: APP0 draws (density), APP2 may hold the colour profile, APP14 says how colours are coded
_ICC, _JFIF, _ADOBE = b"ICC_PROFILE\0", b"JFIF\0", b"Adobe"
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDD})
_EXIF = b"Exif\0\0"

_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"iCCP"}
    | {b"pHYs", b"bKGD", b"cICP"}
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_EXIF = 0x08
_WEBP_TELLS = 0x0C  # the flags of VP8X that announce EXIF and XMP


def clean_jpeg(content: bytes) -> bytes:
    """Return the JPEG without EXIF, XMP, comments and whatever follows its end.

    How the camera was held is kept: a new EXIF block with that one number.
    """
    kept, place, sized, turned = bytearray(b"\xff\xd8"), 2, False, 0
    while True:
        marker, body, place = _segment(content, place)
        if marker == 0xD9:
            break
        if marker in _SIZES:
            sized = True
            _check_size(body[3:5], body[1:3])
        if marker == 0xE1 and body.startswith(_EXIF):
            turned = turned or _orientation(body[len(_EXIF) :])
        if _draws(marker, body):
            kept += b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2, "big") + body
        if marker == 0xDA:
            end = _scan_end(content, place)
            kept += content[place:end]
            place = end
    if not sized:
        raise FileRefused(_BROKEN)
    if 2 <= turned <= 8:
        kept[2:2] = _exif_with(turned)
    return bytes(kept + b"\xff\xd9")


def _segment(content: bytes, place: int) -> tuple[int, bytes, int]:
    """Return marker, body and where the next segment starts; raise FileRefused at a broken one."""
    while content[place : place + 2] == b"\xff\xff":
        place += 1
    if content[place : place + 1] != b"\xff" or place + 2 > len(content):
        raise FileRefused(_BROKEN)
    marker = content[place + 1]
    if marker == 0xD9:
        return marker, b"", place + 2
    length = int.from_bytes(content[place + 2 : place + 4], "big")
    end = place + 2 + length
    if length < 2 or marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8 or end > len(content):
        raise FileRefused(_BROKEN)
    return marker, content[place + 4 : end], end


def _draws(marker: int, body: bytes) -> bool:
    if marker in _SIZES or marker in _TABLES or marker == 0xDA:
        return True
    if marker == 0xE0:
        return body.startswith(_JFIF)
    if marker == 0xE2:
        return body.startswith(_ICC)
    return marker == 0xEE and body.startswith(_ADOBE)


def _scan_end(content: bytes, place: int) -> int:
    """Return where the coded picture stops: at a marker that is no restart and no stuffed zero."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise FileRefused(_BROKEN)
        follows = content[place + 1]
        if follows == 0x00 or 0xD0 <= follows <= 0xD7:
            place += 2
        elif follows == 0xFF:
            place += 1
        else:
            return place


def _orientation(tiff: bytes) -> int:
    """Return how the camera was held (1 to 8), 0 when the block does not say."""
    orders: dict[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
    order = orders.get(tiff[:2])
    if order is None:
        return 0

    def number(start: int, length: int) -> int:
        return int.from_bytes(tiff[start : start + length], order)

    first = number(4, 4)
    for entry in range(min(number(first, 2), 200)):
        start = first + 2 + entry * 12
        if start + 12 > len(tiff):
            return 0
        if number(start, 2) == 0x0112:
            return number(start + 8, 2)
    return 0


def _turned_only(turned: int) -> bytes:
    """Return an EXIF block that says nothing but how the camera was held."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2, "big") + b"\0\0"
    return b"MM\0*\0\0\0\x08" + b"\0\x01" + entry + b"\0\0\0\0"


def _exif_with(turned: int) -> bytes:
    body = _EXIF + _turned_only(turned)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _check_size(width: bytes, height: bytes) -> None:
    across, down = int.from_bytes(width, "big"), int.from_bytes(height, "big")
    if across * down > MOST_PIXELS:
        raise FileRefused(_HUGE)
    if not across or not down:
        raise FileRefused(_BROKEN)


def clean_png(content: bytes) -> bytes:
    """Return the PNG with the chunks that draw it, and nothing behind its end."""
    kept, place, first = bytearray(content[:8]), 8, True
    while True:
        length = int.from_bytes(content[place : place + 4], "big")
        name, end = content[place + 4 : place + 8], place + 12 + length
        if end > len(content) or first != (name == b"IHDR"):
            raise FileRefused(_BROKEN)
        told = int.from_bytes(content[end - 4 : end], "big")
        if zlib.crc32(memoryview(content)[place + 4 : end - 4]) != told:
            raise FileRefused(_BROKEN)
        if first:
            _check_size(content[place + 8 : place + 12], content[place + 12 : place + 16])
        if name == b"eXIf" and 2 <= (turned := _orientation(content[place + 8 : end - 4])) <= 8:
            block = b"eXIf" + _turned_only(turned)
            kept += (len(block) - 4).to_bytes(4, "big") + block
            kept += zlib.crc32(block).to_bytes(4, "big")
        if name in _PNG_KEPT:
            kept += content[place:end]
        if name == b"IEND":
            return bytes(kept)
        place, first = end, False


def clean_webp(content: bytes) -> bytes:
    """Return the WebP with the chunks that draw it, and nothing behind its end."""
    told = int.from_bytes(content[4:8], "little") + 8
    if told > len(content) + 1:
        raise FileRefused(_BROKEN)
    kept, place, turned = bytearray(), 12, 0
    while place + 8 <= min(told, len(content)):
        name = content[place : place + 4]
        length = int.from_bytes(content[place + 4 : place + 8], "little")
        body = content[place + 8 : place + 8 + length]
        if len(body) != length:
            raise FileRefused(_BROKEN)
        if name == b"VP8X":
            body = _plain_vp8x(body)
        if name == b"EXIF":
            turned = turned or _orientation(body.removeprefix(_EXIF))
        if name in _WEBP_KEPT:
            kept += name + content[place + 4 : place + 8] + body + b"\0" * (length % 2)
        place += 8 + length + length % 2
    if not any(kept.startswith(start) for start in (b"VP8 ", b"VP8L", b"VP8X")):
        raise FileRefused(_BROKEN)
    if 2 <= turned <= 8 and kept.startswith(b"VP8X"):
        block = _turned_only(turned)
        kept[8] |= _WEBP_EXIF
        kept += b"EXIF" + len(block).to_bytes(4, "little") + block
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + bytes(kept)


def _plain_vp8x(body: bytes) -> bytes:
    if len(body) != 10:
        raise FileRefused(_BROKEN)
    across, down = (int.from_bytes(body[start : start + 3], "little") + 1 for start in (4, 7))
    if across * down > MOST_PIXELS:
        raise FileRefused(_HUGE)
    return bytes([body[0] & ~_WEBP_TELLS]) + body[1:]
