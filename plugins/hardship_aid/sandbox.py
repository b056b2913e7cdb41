"""Practice cases of aid: helped first, carried through, refused and told why, seconded."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]
STAFF = (("aid", "方圆", "援助帮扶专员", "aid"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def settings(places: Mapping[str, str]) -> Mapping[str, Value]:
    """Return the invented lines of the practice county."""
    return {
        "second_approval_above": "3,000.00",
        "standard": "1,100.00",
        "disposable": "3,600.00",
        "spending_share": 60,
        "delegated": False,
    }


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


def _applied(day: str) -> tuple[str, Mapping[str, Value]]:
    return (
        "apply",
        {
            "programme": "low_income",
            "to": "桂花镇救助窗口",
            "status": "accepted",
            "place": "hukou",
            "on": day,
            "basis": "consent",
        },
    )


def _refused(cast: Cast, today: date) -> Sample:
    """Looked at longer than usual, refused, and told why in writing."""
    day = today.isoformat()
    return Sample(
        title="低保核对要延期，没有批，书面告知理由",
        scenario="support_care",
        outcome="unmet",
        steps=(
            *_found(cast, today, urgent=False),
            _applied(day),
            ("extend", {"programme": "low_income", "why": "要到外地核对收入"}),
            ("visit", {"on": day, "visitors": "2", "found": "母子二人，两个兄弟按月给生活费。"}),
            (
                "decide",
                {
                    "programme": "low_income",
                    "decision": "refused",
                    "on": day,
                    "why": "核对后人均收入高于低保标准。",
                },
            ),
            ("tell", {"programme": "low_income", "on": day, "way": "paper"}),
            ("close", {"reason": "unmet", "told": True}),
        ),
    )


def _seconded(cast: Cast, today: date) -> Sample:
    """More than one person may grant alone in this county."""
    day, amount = today.isoformat(), "8,000.00"
    return Sample(
        title="医药费大，第二个人审批后救助",
        scenario="support_care",
        outcome="recovered",
        steps=(
            *_found(cast, today, urgent=False),
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
                    "amount": amount,
                },
            ),
            (
                "deliver",
                {
                    "programme": "temporary",
                    "on": day,
                    "need": "living",
                    "kind": "cash",
                    "amount": amount,
                },
            ),
            ("close", {"reason": "recovered"}),
        ),
    )


def _all_at_once(cast: Cast, today: date) -> Sample:
    """Three doors for one woman, each with its own letter."""
    day = today.isoformat()
    discovery, (assess, assessed), _match = _found(cast, today, urgent=False)
    doors = (
        ("two_cancers", "桂花镇妇联", "hukou", "10,000.00"),
        ("judicial", "示范县人民检察院", "residence", "2,000.00"),
        ("jobs", "示范县人力资源和社会保障局", "residence", ""),
    )
    steps: list[tuple[str, Mapping[str, Value]]] = []
    for programme, to, place, amount in doors:
        steps += [
            (
                "apply",
                {
                    "programme": programme,
                    "to": to,
                    "status": "accepted",
                    "place": place,
                    "on": day,
                    "basis": "consent",
                },
            ),
            (
                "decide",
                {"programme": programme, "decision": "granted", "on": day}
                | ({"amount": amount} if amount else {}),
            ),
        ]
    return Sample(
        title="患病又受过伤害：“两癌”救助、司法救助线索、就业推荐一起办",
        scenario="support_care",
        outcome="recovered",
        seldom=True,
        steps=(
            discovery,
            (assess, {**assessed, "illness": "two_cancers", "existing": ["low_income"]}),
            (
                "match",
                {"programmes": [{"programme": one[0], "fit": "met"} for one in doors]},
            ),
            *steps,
            ("close", {"reason": "recovered"}),
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
                _applied(day),
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
                ("send_up", {"programme": "low_income", "on": day}),
                (
                    "decide",
                    {"programme": "low_income", "decision": "granted", "on": day},
                ),
                ("review", {"on": day, "now": "better"}),
                ("close", {"reason": "long_term"}),
            ),
        ),
        _refused(cast, today),
        _seconded(cast, today),
        _all_at_once(cast, today),
    )
