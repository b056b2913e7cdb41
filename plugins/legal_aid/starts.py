"""What the case already knows of an answer: a form opens with it, to be kept or changed.

Nothing here decides: no consent, no opinion and no "told" is filled in for anybody.
"""

from collections.abc import Mapping
from datetime import timedelta

from core.api import StepContext, Value, read_rows
from plugins.legal_aid import told
from plugins.legal_aid.choices import IN_COURT
from plugins.legal_aid.settings import text_in

Answers = Mapping[str, Value]
WAIT_DAYS = 5
PAPERS_DAYS = 7


def _hers(ctx: StepContext) -> dict[str, Value]:
    mine = told.applicant(ctx.item)
    return {"applicant": mine} if mine else {}


def today(ctx: StepContext) -> Answers:
    """Today."""
    return {"on": ctx.today.isoformat()}


def hers(ctx: StepContext) -> Answers:
    """Whose aid it is, today."""
    return {**_hers(ctx), **today(ctx)}


def applying(ctx: StepContext) -> Answers:
    """The application as it stands; before the first, who asks and which papers are usual."""
    known = told.data_of(ctx.item, "application")
    if known:
        return known
    asking = [one for one in ctx.case.parties if one.role == "victim"]
    asking = asking or [one for one in ctx.case.parties if one.role == "applicant"]
    answers: dict[str, Value] = {"materials": _usual(ctx)}
    if len(asking) != 1:
        return answers
    crowd = ["woman"] if asking[0].sex == "F" and not asking[0].minor else []
    crowd += ["minor"] if asking[0].minor else []
    answers |= {"applicant": asking[0].id, "incapable": asking[0].minor}
    return answers | ({"crowd": list[Value](crowd)} if crowd else {})


def _usual(ctx: StepContext) -> list[Value]:
    """Papers that are usually asked for; a protection order, a letter of warning is proof enough
    (反家庭暴力法 19; 公通字〔2024〕34号 十四)."""
    rows: list[Value] = [{"sort": "identity"}]
    if ctx.case.order_in_force:
        rows.append({"sort": "harm", "name": "人身安全保护令", "state": "have"})
    elif ctx.case.warned:
        rows.append({"sort": "harm", "state": "have"})
    elif ctx.case.violence:
        rows.append({"sort": "harm"})
    return [*rows, {"sort": "evidence"}]


def telling(ctx: StepContext) -> Answers:
    """What the application says is missing; after the hand-over the one who tells is the centre."""
    rows: list[Value] = [
        {"sort": row.get("sort"), "name": row.get("name")}
        for row in read_rows(told.answered(ctx.item, "application", "materials"))
        if row.get("state") == "missing"
    ]
    until = (ctx.today + timedelta(days=WAIT_DAYS)).isoformat()
    by = "centre" if "submit" in ctx.item.done else "desk"
    return {**hers(ctx), "by": by, "until": until} | ({"papers": rows} if rows else {})


def screening(ctx: StepContext) -> Answers:
    """What the application leaves no doubt about: the spared are not looked at."""
    data, answers = told.data_of(ctx.item, "application"), _hers(ctx)
    if data.get("victim") is True:
        answers |= {"matter": "unlimited", "checked": "not_asked", "fits": "eligible"}
    elif told.spared(data):
        answers["checked"] = "not_asked"
    elif data.get("means") == "promise":
        answers["checked"] = "promised"
    if data.get("cause") in ("support", "injury", "welfare") and data.get("victim") is not True:
        answers["matter"] = "listed"
    return answers


def submitting(ctx: StepContext) -> Answers:
    """Today, to the county's centre, by what is asked for and what cannot wait."""
    data = told.data_of(ctx.item, "application")
    last = told.data_of(ctx.item, "submission")
    answers: dict[str, Value] = {
        **today(ctx),
        "centre": last.get("centre") or text_in(ctx.settings, "centre") or None,
        "advance": told.cannot_wait(data, ctx.today),
    }
    if data.get("kind") in IN_COURT:
        answers["place"] = "organ"
    return {name: one for name, one in answers.items() if one is not None}


def advancing(ctx: StepContext) -> Answers:
    """Today, why, and a week for the papers."""
    data = told.data_of(ctx.item, "application")
    why = "measure" if data.get("urgent_measure") is True else "lapsing"
    papers = (ctx.today + timedelta(days=PAPERS_DAYS)).isoformat()
    known = {"why": why} if told.cannot_wait(data, ctx.today) else {}
    return {**today(ctx), "papers_by": papers, **known}


def objecting(ctx: StepContext) -> Answers:
    """The objection that is out, to be answered; else a new one to the county's bureau."""
    known = told.data_of(ctx.item, "objection")
    if told.objecting(ctx.item):
        return known
    bureau = text_in(ctx.settings, "bureau")
    return {**hers(ctx), **({"to": bureau} if bureau else {})}


def assigning(ctx: StepContext) -> Answers:
    """Today; a child that was harmed is known."""
    child = told.minor(ctx.case, ctx.item) and told.victim(ctx.item)
    return {**hers(ctx), "minor_victim": child}


def closing(ctx: StepContext) -> Answers:
    """How it stands."""
    item = ctx.item
    if told.ended(item):
        return {"way": "ended"}
    if told.decision(item) == "refused":
        return {"way": "refused"}
    return {"way": "served"} if "report" in item.done else {}
