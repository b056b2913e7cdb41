"""Forms of 家事信访 on its way: told, handed on, reported, pressed for (信访工作条例 22 to 30)."""

from core.api import Condition, Field, Form, Kind, Sensitivity, options
from plugins.petition.choices import (
    BASES,
    BODIES,
    CLUES,
    DECLINED,
    HANDED,
    HANDLED,
    PRESSED,
)

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE
REFUSED = {"field": "kind", "is": "declined"}


def _on(purpose: str, label: str = "日期") -> Field:
    return Field(name="on", label=label, kind=Kind.DATE, purpose=purpose, required=True)


def not_reported(shown_when: Condition | None = None) -> tuple[Field, ...]:
    """Who signs, and why, that a grave wrong ends here without having been reported to anybody."""
    return (
        Field(
            name="no_report_by",
            label="没有通报的，签字人",
            kind=Kind.STAFF,
            purpose="规则：严重侵害没有通报的，须有签字理由",
            sensitivity=R,
            shown_when=shown_when,
            help="只有严重侵害的要写。" if shown_when else "",
        ),
        Field(
            name="no_report_why",
            label="没有通报的理由",
            purpose="规则：严重侵害没有通报的，须有签字理由",
            sensitivity=R,
            shown_when=shown_when,
        ),
    )


def _basis() -> Field:
    return Field(
        name="basis",
        label="提供个人信息的依据",
        kind=Kind.CHOICE,
        purpose="法律：个人信息保护法第13条、第23条、第29条",
        options=BASES,
        required=True,
        law="个人信息保护法第23条、第29条",
    )


