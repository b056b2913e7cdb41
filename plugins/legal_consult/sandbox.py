"""Practice consultations: answered on the spot, an opinion, a draft, a protection order."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

STAFF = (("lawyer", "顾清", "律师", "lawyer"),)
"""Whom this service adds to the practice county: login, name, title, role."""
Answers = Mapping[str, Value]


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole consultations, invented."""
    return (
        _answered(cast),
        _with_an_opinion(cast, today),
        _before_it_lapses(cast, today),
        _drafted(cast, today),
        _agreement_drafted(cast, today),
        _for_an_order(cast, today),
        _nobody_came(cast, today),
    )


def _asked(cast: Cast, *topics: str, question: str, answer: str, **more: Value) -> Answers:
    told: dict[str, Value] = {
        "client": cast.applicant,
        "mode": "visit",
        "adviser": "lawyer",
        "topics": list(topics),
        "conflict": "none",
        "question": question,
        "answer": answer,
        "told_legal_aid": True,
        "opinion_wanted": False,
        "next_step": "own",
    }
    return told | more


def _answered(cast: Cast) -> Sample:
    return Sample(
        title="彩礼咨询",
        scenario="property",
        outcome="own",
        steps=(
            (
                "consult",
                _asked(
                    cast,
                    "betrothal",
                    question="订婚后没有登记，给出去的彩礼能不能要回来。",
                    answer="没有办理结婚登记的，一般可以请求返还，先整理转账记录和证人。",
                    minutes="15",
                ),
            ),
        ),
    )


def _with_an_opinion(cast: Cast, today: date) -> Sample:
    return Sample(
        title="赡养咨询，出书面意见",
        scenario="support_care",
        outcome="mediation",
        steps=(
            ("appoint", {"at": f"{today.isoformat()}T09:30", "with_whom": cast.staff}),
            (
                "consult",
                _asked(
                    cast,
                    "elder",
                    "inheritance",
                    question="三个儿女轮流照顾母亲，有一个以放弃继承为由不肯出钱。",
                    answer="放弃继承不能免除赡养义务，可以先调解商定每月数额。",
                    mode="phone",
                    adviser="village",
                    adviser_name="方律师",
                    elders=["elder14", "elder19"],
                    opinion_wanted=True,
                    next_step="mediation",
                ),
            ),
            (
                "opinion",
                {
                    "client": cast.applicant,
                    "text": "子女不得以放弃继承权或者其他理由，拒绝履行赡养义务。",
                    "adviser": "village",
                    "adviser_name": "方律师",
                    "handed_on": today.isoformat(),
                    "way": "person",
                },
            ),
        ),
    )


def _before_it_lapses(cast: Cast, today: date) -> Sample:
    ends = today + timedelta(days=5)
    known = date(ends.year - 3, ends.month, min(ends.day, 28))
    return Sample(
        title="离婚后才发现的存款，时效快到了",
        scenario="marriage_love",
        outcome="court",
        steps=(
            (
                "consult",
                _asked(
                    cast,
                    "divorce",
                    "property",
                    question="离婚快三年，才知道对方当年还有一笔存款。",
                    answer="可以请求再次分割，时效从发现那天起三年，先去法院立案。",
                    marriage=["civil1092"],
                    period="hidden",
                    known_on=known.isoformat(),
                    next_step="court",
                ),
            ),
        ),
    )


def _drafted(cast: Cast, today: date) -> Sample:
    return Sample(
        title="代书离婚起诉状",
        scenario="marriage_love",
        outcome="drafting",
        steps=(
            (
                "consult",
                _asked(
                    cast,
                    "divorce",
                    "custody",
                    question="分居三年，对方不同意离婚，孩子九岁。",
                    answer="可以起诉；孩子满八岁，法院会听孩子自己的意愿。",
                    marriage=["civil1079"],
                    children=["civil1084"],
                    next_step="drafting",
                ),
            ),
            (
                "write",
                {
                    "client": cast.applicant,
                    "kind": "complaint",
                    "other": cast.respondent,
                    "dispute": "divorce",
                    "court": "示范县人民法院",
                    "claims": "一、离婚；二、孩子随原告生活；三、被告每月付抚养费。",
                    "facts": "双方性格不合，分居三年，没有和好可能。",
                    "apart_since": (today - timedelta(days=1100)).isoformat(),
                    "children": "一个孩子，九岁，愿意随母亲。",
                    "assets": "没有共同房产。",
                    "debts": "没有。",
                    "by": "顾清",
                    "read_back": True,
                    "handed_on": today.isoformat(),
                },
            ),
        ),
    )


def _agreement_drafted(cast: Cast, today: date) -> Sample:
    return Sample(
        title="代拟离婚协议",
        scenario="marriage_love",
        outcome="drafting",
        steps=(
            (
                "consult",
                _asked(
                    cast,
                    "divorce",
                    "custody",
                    question="两个人都同意离婚，协议怎么写才办得了。",
                    answer="要写明自愿离婚，孩子、财产、债务怎么处理，没有的也写明没有。",
                    marriage=["civil1076"],
                    next_step="drafting",
                ),
            ),
            (
                "write",
                {
                    "client": cast.applicant,
                    "kind": "divorce",
                    "other": cast.respondent,
                    "married_on": "2016-10-08",
                    "free_will": True,
                    "children": "一个孩子，七岁，随母亲生活，父亲每月付一千二百元，周末接走一天。",
                    "assets": "住房归女方，男方搬走自己的东西。",
                    "debts": "没有。",
                    "by": "顾清",
                    "read_back": True,
                    "handed_on": today.isoformat(),
                },
            ),
        ),
    )


def _for_an_order(cast: Cast, today: date) -> Sample:
    day = today.isoformat()
    return Sample(
        title="协助申请人身安全保护令",
        scenario="dv",
        outcome="legal_aid",
        steps=(
            (
                "consult",
                _asked(
                    cast,
                    "violence",
                    question="回娘家以后，对方天天上门堵，还发威胁短信。",
                    answer="不用先离婚，可以申请人身安全保护令，今天就把材料备好。",
                    safety=["violence23", "violence28"],
                    order_wanted=True,
                    next_step="legal_aid",
                ),
            ),
            (
                "order",
                {
                    "kind": "new",
                    "client": cast.applicant,
                    "against": cast.respondent,
                    "relation": "spouse",
                    "applied_by": "self",
                    "court_by": "place",
                    "court": "示范县人民法院",
                    "urgent": True,
                    "measures": ["violence", "contact", "online"],
                    "last_on": day,
                    "facts": "今天早上在门口推搡，前天发来三条威胁短信。",
                    "evidence": [
                        {"kind": "statement", "state": "there"},
                        {"kind": "messages", "state": "there", "what": "手机里的三条短信"},
                        {"kind": "police", "state": "fetch", "what": "派出所的报警回执"},
                    ],
                },
            ),
            ("submit", {"client": cast.applicant, "at": f"{day} 09:00", "urgent": True}),
            (
                "ruling",
                {
                    "client": cast.applicant,
                    "result": "made",
                    "made_on": day,
                    "until": (today + timedelta(days=180)).isoformat(),
                    "measures": ["violence", "contact"],
                },
            ),
            ("close", {"next_step": "legal_aid"}),
        ),
    )


def _nobody_came(cast: Cast, today: date) -> Sample:
    return Sample(
        title="预约了没有来",
        scenario="property",
        outcome="cancelled",
        settles=False,
        steps=(
            ("appoint", {"at": f"{today.isoformat()}T14:00", "mode": "visit"}),
            ("cancel", {"reason": "no_show"}),
        ),
    )
