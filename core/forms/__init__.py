"""The form compiler: one declared form, and every product of it (T/ZSM 5.3.1, one window).

``judge`` is the only judge, ``read`` and ``draw`` are the page, the rest are the JSON Schema, the
print view, the export, the audit diff and the snapshot. The table of form revisions is in
``core.forms.models``, which alone needs a database.
"""

from core.forms.html import anchor, draw
from core.forms.judge import Choices, Errors, Judged, judge, spoken
from core.forms.layout import needs_upload
from core.forms.reading import read, wants_redraw, written
from core.forms.snapshot import digest, form_from_snapshot, snapshot

__all__ = [
    "Choices",
    "Errors",
    "Judged",
    "anchor",
    "digest",
    "draw",
    "form_from_snapshot",
    "judge",
    "needs_upload",
    "read",
    "snapshot",
    "spoken",
    "wants_redraw",
    "written",
]
