"""Forms from the first help to the exit (社会救助法 50; 低保办法 15 to 21)."""

from core.api import Field, Form, Kind, Sensitivity, options
from plugins.hardship_aid.programmes import OPTIONS

S = Sensitivity.SENSITIVE
KINDS = options(cash="现金", goods="物资", service="服务", post="岗位")


def _on(label: str = "日期") -> Field:
    return Field(name="on", label=label, kind=Kind.DATE, purpose="文书：帮扶台账", required=True)


FIRST_AID = Form(
    key="hardship_aid.first_aid",
    title="先行救助",
    fields=(
        _on(),
        Field(
            name="kind",
            label="给了什么",
            kind=Kind.CHOICE,
            purpose="文书：领取单",
            options=KINDS,
            required=True,
        ),
        Field(
            name="amount",
            label="金额或折价",
            kind=Kind.MONEY,
            purpose="统计：帮扶金额",
            sensitivity=S,
            minimum=0,
        ),
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
VISIT = Form(
    key="hardship_aid.visit",
    title="入户核查",
    fields=(
        _on(),
        Field(
            name="visitors",
            label="几个人去的",
            kind=Kind.NUMBER,
            purpose="规则：入户核查不少于两人",
            required=True,
            minimum=1,
            maximum=20,
            law="最低生活保障审核确认办法第16条",
        ),
        Field(
            name="found",
            label="情况",
            kind=Kind.LONG_TEXT,
            purpose="文书：入户核查表",
            required=True,
            sensitivity=S,
        ),
    ),
)
NOTICE = Form(
    key="hardship_aid.notice",
    title="公示",
    fields=(
        Field(
            name="programme",
            label="项目",
            kind=Kind.CHOICE,
            purpose="规则：有的项目不得公示",
            options=OPTIONS,
            required=True,
        ),
        Field(
            name="since",
            label="开始",
            kind=Kind.DATE,
            purpose="文书：公示；规则：满七日",
            required=True,
        ),
        Field(
            name="until",
            label="结束",
            kind=Kind.DATE,
            purpose="文书：公示；规则：满七日",
            required=True,
            law="最低生活保障审核确认办法第19条",
        ),
        Field(
            name="hidden",
            label="没有写住址、病情和家里的事",
            kind=Kind.YES_NO,
            purpose="法律：社会救助法第11条，公示不得泄露无关信息",
            required=True,
            law="社会救助法第11条",
        ),
    ),
)
DECISION = Form(
    key="hardship_aid.decision",
    title="决定",
    fields=(
        Field(
            name="programme",
            label="项目",
            kind=Kind.CHOICE,
            purpose="统计：按项目分列",
            options=OPTIONS,
            required=True,
            index=True,
        ),
        Field(
            name="decision",
            label="决定",
            kind=Kind.CHOICE,
            purpose="统计：给予与不予",
            options=options(granted="给予", refused="不予"),
            required=True,
            index=True,
        ),
        _on("决定日期"),
        Field(
            name="amount",
            label="金额",
            kind=Kind.MONEY,
            purpose="统计：帮扶金额；规则：大额两人审批",
            shown_when={"field": "decision", "is": "granted"},
            sensitivity=S,
            minimum=0,
        ),
        Field(
            name="second_approver",
            label="第二审批人",
            kind=Kind.STAFF,
            purpose="规则：超过县里定的数额，两个人审批",
            shown_when={"field": "decision", "is": "granted"},
        ),
        Field(
            name="why",
            label="不予的理由",
            purpose="规则：书面告知理由",
            shown_when={"field": "decision", "is": "refused"},
            required=True,
            sensitivity=S,
            law="最低生活保障审核确认办法第21条",
        ),
    ),
)
DELIVERY = Form(
    key="hardship_aid.delivery",
    title="发放、服务",
    fields=(
        _on(),
        Field(
            name="kind",
            label="给了什么",
            kind=Kind.CHOICE,
            purpose="文书：领取单；统计：按种类分列",
            options=KINDS,
            required=True,
        ),
        Field(
            name="amount",
            label="金额或折价",
            kind=Kind.MONEY,
            purpose="统计：帮扶金额",
            sensitivity=S,
            minimum=0,
        ),
        Field(
            name="job",
            label="就业帮扶",
            kind=Kind.CHOICE,
            purpose="统计：就业、创业、培训和政策护航（T/ZSM 5.4.7）",
            options=options(work="就业", startup="创业", training="培训", policy="政策护航"),
        ),
        Field(
            name="receipt",
            label="签收的单据",
            kind=Kind.FILE,
            purpose="文书：领取单",
            sensitivity=S,
        ),
    ),
)
REVIEW = Form(
    key="hardship_aid.review",
    title="复核",
    fields=(
        _on(),
        Field(
            name="now",
            label="现在的情况",
            kind=Kind.CHOICE,
            purpose="规则：决定继续还是退出",
            options=options(better="好转", same="没有变化", worse="更困难"),
            required=True,
            sensitivity=S,
        ),
        Field(
            name="next_on",
            label="下次复核",
            kind=Kind.DATE,
            purpose="规则：到期提醒包联人",
        ),
    ),
)
REASONS = options(
    recovered="困难缓解",
    long_term="转长期保障",
    moved="迁出",
    died="去世",
    own_wish="自愿退出",
    unmet="没有合适的项目（已说明）",
)
CLOSING = Form(
    key="hardship_aid.closing",
    title="退出",
    fields=(
        Field(
            name="reason",
            label="退出原因",
            kind=Kind.CHOICE,
            purpose="统计：退出原因",
            options=REASONS,
            required=True,
            index=True,
        ),
        Field(
            name="told",
            label="已说明还可以找谁",
            kind=Kind.YES_NO,
            purpose="规则：没有合适项目的，要告诉其他途径",
            shown_when={"field": "reason", "is": "unmet"},
            required=True,
        ),
    ),
)
