"""Practice applications: a support claim carried through, and a refusal with its objection."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]


def _sent(cast: Cast, today: date, exempt: str) -> Steps:
    day = (today - timedelta(days=8)).isoformat()
    return (
        (
            "apply",
            {
                "applicant": cast.applicant,
                "victim": False,
                "kind": "litigation",
                "cause": "support",
                "applied_by": "own",
                "exempt": exempt,
                "promised": True,
                "household": "2",
                "income": "2600.00",
                "materials": [
                    {"name": "身份证", "state": "have"},
                    {"name": "抚养费约定", "state": "missing"},
                ],
            },
        ),
        ("missing", {"applicant": cast.applicant, "on": day, "what": "补一份抚养费约定复印件。"}),
        ("submit", {"on": day, "centre": "示范县法律援助中心", "basis": "consent"}),
        ("accept", {"on": day}),
    )


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole applications, invented."""
    day = today.isoformat()
    return (
        Sample(
            title="追索抚养费，调解结案",
            scenario="support_care",
            outcome="mediated",
            steps=(
                *_sent(cast, today, "none"),
                (
                    "decide",
                    {"decision": "granted", "on": (today - timedelta(days=4)).isoformat()},
                ),
                (
                    "assign",
                    {"on": day, "lawyer": "周律师", "firm": "示范律师事务所", "years": "12"},
                ),
                ("progress", {"on": day, "what": "庭前调解，每月付抚养费。"}),
                ("close", {"result": "mediated", "benefit": "18000.00", "score": "good"}),
            ),
        ),
        Sample(
            title="不予援助，异议后维持",
            scenario="property",
            outcome="refused",
            steps=(
                *_sent(cast, today, "relief"),
                (
                    "decide",
                    {
                        "decision": "refused",
                        "on": day,
                        "why": "不属于法律援助事项。",
                        "told": True,
                    },
                ),
                ("object", {"on": day, "result": "pending"}),
                ("object", {"on": day, "result": "upheld"}),
                ("close", {"result": "refused"}),
            ),
        ),
    )
