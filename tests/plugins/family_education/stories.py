"""Pieces the tests of family education share: what is filed when all is well."""

from datetime import timedelta

from tests.plugins.simulator import HER, HIM, SERVICES, TODAY, Walk, a_case

SERVICE = SERVICES["family_education"]
DAY = TODAY.isoformat()
INTAKE = {
    "source": "own",
    "child_name": "小满",
    "child_age": "15",
    "lives_with": "both",
    "left_behind": False,
    "guardians": [{"party": HER, "kin": "mother"}],
    "problems": ["study"],
    "agreed": True,
}
ORDER = {
    "source": "ordered",
    "order_no": "1 号",
    "order_kind": "court",
    "order_body": "县人民法院",
    "order_on": DAY,
    "order_until": (TODAY + timedelta(days=30)).isoformat(),
    "order_times": "2",
}
WARNED = {"source": "warned", "warned": HIM}
LOOK = {"hurt": "no", "risk": "low"} | {
    name: "some"
    for name in (
        *("child_body", "child_study", "child_mood", "child_friends", "child_conduct"),
        *("parent_time", "parent_talk", "parent_way", "parent_agree", "parent_help"),
    )
}
PLAN = {"goals": [{"goal": "少吵架", "method": "轮流说", "who": "all"}], "times": "2"}
SESSION = {
    "on": DAY,
    "mode": "office",
    "came": True,
    "who": ["mother"],
    "last": "none",
    "content": "谈了作业。",
    "hurt": "no",
}
ABSENT = {"on": DAY, "mode": "office", "came": False, "hurt": "no"}
URGED = {
    "on": DAY,
    "by": "women",
    "whom": HER,
    "ways": ["urge"],
    "faults": ["neglects"],
    "answer": "accepts",
}
LESSON = {
    "whom": HIM,
    "on": DAY,
    "by": "women",
    "lessons": ["law"],
    "attitude": "partly",
    "mind": False,
    "again": False,
}
REPLY = {
    "on": DAY,
    "to": "县人民法院",
    "times": "1",
    "kept": "part",
    "change": "能好好说话了。",
    "way": "hand",
}


def taken(**changes):
    """Return an item that was taken in."""
    walk = Walk(service=SERVICE, case=a_case(scenario="parenting"))
    walk.take("intake", INTAKE | changes)
    return walk


def guided(walk):
    """Look, plan and sit down once."""
    walk.take("assess", LOOK)
    walk.take("plan", PLAN)
    walk.take("session", SESSION)
    return walk
