"""Pieces the tests of marriage counselling share: what is filed when all is well."""

from tests.plugins.simulator import HER, HIM, SERVICES, TODAY, Walk, a_case

SERVICE = SERVICES["marriage_counseling"]
DAY = TODAY.isoformat()
BOOKED = {"kind": "divorce", "mode": "joint", "referrer": "registry", "divorce_path": "none"}
BOTH = [{"party": HER}, {"party": HIM}]
SESSION = {"party": HER, "on": DAY, "mode": "apart", "alone": True, "parts": ["listen"]}
JOINT = {"present": BOTH, "on": DAY, "mode": "joint", "parts": ["listen"]}
PACT = {"present": BOTH, "on": DAY, "items": [{"who": HIM, "what": "周三接孩子。"}], "free": True}
VISIT = {"party": HER, "on": DAY, "way": "phone", "safe": True, "found": "stable"}
OUTSIDE = {
    "party": HER,
    "on": DAY,
    "to": "outside",
    "org": "县妇幼保健院",
    "basis": "consent",
    "reason": "想约门诊。",
}


def consent(party=HER, answer="agreed", **said):
    return {
        "party": party,
        "voluntary": True,
        "answer": answer,
        "confidential": True,
        "on": DAY,
        "way": "paper",
    } | said


def screen(party=HER, **said):
    return {
        "party": party,
        "alone": True,
        "violence": "none",
        "wish": "wait",
        "joint": "agreed",
        "conflicts": ["talk"],
    } | said


def afraid(told="past", unsafe="no"):
    return {"violence": told, "unsafe": unsafe}


def booked(case=None, **said):
    walk = Walk(service=SERVICE, case=case or a_case())
    walk.take("book", BOOKED | said)
    return walk


def started(case=None, **said):
    """Return an item in which both agreed to take part."""
    walk = booked(case, **said)
    walk.take("consent", consent())
    walk.take("consent", consent(HIM))
    return walk


def screened(case=None, **hers):
    """Return an item in which both were seen alone; *hers* is what she said otherwise."""
    walk = started(case)
    walk.take("screen", screen(HIM))
    walk.take("screen", screen(HER, **hers))
    return walk