NOTICE = Form(
    key="petition.notice",
    title="告知",
    version=3,
    fields=(
        Field(
            name="kind",
            label="告知什么",
            kind=Kind.CHOICE,
            purpose="文书：受理、转送或不予受理告知书；统计：不予受理",
            options=options(accepted="受理", forwarded="转送", declined="不予受理"),
            required=True,
            index=True,
            law="信访工作条例第23条",
        ),
        _on("规则：十五日内告知；受理的从这一天起算办理期限", "告知日期"),
        Field(
            name="way",
            label="告知方式",
            kind=Kind.CHOICE,
            purpose="规则：书面告知；文书：告知书送达",
            options=options(
                handed="当场书面", paper="书面送达、邮寄", phone="电话", spot="当场口头"
            ),
            required=True,
            default="handed",
            law="信访工作条例第23条",
        ),
        Field(
            name="to",
            label="转给哪个单位",
            purpose="文书：转送告知书，告知转送去向",
            shown_when={"field": "kind", "is": "forwarded"},
            required=True,
            sensitivity=S,
            law="信访工作条例第23条",
        ),
        Field(
            name="reason",
            label="为什么不予受理",
            kind=Kind.CHOICE,
            purpose="文书：不予受理告知书；统计：不予受理的原因",
            options=DECLINED,
            shown_when=REFUSED,
            required=True,
            index=True,
            law="信访工作条例第19条、第31条",
        ),
        Field(
            name="other_way",
            label="已告知去哪里办",
            kind=Kind.YES_NO,
            purpose="规则：不予受理的，要告诉法定途径",
            shown_when=REFUSED,
            required=True,
            law="信访工作条例第31条",
        ),
        Field(
            name="where",
            label="去哪里办",
            purpose="文书：不予受理告知书写明的途径",
            shown_when=REFUSED,
            required=True,
            sensitivity=S,
            law="信访工作条例第31条",
        ),
        *not_reported(REFUSED),
    ),
)
OBJECTION = Form(
    key="petition.objection",
    title="管辖异议",
    version=2,
    fields=(
        _on("规则：五个工作日内提出", "提出日期"),
        Field(
            name="to",
            label="转送、交办的单位",
            purpose="文书：管辖异议函",
            required=True,
        ),
        Field(
            name="why",
            label="为什么不属于本单位",
            kind=Kind.LONG_TEXT,
            purpose="文书：管辖异议函，详细说明理由",
            required=True,
            sensitivity=S,
            law="信访工作条例第23条",
        ),
        Field(
            name="agreed",
            label="对方单位已同意，材料已交还",
            kind=Kind.YES_NO,
            purpose="规则：经转送单位同意才交还材料",
            required=True,
            law="信访工作条例第23条",
        ),
        *not_reported({"field": "agreed", "is": True}),
    ),
)
TRANSFER = Form(
    key="petition.transfer",
    title="转送、交办、通报",
    version=2,
    fields=(
        Field(
            name="kind",
            label="哪一种",
            kind=Kind.CHOICE,
            purpose="文书：转送函、交办函；规则：交办的要报结果；统计：转送交办",
            options=HANDED,
            required=True,
            default="forward",
            index=True,
            law="信访工作条例第22条",
        ),
        Field(
            name="to",
            label="单位",
            purpose="文书：转送函、交办函",
            required=True,
        ),
        Field(
            name="to_accused",
            label="单位或经办人就是被反映的一方",
            kind=Kind.YES_NO,
            purpose="规则：检举控告材料不得转给被检举控告的人员或单位",
            required=True,
            sensitivity=R,
            law="信访工作条例第30条",
        ),
        _on("文书：转送函"),
        Field(
            name="answer_by",
            label="请对方何时反馈",
            kind=Kind.DATE,
            purpose="规则：到期提醒催办；交办的必须写",
        ),
        _basis(),
    ),
)
REPORT = Form(
    key="petition.report",
    title="通报、强制报告",
    version=2,
    fields=(
        Field(
            name="to",
            label="报给谁",
            kind=Kind.CHOICES,
            purpose="法律：未成年人保护法第11条，公安、民政、教育",
            options=BODIES,
            required=True,
            sensitivity=R,
            law="未成年人保护法第11条",
        ),
        Field(
            name="at",
            label="报告时间",
            kind=Kind.DATETIME,
            purpose="规则：立即报告；文书：强制报告表",
            required=True,
            sensitivity=R,
        ),
        Field(
            name="by",
            label="报告人",
            kind=Kind.STAFF,
            purpose="文书：强制报告表；对外隐去",
            required=True,
            sensitivity=R,
        ),
        Field(
            name="what",
            label="报告了什么",
            kind=Kind.LONG_TEXT,
            purpose="文书：强制报告表、线索移送函",
            sensitivity=R,
        ),
        Field(
            name="receipt",
            label="回执号或接报人",
            purpose="规则：没有回执的继续催，办件不能归档",
            sensitivity=R,
            max_length=80,
            help="还没有的先空着，拿到了再填一次这一步。",
        ),
    ),
)
FEEDBACK = Form(
    key="petition.feedback",
    title="对方单位反馈",
    fields=(
        _on("文书：办理过程"),
        Field(name="body", label="哪个单位", purpose="文书：办理过程", required=True),
        Field(
            name="handled",
            label="怎么处理的",
            kind=Kind.CHOICE,
            purpose="统计：严重侵害的查处结果",
            options=HANDLED,
            required=True,
            index=True,
        ),
        Field(
            name="what",
            label="反馈内容",
            kind=Kind.LONG_TEXT,
            purpose="文书：答复书、处理意见书的依据",
            sensitivity=R,
        ),
    ),
)
CLUE = Form(
    key="petition.clue",
    title="公益诉讼线索",
    fields=(
        Field(
            name="kinds",
            label="属于哪一种情形",
            kind=Kind.CHOICES,
            purpose="文书：公益诉讼线索表；法律：妇女权益保障法第77条",
            options=CLUES,
            required=True,
            min_items=1,
            sensitivity=R,
            law="妇女权益保障法第77条",
        ),
        Field(
            name="what",
            label="线索内容",
            kind=Kind.LONG_TEXT,
            purpose="文书：公益诉讼线索表",
            required=True,
            sensitivity=R,
            help="写情形和范围，不写个人的姓名、住址。",
        ),
        Field(
            name="to",
            label="移送的检察机关",
            purpose="文书：公益诉讼线索表",
            required=True,
        ),
        _on("文书：公益诉讼线索表；统计：移送的线索", "移送日期"),
        _basis(),
        Field(
            name="receipt",
            label="签收人或回执号",
            purpose="移交：查询办理结果",
            sensitivity=R,
        ),
    ),
)
PRESSING = Form(
    key="petition.pressing",
    title="督促处理",
    fields=(
        Field(
            name="kind",
            label="哪一种",
            kind=Kind.CHOICE,
            purpose="文书：提示函、督促处理意见书；统计：督促",
            options=PRESSED,
            required=True,
            index=True,
            law="妇女权益保障法第73条",
        ),
        Field(name="to", label="发给哪个单位", purpose="文书：提示函、意见书", required=True),
        _on("文书：提示函、意见书"),
        Field(
            name="why",
            label="哪里没有处理、处理不当",
            kind=Kind.LONG_TEXT,
            purpose="文书：提示函、意见书",
            required=True,
            sensitivity=R,
            help="不写信访人的姓名。",
        ),
        Field(
            name="answer_by",
            label="请何时答复",
            kind=Kind.DATE,
            purpose="规则：到期提醒催办；文书：提示函、意见书",
        ),
    ),
)
