"""Forms from the door to the plan: booking, consent of each, the family, the talk alone.

What the window asks is five questions; the rest is asked by whoever counsels (T/ZSM 5.4.1).
"""

from core.api import Field, Form, Kind, options
from plugins.marriage_counseling.fields import (
    MODES,
    WAYS,
    S,
    day_field,
    party_field,
)

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
PATHS = options(none="没有提出", agreed="协议离婚", lawsuit="诉讼离婚")
BOOKING = Form(
    key="marriage_counseling.booking",
    title="婚姻辅导登记",
    version=3,
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
            purpose="统计：登记处、法院转介量；文书：参加情况回告单",
            options=REFERRERS,
            required=True,
            default="own",
            index=True,
        ),
        Field(
            name="referrer_name",
            label="转介单位",
            purpose="文书：参加情况回告单写给哪个单位",
            shown_when={"not": {"field": "referrer", "is": "own"}},
            max_length=60,
        ),
        Field(
            name="divorce_path",
            label="离婚途径",
            kind=Kind.CHOICE,
            purpose="规则：协议离婚的起算冷静期",
            options=PATHS,
            shown_when={"not": {"field": "kind", "is": "before"}},
            required=True,
            default="none",
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
            help="还没有去申请的，离婚途径先选“没有提出”，申请以后在“冷静期”里登记。",
        ),
        Field(
            name="at",
            label="约定时间",
            kind=Kind.DATETIME,
            purpose="移交：排期",
        ),
        Field(
            name="note",
            label="说明",
            purpose="移交：给辅导员的一句话",
            sensitivity=S,
        ),
    ),
)
ANSWERS = options(agreed="愿意参加", refused="不愿参加", stopped="不再参加")
CONSENT = Form(
    key="marriage_counseling.consent",
    title="告知与签署",
    version=2,
    about="party",
    intro="一人一份。自愿参加，不参加不影响办理登记，也不影响起诉。"
    "保密协议、隐私保护协议可以先在“文书”里打印。",
    fields=(
        party_field("告知的是谁"),
        Field(
            name="voluntary",
            label="已告知自愿参加、可以随时停止，不影响登记和起诉",
            kind=Kind.YES_NO,
            purpose="规则：没有告知的不开始辅导",
            required=True,
        ),
        Field(
            name="answer",
            label="本人的答复",
            kind=Kind.CHOICE,
            purpose="规则：本人愿意的才辅导；不愿参加的记录，不再追问",
            options=ANSWERS,
            required=True,
        ),
        Field(
            name="confidential",
            label="已说明保密和保密的例外",
            kind=Kind.YES_NO,
            purpose="文书：保密协议、隐私保护协议（MZ/T 084 附录A、附录C）",
            shown_when={"field": "answer", "is": "agreed"},
            required=True,
        ),
        day_field(purpose="文书：保密协议"),
        Field(
            name="way",
            label="怎么确认的",
            kind=Kind.CHOICE,
            purpose="文书：保密协议；热线不要求纸面",
            options=WAYS,
            required=True,
            default="paper",
        ),
        Field(
            name="signed",
            label="签好的协议",
            kind=Kind.FILE,
            purpose="文书：保密协议、隐私保护协议的签署件",
            shown_when={
                "all": [{"field": "answer", "is": "agreed"}, {"field": "way", "is": "paper"}]
            },
            sensitivity=S,
        ),
        Field(
            name="tell_referrer",
            label="同意把参加没有参加告诉转介单位",
            kind=Kind.YES_NO,
            purpose="法律：个人信息保护法第23条，向别的单位提供要单独同意",
            default=False,
            law="个人信息保护法第23条",
        ),
    ),
)
LIVES = options(both="和父母", mother="跟母亲", father="跟父亲", kin="跟祖辈、亲戚", other="其他")
FACTS = Form(
    key="marriage_counseling.facts",
    title="婚姻和子女",
    intro="只写双方都知道的。各自单独说的，写在单独初评里。",
    fields=(
        Field(
            name="married_on",
            label="结婚登记日期",
            kind=Kind.DATE,
            purpose="文书：辅导记录表，算婚龄（MZ/T 084 附录D）",
            sensitivity=S,
        ),
        Field(
            name="children",
            label="子女",
            kind=Kind.SUB_FORM,
            purpose="法律：民法典第1084条，满八周岁的听孩子的真实意愿；文书：辅导记录表",
            max_items=12,
            sensitivity=S,
            fields=(
                Field(
                    name="age",
                    label="几岁",
                    kind=Kind.NUMBER,
                    purpose="法律：民法典第1084条，按年龄提示",
                    required=True,
                    minimum=0,
                    maximum=60,
                    sensitivity=S,
                ),
                Field(
                    name="lives",
                    label="现在跟谁生活",
                    kind=Kind.CHOICE,
                    purpose="文书：辅导记录表，家庭状况",
                    options=LIVES,
                    sensitivity=S,
                ),
            ),
        ),
    ),
)
PLAN = Form(
    key="marriage_counseling.plan",
    title="辅导方案",
    version=2,
    intro="双方都看得到的目标。一方单独说的不写在这里。",
    fields=(
        Field(
            name="goal",
            label="目标",
            kind=Kind.LONG_TEXT,
            purpose="文书：辅导记录表，介入评估时对照",
            required=True,
            sensitivity=S,
            max_length=1000,
        ),
        Field(
            name="mode",
            label="怎么安排",
            kind=Kind.CHOICE,
            purpose="移交：安排辅导员和房间",
            options=MODES,
        ),
        Field(
            name="sessions",
            label="预计次数",
            kind=Kind.NUMBER,
            purpose="移交：排期；文书：辅导记录表",
            minimum=1,
            maximum=30,
        ),
    ),
)
