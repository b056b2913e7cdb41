"""Practice applications: a claim to its end, a refusal objected to, help first, one that ended."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]
CENTRE = "示范县法律援助中心"
STAFF = (("aid", "方圆", "援助帮扶专员", "aid"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole applications, invented."""
    return (
        _support(cast, today),
        _objected(cast, today),
        _first(cast, today),
        _ended(cast, today),
        _taken_back(cast, today),
    )


def _day(today: date, ago: int = 0) -> str:
    return (today - timedelta(days=ago)).isoformat()


def _applied(cast: Cast, **more: Value) -> dict[str, Value]:
    told: dict[str, Value] = {
        "applicant": cast.applicant,
        "crowd": ["woman"],
        "victim": False,
        "kind": "litigation",
        "cause": "support",
        "stage": "none",
        "applied_by": "own",
        "exempt": "none",
        "means": "promise",
        "limitation": "none",
        "materials": [
            {"sort": "identity", "name": "身份证", "state": "have"},
            {"sort": "evidence", "name": "抚养费约定", "state": "have"},
        ],
    }
    return told | more


def _sent(
    cast: Cast, today: date, application: dict[str, Value], checked: str, ago: int = 9
) -> Steps:
    hers: dict[str, Value] = {"applicant": cast.applicant}
    in_court = application["kind"] == "litigation"
    return (
        ("apply", application),
        ("screen", hers | {"matter": "listed", "checked": checked, "fits": "eligible"}),
        (
            "submit",
            {
                "on": _day(today, ago),
                "centre": CENTRE,
                "place": "organ" if in_court else "cause",
                "advance": application["limitation"] == "known",
                "basis": "consent",
            },
        ),
        ("accept", {"on": _day(today, ago - 1), "receiver": "接待岗", "number": "援申 118"}),
    )


def _worked(cast: Cast, today: date, *progress: tuple[str, str]) -> Steps:
    hers: dict[str, Value] = {"applicant": cast.applicant}
    return tuple(
        ("progress", hers | {"on": _day(today), "event": event, "what": what, "told": True})
        for event, what in progress
    )


def _granted(cast: Cast, today: date, ago: int = 4) -> tuple[str, Mapping[str, Value]]:
    told = {"applicant": cast.applicant, "decision": "granted", "number": "援决 118"}
    return ("decide", {**told, "on": _day(today, ago)})


def _lawyer(cast: Cast, today: date, ago: int = 3) -> tuple[str, Mapping[str, Value]]:
    return (
        "assign",
        {
            "applicant": cast.applicant,
            "on": _day(today, ago),
            "lawyer": "周律师",
            "firm": "示范律师事务所",
            "number": "援派 118",
            "years": "12",
        },
    )


def _done(cast: Cast, today: date, result: str, benefit: str, summary: str) -> Steps:
    hers: dict[str, Value] = {"applicant": cast.applicant, "on": _day(today)}
    reported: dict[str, Value] = {"result": result, "summary": summary}
    if benefit:
        reported["benefit"] = benefit
    return (
        ("report", hers | reported),
        (
            "callback",
            hers | {"way": "phone", "safe": True, "score": "good", "comment": "说得清楚。"},
        ),
        ("close", {"way": "served"}),
    )


def _support(cast: Cast, today: date) -> Sample:
    """Told once, supplied, decided, assigned, settled before the hearing."""
    missing: list[Value] = [
        {"sort": "identity", "name": "身份证", "state": "have"},
        {"sort": "evidence", "name": "抚养费约定", "state": "missing"},
    ]
    applied, screened, *sent = _sent(cast, today, _applied(cast, materials=missing), "promised")
    told: dict[str, Value] = {
        "applicant": cast.applicant,
        "by": "desk",
        "on": _day(today, 9),
        "way": "handed",
        "papers": [{"sort": "evidence", "name": "抚养费约定的复印件一份"}],
        "until": _day(today, 4),
    }
    return Sample(
        title="追索抚养费，补正一次，调解结案",
        scenario="support_care",
        outcome="mediated",
        steps=(
            applied,
            ("missing", told),
            ("supplement", {"on": _day(today, 9), "complete": True}),
            screened,
            *sent,
            _granted(cast, today),
            _lawyer(cast, today),
            *_worked(cast, today, ("filed", "已经立案。"), ("settled", "庭前调解，每月付抚养费。")),
            *_done(cast, today, "mediated", "18000.00", "庭前达成调解，法院出了调解书。"),
        ),
    )


