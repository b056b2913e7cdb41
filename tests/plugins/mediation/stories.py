"""The beginnings most stories of a mediation share."""

from datetime import timedelta

from plugins.mediation.declaration import SERVICE
from plugins.mediation.sandbox import samples
from tests.plugins.simulator import CAST, COLLEAGUE, HER, HIM, STAFF, TODAY, Walk, a_case

DAY = TODAY.isoformat()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
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

WRITTEN = AGREED | {
    "kind": "written",
    "items": [
        {
            "matter": "money",
            "payer": HIM,
            "payee": HER,
            "what": "返还彩礼",
            "amount": "30,000.00",
            "how": "银行转账",
            "due": TOMORROW,
        }
    ],
}
COURT = APPLY | {
    "start_mode": "court_delegated",
    "mediation_kind": "judicial",
    "court_no": "（2026）诉前调 12",
    "court": "示范县人民法院",
    "entrusted_on": DAY,
}
ENDING = {"reason": "no_agreement", "told_remedies": True, "told_way": "paper", "told_on": DAY}
LONGER = {"both_agreed": True, "why": "等鉴定", "days": "10", "agreed_on": DAY}
KEPT = {"on": DAY, "items": [{"number": 1, "state": "done", "on": DAY}]}
POLICE = {
    "applicant": HIM,
    "own_will": True,
    "station": "桂花派出所",
    "undecided": True,
}
CLAIM = {
    "difficulty": "oral",
    "amount": "50.00",
    "claimants": [{"mediator": STAFF, "official": False}],
    "paid_before": False,
    "reviewer": COLLEAGUE,
    "verdict": "passed",
}
RATES = {"subsidies": [{"difficulty": "oral", "amount": 5_000}]}


def a_court_matter():
    """A matter of a court, admitted."""
    walk = Walk(service=SERVICE, case=a_case())
    walk.take("apply", COURT)
    walk.take("accept_court", {"decision": "accepted", "signed_on": DAY})
    walk.take("will", will(HER))
    walk.take("will", will(HIM))
    walk.take("review", REVIEWED)
    walk.take("rights", RIGHTS)
    walk.take("mediators", MEDIATORS)
    return walk


def orally_agreed(**walk):
    """A quarrel settled by word of mouth, with the mediators chosen."""
    done = ready()
    for name, value in walk.items():
        setattr(done, name, value)
    done.take("session", SESSION)
    done.take("agree", AGREED)
    return done


def everything():
    """For every paper a mediation that has what goes onto it."""
    signed = Walk(service=SERVICE, case=a_case())
    sample = next(one for one in samples(CAST, TODAY) if one.outcome == "agreed")
    for step, data in sample.steps[:-1]:
        signed.take(step, data)
    signed.issued = ("agreement", "rights")
    signed.take("investigate", {"on": DAY, "asker": STAFF, "asked": "邻居", "content": "问：……"})
    shown = {"name": "转账记录", "kind": "electronic", "given_by": HER, "original": False}
    signed.take("evidence", {"received_on": DAY, "evidence": [shown]})
    meeting = ready()
    meeting.take("notify", {"at": f"{TOMORROW} 09:30", "place": "调解室"})
    oral = orally_agreed(settings=RATES, issued=("oral_register",))
    oral.take("perform", KEPT)
    oral.take("police", POLICE)
    oral.take("subsidy", CLAIM)
    over = ready()
    elsewhere = {"to_kind": "administrative", "where": "elsewhere", "body": "桂花镇司法所"}
    over.take("hand_over", elsewhere | {"both_agreed": True, "why": "涉及宅基地"})
    failed = a_court_matter()
    failed.take("extend", LONGER)
    failed.take("session", SESSION | {"result": "not_agreed"})
    failed.take("terminate", ENDING | {"asked_up": "no"})
    special = {
        "summons": meeting,
        "oral_register": oral,
        "police": oral,
        "subsidy": oral,
        "hand_over": over,
        "termination": failed,
        "court_extension": failed,
        "court_reply": failed,
    }
    return {kind.name: special.get(kind.name, signed) for kind in SERVICE.documents}
