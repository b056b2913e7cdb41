"""Taking a family in, and the first look at child, parents and risk (家庭教育促进法 31, 49, 53).

Who the child is and how it is at home is restricted: it stays with who gives the guidance.
"""

from collections.abc import Mapping

from core.api import Condition, Field, Form, Kind, Objection, Sensitivity, Value, read_date
from plugins.family_education.choices import (
    BODIES,
    DEGREES,
    HURT,
    KIN,
    LIVES_WITH,
    PROBLEMS,
    RISKS,
    SIGNS,
    SOURCES,
)

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE
ORDERED: Condition = {"field": "source", "is": "ordered"}
WARNED: Condition = {"field": "source", "is": "warned"}
OF_A_CHILD: Condition = {"not": WARNED}
ORDER = "家庭教育促进法第49条"


def in_order(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """Refuse an order that ends before it was given."""
    given, until = read_date(data.get("order_on")), read_date(data.get("order_until"))
    if given is None or until is None or until >= given:
        return ()
    return (
        Objection(
            text="期限在指导令的日期之前。",
            citation=ORDER,
            code="order_days",
            field_name="order_until",
        ),
    )


INTAKE = Form(
    key="family_education.intake",
    title="家庭教育指导接案",
    version=4,
    check=in_order,
    intro="指导不收费（家庭教育促进法第31条）。",
    sections=(
        ("从哪里来", ("source", "order_no", "order_kind", "order_body", "order_on",
                  "order_until", "order_times", "warned")),
        ("孩子", ("child", "child_name", "child_age", "school", "grade", "lives_with",
                "left_behind")),
        ("家长和问题", ("guardians", "problems", "agreed")),
    ),
    fields=(
        Field(
            name="source",
            label="来源",
            kind=Kind.CHOICE,
            purpose="规则：责令指导的要按期回告；统计：来源",
            options=SOURCES,
            required=True,
            index=True,
            default="own",
            law="家庭教育促进法第48条、第49条",
        ),
        Field(
            name="order_no",
            label="指导令文号",
            purpose="移交：回告函写文号",
            shown_when=ORDERED,
            required=True,
            sensitivity=S,
            law=ORDER,
        ),
        Field(
            name="order_kind",
            label="哪一家责令",
            kind=Kind.CHOICE,
            purpose="统计：责令机关",
            options=BODIES,
            shown_when=ORDERED,
            required=True,
            index=True,
        ),
        Field(
            name="order_body",
            label="责令机关的全称",
            purpose="移交：向谁回告",
            shown_when=ORDERED,
            required=True,
            max_length=60,
        ),
        Field(
            name="order_on",
            label="指导令日期",
            kind=Kind.DATE,
            purpose="文书：接受指导通知书回执",
            shown_when=ORDERED,
            required=True,
        ),
        Field(
            name="order_until",
            label="期限到",
            kind=Kind.DATE,
            purpose="规则：到期前回告完成情况",
            shown_when=ORDERED,
            required=True,
            index=True,
        ),
        Field(
            name="order_times",
            label="责令做几次",
            kind=Kind.NUMBER,
            purpose="规则：次数没到不能写全部完成",
            shown_when=ORDERED,
            minimum=1,
            maximum=100,
            help="指导令没有写次数的不填",
        ),
        Field(
            name="warned",
            label="被告诫的人",
            kind=Kind.PARTY,
            purpose="规则：教育引导的是施暴的一方，不和受害人一起",
            shown_when=WARNED,
            required=True,
            law="公通字〔2024〕34号第19条（转载文本，未核）",
        ),
        Field(
            name="child",
            label="孩子",
            kind=Kind.PARTY,
            purpose="规则：已经登记的当事人不再写一遍",
            shown_when=OF_A_CHILD,
            help="孩子还没有登记为当事人的，写下面一栏",
        ),
        Field(
            name="child_name",
            label="孩子姓名",
            purpose="文书：接案记录表、预估表",
            shown_when={"all": [OF_A_CHILD, {"not": {"field": "child", "filled": True}}]},
            required=True,
            sensitivity=R,
            max_length=40,
            law="未成年人保护法第103条",
        ),
        Field(
            name="child_age",
            label="孩子多大",
            kind=Kind.NUMBER,
            purpose="规则：不满十四周岁的要监护人同意，不满八周岁的不得单独在家",
            shown_when=OF_A_CHILD,
            required=True,
            sensitivity=S,
            minimum=0,
            maximum=17,
            law="个人信息保护法第31条、未成年人保护法第21条",
        ),
        Field(
            name="school",
            label="学校",
            purpose="移交：学校来的，配合学校；文书：接案记录表",
            shown_when=OF_A_CHILD,
            sensitivity=R,
            max_length=60,
        ),
        Field(
            name="grade",
            label="年级",
            purpose="文书：接案记录表",
            shown_when=OF_A_CHILD,
            sensitivity=R,
            max_length=20,
        ),
        Field(
            name="lives_with",
            label="跟谁住",
            kind=Kind.CHOICE,
            purpose="规则：祖辈照看的，指导对象不同（T/ZSM 5.4.8 其他家庭成员）",
            options=LIVES_WITH,
            shown_when=OF_A_CHILD,
            required=True,
            sensitivity=S,
        ),
        Field(
            name="left_behind",
            label="父母外出、孩子留守",
            kind=Kind.YES_NO,
            purpose="规则：委托照护要书面告知学校和村居，每周至少联系一次；统计：留守（只有合计）",
            shown_when=OF_A_CHILD,
            required=True,
            default=False,
            sensitivity=S,
            index=True,
            law="未成年人保护法第22条、第23条",
        ),
        Field(
            name="guardians",
            label="家长、监护人",
            kind=Kind.SUB_FORM,
            purpose="文书：指导方案、督促书；规则：谁来接受指导",
            shown_when=OF_A_CHILD,
            required=True,
            min_items=1,
            max_items=6,
            fields=(
                Field(
                    name="party",
                    label="当事人",
                    kind=Kind.PARTY,
                    purpose="文书：给本人的方案、督促书",
                ),
                Field(
                    name="name",
                    label="姓名",
                    purpose="文书：接案记录表",
                    shown_when={"not": {"field": "party", "filled": True}},
                    required=True,
                    sensitivity=S,
                    max_length=40,
                ),
                Field(
                    name="kin",
                    label="是孩子的",
                    kind=Kind.CHOICE,
                    purpose="规则：家长负主体责任，其他家庭成员协助（T/ZSM 5.4.8）",
                    options=KIN,
                    required=True,
                ),
            ),
        ),
        Field(
            name="problems",
            label="问题",
            kind=Kind.CHOICES,
            purpose="规则：定指导方案；统计：问题类型（只有合计）",
            options=PROBLEMS,
            shown_when=OF_A_CHILD,
            required=True,
            sensitivity=S,
            index=True,
        ),
        Field(
            name="agreed",
            label="监护人同意处理孩子的信息",
            kind=Kind.YES_NO,
            purpose="法律：不满十四周岁的要监护人同意",
            shown_when={"not": {"field": "source", "in": ["ordered", "warned"]}},
            required=True,
            law="个人信息保护法第31条",
        ),
    ),
)  # fmt: skip


def _degree(name: str, label: str) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.CHOICE,
        purpose="文书：预估表、结案评估",
        options=DEGREES,
        required=True,
        default="unknown",
        sensitivity=R,
    )


