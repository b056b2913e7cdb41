"""Forms that take a petition in and choose its lane (T/ZSM 5.4.2, 信访工作条例 19, 20)."""

from collections.abc import Mapping

from core.api import Field, Form, Kind, Objection, Sensitivity, Value
from plugins.petition.choices import (
    JURISDICTIONS,
    LANES,
    NATURES,
    TOPIC_LIST,
    TOPICS,
    WAYS,
    WRONGED,
    WRONGS,
)
from plugins.petition.forms_answer import ANSWER, CLOSING, EXTENSION, PROGRESS, REVIEW
from plugins.petition.forms_ways import (
    CLUE,
    FEEDBACK,
    NOTICE,
    OBJECTION,
    PRESSING,
    REPORT,
    TRANSFER,
)

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE
SEVERE = {"field": "lane", "is": "severe"}
CALLED = {"field": "form", "is": "call"}
SPOKEN = {"field": "form", "in": ["visit", "call"]}


def told_in_full(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """Refuse a petition without what is asked for, and a call that ended before it began (19)."""
    found = []
    if data.get("nature") != "consult" and not data.get("request"):
        found.append(
            Objection(
                text="写清诉求：请求什么。",
                citation="信访工作条例第19条",
                code="request",
                field_name="request",
            )
        )
    begun, ended = data.get("call_start"), data.get("call_end")
    if isinstance(begun, str) and isinstance(ended, str) and ended < begun:
        found.append(Objection(text="通话结束早于开始。", code="call_end", field_name="call_end"))
    return tuple(found)


REGISTRATION = Form(
    key="petition.registration",
    title="信访登记",
    version=3,
    check=told_in_full,
    fields=(
        Field(
            name="form",
            label="形式",
            kind=Kind.CHOICE,
            purpose="文书：来信来访来电登记表；统计：按形式分列",
            options=WAYS,
            required=True,
            index=True,
            default="visit",
            law="信访工作条例第17条",
        ),
        Field(
            name="nature",
            label="性质",
            kind=Kind.CHOICE,
            purpose="规则：申诉求决的六十日办结；统计：按性质分列",
            options=NATURES,
            required=True,
            index=True,
        ),
        Field(
            name="request",
            label="诉求",
            kind=Kind.LONG_TEXT,
            purpose="文书：登记表、处理意见书；法律：信访工作条例第19条，载明请求",
            sensitivity=S,
            min_length=2,
            help="咨询可以不写。",
            law="信访工作条例第19条",
        ),
        Field(
            name="facts",
            label="事实、理由",
            kind=Kind.LONG_TEXT,
            purpose="文书：登记表；法律：信访工作条例第19条，口头的如实记录",
            sensitivity=S,
            law="信访工作条例第19条",
        ),
        Field(
            name="read_back",
            label="记录已向本人复述",
            kind=Kind.YES_NO,
            purpose="文书：登记表；法律：信访工作条例第19条，口头的如实记录",
            shown_when=SPOKEN,
            law="信访工作条例第19条",
        ),
        Field(
            name="topics",
            label="说的是哪些事",
            kind=Kind.CHOICES,
            purpose="统计：热点，只计次数",
            options=TOPICS,
            codes=TOPIC_LIST.name,
            index=True,
        ),
        Field(
            name="headcount",
            label="人数",
            kind=Kind.NUMBER,
            purpose="统计：人次；规则：多人走访推选代表",
            required=True,
            default=1,
            minimum=1,
            maximum=999,
            index=True,
        ),
        Field(
            name="representatives",
            label="代表人数",
            kind=Kind.NUMBER,
            purpose="规则：多人走访的代表不超过五人",
            shown_when={"field": "form", "is": "visit"},
            minimum=1,
            maximum=99,
            law="信访工作条例第20条",
        ),
        Field(
            name="reachable",
            label="姓名、住址清楚，可以告知",
            kind=Kind.YES_NO,
            purpose="规则：姓名、住址不清的不计告知期限",
            default=True,
            law="信访工作条例第23条",
        ),
        Field(
            name="confidential",
            label="要求保密",
            kind=Kind.YES_NO,
            purpose="规则：要求保密的，给外单位的文书隐去姓名（妇女权益保障法第72条）",
            required=True,
            default=False,
            sensitivity=S,
            law="妇女权益保障法第72条",
        ),
        Field(
            name="reference",
            label="来件编号",
            purpose="移交：12345、12338 或转送单位的编号，反馈时要写",
            sensitivity=S,
        ),
        Field(
            name="call_no",
            label="来电号码",
            kind=Kind.PHONE,
            purpose="移交：断线回拨、核实来电",
            shown_when=CALLED,
            sensitivity=S,
        ),
        Field(
            name="call_start",
            label="通话开始",
            kind=Kind.DATETIME,
            purpose="文书：来电登记表",
            shown_when=CALLED,
            sensitivity=S,
        ),
        Field(
            name="call_end",
            label="通话结束",
            kind=Kind.DATETIME,
            purpose="文书：来电登记表",
            shown_when=CALLED,
            sensitivity=S,
        ),
        Field(
            name="recording",
            label="录音编号",
            purpose="移交：需要核实时调取录音",
            shown_when=CALLED,
            sensitivity=S,
        ),
    ),
)
TRIAGE = Form(
    key="petition.triage",
    title="甄别分道",
    version=3,
    fields=(
        Field(
            name="lane",
            label="分道",
            kind=Kind.CHOICE,
            purpose="规则：咨询即答、求助协调、严重侵害依法查处（T/ZSM 5.4.2）",
            options=LANES,
            required=True,
            index=True,
        ),
        Field(
            name="jurisdiction",
            label="职权范围",
            kind=Kind.CHOICE,
            purpose="规则：不属本单位的转送；涉法涉诉的引导到法定途径",
            options=JURISDICTIONS,
            required=True,
            law="信访工作条例第28条、第31条",
        ),
        Field(
            name="interest",
            label="我和这件事、和信访人有利害关系",
            kind=Kind.YES_NO,
            purpose="规则：有利害关系的回避",
            default=False,
            law="信访工作条例第28条",
        ),
        Field(
            name="accused",
            label="被反映的单位或人员",
            purpose="规则：材料不得转给被检举控告的人员或单位",
            sensitivity=R,
            help="转送、通报时系统对照这里写的名字。",
            law="信访工作条例第30条",
        ),
        Field(
            name="repeat",
            label="重复件",
            kind=Kind.YES_NO,
            purpose="规则：已经受理、正在办理的不再重复受理；统计：重复信访率",
            default=False,
            index=True,
            law="信访工作条例第19条",
        ),
        Field(
            name="repeat_of",
            label="重复件的原编号",
            purpose="规则：已经受理、正在办理的不再重复受理",
            shown_when={"field": "repeat", "is": True},
            required=True,
            sensitivity=S,
            law="信访工作条例第19条",
        ),
        Field(
            name="wronged",
            label="受侵害的是",
            kind=Kind.CHOICES,
            purpose="规则：强制报告",
            options=WRONGED,
            shown_when=SEVERE,
            required=True,
            sensitivity=R,
        ),
        Field(
            name="wrongs",
            label="侵害情形",
            kind=Kind.CHOICES,
            purpose="规则：决定通报给谁；文书：强制报告表",
            options=WRONGS,
            shown_when=SEVERE,
            required=True,
            sensitivity=R,
        ),
        Field(
            name="must_report",
            label="受害的是未成年人或无、限制民事行为能力人",
            kind=Kind.YES_NO,
            purpose="法律：反家庭暴力法第14条、未成年人保护法第11条，强制报告",
            shown_when=SEVERE,
            required=True,
            sensitivity=R,
            law="反家庭暴力法第14条",
        ),
        Field(
            name="public_interest",
            label="像是公益诉讼线索",
            kind=Kind.YES_NO,
            purpose="移交：妇女权益保障法第77条五种情形，移送检察机关",
            sensitivity=R,
            default=False,
            law="妇女权益保障法第77条",
        ),
    ),
)
FORMS = (
    REGISTRATION,
    TRIAGE,
    NOTICE,
    OBJECTION,
    TRANSFER,
    REPORT,
    FEEDBACK,
    CLUE,
    PRESSING,
    PROGRESS,
    EXTENSION,
    ANSWER,
    REVIEW,
    CLOSING,
)
