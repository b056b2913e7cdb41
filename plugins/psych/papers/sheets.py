"""The counsellor's own sheets: what was found, done and agreed; a process note is on none."""

from core.api import (
    CaseView,
    ItemView,
    Paper,
    RecordView,
    Value,
    day,
    label,
    moment,
    read_rows,
    sheet,
    table,
    words,
)
from plugins.psych import clients
from plugins.psych.fields import RISKS
from plugins.psych.forms_after import ANSWERS, MEASURES, NOW, RESULTS
from plugins.psych.forms_judging import CHANGES
from plugins.psych.forms_opening import KINDS, SERVICES, WAYS
from plugins.psych.forms_room import CAME
from plugins.psych.instruments import INSTRUMENTS, LICENCES, NOT_FOR_DECISION
from plugins.psych.papers.parts import count, of_client
from plugins.psych.screening import score_of


def case_record(case: CaseView, item: ItemView, holder: str) -> Paper:
    """个案记录表 of one client, from the first visit on."""
    person, found = of_client(case, item, "intake", holder)
    booked = clients.newest(item, "booking", person.id) or {}
    said = clients.newest(item, "consent", person.id) or {}
    plan = clients.newest(item, "plan", person.id) or {}
    return sheet(
        item,
        "个案记录表",
        facts=(
            ("来访者", person.name),
            ("对象", label(KINDS, booked.get("client_kind"))),
            ("形式", label(SERVICES, booked.get("service"))),
            ("知情同意", f"{day(said.get('on'))} {label(WAYS, said.get('way'))}".strip()),
            ("自伤风险", label(RISKS, found.get("risk_self"))),
            ("伤人风险", label(RISKS, found.get("risk_other"))),
            ("既往就诊、用药（本人说的）", str(found.get("history") or "")),
        ),
        parts=(
            words("主诉", found.get("complaint")),
            words("目标", plan.get("goals")),
            words("打算怎么做", plan.get("method")),
            table("会谈", TALKS, _talks(clients.filed(item, "session", person.id))),
            table("评估", REVIEWS, _reviews(clients.filed(item, "review", person.id))),
            table("建议就医", ADVICE, _advice(clients.filed(item, "referral", person.id))),
            table("督导", SUPERVISED, _supervised(clients.filed(item, "supervision"))),
        ),
        note="过程记录只有写的咨询师看得到，不在本表（精神卫生法第二十三条）。",
        signs=("咨询师", "日期"),
    )


TALKS = {"次": 1, "日期": 3, "分钟": 1, "来了没有": 2, "风险": 2, "回去做什么": 5}


