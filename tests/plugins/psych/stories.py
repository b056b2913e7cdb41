"""Pieces the tests of counselling share: what is filed when all is well."""

from tests.plugins.simulator import HER, HIM, SERVICES, TODAY, Walk, a_case

SERVICE = SERVICES["psych"]
DAY = TODAY.isoformat()
BOOKED = {"client": HER, "service": "single", "client_kind": "adult"}
CONSENT = {"client": HER, "limits": True, "agreed": True, "on": DAY, "way": "paper"}
INTAKE = {
    "client": HER,
    "served_other": False,
    "complaint": "睡不着，容易哭。",
    "risk_self": "none",
    "risk_other": "none",
    "suspected": False,
}
SESSION = {"client": HER, "on": DAY, "came": "yes", "risk": "none"}
ABSENT = {"client": HER, "on": DAY, "came": "no"}
PLAN = {"client": HER, "goals": "能睡着。", "sessions": "6"}
COUPLE = {
    "on": DAY,
    "present": [{"party": HER, "willing": True}, {"party": HIM, "willing": True}],
}
STEPS = ("asked", "company", "means", "emergency", "hotline", "supervisor")
SCREENED = {"client": HER, "on": DAY, "instrument": "gad7", "score": "12", "told": True}
REFERRED = {"client": HER, "on": DAY, "answer": "will"}
REVIEWED = {"client": HER, "on": DAY, "change": "better", "risk": "none", "next": "close"}
GROUP = {
    "on": DAY,
    "topic": "情绪",
    "heads": "8",
    "leader": "s1",
    "members": [{"called": "小河", "agreed": True}],
}


def crisis(*steps, day=DAY, **said):
    """Return the protocol with these *steps*, all of them when none are named."""
    return {
        "client": HER,
        "found_at": f"{DAY} 09:30",
        "level": "plan",
        "at_hand": True,
        "done": [{"what": one, "at": f"{day} 09:40"} for one in steps or STEPS],
        "contact_at": f"{DAY} 20:00",
        "now": "calm",
        **said,
    }


def booked(kind="adult", **case):
    """Return an item in which somebody has an appointment."""
    walk = Walk(service=SERVICE, case=a_case(**case))
    walk.take("book", BOOKED | {"client_kind": kind})
    return walk


def begun(kind="adult", consent=None, **intake):
    """Return an item after the first visit."""
    walk = booked(kind)
    walk.take("consent", CONSENT | (consent or {}))
    walk.take("intake", INTAKE | intake)
    return walk
