"""Pieces the tests of legal consultation share: an answer, an application, a drafted paper."""

from tests.plugins.simulator import HER, HIM, SERVICES, TODAY, Walk, a_case

SERVICE = SERVICES["legal_consult"]
DAY = TODAY.isoformat()
ASKED = {
    "mode": "visit",
    "adviser": "lawyer",
    "topics": ["debt"],
    "conflict": "none",
    "question": "婚内借款谁还？",
    "answer": "看用途和签字。",
    "told_legal_aid": False,
    "opinion_wanted": False,
    "next_step": "own",
}
HURT = ASKED | {"topics": ["violence"], "told_legal_aid": True, "order_wanted": True, "client": HER}
ORDER = {
    "kind": "new",
    "client": HER,
    "against": HIM,
    "relation": "spouse",
    "applied_by": "self",
    "court_by": "place",
    "court": "示范县人民法院",
    "urgent": False,
    "measures": ["violence", "leave"],
    "facts": "前天夜里动手，脸上有伤。",
    "evidence": [
        {"kind": "statement", "state": "there"},
        {"kind": "medical", "state": "fetch", "what": "卫生院的病历"},
    ],
}
SUBMITTED = {"client": HER, "at": f"{DAY} 09:00", "urgent": False}
RULED = {"client": HER, "result": "made", "made_on": DAY, "until": "2027-05-20"}
WRITTEN = {
    "client": HER,
    "kind": "letter",
    "content": "一封说明情况的信。",
    "read_back": True,
    "handed_on": DAY,
}
SUED = WRITTEN | {
    "kind": "complaint",
    "other": HIM,
    "dispute": "divorce",
    "claims": "离婚。",
    "facts": "分居三年。",
}


def consult(**case):
    """Return an item nobody has come to yet."""
    return Walk(service=SERVICE, case=a_case(**case))


def asked(**answers):
    """Return an item in which a question was answered and a paper is still owed."""
    walk = consult()
    walk.take("consult", ASKED | {"client": HER, "opinion_wanted": True, **answers})
    return walk


def applied(**answers):
    """Return an item with an application for a protection order."""
    walk = consult()
    walk.take("consult", HURT)
    walk.take("order", ORDER | answers)
    return walk
