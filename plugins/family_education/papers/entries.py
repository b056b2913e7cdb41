"""What is printed from the registers: lists to sign, a summary, a schedule, a certificate."""

from core.api import EntryView, Paper, day, label, labels, moment, read_rows, sheet, table, words
from plugins.family_education.registers import courses, events, honours

LINES = 20
MOST_LINES = 200
SIGN_IN = {"序号": 1, "姓名": 3, "电话": 3, "签名": 3}


def _sign_in(entry: EntryView, facts: tuple[tuple[str, str], ...], rows: object) -> Paper:
    count = rows if isinstance(rows, int) else LINES
    blank = [(str(number), "", "", "") for number in range(1, min(count, MOST_LINES) + 1)]
    return sheet(
        entry,
        "签到表",
        facts=facts,
        parts=(table("签到", SIGN_IN, blank),),
        note="电话可以不写。",
    )


def event_sign_in(entry: EntryView) -> Paper:
    """签到表 of an event, empty lines to sign."""
    data = entry.data
    facts = (
        ("活动", str(data.get("title") or "")),
        ("日期", day(data.get("on"))),
        ("地点", str(data.get("place") or "")),
    )
    return _sign_in(entry, facts, data.get("planned"))


def summary(entry: EntryView) -> Paper:
    """活动总结, once it was held."""
    data = entry.data
    heads = data.get("heads")
    if not isinstance(heads, int):
        raise LookupError("not held")
    parts = [
        f"{title} {data.get(name)} 人"
        for name, title in (("women", "妇女"), ("children", "儿童"), ("men", "男性"))
        if isinstance(data.get(name), int)
    ]
    return sheet(
        entry,
        "活动总结",
        facts=(
            ("活动", str(data.get("title") or "")),
            ("日期", day(data.get("on"))),
            ("地点", str(data.get("place") or "")),
            ("形式", label(events.TYPES, data.get("type"))),
            ("主题", labels(events.TOPICS, data.get("topics"))),
            ("主讲人", str(data.get("lecturer") or "")),
            ("参加", f"{heads} 人" + (f"（{'、'.join(parts)}）" if parts else "")),
            ("发的材料", str(data.get("materials") or "")),
            ("专项", str(data.get("campaign") or "")),
        ),
        parts=(words("总结", data.get("evaluation")),),
        signs=("经办人", "负责人", "日期"),
    )


def schedule(entry: EntryView) -> Paper:
    """课程表."""
    lessons = read_rows(entry.data.get("lessons"))
    if not lessons:
        raise LookupError("no lessons")
    rows = [
        (moment(one.get("at")), str(one.get("what") or ""), str(one.get("who") or ""))
        for one in lessons
    ]
    return sheet(
        entry,
        "课程表",
        facts=(
            ("课程", str(entry.data.get("title") or "")),
            ("哪一种", label(courses.KINDS, entry.data.get("kind"))),
            ("学时", f"{entry.data.get('hours')} 学时"),
        ),
        parts=(table("课程", {"时间": 3, "内容": 5, "主讲人": 2}, rows),),
        note="不收费（家庭教育促进法第三十一条）。",
    )


def course_sign_in(entry: EntryView) -> Paper:
    """签到表 of a course; whoever is known stands on it."""
    facts = (
        ("课程", str(entry.data.get("title") or "")),
        ("日期", day(entry.data.get("on"))),
    )
    people = read_rows(entry.data.get("people"))
    if not people:
        return _sign_in(entry, facts, entry.data.get("heads"))
    rows = [
        (str(number), _who(entry, one.get("staff"), one.get("name")), "", "")
        for number, one in enumerate(people, start=1)
    ]
    return sheet(entry, "签到表", facts=facts, parts=(table("签到", SIGN_IN, rows),))


def _who(entry: EntryView, staff: object, name: object) -> str:
    return entry.names.get(str(staff), "") or str(name or "")


def posting(entry: EntryView) -> Paper:
    """公示: a name, an honour, what it is for, the days; nothing else of a family."""
    data, posted = entry.data, entry.latest("post")
    if not posted:
        raise LookupError("not posted")
    return sheet(
        entry,
        "公示",
        opening=f"下面的家庭经评议，拟评为{label(honours.KINDS, data.get('kind'))}，现予公示。"
        f"公示期从{day(posted.get('since'))}到{day(posted.get('until'))}。",
        facts=(("家庭", str(data.get("household") or "")),),
        parts=(words("事迹", data.get("story")),),
        note="有不同意见的，公示期内向本单位反映。公示期满即取下。",
        letter=True,
    )


def certificate(entry: EntryView) -> Paper:
    """证书, once it was decided."""
    decided = entry.latest("decide")
    if entry.stage != "awarded":
        raise LookupError("not awarded")
    kind = label(honours.KINDS, entry.data.get("kind"))
    return sheet(
        entry,
        "荣誉证书",
        to=f"{entry.data.get('household')}家庭",
        opening=f"经推荐、评议、公示，您家被评为{kind}。特发此证。",
        facts=(("评定单位", str(decided.get("by") or "")), ("评定日期", day(decided.get("on")))),
        letter=True,
    )
