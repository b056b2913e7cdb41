"""Practice petitions: a call answered, a plea handed on, a grave wrong, a claim to its end."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, Sample, Value

STAFF = (("petition", "田蓉", "信访接待员", "petition"),)
"""Whom this service adds to the practice county: login, name, title, role."""
Steps = tuple[tuple[str, Mapping[str, Value]], ...]


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole petitions, invented."""
    return (
        _helped(today),
        _asked(today),
        _grave(cast, today),
        _claim(cast, today),
        _repeated(today),
        _not_ours(today),
    )


def _day(today: date, ahead: int = 0) -> str:
    return (today + timedelta(days=ahead)).isoformat()


def _registered(form: str, nature: str, request: str = "", **more: Value) -> dict[str, Value]:
    told: dict[str, Value] = {
        "form": form,
        "nature": nature,
        "headcount": "1",
        "reachable": True,
        "confidential": False,
    }
    if request:
        told["request"] = request
    told.update(more)
    return told


def _asked(today: date) -> Sample:
    return Sample(
        title="12338 咨询，当场答复",
        scenario="marriage_love",
        outcome="answered",
        steps=(
            (
                "register",
                _registered(
                    "call",
                    "consult",
                    "两个人都同意离婚，要去哪里办、等多久。",
                    topics=["marriage"],
                    read_back=True,
                ),
            ),
            (
                "answer",
                {
                    "text": "离婚登记要双方一起到婚姻登记机关申请，三十日冷静期后再领证。",
                    "on": _day(today),
                    "how": "phone",
                    "result": "answered",
                },
            ),
        ),
    )


def _helped(today: date) -> Sample:
    return Sample(
        title="求助，转镇里协调解决",
        scenario="support_care",
        outcome="solved",
        steps=(
            (
                "register",
                _registered(
                    "visit",
                    "help",
                    "三个子女推来推去，请帮忙商量老人由谁照看。",
                    facts="老人八十二岁，独居，上个月摔了一跤。",
                    read_back=True,
                    topics=["support"],
                    headcount="2",
                    confidential=True,
                ),
            ),
            ("triage", {"lane": "help", "jurisdiction": "lower", "interest": False}),
            (
                "notify",
                {"kind": "forwarded", "on": _day(today), "way": "handed", "to": "桂花镇妇联"},
            ),
            (
                "transfer",
                {
                    "kind": "assign",
                    "to": "桂花镇妇联",
                    "to_accused": False,
                    "on": _day(today),
                    "answer_by": _day(today, 7),
                    "basis": "consent",
                },
            ),
            ("progress", {"on": _day(today), "what": "镇妇联上门，三个子女商定轮流照看。"}),
            (
                "feedback",
                {
                    "on": _day(today),
                    "body": "桂花镇妇联",
                    "handled": "settled",
                    "what": "写了照看的安排，三个子女都签了字。",
                },
            ),
            (
                "answer",
                {
                    "text": "已由镇里协调，子女按月轮流照看老人。",
                    "on": _day(today),
                    "how": "spot",
                    "result": "solved",
                },
            ),
        ),
    )


def _grave(cast: Cast, today: date) -> Sample:
    return Sample(
        title="严重侵害，报告、督促、查处",
        scenario="minor",
        outcome="solved",
        steps=(
            (
                "register",
                _registered(
                    "call",
                    "complaint",
                    "邻居家的孩子常被打，身上有伤，请管一管。",
                    topics=["minor"],
                    confidential=True,
                ),
            ),
            (
                "triage",
                {
                    "lane": "severe",
                    "jurisdiction": "other",
                    "interest": False,
                    "wronged": ["child"],
                    "wrongs": ["abuse"],
                    "must_report": True,
                },
            ),
            (
                "report",
                {
                    "to": ["police", "civil"],
                    "at": f"{_day(today)} 09:05",
                    "by": cast.staff,
                    "what": "孩子身上多处新旧伤，现在家中。",
                    "receipt": "接警 0905",
                },
            ),
            (
                "press",
                {
                    "kind": "prompt",
                    "to": "县民政局",
                    "on": _day(today),
                    "why": "孩子还没有安顿，请尽快评估监护情况。",
                },
            ),
            (
                "press",
                {
                    "kind": "opinion",
                    "to": "县民政局",
                    "on": _day(today),
                    "why": "提示以后没有答复，孩子仍然没有人照看。",
                },
            ),
            (
                "feedback",
                {
                    "on": _day(today),
                    "body": "桂花派出所",
                    "handled": "warned",
                    "what": "已出警，孩子由祖父母照看。",
                },
            ),
            (
                "answer",
                {
                    "text": "公安机关已处理，孩子的照看已安排好。",
                    "on": _day(today),
                    "how": "phone",
                    "result": "solved",
                },
            ),
        ),
    )


