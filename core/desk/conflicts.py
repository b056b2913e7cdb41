"""Two people changed one thing: what stands now is told beside what was typed, and both stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from core.cases.errors import Stale
from core.forms import Line, judge, lines
from core.words import Form, Sensitivity


def versions(stale: Stale) -> dict[str, str]:
    """Return the sentence that names both versions."""
    text = _(
        "别人刚刚改过（您看的是第 %(mine)s 版，现在是第 %(theirs)s 版）。"
        "您写的都在，请核对后再办。",
        mine=stale.mine,
        theirs=stale.theirs,
    )
    return {"text": text, "citation": ""}


def both_values(
    form: Form, theirs: Mapping[str, object], mine: Mapping[str, object], *, today: date
) -> list[dict[str, str]]:
    """Return a sentence for each answer that stands differently by now; none while what was typed
    cannot be read, for then there is nothing to compare."""
    stands, typed = judge(form, theirs, today=today), judge(form, mine, today=today)
    if not (stands.ok and typed.ok):
        return []
    now = {one.name: one for one in lines(form, stands.data, Sensitivity.RESTRICTED, blanks=True)}
    told = []
    for line in lines(form, typed.data, Sensitivity.RESTRICTED, blanks=True):
        before = _said(now[line.name]) if line.name in now else ""
        if before != _said(line):
            text = _(
                "%(label)s：现在是“%(theirs)s”，您写的是“%(mine)s”",
                label=line.label,
                theirs=before,
                mine=_said(line),
            )
            told.append({"text": text, "citation": ""})
    return told


def _said(line: Line) -> str:
    if not line.rows:
        return line.value
    rows = (str(_("、")).join(cell.value for cell in row if cell.value) for row in line.rows)
    return str(_("；")).join(rows)
