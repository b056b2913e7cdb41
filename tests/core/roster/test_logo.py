"""The picture of a brand: plain shapes and true PNGs pass, whatever could run or reach out not."""

import struct
import zlib
from pathlib import Path

import pytest

from core.roster import LogoRefused, judge_logo, read_logo
from tests.core.roster.test_brand_file import PNG

EXAMPLE = Path(__file__).parents[3] / "examples" / "brands" / "haodajie" / "logo.svg"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'


def svg(inner: str, head: str = HEAD) -> bytes:
    return f"{head}{inner}</svg>".encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_good_pictures_pass():
    assert judge_logo(PNG).mimetype == "image/png"
    assert judge_logo(EXAMPLE.read_bytes()).mimetype == "image/svg+xml"
    shape = '<defs><linearGradient id="g"/></defs><path d="M0 0h8" fill="url(#g)"/><!-- a -->'
    assert judge_logo(b'<?xml version="1.0" encoding="UTF-8"?>\n' + svg(shape)).suffix == "svg"


@pytest.mark.parametrize(
    "data",
    [
        svg("<script>alert(1)</script>"),
        svg('<g onload="alert(1)"/>'),
        svg('<a href="https://evil.example"><path d="M0 0"/></a>'),
        svg('<image href="https://evil.example/x.png"/>'),
        svg('<use href="#x"/>'),
        svg("<foreignObject><p>x</p></foreignObject>"),
        svg("<style>* { fill: red }</style>"),
        svg('<path style="fill:red"/>'),
        svg('<path fill="url(https://evil.example)"/>'),
        svg('<path fill="URL( //evil.example )"/>'),
        svg('<path fill="javascript:alert(1)"/>'),
        svg('<animate attributeName="href"/>'),
        svg('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'),
        svg('<g xmlns="http://www.w3.org/1999/xhtml"><script>1</script></g>'),
        b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + svg("&a;"),
        b'<?xml version="1.0"?><?xml-stylesheet href="//evil.example"?>' + svg(""),
        svg("<![CDATA[x]]>"),
        b"<html></html>",
        b"<svg></svg>",
        b"GIF89a",
        b"\xff\xd8\xff",
        svg("<g>"),
        b"",
        PNG[:-4],
        PNG + b"<script>alert(1)</script>",
        PNG[:40] + b"\x00" + PNG[41:],
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9000, 1, 8, 0, 0, 0, 0)),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b""),
    ],
)
def test_whatever_is_more_than_a_picture_is_refused(data):
    with pytest.raises(LogoRefused):
        judge_logo(data)


def test_only_a_small_file_of_the_folder_itself(tmp_path):
    (tmp_path / "big.png").write_bytes(PNG + bytes(200_000))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "logo.png").write_bytes(PNG)
    (tmp_path / "link.png").symlink_to(tmp_path / "in" / "logo.png")
    for name in ("big.png", "in/logo.png", "../x.png", "link.png", "in", ".hidden"):
        with pytest.raises(LogoRefused):
            read_logo(tmp_path, name)
    with pytest.raises(LogoRefused):
        read_logo(None, "logo.png")