def _claim(cast: Cast, today: date) -> Sample:
    opinion = {"body": "市妇联", "requested_on": _day(today)}
    kept = {"opinion_on": _day(today), "result": "kept", "opinion": "事实清楚，维持。"}
    return Sample(
        title="申诉求决，复查、复核到底",
        scenario="property",
        outcome="partly",
        steps=(
            (
                "register",
                _registered(
                    "letter",
                    "claim",
                    "土地确权没有写上我的名字，请求更正，补发补偿款。",
                    facts="出嫁后户口没有迁走，在娘家村有承包地。",
                    topics=["land"],
                ),
            ),
            (
                "triage",
                {
                    "lane": "help",
                    "jurisdiction": "own",
                    "interest": False,
                    "public_interest": True,
                },
            ),
            ("notify", {"kind": "accepted", "on": _day(today), "way": "paper"}),
            (
                "clue",
                {
                    "kinds": ["land"],
                    "what": "本村出嫁女的承包地没有登记本人姓名，涉及多户。",
                    "to": "示范县人民检察院",
                    "on": _day(today),
                    "basis": "duty",
                },
            ),
            (
                "extend",
                {
                    "days": "15",
                    "approved_by": cast.colleague,
                    "told": True,
                    "why": "要到村里查当年的承包底册",
                },
            ),
            (
                "answer",
                {
                    "found": "承包底册上有本人，换证时漏写。补偿款已由村里分完，账目不清。",
                    "text": "证上加写姓名，由镇里办；补偿款的部分建议另行起诉。",
                    "on": _day(today),
                    "how": "paper",
                    "basis": "妇女权益保障法第55条",
                    "result": "partly",
                },
            ),
            ("review", {"round": "review"} | opinion),
            ("review", {"round": "review"} | opinion | kept),
            ("review", {"round": "final"} | opinion),
            ("review", {"round": "final"} | opinion | kept),
            ("close", {"why": "final"}),
        ),
    )


def _repeated(today: date) -> Sample:
    return Sample(
        title="重复件，不予受理",
        scenario="property",
        outcome="declined",
        settles=False,
        steps=(
            (
                "register",
                _registered("online", "claim", "补偿款的事再催一次。", topics=["land"]),
            ),
            (
                "triage",
                {
                    "lane": "help",
                    "jurisdiction": "own",
                    "interest": False,
                    "repeat": True,
                    "repeat_of": "上个月的来信",
                },
            ),
            (
                "notify",
                {
                    "kind": "declined",
                    "on": _day(today),
                    "way": "paper",
                    "reason": "repeat",
                    "other_way": True,
                    "where": "原来的信访正在桂花镇办理，可以向桂花镇查询进度",
                },
            ),
        ),
    )


def _not_ours(today: date) -> Sample:
    objected = {
        "on": _day(today),
        "to": "县信访局",
        "why": "反映的是外县的用工单位，由当地人社部门处理。",
    }
    return Sample(
        title="转来的不归本单位，提管辖异议",
        scenario="support_care",
        outcome="sent_back",
        settles=False,
        steps=(
            (
                "register",
                _registered(
                    "forwarded",
                    "complaint",
                    "在外县打工，怀孕后被辞退。",
                    reference="县信转 118",
                    topics=["work"],
                ),
            ),
            ("triage", {"lane": "help", "jurisdiction": "other", "interest": False}),
            ("object", objected | {"agreed": False}),
            ("object", objected | {"agreed": True}),
        ),
    )
