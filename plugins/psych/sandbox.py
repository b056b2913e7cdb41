"""Practice counselling: one that reaches its goal, one that passes through a crisis."""

from collections.abc import Mapping
from datetime import date

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]
STAFF = (("psychologist", "叶知秋", "心理咨询师", "psychologist"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def _opened(client: str, day: str, risk: str) -> Steps:
    return (
        ("book", {"client": client, "service": "single", "client_kind": "adult", "wants": "woman"}),
        (
            "consent",
            {"client": client, "limits": True, "agreed": True, "on": day, "way": "paper"},
        ),
        (
            "intake",
            {
                "client": client,
                "served_other": False,
                "complaint": "近两个月睡不好，一想到家里的事就心慌。",
                "risk_self": risk,
                "risk_other": "none",
                "suspected": risk != "none",
            },
        ),
    )


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole counsellings, invented."""
    her, day = cast.applicant, today.isoformat()
    session: Mapping[str, Value] = {
        "client": her,
        "on": day,
        "came": "yes",
        "risk": "none",
        "summary": "本人愿意当面谈，时间不超过一小时为宜。",
    }
    return (
        Sample(
            title="三次会谈后好转",
            scenario="family_mental",
            outcome="better",
            steps=(
                *_opened(her, day, "none"),
                ("plan", {"client": her, "goals": "能睡着，能把话说完。", "sessions": "3"}),
                ("session", session),
                ("note", {"client": her, "note": "谈到母亲时停了很久。"}),
                ("session", session),
                ("close", {"result": "better"}),
            ),
        ),
        Sample(
            title="危机处置后转就医",
            scenario="family_mental",
            outcome="hospital",
            steps=(
                *_opened(her, day, "plan"),
                (
                    "crisis",
                    {
                        "client": her,
                        "done": ["asked", "company", "guardian", "hotline", "supervisor"],
                        "contact_at": f"{day} 20:00",
                        "now": "hospital",
                    },
                ),
                ("refer", {"client": her, "on": day, "answer": "gone", "hospital": "市第七医院"}),
                ("close", {"result": "hospital"}),
            ),
        ),
    )
