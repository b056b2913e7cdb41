"""跨乡镇联办, each point's own part: answer, report, and the county's end of it.

Every point answers by a clock; what it cannot do comes back to who leads (T/ZSM 5.5.2.1, 5.6.1).
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.co_forms import ANSWERS, CO_ANSWER, CO_END, CO_WORK
from core.cases.commands.filing import file_data
from core.cases.commands.joint import may_order
from core.cases.commands.sent import answers_to, must_go_on
from core.cases.errors import Forbidden, Invalid, MoveRefused
from core.cases.history import note, routing
from core.cases.joint import REPLY_CODE, WORK_CODE, close, my_part, nothing_waits, work_by
from core.cases.loading import Loaded, open_case
from core.cases.models import CoPart, Record
from core.cases.once import earlier_answer, remember
from core.cases.tasks import ask
from core.words import Objection


def answer_part(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Loaded:
    """Say whether one's point can do its part; what cannot be done comes back to the lead.

    Raises Forbidden for whoever has no part that waits, Stale or Invalid.
    """
    loaded, facts, _reach = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    if earlier_answer(acting, key, "co_answer", body) is not None:
        return loaded
    part = _own_part(acting, loaded, number)
    must_go_on(facts, version)
    data = answers_to(acting, CO_ANSWER, raw)
    case, before = loaded.case, routing(loaded.case)
    answer, text = str(data["answer"]), str(data.get("text") or "").strip()
    first = part.state != answer
    part.state, part.answered_at, part.answer = answer, acting.at, text or None
    nothing_waits(acting, case, acting.me, REPLY_CODE)
    if answer == "working" and first:
        work_by(acting, case, part)
    elif answer == "unable":
        nothing_waits(acting, case, acting.me, WORK_CODE)
        _tell_lead(acting, loaded, "联办点有困难，请协调")
    file_data(acting, case, CO_ANSWER, data)
    case.version += 1
    note(
        acting,
        case,
        "co_answered",
        before=before,
        text={"answer": ANSWERS[answer], "text": text},
        detail={"part": part.id, "answer": answer},
        quiet=True,
    )
    remember(acting, key, "co_answer", body, case.number)
    acting.session.flush()
    return loaded


def file_co_work(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File what was done for one's part; with the last one done the lead is told.

    Raises Forbidden, Stale, Invalid, or MoveRefused before the point has answered.
    """
    loaded, facts, _reach = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "co_work", body)
    if known is not None:
        return acting.session.get_one(Record, (loaded.case.county_id, known))
    part = _own_part(acting, loaded, number)
    must_go_on(facts, version)
    if part.state != "working":
        raise MoveRefused(
            Objection(text="请先答复能不能办", citation="T/ZSM 5.5.2.1", code="not_answered")
        )
    data = answers_to(acting, CO_WORK, raw)
    if str(data["on"]) > acting.today.isoformat():
        raise Invalid({"on": ["日期还没有到"]})
    case, before = loaded.case, routing(loaded.case)
    record = file_data(acting, case, CO_WORK, data)
    if data["done"]:
        part.state, part.done_at, part.result = "done", acting.at, str(data["what"])
        nothing_waits(acting, case, acting.me)
        mine = [one for one in loaded.co_parts if one.order_id == part.order_id]
        if all(one.state in ("done", "ended") for one in mine):
            _tell_lead(acting, loaded, "联办各点都办完了，请收尾")
    case.version += 1
    note(
        acting,
        case,
        "co_worked",
        before=before,
        detail={"part": part.id, "record": record.id, "done": bool(data["done"])},
        quiet=True,
    )
    remember(acting, key, "co_work", body, record.id)
    acting.session.flush()
    return record


def end_co_handling(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Loaded:
    """End it with its result; parts not done are taken back, and nobody named sees more.

    Raises Forbidden, Stale, Invalid, or MoveRefused when none is under way.
    """
    loaded, facts, _reach = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    if earlier_answer(acting, key, "co_end", body) is not None:
        return loaded
    if not may_order(acting, facts):
        raise Forbidden(number)
    must_go_on(facts, version)
    data = answers_to(acting, CO_END, raw)
    case, before, order = loaded.case, routing(loaded.case), loaded.joint
    if order is None:
        raise MoveRefused(
            Objection(text="没有进行中的联办", citation="T/ZSM 5.5.2.1", code="no_order")
        )
    file_data(acting, case, CO_END, data)
    close(acting, loaded, outcome=str(data["outcome"]))
    case.version += 1
    note(
        acting,
        case,
        "co_ended",
        before=before,
        text={"outcome": str(data["outcome"])},
        detail={"order": order.id},
        quiet=True,
    )
    remember(acting, key, "co_end", body, case.number)
    acting.session.flush()
    return loaded


def _own_part(acting: Acting, loaded: Loaded, number: str) -> CoPart:
    part = my_part(acting, loaded)
    if part is None:
        raise Forbidden(number)
    return part


def _tell_lead(acting: Acting, loaded: Loaded, title: str) -> None:
    order = loaded.joint
    if order is not None and order.lead_id not in loaded.barred_accounts:
        ask(acting, loaded.case, title=title, account_id=order.lead_id, kind="handed")
