"""Which kinds of file are taken, recognised by what is inside and never by the name.

The list is short on purpose: what a window receives as evidence and attachment. Everything that
could run, draw itself in our page or unpack without end is left out, and told why. The signatures
are a dozen lines; a library that knows a thousand formats would have to be narrowed again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.files.errors import FileRefused
from core.files.media import clean_mp4, clean_wav
from core.files.papers import check_office, check_pdf, check_text
from core.files.pictures import clean_jpeg, clean_png, clean_webp

LARGEST = 20 * 1024 * 1024
"""Bytes of one file. A scan of thirty pages or ten minutes of a telephone's recording."""


def _as_it_is(content: bytes) -> bytes:
    return content


@dataclass(frozen=True, kw_only=True, slots=True)
class FileKind:
    """``clean`` returns the content to keep, without what it should not tell; it raises
    FileRefused for what must not be kept."""

    name: str
    title: str
    mime: str
    extensions: tuple[str, ...]
    clean: Callable[[bytes], bytes]
    picture: bool = False

    @property
    def extension(self) -> str:
        return self.extensions[0]


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind(
            name="jpeg",
            title="照片",
            mime="image/jpeg",
            extensions=("jpg", "jpeg"),
            clean=clean_jpeg,
            picture=True,
        ),
        FileKind(
            name="png",
            title="图片",
            mime="image/png",
            extensions=("png",),
            clean=clean_png,
            picture=True,
        ),
        FileKind(
            name="webp",
            title="图片",
            mime="image/webp",
            extensions=("webp",),
            clean=clean_webp,
            picture=True,
        ),
        FileKind(
            name="pdf",
            title="PDF",
            mime="application/pdf",
            extensions=("pdf",),
            clean=check_pdf,
        ),
        FileKind(
            name="docx",
            title="Word",
            mime=f"{_OFFICE}wordprocessingml.document",
            extensions=("docx",),
            clean=lambda content: check_office(content, "word/document.xml"),
        ),
        FileKind(
            name="xlsx",
            title="Excel",
            mime=f"{_OFFICE}spreadsheetml.sheet",
            extensions=("xlsx",),
            clean=lambda content: check_office(content, "xl/workbook.xml"),
        ),
        FileKind(
            name="text",
            title="文本",
            mime="text/plain; charset=utf-8",
            extensions=("txt",),
            clean=check_text,
        ),
        FileKind(
            name="mp3",
            title="录音",
            mime="audio/mpeg",
            extensions=("mp3",),
            clean=_as_it_is,
        ),
        FileKind(
            name="amr",
            title="录音",
            mime="audio/amr",
            extensions=("amr",),
            clean=_as_it_is,
        ),
        FileKind(
            name="wav",
            title="录音",
            mime="audio/wav",
            extensions=("wav",),
            clean=clean_wav,
        ),
        FileKind(
            name="mp4",
            title="录音录像",
            mime="video/mp4",
            extensions=("mp4", "m4a", "mov"),
            clean=clean_mp4,
        ),
    )
}
_TELLING: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"\xff\xf2", "mp3"),
    (b"#!AMR", "amr"),
)
_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"})
# kinds that people do bring, with what to do instead
_ADVICE: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "这是程序，不收"),
    (b"\x7fELF", "这是程序，不收"),
    (b"#!", "这是程序，不收"),
    (b"Rar!", "压缩包不收，请解开后一个一个地传"),
    (b"7z\xbc\xaf", "压缩包不收，请解开后一个一个地传"),
    (b"\x1f\x8b", "压缩包不收，请解开后一个一个地传"),
    (b"BZh", "压缩包不收，请解开后一个一个地传"),
    (b"\xfd7zXZ", "压缩包不收，请解开后一个一个地传"),
    (b"GIF8", "GIF 不收，请另存为 JPG 或 PNG"),
    (b"BM", "BMP 不收，请另存为 JPG 或 PNG"),
    (b"II*\0", "TIFF 不收，请另存为 JPG 或 PDF"),
    (b"MM\0*", "TIFF 不收，请另存为 JPG 或 PDF"),
    (b"\xd0\xcf\x11\xe0", "老格式的 Word、Excel 不收，请另存为 docx、xlsx 或 PDF"),
)
_OTHER = (
    "这种文件不收。收照片（JPG、PNG、WebP）、PDF、Word、Excel、文本、录音录像（MP3、AMR、WAV、MP4）"
)


def kind_of(content: bytes) -> FileKind:
    """Return the kind *content* is; raise FileRefused, saying what to do, for any other."""
    if not content:
        raise FileRefused("这是个空文件")
    if len(content) > LARGEST:
        raise FileRefused("一个文件最大 %(most)s MB", most=LARGEST // 1024 // 1024)
    for start, name in _TELLING:
        if content.startswith(start):
            return KINDS[name]
    if content.startswith(b"RIFF") and content[8:12] in (b"WEBP", b"WAVE"):
        return KINDS["webp" if content[8:12] == b"WEBP" else "wav"]
    if content[4:8] == b"ftyp":
        if content[8:12].lower() in _HEIF:
            raise FileRefused("苹果手机的 HEIC 照片不收，请在手机上改存为 JPG 再传")
        return KINDS["mp4"]
    if content.startswith(b"PK\x03\x04"):
        return KINDS[_office(content)]
    for start, advice in _ADVICE:
        if content.startswith(start):
            raise FileRefused(advice)
    if b"\0" not in content[:4096]:
        return KINDS["text"]
    raise FileRefused(_OTHER)


def _office(content: bytes) -> str:
    """Tell a Word file from an Excel one by the names in its directory, without unpacking."""
    if b"word/document.xml" in content:
        return "docx"
    if b"xl/workbook.xml" in content:
        return "xlsx"
    raise FileRefused("压缩包不收，请解开后一个一个地传")
