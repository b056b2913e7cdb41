"""The forms of 法律咨询; the first one is the whole quick lane (T/ZSM 5.4.4).

One page holds question, answer and where the visitor goes next, because most consultations end
where they began and a second page would only be skipped.
"""

from core.api import Condition, Field, Form, Kind, Sensitivity, options
from plugins.legal_consult.choices import (
    ADVISERS,
    ARTICLES,
    ARTICLES_FOR,
    MODES,
    NEXT_STEPS,
    PERIODS,
    TOPIC_LIST,
    TOPICS,
)
from plugins.legal_consult.forms_around import APPOINTMENT, CANCELLED, CLOSING
from plugins.legal_consult.forms_court import RULING, SUBMITTED
from plugins.legal_consult.forms_order import ORDER
from plugins.legal_consult.forms_writing import OPINION, WRITING

HERS = Sensitivity.RESTRICTED
COMPUTED: Condition = {"field": "period", "in": ["general", "hidden", "revoke"]}
INTERRUPTED: Condition = {"field": "period", "in": ["general", "hidden"]}
PICKS = {
    "marriage": "常用条文：婚姻、财产",
    "children": "常用条文：子女",
    "elders": "常用条文：赡养",
    "safety": "常用条文：人身安全",
}
_PICKED = tuple(
    Field(
        name=name,
        label=PICKS[name],
        kind=Kind.CHOICES,
        purpose="文书：书面意见、咨询登记表引用的条文",
        options=given,
        shown_when={"any": [{"field": "topics", "has": topic} for topic in ARTICLES_FOR[name]]},
        sensitivity=HERS,
    )
    for name, given in ARTICLES.items()
)

