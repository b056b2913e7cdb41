"""Forms that judge: screening with an instrument, and how it is going (精神卫生法 23, 28).

A score is kept and compared; what follows is answered by a person in the same form.
"""

from core.api import Field, Form, Kind, options
from plugins.psych.fields import RISKS, R, client_field, day_field, risk_field
from plugins.psych.instruments import CHOICES, CSSRS
from plugins.psych.wording import no_diagnosis

SCREENING = Form(
    key="psych.screening",
    title="筛查",
    version=2,
    about="client",
    check=no_diagnosis,
    intro="题目用持有许可的原表，这里只记分。",
    fields=(
        client_field(),
        day_field(),
        Field(
            name="instrument",
            label="量表",
            kind=Kind.CHOICE,
            purpose="规则：适用的人、许可；文书：筛查记录",
            options=CHOICES,
            required=True,
            sensitivity=R,
        ),
        Field(
            name="score",
            label="总分",
            kind=Kind.NUMBER,
            purpose="规则：前后比较；文书：筛查记录",
            shown_when={"not": {"field": "instrument", "is": "cssrs"}},
            required=True,
            sensitivity=R,
            minimum=0,
            maximum=100,
        ),
        Field(
            name="yes_to",
            label="答“是”的题",
            kind=Kind.CHOICES,
            purpose="规则：按公开的规则合计；文书：筛查记录",
            options=CSSRS,
            shown_when={"field": "instrument", "is": "cssrs"},
            sensitivity=R,
            help="没有一题答“是”的，留空。",
        ),
        Field(
            name="item9",
            label="第 9 题的分",
            kind=Kind.CHOICE,
            purpose="规则：不是 0 分的，不管总分多少都要直接问",
            options=options(**{"0": "0", "1": "1", "2": "2", "3": "3"}),
            shown_when={"field": "instrument", "is": "phq9"},
            required=True,
            sensitivity=R,
        ),
        Field(
            name="asked",
            label="当面直接问了以后，风险是",
            kind=Kind.CHOICE,
            purpose="规则：由人问、由人判断，有计划或有行为的进入危机处置",
            options=RISKS,
            sensitivity=R,
            law="精神卫生法第28条",
        ),
        Field(
            name="told",
            label="已说明只是筛查，不是诊断",
            kind=Kind.YES_NO,
            purpose="法律：精神卫生法第23条，咨询师不诊断",
            required=True,
            law="精神卫生法第23条",
        ),
    ),
)
CHANGES = options(better="比刚来时好", same="差不多", worse="比刚来时差")
REVIEW = Form(
    key="psych.review",
    title="评估",
    version=2,
    about="client",
    check=no_diagnosis,
    fields=(
        client_field(),
        day_field(),
        Field(
            name="change",
            label="和刚来时比",
            kind=Kind.CHOICE,
            purpose="统计：疏导前后变化（只有合计）",
            options=CHANGES,
            required=True,
            sensitivity=R,
            index=True,
            help="由咨询师和来访者一起判断，量表的分只作参考。",
        ),
        Field(
            name="basis",
            label="看到什么",
            kind=Kind.LONG_TEXT,
            purpose="文书：个案记录表",
            sensitivity=R,
            max_length=1000,
        ),
        risk_field("risk", "现在的风险", index=True),
        Field(
            name="next",
            label="接下来",
            kind=Kind.CHOICE,
            purpose="移交：排期",
            options=options(go_on="继续会谈", close="可以结案", refer="建议就医或转介"),
            required=True,
            sensitivity=R,
            default="go_on",
        ),
    ),
)
