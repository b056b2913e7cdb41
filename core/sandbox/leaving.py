"""What people left lying in the practice county: a form not finished at the window, and the
county's own look of two papers, one in force and one not looked through yet (T/ZSM 4.3.2.1).

The form is half an intake, as it is when the telephone rings; its page offers it again.
"""

from __future__ import annotations

from typing import Final

from flask import Flask

from core import drafts
from core.audit import note_change
from core.cases.acting import Acting
from core.db import county_scope, db
from core.documents.word.fields import replaceable
from core.documents.word.service import bring, put_in_force
from core.documents.word.starter import starter_of
from core.roster import Roster
from core.sandbox.filling import Cast
from core.sandbox.places import DEMO

INTAKE: Final = f"/{DEMO.code}/desk/"
"""Where the window's form is sent to."""
HALF_TOLD: Final = (
    ("channel", "phone"),
    ("scenario", "support_care"),
    ("danger_now", "no"),
    ("summary", "老人住院，两个儿子为谁陪护打来电话，说到一半要去接孩子，下午再打来。"),
)
LOOKS: Final = (("supervision_letter", True), ("closing_report", False))
"""Papers the admin brought a Word file for, and whether it is in force."""


def leave_lying(app: Flask, roster: Roster) -> None:
    """Leave each of them where its page shows it."""
    cast = Cast(roster=roster)
    with county_scope(app, DEMO.code):
        desk = cast.acting("desk")
        drafts.keep(desk.session, author_id=desk.me, place=INTAKE, answers=HALF_TOLD, at=desk.at)
        for kind, used in LOOKS:
            _looks(cast.acting("admin"), kind, used=used)
        db.session.commit()


def _looks(admin: Acting, kind: str, *, used: bool) -> None:
    """Bring the sheet a county begins with, as the admin's page does, and put it in force."""
    paper = replaceable()[kind]
    template = bring(
        admin.session,
        kind,
        paper,
        starter_of(paper),
        file_name=f"{kind}.docx",
        account_id=admin.me,
        at=admin.at,
    )
    _note(admin, "word.brought", kind, template.version)
    if used:
        put_in_force(admin.session, template, paper, account_id=admin.me, at=admin.at)
        _note(admin, "word.used", kind, template.version)


def _note(admin: Acting, action: str, kind: str, version: int) -> None:
    note_change(
        admin.session,
        action=action,
        actor_id=admin.me,
        target=f"paper:{kind}",
        at=admin.at,
        detail={"version": version},
    )
