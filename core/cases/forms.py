"""The forms core itself asks: intake, asking about danger alone, the report, the follow-up visit.

The intake asks as little as a person with a queue behind the window can be asked (T/ZSM 5.3.1); all
else is asked later, in the function that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from core.words import (
    CHANNELS,
    CHANNELS_WITH_REFERENCE,
    DANGER,
    DANGER_FLAGS,
    NOTICE_BASES,
    PARTY_ROLES,
    RELATIONS,
    REPLY_WAYS,
    SCENARIOS,
    Field,
    Form,
    Kind,
    Objection,
    Option,
    Sensitivity,
    Service,
    Value,
    read_rows,
)


def options_of(codes: Mapping[str, str]) -> tuple[Option, ...]:
    """Return a code table as the options of a question."""
    return tuple(Option(value=code, label=label) for code, label in codes.items())


SEX = (Option(value="F", label="女"), Option(value="M", label="男"))

PARTY_FIELDS = (
    Field(
        name="role",
        label="身份",
        kind=Kind.CHOICE,
        options=options_of(PARTY_ROLES),
        purpose="回执与协议写明谁是申请人",
    ),
    Field(
        name="name",
        label="姓名",
        sensitivity=Sensitivity.SENSITIVE,
        max_length=40,
        purpose="回执、查重；可写“未透露”",
    ),
    Field(
        name="relation",
        label="关系",
        kind=Kind.CHOICE,
        options=options_of(RELATIONS),
        codes="relation",
        purpose="判断是否家事纠纷（T/ZSM 3.1）",
    ),
    Field(
        name="phone",
        label="手机",
        kind=Kind.PHONE,
        sensitivity=Sensitivity.SENSITIVE,
        purpose="联系与查重",
    ),
    Field(
        name="id_no",
        label="身份证号",
        kind=Kind.CITIZEN_ID,
        sensitivity=Sensitivity.RESTRICTED,
        purpose="查重；家暴与热线从不必填（反家庭暴力法第13条）",
    ),
    Field(
        name="birth_date",
        label="出生日期",
        kind=Kind.DATE,
        sensitivity=Sensitivity.SENSITIVE,
        purpose="是否未成年人（未成年人保护法第11条）",
    ),
    Field(name="sex", label="性别", kind=Kind.CHOICE, options=SEX, purpose="统计：妇女儿童"),
    Field(
        name="place",
        label="住在哪个村（社区）",
        kind=Kind.POINT,
        purpose="是否跨镇街、跨县（T/ZSM 5.5.2.1）",
    ),
    Field(
        name="region",
        label="住在外县的，县代码",
        kind=Kind.REGION,
        purpose="是否跨县，跨县由市里牵头（T/ZSM 5.5.2.1）",
    ),
    Field(
        name="address",
        label="住址",
        max_length=120,
        sensitivity=Sensitivity.SENSITIVE,
        purpose="上门、送达；读身份证时带出来",
    ),
    Field(
        name="address_secret",
        label="住址保密",
        kind=Kind.YES_NO,
        sensitivity=Sensitivity.RESTRICTED,
        purpose="附录A和各处都不写住址（反家庭暴力法第5条）",
    ),
    Field(
        name="person",
        label="登记过的人",
        kind=Kind.PERSON,
        sensitivity=Sensitivity.SENSITIVE,
        purpose="查到以前来过，不重复登记",
    ),
)
KEEP_AWAY_FIELDS = (
    Field(
        name="point",
        label="服务点",
        kind=Kind.POINT,
        sensitivity=Sensitivity.RESTRICTED,
        purpose="交办、查访、通知都绕开这个点",
    ),
    Field(
        name="account",
        label="工作人员",
        kind=Kind.STAFF,
        sensitivity=Sensitivity.RESTRICTED,
        purpose="这位同事看不到本件",
    ),
    Field(
        name="name",
        label="姓名",
        sensitivity=Sensitivity.RESTRICTED,
        max_length=40,
        purpose="与工作人员同名时绕开",
    ),
    Field(
        name="relation",
        label="是什么人",
        sensitivity=Sensitivity.RESTRICTED,
        max_length=40,
        purpose="说明缘由，例如丈夫的堂弟",
    ),
)


CAMPAIGN = Field(
    name="campaign",
    label="专项行动",
    max_length=30,
    purpose="统计：专项行动发现、化解了多少",
)


FOUND_ON = Field(
    name="found_on",
    label="哪天发现、发生的",
    kind=Kind.DATE,
    purpose="统计：发现到受理时长",
    help="不知道的空着",
)
CAME = Field(
    name="came",
    label="这次来了几个人",
    kind=Kind.NUMBER,
    minimum=1,
    maximum=50,
    purpose="统计：接待人次",
    help="连本人一起；空着的按一个人算",
)
EARLIEST = "1900-01-01"


def long_ago(data: Mapping[str, Value]) -> Iterator[Objection]:
    """Object to a day that nobody at the window can mean."""
    if str(data.get("found_on") or EARLIEST) < EARLIEST:
        yield _at("found_on", "这一天太早了，请核对")


def _check_intake(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    if data.get("not_family"):
        return ()
    found: list[Objection] = [*long_ago(data)]
    if data.get("channel") in CHANNELS_WITH_REFERENCE and not data.get("channel_ref"):
        found.append(_at("channel_ref", "法院来件请写诉前字号"))
    if not data.get("scenario"):
        found.append(_at("scenario", "请选主要是什么事"))
    if len(str(data.get("summary") or "")) < 2:
        found.append(_at("summary", "请用一句话写明诉求，两个字以上"))
    rows = read_rows(data.get("parties"))
    # a row always has its role; only a name, or somebody known, makes it a party
    if not any(row.get("name") or row.get("person") for row in rows) and not data.get("anonymous"):
        found.append(_at("parties", "请写一位来访人；不愿说姓名的写“未透露”，或勾选匿名"))
    if not data.get("services") and not data.get("answer"):
        found.append(_at("services", "请勾选要开办的服务，或写下当场答复"))
    return tuple(found)


def _at(name: str, text: str) -> Objection:
    return Objection(text=text, citation="T/ZSM 5.3.1", code="missing", field_name=name)


FAMILY = {"not": {"field": "not_family", "filled": True}}


def intake_form(services: Iterable[Service]) -> Form:
    """Return the one-window intake form with *services* to tick."""
    return _intake_form(tuple(Option(value=one.name, label=one.title) for one in services))


@lru_cache(maxsize=32)
def _intake_form(offered: tuple[Option, ...]) -> Form:
    # the same value for the same services: what is derived from a form is kept by the form
    return Form(
        key="intake",
        title="一窗受理",
        version=4,
        check=_check_intake,
        fields=(
            Field(
                name="danger_now",
                label="此刻有没有危险",
                kind=Kind.CHOICE,
                options=options_of(DANGER),
                default="unknown",
                sensitivity=Sensitivity.RESTRICTED,
                purpose="先保人，后填表（反家庭暴力法第13条）",
            ),
            Field(
                name="danger_flags",
                label="危险信号",
                kind=Kind.CHOICES,
                options=options_of(DANGER_FLAGS),
                sensitivity=Sensitivity.RESTRICTED,
                purpose="判断能否调解、要不要立即报告",
            ),
            Field(
                name="channel",
                label="来源",
                kind=Kind.CHOICE,
                options=options_of(CHANNELS),
                codes="channel",
                required=True,
                purpose="统计：来源渠道",
            ),
            Field(
                name="channel_ref",
                label="来源编号",
                max_length=80,
                sensitivity=Sensitivity.SENSITIVE,
                purpose="法院、热线来件的回函；走访来件写行动名称",
            ),
            CAMPAIGN,
            FOUND_ON,
            CAME,
            Field(
                name="scenario",
                label="什么事",
                kind=Kind.CHOICE,
                options=options_of(SCENARIOS),
                codes="scenario",
                shown_when=FAMILY,
                purpose="服务情形统计（T/ZSM 5.2）",
            ),
            Field(
                name="scenarios",
                label="还涉及",
                kind=Kind.CHOICES,
                options=options_of(SCENARIOS),
                shown_when=FAMILY,
                purpose="服务情形统计（T/ZSM 5.2）",
            ),
            Field(
                name="summary",
                label="一句话说清诉求",
                kind=Kind.LONG_TEXT,
                max_length=500,
                sensitivity=Sensitivity.SENSITIVE,
                purpose="接手的人不用让来访人再讲一遍",
            ),
            Field(
                name="anonymous",
                label="匿名来访",
                kind=Kind.YES_NO,
                purpose="不愿留名也受理",
            ),
            Field(
                name="parties",
                label="谁和谁",
                kind=Kind.SUB_FORM,
                fields=PARTY_FIELDS,
                max_items=12,
                sensitivity=Sensitivity.SENSITIVE,
                shown_when={"all": [FAMILY, {"not": {"field": "anonymous", "is": True}}]},
                purpose="回执、查重、回避",
            ),
            Field(
                name="notice_basis",
                label="信息处理依据",
                kind=Kind.CHOICE,
                options=options_of(NOTICE_BASES),
                default="informed_consent",
                purpose="个人信息保护法第13条",
            ),
            Field(
                name="reply_by",
                label="答复方式",
                kind=Kind.CHOICE,
                options=options_of(REPLY_WAYS),
                codes="reply_way",
                default="in_person",
                purpose="按来访人说的方式答复",
            ),
            Field(
                name="keep_away",
                label="不希望知道的人或单位",
                kind=Kind.SUB_FORM,
                fields=KEEP_AWAY_FIELDS,
                max_items=8,
                sensitivity=Sensitivity.RESTRICTED,
                purpose="交办、查访、通知都绕开",
            ),
            Field(
                name="services",
                label="开办事项",
                kind=Kind.CHOICES,
                options=offered,
                shown_when=FAMILY,
                purpose="一站服务（T/ZSM 5.3.1）",
            ),
            Field(
                name="answer",
                label="当场答复",
                kind=Kind.LONG_TEXT,
                max_length=1000,
                sensitivity=Sensitivity.SENSITIVE,
                purpose="咨询类即时答复（T/ZSM 5.4.2）",
            ),
            Field(
                name="not_family",
                label="非家事，已指引至",
                max_length=60,
                purpose="不是家事的，告诉去哪个窗口（T/ZSM 3.1）",
            ),
            Field(
                name="point",
                label="服务点",
                kind=Kind.POINT,
                purpose="在哪个点受理",
            ),
        ),
    )
