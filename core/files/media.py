"""Recordings: take out where they were made; the sound and the picture stay bit by bit."""

from __future__ import annotations

from core.files.errors import FileRefused

_BROKEN = "这段录音录像不完整，请重新导出一份再传"
# boxes that hold other boxes on the way to what a telephone writes about place and owner
_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf"})
_TELLS = frozenset({b"udta", b"meta", b"uuid"})
_KNOWN = frozenset(
    {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"mfra", b"sidx", b"styp"}
    | {b"udta", b"meta", b"uuid", b"pnot"}
)
_DEEPEST = 6


def clean_mp4(content: bytes) -> bytes:
    """Return the MP4 with its notes on place and maker blanked; lengths stay, or nothing plays."""
    kept = bytearray(content)
    end = _walk(kept, 0, len(kept), 0)
    if b"moov" not in content[:end] or b"mdat" not in content[:end]:
        raise FileRefused(_BROKEN)
    return bytes(kept[:end])


def _walk(kept: bytearray, place: int, limit: int, depth: int) -> int:
    """Blank what tells in the boxes from *place* on; return where the boxes end."""
    while place + 8 <= limit:
        length, name = (
            int.from_bytes(kept[place : place + 4], "big"),
            bytes(kept[place + 4 : place + 8]),
        )
        head = 8
        if length == 1:
            length, head = int.from_bytes(kept[place + 8 : place + 16], "big"), 16
        elif length == 0:
            length = limit - place
        if depth == 0 and name not in _KNOWN:
            return place  # something of another kind was hung on behind
        if length < head or place + length > limit:
            raise FileRefused(_BROKEN)
        if name in _TELLS:
            kept[place + 4 : place + 8] = b"free"
            kept[place + head : place + length] = bytes(length - head)
        elif name in _INSIDE and depth < _DEEPEST:
            _walk(kept, place + head, place + length, depth + 1)
        place += length
    return place


def clean_wav(content: bytes) -> bytes:
    """Return the WAV with its format and its sound, without notes and whatever follows."""
    kept, place = bytearray(), 12
    while place + 8 <= len(content):
        name = content[place : place + 4]
        length = int.from_bytes(content[place + 4 : place + 8], "little")
        # a recorder that was switched off tells more than it wrote
        body = content[place + 8 : place + 8 + length]
        if name in (b"fmt ", b"data", b"fact"):
            kept += name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
        if name == b"data":
            break
        place += 8 + length + length % 2
    if not kept.startswith(b"fmt ") or b"data" not in kept:
        raise FileRefused(_BROKEN)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WAVE" + bytes(kept)
