"""Practice mediations: written, by word, kept the same day, declined, in vain, for a court, handed
on."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

COMMITTEE = "示范县婚姻家庭纠纷人民调解委员会"
Steps = tuple[tuple[str, Mapping[str, Value]], ...]


def settings(places: Mapping[str, str]) -> Mapping[str, Value]:
    """Return the committees and rates of the practice county; *places* are ids of its points."""
    return {
        "committees": [
            {
                "name": COMMITTEE,
                "word": "示范婚调",
                "place": places["county"],
                "elected_on": "2025-03-08",
                "members": "何家宁（女）\n孙志强\n程伯安\n方晓（女）\n陆平",
            },
            {
                "name": "桂花镇人民调解委员会",
                "word": "桂花人调",
                "place": places["town"],
                "elected_on": "2024-05-01",
                "members": "石根生\n叶秋菊（女）\n马有田",
            },
        ],
        "subsidies": [
            {"difficulty": "oral", "amount": "50.00"},
            {"difficulty": "simple", "amount": "100.00"},
            {"difficulty": "general", "amount": "200.00"},
            {"difficulty": "hard", "amount": "400.00"},
            {"difficulty": "major", "amount": "800.00"},
        ],
        "subsidy_papers": "full",
    }


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole mediations, invented."""
    return (
        _written(cast, today),
        _oral(cast, today),
        _kept_at_once(cast, today),
        _declined(cast, today),
        _failed(cast, today),
        _for_a_court(cast, today),
        _handed_on(cast, today),
    )


def _day(today: date, back: int) -> str:
    return (today - timedelta(days=back)).isoformat()


def _will(party: str, answer: str, day: str, safety: str = "none") -> dict[str, Value]:
    return {
        "party": party,
        "alone": True,
        "safety": safety,
        "answer": answer,
        "asked_on": day,
        "way": "phone",
    }


def _apply(dispute_type: str) -> tuple[str, Mapping[str, Value]]:
    return (
        "apply",
        {"start_mode": "applied", "mediation_kind": "people", "dispute_type": dispute_type},
    )


def _opened(cast: Cast, today: date, dispute_type: str) -> Steps:
    day = _day(today, 9)
    return (
        _apply(dispute_type),
        ("will", _will(cast.applicant, "agreed", day)),
        ("will", _will(cast.respondent, "agreed", day)),
        (
            "review",
            {"reviewer": cast.staff, "violence_class": "none", "decision": "accepted"},
        ),
        (
            "rights",
            {"told_on": day, "way": "paper", "everyone": True, "open_mode": "closed"},
        ),
        (
            "mediators",
            {
                "committee": COMMITTEE,
                "chosen_by": "chosen",
                "mediators": [{"mediator": cast.staff, "tie": "none"}],
            },
        ),
    )


def _session(cast: Cast, day: str, result: str, said: str) -> tuple[str, Mapping[str, Value]]:
    return (
        "session",
        {
            "on": day,
            "place": "县工作室调解室",
            "mode": "together",
            "present": [
                {"party": cast.applicant, "how": "self"},
                {"party": cast.respondent, "how": "self"},
            ],
            "discussion": said,
            "result": result,
        },
    )


