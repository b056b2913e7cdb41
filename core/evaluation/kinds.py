"""The paper a complaint is answered with, and the 字 complaints are numbered by."""

from __future__ import annotations

from typing import Final

from core.words import DocumentKind

REPLY_PAPER: Final = DocumentKind(
    name="complaint_reply", title="投诉答复书", template="complaint_reply.typ", word="投"
)
