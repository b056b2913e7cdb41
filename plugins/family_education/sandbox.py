"""Practice guidance: a family that came by itself, and one that was ordered to come."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]
STAFF = (("educator", "秦朗", "家庭教育指导师", "educator"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def _guided(day: str) -> Steps:
    return (
        ("assess", {"hurt": "no", "risk": "low"}),
        (
            "plan",
            {
                "goals": [
                    {"goal": "每天手机不超过一小时", "method": "全家约定时间", "who": "all"},
                    {"goal": "每周一起吃三次晚饭", "method": "父亲调班", "who": "parents"},
                ]
            },
        ),
        (
            "session",
            {
                "on": day,
                "mode": "office",
                "who": ["mother", "father"],
                "content": "商量怎样把约定说给孩子听。",
                "homework": "记一周的手机时间。",
                "hurt": "no",
            },
        ),
    )


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole guidances, invented. *cast* is not named: no form asks for a party."""
    day = today.isoformat()
    return (
        Sample(
            title="网络沉迷，有改善",
            scenario="parenting",
            outcome="better",
            steps=(
                (
                    "intake",
                    {
                        "source": "own",
                        "child_age": "12",
                        "lives_with": "both",
                        "problems": ["internet", "study"],
                    },
                ),
                *_guided(day),
                ("close", {"result": "better"}),
            ),
        ),
        Sample(
            title="法院责令指导，按期回告",
            scenario="parenting",
            outcome="reached",
            steps=(
                (
                    "intake",
                    {
                        "source": "ordered",
                        "order_no": "（2026）示家教令 3 号",
                        "order_body": "示范县人民法院",
                        "order_until": (today + timedelta(days=60)).isoformat(),
                        "child_age": "9",
                        "lives_with": "grandparents",
                        "problems": ["left_behind"],
                    },
                ),
                ("urge", {"on": day, "by": "village", "answer": "accepts"}),
                *_guided(day),
                ("close", {"result": "reached", "reported_on": day}),
            ),
        ),
    )
