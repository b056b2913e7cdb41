"""Look into PDF, Word, Excel and text files: what runs, unpacks without end or reads other files
is refused. Nothing is unpacked to disk, and never more than a piece at a time into memory."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo

from core.files.errors import FileRefused

MOST_PARTS = 2000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 32 * 1024 * 1024
MOST_LINKS = 2 * 1024 * 1024
MOST_TEXT = 2 * 1024 * 1024
_PIECE = 256 * 1024
_TAIL = 1024

_BROKEN = "这个文件打不开，请重新导出一份再传"
_RUNS = "文件里带有会自己运行的内容，不收；请另存为不带宏和脚本的文件再传"
_BOMB = "文件展开后太大，不收"
_MIXED = "文件后面还接着别的内容，不收；请重新导出一份再传"
_FETCHES = "文件打开时会到别处取图片或模板，不收；请另存为 PDF 再传"
_LOCKED = "加了密码的文件不收，请去掉密码再传"
_RUNNING = rb"JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA"
# two letters stand in a large picture by chance; what they begin is a text, or found elsewhere
_PDF_RUNS = re.compile(rb"/(?:(?:" + _RUNNING + rb")(?![A-Za-z])|JS(?=[\s\0(<%]))")
# objects may lie packed in a stream, where a search of the file does not see them
_PACKED = b"/ObjStm"
_STREAM = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
_FILTER = b"/Filter"
_PLAIN = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])\s*(?:/|>>)")
_OF_ELSE = re.compile(rb"/Filter\s*/(?:Standard|Adobe\.)")
# a name may be written with #xx for any of its letters, and means the same
_ESCAPED_NAME = re.compile(
    rb"/([!-\"$-'*+,\-.0-;=?-Z\\^-z|~]{0,20}#[0-9A-Fa-f]{2}[!-'*-.0-;=?-Z^-z|~]{0,60})"
)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST_ESCAPED = 20_000
_PART_RUNS = re.compile(
    r"(?i)(vbaProject|vbaData|activeX|macrosheets|embeddings/.*\.(bin|exe|js|vbs|hta|ole)$"
    r"|\.(exe|dll|js|vbs|hta|html?|mht(ml)?|svg|bat|cmd|ps1|scr|com|jar|lnk)$"
    r"|^xl/connections\.xml$)"
)
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKUP = re.compile(r"(?i)\s*<(?:!doctype|\?xml|html|svg|script|head|body|iframe|\?php|[a-z]+:)")


def check_pdf(content: bytes) -> bytes:
    """Return the PDF when it is one from the first to the last byte and runs nothing."""
    tail = content[-_TAIL:]
    end = tail.rfind(b"%%EOF")
    if end < 0:
        raise FileRefused(_BROKEN)
    if tail[end + 5 :].strip(b"\r\n\t \0"):
        raise FileRefused(_MIXED)
    for written in chain((content,), _packed_in(content)):
        if _PDF_RUNS.search(written) or _runs_in_disguise(written):
            raise FileRefused(_RUNS)
    return content


def _runs_in_disguise(content: bytes) -> bool:
    for number, found in enumerate(_ESCAPED_NAME.finditer(content)):
        name = b"/" + _ESCAPE.sub(lambda one: bytes([int(one[1], 16)]), found[1])
        if number > _MOST_ESCAPED or _PDF_RUNS.match(name + b" ") or name in (_PACKED, _FILTER):
            return True
    return False


def _packed_in(content: bytes) -> Iterator[bytes]:
    """Yield what lies in the streams of objects, unpacked; raise FileRefused for one that is packed
    in a way nobody's office program packs it, so that it cannot be looked into."""
    before, left = 0, MOST_UNPACKED
    for found in _STREAM.finditer(content):
        about, before = content[before : found.start()], found.end()
        if _PACKED not in about or _FILTER not in about:
            continue  # what is not packed was found by the search of the whole
        end = content.find(b"endstream", found.end())
        unpacking = zlib.decompressobj()
        try:
            unpacked = unpacking.decompress(content[found.end() : end], left + 1)
        except zlib.error:
            unpacked = b""
        left -= len(unpacked)
        if left < 0:
            raise FileRefused(_BOMB)
        plain = len(_PLAIN.findall(about)) + len(_OF_ELSE.findall(about)) == about.count(_FILTER)
        if not unpacking.eof or not plain or b"/Predictor" in about:
            raise FileRefused(_LOCKED if b"/Encrypt" in content else _BROKEN)
        yield unpacked


