"""What the centre and the lawyer do, kept track of here (法律援助法 43 to 49)."""

from core.api import Field, Form, Kind, Sensitivity, options

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE

ADVANCE = Form(
    key="legal_aid.advance",
    title="先行提供",
    fields=(
        Field(
            name="on",
            label="日期",
            kind=Kind.DATE,
            purpose="文书：先行援助记录",
            required=True,
        ),
        Field(
            name="why",
            label="情形",
            kind=Kind.CHOICE,
            purpose="法律：法律援助法第44条",
            options=options(
                lapsing="时效或期限不足七日",
                measure="需要立即保全、先予执行",
                other="法律规定的其他情形",
            ),
            required=True,
            law="法律援助法第44条",
        ),
        Field(
            name="papers_by",
            label="补手续的日期",
            kind=Kind.DATE,
            purpose="规则：先行提供后补办手续",
        ),
    ),
)
DECISION = Form(
    key="legal_aid.decision",
    title="中心的决定",
    fields=(
        Field(
            name="decision",
            label="决定",
            kind=Kind.CHOICE,
            purpose="统计：给予、不予；规则：给予的三日内指派",
            options=options(granted="给予", refused="不予", withdrawn="视为撤回"),
            required=True,
            index=True,
            law="法律援助法第43条",
        ),
        Field(
            name="on",
            label="决定日期",
            kind=Kind.DATE,
            purpose="规则：三日内指派，从这一天起算；统计：按期率",
            required=True,
        ),
        Field(name="number", label="决定书文号", purpose="文书：卷宗", sensitivity=S),
        Field(
            name="why",
            label="不予的理由",
            kind=Kind.LONG_TEXT,
            purpose="统计：不予理由；规则：有异议的可以提出",
            shown_when={"field": "decision", "is": "refused"},
            required=True,
            sensitivity=S,
        ),
        Field(
            name="told",
            label="已告知可以提出异议",
            kind=Kind.YES_NO,
            purpose="法律：法律援助法第49条",
            shown_when={"field": "decision", "is": "refused"},
            required=True,
            law="法律援助法第49条",
        ),
    ),
)
OBJECTION = Form(
    key="legal_aid.objection",
    title="异议",
    fields=(
        Field(
            name="on",
            label="提出日期",
            kind=Kind.DATE,
            purpose="规则：司法行政部门五日内审查，从这一天起算",
            required=True,
            law="法律援助法第49条",
        ),
        Field(
            name="result",
            label="审查结果",
            kind=Kind.CHOICE,
            purpose="规则：改正的重新决定",
            options=options(pending="还没有", upheld="维持", corrected="责令改正"),
            required=True,
            default="pending",
        ),
    ),
)
ASSIGNMENT = Form(
    key="legal_aid.assignment",
    title="指派",
    fields=(
        Field(
            name="on",
            label="指派日期",
            kind=Kind.DATE,
            purpose="统计：按期指派率",
            required=True,
        ),
        Field(
            name="lawyer",
            label="承办律师",
            purpose="移交：告诉当事人找谁",
            required=True,
        ),
        Field(name="firm", label="单位", purpose="移交：联系"),
        Field(
            name="years",
            label="执业年限",
            kind=Kind.NUMBER,
            purpose="规则：受家暴妇女优先指派经验丰富的律师（T/ZSM 5.4.6）",
            minimum=0,
            maximum=60,
        ),
        Field(
            name="minor_victim",
            label="为未成年被害人指派",
            kind=Kind.YES_NO,
            purpose="规则：律师五个工作日内会见",
            sensitivity=R,
            default=False,
            law="司公通〔2020〕12号",
        ),
    ),
)
PROGRESS = Form(
    key="legal_aid.progress",
    title="承办进度",
    fields=(
        Field(
            name="on",
            label="日期",
            kind=Kind.DATE,
            purpose="移交：答复当事人",
            required=True,
        ),
        Field(
            name="what",
            label="进度",
            kind=Kind.LONG_TEXT,
            purpose="移交：答复当事人",
            required=True,
            sensitivity=R,
        ),
        Field(
            name="met",
            label="律师已会见未成年被害人",
            kind=Kind.YES_NO,
            purpose="规则：会见后停表",
            sensitivity=R,
            default=False,
        ),
    ),
)
RESULTS = options(
    won="胜诉",
    partly="部分支持",
    mediated="调解、和解",
    lost="败诉",
    done="文书、咨询已完成",
    ended="终止援助",
    refused="不予援助",
    withdrawn="撤回申请",
)
SCORES = options(good="满意", fair="基本满意", poor="不满意", unreached="没有联系上")
CLOSING = Form(
    key="legal_aid.closing",
    title="援助结案",
    version=2,
    fields=(
        Field(
            name="result",
            label="结果",
            kind=Kind.CHOICE,
            purpose="统计：应援尽援率、结果",
            options=RESULTS,
            required=True,
            sensitivity=S,
        ),
        Field(
            name="benefit",
            label="取得或挽回金额",
            kind=Kind.MONEY,
            purpose="统计：取得或挽回金额",
            sensitivity=S,
            minimum=0,
        ),
        Field(
            name="score",
            label="质量回访",
            kind=Kind.CHOICE,
            purpose="统计：援助质量",
            options=SCORES,
            index=True,
        ),
    ),
)
