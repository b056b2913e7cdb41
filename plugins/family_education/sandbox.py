"""Practice guidance: families that came, were ordered to, or are only begun; and who was warned."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.api import Cast, EntrySample, Sample, Value

Taken = tuple[str, Mapping[str, Value]]
Steps = tuple[tuple[str, Mapping[str, Value]], ...]
STAFF = (("educator", "秦朗", "家庭教育指导师", "educator"),)
"""Whom this service adds to the practice county: login, name, title, role."""
CALM: Mapping[str, Value] = {
    "hurt": "no",
    "signs": [],
    "risk": "low",
    "child_body": "some",
    "child_study": "some",
    "child_mood": "fine",
    "child_friends": "fine",
    "child_conduct": "fine",
    "parent_time": "hard",
    "parent_talk": "some",
    "parent_way": "some",
    "parent_agree": "some",
    "parent_help": "fine",
}


def _family(cast: Cast, **changes: Value) -> dict[str, Value]:
    family: dict[str, Value] = {
        "source": "own",
        "child_name": "小满",
        "child_age": "12",
        "school": "示范县第二小学",
        "grade": "六年级",
        "lives_with": "both",
        "left_behind": False,
        "guardians": [
            {"party": cast.applicant, "kin": "mother"},
            {"party": cast.respondent, "kin": "father"},
        ],
        "problems": ["internet", "study"],
        "agreed": True,
    }
    return family | changes


def _guided(day: str, *, times: str = "2") -> Steps:
    return (
        ("assess", CALM),
        (
            "plan",
            {
                "goals": [
                    {"goal": "每天手机不超过一小时", "method": "全家约定时间", "who": "all"},
                    {"goal": "每周一起吃三次晚饭", "method": "父亲调班", "who": "parents"},
                ],
                "times": times,
            },
        ),
        ("session", _session(day, homework="记一周的手机时间。", last="none")),
        ("session", _session(day, mode="home", last="part", feedback="孩子说晚上没那么吵了。")),
    )


def _session(day: str, **changes: Value) -> dict[str, Value]:
    session: dict[str, Value] = {
        "on": day,
        "mode": "office",
        "came": True,
        "who": ["mother", "father"],
        "content": "商量怎样把约定说给孩子听。",
        "hurt": "no",
    }
    return session | changes


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole guidances, invented."""
    day = today.isoformat()
    order: dict[str, Value] = {
        "source": "ordered",
        "order_no": "（2026）示家教令 3 号",
        "order_kind": "court",
        "order_body": "示范县人民法院",
        "order_on": (today - timedelta(days=7)).isoformat(),
        "order_until": (today + timedelta(days=60)).isoformat(),
        "order_times": "2",
    }
    left: dict[str, Value] = {
        "child_name": "小川",
        "child_age": "9",
        "lives_with": "grandparents",
        "left_behind": True,
        "problems": ["left_behind", "grandparents"],
    }
    return (
        Sample(
            title="网络沉迷，有改善",
            scenario="parenting",
            outcome="better",
            steps=(
                ("intake", _family(cast)),
                *_guided(day),
                ("close", {"result": "better", "summary": "约定做到了一多半。"}),
            ),
        ),
        Sample(
            title="法院责令指导，按期回告",
            scenario="parenting",
            outcome="reached",
            steps=(
                ("intake", _family(cast, **order, **left)),
                (
                    "urge",
                    {
                        "on": day,
                        "by": "village",
                        "whom": cast.respondent,
                        "ways": ["urge"],
                        "faults": ["neglects"],
                        "asked": "每周和孩子视频两次。",
                        "answer": "accepts",
                    },
                ),
                *_guided(day),
                (
                    "reply",
                    {
                        "on": day,
                        "to": "示范县人民法院",
                        "times": "2",
                        "kept": "all",
                        "change": "父亲每周回家，能和孩子好好说话。",
                        "way": "hand",
                    },
                ),
                ("close", {"result": "reached"}),
            ),
        ),
        Sample(
            title="学校转来，转心理疏导",
            scenario="parenting",
            outcome="referred",
            steps=(
                ("intake", _family(cast, source="school", problems=["mood", "truancy"])),
                ("assess", dict(CALM) | {"signs": ["truant"], "risk": "middle"}),
                ("close", {"result": "referred", "referred_to": "心理疏导"}),
            ),
        ),
        Sample(
            title="告诫后教育引导",
            scenario="dv",
            outcome="better",
            steps=(
                ("intake", {"source": "warned", "warned": cast.respondent}),
                (
                    "teach",
                    {
                        "whom": cast.respondent,
                        "on": day,
                        "by": "women",
                        "lessons": ["law", "warning"],
                        "attitude": "partly",
                        "mind": False,
                        "again": False,
                    },
                ),
                ("close", {"result": "better"}),
            ),
        ),
    )


