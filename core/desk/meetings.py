"""月度分析会: the months of the points, the meetings one sees, calling one, its minutes (5.5.2.2).

A head calls and writes down; whoever was asked to come reads. What is missing is shown to her who
answers for it, on this page and on her day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import note_access
from core.cases import errors
from core.cases.acting import Acting
from core.cases.here import acting
from core.cases.meeting_forms import CALLING, CAME, MINUTES, PARTS, POSTS, RISKS
from core.cases.models_meetings import AnalysisMeeting
from core.desk.acts import version_of
from core.desk.blueprints import desk
from core.desk.refusing import Reasons, refused
from core.desk.telling import codes_for
from core.forms import draw, read, wants_redraw
from core.meetings.agenda import REASONS
from core.meetings.amending import may_correct
from core.meetings.board import months_at
from core.meetings.calling import (
    call_meeting,
    change_meeting,
    choices_for,
    still_chosen,
    void_meeting,
)
from core.meetings.correcting import as_it_was_said, stands_for
from core.meetings.holding import finish_decision, hold_meeting
from core.meetings.printing import paper_of, printable
from core.meetings.reaching import desk_of, heads_of, may_hold, open_meeting
from core.meetings.reading import HELD, STATES, agenda_for, meeting_out, meetings_of
from core.points.models import ServicePoint
from core.points.tree import view as point_view
from core.web import decode_cursor, encode_cursor, keeps_draft, kept_form, policy, read_query
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import PointView, Value

Raw = Mapping[str, Any]
CURSOR = "meetings"


@desk.get("/meetings")
@policy(action="meeting.read", answer="S")
def meetings() -> ResponseReturnValue:
    """Show how the months stand at the viewer's points, and the meetings she sees."""
    here = acting()
    asked = read_query(paged=True)
    after = (
        cast("tuple[date, str]", decode_cursor(CURSOR, asked["after"])) if asked["after"] else None
    )
    lines, following = meetings_of(here, after=after, size=asked["page_size"])
    return render_template(
        "desk/meetings/home.html",
        lines=lines,
        states=STATES,
        board=months_at(here) if after is None else (),
        heads=heads_of(here.viewer),
        next_url=url_for("desk.meetings", after=encode_cursor(CURSOR, following))
        if following
        else None,
        first_url=url_for("desk.meetings") if after else None,
    )


@desk.get("/meetings/new")
@policy(action="meeting.hold")
def new_meeting() -> ResponseReturnValue:
    """Show an empty call of the viewer's point."""
    here = acting()
    return _call_page(here, desk_of(here, request.args.get("point", "")[:20]), {}, {}, 200)


