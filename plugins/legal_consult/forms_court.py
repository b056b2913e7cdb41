"""人身安全保护令: when the court took it and what it decided (反家庭暴力法 28 to 31)."""

from core.api import Condition, Field, Form, Kind, Sensitivity
from plugins.legal_consult.choices import MEASURES, RULINGS

HERS = Sensitivity.RESTRICTED
GRANTED: Condition = {"field": "result", "is": "made"}

SUBMITTED = Form(
    key="legal_consult.submitted",
    title="申请已交法院",
    about="client",
    fields=(
        Field(
            name="client",
            label="申请人",
            kind=Kind.PARTY,
            purpose="规则：一方的话只给承办人看",
            required=True,
        ),
        Field(
            name="at",
            label="法院什么时候受理",
            kind=Kind.DATETIME,
            purpose="规则：七十二小时、二十四小时从受理起算",
            required=True,
            sensitivity=HERS,
            law="反家庭暴力法第28条",
        ),
        Field(
            name="urgent",
            label="按情况紧急受理",
            kind=Kind.YES_NO,
            purpose="规则：二十四小时还是七十二小时",
            required=True,
            sensitivity=HERS,
            law="反家庭暴力法第28条",
        ),
        Field(
            name="number",
            label="法院案号",
            purpose="移交：向法院询问结果",
            sensitivity=HERS,
            max_length=60,
        ),
    ),
)
RULING = Form(
    key="legal_consult.ruling",
    title="法院的裁定",
    about="client",
    fields=(
        Field(
            name="client",
            label="申请人",
            kind=Kind.PARTY,
            purpose="规则：一方的话只给承办人看",
            required=True,
        ),
        Field(
            name="result",
            label="结果",
            kind=Kind.CHOICE,
            purpose="统计：申请保护令的结果；规则：驳回的可以复议",
            options=RULINGS,
            required=True,
            index=True,
            sensitivity=HERS,
        ),
        Field(
            name="made_on",
            label="裁定哪一天生效",
            kind=Kind.DATE,
            purpose="规则：自生效之日起五日内可以申请复议一次",
            required=True,
            shown_when={"not": {"field": "result", "is": "withdrawn"}},
            sensitivity=HERS,
            law="反家庭暴力法第31条",
        ),
        Field(
            name="until",
            label="到哪一天",
            kind=Kind.DATE,
            purpose="规则：不超过六个月，到期以前问本人要不要延长",
            required=True,
            shown_when=GRANTED,
            sensitivity=HERS,
            law="反家庭暴力法第30条",
        ),
        Field(
            name="number",
            label="裁定书号",
            purpose="移交：违反时报警、报法院用",
            shown_when=GRANTED,
            sensitivity=HERS,
            max_length=60,
        ),
        Field(
            name="measures",
            label="裁定了哪些",
            kind=Kind.CHOICES,
            purpose="移交：告诉本人对方不能做什么",
            options=MEASURES,
            shown_when=GRANTED,
            sensitivity=HERS,
            law="反家庭暴力法第29条",
        ),
    ),
)
