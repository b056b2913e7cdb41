"""Ask about danger again, alone; and record that the duty to report was done.

妇联规程 9–11: joint work waits until she was asked alone; 反家庭暴力法 14, 未成年人保护法 11: a
case cannot be closed before a report record exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.casework_forms import DANGER_CHECK, REPORT_RECORD
from core.cases.commands.filing import file_data
from core.cases.commands.sent import answers_to
from core.cases.danger.sheet import A_CHILDS_BODIES, bodies_told
from core.cases.errors import Forbidden, Invalid, Stale
from core.cases.history import note, routing
from core.cases.loading import Loaded, load, open_case
from core.cases.models import CaseFile, Task
from core.cases.sealing import judged, minor_harmed, seal, turn_violent
from core.cases.tasks import ask
from core.cases.urgent import report
from core.words import Value, read_date

FEEDBACK_DAYS: Final = 3


def _opened(acting: Acting, number: str, version: int) -> Loaded:
    loaded, facts, _reach = open_case(acting, number, lock=True)
    case = loaded.case
    owners = {item.owner_id for item in loaded.items}
    if acting.me not in {case.lead_id, case.handler_id, *owners}:
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    return loaded


def check_danger(acting: Acting, number: str, version: int, raw: Mapping[str, object]) -> Loaded:
    """File what she said when asked alone. A yes seals, locks and reports at once, and what would
    have sealed at the window seals now; a no lifts only the lock that stood for 不清楚 or 不便问,
    never a violence flag."""
    loaded = _opened(acting, number, version)
    data = answers_to(acting, DANGER_CHECK, raw)
    case, before = loaded.case, routing(loaded.case)
    if not data.get("alone"):
        raise Invalid({"alone": ["请单独问；对方在场时的回答不作数"]})
    flags = [str(flag) for flag in (data.get("danger_flags") or [])]  # type: ignore[union-attr]  # judged: a list
    answer = str(data["danger_now"])
    known = list((case.danger or {}).get("flags", []))
    case.danger = {**(case.danger or {}), "now": answer, "flags": sorted({*known, *flags})}
    # by what is said now alone: a case somebody unsealed is not sealed again by what was known then
    violence, grave = judged(scenario="", scenarios=(), summary="", danger=answer, flags=flags)
    case.stop_one = case.stop_one or grave
    harmed = minor_harmed(scenario=case.scenario, flags=flags, parties=(), today=acting.today)
    if harmed and not case.minor_victim:
        case.minor_victim = case.report_due = True
    if violence:
        turn_violent(acting, case, loaded.items)
    elif harmed:
        seal(acting, case, loaded.items)
    case.danger_cleared = answer == "no" and not grave
    file_data(acting, case, DANGER_CHECK, data)
    for task in acting.session.scalars(
        select(Task).where(Task.case_id == case.id, Task.kind == "alone", Task.done_at.is_(None))
    ):
        task.done_at, task.done_by = acting.at, acting.me
    case.version += 1
    note(acting, case, "danger_check", before=before, detail={"answer": answer}, quiet=True)
    acting.session.flush()
    if answer == "yes":
        report(acting, load(acting.session, case), text="单独谈时问到：此刻有危险")
        acting.session.flush()
    return loaded


def record_report(acting: Acting, number: str, version: int, raw: Mapping[str, object]) -> Loaded:
    """File the report record; it opens the way to close the case (hard stop 4)."""
    loaded = _opened(acting, number, version)
    case, before = loaded.case, routing(loaded.case)
    file_report(acting, case, raw, station=True)
    case.version += 1
    note(acting, case, "report_record", before=before, quiet=True)
    acting.session.flush()
    return loaded


def file_report(
    acting: Acting, case: CaseFile, raw: Mapping[str, object], *, station: bool = False
) -> None:
    """Put a report to the police on record; the way out of the case is open again. With *station*
    the police station is named too; a step of a function tells it by its receipt."""
    data = answers_to(acting, REPORT_RECORD, raw)
    if "police" not in (data.get("to") or []):  # type: ignore[operator]  # judged: a list
        raise Invalid({"to": ["必须包括公安"]})
    if station and not data.get("station"):
        raise Invalid({"station": ["请写报给了哪个派出所"]})
    if case.minor_victim:
        _after_a_childs_report(acting, case, data)
    file_data(acting, case, REPORT_RECORD, data)
    case.report_due, case.police_told = False, True


def _after_a_childs_report(acting: Acting, case: CaseFile, data: Mapping[str, Value]) -> None:
    """Ask what came of it: the police tell within three days (高检发〔2020〕9号 十). A child's harm
    goes to civil affairs and education as well (未成年人保护法 11): who was not told yet is owed,
    though the way out of the case is the police's receipt alone."""
    before = bodies_told(acting.session, case.id)
    if "police" not in before:
        day = (read_date(data.get("on")) or acting.today) + timedelta(days=FEEDBACK_DAYS)
        title = "联系派出所，问一问进展"
        ask(acting, case, title=title, account_id=acting.me, on=max(day, acting.today))
    now = data.get("to")
    told = before | (frozenset(map(str, now)) if isinstance(now, list) else frozenset())
    if A_CHILDS_BODIES - told and not before:
        ask(acting, case, title="把报告补全，再登记一次", account_id=acting.me, due_days=0)