def _objected(cast: Cast, today: date) -> Sample:
    hers: dict[str, Value] = {"applicant": cast.applicant}
    refused: dict[str, Value] = {
        "decision": "refused",
        "on": _day(today, 3),
        "number": "援不 21",
        "reason": "matter",
        "why": "不属于法律援助事项。",
        "told": True,
    }
    objected: dict[str, Value] = {
        "to": "示范县司法局",
        "on": _day(today, 2),
        "ground": "赡养老人的约定写在分家协议里，是赡养的事。",
    }
    application = _applied(
        cast, exempt="relief", cause="inheritance", kind="out_of_court", means=None
    )
    return Sample(
        title="不予援助，异议后维持",
        scenario="property",
        outcome="refused",
        settles=False,
        steps=(
            *_sent(cast, today, application, "not_asked"),
            ("decide", hers | refused),
            ("object", hers | objected | {"result": "pending"}),
            (
                "object",
                hers
                | objected
                | {"result": "upheld", "answered_on": _day(today), "told_next": True},
            ),
            ("close", {"way": "refused"}),
        ),
    )


def _first(cast: Cast, today: date) -> Sample:
    """The period lapses: help first, the decision and the papers after it."""
    lapses = (today + timedelta(days=3)).isoformat()
    application = _applied(cast, limitation="known", limitation_on=lapses, stage="first")
    return Sample(
        title="上诉期只剩三天，先行提供",
        scenario="support_care",
        outcome="partly",
        steps=(
            *_sent(cast, today, application, "promised"),
            (
                "advance",
                {
                    "on": _day(today, 8),
                    "why": "lapsing",
                    "what": "律师先写了上诉状，当天递交。",
                    "papers_by": _day(today, 1),
                },
            ),
            _lawyer(cast, today, 8),
            _granted(cast, today),
            *_worked(cast, today, ("judged", "二审改判，部分支持。")),
            *_done(cast, today, "partly", "9600.00", "二审改判，支持一部分。"),
        ),
    )


def _ended(cast: Cast, today: date) -> Sample:
    hers: dict[str, Value] = {"applicant": cast.applicant}
    application = _applied(
        cast,
        kind="drafting",
        cause="welfare",
        means="statement",
        household="3",
        income="2600.00",
        debts="12000.00",
    )
    ending: dict[str, Value] = {
        "on": _day(today),
        "ground": "own_lawyer",
        "why": "受援人自己请了律师。",
        "told": True,
    }
    return Sample(
        title="自己请了律师，终止援助",
        scenario="support_care",
        outcome="ended",
        steps=(
            *_sent(cast, today, application, "within"),
            _granted(cast, today),
            _lawyer(cast, today),
            ("end", hers | ending),
            ("close", {"way": "ended"}),
        ),
    )


def _taken_back(cast: Cast, today: date) -> Sample:
    """The centre asks for papers, they never come: taken back in law (43)."""
    hers: dict[str, Value] = {"applicant": cast.applicant}
    asked: dict[str, Value] = {
        "by": "centre",
        "on": _day(today, 7),
        "way": "told",
        "papers": [{"sort": "evidence", "name": "遗产清单"}],
        "until": _day(today, 2),
    }
    gone: dict[str, Value] = {
        "decision": "withdrawn",
        "on": _day(today),
        "taken_back": "deemed",
    }
    application = _applied(cast, kind="advice", cause="inheritance")
    return Sample(
        title="没有按要求补材料，视为撤回",
        scenario="property",
        outcome="withdrawn",
        settles=False,
        steps=(
            *_sent(cast, today, application, "promised"),
            ("missing", hers | asked),
            ("decide", hers | gone),
        ),
    )
