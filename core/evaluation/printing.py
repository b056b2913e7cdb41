"""投诉答复书: printed from what was answered, with nothing typed again (T/ZSM 6.2).

It names the complainant and nobody else: who is complained about, and what case it was, has no
place on a sheet that goes into a family's house.
"""

from __future__ import annotations

from core.cases.acting import Acting
from core.cases.errors import Forbidden, MoveRefused
from core.cases.evaluation_forms import MATTERS, RESULTS
from core.cases.models_evaluation import Complaint
from core.documents.engine import TEMPLATES, render
from core.documents.schemas.letters import ComplaintReply
from core.documents.wording import day_text
from core.evaluation.complaining import may_handle, told_place
from core.evaluation.kinds import REPLY_PAPER
from core.evaluation.reaching import HANDLE
from core.points.models import ServicePoint
from core.words import Objection


def reply_paper(acting: Acting, row: Complaint) -> bytes:
    """Return the answer to a complaint as PDF; raises Forbidden, or MoveRefused before there is
    one."""
    if not may_handle(acting, row):
        raise Forbidden(HANDLE)
    if not row.result:
        raise MoveRefused(Objection(text="还没有答复，先填查到什么", code="not_answered"))
    said, reply = row.data or {}, row.reply or {}
    office = acting.session.get_one(ServicePoint, (row.county_id, told_place(acting, row)))
    data = ComplaintReply(
        office=office.name,
        to_person=str(said.get("name") or ""),
        received_on=day_text(row.received_on),
        matter=MATTERS.get(row.matter, row.matter),
        result=RESULTS[row.result],
        found=str(reply.get("found") or ""),
        done=str(reply.get("done") or ""),
        replied_on=day_text(row.replied_on),
    )
    stamp = {
        "number": row.number or "",
        "verify_code": "",
        "issued_on": day_text(row.replied_on),
        "replaces": "",
    }
    return render(TEMPLATES / REPLY_PAPER.template, {**data, **stamp}, made=acting.at)