CHILD_LOOK = (
    ("child_body", "身体、作息"),
    ("child_study", "学习"),
    ("child_mood", "情绪"),
    ("child_friends", "和同学、老师"),
    ("child_conduct", "行为习惯"),
)
PARENT_LOOK = (
    ("parent_time", "陪孩子的时间"),
    ("parent_talk", "和孩子说话"),
    ("parent_way", "管教的办法"),
    ("parent_agree", "大人之间一致"),
    ("parent_help", "有人帮忙"),
)
ASSESSMENT = Form(
    key="family_education.assessment",
    title="预估",
    version=2,
    intro="孩子受侵害或疑似受侵害的，先打 110，再填表。",
    sections=(
        ("孩子安全", ("hurt", "signs", "risk", "risk_why")),
        ("儿童预估", (*(name for name, _label in CHILD_LOOK), "child")),
        ("家长预估", (*(name for name, _label in PARENT_LOOK), "parents")),
    ),
    fields=(
        Field(
            name="hurt",
            label="孩子受到暴力或其他侵害",
            kind=Kind.CHOICE,
            purpose="法律：未成年人保护法第11条、反家庭暴力法第14条，立即报告",
            options=HURT,
            required=True,
            sensitivity=R,
            law="家庭教育促进法第53条",
        ),
        Field(
            name="signs",
            label="高风险的情形",
            kind=Kind.CHOICES,
            purpose="规则：算出建议的等级；文书：高风险家庭评估",
            options=SIGNS,
            sensitivity=R,
            law="未成年人保护法第21条",
        ),
        Field(
            name="risk",
            label="高风险家庭评估",
            kind=Kind.CHOICE,
            purpose="规则：高风险的转严重侵害分道；统计：风险分布（只有合计）",
            options=RISKS,
            required=True,
            sensitivity=R,
            index=True,
        ),
        Field(
            name="risk_why",
            label="低于建议等级的理由",
            purpose="规则：低于建议等级的写理由",
            sensitivity=R,
            max_length=200,
        ),
        *(_degree(name, label) for name, label in CHILD_LOOK),
        Field(
            name="child",
            label="孩子的情况",
            kind=Kind.LONG_TEXT,
            purpose="文书：儿童预估表",
            sensitivity=R,
        ),
        *(_degree(name, label) for name, label in PARENT_LOOK),
        Field(
            name="parents",
            label="家长的情况",
            kind=Kind.LONG_TEXT,
            purpose="文书：家长预估表",
            sensitivity=R,
        ),
    ),
)
