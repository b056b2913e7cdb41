"""Practice counselling: a couple in the cooling-off month, two who marry, one who came alone,
one who parts, one who would not come."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]
STAFF = (("counsellor", "吴敏", "婚姻家庭辅导员", "counsellor"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def _agreed(day: str, *people: str, answer: str = "agreed") -> Steps:
    told: Mapping[str, Value] = {
        "voluntary": True,
        "answer": answer,
        "confidential": True,
        "on": day,
        "way": "paper" if answer == "agreed" else "oral",
        "tell_referrer": True,
    }
    return tuple(("consent", {**told, "party": one}) for one in people)


def _screen(party: str, wish: str, *conflicts: str) -> tuple[str, Mapping[str, Value]]:
    return (
        "screen",
        {
            "party": party,
            "alone": True,
            "violence": "none",
            "wish": wish,
            "joint": "agreed",
            "conflicts": list(conflicts),
        },
    )


def _session(party: str, day: str, *parts: str, note: str) -> tuple[str, Mapping[str, Value]]:
    return (
        "session",
        {
            "party": party,
            "on": day,
            "mode": "apart",
            "alone": True,
            "parts": list(parts),
            "note": note,
        },
    )


def _joint(cast: Cast, day: str, note: str) -> tuple[str, Mapping[str, Value]]:
    return (
        "joint",
        {
            "present": [{"party": cast.applicant}, {"party": cast.respondent}],
            "on": day,
            "mode": "joint",
            "parts": ["listen", "tell", "talk"],
            "note": note,
        },
    )


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole counsellings, invented."""
    return (_kept(cast, today), _alone(cast, today), _early(cast, today), _parted(cast, today))


def _kept(cast: Cast, today: date) -> Sample:
    her, him, day = cast.applicant, cast.respondent, today.isoformat()
    booked: Mapping[str, Value] = {
        "kind": "cooling",
        "mode": "joint",
        "referrer": "registry",
        "referrer_name": "县婚姻登记处",
        "divorce_path": "agreed",
        "applied_on": (today - timedelta(days=2)).isoformat(),
    }
    score: Mapping[str, Value] = {"party": her, "on": day, "time": "before", "talk": "3"}
    return Sample(
        title="冷静期内和好",
        scenario="marriage_love",
        outcome="reconciled",
        papers={"cooling": ("cooling",)},
        steps=(
            ("book", booked),
            *_agreed(day, her, him),
            _screen(her, "wait", "talk", "money"),
            _screen(him, "keep", "money", "in_laws"),
            ("facts", {"married_on": "2015-05-20", "children": [{"age": "9", "lives": "both"}]}),
            ("evaluate", score),
            ("plan", {"goal": "把家用和带孩子的分工谈清楚。", "mode": "apart", "sessions": "3"}),
            _session(her, day, "listen", "judge", note="最累的是没有人商量。"),
            _joint(cast, day, "双方都愿意再试一段时间。"),
            (
                "pact",
                {
                    "present": [{"party": her}, {"party": him}],
                    "on": day,
                    "items": [
                        {"who": him, "what": "周三、周五接孩子。"},
                        {"who": "", "what": "超过五百元的开销先商量。"},
                        {"who": "", "what": "吵起来先停半小时。"},
                    ],
                    "review_on": (today + timedelta(days=30)).isoformat(),
                    "free": True,
                },
            ),
            ("evaluate", {**score, "time": "after", "change": "better", "talk": "7"}),
            ("cooling", {"now": "withdrawn", "on": day}),
            (
                "visit",
                {"party": her, "on": day, "way": "phone", "safe": True, "found": "stable"},
            ),
            ("close", {"result": "reconciled", "satisfaction": "good"}),
        ),
    )


def _alone(cast: Cast, today: date) -> Sample:
    her, him, day = cast.applicant, cast.respondent, today.isoformat()
    sent: Mapping[str, Value] = {
        "party": her,
        "on": day,
        "to": "outside",
        "org": "县妇幼保健院",
        "basis": "consent",
        "reason": "近来睡不好，想约一次门诊。",
    }
    return Sample(
        title="一个人来，暂缓离婚",
        scenario="marriage_love",
        outcome="deferred",
        steps=(
            (
                "book",
                {"kind": "marriage", "mode": "alone", "referrer": "own", "divorce_path": "none"},
            ),
            *_agreed(day, her),
            *_agreed(day, him, answer="refused"),
            _screen(her, "wait", "feelings"),
            _session(her, day, "listen", "judge", note="先把自己的打算想清楚。"),
            ("refer", sent),
            ("answer", {"party": her, "on": day, "answer": "accepted"}),
            ("close", {"result": "deferred", "satisfaction": "fair"}),
        ),
    )


def _early(cast: Cast, today: date) -> Sample:
    her, him, day = cast.applicant, cast.respondent, today.isoformat()
    return Sample(
        title="婚前辅导",
        scenario="marriage_love",
        outcome="done",
        steps=(
            ("book", {"kind": "before", "mode": "joint", "referrer": "registry"}),
            *_agreed(day, her, him),
            _screen(her, "none", "money"),
            _screen(him, "none", "in_laws"),
            _joint(cast, day, "谈了家用、住处和两边老人。"),
            ("close", {"result": "done", "satisfaction": "good"}),
        ),
    )


def _parted(cast: Cast, today: date) -> Sample:
    her, day = cast.applicant, today.isoformat()
    applied, over = today - timedelta(days=50), today - timedelta(days=5)
    return Sample(
        title="冷静期满，各自安好",
        scenario="marriage_love",
        outcome="divorce",
        steps=(
            (
                "book",
                {
                    "kind": "divorce",
                    "mode": "apart",
                    "referrer": "court",
                    "divorce_path": "agreed",
                    "applied_on": applied.isoformat(),
                },
            ),
            *_agreed(day, her),
            _screen(her, "divorce", "distance"),
            (
                "session",
                {
                    "party": her,
                    "on": day,
                    "mode": "phone",
                    "alone": True,
                    "parts": ["listen", "reconcile"],
                    "custody": True,
                    "child_wish": "heard",
                    "note": "孩子的事想先说好。",
                },
            ),
            ("cooling", {"now": "still", "on": over.isoformat()}),
            ("close", {"result": "divorce", "satisfaction": "unasked"}),
        ),
    )