def entries(today: date) -> tuple[EntrySample, ...]:
    """Return what stands in the registers: an entry for every list and every stage, invented."""

    def day(back: int) -> str:
        return (today - timedelta(days=back)).isoformat()

    evening: dict[str, Value] = {
        "title": "手机怎么管：父母课堂",
        "on": day(12),
        "topics": ["family", "upbringing"],
        "type": "lesson",
        "place": "镇文化站",
        "lecturer": "秦朗",
        "planned": "40",
        "heads": "52",
        "women": "36",
        "children": "6",
        "evaluation": "会后有九位家长约了个别指导。",
    }
    honour: dict[str, Value] = {
        "household": "示例甲家",
        "kind": "fairest",
        "on": day(40),
        "found": "neighbours",
        "agreed": True,
        "story": "十年照顾邻居老人。",
    }
    reviewed: Taken = ("review", {"on": day(38), "present": "21", "agreed": "19"})
    posted: Taken = ("post", {"since": day(36), "until": day(31), "where": "村务公开栏"})
    decided: Taken = ("decide", {"on": day(30), "by": "示范县妇联", "awarded": True})
    earned: dict[str, Value] = {
        "household": "示例甲家",
        "on": day(20),
        "kind": "earn",
        "points": "10",
        "rule": "劝和邻里",
    }
    return (
        EntrySample(register="events", login="educator", data=evening),
        EntrySample(
            register="events",
            login="village",
            data=evening
            | {"title": "婚恋观座谈", "topics": ["love"], "type": "salon", "heads": "18",
               "women": "11", "children": "", "on": day(25)},
        ),
        EntrySample(
            register="courses",
            login="educator",
            data={
                "title": "调解员、网格员集中培训",
                "kind": "team",
                "on": day(33),
                "hours": "16",
                "heads": "2",
                "people": [
                    {"name": "示例志愿者", "group": "volunteer", "halves": "4"},
                    {"name": "示例网格员", "group": "staff", "halves": "4"},
                ],
            },
        ),
        EntrySample(
            register="volunteering",
            login="village",
            data={
                "on": day(9),
                "kind": "company",
                "place": "留守儿童之家",
                "hours": "3",
                "people": [{"name": "示例志愿者"}],
            },
        ),
        EntrySample(
            register="honours", login="village", data=honour, acts=(reviewed, posted, decided)
        ),
        EntrySample(
            register="honours",
            login="village",
            data=honour | {"household": "示例乙家", "kind": "yard"},
            acts=(reviewed,),
        ),
        EntrySample(
            register="point_rules",
            login="village",
            data={"title": "劝和邻里", "points": "10", "on": day(60)},
        ),
        EntrySample(register="points", login="village", data=earned),
        EntrySample(
            register="points",
            login="village",
            data=earned
            | {"on": day(5), "kind": "redeem", "points": "4", "rule": "", "goods": "洗衣液"},
        ),
        EntrySample(
            register="points",
            login="village",
            data=earned | {"household": "示例乙家"},
            acts=(("appeal", {"on": day(3), "says": "少登了一次。"}),),
        ),
    )  # fmt: skip
