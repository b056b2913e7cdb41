"""What is put in writing: an opinion, and the papers drafted for somebody (代书).

What a suit or an agreement has to say is asked point by point (民法典 1076, 1079; 老年人权益保障法
20), so that nothing of it is forgotten and the sheet can be copied.
"""

from core.api import Condition, Field, Form, Kind, Sensitivity
from plugins.legal_consult.choices import (
    ADVISERS,
    BARS,
    DISPUTES,
    WAYS,
    WRITINGS,
)

HERS = Sensitivity.RESTRICTED
PLEADING: Condition = {"field": "kind", "in": ["complaint", "defence"]}
AGREEMENT: Condition = {"field": "kind", "in": ["divorce", "support", "custody"]}
SUIT: Condition = {"all": [PLEADING, {"field": "dispute", "is": "divorce"}]}
FILED: Condition = {
    "all": [{"field": "kind", "is": "complaint"}, {"field": "dispute", "is": "divorce"}]
}
SUPPORT: Condition = {"field": "kind", "is": "support"}
PARTING: Condition = {"field": "kind", "is": "divorce"}
OTHER: Condition = {"field": "kind", "in": ["application", "letter"]}

OPINION = Form(
    key="legal_consult.opinion",
    title="书面法律意见",
    version=2,
    about="client",
    fields=(
        Field(
            name="client",
            label="给谁",
            kind=Kind.PARTY,
            purpose="文书：书面法律意见；规则：一方的话分开看",
        ),
        Field(
            name="facts",
            label="根据的事实和材料",
            kind=Kind.LONG_TEXT,
            purpose="文书：书面法律意见，事实不同的意见不同",
            sensitivity=HERS,
        ),
        Field(
            name="text",
            label="意见",
            kind=Kind.LONG_TEXT,
            purpose="文书：书面法律意见",
            required=True,
            sensitivity=HERS,
        ),
        Field(
            name="basis",
            label="法律依据",
            kind=Kind.CITATION,
            purpose="文书：书面法律意见引用的条文",
            sensitivity=Sensitivity.PUBLIC,
        ),
        Field(
            name="adviser",
            label="出具人",
            kind=Kind.CHOICE,
            purpose="规则：不是律师的，意见上要说明",
            options=ADVISERS,
        ),
        Field(
            name="adviser_name",
            label="出具人姓名",
            purpose="文书：书面法律意见",
            max_length=30,
        ),
        Field(
            name="handed_on",
            label="交付日期",
            kind=Kind.DATE,
            purpose="统计：书面意见交付时间",
            required=True,
        ),
        Field(
            name="way",
            label="怎么交付的",
            kind=Kind.CHOICE,
            purpose="规则：家里有暴力的当面交",
            options=WAYS,
            default="person",
        ),
    ),
)


def _long(
    name: str, label: str, purpose: str, shown: Condition, *, required: bool = False
) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.LONG_TEXT,
        purpose=purpose,
        required=required,
        shown_when=shown,
        sensitivity=HERS,
    )


WRITING = Form(
    key="legal_consult.writing",
    title="代书",
    about="client",
    intro="按要素写，打印要素表、代拟的协议和代书登记。",
    fields=(
        Field(
            name="client",
            label="为谁代书",
            kind=Kind.PARTY,
            purpose="文书：代书登记；规则：不为两方代书",
            required=True,
        ),
        Field(
            name="kind",
            label="写什么",
            kind=Kind.CHOICE,
            purpose="文书：代书登记；统计：代书按种类",
            options=WRITINGS,
            required=True,
            index=True,
        ),
        Field(
            name="other",
            label="对方",
            kind=Kind.PARTY,
            purpose="文书：要素表、协议的另一方",
            shown_when={"any": [PLEADING, AGREEMENT]},
            sensitivity=HERS,
        ),
        Field(
            name="dispute",
            label="什么纠纷",
            kind=Kind.CHOICE,
            purpose="文书：要素表；规则：离婚的要问清能不能起诉",
            options=DISPUTES,
            required=True,
            shown_when=PLEADING,
            sensitivity=HERS,
        ),
        Field(
            name="court",
            label="法院名称",
            purpose="文书：要素表",
            shown_when=PLEADING,
            sensitivity=HERS,
            max_length=60,
        ),
        _long("claims", "请求（答辩意见）", "文书：要素表", PLEADING, required=True),
        _long("facts", "事实和理由", "文书：要素表", PLEADING, required=True),
        Field(
            name="married_on",
            label="登记结婚日期",
            kind=Kind.DATE,
            purpose="文书：离婚要素",
            shown_when={"any": [SUIT, PARTING]},
            sensitivity=HERS,
        ),
        Field(
            name="apart_since",
            label="分居从哪一天起",
            kind=Kind.DATE,
            purpose="文书：离婚要素，分居满二年",
            shown_when=SUIT,
            sensitivity=HERS,
            law="民法典第1079条",
        ),
        Field(
            name="bars",
            label="有没有这些情形",
            kind=Kind.CHOICES,
            purpose="规则：男方不得提出离婚、六个月内不得再起诉",
            options=BARS,
            shown_when=FILED,
            sensitivity=HERS,
            law="民法典第1081条、第1082条，民事诉讼法第127条",
        ),
        _long(
            "exception",
            "为什么仍然可以起诉",
            "规则：法院认为确有必要受理，或者有新情况、新理由",
            FILED,
        ),
        Field(
            name="free_will",
            label="双方自愿离婚",
            kind=Kind.YES_NO,
            purpose="规则：离婚协议写明自愿离婚",
            required=True,
            shown_when=PARTING,
            sensitivity=HERS,
            law="民法典第1076条",
        ),
        _long(
            "children",
            "子女抚养",
            "文书：离婚协议、抚养协议、离婚要素",
            {"any": [SUIT, PARTING, {"field": "kind", "is": "custody"}]},
        ),
        _long("assets", "财产", "文书：离婚协议、离婚要素", {"any": [SUIT, PARTING]}),
        _long("debts", "债务", "文书：离婚协议、离婚要素", {"any": [SUIT, PARTING]}),
        _long(
            "care",
            "谁怎样赡养",
            "文书：赡养协议",
            SUPPORT,
            required=True,
        ),
        Field(
            name="elder_agrees",
            label="老人同意这样约定",
            kind=Kind.YES_NO,
            purpose="规则：赡养协议要老人同意",
            required=True,
            shown_when=SUPPORT,
            law="老年人权益保障法第20条",
        ),
        _long("content", "内容", "文书：代书登记", OTHER, required=True),
        _long("proof", "证据", "文书：要素表的证据", PLEADING),
        Field(
            name="by",
            label="代书人",
            purpose="文书：代书登记",
            max_length=30,
        ),
        Field(
            name="read_back",
            label="念给本人听过，本人确认",
            kind=Kind.YES_NO,
            purpose="规则：本人确认以后才交付",
            required=True,
        ),
        Field(
            name="handed_on",
            label="交付日期",
            kind=Kind.DATE,
            purpose="文书：代书登记",
            required=True,
        ),
    ),
    sections=(
        ("为谁、写什么", ("client", "kind", "other", "dispute", "court")),
        (
            "内容",
            (
                "claims",
                "facts",
                "married_on",
                "apart_since",
                "bars",
                "exception",
                "free_will",
                "children",
                "assets",
                "debts",
                "care",
                "elder_agrees",
                "content",
                "proof",
            ),
        ),
        ("交付", ("by", "read_back", "handed_on")),
    ),
)
