"""The forms of 婚姻辅导 (T/ZSM 5.4.1; MZ/T 084—2017 annex D for the record of a session).

What one spouse says is in that spouse's own partition: the forms that ask for it are ``about`` the
person asked.
"""

from core.api import Field, Form, Kind, Sensitivity, options

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE
MODES = options(alone="一对一", joint="夫妻共同", apart="分别谈", online="线上", phone="电话")
FIVE = options(listen="倾听", tell="诉说", talk="沟通", judge="判断", reconcile="调解")
"""五环节, ticked: nobody at a desk writes minutes per part."""

KINDS = options(
    before="婚前辅导",
    newlywed="新婚辅导",
    marriage="婚姻关系辅导",
    family="家庭关系辅导",
    divorce="离婚调适",
    cooling="冷静期危机干预",
)
REFERRERS = options(
    own="自己来的",
    registry="婚姻登记处",
    court="法院",
    community="村（社区）",
    other="其他",
)
BOOKING = Form(
    key="marriage_counseling.booking",
    title="婚姻辅导登记",
    version=2,
    fields=(
        Field(
            name="kind",
            label="辅导类别",
            kind=Kind.CHOICE,
            purpose="统计：辅导类别（MZ/T 084 附录B）",
            options=KINDS,
            required=True,
            index=True,
        ),
        Field(
            name="mode",
            label="希望的方式",
            kind=Kind.CHOICE,
            purpose="移交：安排辅导员和房间",
            options=MODES,
            required=True,
            default="alone",
        ),
        Field(
            name="referrer",
            label="转介来源",
            kind=Kind.CHOICE,
            purpose="统计：登记处、法院转介量；移交：结果告诉转介单位",
            options=REFERRERS,
            required=True,
            default="own",
            index=True,
        ),
        Field(
            name="divorce_path",
            label="离婚途径",
            kind=Kind.CHOICE,
            purpose="规则：协议离婚的起算冷静期",
            options=options(none="没有提出", agreed="协议离婚", lawsuit="诉讼离婚"),
            sensitivity=S,
        ),
        Field(
            name="applied_on",
            label="离婚登记申请日",
            kind=Kind.DATE,
            purpose="规则：自登记机关收到申请之日起三十日为冷静期",
            shown_when={"field": "divorce_path", "is": "agreed"},
            sensitivity=S,
            required=True,
            law="民法典第1077条",
        ),
        Field(
            name="married_on",
            label="结婚登记日期",
            kind=Kind.DATE,
            purpose="统计：婚龄（MZ/T 084 附录D）",
            sensitivity=S,
        ),
        Field(
            name="note",
            label="说明",
            purpose="移交：给辅导员的一句话",
            sensitivity=S,
        ),
    ),
)
CONSENT = Form(
    key="marriage_counseling.consent",
    title="告知与签署",
    intro="自愿参加，不参加不影响办理登记，也不影响起诉。",
    fields=(
        Field(
            name="voluntary",
            label="已告知自愿参加、可以随时停止",
            kind=Kind.YES_NO,
            purpose="规则：没有告知的不开始辅导",
            required=True,
        ),
        Field(
            name="confidential",
            label="已说明保密和保密的例外",
            kind=Kind.YES_NO,
            purpose="文书：保密协议、隐私保护协议（MZ/T 084 附录A、附录C）",
            required=True,
        ),
        Field(
            name="on",
            label="日期",
            kind=Kind.DATE,
            purpose="文书：保密协议",
            required=True,
        ),
        Field(
            name="way",
            label="怎么确认的",
            kind=Kind.CHOICE,
            purpose="文书：保密协议；热线不要求纸面",
            options=options(paper="书面签署", oral="口头并记录"),
            default="paper",
        ),
    ),
)
SCREEN = Form(
    key="marriage_counseling.screen",
    title="单独初评",
    about="party",
    intro="一个一个谈。每个人说的，另一方看不到。",
    fields=(
        Field(
            name="party",
            label="谈的是谁",
            kind=Kind.PARTY,
            purpose="规则：双方分别记录、分别保密",
            required=True,
        ),
        Field(
            name="alone",
            label="单独谈的",
            kind=Kind.YES_NO,
            purpose="规则：家暴筛查只能单独做",
            required=True,
            law="全国妇联受理家庭暴力投诉工作规程第8条",
        ),
        Field(
            name="violence",
            label="家暴筛查",
            kind=Kind.CHOICE,
            purpose="规则：有家暴的不安排共同辅导；法律：婚姻登记条例第6条，告知求助途径",
            options=options(none="没有", past="过去有过", now="现在有", declined="不愿回答"),
            required=True,
            sensitivity=R,
            law="婚姻登记条例第6条",
        ),
        Field(
            name="wish",
            label="本人的意愿",
            kind=Kind.CHOICE,
            purpose="规则：定辅导方案；另一方看不到",
            options=options(keep="想挽回", wait="再看看", divorce="想离婚"),
            required=True,
            sensitivity=R,
        ),
        Field(
            name="joint",
            label="愿不愿意一起谈",
            kind=Kind.CHOICE,
            purpose="规则：两个人都愿意才安排共同辅导",
            options=options(agreed="愿意", refused="不愿意"),
            required=True,
            sensitivity=R,
        ),
        Field(
            name="conflicts",
            label="主要矛盾",
            kind=Kind.CHOICES,
            purpose="统计：矛盾类型（MZ/T 084 附录D）",
            options=options(
                talk="沟通",
                money="经济",
                in_laws="婆媳、翁婿",
                children="育儿",
                feelings="情感",
                affair="外遇",
                temper="性格",
                drinking="酗酒、赌博",
                housework="家务",
                distance="两地分居",
                other="其他",
            ),
            sensitivity=S,
        ),
        Field(
            name="protection",
            label="特别保护",
            kind=Kind.CHOICE,
            purpose="法律：民法典第1081条、第1082条，只提示本人的辅导员",
            options=options(
                pregnant="本人怀孕",
                birth="本人分娩后一年内",
                termination="本人终止妊娠后六个月内",
                soldier="配偶是现役军人",
            ),
            sensitivity=R,
            law="民法典第1082条",
            help="前三项期间男方不得提出离婚；本人提出，或者法院认为确有必要受理的除外。",
        ),
    ),
)
PLAN = Form(
    key="marriage_counseling.plan",
    title="辅导方案",
    fields=(
        Field(
            name="goal",
            label="目标",
            kind=Kind.LONG_TEXT,
            purpose="文书：辅导记录表；统计：介入评估对照",
            required=True,
            sensitivity=S,
        ),
        Field(
            name="sessions",
            label="预计次数",
            kind=Kind.NUMBER,
            purpose="移交：排期",
            minimum=1,
            maximum=30,
        ),
    ),
)


