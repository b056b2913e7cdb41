"""Matching and applying: what could help, and whom it was asked of (社会救助法 37, 64)."""

from core.api import Field, Form, Kind, Sensitivity, options
from plugins.hardship_aid.conditions import FITS
from plugins.hardship_aid.programmes import OPTIONS

S = Sensitivity.SENSITIVE

MATCHING = Form(
    key="hardship_aid.matching",
    title="政策匹配",
    version=2,
    intro="只解释条件够不够，由主管部门决定。",
    fields=(
        Field(
            name="programmes",
            label="项目",
            kind=Kind.SUB_FORM,
            purpose="文书：帮扶清单",
            required=True,
            min_items=1,
            fields=(
                Field(
                    name="programme",
                    label="项目",
                    kind=Kind.CHOICE,
                    purpose="文书：帮扶清单",
                    options=OPTIONS,
                    required=True,
                ),
                Field(
                    name="fit",
                    label="条件",
                    kind=Kind.CHOICE,
                    purpose="文书：帮扶清单，说明为什么",
                    options=options(**FITS),
                    required=True,
                ),
                Field(
                    name="why",
                    label="说明",
                    purpose="文书：帮扶清单",
                    sensitivity=S,
                ),
            ),
        ),
    ),
)
APPLICATION = Form(
    key="hardship_aid.application",
    title="申请、转办",
    version=2,
    fields=(
        Field(
            name="programme",
            label="项目",
            kind=Kind.CHOICE,
            purpose="规则：各项目期限；统计：按项目分列",
            options=OPTIONS,
            required=True,
            index=True,
        ),
        Field(
            name="to",
            label="受理单位",
            purpose="文书：转办函",
            required=True,
            law="社会救助法第64条",
        ),
        Field(
            name="place",
            label="在哪里申请",
            kind=Kind.CHOICE,
            purpose="法律：社会救助法第37条，临时救助在急难发生地，其他在户籍地",
            options=options(hukou="户籍所在地", residence="居住地", emergency="急难发生地"),
            required=True,
            law="社会救助法第37条",
        ),
        Field(
            name="status",
            label="受理了没有",
            kind=Kind.CHOICE,
            purpose="规则：受理了才起算期限；统计：受理",
            options=options(accepted="已受理", missing="材料不齐", sent="已转办，等回复"),
            required=True,
            default="accepted",
            law="最低生活保障审核确认办法第10条",
        ),
        Field(
            name="missing",
            label="还缺什么（一次告知）",
            kind=Kind.LONG_TEXT,
            purpose="规则：缺的材料一次告知",
            shown_when={"field": "status", "is": "missing"},
            required=True,
            sensitivity=S,
            law="最低生活保障审核确认办法第10条",
        ),
        Field(
            name="on",
            label="受理、转办日期",
            kind=Kind.DATE,
            purpose="规则：期限从受理起算",
            required=True,
        ),
        Field(
            name="materials",
            label="交了哪些材料",
            kind=Kind.LONG_TEXT,
            purpose="文书：救助申请书、移送函的附件",
            help="能核对、能共享的不要再让群众交（社会救助法第42条、第62条）。",
            sensitivity=S,
        ),
        Field(
            name="not_twice",
            label="和已享受的、正在申请的核对过，不重复",
            kind=Kind.YES_NO,
            purpose="规则：提醒重复享受",
            default=False,
        ),
        Field(
            name="basis",
            label="提供个人信息的依据",
            kind=Kind.CHOICE,
            purpose="法律：个人信息保护法第23条、第29条",
            options=options(consent="本人单独同意", duty="依法定职责", emergency="紧急保护"),
            required=True,
            law="个人信息保护法第23条、第29条",
        ),
    ),
)
EXTENSION = Form(
    key="hardship_aid.extension",
    title="延长期限",
    fields=(
        Field(
            name="programme",
            label="项目",
            kind=Kind.CHOICE,
            purpose="规则：只有低保、刚性支出困难家庭可以延长",
            options=OPTIONS,
            required=True,
        ),
        Field(
            name="why",
            label="特殊情况",
            purpose="法律：最低生活保障审核确认办法第22条，特殊情况可以延长到45个工作日",
            required=True,
            sensitivity=S,
            law="最低生活保障审核确认办法第22条",
        ),
    ),
)
