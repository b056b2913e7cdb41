"""The papers a complainant is given, and the 字 complaints are numbered by."""

from __future__ import annotations

from typing import Final

from core.words import DocumentKind

REPLY_PAPER: Final = DocumentKind(
    name="complaint_reply", title="投诉答复书", template="complaint_reply.typ", word="投"
)
# under the number of the complaint itself: it tells of no more than a day
LONGER_PAPER: Final = DocumentKind(
    name="complaint_longer", title="延期答复告知书", template="complaint_longer.typ", word=""
)