def _session(key: str, title: str, about: str, who: Field) -> Form:
    """A sitting of one or of both: the same questions, another circle of readers."""
    return Form(
        key=key,
        title=title,
        about=about,
        fields=(
            who,
            Field(
                name="on",
                label="日期",
                kind=Kind.DATE,
                purpose="文书：辅导记录表；统计：辅导次数",
                required=True,
            ),
            Field(
                name="mode",
                label="方式",
                kind=Kind.CHOICE,
                purpose="统计：辅导方式",
                options=MODES,
                required=True,
            ),
            Field(
                name="parts",
                label="五环节",
                kind=Kind.CHOICES,
                purpose="统计：五环节完成情况",
                options=FIVE,
                required=True,
                sensitivity=R,
                help="孩子满八周岁的，谈抚养要听孩子的真实意愿（民法典第1084条）。",
            ),
            Field(
                name="note",
                label="记录",
                kind=Kind.LONG_TEXT,
                purpose="文书：辅导记录表（MZ/T 084 附录D）",
                sensitivity=R,
            ),
        ),
    )


SESSION = _session(
    "marriage_counseling.session",
    "单独辅导记录",
    "party",
    Field(
        name="party",
        label="辅导的是谁",
        kind=Kind.PARTY,
        purpose="规则：双方的记录分开",
        required=True,
    ),
)
JOINT = _session(
    "marriage_counseling.joint",
    "共同辅导记录",
    "shared",
    Field(
        name="present",
        label="到场的人",
        kind=Kind.SUB_FORM,
        purpose="规则：到场的每一方都要本人愿意",
        required=True,
        min_items=2,
        max_items=6,
        fields=(
            Field(
                name="party",
                label="当事人",
                kind=Kind.PARTY,
                purpose="规则：核对本人的意愿",
                required=True,
            ),
        ),
    ),
)
COOLING = Form(
    key="marriage_counseling.cooling",
    title="冷静期满",
    fields=(
        Field(
            name="now",
            label="现在的情况",
            kind=Kind.CHOICE,
            purpose="规则：仍要离婚的，三十日内双方亲自申领离婚证；统计：冷静期撤回",
            options=options(withdrawn="已撤回申请", still="仍要离婚", unknown="不清楚"),
            required=True,
            sensitivity=S,
            index=True,
            law="民法典第1077条",
        ),
    ),
)
EVALUATION = Form(
    key="marriage_counseling.evaluation",
    title="介入评估",
    about="party",
    fields=(
        Field(
            name="party",
            label="评的是谁",
            kind=Kind.PARTY,
            purpose="规则：双方的评分分开",
            required=True,
        ),
        *(
            Field(
                name=name,
                label=label,
                kind=Kind.NUMBER,
                purpose="统计：辅导前后变化",
                minimum=1,
                maximum=10,
                sensitivity=S,
            )
            for name, label in (
                ("talk", "沟通（1 到 10）"),
                ("mood", "情绪（1 到 10）"),
                ("trust", "信任（1 到 10）"),
            )
        ),
    ),
)
RESULTS = options(
    reconciled="表示和好",
    deferred="暂缓离婚",
    divorce="选择离婚",
    mediation="转家事调解",
    court="转诉讼",
    done="辅导完成",
    stopped="中止",
    lost="失去联系",
)
CLOSING = Form(
    key="marriage_counseling.closing",
    title="辅导结案",
    version=2,
    fields=(
        Field(
            name="result",
            label="结果",
            kind=Kind.CHOICE,
            purpose="统计：和好、暂缓、离婚占比",
            options=RESULTS,
            required=True,
            index=True,
        ),
        Field(
            name="satisfaction",
            label="满意度",
            kind=Kind.CHOICE,
            purpose="统计：满意率",
            options=options(good="满意", fair="基本满意", poor="不满意"),
            index=True,
        ),
    ),
)
FORMS = (
    BOOKING,
    CONSENT,
    SCREEN,
    PLAN,
    SESSION,
    JOINT,
    COOLING,
    EVALUATION,
    CLOSING,
)
