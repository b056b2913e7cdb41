"""What is brought to a window: kept, cleaned of what it should not tell, or refused in words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.files.errors import FileRefused
from core.files.kinds import KINDS, kind_of
from core.files.names import clean_name, disposition
from core.files.service import look_into
from tests.core.files import brought

HOSTILE = list(brought.refused())
TELLING = list(brought.told_too_much())
HARMLESS = list(brought.harmless())
LARGEST_GROWTH = 200 * 1024  # KiB


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) + len(TELLING) >= 60


@pytest.mark.parametrize(("what", "name", "content"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_what_may_harm_is_refused_in_words(what: str, name: str, content: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        look_into(name, content)
    assert any("一" <= sign <= "鿿" for sign in refusal.value.text), "a sentence for a person"


@pytest.mark.parametrize(("what", "content", "kind"), TELLING, ids=[one[0] for one in TELLING])
def test_what_tells_too_much_is_kept_without_it(what: str, content: bytes, kind: str) -> None:
    assert brought.HOME in content
    found, _name, kept = look_into("照片.jpg", content)
    assert found.name == kind
    assert brought.HOME not in kept
    assert brought.SCRIPT not in kept
    assert kind_of(kept).clean(kept) == kept, "cleaned once is clean"


@pytest.mark.parametrize(("what", "content", "kind"), HARMLESS, ids=[one[0] for one in HARMLESS])
def test_what_is_harmless_stays_as_it_came(what: str, content: bytes, kind: str) -> None:
    found, _name, kept = look_into("a", content)
    assert (found.name, kept) == (kind, content)


@pytest.mark.parametrize("order", ["big", "little"])
def test_how_the_camera_was_held_is_kept(order: str) -> None:
    """Without it every portrait would lie on its side; it is the only thing that stays."""
    sent = brought.jpeg(brought.segment(0xE1, b"Exif\0\0" + brought.exif(8, order)))
    block = brought.exif(8)[: -len(brought.HOME)]
    assert brought.segment(0xE1, b"Exif\0\0" + block) in look_into("a.jpg", sent)[2]
    upright = brought.jpeg(brought.segment(0xE1, b"Exif\0\0" + brought.exif(1, order)))
    assert look_into("a.jpg", upright)[2] == brought.jpeg()
    assert (
        brought.chunk(b"eXIf", block)
        in look_into("a.png", brought.png(brought.chunk(b"eXIf", brought.exif(8, order))))[2]
    )
    assert (
        brought.part(b"EXIF", block)
        in look_into("a.webp", brought.webp(brought.part(b"EXIF", brought.exif(8, order))))[2]
    )


def test_chinese_text_in_any_coding_becomes_one() -> None:
    for coding in ("utf-8", "utf-8-sig", "gb18030"):
        assert look_into("a.txt", "离婚协议".encode(coding))[2] == "离婚协议".encode()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("离婚协议.pdf", "离婚协议.pdf"),
        ("照片.JPEG", "照片.JPEG.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\周\\协议.pdf", "协议.pdf"),
        ("a\0.pdf", "a.pdf"),
        ("协议.pdf\0.exe", "协议.pdf.exe.pdf"),
        ("gnp.exe\u202efdp.pdf", "gnp.exefdp.pdf"),
        ("", "未命名.pdf"),
        ("...", "未命名.pdf"),
        (".pdf", "pdf.pdf"),
        ("CON.pdf", "未命名CON.pdf"),
        ("nul", "未命名nul.pdf"),
        ('a<b>:"c|d?*.pdf', "a_b___c_d__.pdf"),
        ("行\r\n头: x.pdf", "行头_ x.pdf"),
        ("半\ud83d个.pdf", "半个.pdf"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_a_name_keeps_its_chinese_and_loses_what_misleads(sent: str, shown: str) -> None:
    assert clean_name(sent, "pdf", ("pdf",)) == shown
    header = disposition(shown)
    assert header.isascii()
    assert header.startswith("attachment; ")
    assert not set("\r\n") & set(header)


def test_no_kind_that_a_browser_runs_is_taken() -> None:
    assert not {kind.mime.partition(";")[0] for kind in KINDS.values()} & {
        "text/html",
        "image/svg+xml",
        "application/xml",
        "text/xml",
        "application/xhtml+xml",
        "application/zip",
    }


def test_the_whole_lot_takes_little_memory() -> None:
    """Judged one after the other in a process of their own; the bytes brought are in it too."""
    program = """
import resource
from core.files.errors import FileRefused
from core.files.kinds import kind_of
from tests.core.files import brought

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before = peak()
for _what, _name, content in brought.refused():
    try:
        kind_of(content).clean(content)
    except FileRefused:
        continue
for content in (b"\\xff\\xd8" + bytes(20_000_000), brought.pdf(bytes(20_000_000))):
    try:
        kind_of(content).clean(content)
    except FileRefused:
        continue
print(peak() - before)
"""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < LARGEST_GROWTH
