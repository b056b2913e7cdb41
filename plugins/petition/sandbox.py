"""Practice petitions: a call answered at once, a plea handed on, a claim with its sixty days."""

from datetime import date, timedelta

from core.api import Cast, Sample

STAFF = (("petition", "田蓉", "信访接待员", "petition"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole petitions, invented."""
    day = today.isoformat()
    return (
        Sample(
            title="12338 咨询，当场答复",
            scenario="marriage_love",
            outcome="answered",
            steps=(
                (
                    "register",
                    {"form": "call", "nature": "consult", "headcount": "1", "confidential": False},
                ),
                (
                    "answer",
                    {
                        "text": "离婚登记要双方一起到婚姻登记机关申请，三十日冷静期后再领证。",
                        "on": day,
                        "how": "phone",
                        "result": "answered",
                    },
                ),
            ),
        ),
        Sample(
            title="求助，转镇里协调解决",
            scenario="support_care",
            outcome="solved",
            steps=(
                (
                    "register",
                    {"form": "visit", "nature": "help", "headcount": "2", "confidential": True},
                ),
                ("triage", {"lane": "help", "jurisdiction": "lower"}),
                ("notify", {"kind": "forwarded", "on": day, "way": "spot"}),
                (
                    "transfer",
                    {
                        "to": "桂花镇妇联",
                        "to_accused": False,
                        "on": day,
                        "answer_by": (today + timedelta(days=7)).isoformat(),
                        "basis": "consent",
                    },
                ),
                ("progress", {"on": day, "what": "镇妇联上门，三个子女商定轮流照看。"}),
                (
                    "answer",
                    {
                        "text": "已由镇里协调，子女按月轮流照看老人。",
                        "on": day,
                        "how": "spot",
                        "result": "solved",
                    },
                ),
            ),
        ),
        Sample(
            title="申诉求决，接受答复",
            scenario="property",
            outcome="partly",
            steps=(
                (
                    "register",
                    {"form": "letter", "nature": "claim", "headcount": "1", "confidential": False},
                ),
                ("triage", {"lane": "help", "jurisdiction": "own"}),
                ("notify", {"kind": "accepted", "on": day, "way": "paper"}),
                (
                    "answer",
                    {
                        "text": "土地承包经营权证上可以加写姓名，补偿款部分建议另行起诉。",
                        "on": day,
                        "how": "paper",
                        "basis": "妇女权益保障法第55条",
                        "result": "partly",
                    },
                ),
                ("close", {"why": "accepted"}),
            ),
        ),
    )
