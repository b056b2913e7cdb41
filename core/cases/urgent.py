"""The urgent report: beside the case, with an acknowledgement clock, up one rung when unanswered.

T/ZSM 5.5.1.2; 人民调解法 25. 110 comes first on the screen; this tells the people of the house.
"""

from __future__ import annotations

from datetime import timedelta

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import UrgentReport
from core.cases.people_of import head_of
from core.cases.sealing import grant
from core.cases.tasks import ask
from core.duty.finding import on_duty_now


def rungs(acting: Acting, loaded: Loaded) -> list[str]:
    """Return whom to tell, nearest first: at the next level up whoever is on duty there now, then
    its head; then the same one level above, and at last at the case's own point.

    Where nobody is on duty for the whole window the head stands for the roster. At the county the
    county's own are told; the city only when the case crosses the county's border.
    """
    order = [
        one
        for one in reversed(loaded.path[:-1])
        if one in loaded.points
        and one not in loaded.barred_points
        and (loaded.points[one].level != "city" or loaded.case.cross_county)
    ]
    asked = [*order, loaded.case.holder_id]
    on_duty = on_duty_now(acting.session, lambda: acting.calendar, asked, acting.at)
    named: list[str] = []
    for point_id in asked:
        serving = [one for one in on_duty.get(point_id, ()) if one not in loaded.barred_accounts]
        head = head_of(acting, point_id, loaded.barred_accounts)
        for account_id in [*serving, *([head] if head else [])]:
            if account_id != acting.me and account_id not in named:
                named.append(account_id)
    return named


def report(acting: Acting, loaded: Loaded, *, text: str) -> UrgentReport:
    """Send an urgent report to the first rung; the acknowledgement clock starts now."""
    case = loaded.case
    named = rungs(acting, loaded)[:1]
    row = UrgentReport(
        case_id=case.id,
        sent_by=acting.me,
        text=text,
        named=named,
        sent_at=acting.at,
        due_at=acting.at + timedelta(minutes=acting.settings["urgent_ack_minutes"]),
    )
    acting.session.add(row)
    for account_id in named:
        grant(acting, case, account_id, "urgent")
        ask(
            acting,
            case,
            title="紧急上报，请确认收到",
            account_id=account_id,
            kind="urgent",
            due_days=0,
        )
    return row


def acknowledge_reports(acting: Acting, loaded: Loaded) -> None:
    """Acknowledge every open report that names the one who acts."""
    for row in loaded.reports:
        if row.state == "open" and acting.me in row.named:
            row.state = "acknowledged"
            row.acknowledged_at, row.acknowledged_by = acting.at, acting.me


def climb(acting: Acting, loaded: Loaded, row: UrgentReport) -> bool:
    """Name the next rung as well, because nobody acknowledged in time; False at the top."""
    if row.state != "open" or row.due_at > acting.at:
        return False
    row.due_at = acting.at + timedelta(minutes=acting.settings["urgent_ack_minutes"])
    row.rung += 1
    for account_id in rungs(acting, loaded):
        if account_id not in row.named:
            row.named = [*row.named, account_id]
            grant(acting, loaded.case, account_id, "urgent")
            ask(
                acting,
                loaded.case,
                title="紧急上报无人确认，请您确认",
                account_id=account_id,
                kind="urgent",
                due_days=0,
            )
            return True
    return False