CONSULT = Form(
    key="legal_consult.consult",
    title="法律咨询记录",
    version=3,
    intro="问清、答明、告诉下一步去哪里，一页办完。",
    about="client",
    fields=(
        Field(
            name="client",
            label="咨询人",
            kind=Kind.PARTY,
            purpose="规则：两方的话分开看，不为两方解答；统计：重复咨询",
            help="没有留姓名的可以不选。",
        ),
        Field(
            name="mode",
            label="咨询方式",
            kind=Kind.CHOICE,
            purpose="统计：咨询量按方式分",
            options=MODES,
            required=True,
            index=True,
            default="visit",
        ),
        Field(
            name="adviser",
            label="解答人",
            kind=Kind.CHOICE,
            purpose="规则：解答人不是律师时要说明；统计：村级顾问覆盖",
            options=ADVISERS,
            required=True,
            index=True,
        ),
        Field(
            name="adviser_name",
            label="解答人姓名",
            purpose="文书：咨询登记表、书面意见的解答人",
            max_length=30,
            help="不是登记人本人解答的，写姓名。",
        ),
        Field(
            name="topics",
            label="咨询事项",
            kind=Kind.CHOICES,
            purpose="规则：涉及家暴的要告知保护令；统计：咨询事项",
            options=TOPICS,
            codes=TOPIC_LIST.name,
            required=True,
            index=True,
        ),
        Field(
            name="conflict",
            label="利益冲突",
            kind=Kind.CHOICE,
            purpose="规则：为另一方解答过的，换人解答",
            options=options(none="没有", replaced="有，已换人", present="有"),
            required=True,
            sensitivity=Sensitivity.SENSITIVE,
            help="解答人是否为另一方提供过法律服务，或与当事人有亲属、利害关系。",
        ),
        Field(
            name="question",
            label="咨询内容",
            kind=Kind.LONG_TEXT,
            purpose="文书：咨询登记表",
            required=True,
            sensitivity=HERS,
            min_length=2,
        ),
        Field(
            name="materials",
            label="材料",
            kind=Kind.FILE,
            purpose="文书：书面意见所依据的材料",
            sensitivity=HERS,
        ),
        Field(
            name="answer",
            label="解答意见",
            kind=Kind.LONG_TEXT,
            purpose="文书：咨询登记表；移交：转调解、援助时随件",
            required=True,
            sensitivity=HERS,
            min_length=2,
        ),
        *_PICKED,
        Field(
            name="basis",
            label="其他法律依据",
            kind=Kind.CITATION,
            purpose="文书：书面意见引用的条文",
            sensitivity=Sensitivity.PUBLIC,
        ),
        Field(
            name="period",
            label="时效或期限",
            kind=Kind.CHOICE,
            purpose="规则：算出届满日，不足七日的先行提供法律援助",
            options=PERIODS,
            index=True,
            law="民法典第188条、第1052条、第1092条",
            help="不涉及的不选。",
        ),
        Field(
            name="known_on",
            label="从哪一天起算",
            kind=Kind.DATE,
            purpose="规则：时效从知道或应当知道之日起算；胁迫的从胁迫终止、恢复自由之日起算",
            required=True,
            shown_when=COMPUTED,
            sensitivity=Sensitivity.SENSITIVE,
            law="民法典第188条、第1052条、第1053条",
        ),
        Field(
            name="broken_on",
            label="最近一次中断的日子",
            kind=Kind.DATE,
            purpose="规则：请求履行、申请调解、报警、起诉，时效中断，重新起算",
            shown_when=INTERRUPTED,
            sensitivity=Sensitivity.SENSITIVE,
            law="民法典第195条",
            help="向对方要求过、向人民调解委员会或有权解决的单位提出过、报警、起诉的那一天。",
        ),
        Field(
            name="limitation_on",
            label="时效或期限届满日",
            kind=Kind.DATE,
            purpose="规则：不足七日的可以先行提供法律援助（法律援助法第44条）",
            shown_when={"not": COMPUTED},
            sensitivity=Sensitivity.SENSITIVE,
            law="法律援助法第44条",
        ),
        Field(
            name="told_legal_aid",
            label="已告知可以申请法律援助",
            kind=Kind.YES_NO,
            purpose="法律：法律援助法第23条、第35条；统计：告知率",
            required=True,
            index=True,
            law="法律援助法第23条、第35条",
        ),
        Field(
            name="order_wanted",
            label="要申请人身安全保护令",
            kind=Kind.YES_NO,
            purpose="规则：要的，当天协助准备申请书和证据清单（反家庭暴力法第23条）",
            required=True,
            shown_when={"field": "topics", "has": "violence"},
            sensitivity=HERS,
            law="反家庭暴力法第23条",
            help="不用先起诉离婚；本人不能申请的，近亲属、公安、妇联、居村委会、救助管理机构可以代为申请。",
        ),
        Field(
            name="minutes",
            label="用时（分钟）",
            kind=Kind.NUMBER,
            purpose="统计：服务时长，村级可不填",
            minimum=1,
            maximum=600,
            index=True,
        ),
        Field(
            name="opinion_wanted",
            label="另出书面意见",
            kind=Kind.YES_NO,
            purpose="规则：要书面意见的，本项留到意见交付再办结",
            default=False,
        ),
        Field(
            name="next_step",
            label="去向",
            kind=Kind.CHOICE,
            purpose="移交：转调解、转援助自动加开；统计：转化率",
            options=NEXT_STEPS,
            required=True,
            index=True,
            default="own",
        ),
        Field(
            name="next_office",
            label="去哪个部门",
            purpose="文书：咨询登记表的去向",
            max_length=60,
            required=True,
            shown_when={"field": "next_step", "is": "office"},
        ),
    ),
    sections=(
        ("问", ("client", "mode", "topics", "conflict", "question", "materials")),
        ("答", ("adviser", "adviser_name", "answer", *PICKS, "basis")),
        ("期限", ("period", "known_on", "broken_on", "limitation_on")),
        (
            "告知和去向",
            (
                "told_legal_aid",
                "order_wanted",
                "next_step",
                "next_office",
                "opinion_wanted",
                "minutes",
            ),
        ),
    ),
)
FORMS = (CONSULT, APPOINTMENT, OPINION, ORDER, SUBMITTED, RULING, WRITING, CLOSING, CANCELLED)
