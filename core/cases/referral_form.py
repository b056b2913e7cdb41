"""转介: what is asked before a letter leaves the house, and what came back.

Sensitive facts go to another body only with the person's separate consent or on a recorded legal
ground, and only what the receiver needs (个人信息保护法 6, 13, 23, 29, 31); nothing goes to whom
it accuses (信访工作条例 30). Urgency has the four degrees of the multi-agency handbooks; the hours
behind them are the platform's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.cases.forms import options_of
from core.points.partners import LONGEST_PARTNER
from core.words import Condition, Field, Form, Kind, Objection, Sensitivity, Value

S = Sensitivity.SENSITIVE
URGENCIES: Final[Mapping[str, str]] = {
    "hours": "非常紧急，数小时内",
    "day": "紧急，一天内",
    "days": "轻微紧急，数天内",
    "none": "不紧急",
}
CONSENT: Final = "consent"
BASES: Final[Mapping[str, str]] = {
    CONSENT: "本人单独同意（个人信息保护法第23条、第29条）",
    "report": "强制报告（反家庭暴力法第14条、未成年人保护法第11条）",
    "life": "紧急情况下保护生命健康（个人信息保护法第13条）",
    "duty": "履行法定职责（个人信息保护法第13条）",
}
WAYS: Final[Mapping[str, str]] = {
    "hand": "当面送",
    "post": "寄送",
    "system": "协同系统",
    "phone": "先打电话，函随后到",
}
STATES: Final[Mapping[str, str]] = {
    "sent": "等签收",
    "received": "等书面答复",
    "answered": "已书面答复",
    "refused": "对方不接收",
    "withdrawn": "已收回",
}
OPEN: Final = frozenset({"sent", "received"})
STAGES: Final[Mapping[str, str]] = {
    "received": "对方签收了",
    "answered": "书面答复了",
    "refused": "书面说明不接收",
    "withdrawn": "我们收回",
}
BY_CONSENT: Final[Condition] = {"field": "basis", "is": CONSENT}
BY_DUTY: Final[Condition] = {"field": "basis", "is": "duty"}
SAYS_MORE: Final[Condition] = {"not": {"field": "stage", "is": "received"}}
WRITTEN: Final = ("answered", "refused")
"""What only a paper of the other body brings about (反家暴多机构工作手册: 书面答复、签字)."""
IN_WRITING: Final[Condition] = {"field": "stage", "in": list(WRITTEN)}
LEAST_SAID: Final = 4
"""Characters in which an answer can say anything at all, where no picture of it says it."""
NEEDS: Final[Mapping[str, frozenset[str]]] = {
    "police": frozenset({"sex", "born", "situation", "danger", "facts"}),
    "court": frozenset({"sex", "born", "situation", "facts"}),
    "procuratorate": frozenset({"born", "situation", "facts"}),
    "justice": frozenset({"situation", "facts"}),
    "women": frozenset({"sex", "situation", "facts"}),
    "health": frozenset({"sex", "born"}),
    "civil_affairs": frozenset({"born", "facts"}),
    "disabled": frozenset({"born"}),
    "education": frozenset({"born"}),
    "labour": frozenset({"born"}),
    "insurance": frozenset({"born"}),
    "housing": frozenset(),
    "charity": frozenset(),
    "other": frozenset(),
}
"""What a kind of body is told beside the name and what it is asked: a doctor has to know the age
and not the quarrel, the police have to know both. Nobody is told an address or a telephone; the
receiver asks through whoever works the case (个人信息保护法 6)."""
DUTY_BOUND: Final = frozenset(NEEDS) - {"health", "charity", "other"}
"""Bodies with a duty of their own by law, so that ours may reach them without consent."""
REPORTED_TO: Final = frozenset({"police", "civil_affairs", "education", "procuratorate"})


def _check_letter(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    found = []
    if data.get("accused") is True:
        found.append(
            _at(
                "accused",
                "检举、控告的材料，不转给被检举、控告的单位和人",
                "信访工作条例第30条第3款",
            )
        )
    if data.get("basis") == CONSENT and data.get("told") is not True:
        found.append(
            _at(
                "told",
                "先把转给谁、给什么、做什么用说清，本人单独同意了再转",
                "个人信息保护法第23条、第29条",
            )
        )
    return tuple(found)


def _check_reply(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """A letter ends with something that was written: whose it is has to be seen, by its number, its
    signature or its picture, and what it says has to be told, where no picture tells it."""
    stage = data.get("stage")
    said = len(str(data.get("text") or "").strip())
    if stage == "withdrawn" and said < 2:
        return (_at("text", "请写明为什么收回", "T/ZSM 5.6.1"),)
    if stage not in WRITTEN:
        return ()
    found = []
    if not any(str(data.get(one) or "").strip() for one in ("their_number", "signed_by", "scan")):
        found.append(
            _at(
                "their_number",
                "口头的不算答复：写对方文号、落款，或者传扫描件，有一样就行",
                "T/ZSM 5.6.1",
            )
        )
    if said < LEAST_SAID and not data.get("scan"):
        found.append(_at("text", "请照答复写明对方怎么办的，或者为什么不接收", "T/ZSM 5.6.1"))
    return tuple(found)


def _at(name: str, text: str, citation: str) -> Objection:
    return Objection(text=text, citation=citation, code=name, field_name=name)


REFERRAL = Form(
    key="referral",
    title="转介外单位",
    about="party",
    check=_check_letter,
    intro="只告诉对方办这件事要知道的：姓名、请对方做什么，别的看单位种类。住址、电话都不写，对方找经办人。",
    fields=(
        Field(
            name="to",
            label="转给哪家单位",
            max_length=LONGEST_PARTNER,
            required=True,
            purpose="移交：函写给谁",
            help="没有的，请县管理员在“服务点和县规则”里添上。",
        ),
        Field(
            name="party",
            label="为谁转",
            kind=Kind.PARTY,
            required=True,
            purpose="文书：函里只写这一位",
        ),
        Field(
            name="asks",
            label="请对方做什么",
            kind=Kind.LONG_TEXT,
            min_length=2,
            max_length=300,
            required=True,
            sensitivity=S,
            purpose="移交：商请事项",
        ),
        Field(
            name="facts",
            label="对方要知道的经过",
            kind=Kind.LONG_TEXT,
            max_length=500,
            sensitivity=S,
            purpose="移交：公安、法院等要知道经过的单位",
            help="医院、慈善等不用知道经过的，不填。不写住址、电话，不写另一方说的话。",
        ),
        Field(
            name="urgency",
            label="有多急",
            kind=Kind.CHOICE,
            options=options_of(URGENCIES),
            required=True,
            purpose="规则：从寄出起算答复时限",
        ),
        Field(
            name="basis",
            label="凭什么告诉对方",
            kind=Kind.CHOICE,
            options=options_of(BASES),
            required=True,
            purpose="法律：没有单独同意或者法定依据，敏感信息不出门",
            law="个人信息保护法第13条、第23条、第29条",
        ),
        Field(
            name="consent_on",
            label="哪天同意的",
            kind=Kind.DATE,
            shown_when=BY_CONSENT,
            required=True,
            purpose="文书：函里写明同意",
        ),
        Field(
            name="told",
            label="转给谁、给什么、做什么用都说清了，本人单独同意",
            kind=Kind.YES_NO,
            shown_when=BY_CONSENT,
            required=True,
            purpose="法律：单独同意",
            law="个人信息保护法第23条、第29条",
        ),
        Field(
            name="guardian",
            label="监护人姓名",
            max_length=30,
            shown_when=BY_CONSENT,
            sensitivity=S,
            purpose="法律：不满十四周岁的要监护人同意",
            law="个人信息保护法第31条",
        ),
        Field(
            name="article",
            label="依据哪部法哪一条",
            max_length=60,
            shown_when=BY_DUTY,
            required=True,
            purpose="文书：函里写明依据",
        ),
        Field(
            name="accused",
            label="来访人反映的是不是这家单位，或者它的人",
            kind=Kind.YES_NO,
            required=True,
            purpose="规则：检举控告的材料不转给被反映的",
            law="信访工作条例第30条第3款",
        ),
        Field(
            name="way",
            label="怎么送",
            kind=Kind.CHOICE,
            options=options_of(WAYS),
            required=True,
            default="hand",
            purpose="统计：送达方式",
        ),
    ),
)
REFERRAL_REPLY = Form(
    key="referral_reply",
    title="外单位答复登记",
    check=_check_reply,
    version=2,
    intro="转介到书面答复为止；对方不接收的，事情还在我们这里。传了扫描件就不用再抄。",
    fields=(
        Field(
            name="stage",
            label="到哪一步",
            kind=Kind.CHOICE,
            options=options_of(STAGES),
            required=True,
            purpose="规则：书面答复才算了结",
        ),
        Field(name="on", label="哪天", kind=Kind.DATE, required=True, purpose="统计：多久答复"),
        Field(
            name="scan",
            label="答复的扫描件",
            kind=Kind.FILE,
            shown_when=IN_WRITING,
            sensitivity=S,
            purpose="文书：卷宗；有它就不用抄",
        ),
        Field(
            name="their_number",
            label="对方文号",
            max_length=40,
            shown_when=IN_WRITING,
            sensitivity=S,
            purpose="文书：对方的函",
        ),
        Field(
            name="signed_by",
            label="落款：谁签的字、盖的什么章",
            max_length=60,
            shown_when=IN_WRITING,
            sensitivity=S,
            purpose="文书：没有文号的，看是谁答复的",
        ),
        Field(
            name="text",
            label="答复了什么（或者为什么不接收、收回）",
            kind=Kind.LONG_TEXT,
            max_length=500,
            shown_when=SAYS_MORE,
            sensitivity=S,
            purpose="移交：告诉本人，接着办",
        ),
    ),
)
REFERRAL_FORMS = (REFERRAL, REFERRAL_REPLY)
