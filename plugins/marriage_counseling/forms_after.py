"""Forms of the two months and of what follows: how it goes, where else to, how it ended."""

from core.api import Field, Form, Kind, options
from plugins.marriage_counseling.fields import R, S, day_field, party_field

EVENTS = options(
    applied="提出了离婚登记申请",
    withdrawn="撤回了申请",
    still="冷静期满，仍要离婚",
    certified="领了离婚证",
    lapsed="期满没有去领，视为撤回",
    unknown="还不清楚",
)
COOLING = Form(
    key="marriage_counseling.cooling",
    title="冷静期",
    version=2,
    fields=(
        Field(
            name="now",
            label="发生了什么",
            kind=Kind.CHOICE,
            purpose="规则：三十日冷静期和三十日领证期；统计：冷静期撤回（只有合计）",
            options=EVENTS,
            required=True,
            sensitivity=S,
            index=True,
            law="民法典第1077条",
        ),
        Field(
            name="on",
            label="哪一天的事",
            kind=Kind.DATE,
            purpose="规则：从这一天起算，或者核对是不是在期内",
            shown_when={"not": {"field": "now", "is": "unknown"}},
            required=True,
            sensitivity=S,
        ),
    ),
)
SCALES = (("talk", "沟通"), ("mood", "情绪"), ("trust", "信任"), ("risk", "风险"))
TIMES = options(before="辅导以前", after="辅导以后")
CHANGES = options(better="比刚来时好", same="差不多", worse="比刚来时差")
EVALUATION = Form(
    key="marriage_counseling.evaluation",
    title="介入评估",
    version=2,
    about="party",
    intro="和本人一起看。四项打分可以不填。",
    fields=(
        party_field("评的是谁"),
        day_field(),
        Field(
            name="time",
            label="什么时候的情况",
            kind=Kind.CHOICE,
            purpose="文书：辅导记录表，前后对照",
            options=TIMES,
            required=True,
        ),
        Field(
            name="change",
            label="和刚来时比",
            kind=Kind.CHOICE,
            purpose="统计：辅导前后变化（只有合计）；文书：辅导记录表",
            options=CHANGES,
            shown_when={"field": "time", "is": "after"},
            required=True,
            sensitivity=R,
            index=True,
        ),
        *(
            Field(
                name=name,
                label=label,
                kind=Kind.NUMBER,
                purpose="文书：辅导记录表，前后对照",
                minimum=1,
                maximum=10,
                sensitivity=S,
            )
            for name, label in (
                ("talk", "沟通（1 到 10）"),
                ("mood", "情绪（1 到 10）"),
                ("trust", "信任（1 到 10）"),
                ("risk", "风险（1 到 10）"),
            )
        ),
    ),
)
PLACES = options(
    mediation="家事调解",
    psych="心理疏导",
    legal_consult="法律咨询",
    legal_aid="法律援助",
    hardship_aid="困难帮扶",
    family_education="家风培育",
    outside="别的单位",
)
BASES = options(consent="本人单独同意", duty="依法定职责", emergency="紧急保护")
REFERRAL = Form(
    key="marriage_counseling.referral",
    title="转介",
    about="party",
    intro="本中心的服务直接加开；别的单位出转介单，只写对方要用的。",
    fields=(
        party_field("转介的是谁"),
        day_field(purpose="文书：转介单"),
        Field(
            name="to",
            label="转到哪里",
            kind=Kind.CHOICE,
            purpose="移交：加开一项服务，或者出转介单",
            options=PLACES,
            required=True,
        ),
        Field(
            name="org",
            label="单位",
            purpose="文书：转介单",
            shown_when={"field": "to", "is": "outside"},
            required=True,
            sensitivity=R,  # a shelter's name is an address
            max_length=60,
        ),
        Field(
            name="basis",
            label="把情况告诉对方的依据",
            kind=Kind.CHOICE,
            purpose="法律：个人信息保护法第23条、第29条，向别的单位提供敏感信息",
            options=BASES,
            shown_when={"field": "to", "is": "outside"},
            required=True,
            law="个人信息保护法第29条",
        ),
        Field(
            name="reason",
            label="告诉对方的话",
            kind=Kind.LONG_TEXT,
            purpose="文书：转介单，只写对方要用的",
            shown_when={"field": "to", "is": "outside"},
            required=True,
            sensitivity=R,
            max_length=300,
        ),
    ),
)
REPLIES = options(accepted="已经接收", declined="没有接收", went="本人说已经去了", none="没有回音")
REPLY = Form(
    key="marriage_counseling.reply",
    title="转介回执",
    about="party",
    fields=(
        party_field("转介的是谁"),
        day_field(purpose="规则：转出去的要有回音"),
        Field(
            name="answer",
            label="对方怎么答复",
            kind=Kind.CHOICE,
            purpose="规则：没有接收的，责任还在本中心",
            options=REPLIES,
            required=True,
        ),
    ),
)
FOUND = options(stable="平稳", again="又有矛盾", worse="更激烈了", lost="联系不上")
VISIT = Form(
    key="marriage_counseling.visit",
    title="随访",
    about="party",
    fields=(
        party_field("随访的是谁"),
        day_field(purpose="文书：辅导记录表"),
        Field(
            name="way",
            label="方式",
            kind=Kind.CHOICE,
            purpose="文书：辅导记录表",
            options=options(phone="电话", in_person="当面", online="线上"),
            required=True,
            default="phone",
        ),
        Field(
            name="safe",
            label="先问过：现在方便说话",
            kind=Kind.YES_NO,
            purpose="规则：不方便说话的不问，另约",
            required=True,
            law="全国妇联受理家庭暴力投诉工作规程第13条",
        ),
        Field(
            name="found",
            label="现在怎么样",
            kind=Kind.CHOICE,
            purpose="规则：更激烈的，尽快再谈；文书：辅导记录表",
            options=FOUND,
            required=True,
            sensitivity=S,
        ),
        Field(
            name="violence_hint",
            label="说到有家暴",
            kind=Kind.YES_NO,
            purpose="规则：发现家暴的，按家暴处理",
            sensitivity=R,
            default=False,
            law="全国妇联受理家庭暴力投诉工作规程第13条",
        ),
        Field(
            name="next_on",
            label="下次哪天联系",
            kind=Kind.DATE,
            purpose="移交：到那天提醒",
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
    declined="不愿参加",
    stopped="中止",
    lost="失去联系",
)
UNFINISHED = frozenset({"declined", "stopped", "lost"})
"""Ended without counselling to its end: nobody is asked whether he was content."""
CLOSING = Form(
    key="marriage_counseling.closing",
    title="辅导结案",
    version=3,
    fields=(
        Field(
            name="result",
            label="结果",
            kind=Kind.CHOICE,
            purpose="统计：和好、暂缓、离婚占比",
            options=RESULTS,
            required=True,
            sensitivity=S,
        ),
        Field(
            name="satisfaction",
            label="满意度",
            kind=Kind.CHOICE,
            purpose="统计：满意率",
            options=options(good="满意", fair="基本满意", poor="不满意", unasked="没有问到"),
            shown_when={"not": {"field": "result", "in": sorted(UNFINISHED)}},
            required=True,
            index=True,
        ),
    ),
)