def _talks(records: tuple[RecordView, ...]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    number = 0
    for one in records:
        came = one.data.get("came")
        number += came == "yes"
        rows.append(
            (
                str(number) if came == "yes" else "—",
                day(one.data.get("on")),
                count(one.data.get("minutes"), ""),
                label(CAME, came),
                label(RISKS, one.data.get("risk")),
                str(one.data.get("homework") or ""),
            )
        )
    return rows


REVIEWS = {"日期": 2, "和刚来时比": 2, "风险": 2, "看到什么": 6}


def _reviews(records: tuple[RecordView, ...]) -> list[tuple[str, ...]]:
    return [
        (
            day(one.data.get("on")),
            label(CHANGES, one.data.get("change")),
            label(RISKS, one.data.get("risk")),
            str(one.data.get("basis") or ""),
        )
        for one in records
    ]


ADVICE = {"日期": 2, "本人怎么说": 2, "医疗机构": 4}


def _advice(records: tuple[RecordView, ...]) -> list[tuple[str, ...]]:
    return [
        (
            day(one.data.get("on")),
            label(ANSWERS, one.data.get("answer")),
            str(one.data.get("hospital") or ""),
        )
        for one in records
    ]


SUPERVISED = {"日期": 2, "督导人": 3, "分钟": 1}


def _supervised(records: tuple[RecordView, ...]) -> list[tuple[str, ...]]:
    return [
        (
            day(one.data.get("on")),
            str(one.data.get("supervisor") or ""),
            count(one.data.get("minutes"), ""),
        )
        for one in records
    ]


SCREENED = {"日期": 3, "量表": 3, "分": 1, "分档": 2, "当面问到的风险": 3}


def screening(case: CaseView, item: ItemView, holder: str) -> Paper:
    """筛查记录: every screening of one client; for whom each instrument is, by what right."""
    person, _newest = of_client(case, item, "screening", holder)
    records = clients.filed(item, "screening", person.id)
    used = dict.fromkeys(str(one.data.get("instrument")) for one in records)
    return sheet(
        item,
        "筛查记录",
        facts=(("来访者", person.name),),
        parts=(
            table("结果", SCREENED, [_screened(one) for one in records]),
            table(
                "用的量表",
                {"量表": 2, "适用的人": 4, "许可": 2, "核对": 4},
                [_instrument(code) for code in used],
            ),
        ),
        note=f"{NOT_FOR_DECISION}（精神卫生法第二十三条、第五十一条）。",
        signs=("咨询师", "日期"),
    )


def _screened(one: RecordView) -> tuple[str, ...]:
    code, score = str(one.data.get("instrument")), score_of(one.data)
    instrument = INSTRUMENTS[code]
    return (
        day(one.data.get("on")),
        instrument.title,
        str(score),
        instrument.band(score),
        label(RISKS, one.data.get("asked")),
    )


def _instrument(code: str) -> tuple[str, ...]:
    one = INSTRUMENTS[code]
    return one.title, one.population, LICENCES[one.licence], one.checked


def crisis(case: CaseView, item: ItemView, holder: str) -> Paper:
    """危机处置记录: each step with its time (精神卫生法 28)."""
    person, data = of_client(case, item, "crisis", holder)
    return sheet(
        item,
        "危机处置记录",
        facts=(
            ("来访者", person.name),
            ("什么时候发现的", moment(data.get("found_at"))),
            ("程度", label(RISKS, data.get("level"))),
            ("手边有工具、药物", "有" if data.get("at_hand") is True else "没有"),
            ("再次联系", moment(data.get("contact_at")) or "还没有"),
            ("现在的情况", label(NOW, data.get("now"))),
        ),
        parts=(
            table(
                "做了哪些",
                {"时间": 4, "做了什么": 4, "找了谁、怎么答复": 5},
                [
                    (
                        moment(row.get("at")),
                        label(MEASURES, row.get("what")),
                        str(row.get("who") or ""),
                    )
                    for row in sorted(
                        read_rows(data.get("done")), key=lambda row: str(row.get("at"))
                    )
                ],
            ),
        ),
        note="依据：精神卫生法第二十八条。",
        signs=("处置人", "督导人", "日期"),
    )


def group(case: CaseView, item: ItemView, holder: str) -> Paper:
    """团体活动记录 of the last meeting, with the names used in the group."""
    data = clients.newest(item, "group")
    if data is None:
        raise LookupError("no group met")
    return sheet(
        item,
        "团体活动记录",
        facts=(
            ("主题", str(data.get("topic") or "")),
            ("日期", day(data.get("on"))),
            ("第几次", _which(data.get("number"), data.get("planned"))),
            ("多少分钟", count(data.get("minutes"), "分钟")),
            ("人数", count(data.get("heads"), "人")),
        ),
        parts=(
            words(
                "成员", "、".join(str(row.get("called")) for row in read_rows(data.get("members")))
            ),
            words("观察", data.get("observation")),
        ),
        note="成员都同意参加、同意为别人保密。",
        signs=("带领人", "日期"),
    )


def _which(number: Value, planned: Value) -> str:
    said = count(number, "次")
    return f"{said}，一共 {planned} 次" if said and planned else said


def closing(case: CaseView, item: ItemView, holder: str) -> Paper:
    """结案小结: how it ended, how often, and the words she agreed to; no word of the room."""
    data = clients.newest(item, "closing")
    if data is None:
        raise LookupError("not closed")
    known = clients.clients_of(item)
    names = {party.id: party.name for party in case.parties}
    talks = sum(len(clients.attended(item, one)) for one in known)
    together = len(clients.filed(item, "couple"))
    return sheet(
        item,
        "结案小结",
        facts=(
            ("来访者", names.get(known[0], "") if len(known) == 1 else f"{len(known)} 人"),
            ("会谈", f"{talks} 次" if talks else ""),
            ("夫妻、家庭会谈", f"{together} 次" if together else ""),
            ("结果", label(RESULTS, data.get("result"))),
        ),
        parts=(words("小结", data.get("summary")),),
        signs=("咨询师", "日期"),
    )