def check_office(content: bytes, main: str) -> bytes:
    """Return the Word or Excel file when its parts are what such a file has and unpack to a size a
    person could have written. Sizes are counted, not believed."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if archive.comment or _starts_late(content, parts):
                raise FileRefused(_MIXED)
            _check_names(parts, main)
            unpacked = 0
            for part in parts:
                size = _unpacked(archive, part, MOST_UNPACKED - unpacked)
                unpacked += size
                if part.filename.lower().endswith(".rels"):
                    _check_links(archive, part, size)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as fault:
        raise FileRefused(_BROKEN) from fault
    return content


def _starts_late(content: bytes, parts: list[ZipInfo]) -> bool:
    """Tell whether something else stands before the archive or behind it."""
    first = min((part.header_offset for part in parts), default=1)
    return first != 0 or content[-22:-18] != b"PK\x05\x06"


def _check_names(parts: list[ZipInfo], main: str) -> None:
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS:
        raise FileRefused(_BOMB)
    if main not in names or "[Content_Types].xml" not in names or len(set(names)) != len(names):
        raise FileRefused(_BROKEN)
    for part in parts:
        steps = part.filename.replace("\\", "/").split("/")
        if ".." in steps or part.filename.startswith("/") or ":" in part.filename:
            raise FileRefused(_BROKEN)
        if part.flag_bits & 0x1:
            raise FileRefused(_LOCKED)
        if _PART_RUNS.search(part.filename):
            raise FileRefused(_RUNS)


def _unpacked(archive: ZipFile, part: ZipInfo, left: int) -> int:
    """Return how large *part* really is; raise FileRefused beyond *left*, and for XML that defines
    its own words: that is how a few lines grow into gigabytes or read a server's files."""
    xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    most, size, before = min(left, MOST_XML) if xml else left, 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > most:
                raise FileRefused(_BOMB)
            # zero bytes out: the same markup in UTF-16 means the same
            if xml and _ENTITIES.search((before + piece).replace(b"\0", b"")):
                raise FileRefused(_RUNS)
            before = piece[-64:]
    return size


def _check_links(archive: ZipFile, part: ZipInfo, size: int) -> None:
    """Refuse what is fetched by opening the file: a template with macros from elsewhere, a picture
    that tells a stranger when and where it was looked at. A link somebody may click on stays."""
    if size > MOST_LINKS:
        raise FileRefused(_BOMB)
    try:
        links = list(ElementTree.fromstring(archive.read(part)))  # noqa: S314 - no entities, see above
    except ElementTree.ParseError as fault:
        raise FileRefused(_BROKEN) from fault
    for one in links:
        outside = one.get("TargetMode", "").strip().lower() == "external"
        if outside and one.get("Type", "").rpartition("/")[2] != "hyperlink":
            raise FileRefused(_FETCHES)


def check_text(content: bytes) -> bytes:
    """Return a text in UTF-8, whatever Chinese coding it came in; raise FileRefused for markup,
    which a browser might draw, and for what is no text."""
    if len(content) > MOST_TEXT:
        raise FileRefused("文本文件最大 %(most)s MB", most=MOST_TEXT // 1024 // 1024)
    for coding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise FileRefused(_BROKEN)
    if _MARKUP.match(text):
        raise FileRefused("网页和矢量图（HTML、SVG、XML）不收，请另存为 PDF 再传")
    if any(ord(one) < 0x20 and one not in "\t\n\r\f" for one in text):
        raise FileRefused(_BROKEN)
    return text.encode()
