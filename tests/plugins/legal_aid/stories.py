"""Applications the tests of legal aid start from."""

from datetime import timedelta

from core.words import PartyView
from plugins.legal_aid.declaration import SERVICE
from tests.plugins.simulator import HER, HIM, TODAY, Walk, a_case

DAY = TODAY.isoformat()
EARLIER = TODAY - timedelta(days=2)
BEFORE = EARLIER.isoformat()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
HERS = {"applicant": HER}
PAPERS = [{"sort": "identity", "state": "have"}, {"sort": "evidence", "state": "missing"}]
APPLIED = {
    **HERS,
    "crowd": ["woman"],
    "victim": False,
    "kind": "litigation",
    "cause": "support",
    "stage": "none",
    "applied_by": "own",
    "exempt": "none",
    "means": "promise",
    "limitation": "none",
    "materials": PAPERS,
}
VICTIM = {
    **{name: one for name, one in APPLIED.items() if name not in ("exempt", "means")},
    "victim": True,
    "harm": ["violence"],
    "cause": "violence",
}
SCREENED = {**HERS, "matter": "listed", "checked": "promised", "fits": "eligible"}
SPARED = SCREENED | {"checked": "not_asked"}
SUBMITTED = {"on": BEFORE, "centre": "县法律援助中心", "place": "organ", "basis": "consent"}
GRANTED = {**HERS, "decision": "granted", "on": BEFORE}
REFUSED = {
    **HERS,
    "decision": "refused",
    "on": DAY,
    "reason": "matter",
    "why": "不属于援助事项",
    "told": True,
}
OBJECTED = {**HERS, "to": "县司法局", "on": DAY, "ground": "属于赡养", "result": "pending"}
ASSIGNED = {**HERS, "on": DAY, "lawyer": "周律师"}
REPORTED = {**HERS, "on": DAY, "result": "won", "summary": "判决支持", "benefit": "1,000.00"}
CALLED = {**HERS, "on": DAY, "way": "phone", "safe": True, "score": "good"}
ENDED = {**HERS, "on": DAY, "ground": "own_lawyer", "why": "自己请了律师", "told": True}
MISSING = {
    **HERS,
    "by": "desk",
    "on": BEFORE,
    "way": "handed",
    "papers": [{"sort": "evidence", "name": "户口簿复印件"}],
}


def a_child(**changes):
    """Return a case of a child and the parent it is about."""
    people = (
        PartyView(id=HER, role="victim", relation="child", name="小安", minor=True),
        PartyView(id=HIM, role="alleged", relation="parent", name="江 二", sex="M"),
    )
    return a_case(parties=people, **changes)


def fresh(**case):
    return Walk(service=SERVICE, case=a_case(**case))


def applied(**changes):
    walk = fresh()
    walk.take("apply", APPLIED | changes)
    return walk


def victim(**changes):
    walk = fresh()
    walk.take("apply", VICTIM | changes)
    return walk


def sent(walk=None, **changes):
    """Screen and hand over an application, the promised one when none is given."""
    walk = walk or applied()
    spared = "exempt" not in walk.records[0].data or walk.records[0].data["exempt"] != "none"
    walk.take("screen", SPARED if spared else SCREENED)
    walk.take("submit", SUBMITTED | changes)
    return walk


def decided(decision, walk=None):
    walk = sent(walk)
    walk.take("accept", {"on": BEFORE})
    walk.take("decide", decision)
    return walk
