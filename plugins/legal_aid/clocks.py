"""Seven days, three days, five days (法律援助法 43, 49), and our own one day for a victim.

What has to be supplied to the centre stops its seven days. The old rules say so in words, those of
2023 were not read (司法部令第148号): the pause is shown with its reason and ends with the papers.
"""

from core.api import Clock, Law, Unit

SUBMIT, DECIDE, ASSIGN, REVIEW, MEET = "submit", "decide", "assign", "objection", "meet_minor"
SUPPLYING = "补正"


def _law(article: str) -> Law:
    return Law(name="法律援助法", article=article)


CLOCKS = (
    Clock(
        code=SUBMIT,
        title="申请移送",
        unit=Unit.WORKDAYS,
        length=1,
        law=Law(name="县规则", local=True),
        warn_days=1,
    ),
    Clock(
        code=DECIDE,
        title="法援中心决定",
        unit=Unit.DAYS,
        length=7,
        law=_law("第43条"),
        warn_days=2,
        pauses=(SUPPLYING,),
    ),
    Clock(
        code=ASSIGN,
        title="指派律师",
        unit=Unit.DAYS,
        length=3,
        law=_law("第43条"),
        warn_days=1,
    ),
    Clock(
        code=REVIEW,
        title="审查异议",
        unit=Unit.DAYS,
        length=5,
        law=_law("第49条"),
        warn_days=2,
    ),
    Clock(
        code=MEET,
        title="律师会见",
        unit=Unit.WORKDAYS,
        length=5,
        law=Law(name="司公通〔2020〕12号"),
        warn_days=2,
    ),
)
