"""Files as people and attackers bring them, made here byte by byte; none lies in the repository."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HOME = b"28.2167N,112.9333E"
SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
TYPES = '<?xml version="1.0"?><Types/>'
WORD = "<w:document/>"


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int = 6, order: str = "big") -> bytes:
    """An EXIF block with the camera's direction and, behind it, where the picture was taken."""
    short = ">H" if order == "big" else "<H"
    word = ">I" if order == "big" else "<I"
    head = (b"MM\0*" if order == "big" else b"II*\0") + struct.pack(word, 8)
    entry = struct.pack(short, 0x0112) + struct.pack(short, 3) + struct.pack(word, 1)
    entry += struct.pack(short, turned) + b"\0\0"
    return head + struct.pack(short, 1) + entry + b"\0\0\0\0" + HOME


def jpeg(*more: bytes, across: int = 4, down: int = 4, tail: bytes = b"") -> bytes:
    """A JPEG with *more* segments after its head; its coded picture holds a stuffed FF and a
    restart mark."""
    frame = b"\x08" + struct.pack(">HH", down, across) + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
        + b"".join(more)
        + segment(0xDB, bytes(65))
        + segment(0xC0, frame)
        + segment(0xC4, bytes(19))
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + b"\xff\xd9"
        + tail
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*more: bytes, across: int = 1, down: int = 1, tail: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)
    drawn = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(more)
        + drawn
        + chunk(b"IEND", b"")
        + tail
    )


