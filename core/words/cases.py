"""The words of a case: codes, states, moves, and the read-only views handed across the contract.

Codes follow T/ZSM 5.2, 4.1.1 and annex B; a label has one source, so page and paper agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.words.forms import Value
from core.words.promises import PromiseView

SCENARIOS: Mapping[str, str] = {
    "marriage_love": "婚恋情感",
    "property": "家庭财产",
    "dv": "家庭暴力",
    "minor": "未成年人保护",
    "support_care": "赡养扶养抚养",
    "parenting": "家庭教育",
    "family_mental": "家庭心理",
}
CHANNELS: Mapping[str, str] = {
    "walk_in": "来访",
    "phone": "来电",
    "letter": "来信",
    "hotline_12338": "12338 热线",
    "hotline_12345": "12345 转办",
    "online": "网上、微信",
    "grid": "网格排查",
    "door_visit": "敲门行动",
    "police_weekly": "派出所周通报",
    "court_delegated": "法院委派（诉前）",
    "court_entrusted": "法院委托",
    "registry": "婚姻登记处",
    "assigned_from_above": "上级交办",
    "reported_from_below": "下级上报",
    "department": "部门移送",
    "referral": "妇联转介",
    "found": "主动发现",
    "other": "其他",
}
CHANNELS_WITH_REFERENCE = frozenset({"court_delegated", "court_entrusted"})
DANGER: Mapping[str, str] = {
    "no": "没有",
    "yes": "有危险",
    "unknown": "不清楚",
    "cannot_ask": "不便问",
}
DANGER_FLAGS: Mapping[str, str] = {
    "ongoing": "正在施暴",
    "weapon": "持械",
    "threat": "扬言伤人或自杀",
    "substance": "酗酒、吸毒",
    "police_calls": "近期报警两次以上",
    "injury": "有伤势",
    "minor": "涉未成年人",
    "pregnant": "涉孕产、哺乳",
    "frail": "涉老年、残疾、重病",
    "confined": "被限制自由",
    "disturbed": "精神状态异常",
}
NOTICE_BASES: Mapping[str, str] = {
    "informed_consent": "已告知并同意",
    "legal_duty": "依法定职责",
    "emergency": "紧急保护",
}
REPLY_WAYS: Mapping[str, str] = {
    "in_person": "当面",
    "phone": "电话",
    "sms": "短信",
    "letter": "书面",
    "online": "网上查询",
    "none": "不需要",
}
WAIVERS: Mapping[str, str] = {
    "crime_risk": "有治安、刑事风险",
    "dv": "涉及家庭暴力",
    "minor_harmed": "未成年人受侵害",
    "party_wish": "当事人要求",
    "overdue": "超过期限",
    "cross_area": "跨镇街或跨县",
    "recusal": "本点须回避",
    "function_off": "本点未开该功能",
    "beyond_level": "超出本级能力",
}
POINT_LEVELS: Mapping[str, str] = {
    "city": "市",
    "county": "县（市、区）服务工作室",
    "town": "乡镇（街道）服务站",
    "village": "村（社区）服务点",
    "grid": "网格",
}


class Level(StrEnum):
    """Where a case is worked: L1 village, L2 town, L3 county, LG leading group, LC city."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    LG = "LG"
    LC = "LC"


LEVEL_TITLES: Mapping[Level, str] = {
    Level.L1: "村级",
    Level.L2: "镇级",
    Level.L3: "县级",
    Level.LG: "县联席会商",
    Level.LC: "市级",
}
LEVEL_OF_POINT: Mapping[str, Level] = {
    "village": Level.L1,
    "grid": Level.L1,
    "town": Level.L2,
    "county": Level.L3,
    "city": Level.LC,
}


class CaseState(StrEnum):
    """States of a case (annex B)."""

    CLUE = "clue"
    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    SETTLED = "settled"
    UNSETTLED = "unsettled"
    FOLLOWUP = "followup"
    ARCHIVED = "archived"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    NOT_ACCEPTED = "not_accepted"
    TRANSFERRED_OUT = "transferred_out"
    MERGED = "merged"


CASE_STATES: Mapping[CaseState, str] = {
    CaseState.CLUE: "线索",
    CaseState.RECEIVED: "已登记",
    CaseState.ASSIGNED: "已交办",
    CaseState.IN_PROGRESS: "办理中",
    CaseState.SETTLED: "调处成功",
    CaseState.UNSETTLED: "调处不成功",
    CaseState.FOLLOWUP: "回访中",
    CaseState.ARCHIVED: "已归档",
    CaseState.SUSPENDED: "中止",
    CaseState.WITHDRAWN: "已撤回",
    CaseState.NOT_ACCEPTED: "不予受理",
    CaseState.TRANSFERRED_OUT: "已移送",
    CaseState.MERGED: "已并案",
}


class Stage(StrEnum):
    """事先预防, 事中化解, 事后帮扶 (T/ZSM 5.3.2)."""

    PREVENTION = "prevention"
    RESOLUTION = "resolution"
    AFTERCARE = "aftercare"


