"""更正纪要: put a word of filed minutes right; what stood there is kept beside (5.5.2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import errors
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.models_meetings import AnalysisMeeting
from core.desk.acts import version_of
from core.desk.blueprints import desk
from core.desk.meetings import looked_at, to_meeting
from core.desk.refusing import refused
from core.forms import draw, read
from core.meetings.amending import correct_minutes, correction_form, may_correct
from core.meetings.reaching import open_meeting
from core.meetings.reading import HELD, meeting_out, state_of
from core.points.models import ServicePoint
from core.points.tree import view as point_view
from core.web import keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.words import Form

Raw = Mapping[str, Any]


@desk.get("/meetings/<meeting_id>/corrections/new")
@policy(action="meeting.hold", answer="S")
def ask_correction(meeting_id: str) -> ResponseReturnValue:
    """Ask what of the minutes is put right, and why."""
    here = acting()
    row = _corrected_by(here, meeting_id)
    if state_of(row) != HELD:
        return to_meeting(row.id)
    return _page(here, row, {}, {}, 200)


@desk.post("/meetings/<meeting_id>/corrections")
@policy(action="meeting.hold", answer="S")
@keeps_draft("desk.ask_correction")
def file_correction(meeting_id: str) -> ResponseReturnValue:
    """Put it right; a refusal keeps everything typed."""
    here = acting()
    raw = read(_form(here, _corrected_by(here, meeting_id)), request.form)
    answer = refused(
        here,
        lambda: correct_minutes(here, meeting_id[:13], version_of(), raw),
        lambda wrong, status, reasons: _page(
            here, _corrected_by(here, meeting_id), raw, wrong, status, reasons
        ),
    )
    if answer is not None:
        return answer
    flash(_("已更正，原来的留着"), "ok")
    return to_meeting(meeting_id)


def _corrected_by(here: Acting, meeting_id: str) -> AnalysisMeeting:
    row = open_meeting(here, meeting_id[:13])
    if not may_correct(here, row):
        raise errors.Forbidden("meeting.hold")
    return row


def _form(here: Acting, row: AnalysisMeeting) -> Form:
    """Return the form with the topics the viewer reads, by their place on her page."""
    told = [one for one in meeting_out(here, row).topics if one.told]
    general = str(_("一般工作"))
    return correction_form(
        [
            (one.id, " · ".join((str(place), one.number or general)))
            for place, one in enumerate(told, 1)
        ]
    )


def _page(
    here: Acting,
    row: AnalysisMeeting,
    raw: Raw,
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Sequence[dict[str, str]] = (),
) -> ResponseReturnValue:
    form, kept = _form(here, row), kept_form("desk.file_correction", meeting_id=row.id)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    looked_at(here, row)
    point = here.session.get_one(ServicePoint, (here.viewer.county, row.point_id))
    html = render_template(
        "desk/meetings/form.html",
        form=form,
        point=point_view(point),
        row=row,
        action=url_for("desk.file_correction", meeting_id=row.id),
        fields=draw(form, raw, wrong),
        reasons=reasons,
        key=form_key(kept),
        kept=kept,
    )
    return html, status
