"""The form compiler: one declared form, and every product of it (T/ZSM 5.3.1, one window).

``judge`` is the only judge; ``read`` and ``draw`` are the page; the rest are the JSON Schema, the
print view, the export, the audit diff, the snapshot and the checks. What needs the database is in
``core.forms.models`` (revisions) and ``core.forms.index`` (keyed hashes).
"""

from core.forms.checks import changed_forms, check_forms, digests, digests_from, digests_text
from core.forms.days import day_typed
from core.forms.diff import diff
from core.forms.export import Column, cells, columns, safe_cell
from core.forms.html import anchor, draw
from core.forms.judge import Choices, Errors, Judged, judge, spoken
from core.forms.layout import needs_upload
from core.forms.reading import read, wants_redraw, written
from core.forms.schema import json_schema
from core.forms.snapshot import digest, form_from_snapshot, snapshot
from core.forms.view import Line, files_in, lines

__all__ = [
    "Choices",
    "Column",
    "Errors",
    "Judged",
    "Line",
    "anchor",
    "cells",
    "changed_forms",
    "check_forms",
    "columns",
    "day_typed",
    "diff",
    "digest",
    "digests",
    "digests_from",
    "digests_text",
    "draw",
    "files_in",
    "form_from_snapshot",
    "json_schema",
    "judge",
    "lines",
    "needs_upload",
    "read",
    "safe_cell",
    "snapshot",
    "spoken",
    "wants_redraw",
    "written",
]