def _written(cast: Cast, today: date) -> Sample:
    signed = _day(today, 1)
    return Sample(
        title="抚养费和探望，书面协议",
        scenario="marriage_love",
        outcome="agreed",
        steps=(
            *_opened(cast, today, "child"),
            _session(cast, _day(today, 5), "partly", "孩子随母亲生活，双方没有异议。"),
            _session(cast, _day(today, 2), "agreed", "抚养费数额、探望时间谈妥。"),
            (
                "agree",
                {
                    "kind": "written",
                    "committee": COMMITTEE,
                    "agreed_on": _day(today, 2),
                    "place": "县工作室",
                    "facts": "双方分居一年，育有一子，随母亲生活。",
                    "issues": "抚养费数额和探望时间。",
                    "items": [
                        {
                            "matter": "child_support",
                            "payer": cast.respondent,
                            "payee": cast.applicant,
                            "what": "支付儿子的抚养费",
                            "amount": "1500.00",
                            "frequency": "monthly",
                            "account": "孩子名下的储蓄账户",
                            "how": "银行转账",
                            "due_text": "每月 10 日前",
                        },
                        {
                            "matter": "visiting",
                            "payer": cast.applicant,
                            "payee": cast.respondent,
                            "what": "协助父亲探望儿子",
                            "how": "父亲到外婆家接送",
                            "due_text": "每周六 9 点至 18 点",
                        },
                    ],
                    "status_matter": False,
                },
            ),
            (
                "sign",
                {
                    "signatures": [
                        {"party": cast.applicant, "signed_on": signed, "way": "sign"},
                        {"party": cast.respondent, "signed_on": signed, "way": "sign"},
                    ],
                    "mediator": cast.staff,
                    "mediator_signed_on": signed,
                    "sealed_on": today.isoformat(),
                },
            ),
            ("confirm", {"status": "guided", "on": today.isoformat()}),
            ("close", {"difficulty": "general", "confirmation": "guided"}),
        ),
    )


def _oral(cast: Cast, today: date) -> Sample:
    return Sample(
        title="赡养轮值，口头协议",
        scenario="support_care",
        outcome="agreed_oral",
        steps=(
            *_opened(cast, today, "elder"),
            _session(cast, _day(today, 1), "agreed", "兄妹商定轮流照看母亲。"),
            (
                "agree",
                {
                    "kind": "oral",
                    "committee": COMMITTEE,
                    "agreed_on": _day(today, 1),
                    "facts": "母亲八十岁，独居，需要照看。",
                    "issues": "由谁照看、隔多久轮换。",
                    "items": [
                        {
                            "matter": "care",
                            "payer": cast.respondent,
                            "payee": cast.applicant,
                            "what": "按月轮流照看母亲",
                            "how": "到母亲家中",
                            "due_text": "单月由被申请人，双月由申请人",
                        }
                    ],
                    "status_matter": False,
                },
            ),
            ("close", {"difficulty": "oral", "confirmation": "not_needed"}),
        ),
    )


def _kept_at_once(cast: Cast, today: date) -> Sample:
    """Called to the table, agreed by word and kept the same day: what may follow is asked for."""
    day = today.isoformat()
    return Sample(
        title="分家时损坏了门窗，谈妥后当天赔清",
        scenario="property",
        outcome="agreed_oral",
        seldom=True,
        papers={"subsidy": ("oral_register",)},
        steps=(
            *_opened(cast, today, "division"),
            ("notify", {"at": f"{day} 15:00", "place": "县工作室调解室", "bring": "修门窗的收据"}),
            _session(cast, day, "agreed", "双方认账，当场商定修门窗的钱由谁出。"),
            (
                "agree",
                {
                    "kind": "oral",
                    "committee": COMMITTEE,
                    "agreed_on": day,
                    "facts": "分家时争执，损坏了老宅的门窗，派出所已经受案，还没有处理。",
                    "issues": "修理费由谁出、什么时候给。",
                    "items": [
                        {
                            "matter": "money",
                            "payer": cast.respondent,
                            "payee": cast.applicant,
                            "what": "赔付修门窗的钱",
                            "amount": "600.00",
                            "how": "当面给付",
                            "due": day,
                        }
                    ],
                    "status_matter": False,
                },
            ),
            (
                "perform",
                {
                    "on": day,
                    "items": [
                        {
                            "number": 1,
                            "state": "done",
                            "on": day,
                            "amount": "600.00",
                            "proof": "收条一张",
                        }
                    ],
                },
            ),
            (
                "police",
                {
                    "applicant": cast.respondent,
                    "own_will": True,
                    "station": "示范县公安局桂花派出所",
                    "police_no": "示公（桂）受案字〔2026〕练 7 号",
                    "undecided": True,
                },
            ),
            (
                "subsidy",
                {
                    "difficulty": "oral",
                    "amount": "50.00",
                    "claimants": [{"mediator": cast.staff, "official": False}],
                    "paid_before": False,
                    "reviewer": cast.colleague,
                    "verdict": "passed",
                },
            ),
            ("close", {"difficulty": "oral", "confirmation": "not_needed"}),
        ),
    )


