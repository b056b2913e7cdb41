"""Practice consultations: one answered on the spot, one with a written opinion."""

from datetime import date

from core.api import Cast, Sample

STAFF = (("lawyer", "顾清", "律师", "lawyer"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole consultations, invented."""
    return (
        Sample(
            title="彩礼咨询",
            scenario="property",
            outcome="own",
            steps=(
                (
                    "consult",
                    {
                        "mode": "visit",
                        "adviser": "lawyer",
                        "topics": ["betrothal"],
                        "conflict": "none",
                        "question": "订婚后没有登记，给出去的彩礼能不能要回来。",
                        "answer": "没有办理结婚登记的，一般可以请求返还，先整理转账记录和证人。",
                        "told_legal_aid": True,
                        "opinion_wanted": False,
                        "next_step": "own",
                    },
                ),
            ),
        ),
        Sample(
            title="赡养咨询，出书面意见",
            scenario="support_care",
            outcome="mediation",
            steps=(
                ("appoint", {"at": f"{today.isoformat()}T09:30", "with_whom": cast.staff}),
                (
                    "consult",
                    {
                        "mode": "phone",
                        "adviser": "village",
                        "topics": ["elder", "inheritance"],
                        "conflict": "none",
                        "question": "三个儿女轮流照顾母亲，有一个以放弃继承为由不肯出钱。",
                        "answer": "放弃继承不能免除赡养义务，可以先调解商定每月数额。",
                        "told_legal_aid": True,
                        "opinion_wanted": True,
                        "next_step": "mediation",
                    },
                ),
                (
                    "opinion",
                    {
                        "text": "子女不得以放弃继承权或者其他理由，拒绝履行赡养义务。",
                        "handed_on": today.isoformat(),
                    },
                ),
            ),
        ),
    )
