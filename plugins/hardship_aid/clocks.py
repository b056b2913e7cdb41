"""The days of those who decide, and our own: help first, papers after (社会救助法 50; 低保办法 15).

The law of 2026 counts no days; those of the ministries' rules stand, with their articles.
"""

from core.api import Clock, Law, Unit

URGENT, PAPERS, SURVEY, TOWN, REFUSAL = "urgent", "papers", "survey", "low_income_town", "refusal"
PAYMENT = "judicial_payment"
CLOCKS = (
    Clock(
        code="low_income",
        title="低保审核确认",
        unit=Unit.WORKDAYS,
        length=30,
        law=Law(name="最低生活保障审核确认办法", article="第22条"),
        warn_days=5,
        extension=15,
    ),
    Clock(
        code="destitute",
        title="特困供养乡镇审核",
        unit=Unit.WORKDAYS,
        length=15,
        law=Law(name="特困人员认定办法", article="第13条至第18条"),
        warn_days=3,
    ),
    Clock(
        code="destitute_county",
        title="特困供养县级确认",
        unit=Unit.WORKDAYS,
        length=15,
        law=Law(name="特困人员认定办法", article="第13条至第18条"),
        warn_days=3,
    ),
    Clock(
        code="low_income_county",
        title="低保县级确认",
        unit=Unit.WORKDAYS,
        length=10,
        law=Law(name="最低生活保障审核确认办法", article="第20条"),
        warn_days=2,
    ),
    Clock(
        code="rigid",
        title="刚性支出困难家庭认定",
        unit=Unit.WORKDAYS,
        length=30,
        law=Law(name="刚性支出困难家庭认定办法", article="第8条、第10条"),
        warn_days=5,
        extension=15,
    ),
    Clock(
        code="unattended_child",
        title="事实无人抚养儿童乡镇查验",
        unit=Unit.WORKDAYS,
        length=15,
        law=Law(name="民发〔2019〕62号"),
        warn_days=3,
    ),
    Clock(
        code="unattended_child_county",
        title="事实无人抚养儿童县级确认",
        unit=Unit.WORKDAYS,
        length=15,
        law=Law(name="民发〔2019〕62号"),
        warn_days=3,
    ),
    Clock(
        code="judicial",
        title="司法救助决定",
        unit=Unit.WORKDAYS,
        length=10,
        law=Law(name="中政委〔2014〕3号"),
        warn_days=2,
    ),
    Clock(
        code=PAYMENT,
        title="司法救助发放",
        unit=Unit.WORKDAYS,
        length=2,
        law=Law(name="中政委〔2014〕3号"),
        warn_days=1,
    ),
    Clock(
        code=URGENT,
        title="急难先行救助",
        unit=Unit.HOURS,
        length=24,
        law=Law(name="县规则", local=True),
        warn_days=1,
    ),
    Clock(
        code=PAPERS,
        title="先行救助补手续",
        unit=Unit.WORKDAYS,
        length=5,
        law=Law(name="县规则", local=True),
        warn_days=1,
    ),
    Clock(
        code=SURVEY,
        title="低保开始调查",
        unit=Unit.WORKDAYS,
        length=3,
        law=Law(name="最低生活保障审核确认办法", article="第15条"),
        warn_days=1,
    ),
    Clock(
        code=TOWN,
        title="低保审核确认（委托乡镇）",
        unit=Unit.WORKDAYS,
        length=20,
        law=Law(name="民发〔2022〕83号"),
        warn_days=3,
    ),
    Clock(
        code=REFUSAL,
        title="书面告知不予确认",
        unit=Unit.WORKDAYS,
        length=3,
        law=Law(name="最低生活保障审核确认办法", article="第21条"),
        warn_days=1,
    ),
)