def _declined(cast: Cast, today: date) -> Sample:
    return Sample(
        title="不符合调解受理条件",
        scenario="marriage_love",
        outcome="refused",
        settles=False,
        steps=(
            _apply("marriage"),
            ("will", _will(cast.respondent, "refused", _day(today, 3))),
            (
                "review",
                {
                    "reviewer": cast.staff,
                    "violence_class": "none",
                    "decision": "refused",
                    "ground": "unwilling",
                    "told_remedies": True,
                },
            ),
        ),
    )


def _failed(cast: Cast, today: date) -> Sample:
    return Sample(
        title="彩礼返还没有谈成",
        scenario="property",
        outcome="failed",
        settles=False,
        steps=(
            *_opened(cast, today, "betrothal"),
            _session(cast, _day(today, 4), "not_agreed", "对返还数额分歧大。"),
            (
                "terminate",
                {
                    "reason": "no_agreement",
                    "asked_up": "no",
                    "told_remedies": True,
                    "told_way": "paper",
                    "told_on": today.isoformat(),
                },
            ),
        ),
    )


def _for_a_court(cast: Cast, today: date) -> Sample:
    """A matter of a court in vain: the last step needs its letter issued first."""
    handed = _day(today, 28)
    return Sample(
        title="法院委派的继承纠纷，第二十九天没有谈成",
        scenario="property",
        outcome="failed",
        settles=False,
        steps=(
            (
                "apply",
                {
                    "start_mode": "court_delegated",
                    "mediation_kind": "judicial",
                    "dispute_type": "inheritance",
                    "court_no": "（2026）诉前调练 7",
                    "court": "示范县人民法院诉讼服务中心",
                    "entrusted_on": handed,
                    "online": True,
                },
            ),
            (
                "accept_court",
                {"decision": "accepted", "signed_on": handed, "material": "起诉状副本、证据复印件"},
            ),
            *_opened(cast, today, "inheritance")[1:],
            (
                "investigate",
                {
                    "on": _day(today, 7),
                    "place": "村委会",
                    "asked": "老邻居",
                    "asked_as": "neighbour",
                    "asker": cast.staff,
                    "content": "问：老人生前由谁照看？\n答：平时是女儿，逢年过节儿子回来。",
                    "signed": "signed",
                },
            ),
            (
                "evidence",
                {
                    "received_on": _day(today, 7),
                    "evidence": [
                        {
                            "name": "房屋登记簿复印件",
                            "kind": "document",
                            "given_by": cast.applicant,
                            "original": False,
                            "pages": 2,
                        }
                    ],
                },
            ),
            _session(cast, _day(today, 6), "not_agreed", "房子折价差八万。"),
            (
                "extend",
                {"both_agreed": True, "days": 5, "agreed_on": _day(today, 1), "why": "等房屋评估"},
            ),
            _session(cast, _day(today, 0), "not_agreed", "评估出来，还是谈不拢。"),
            (
                "terminate",
                {
                    "reason": "no_agreement",
                    "asked_up": "no",
                    "told_remedies": True,
                    "told_way": "paper",
                    "told_on": today.isoformat(),
                },
            ),
            ("reply", {"on": today.isoformat(), "way": "platform", "material_back": True}),
        ),
    )


def _handed_on(cast: Cast, today: date) -> Sample:
    return Sample(
        title="涉及宅基地，各方同意转镇里行政调解",
        scenario="property",
        outcome="handed_over",
        settles=False,
        steps=(
            *_opened(cast, today, "division"),
            _session(cast, _day(today, 3), "not_agreed", "争的是宅基地的边界。"),
            (
                "hand_over",
                {
                    "to_kind": "administrative",
                    "where": "elsewhere",
                    "body": "桂花镇人民政府司法所",
                    "both_agreed": True,
                    "why": "宅基地的边界要由镇里先确认",
                },
            ),
        ),
    )
