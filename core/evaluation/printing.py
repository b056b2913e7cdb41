"""投诉答复书 and 延期答复告知书: printed from what was filed, with nothing typed again (T/ZSM 6.2).

They name the complainant and nobody else: who is complained about, and what case it was, has no
place on a sheet that goes into a family's house.
"""

from __future__ import annotations

from core.cases.acting import Acting
from core.cases.errors import Forbidden, MoveRefused
from core.cases.evaluation_forms import MATTERS, RESULTS
from core.cases.models_evaluation import Complaint
from core.documents.engine import TEMPLATES, render
from core.documents.schemas.letters import ComplaintLonger, ComplaintReply
from core.documents.wording import day_text
from core.evaluation.complaining import may_handle, told_place
from core.evaluation.kinds import LONGER_PAPER, REPLY_PAPER
from core.evaluation.reaching import HANDLE
from core.points.models import ServicePoint
from core.words import DocumentKind, Objection


def reply_paper(acting: Acting, row: Complaint) -> bytes:
    """Return the answer to a complaint as PDF; raises Forbidden, or MoveRefused before there is
    one."""
    if not may_handle(acting, row):
        raise Forbidden(HANDLE)
    if not row.result:
        raise MoveRefused(Objection(text="还没有答复，先填查到什么", code="not_answered"))
    said, reply = row.data or {}, row.reply or {}
    data = ComplaintReply(
        office=_office(acting, row),
        to_person=str(said.get("name") or ""),
        received_on=day_text(row.received_on),
        matter=MATTERS.get(row.matter, row.matter),
        result=RESULTS[row.result],
        found=str(reply.get("found") or ""),
        done=str(reply.get("done") or ""),
        replied_on=day_text(row.replied_on),
    )
    return _set(acting, REPLY_PAPER, row, {**data}, day_text(row.replied_on))


def longer_paper(acting: Acting, row: Complaint) -> bytes:
    """Return the notice that the answer comes later as PDF; raises Forbidden, or MoveRefused while
    no more time was given."""
    if not may_handle(acting, row):
        raise Forbidden(HANDLE)
    if row.first_due_on is None:
        raise MoveRefused(Objection(text="没有同意过延期", code="not_longer"))
    said, longer = row.data or {}, row.longer or {}
    data = ComplaintLonger(
        office=_office(acting, row),
        to_person=str(said.get("name") or ""),
        received_on=day_text(row.received_on),
        matter=MATTERS.get(row.matter, row.matter),
        first_due=day_text(row.first_due_on),
        due=day_text(row.due_on),
        why=str(longer.get("why") or ""),
        agreed_on=day_text(row.longer_on),
    )
    return _set(acting, LONGER_PAPER, row, {**data}, day_text(row.longer_on))


def _office(acting: Acting, row: Complaint) -> str:
    return acting.session.get_one(ServicePoint, (row.county_id, told_place(acting, row))).name


def _set(
    acting: Acting, kind: DocumentKind, row: Complaint, data: dict[str, object], issued_on: str
) -> bytes:
    stamp = {
        "number": row.number or "",
        "verify_code": "",
        "issued_on": issued_on,
        "replaces": "",
    }
    return render(TEMPLATES / kind.template, {**data, **stamp}, made=acting.at)
