"""受理审查: a named officer admits or declines (妇联规程 9 to 11).

Every dispute passes here, so that a refusal by one side looks like any other decline.
"""

from core.api import Condition, Field, Form, Kind, Sensitivity, options

GRAVE_AND_ACCEPTED: Condition = {
    "all": [
        {"field": "violence_class", "is": "grave"},
        {"field": "decision", "is": "accepted"},
    ]
}

LIGHT_AND_ACCEPTED: Condition = {
    "all": [
        {"field": "violence_class", "is": "light_first"},
        {"field": "decision", "is": "accepted"},
    ]
}

REVIEW = Form(
    key="mediation.review",
    title="受理审查",
    version=2,
    intro="不予受理时，对外一律只说“不符合调解受理条件”，不说是谁不愿意。",
    fields=(
        Field(
            name="reviewer",
            label="审查人",
            kind=Kind.STAFF,
            purpose="规则：每件调解都由具名的人审查受理",
            required=True,
        ),
        Field(
            name="violence_class",
            label="家暴情形",
            kind=Kind.CHOICE,
            purpose="规则：按事实分级，决定能不能调解",
            options=options(
                none="没有家暴",
                light_first="首次且轻微，没有威胁",
                grave="有伤害、有现实危险或多次",
                lethal="严重，或本人、亲属安全受到威胁",
            ),
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            law="全国妇联受理家庭暴力投诉工作规程第9条至第11条",
        ),
        Field(
            name="decision",
            label="审查结论",
            kind=Kind.CHOICE,
            purpose="规则：受理才起算期限；统计：受理件数",
            options=options(accepted="受理", refused="不符合受理条件"),
            required=True,
            index=True,
        ),
        Field(
            name="told_police",
            label="已单独告诉受害人：可以报警，请公安机关出具告诫书",
            kind=Kind.YES_NO,
            purpose="法律：首次且轻微的可以调解，也要告诉本人可以报警",
            shown_when=LIGHT_AND_ACCEPTED,
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            law="全国妇联受理家庭暴力投诉工作规程第9条",
        ),
        Field(
            name="own_request",
            label="受害人单独时自己提出要调解",
            kind=Kind.YES_NO,
            purpose="规则：有伤害、有危险或多次的，只有本人单独提出才可调解",
            shown_when=GRAVE_AND_ACCEPTED,
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            law="全国妇联受理家庭暴力投诉工作规程第10条",
        ),
        Field(
            name="safety_plan",
            label="已做安全计划",
            kind=Kind.YES_NO,
            purpose="规则：先有安全计划，再谈调解",
            shown_when=GRAVE_AND_ACCEPTED,
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
        ),
        Field(
            name="ground",
            label="不受理的内部原因",
            kind=Kind.CHOICE,
            purpose="统计：不受理原因（县级汇总，不出现在任何对外文书）",
            options=options(
                unwilling="有人明确不愿意",
                unsafe="安全原因",
                decided="已有生效裁判，或正在诉讼、仲裁",
                reserved="依法由专门机关处理",
                capacity="无民事行为能力且没有代理人",
                not_family="不是家事民间纠纷",
                other="其他",
            ),
            shown_when={"field": "decision", "is": "refused"},
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
        ),
        Field(
            name="told_remedies",
            label="已告知可以走的其他途径",
            kind=Kind.YES_NO,
            purpose="法律：人民调解法第26条，仲裁、行政、司法途径",
            shown_when={"field": "decision", "is": "refused"},
            required=True,
            law="人民调解法第26条",
        ),
    ),
)
