"""Let the people of the practice county say what they think, complain, and be answered, so that
each page of 评价与改进 has something to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, Final

from flask import Flask
from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.contact import guarded
from core.cases.evaluation_forms import HERE, PAPER, SCAN
from core.cases.loading import open_case
from core.cases.models import CaseFile
from core.cases.people_of import account_named, logins_of, point_named
from core.clocks import SHANGHAI, now
from core.db import county_scope, db
from core.evaluation.answering import answer, ask_here, behind, enter_from_box
from core.evaluation.asking import ask_opinion, items_asked, may_ask, people_asked
from core.evaluation.complaining import reply_complaint, take_complaint
from core.evaluation.improvements import improvements_of
from core.evaluation.improving import act_on
from core.people.models import Account, Post
from core.roster import Roster
from core.sandbox.filling import Cast
from core.sandbox.places import DEMO

ASKED: Final = 40
"""How many people are asked; the rest of the county is as quiet as most are."""
WORDS: Final = (
    "讲得清楚，没有让我多跑。", "希望周末也能来。", "等的时间有点长。", "谢谢调解员上门两次。",
    "能不能把要带的材料一次说全。", "",  "", "",
)  # fmt: skip
GRADES: Final = ("very", "very", "very", "good", "good", "good", "good", "fair", "fair", "poor")
COMPLAINTS: Final[tuple[tuple[int, Mapping[str, str], Mapping[str, str] | None], ...]] = (
    (
        40,
        {"told": "phone", "matter": "delay", "text": "约好了上门，等了两天没有人来，也没有电话。",
         "name": "", "answer": "none"},
        {"result": "founded", "found": "排班写错了日期，两天没有人知道要去。",
         "done": "当天补上门，向来人道歉；排班改由站长核对。", "way": "none"},
    ),
    (
        18,
        {"told": "12345", "matter": "attitude", "text": "窗口说话不耐烦。", "name": "莫小川",
         "answer": "phone", "reach": "00000000019"},
        None,
    ),
    (
        26,
        {"told": "in_person", "matter": "unfair", "text": "觉得调解员替对方说话。",
         "name": "温知夏", "answer": "in_person"},
        {"result": "unfounded", "found": "看了笔录，问了在场的人，双方说话的时间差不多。",
         "way": "in_person"},
    ),
    (
        3,
        {"told": "letter", "matter": "refused", "text": "问法律援助，只说不归这里管。",
         "name": "", "answer": "none"},
        None,
    ),
)  # fmt: skip
DAY: Final = timedelta(days=1)


def evaluate(app: Flask, roster: Roster) -> None:
    """Ask, answer, complain, put right."""
    cast, random = Cast(roster=roster), Random(11)  # noqa: S311 - a practice county
    with county_scope(app, DEMO.code):
        _opinions(cast, random)
        _complaints(cast)
        _put_right(cast)
        db.session.commit()


def _at(acting: Acting, moment: datetime) -> Acting:
    """Return the same person at an earlier moment."""
    return replace(acting, at=min(moment, acting.at))


def _opinions(cast: Cast, random: Random) -> None:
    session = cast.acting("head").session
    rows = session.scalars(
        select(CaseFile)
        .where(CaseFile.settled_at.is_not(None), CaseFile.merged_into_id.is_(None))
        .order_by(CaseFile.settled_at.desc(), CaseFile.id)
        .limit(ASKED * 2)
    ).all()
    names = logins_of(cast.acting("head"), {one.lead_id for one in rows})
    serving = set(
        session.scalars(select(Account.username).join(Post, Post.account_id == Account.id))
    )
    asked = 0
    for case in rows:
        if asked == ASKED:
            return
        # who has left since asks nobody
        login = names.get(case.lead_id, "")
        if login not in serving:
            continue
        here = _at(cast.acting(login), case.changed_at.astimezone(SHANGHAI) + DAY)
        asked += _ask_one(here, case, random)


def _ask_one(here: Acting, case: CaseFile, random: Random) -> int:
    loaded, facts, how_far = open_case(here, case.number)
    people, items = people_asked(loaded, facts), items_asked(loaded)
    if not people or not items or not may_ask(here, loaded, how_far):
        return 0
    way = HERE if guarded(loaded) else random.choice((SCAN, SCAN, PAPER, HERE))
    raw = {"item": items[0].id, "party": people[0][0].id, "way": way}
    row = ask_opinion(here, case.number, case.version, raw)
    said: dict[str, Any] = {
        "overall": random.choice(GRADES),
        "attitude": random.choice(GRADES),
        "timeliness": random.choice(GRADES),
        "privacy": "very",
        "solved": random.choice(("yes", "yes", "partly")),
        "fees": "no",
        "who": "applicant",
        "words": random.choice(WORDS),
    }
    if random.random() < 0.3:
        return 1
    if way == SCAN:
        opened = behind(here.county_session, row.token or "", here.today)
        if opened is not None:
            answer(here.county_session, opened, said, at=here.at)
    elif way == HERE:
        answer(
            here.county_session, ask_here(here, case.number, row.id), said, at=here.at, by=here.me
        )
    elif here.viewer.current.point.id == row.point_id:
        enter_from_box(here, {**said, "service": row.service})
    return 1


def _complaints(cast: Cast) -> None:
    town = f"{DEMO.code}001"
    for days, told, reply in COMPLAINTS:
        moment = datetime.combine((now() - days * DAY).date(), time(10), tzinfo=SHANGHAI)
        desk = _at(cast.acting("desk"), moment)
        said = {**told, "on": desk.today.isoformat(), "point": point_named(desk, town)}
        row = take_complaint(desk, said)
        if reply is not None:
            head = _at(cast.acting("head"), moment + 4 * DAY)
            data = {**reply, "on": head.today.isoformat()}
            reply_complaint(head, row.id, row.version, data)


def _put_right(cast: Cast) -> None:
    """Carry the oldest 整改 to its end, the next to its check, and plan one more."""
    head = cast.acting("head_town")
    lines = improvements_of(head, running=True)[0]
    owner = account_named(head, "mediator_town") or ""
    plan = {
        "cause": "排班只写了人，没有写日子。",
        "measure": "排班写到人、到日，站长周五核对。",
        "owner": owner,
        "due": (head.today + 14 * DAY).isoformat(),
    }
    done = {
        "on": head.today.isoformat(), "what": "新的排班表用了两周，没有再漏。",
        "evidence": "十一月排班表两张，贴在值班室",
    }  # fmt: skip
    for place, line in enumerate(lines[:3]):
        act_on(head, line.id, "plan", 1, plan)
        if place < 2:
            act_on(cast.acting("mediator_town"), line.id, "done", 2, done)
        if place < 1:
            checked = {"good": True, "note": "看了排班表，问了两位来办事的人。"}
            act_on(cast.acting("head"), line.id, "check", 3, checked)
