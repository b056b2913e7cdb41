"""What stands on an issued paper."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib


def paper_text(pdf: bytes) -> str:
    """Return the words of a PDF.

    Without poppler only what stands uncompressed can be read: enough to see that it is a paper.
    """
    assert pdf.startswith(b"%PDF"), pdf[:200]
    program = shutil.which("pdftotext")
    if program is None:
        streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
        return b"".join(_opened(one) for one in streams).decode("latin-1")
    done = subprocess.run(  # noqa: S603 - our own bytes, no shell
        [program, "-q", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return "".join(done.stdout.decode().split())


def _opened(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.strip())
    except zlib.error:
        return b""
