"""Judge the picture of a brand: PNG, or SVG of plain shapes and nothing that could run.

A brand folder comes from outside the house, and its picture is answered from our own address: a
script in it would act as whoever looks. So only what is listed here may be in it; what is not known
is refused, however harmless (T/ZSM 5.6.4).
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

MOST_BYTES = 128 * 1024
MOST_PIXELS = 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "path",
    "polygon", "polyline", "radialGradient", "rect", "stop", "svg", "text", "title", "tspan",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "clip-path", "clip-rule", "cx", "cy", "d", "dominant-baseline", "dx", "dy", "fill",
    "fill-opacity", "fill-rule", "font-family", "font-size", "font-weight", "fx", "fy",
    "gradientTransform", "gradientUnits", "height", "id", "offset", "opacity", "points",
    "preserveAspectRatio", "r", "role", "rx", "ry", "spreadMethod", "stop-color", "stop-opacity",
    "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-opacity", "stroke-width", "text-anchor", "transform", "version", "viewBox", "width",
    "x", "x1", "x2", "y", "y1", "y2", "letter-spacing", "aria-label",
})  # fmt: skip
_ADDRESS = re.compile(r"url\s*\((?!\s*#[\w-]+\s*\))|:|\\", re.IGNORECASE)
_DECLARED = re.compile(r"\A\ufeff?\s*<\?xml [^?]*\?>")


class LogoRefused(ValueError):
    """The picture may not be shown; the text tells its author why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Logo:
    """A picture that was judged. ``suffix`` is ``png`` or ``svg``."""

    suffix: str
    data: bytes = field(repr=False)

    @property
    def mimetype(self) -> str:
        """The type it is answered with."""
        return "image/png" if self.suffix == "png" else "image/svg+xml"


def read_logo(home: Path | None, name: str) -> Logo:
    """Return the picture *name* in the folder *home*; raise `LogoRefused`."""
    if home is None or Path(name).name != name or name.startswith("."):
        raise LogoRefused("the logo is a plain file name in the brand's own folder")
    path = home / name
    if not path.is_file() or path.is_symlink():
        raise LogoRefused(f"there is no file {name} in the brand's folder")
    if path.stat().st_size > MOST_BYTES:
        raise LogoRefused(f"{name} is larger than {MOST_BYTES // 1024} KB")
    return judge_logo(path.read_bytes())


def judge_logo(data: bytes) -> Logo:
    """Return the picture, by its content and not by its name; raise `LogoRefused`."""
    if data.startswith(_PNG):
        _judge_png(data)
        return Logo(suffix="png", data=data)
    _judge_svg(data)
    return Logo(suffix="svg", data=data)


def _judge_png(data: bytes) -> None:
    """Walk the chunks to the end: what follows the picture would be another file in disguise."""
    at, first, last = len(_PNG), b"", b""
    while at < len(data):
        if at + 12 > len(data):
            raise LogoRefused("the PNG is cut off")
        length, last = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        stored = data[at + 8 + length : at + 12 + length]
        if len(body) != length or stored != struct.pack(">I", zlib.crc32(last + body)):
            raise LogoRefused("the PNG is damaged")
        if not first:
            first = last
            if first != b"IHDR" or length != 13:
                raise LogoRefused("the PNG does not begin as one")
            width, height = struct.unpack(">II", body[:8])
            if not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS:
                raise LogoRefused(f"the picture is larger than {MOST_PIXELS} pixels")
        at += 12 + length
        if last == b"IEND" and at != len(data):
            raise LogoRefused("something follows the end of the PNG")
    if last != b"IEND":
        raise LogoRefused("the PNG is cut off")


def _judge_svg(data: bytes) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise LogoRefused("neither a PNG nor an SVG in UTF-8") from None
    rest = _DECLARED.sub("", text, count=1)
    # before the parser sees it: an entity may unfold into gigabytes, or reach for a file
    if "<!" in re.sub(r"<!--.*?-->", "", rest, flags=re.DOTALL) or "<?" in rest:
        raise LogoRefused("an SVG may hold no DOCTYPE, no entity and no instruction")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - declarations were refused above
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise LogoRefused(f"neither a PNG nor well-formed SVG (line {line})") from None
    if root.tag != f"{_NAMESPACE}svg":
        raise LogoRefused("neither a PNG nor an SVG")
    for element in root.iter():
        name = str(element.tag).removeprefix(_NAMESPACE)
        if name not in _ELEMENTS or not str(element.tag).startswith(_NAMESPACE):
            raise LogoRefused(f"an SVG may not hold <{name[:40]}>, only plain shapes and text")
        for attribute, value in element.attrib.items():
            if attribute not in _ATTRIBUTES:
                raise LogoRefused(f"<{name}> may not carry {attribute[:40]}=")
            if _ADDRESS.search(value) and attribute != "aria-label":
                raise LogoRefused(f"<{name} {attribute}=> may not point anywhere")