def part(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def riff(kind: bytes, *parts: bytes, tail: bytes = b"") -> bytes:
    body = kind + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body + tail


def webp(*more: bytes, across: int = 2, down: int = 2, tail: bytes = b"") -> bytes:
    size = struct.pack("<I", across - 1)[:3] + struct.pack("<I", down - 1)[:3]
    return riff(
        b"WEBP",
        part(b"VP8X", b"\x0c\0\0\0" + size),
        part(b"VP8L", b"\x2f\0\0\0\0"),
        *more,
        tail=tail,
    )


def wav(*more: bytes) -> bytes:
    return riff(b"WAVE", part(b"fmt ", bytes(16)), *more, part(b"data", b"\x01\x02\x03\x04"))


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(*inside: bytes, brand: bytes = b"isom", tail: bytes = b"") -> bytes:
    moov = box(b"moov", box(b"mvhd", bytes(20)) + b"".join(inside))
    return box(b"ftyp", brand + bytes(8)) + moov + box(b"mdat", b"\x01\x02\x03") + tail


def pdf(inside: bytes = b"", tail: bytes = b"\n") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog " + inside + b">>endobj\ntrailer<<>>\n%%EOF" + tail


def objects(inside: bytes, about: bytes = b"/Filter/FlateDecode", *, coded: bytes = b"") -> bytes:
    """A PDF whose *inside* lies packed in a stream of objects, where a search of the file is blind;
    *about* is what its dictionary says of the packing, *coded* what stands there instead."""
    stream = coded or zlib.compress(inside)
    head = b"2 0 obj<</Type/ObjStm/N 1/First 4/Length %d" % len(stream) + about + b">>"
    return pdf(b">>endobj\n" + head + b"stream\r\n" + stream + b"\nendstream endobj 3 0 obj<<")


def office(
    main: str = "word/document.xml", body: str | bytes = WORD, /, **more: str | bytes
) -> bytes:
    """A Word or Excel file with *more* parts; ``__`` in a name stands for a slash, ``_`` a dot."""
    named = {name.replace("__", "/").replace("_", "."): text for name, text in more.items()}
    return packed({"[Content_Types].xml": TYPES, main: body, **named})


def link(kind: str, where: str = "External") -> str:
    """The links of a part, with one of this *kind* to a place outside the file."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="http://schemas.example/{kind}" TargetMode="{where}"'
        ' Target="https://example.org/a"/></Relationships>'
    )


def packed(parts: dict[str, str | bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text)
        archive.comment = comment
    return out.getvalue()


def liar(content: bytes) -> bytes:
    """The same archive, whose directory says that every part is empty."""
    out, place = bytearray(content), 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        out[place + 24 : place + 28] = b"\0\0\0\0"
        place += 4
    return bytes(out)


def locked(content: bytes) -> bytes:
    """The same archive, marked as encrypted."""
    out, place = bytearray(content), 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        out[place + 8] |= 1
        place += 4
    return bytes(out)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
    + "]><l>&a8;</l>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'
ZEROS = bytes(35 * 1024 * 1024)


def refused() -> Iterator[tuple[str, str, bytes]]:
    """What may not be kept: what it is, the name it comes under, its bytes."""
    yield "empty", "空.pdf", b""
    yield "too large", "大.pdf", b"%PDF-" + bytes(20 * 1024 * 1024)
    for name, start in (
        ("windows program", b"MZ\x90\0"),
        ("linux program", b"\x7fELF\x02"),
        ("shell script", b"#!/bin/sh\nrm -rf /\n"),
        ("rar", b"Rar!\x1a\x07\x01\0"),
        ("7z", b"7z\xbc\xaf\x27\x1c"),
        ("gzip", b"\x1f\x8b\x08\0"),
        ("bzip2", b"BZh91AY&SY"),
        ("xz", b"\xfd7zXZ\0"),
        ("gif", b"GIF89a\x01\0\x01\0"),
        ("bmp", b"BM\x46\0\0\0"),
        ("tiff", b"II*\0\x08\0\0\0"),
        ("tiff of a mac", b"MM\0*\0\0\0\x08"),
        ("old word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("java class", b"\xca\xfe\xba\xbe\0\0\0\x34"),
        ("noise", bytes(range(256)) * 4),
    ):
        yield name, "资料.pdf", start + bytes(64)
    yield "heic", "IMG_1.jpg", box(b"ftyp", b"heic" + bytes(8)) + box(b"meta", HOME)
    yield "avif", "a.jpg", box(b"ftyp", b"avif" + bytes(8))
    for name, text in (
        ("svg", SVG),
        ("svg after a declaration", b'<?xml version="1.0"?>\n' + SVG),
        ("svg after blanks and a mark", b"\xef\xbb\xbf  \r\n" + SVG),
        ("html", b"<!DOCTYPE html><html>" + SCRIPT),
        ("script", SCRIPT),
        ("php", b"<?php system($_GET['c']);"),
        ("xml with entities", LAUGHS.encode()),
        ("utf-16 html", "<html>".encode("utf-16")),
        ("escape codes", b"\x1b]0;owned\x07 text"),
        ("latin noise", b"caf\xe9 \xff\xfe\x81"),
    ):
        yield name, "记录.txt", text
    yield "text of three megabytes", "长.txt", "字".encode() * 1_000_000

    yield "jpeg cut off", "a.jpg", jpeg()[:-3]
    yield "jpeg without a picture", "a.jpg", b"\xff\xd8\xff\xd9"
    yield "jpeg of lies about length", "a.jpg", b"\xff\xd8\xff\xe1\xff\xff" + b"x" * 20
    yield "jpeg that is html", "a.jpg", b"\xff\xd8\xff" + SCRIPT
    yield "jpeg of two gigapixels", "a.jpg", jpeg(across=65500, down=65500)
    yield "jpeg without height", "a.jpg", jpeg(down=0)
    yield "png cut off", "a.png", png()[:-5]
    yield "png with a wrong sum", "a.png", png().replace(b"IDAT", b"IDAU", 1)
    yield "png without a head", "a.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + SCRIPT
    yield "png of four gigapixels", "a.png", png(across=65535, down=65535)
    yield "webp cut off", "a.webp", webp()[:-3]
    yield "webp without a picture", "a.webp", riff(b"WEBP", part(b"EXIF", exif()))
    yield "webp of a gigapixel", "a.webp", webp(across=16384, down=16384)

    runs = b"3 0 <</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
    yield "pdf with a packed script", "a.pdf", objects(runs)
    hidden = runs.replace(b"Script", b"S#63ript").replace(b"/JS", b"/J#53")
    yield "pdf with a packed script in disguise", "a.pdf", objects(hidden)
    twice = objects(runs.hex().encode(), b"/Filter[/FlateDecode/ASCIIHexDecode]")
    yield "pdf packed twice", "a.pdf", twice
    decoy = b"%/Filter/FlateDecode>>\n/Filter[/FlateDecode/ASCIIHexDecode]"
    yield "pdf packed twice, saying once", "a.pdf", objects(runs.hex().encode(), decoy)
    named = objects(runs).replace(b"/ObjStm", b"/Obj#53tm")
    yield "pdf with packed objects under another spelling", "a.pdf", named
    yield "pdf with objects nobody can unpack", "a.pdf", objects(b"", coded=b"x" * 40)
    stored = zlib.compressobj(0)
    broken = stored.compress(b"endstream" + runs) + stored.flush()
    yield "pdf with objects that seem to end", "a.pdf", objects(b"", coded=broken)
    yield (
        "pdf that unpacks without end",
        "a.pdf",
        objects(b"", coded=zlib.compress(bytes(101 * 1024 * 1024), 1)),
    )
    yield "pdf cut off", "a.pdf", pdf()[:-8]
    yield "pdf with a script", "a.pdf", pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
    yield "pdf with a disguised script", "a.pdf", pdf(b"/OpenAction<</S/J#61vaScript>>")
    yield "pdf that starts a program", "a.pdf", pdf(b"/A<</S/Launch/F(cmd.exe)>>")
    yield "pdf with a file inside", "a.pdf", pdf(b"/Names<</EmbeddedFiles 2 0 R>>")
    yield "pdf with an xfa form", "a.pdf", pdf(b"/AcroForm<</XFA 3 0 R>>")
    yield "pdf and zip", "a.pdf", pdf(tail=b"\n" + packed({"a.html": "x"}))
    yield "pdf and html", "a.pdf", pdf(tail=b"\n" + SCRIPT * 60)
    yield "pdf of five million names", "a.pdf", pdf(b"/#41" * 50_000)

    yield "zip", "a.zip", packed({"a.txt": "x"})
    yield "zip under word's name", "a.docx", packed({"a.txt": "x"})
    yield "macros", "a.docx", office(word__vbaProject_bin=b"x")
    yield (
        "macros under another name",
        "a.docm",
        office("word/document.xml", WORD, word__vbaData_xml="x"),
    )
    yield "activex", "a.docx", office(word__activeX__activeX1_bin=b"x")
    yield (
        "old macros of excel",
        "a.xlsx",
        office("xl/workbook.xml", "x", xl__macrosheets__sheet1_xml="x"),
    )
    yield "a program inside", "a.docx", office(word__embeddings__a_exe=b"MZ")
    yield "a page inside", "a.docx", office(word__a_html=SCRIPT)
    yield "a saved page inside", "a.docx", office(word__afchunk_mht="x")
    yield (
        "a question to elsewhere",
        "a.xlsx",
        office("xl/workbook.xml", "x", xl__connections_xml="x"),
    )
    yield "bomb", "a.docx", office(a_bmp=ZEROS, b_bmp=ZEROS, c_bmp=ZEROS)
    yield "bomb of xml", "a.docx", office("word/document.xml", ZEROS)
    yield "bomb that lies", "a.docx", liar(office(a_bmp=ZEROS, b_bmp=ZEROS, c_bmp=ZEROS))
    yield "laughs", "a.docx", office("word/document.xml", LAUGHS)
    yield "laughs in utf-16", "a.docx", office("word/document.xml", LAUGHS.encode("utf-16"))
    yield "outside entity", "a.xlsx", office("xl/workbook.xml", OUTSIDE)
    yield "outside entity in rels", "a.docx", office(word___rels__a_rels=OUTSIDE)
    yield "outside entity, shouted", "a.docx", office(word__A_XML=OUTSIDE)
    yield "outside template", "a.docx", office(word___rels__a_rels=link("attachedTemplate"))
    yield "outside picture", "a.docx", office(word___rels__a_RELS=link("image", "EXTERNAL"))
    yield "broken links", "a.docx", office(word___rels__a_rels="<Relationships>")
    yield (
        "climbing out",
        "a.docx",
        packed(
            {"[Content_Types].xml": TYPES, "word/document.xml": WORD, "../../etc/cron.d/x": "x"}
        ),
    )
    yield (
        "climbing out backwards",
        "a.docx",
        packed({"[Content_Types].xml": TYPES, "word/document.xml": WORD, "..\\..\\x": "x"}),
    )
    yield (
        "absolute",
        "a.docx",
        packed({"[Content_Types].xml": TYPES, "word/document.xml": WORD, "/etc/x": "x"}),
    )
    yield (
        "a drive",
        "a.docx",
        packed({"[Content_Types].xml": TYPES, "word/document.xml": WORD, "C:x": "x"}),
    )
    yield "locked", "a.docx", locked(office())
    yield "word and html", "a.docx", SCRIPT + office()
    yield "word with something behind", "a.docx", office() + SCRIPT
    yield (
        "word with a note",
        "a.docx",
        packed({"[Content_Types].xml": TYPES, "word/document.xml": WORD}, b"<script>"),
    )
    yield "word cut off", "a.docx", office()[:-30]
    yield (
        "five thousand parts",
        "a.docx",
        packed(
            {
                "[Content_Types].xml": TYPES,
                "word/document.xml": WORD,
                **{f"p{n}": "" for n in range(5000)},
            }
        ),
    )

    yield "recording without sound", "a.wav", riff(b"WAVE", part(b"fmt ", bytes(16)))
    yield "film cut off", "a.mp4", mp4()[:-2]
    yield "film without a picture", "a.mp4", box(b"ftyp", b"isom" + bytes(8))
    yield "film and html", "a.mp4", box(b"ftyp", b"isom" + bytes(8)) + SCRIPT * 9


def told_too_much() -> Iterator[tuple[str, bytes, str]]:
    """What is kept once it no longer tells: what it is, its bytes, the kind it is kept as."""
    for order in ("big", "little"):
        for head in (b"Exif\0\0",):
            yield f"jpeg, {order}", jpeg(segment(0xE1, head + exif(order=order))), "jpeg"
    yield "jpeg, xmp", jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + HOME)), "jpeg"
    yield "jpeg, iptc", jpeg(segment(0xED, b"Photoshop 3.0\0" + HOME)), "jpeg"
    yield "jpeg, note", jpeg(segment(0xFE, HOME)), "jpeg"
    yield "jpeg, second picture", jpeg(tail=jpeg(segment(0xE1, b"Exif\0\0" + exif()))), "jpeg"
    yield "jpeg and zip", jpeg(tail=packed({"home.txt": HOME}) + HOME), "jpeg"
    yield "jpeg and html", jpeg(segment(0xFE, SCRIPT + HOME), tail=SCRIPT), "jpeg"
    yield "png, exif", png(chunk(b"eXIf", exif())), "png"
    yield "png, text", png(chunk(b"tEXt", b"Comment\0" + HOME)), "png"
    yield "png, packed text", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + HOME)), "png"
    yield "png and html", png(tail=SCRIPT + HOME), "png"
    yield "webp, exif and xmp", webp(part(b"EXIF", exif()), part(b"XMP ", HOME)), "webp"
    yield "webp and html", webp(tail=SCRIPT + HOME), "webp"
    yield "film, place", mp4(box(b"udta", box(b"\xa9xyz", HOME))), "mp4"
    yield "film, place of apple", mp4(box(b"meta", HOME), brand=b"qt  "), "mp4"
    yield "film and html", mp4(tail=b"<html" + SCRIPT + HOME), "mp4"
    yield "recording, notes", wav(part(b"LIST", b"INFO" + HOME)), "wav"


def harmless() -> Iterator[tuple[str, bytes, str]]:
    """What is kept byte by byte."""
    yield "jpeg", jpeg(), "jpeg"
    yield "jpeg with a profile", jpeg(segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(9))), "jpeg"
    yield "png", png(), "png"
    yield "pdf of packed objects", objects(b"3 0 <</OpenAction[4 0 R /FitH null]>>"), "pdf"
    by_chance = b">>endobj 2 0 obj<</Length 9>>stream\n\x00/JS\xf0\x81\nendstream endobj 3 0 obj<<"
    yield "pdf with a picture", pdf(by_chance), "pdf"
    yield "pdf", pdf(b"/OpenAction[3 0 R /FitH null]/Font#20Name"), "pdf"
    yield "word", office(word__styles_xml="<w:styles/>"), "docx"
    yield "word with a link", office(word___rels__a_rels=link("hyperlink")), "docx"
    yield "excel", office("xl/workbook.xml", "<workbook/>"), "xlsx"
    yield "text", "她说：三年没分到一分钱\r\n".encode(), "text"
    yield "mp3", b"ID3\x04" + bytes(60), "mp3"
    yield "amr", b"#!AMR\n" + bytes(20), "amr"
    yield "wav", wav(), "wav"
    yield "film", mp4(), "mp4"
