"""The days of 信访工作条例, of its citizen as well, and the county's own for what has no number.

Where the law says only 及时 or 立即 the county sets its own, shown as such (反家庭暴力法 14;
妇女权益保障法 76).
"""

from core.api import Clock, Law, Unit
from plugins.petition import rules


def _days(code: str, title: str, length: int, article: str, warn: int, extension: int = 0) -> Clock:
    return Clock(
        code=code,
        title=title,
        unit=Unit.DAYS,
        length=length,
        law=Law(name="信访工作条例", article=article),
        warn_days=warn,
        extension=extension,
    )


LOCAL = Law(name="县规则", local=True)
CLOCKS = (
    _days(rules.INFORM, "告知是否受理", 15, "第23条", 3),
    Clock(
        code=rules.OBJECT,
        title="提出管辖异议",
        unit=Unit.WORKDAYS,
        length=5,
        law=Law(name="信访工作条例", article="第23条"),
        warn_days=1,
    ),
    _days(rules.HANDLE, "办结信访事项", 60, "第34条", 10, 30),
    _days(rules.ASK_REVIEW, "本人申请复查", 30, "第35条", 5),
    _days(rules.REVIEW, "作出复查意见", 30, "第35条", 5),
    _days(rules.ASK_FINAL, "本人申请复核", 30, "第36条", 5),
    # a hearing is not counted: its days come on top (36)
    _days(rules.FINAL, "作出复核意见", 30, "第36条", 5, 60),
    Clock(
        code=rules.SEVERE,
        title="严重侵害通报",
        unit=Unit.HOURS,
        length=2,
        law=LOCAL,
        warn_days=1,
    ),
    Clock(
        code=rules.ACCEPT,
        title="求助件协调",
        unit=Unit.WORKDAYS,
        length=1,
        law=LOCAL,
        warn_days=1,
    ),
)
