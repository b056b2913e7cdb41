"""Practice cases of aid: an emergency helped first, and a matched programme carried through."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]
STAFF = (("aid", "方圆", "援助帮扶专员", "aid"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def _found(cast: Cast, today: date, *, urgent: bool) -> Steps:
    return (
        (
            "find",
            {
                "person": cast.applicant,
                "source": "screening",
                "groups": ["woman", "single"],
                "needs": ["living", "school"],
                "urgent": urgent,
            },
        ),
        (
            "assess",
            {
                "person": cast.applicant,
                "household": "2",
                "income": "900.00",
                "spending": "1,500.00",
                "existing": [],
                "assets": "within",
                "able": "yes",
                "illness": "none",
                "resources": [{"way": "village", "what": "村里帮着接送孩子"}],
                "owner": cast.staff,
                "review_on": (today + timedelta(days=90)).isoformat(),
            },
        ),
        (
            "match",
            {
                "programmes": [
                    {"programme": "low_income", "fit": "unknown", "why": "收入还要核对"},
                    {"programme": "temporary", "fit": "met"},
                ]
            },
        ),
    )


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole cases of aid, invented."""
    day = today.isoformat()
    discovery, *rest = _found(cast, today, urgent=True)
    return (
        Sample(
            title="急难先行救助",
            scenario="support_care",
            outcome="recovered",
            steps=(
                discovery,
                (
                    "first_aid",
                    {
                        "on": day,
                        "kind": "cash",
                        "amount": "1000.00",
                        "papers_by": (today + timedelta(days=5)).isoformat(),
                    },
                ),
                *rest,
                (
                    "apply",
                    {
                        "programme": "temporary",
                        "to": "桂花镇救助窗口",
                        "status": "accepted",
                        "place": "emergency",
                        "on": day,
                        "basis": "consent",
                    },
                ),
                (
                    "decide",
                    {
                        "programme": "temporary",
                        "decision": "granted",
                        "on": day,
                        "amount": "2000.00",
                    },
                ),
                (
                    "deliver",
                    {
                        "programme": "temporary",
                        "on": day,
                        "need": "living",
                        "kind": "cash",
                        "amount": "2000.00",
                    },
                ),
                ("papers", {"on": day, "what": "申请书、情况说明"}),
                ("close", {"reason": "recovered"}),
            ),
        ),
        Sample(
            title="申请低保，转长期保障",
            scenario="support_care",
            outcome="long_term",
            steps=(
                *_found(cast, today, urgent=False),
                (
                    "apply",
                    {
                        "programme": "low_income",
                        "to": "桂花镇救助窗口",
                        "status": "accepted",
                        "place": "hukou",
                        "on": day,
                        "basis": "consent",
                    },
                ),
                ("visit", {"on": day, "visitors": "2", "found": "母子二人，租住一间。"}),
                (
                    "notice",
                    {
                        "programme": "low_income",
                        "since": day,
                        "until": (today + timedelta(days=7)).isoformat(),
                        "hidden": True,
                    },
                ),
                (
                    "decide",
                    {"programme": "low_income", "decision": "granted", "on": day},
                ),
                ("review", {"on": day, "now": "better"}),
                ("close", {"reason": "long_term"}),
            ),
        ),
    )