STAGES: Mapping[Stage, str] = {
    Stage.PREVENTION: "预防",
    Stage.RESOLUTION: "化解",
    Stage.AFTERCARE: "帮扶",
}


class ItemState(StrEnum):
    """States of a service item."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    TERMINATED = "terminated"
    HANDED_OVER = "handed_over"


ITEM_STATES: Mapping[ItemState, str] = {
    ItemState.OPEN: "办理中",
    ItemState.SUSPENDED: "中止",
    ItemState.CLOSED: "已办结",
    ItemState.TERMINATED: "已终止",
    ItemState.HANDED_OVER: "已移交",
}


DIFFICULTIES: Mapping[str, str] = {
    "oral": "口头",
    "simple": "简易",
    "general": "一般",
    "hard": "疑难",
    "major": "复杂重大",
}
"""How much a file asks for, the least first (人民调解法 27): an oral settlement is a register line
and its record."""


class Confidentiality(StrEnum):
    """Confidentiality grades (T/ZSM 5.6.4). C3 is sealed: a named list only."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"


CONFIDENTIALITY: Mapping[Confidentiality, str] = {
    Confidentiality.C1: "公开",
    Confidentiality.C2: "内部",
    Confidentiality.C3: "密封",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class County:
    """A county, the unit of separation."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A closed month or any span of days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PointView:
    """A service point as others may see it. ``path`` leads from the county studio to the point."""

    id: str
    code: str
    name: str
    level: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PostView:
    """One post a viewer holds: a role at a point."""

    point: PointView
    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewer:
    """Who is looking: an account with the posts it holds today in this county.

    ``current`` is the post the viewer works from; what a viewer may do is the sum of all posts.
    """

    account_id: str
    name: str
    county: str
    posts: tuple[PostView, ...]
    current: PostView

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts)

    @property
    def point_ids(self) -> frozenset[str]:
        return frozenset(post.point.id for post in self.posts)


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonView:
    """A person as a plugin's duties may see one."""

    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyView:
    """A person in a case. ``refused`` = a recorded clear refusal of joint work (人民调解法 17)."""

    id: str
    role: str
    relation: str
    name: str = ""
    sex: str = ""
    birth_date: date | None = None
    willing: str = "not_asked"
    minor: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockView:
    """A running deadline."""

    code: str
    title: str
    due_at: datetime
    citation: str
    state: str = "running"
    item_id: str | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordView:
    """A filed form. ``about`` is a party's id or ``shared``."""

    id: str
    form: str
    version: int
    data: Mapping[str, Value]
    item_id: str | None
    filed_at: datetime
    about: str = "shared"


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterView:
    """A letter of an item's own step on its way to another body: ``record`` is the filed form it
    is. ``state`` is ``sent``, ``received``, ``answered``, ``refused`` or ``withdrawn``; it waits
    until one of the last three, whose day is ``ended_on``."""

    record: str
    to: str
    state: str
    ended_on: date | None = None

    @property
    def waits(self) -> bool:
        """Whether its answer is still to come."""
        return self.state in ("sent", "received")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemView:
    """One service's work inside a case. ``done`` are the names of the steps taken, in order;
    ``promises`` what its newest agreement holds, for a step and a paper of this item. ``letters``
    are those its steps sent, oldest first, with what core heard of them; for a step and a panel.

    ``papers`` are the kinds of paper issued and in force: the item's own by their declared names,
    those of the case as a whole by core's. ``point`` is where it is worked; both are there where
    records are, and nowhere else."""

    id: str
    service: str
    state: ItemState
    step: str
    version: int
    done: tuple[str, ...] = ()
    opened_on: date | None = None
    records: tuple[RecordView, ...] = ()
    promises: tuple[PromiseView, ...] = ()
    papers: tuple[str, ...] = ()
    point: PointView | None = None
    letters: tuple[LetterView, ...] = ()

    def latest(self, form: str) -> RecordView | None:
        """Return the newest record of *form* in this item, or None."""
        for record in reversed(self.records):
            if record.form == form:
                return record
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case as a plugin may see it. ``order_in_force``: a protection order binds a party.
    ``warned``: an order, a letter of warning or a punishment for violence is on record.
    ``joint_closed``: nobody is brought to one table, for a reason core does not tell; say no more
    than when a party refuses.

    ``channel`` is how it came and ``summary`` what was asked at the window; for a step and a paper
    of one's own item, and empty everywhere else."""

    number: str
    state: CaseState
    stage: Stage
    level: Level
    scenario: str
    confidentiality: Confidentiality
    danger: str
    violence: bool
    parties: tuple[PartyView, ...] = ()
    items: tuple[ItemView, ...] = ()
    clocks: tuple[ClockView, ...] = ()
    stop_one: bool = False
    order_in_force: bool = False
    warned: bool = False
    joint_closed: bool = False
    received_on: date | None = None
    channel: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeView:
    """What the desk has typed so far, for triage."""

    scenario: str
    scenarios: frozenset[str]
    summary: str
    danger: str
    danger_flags: frozenset[str]
    channel: str
    has_minor: bool = False
