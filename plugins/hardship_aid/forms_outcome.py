"""Forms from the visit to the exit (社会救助法 50; 低保办法 15 to 21)."""

from core.api import Field, Form, Kind, Sensitivity, options
from plugins.hardship_aid.fields import on_, programme_
from plugins.hardship_aid.programmes import OPTIONS

S = Sensitivity.SENSITIVE
VISIT = Form(
    key="hardship_aid.visit",
    title="入户核查",
    fields=(
        on_(),
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
SENT_UP = Form(
    key="hardship_aid.sent_up",
    title="报县里确认",
    fields=(
        Field(
            name="programme",
            label="项目",
            kind=Kind.CHOICE,
            purpose="规则：乡镇审核的期限到这里止，县里的从这里起",
            options=OPTIONS,
            required=True,
        ),
        Field(
            name="on",
            label="县里收到日期",
            kind=Kind.DATE,
            purpose="规则：县里的期限从收到起算",
            required=True,
            law="最低生活保障审核确认办法第20条",
        ),
    ),
)
DECISION = Form(
    key="hardship_aid.decision",
    title="决定",
    version=3,
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
        on_("决定日期"),
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
REFUSAL = Form(
    key="hardship_aid.refusal",
    title="告知不予的理由",
    fields=(
        programme_("规则：不予的，书面告知理由"),
        on_("告知日期"),
        Field(
            name="way",
            label="怎么告知的",
            kind=Kind.CHOICE,
            purpose="规则：书面告知理由",
            options=options(paper="当面交书面告知", post="邮寄", read="念给本人听并交书面告知"),
            required=True,
            law="最低生活保障审核确认办法第21条",
        ),
    ),
)
REVIEW = Form(
    key="hardship_aid.review",
    title="复核",
    version=2,
    fields=(
        on_(),
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
            name="job_kept",
            label="满三个月还在岗",
            kind=Kind.YES_NO,
            purpose="统计：就业满三个月",
            index=True,
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
