"""What is given: first and without papers, their papers, and the ledger (社会救助法 50)."""

from core.api import Field, Form, Kind, Sensitivity, options
from plugins.hardship_aid.fields import amount_, on_, programme_
from plugins.hardship_aid.needs import KINDS, NEED_LIST, NEEDS

S = Sensitivity.SENSITIVE

FIRST_AID = Form(
    key="hardship_aid.first_aid",
    title="先行救助",
    version=4,
    fields=(
        on_(),
        Field(
            name="kind",
            label="给了什么",
            kind=Kind.CHOICE,
            purpose="文书：领取单",
            options=KINDS,
            required=True,
            index=True,
        ),
        amount_(),
        Field(
            name="papers_by",
            label="补手续的日期",
            kind=Kind.DATE,
            purpose="法律：社会救助法第50条，事后补办手续",
            required=True,
            law="社会救助法第50条",
        ),
    ),
)
PAPERS = Form(
    key="hardship_aid.papers",
    title="补手续",
    fields=(
        on_("补齐日期"),
        Field(
            name="what",
            label="补了什么",
            kind=Kind.LONG_TEXT,
            purpose="文书：帮扶台账；法律：社会救助法第50条，事后补办手续",
            required=True,
            sensitivity=S,
            law="社会救助法第50条",
        ),
        Field(
            name="files",
            label="材料",
            kind=Kind.FILE,
            purpose="文书：申请书、情况说明",
            sensitivity=S,
        ),
    ),
)
DELIVERY = Form(
    key="hardship_aid.delivery",
    title="发放、服务",
    version=4,
    fields=(
        programme_("统计：按项目分列；文书：帮扶台账"),
        on_(),
        Field(
            name="need",
            label="帮到了哪一项需求",
            kind=Kind.CHOICE,
            purpose="文书：需求清单；统计：满足与未满足的需求",
            options=NEEDS,
            codes=NEED_LIST.name,
            sensitivity=S,
            index=True,
        ),
        Field(
            name="kind",
            label="给了什么",
            kind=Kind.CHOICE,
            purpose="文书：领取单；统计：按种类分列",
            options=KINDS,
            required=True,
            index=True,
        ),
        amount_(),
        Field(
            name="job",
            label="就业帮扶",
            kind=Kind.CHOICE,
            purpose="统计：就业、创业、培训和政策护航（T/ZSM 5.4.7）",
            options=options(work="就业", startup="创业", training="培训", policy="政策护航"),
            index=True,
        ),
        Field(
            name="started_on",
            label="上岗、开班日期",
            kind=Kind.DATE,
            purpose="规则：三个月后看看还在不在岗；统计：稳定就业",
            shown_when={"field": "job", "in": ["work", "startup"]},
        ),
        Field(
            name="receipt",
            label="签收的单据",
            kind=Kind.FILE,
            purpose="文书：领取单",
            sensitivity=S,
        ),
        Field(
            name="photo",
            label="发放时拍的照片",
            kind=Kind.FILE,
            purpose="文书：帮扶台账",
            sensitivity=S,
        ),
        Field(
            name="photo_agreed",
            label="本人同意拍照",
            kind=Kind.YES_NO,
            purpose="规则：本人同意才能拍照留存",
            shown_when={"field": "photo", "filled": True},
            required=True,
            sensitivity=S,
            law="个人信息保护法第29条",
        ),
    ),
)
