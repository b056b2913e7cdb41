"""Hold the monthly meetings of the practice county, so that its pages show each state of one, and
a conference over one case.

The county studio met in each of the last months, the first town met jointly with its villages last
month and is called for this one; everybody else is missing, as somebody always is.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.commands import file_conference
from core.cases.models import CaseFile
from core.cases.models_meetings import AnalysisMeeting
from core.cases.people_of import account_named
from core.clocks import today
from core.db import county_scope, db
from core.meetings.agenda import AgendaLine
from core.meetings.calling import call_meeting
from core.meetings.holding import hold_meeting
from core.meetings.reading import agenda_for
from core.roster import Roster
from core.sandbox.filling import Cast
from core.sandbox.places import DEMO
from core.statistics import month_before
from core.words import CaseState

DISCUSSED, TALKED_ABOUT = 3, "双方各说各的理，先分开谈，再请村里的老人一起做工作。"
DECISIONS = (
    "一周内上门一次，把火气降下来。",
    "约双方到工作室，当面把账算清。",
    "请村妇联主席每天看一眼，有动静马上报。",
)
GENERAL = {
    "discussion": "年底回来的人多，彩礼、分家的事容易闹起来。",
    "decision": "每个村排一遍今年办过喜事、分过家的家庭。",
}
NEXT = "把春节返乡的家庭走访一遍，重点看有积怨的。"
HARD = (CaseState.IN_PROGRESS, CaseState.UNSETTLED, CaseState.RECEIVED, CaseState.FOLLOWUP)
COUNTY = (("chair", "head"), ("mediator", "mediator"), ("lawyer", "lawyer"),
          ("counsellor", "psychologist"))  # fmt: skip
TOWN = (("chair", "head_town"), ("mediator", "mediator_town"))


def meet(app: Flask, roster: Roster) -> None:
    """Call the meetings and write their minutes, by those who head the points."""
    cast = Cast(roster=roster)
    with county_scope(app, DEMO.code):
        this = today().strftime("%Y-%m")
        for back in (2, 1, 0):
            _meet(cast, "head", COUNTY, month_before(this, back) if back else this)
        _meet(cast, "head_town", TOWN, month_before(this), jointly="all")
        _call(cast.acting("head_town"), TOWN, _last(this), jointly="all")
        for login in ("mediator", "mediator_town", "desk"):
            if _confer(cast.acting(login)):
                break
        db.session.commit()


def _meet(
    cast: Cast, login: str, people: tuple[tuple[str, str], ...], month: str, jointly: str = "own"
) -> None:
    acting = cast.acting(login)
    on = min(date(int(month[:4]), int(month[5:]), 15), today())
    meeting = _call(acting, people, on, jointly=jointly)
    seats = [{**one, "came": "yes"} for one in _seats(acting, people)]
    lines = agenda_for(acting, meeting).lines[:DISCUSSED]
    owner = seats[-1]["who"]
    hold_meeting(
        acting,
        meeting.id,
        meeting.version,
        {
            "on": on.isoformat(),
            "place": "二楼会议室",
            "host": acting.me,
            "people": seats,
            "topics": [
                *(_topic(one, place, owner, on) for place, one in enumerate(lines)),
                {**GENERAL, "owner": owner, "due": (on + timedelta(days=20)).isoformat()},
            ],
            "next_steps": NEXT,
        },
    )


def _topic(line: AgendaLine, place: int, owner: str, on: date) -> dict[str, Any]:
    return {
        "number": line.number,
        "discussion": TALKED_ABOUT,
        "risk": "watch" if place else "high",
        "decision": DECISIONS[place % len(DECISIONS)],
        "owner": owner,
        "due": (on + timedelta(days=14 + place)).isoformat(),
    }


def _call(
    acting: Acting, people: tuple[tuple[str, str], ...], on: date, *, jointly: str = "own"
) -> AnalysisMeeting:
    return call_meeting(
        acting,
        {
            "on": on.isoformat(),
            "place": "二楼会议室",
            "jointly": jointly,
            "people": _seats(acting, people),
        },
    )


def _seats(acting: Acting, people: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """Return who is asked; whom a service would bring that is left out here, nobody can ask."""
    found = [(post, account_named(acting, login)) for post, login in people]
    return [{"post": post, "who": who} for post, who in found if who]


def _confer(acting: Acting) -> bool:
    """Let her sit down with others over the last case she works; False when she works none."""
    case = acting.session.scalars(
        select(CaseFile)
        .where(
            CaseFile.handler_id == acting.me,
            CaseFile.state.in_([one.value for one in HARD]),
            CaseFile.sealed.is_(False),
        )
        .order_by(CaseFile.received_at.desc(), CaseFile.id)
        .limit(1)
    ).first()
    if case is None:
        return False
    due = (acting.today + timedelta(days=10)).isoformat()
    lawyer = account_named(acting, "lawyer")
    said = {
        "on": acting.today.isoformat(),
        "place": "二楼会议室",
        "host": acting.me,
        "people": [
            *([{"part": "法律", "who": lawyer}] if lawyer else []),
            {"part": "民政", "name": "县民政局 孙科长"},
        ],
        "causes": "两代人为照料和钱积了怨，没有人居中说话。",
        "risk": "watch",
        "plan": "先把老人安顿好，再分开谈照料和钱。",
        "remedies": [
            {"text": "分别上门谈一次", "owner": acting.me, "due": due},
            {"text": "看能不能办临时救助", "body": "县民政局", "due": due},
        ],
    }
    file_conference(acting, case.number, case.version, said)
    return True


def _last(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
