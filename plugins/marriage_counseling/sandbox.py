"""Practice counselling: a couple in the cooling-off month, and one who came alone."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

STAFF = (("counsellor", "吴敏", "婚姻家庭辅导员", "counsellor"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def _screen(party: str, wish: str) -> tuple[str, Mapping[str, Value]]:
    return (
        "screen",
        {
            "party": party,
            "alone": True,
            "violence": "none",
            "wish": wish,
            "joint": "agreed",
            "conflicts": ["talk", "money"],
        },
    )


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole counsellings, invented."""
    day = today.isoformat()
    consent: tuple[str, Mapping[str, Value]] = (
        "consent",
        {"voluntary": True, "confidential": True, "on": day, "way": "paper"},
    )
    return (
        Sample(
            title="冷静期内和好",
            scenario="marriage_love",
            outcome="reconciled",
            steps=(
                (
                    "book",
                    {
                        "kind": "cooling",
                        "mode": "joint",
                        "referrer": "registry",
                        "divorce_path": "agreed",
                        "applied_on": (today - timedelta(days=12)).isoformat(),
                    },
                ),
                consent,
                _screen(cast.applicant, "wait"),
                _screen(cast.respondent, "keep"),
                ("plan", {"goal": "把家用和带孩子的分工谈清楚。", "sessions": "3"}),
                (
                    "joint",
                    {
                        "present": [{"party": cast.applicant}, {"party": cast.respondent}],
                        "on": day,
                        "mode": "joint",
                        "parts": ["listen", "tell", "talk"],
                        "note": "双方都愿意再试一段时间。",
                    },
                ),
                ("cooling", {"now": "withdrawn"}),
                ("close", {"result": "reconciled", "satisfaction": "good"}),
            ),
        ),
        Sample(
            title="一个人来，暂缓离婚",
            scenario="marriage_love",
            outcome="deferred",
            steps=(
                ("book", {"kind": "marriage", "mode": "alone", "referrer": "own"}),
                consent,
                _screen(cast.applicant, "wait"),
                (
                    "session",
                    {
                        "party": cast.applicant,
                        "on": day,
                        "mode": "alone",
                        "parts": ["listen", "judge"],
                        "note": "先把自己的打算想清楚。",
                    },
                ),
                ("evaluate", {"party": cast.applicant, "talk": "5", "mood": "6"}),
                ("close", {"result": "deferred"}),
            ),
        ),
    )
