"""Forms beside and after the room: crisis, a doctor's visit, supervision, close (T/ZSM 5.4.5)."""

from core.api import Field, Form, Kind, options
from plugins.psych.fields import RISKS, R, S, client_field, day_field
from plugins.psych.wording import no_diagnosis

MEASURES = options(
    asked="直接问了",
    company="没有让人独处",
    means="拿走了工具、药物",
    emergency="打了 110 或 120",
    guardian="告诉了监护人或可靠的人",
    reported="报告了公安、民政",
    hotline="告诉了 12356",
    supervisor="报告督导",
)
NOW = options(calm="平稳", unsure="不稳", hospital="已送医", lost="联系不上")
CRISIS = Form(
    key="psych.crisis",
    title="危机处置",
    version=3,
    about="client",
    check=no_diagnosis,
    fields=(
        client_field(),
        Field(
            name="found_at",
            label="什么时候发现的",
            kind=Kind.DATETIME,
            purpose="规则：当天报告督导，二十四小时内再联系；文书：危机处置记录",
            required=True,
            sensitivity=R,
        ),
        Field(
            name="level",
            label="到了什么程度",
            kind=Kind.CHOICE,
            purpose="规则：有行为的、有计划又有工具的要打 110、120",
            options=RISKS,
            required=True,
            sensitivity=R,
            law="精神卫生法第28条",
        ),
        Field(
            name="at_hand",
            label="手边有工具、药物",
            kind=Kind.YES_NO,
            purpose="规则：有的要拿走，有计划的还要打 110、120",
            required=True,
            sensitivity=R,
        ),
        Field(
            name="done",
            label="做了哪些",
            kind=Kind.SUB_FORM,
            purpose="规则：逐项处置；文书：危机处置记录，每一步写时间",
            required=True,
            min_items=1,
            max_items=20,
            sensitivity=R,
            law="精神卫生法第28条",
            fields=(
                Field(
                    name="what",
                    label="做了什么",
                    kind=Kind.CHOICE,
                    purpose="规则：逐项处置",
                    options=MEASURES,
                    required=True,
                    sensitivity=R,
                ),
                Field(
                    name="at",
                    label="几点",
                    kind=Kind.DATETIME,
                    purpose="文书：危机处置记录",
                    required=True,
                    sensitivity=R,
                ),
                Field(
                    name="who",
                    label="找了谁、怎么答复",
                    purpose="文书：危机处置记录",
                    sensitivity=R,
                    max_length=100,
                ),
            ),
        ),
        Field(
            name="contact_at",
            label="再次联系的时间",
            kind=Kind.DATETIME,
            purpose="规则：二十四小时内再联系",
            sensitivity=R,
        ),
        Field(
            name="now",
            label="现在的情况",
            kind=Kind.CHOICE,
            purpose="规则：平稳了才能结案",
            options=NOW,
            required=True,
            sensitivity=R,
        ),
    ),
)
ANSWERS = options(will="愿意去", wont="不愿意", gone="已经就医")
BASES = options(consent="本人单独同意", emergency="紧急情况下保护生命健康")
REFERRAL = Form(
    key="psych.referral",
    title="建议就医",
    version=3,
    about="client",
    check=no_diagnosis,
    fields=(
        client_field(),
        day_field("建议日期"),
        Field(
            name="answer",
            label="本人怎么说",
            kind=Kind.CHOICE,
            purpose="法律：精神卫生法第23条，记录建议和答复",
            options=ANSWERS,
            required=True,
            sensitivity=R,
            law="精神卫生法第23条",
        ),
        Field(
            name="hospital",
            label="医疗机构",
            purpose="文书：建议就医告知、转介单",
            sensitivity=R,
        ),
        Field(
            name="letter",
            label="由我们出转介单",
            kind=Kind.YES_NO,
            purpose="文书：转介单",
            sensitivity=R,
            default=False,
        ),
        Field(
            name="basis",
            label="把情况告诉医疗机构的依据",
            kind=Kind.CHOICE,
            purpose="法律：个人信息保护法第23条、第29条，向别的单位提供敏感信息",
            options=BASES,
            shown_when={"field": "letter", "is": True},
            required=True,
            sensitivity=R,
            law="个人信息保护法第29条",
        ),
        Field(
            name="reason",
            label="告诉医疗机构的话",
            kind=Kind.LONG_TEXT,
            purpose="文书：转介单，只写看到的表现，不写家里的事",
            shown_when={"field": "letter", "is": True},
            required=True,
            sensitivity=R,
            max_length=300,
        ),
    ),
)
REPLY = Form(
    key="psych.reply",
    title="转介回执",
    version=2,
    about="client",
    fields=(
        client_field(),
        day_field(),
        Field(
            name="went",
            label="去了没有",
            kind=Kind.CHOICE,
            purpose="文书：个案记录表；规则：没有去的再问一次",
            options=options(yes="去了", no="没有去", unknown="联系不上"),
            required=True,
            sensitivity=R,
        ),
        Field(
            name="source",
            label="谁说的",
            kind=Kind.CHOICE,
            purpose="文书：个案记录表",
            options=options(own="本人", family="家人", hospital="医疗机构的回执"),
            required=True,
            sensitivity=R,
            default="own",
        ),
    ),
)
SUPERVISION = Form(
    key="psych.supervision",
    title="督导",
    check=no_diagnosis,
    fields=(
        day_field(),
        Field(
            name="supervisor",
            label="督导人",
            purpose="文书：个案记录表",
            required=True,
            max_length=30,
        ),
        Field(
            name="minutes",
            label="多少分钟",
            kind=Kind.NUMBER,
            purpose="统计：督导时数",
            required=True,
            minimum=5,
            maximum=480,
            index=True,
        ),
        Field(
            name="note",
            label="督导意见",
            kind=Kind.LONG_TEXT,
            purpose="规则：咨询师接着怎么做",
            sensitivity=R,
            max_length=1000,
        ),
    ),
)
RESULTS = options(
    reached="目标达成", better="好转", referred="转介", hospital="转就医", dropped="中途停止"
)
CLOSING = Form(
    key="psych.closing",
    title="结案",
    check=no_diagnosis,
    fields=(
        Field(
            name="result",
            label="结果",
            kind=Kind.CHOICE,
            purpose="统计：结案结果",
            options=RESULTS,
            required=True,
            sensitivity=S,
        ),
        Field(
            name="summary",
            label="结案小结",
            kind=Kind.LONG_TEXT,
            purpose="文书：结案小结，本人同意的内容",
            sensitivity=S,
            max_length=500,
        ),
    ),
)
