"""Write down a 联合会诊: what was found, and what each does about it by when (T/ZSM 5.6.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.choosing import may_name
from core.cases.commands.filing import file_data, judged
from core.cases.commands.sent import must_go_on
from core.cases.conference_form import CONFERENCE
from core.cases.conferences import full_readers, may_write
from core.cases.errors import Forbidden, Invalid, MoveRefused
from core.cases.facts import Facts
from core.cases.history import note, routing
from core.cases.key_family import barred_names
from core.cases.loading import Loaded, open_case
from core.cases.models import Record
from core.cases.models_meetings import Conference
from core.cases.once import earlier_answer, remember
from core.cases.tasks import ask
from core.clocks import local_date
from core.points.models import ServicePoint
from core.privacy import Reach
from core.words import Value, read_date, read_rows

TASK_TITLE, TASK = "落实联合会诊定下的事", "conference"
_POINT: Final = re.compile(r"(服务点|服务站)$")


def file_conference(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File it; raises Forbidden, Stale, MoveRefused for a case that has ended, Invalid.

    Nobody the case must be kept from sat there, and what is to be done is given to those who see
    the whole case: nobody else could read what it is.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "conference", body)
    if known is not None:
        return acting.session.get_one(Record, (case.county_id, known))
    if not may_write(acting, how_far):
        raise Forbidden(number)
    must_go_on(facts, version)
    data = judged(acting, loaded, CONFERENCE, raw)
    on = read_date(data["on"])
    if on is None or on > acting.today:
        raise Invalid({"on": ["日期还没有到"]})
    if on < local_date(case.received_at):
        raise Invalid({"on": ["比登记日还早，请核对"]})
    _may_sit(acting, loaded, facts, how_far, data)
    before = routing(case)
    record = file_data(acting, case, CONFERENCE, data)
    acting.session.add(
        Conference(case_id=case.id, record_id=record.id, held_on=on, filed_by=acting.me)
    )
    for row in read_rows(data["remedies"]):
        if row.get("owner"):
            ask(
                acting,
                case,
                title=TASK_TITLE,
                account_id=str(row["owner"]),
                kind=TASK,
                on=read_date(row["due"]),
            )
    case.conferred_on = max(on, case.conferred_on or on)
    case.version += 1
    note(acting, case, "conference", before=before, detail={"record": record.id}, quiet=True)
    remember(acting, key, "conference", body, record.id)
    acting.session.flush()
    return record


def _may_sit(
    acting: Acting,
    loaded: Loaded,
    facts: Facts,
    how_far: Reach,
    data: Mapping[str, Value],
) -> None:
    wrong: dict[str, list[str]] = {}
    wished = barred_names(acting, loaded) | _barred_places(acting, loaded)
    named = facts.standing.named

    def judge_one(path: str, account: str) -> None:
        try:
            may_name(acting, loaded, how_far, account)
        except MoveRefused as refusal:
            wrong[path] = [one.text for one in refusal.objections]
            return
        if loaded.case.sealed and account not in named:
            wrong[path] = ["密封件只请名单上的人，请先进专班"]

    judge_one("host", str(data["host"]))
    for place, row in enumerate(read_rows(data["people"])):
        if row.get("who"):
            judge_one(f"people.{place}.who", str(row["who"]))
        elif any(one in str(row.get("name")) for one in wished):
            wrong[f"people.{place}.name"] = ["回避或按当事人要求，不请这个人或单位"]
    readers = full_readers(facts)
    for place, row in enumerate(read_rows(data["remedies"])):
        if row.get("owner") and str(row["owner"]) not in readers:
            wrong[f"remedies.{place}.owner"] = ["只交给承办人、跟踪人和专班里看全部的人"]
        elif any(one in str(row.get("body") or "") for one in wished):
            wrong[f"remedies.{place}.body"] = ["回避或按当事人要求，不交给这个人或单位"]
    if wrong:
        raise Invalid(wrong)


def _barred_places(acting: Acting, loaded: Loaded) -> frozenset[str]:
    """Return how the points the case is kept from are called by who writes them down: the village
    where a point bears its name, as its committee does."""
    names = acting.session.scalars(
        select(ServicePoint.name).where(ServicePoint.id.in_(sorted(loaded.barred_points)))
    )
    short = (_POINT.sub("", name) for name in names)
    return frozenset(name for name in short if len(name) > 1)
