"""The first talk, with each alone: safety, what that one wants, what the law protects (5.4.1)."""

from core.api import Field, Form, Kind, options
from plugins.marriage_counseling.fields import R, S, party_field

VIOLENCE = options(none="没有", past="过去有过", now="现在有", declined="不愿回答")
TOLD = frozenset({"past", "now"})
WISHES = options(keep="想挽回", wait="再看看", divorce="想离婚", none="不涉及离婚")
CONFLICTS = options(
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
)
PROTECTIONS = options(
    pregnant="本人怀孕",
    birth="本人分娩后一年内",
    termination="本人终止妊娠后六个月内",
    soldier="配偶是现役军人",
)
HERS = frozenset({"pregnant", "birth", "termination"})
"""What 民法典 1082 protects, as against the soldier's spouse of 1081."""
SCREEN = Form(
    key="marriage_counseling.screen",
    title="单独初评",
    version=2,
    about="party",
    intro="一个一个谈。每个人说的，另一方看不到。",
    fields=(
        party_field(),
        Field(
            name="alone",
            label="单独谈的，没有和另一方碰面",
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
            options=VIOLENCE,
            required=True,
            sensitivity=R,
            law="婚姻登记条例第6条（转载文本，未核）",
            help="打骂、威胁、跟踪骚扰、不给吃穿、关在家里都算。",
        ),
        Field(
            name="unsafe",
            label="今天回去会不会有危险",
            kind=Kind.CHOICE,
            purpose="规则：有危险的马上按人身危险处置，不劝和",
            options=options(no="不会", yes="会", unsure="说不好"),
            shown_when={"field": "violence", "in": ["past", "now"]},
            required=True,
            sensitivity=R,
            law="全国妇联受理家庭暴力投诉工作规程第11条",
        ),
        Field(
            name="wish",
            label="本人的意愿",
            kind=Kind.CHOICE,
            purpose="规则：定辅导方案；另一方看不到",
            options=WISHES,
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
            purpose="文书：辅导记录表；统计：主要矛盾（只有合计）",
            options=CONFLICTS,
            required=True,
            sensitivity=S,
            index=True,
        ),
        Field(
            name="marriages",
            label="第几次婚姻",
            kind=Kind.NUMBER,
            purpose="文书：辅导记录表（MZ/T 084 附录D）",
            sensitivity=S,
            minimum=1,
            maximum=9,
        ),
        Field(
            name="protection",
            label="特别保护",
            kind=Kind.CHOICES,
            purpose="法律：民法典第1081条、第1082条，只提示本人的辅导员",
            options=PROTECTIONS,
            sensitivity=R,
            law="民法典第1081条、第1082条",
            help="前三项期间男方不得提出离婚；本人提出，或者法院认为确有必要受理的除外。",
        ),
        Field(
            name="since",
            label="分娩、终止妊娠的日期",
            kind=Kind.DATE,
            purpose="法律：民法典第1082条，算到哪一天",
            shown_when={
                "any": [
                    {"field": "protection", "has": "birth"},
                    {"field": "protection", "has": "termination"},
                ]
            },
            required=True,
            sensitivity=R,
        ),
    ),
)