@desk.post("/meetings")
@policy(action="meeting.hold", answer="S")
def call_for_meeting() -> ResponseReturnValue:
    """Call a meeting; a refusal keeps everything typed."""
    here = acting()
    raw, point = read(CALLING, request.form), request.form.get("point", "")[:20]
    where = desk_of(here, point)
    if wants_redraw(request.form):
        return _call_page(here, where, raw, {}, 200)
    made: list[AnalysisMeeting] = []
    answer = refused(
        here,
        lambda: made.append(call_meeting(here, raw, point=where.id, key=sent_key())),
        lambda wrong, status, reasons: _call_page(here, where, raw, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已召集"), "ok")
    return to_meeting(made[0].id)


@desk.get("/meetings/<meeting_id>")
@policy(action="meeting.read", answer="S")
def meeting(meeting_id: str) -> ResponseReturnValue:
    """Show one meeting, as far as the viewer may see it."""
    return _meeting_page(acting(), meeting_id, {}, 200)


@desk.get("/meetings/<meeting_id>/edit")
@policy(action="meeting.hold", answer="S")
def edit_meeting(meeting_id: str) -> ResponseReturnValue:
    """Show what was called, to be put right."""
    here = acting()
    row, point = _held_by(here, meeting_id)
    return _call_page(here, point, row.called or {}, {}, 200, row=row)


@desk.post("/meetings/<meeting_id>/edit")
@policy(action="meeting.hold", answer="S")
def change_call(meeting_id: str) -> ResponseReturnValue:
    """Change what was called; a refusal keeps everything typed."""
    here = acting()
    raw = read(CALLING, request.form)

    def again(wrong: dict[str, list[str]], status: int, reasons: Reasons) -> ResponseReturnValue:
        row, point = _held_by(here, meeting_id)
        return _call_page(here, point, raw, wrong, status, reasons, row=row)

    if wants_redraw(request.form):
        return again({}, 200, [])
    answer = refused(here, lambda: change_meeting(here, meeting_id[:13], version_of(), raw), again)
    if answer is not None:
        return answer
    flash(_("已改好"), "ok")
    return to_meeting(meeting_id)


@desk.get("/meetings/<meeting_id>/minutes")
@policy(action="meeting.hold", answer="S")
def ask_minutes(meeting_id: str) -> ResponseReturnValue:
    """Show the minutes to be written, with the agenda and the people filled in."""
    here = acting()
    row, point = _held_by(here, meeting_id)
    if row.held_on is not None or row.voided_at is not None:
        return to_meeting(meeting_id)
    return _minutes_page(here, row, point, _begun(here, row, point), {}, 200)


@desk.post("/meetings/<meeting_id>/minutes")
@policy(action="meeting.hold", answer="S")
@keeps_draft("desk.ask_minutes")
def file_minutes(meeting_id: str) -> ResponseReturnValue:
    """File the minutes; a refusal keeps everything typed."""
    here = acting()
    raw = read(MINUTES, request.form)

    def again(wrong: dict[str, list[str]], status: int, reasons: Reasons) -> ResponseReturnValue:
        row, point = _held_by(here, meeting_id)
        return _minutes_page(here, row, point, raw, wrong, status, reasons)

    if wants_redraw(request.form):
        return again({}, 200, [])
    answer = refused(here, lambda: hold_meeting(here, meeting_id[:13], version_of(), raw), again)
    if answer is not None:
        return answer
    flash(_("已记好，定下的事已经交给各人"), "ok")
    return to_meeting(meeting_id)


@desk.post("/meetings/<meeting_id>/void")
@policy(action="meeting.hold", answer="S")
def drop_meeting(meeting_id: str) -> ResponseReturnValue:
    """Declare a meeting void, with a reason."""
    here = acting()
    reason = request.form.get("reason", "")[:400]
    answer = refused(
        here,
        lambda: void_meeting(here, meeting_id[:13], version_of(), reason),
        lambda wrong, status, reasons: _meeting_page(here, meeting_id, wrong, status, reasons),
    )
    if answer is not None:
        return answer
    flash(_("已作废"), "ok")
    return to_meeting(meeting_id)


@desk.post("/meetings/<meeting_id>/tasks/<task_id>")
@policy(action="meeting.read", answer="I")
def decision_done(meeting_id: str, task_id: str) -> ResponseReturnValue:
    """办好了: say that what the meeting asked is done."""
    here = acting()
    finish_decision(here, open_meeting(here, meeting_id[:13]).id, task_id[:13])
    return to_meeting(meeting_id)


@desk.get("/meetings/<meeting_id>/<name>.pdf")
@policy(action="meeting.hold", answer="S")
def meeting_paper(meeting_id: str, name: str) -> ResponseReturnValue:
    """Print the agenda, or the minutes."""
    here = acting()
    row = open_meeting(here, meeting_id[:13])
    if not may_hold(here, row):
        raise errors.Forbidden("meeting.hold")
    looked_at(here, row)
    answer = Response(paper_of(here, row, name[:20]), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = (
        f'inline; filename="meeting-{row.month}-{name[:20]}.pdf"'
    )
    return answer


def looked_at(here: Acting, row: AnalysisMeeting) -> None:
    """Write down that somebody read what was said; what is changed is in the chain."""
    if request.method != "GET":
        return
    note_access(
        county=here.viewer.county,
        account_id=here.me,
        action="meeting.seen",
        target=f"meeting:{row.id}",
        at=here.at,
    )


def to_meeting(meeting_id: str) -> ResponseReturnValue:
    """Go to the page of a meeting."""
    return redirect(url_for("desk.meeting", meeting_id=meeting_id[:13]), 303)


def _held_by(here: Acting, meeting_id: str) -> tuple[AnalysisMeeting, PointView]:
    """Return a meeting that is the viewer's to hold, and its point."""
    row = open_meeting(here, meeting_id[:13])
    if not may_hold(here, row):
        raise errors.Forbidden("meeting.hold")
    found = here.session.get_one(ServicePoint, (here.viewer.county, row.point_id))
    return row, point_view(found)


def _begun(here: Acting, row: AnalysisMeeting, point: PointView) -> dict[str, Any]:
    """Return the minutes as far as they are known before anybody sat down, or as they were written
    when these are to stand for them. Who holds no post here any more stands by name."""
    old = stands_for(here, row)
    if old is not None:
        said = as_it_was_said(here, old)
        return {**said, "people": still_chosen(here, point, row.points, said.get("people"))}
    called: Mapping[str, Value] = row.called or {}
    people = still_chosen(here, point, row.points, called.get("people"))
    return {
        "on": min(row.on, here.today).isoformat(),
        "place": called.get("place"),
        "host": here.me,
        "people": [{**one, "came": "yes"} for one in people],
        "topics": [{"number": one.number} for one in agenda_for(here, row).lines] + [{}],
    }


def _call_page(
    here: Acting,
    point: PointView,
    raw: Raw,
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Sequence[dict[str, str]] = (),
    *,
    row: AnalysisMeeting | None = None,
) -> ResponseReturnValue:
    html = render_template(
        "desk/meetings/form.html",
        form=CALLING,
        point=point,
        row=row,
        action=url_for("desk.change_call", meeting_id=row.id)
        if row
        else url_for("desk.call_for_meeting"),
        fields=draw(CALLING, raw or None, wrong, choices=choices_for(here, point)),
        reasons=reasons,
        key=form_key(None),
        kept=None,
    )
    return html, status


def _minutes_page(
    here: Acting,
    row: AnalysisMeeting,
    point: PointView,
    raw: Raw,
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Sequence[dict[str, str]] = (),
) -> ResponseReturnValue:
    kept = kept_form("desk.file_minutes", meeting_id=row.id)
    if kept is not None and kept.resumed:
        raw = read(MINUTES, kept.answers)
    looked_at(here, row)
    html = render_template(
        "desk/meetings/form.html",
        form=MINUTES,
        point=point,
        row=row,
        action=url_for("desk.file_minutes", meeting_id=row.id),
        fields=draw(MINUTES, raw, wrong, choices=choices_for(here, point, row.points)),
        reasons=reasons,
        key=form_key(kept),
        kept=kept,
    )
    return html, status


def _meeting_page(
    here: Acting,
    meeting_id: str,
    wrong: Mapping[str, list[str]],
    status: int,
    reasons: Sequence[dict[str, str]] = (),
) -> ResponseReturnValue:
    row = open_meeting(here, meeting_id[:13])
    looked_at(here, row)
    out = meeting_out(here, row)
    html = render_template(
        "desk/meetings/show.html",
        meeting=out,
        states=STATES,
        posts=POSTS,
        came=CAME,
        risks=RISKS,
        parts=PARTS,
        corrects=out.state == HELD and may_correct(here, row),
        reasons_of=REASONS,
        codes=codes_for(here),
        papers=printable(out),
        old=stands_for(here, row),
        today=here.today,
        wrong=wrong,
        reasons=reasons,
    )
    return html, status
