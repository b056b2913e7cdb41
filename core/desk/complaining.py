"""投诉: take one down at the window, read it, answer it or ask for more time, print what the
complainant is given (T/ZSM 6.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import note_access
from core.cases import errors
from core.cases.acting import Acting
from core.cases.evaluation_forms import COMPLAINT, LONGER, LONGER_ANSWER, LONGER_STATES, REPLY
from core.cases.here import acting
from core.cases.models_evaluation import Complaint
from core.desk.acts import version_of
from core.desk.blueprints import desk
from core.desk.evaluation_form import form_page
from core.desk.refusing import Reasons, refused
from core.evaluation.complaining import may_handle, reply_complaint, take_complaint
from core.evaluation.complaints import COMPLAINT_STATES, complaint_out
from core.evaluation.printing import longer_paper, reply_paper
from core.evaluation.prolonging import (
    answer_longer,
    ask_longer,
    may_agree,
    may_ask_longer,
    waits_for,
)
from core.evaluation.reaching import HANDLE, open_complaint, points_offered, staff_offered
from core.forms import draw, read
from core.web import keeps_draft, kept_form, policy
from core.web.once import sent_key
from core.words import Form, Kind

Raw = Mapping[str, Any]


@desk.get("/evaluation/complaints/new")
@policy(action="complaint.take", answer="S")
def new_complaint() -> ResponseReturnValue:
    """Show an empty complaint."""
    here = acting()
    begun = {"on": here.today.isoformat(), "told": "in_person"}
    return _take_page(here, begun, {}, 200, [])


@desk.post("/evaluation/complaints")
@policy(action="complaint.take", answer="S")
@keeps_draft("desk.new_complaint")
def file_complaint() -> ResponseReturnValue:
    """Take a complaint down; a refusal keeps everything typed."""
    here = acting()
    raw = read(COMPLAINT, request.form)
    made: list[Complaint] = []
    told = refused(
        here,
        lambda: made.append(take_complaint(here, raw, key=sent_key())),
        lambda wrong, status, reasons: _take_page(here, raw, wrong, status, reasons),
    )
    if told is not None:
        return told
    flash(_("已登记，由上一级办理"), "ok")
    return redirect(url_for("desk.complaint", complaint_id=made[0].id), 303)


@desk.get("/evaluation/complaints/<complaint_id>")
@policy(action="improve.read", answer="S")
def complaint(complaint_id: str) -> ResponseReturnValue:
    """Show one complaint, as far as it is for the viewer."""
    here = acting()
    row = open_complaint(here, complaint_id[:13])
    _looked(here, row)
    return render_template(
        "desk/evaluation/complaint.html",
        complaint=complaint_out(here, row),
        states=COMPLAINT_STATES,
        longer_states=LONGER_STATES,
        today=here.today,
    )


@desk.get("/evaluation/complaints/<complaint_id>/reply")
@policy(action="complaint.handle", answer="S")
def ask_reply(complaint_id: str) -> ResponseReturnValue:
    """Ask what was found and how it was answered."""
    here = acting()
    row = _handled(here, complaint_id)
    if row.result:
        return _to(row.id)
    _looked(here, row)
    return _page_of(REPLY, "desk.file_reply", row, {"on": here.today.isoformat()}, {}, 200, [])


@desk.post("/evaluation/complaints/<complaint_id>/reply")
@policy(action="complaint.handle", answer="S")
@keeps_draft("desk.ask_reply")
def file_reply(complaint_id: str) -> ResponseReturnValue:
    """File the answer; a refusal keeps everything typed."""
    here = acting()
    raw = read(REPLY, request.form)
    told = refused(
        here,
        lambda: reply_complaint(here, complaint_id[:13], version_of(), raw),
        lambda wrong, status, reasons: _page_of(
            REPLY, "desk.file_reply", _handled(here, complaint_id), raw, wrong, status, reasons
        ),
    )
    if told is not None:
        return told
    flash(_("已答复"), "ok")
    return _to(complaint_id)


@desk.get("/evaluation/complaints/<complaint_id>/longer")
@policy(action="complaint.handle", answer="S")
def ask_more_time(complaint_id: str) -> ResponseReturnValue:
    """Ask until when the answer is put off, and why."""
    here = acting()
    row = _handled(here, complaint_id)
    if not may_ask_longer(here, row):
        return _to(row.id)
    _looked(here, row)
    return _page_of(LONGER, "desk.file_more_time", row, {}, {}, 200, [])


@desk.post("/evaluation/complaints/<complaint_id>/longer")
@policy(action="complaint.handle", answer="S")
@keeps_draft("desk.ask_more_time")
def file_more_time(complaint_id: str) -> ResponseReturnValue:
    """Ask the level above for more time; a refusal keeps everything typed."""
    here = acting()
    raw = read(LONGER, request.form)
    told = refused(
        here,
        lambda: ask_longer(here, complaint_id[:13], version_of(), raw),
        lambda wrong, status, reasons: _page_of(
            LONGER, "desk.file_more_time", _handled(here, complaint_id), raw, wrong, status, reasons
        ),
    )
    if told is not None:
        return told
    flash(_("已请上一级审批"), "ok")
    return _to(complaint_id)


@desk.get("/evaluation/complaints/<complaint_id>/longer/answer")
@policy(action="complaint.handle", answer="S")
def ask_agreement(complaint_id: str) -> ResponseReturnValue:
    """Ask the second person whether the answer may come later."""
    here = acting()
    row = _agreed_by(here, complaint_id)
    if not waits_for(here, row):
        return _to(row.id)
    _looked(here, row)
    return _page_of(LONGER_ANSWER, "desk.file_agreement", row, {}, {}, 200, [])


@desk.post("/evaluation/complaints/<complaint_id>/longer/answer")
@policy(action="complaint.handle", answer="S")
@keeps_draft("desk.ask_agreement")
def file_agreement(complaint_id: str) -> ResponseReturnValue:
    """File what the second person says; a refusal keeps everything typed."""
    here = acting()
    raw = read(LONGER_ANSWER, request.form)
    told = refused(
        here,
        lambda: answer_longer(here, complaint_id[:13], version_of(), raw),
        lambda wrong, status, reasons: _page_of(
            LONGER_ANSWER,
            "desk.file_agreement",
            _agreed_by(here, complaint_id),
            raw,
            wrong,
            status,
            reasons,
        ),
    )
    if told is not None:
        return told
    flash(_("已审批"), "ok")
    return _to(complaint_id)


@desk.get("/evaluation/complaints/<complaint_id>/longer.pdf")
@policy(action="complaint.handle", answer="S")
def longer_pdf(complaint_id: str) -> ResponseReturnValue:
    """Print 延期答复告知书."""
    here = acting()
    row = _handled(here, complaint_id)
    _looked(here, row)
    return _printed(longer_paper(here, row), "complaint-longer")


@desk.get("/evaluation/complaints/<complaint_id>/reply.pdf")
@policy(action="complaint.handle", answer="S")
def reply_pdf(complaint_id: str) -> ResponseReturnValue:
    """Print 投诉答复书."""
    here = acting()
    row = _handled(here, complaint_id)
    _looked(here, row)
    return _printed(reply_paper(here, row), "complaint-reply")


def _printed(paper: bytes, name: str) -> Response:
    answer = Response(paper, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _handled(here: Acting, complaint_id: str) -> Complaint:
    row = open_complaint(here, complaint_id[:13])
    if not may_handle(here, row):
        raise errors.Forbidden(HANDLE)
    return row


def _agreed_by(here: Acting, complaint_id: str) -> Complaint:
    row = open_complaint(here, complaint_id[:13])
    if not may_agree(here, row):
        raise errors.Forbidden(HANDLE)
    return row


def _to(complaint_id: str) -> ResponseReturnValue:
    return redirect(url_for("desk.complaint", complaint_id=complaint_id[:13]), 303)


def _looked(here: Acting, row: Complaint) -> None:
    note_access(
        county=here.viewer.county,
        account_id=here.me,
        action="complaint.seen",
        target="".join(("complaint:", row.id)),
        at=here.at,
    )


def _take_page(
    here: Acting, raw: Raw, wrong: Mapping[str, list[str]], status: int, reasons: Reasons
) -> ResponseReturnValue:
    kept = kept_form("desk.file_complaint")
    if kept is not None and kept.resumed:
        raw = read(COMPLAINT, kept.answers)
    choices = {Kind.POINT.value: points_offered(here), Kind.STAFF.value: staff_offered(here)}
    html = form_page(
        COMPLAINT, url_for("desk.file_complaint"), url_for("desk.evaluation"),
        draw(COMPLAINT, raw, wrong, choices=choices), reasons, kept=kept, version=None,
    )  # fmt: skip
    return html, status


def _page_of(
    form: Form,
    action: str,
    row: Complaint,
    raw: Raw,
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Reasons,
) -> ResponseReturnValue:
    """Draw a form about a complaint that is there already, sent to *action*."""
    kept = kept_form(action, complaint_id=row.id)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    html = form_page(
        form, url_for(action, complaint_id=row.id), url_for("desk.complaint", complaint_id=row.id),
        draw(form, raw, wrong), reasons, kept=kept, version=row.version,
    )  # fmt: skip
    return html, status
