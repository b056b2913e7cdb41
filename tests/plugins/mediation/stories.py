"""The beginnings most stories of a mediation share."""

from plugins.mediation.declaration import SERVICE
from tests.plugins.simulator import HER, HIM, STAFF, TODAY, Walk, a_case

DAY = TODAY.isoformat()
APPLY = {"start_mode": "applied", "mediation_kind": "people", "dispute_type": "marriage"}
REVIEWED = {"reviewer": STAFF, "violence_class": "none", "decision": "accepted"}
RIGHTS = {"told_on": DAY, "way": "paper", "everyone": True, "open_mode": "closed"}
MEDIATORS = {
    "committee": "示范县人民调解委员会",
    "chosen_by": "assigned",
    "mediators": [{"mediator": STAFF, "tie": "none"}],
}
SESSION = {
    "on": DAY,
    "place": "调解室",
    "mode": "together",
    "present": [{"party": HER}, {"party": HIM}],
    "discussion": "谈了孩子和房子。",
    "result": "agreed",
}


def will(party, answer="agreed", *, alone=True, safety="none"):
    said = {"party": party, "alone": alone, "answer": answer, "asked_on": DAY, "way": "in_person"}
    return said | ({"safety": safety} if alone else {})


def opened(**case):
    walk = Walk(service=SERVICE, case=a_case(**case))
    walk.take("apply", APPLY)
    return walk


def ready(*, review=REVIEWED, **case):
    """A mediation on the eve of its first sitting."""
    walk = opened(**case)
    walk.take("will", will(HER))
    walk.take("will", will(HIM))
    walk.take("review", review)
    walk.take("rights", RIGHTS)
    walk.take("mediators", MEDIATORS)
    return walk


AGREED = {
    "kind": "oral",
    "committee": "示范县人民调解委员会",
    "agreed_on": DAY,
    "facts": "分居。",
    "issues": "钱怎么给。",
    "items": [
        {
            "matter": "care",
            "payer": HIM,
            "payee": HER,
            "what": "周末照看孩子",
            "due_text": "每周六",
        }
    ],
    "status_matter": False,
}
