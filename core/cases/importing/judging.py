"""Judge a table of cases row by row: what comes out can be stored as it stands, or nothing is.

The desk's own rules hold, and three more: nobody brings a case to a point that is not in reach,
danger of this minute belongs to the window and not into a table, and a case is never handed to
somebody it must be kept from (T/ZSM 5.3.1; 反家庭暴力法 13; 妇联规程 11).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.importing.columns import RESULTS, STATES, Reading, several
from core.cases.sealing import judged, minor_harmed
from core.families.finding import UNDISCLOSED
from core.forms.codes import UNDER, shared
from core.forms.kinds import today_of_judging
from core.forms.text import objection_to, tidy
from core.people.models import Account, Post
from core.people.roles import Scope, scope_of
from core.points.models import ServicePoint
from core.sheets import Row, RowFault
from core.words import CHANNELS_WITH_REFERENCE, CaseState, Objection, Viewer

ACTION = "case.import"
EARLIEST = date(1990, 1, 1)
LONGEST_NUMBER = 80
WORKING = frozenset({"front_desk", "handler", "point_head"})
_PERSON = ("name", "sex", "birth_date", "id_no", "phone", "role", "relation")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A point a case may be brought to."""

    id: str
    path: str
    level: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Being:
    """One person of a row."""

    name: str
    role: str
    relation: str
    relation_own: str
    sex: str
    birth_date: date | None
    id_no: str
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """One row that holds: everything a case of it needs."""

    row: int
    outside_no: str
    cells: Mapping[str, str]
    place: Place
    received_on: date
    handler_id: str
    said: Mapping[str, Any]
    people: tuple[Being, ...]
    wishes: tuple[Mapping[str, str], ...]
    violence: bool
    stop_one: bool
    minor_victim: bool
    state: str
    result: str
    settled_on: date | None
    archived_on: date | None

    @property
    def sealed(self) -> bool:
        """Violence and harmed minors are sealed whatever the table calls them."""
        return self.violence or self.minor_victim


class Judging:
    """Judges the rows of one table for one person; asks the database once for all of them."""

    def __init__(self, acting: Acting) -> None:
        self.acting = acting
        self.reading = Reading(acting)
        session = acting.session
        self.places = {
            row.code: Place(id=row.id, path=row.path, level=row.level)
            for row in session.execute(
                select(
                    ServicePoint.code, ServicePoint.id, ServicePoint.path, ServicePoint.level
                ).where(ServicePoint.active.is_(True), ServicePoint.level != "city")
            )
        }
        self.in_reach = {code for code, one in self.places.items() if _reaches(acting.viewer, one)}
        self.staff: dict[str, str] = {}
        self.names: dict[str, set[str]] = {}
        self.working: set[tuple[str, str]] = set()
        posts = (
            select(Account.id, Account.username, Account.name, Post.point_id, Post.role)
            .join(Post, Post.account_id == Account.id)
            .where(Post.ends_on.is_(None) | (Post.ends_on >= acting.today))
        )
        for one in session.execute(posts):
            self.staff[one.username] = one.id
            self.names.setdefault(one.name, set()).add(one.id)
            if one.role in WORKING:
                self.working.add((one.id, one.point_id))

    def judge(self, rows: Sequence[Row]) -> tuple[list[Brought], list[RowFault]]:
        """Return the rows that hold and what is wrong with the others."""
        day = today_of_judging.set(self.acting.today)
        found: list[Brought] = []
        faults: list[RowFault] = []
        numbers: dict[str, int] = {}
        try:
            for row in rows:
                one = _Row(self, row, numbers)
                brought = one.judged()
                if brought is not None:
                    found.append(brought)
                faults += one.faults
        finally:
            today_of_judging.reset(day)
        return found, faults


def _reaches(viewer: Viewer, place: Place) -> bool:
    for post in viewer.posts:
        scopes = scope_of({post.role}, ACTION)
        if Scope.POINT in scopes and post.point.id == place.id:
            return True
        if Scope.SUBTREE in scopes and f"/{post.point.id}/" in place.path:
            return True
    return False


class _Row:
    def __init__(self, around: Judging, row: Row, numbers: dict[str, int]) -> None:
        self.around, self.row, self.cells, self.numbers = around, row, row.cells, numbers
        self.faults: list[RowFault] = []
        self.today = around.acting.today

    def blame(self, key: str, text: str, **values: str) -> None:
        self.faults.append(
            RowFault(
                row=self.row.number,
                column=key,
                reason=Objection(text=text, field_name=key, values=values),
            )
        )

    def value(self, key: str) -> Any:
        text = self.cells[key]
        if not text:
            return None
        value, wrong = self.around.reading.read(key, text)
        if wrong:
            self.blame(key, wrong)
        return value

    def day(self, key: str) -> date | None:
        text = self.cells[key]
        if not text:
            return None
        try:
            day = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            day = None
        if day is None:
            self.blame(key, "日期写成 2026-11-22")
        elif not EARLIEST <= day <= self.today:
            self.blame(key, "日期不在 1990 年到今天之间")
        return day

    def judged(self) -> Brought | None:
        cells, around = self.cells, self.around
        number = tidy(cells["outside_no"])
        if not number or len(number) > LONGEST_NUMBER or "\n" in number or objection_to(number):
            self.blame("outside_no", "外部编号要写，最多 80 个字，导第二遍时靠它认出来")
        elif number in self.numbers:
            self.blame("outside_no", "和第 %(row)s 行的外部编号一样", row=str(self.numbers[number]))
        self.numbers.setdefault(number, self.row.number)
        place = around.places.get(cells["point"])
        if place is None:
            self.blame("point", "没有这个服务点，请写它的代码")
        elif cells["point"] not in around.in_reach:
            self.blame("point", "您不能往这个服务点导入")
        received = self.day("received_on")
        if received is None and not cells["received_on"]:
            self.blame("received_on", "受理日期要写")
        said = {
            key: self.value(key)
            for key in (
                "scenario", "summary", "channel", "channel_ref", "scenarios", "danger_now",
                "danger_flags", "notice_basis", "reply_by",
            )
        }  # fmt: skip
        self._answers(said)
        people = self._people()
        handler = self._handler(place)
        wishes = self._wishes(place, handler)
        state, result, settled, archived = self._ended(received)
        if self.faults or place is None or received is None or handler is None:
            return None
        scenario = shared(str(said["scenario"]))
        flags, others = said["danger_flags"] or [], said["scenarios"] or []
        violence, stop = judged(
            scenario=scenario,
            scenarios=others,
            summary=str(said["summary"]),
            danger=said["danger_now"] or "unknown",
            flags=flags,
        )
        return Brought(
            row=self.row.number,
            outside_no=number,
            cells=cells,
            place=place,
            received_on=received,
            handler_id=handler,
            said=said,
            people=people,
            wishes=wishes,
            violence=violence,
            stop_one=stop,
            minor_victim=minor_harmed(
                scenario=scenario,
                flags=flags,
                parties=[{"role": one.role, "birth_date": one.birth_date} for one in people],
                today=self.today,
            ),
            state=state,
            result=result,
            settled_on=settled,
            archived_on=archived,
        )

    def _answers(self, said: Mapping[str, Any]) -> None:
        """What the desk's form asks across its fields."""
        if said["scenario"] is None and not self.cells["scenario"]:
            self.blame("scenario", "请选主要是什么事")
        if self.cells["summary"] == "" or (said["summary"] and len(said["summary"]) < 2):
            self.blame("summary", "请用一句话写明诉求，两个字以上")
        if shared(said["channel"] or "") in CHANNELS_WITH_REFERENCE and not said["channel_ref"]:
            self.blame("channel_ref", "法院来件请写诉前字号")
        if said["danger_now"] == "yes":
            self.blame("danger_now", "此刻有危险的，请马上在窗口登记，不能从表格导入")

    def _people(self) -> tuple[Being, ...]:
        people = [self._being("applicant", "applicant", "self")]
        if not people[0].name:
            self.blame("applicant_name", "请写来访人；不愿说姓名的写“未透露”")
        asked = [key for key in self.cells if key.startswith("other_") and self.cells[key]]
        if asked:
            other = self._being("other", "respondent", "")
            if not other.name and "other_name" not in [one.column for one in self.faults]:
                self.blame("other_name", "写了对方的情况，也要写姓名；不知道的写“未透露”")
            people.append(other)
        return tuple(people)

    def _being(self, who: str, role: str, relation: str) -> Being:
        found = {
            name: self.value(f"{who}_{name}")
            for name in _PERSON
            if who == "other" or name not in ("role", "relation")
        }
        related = str(found.get("relation") or relation)
        born = found["birth_date"]
        return Being(
            name=str(found["name"] or ""),
            role=str(found.get("role") or role),
            relation=shared(related),
            relation_own=related if UNDER in related else "",
            sex=str(found["sex"] or ""),
            birth_date=date.fromisoformat(born) if born else None,
            id_no=str(found["id_no"] or ""),
            phone=str(found["phone"] or ""),
        )

    def _handler(self, place: Place | None) -> str | None:
        around, said = self.around, self.cells["handler"]
        who = around.staff.get(said) if said else around.acting.me
        if place is None:
            return who
        if who is None or (who, place.id) not in around.working:
            text = "这个账号在这个服务点没有承办的岗位" if said else "请写这个服务点承办人的账号"
            self.blame("handler", text)
            return None
        return who

    def _wishes(self, place: Place | None, handler: str | None) -> tuple[Mapping[str, str], ...]:
        """Whom it must be kept from: codes of points, accounts, names of people."""
        around = self.around
        wishes: list[Mapping[str, str]] = []
        for part in several(self.cells["keep_away"]):
            if part in around.places:
                wishes.append({"point": around.places[part].id})
                hit = place is not None and around.places[part].id == place.id
                barred = hit or (handler, around.places[part].id) in around.working
            elif part in around.staff:
                wishes.append({"account": around.staff[part]})
                barred = around.staff[part] == handler
            else:
                wishes.append({"name": part[:40]})
                barred = handler in around.names.get(part, ())
            if barred:
                self.blame("keep_away", "要绕开的正是承办的人或服务点，请换一个地方办")
        return tuple(wishes)

    def _ended(self, received: date | None) -> tuple[str, str, date | None, date | None]:
        cells = self.cells
        state = _code(STATES, cells["state"] or CaseState.RECEIVED.value)
        result = _code(RESULTS, cells["result"])
        settled, archived = self.day("settled_on"), self.day("archived_on")
        if not state:
            self.blame("state", "状态只能是“已登记”或“已归档”")
        if cells["result"] and not result:
            self.blame("result", "结果写“调处成功”“调处不成功”或“当场答复”")
        ended = [key for key in ("result", "settled_on", "archived_on") if cells[key]]
        if state == CaseState.RECEIVED.value:
            if ended:
                self.blame(ended[0], "还在办的，不写结果和办结日期")
            return state, "", None, None
        if not cells["result"]:
            self.blame("result", "已归档的要写结果")
        if archived is None and not cells["archived_on"]:
            self.blame("archived_on", "已归档的要写归档日期")
        if result == "settled" and settled is None and not cells["settled_on"]:
            self.blame("settled_on", "调处成功的要写化解日期")
        if result != "settled" and settled is not None:
            self.blame("settled_on", "没有调处成功的，不写化解日期")
        days = [day for day in (received, settled, archived) if day is not None]
        if days != sorted(days):
            self.blame("archived_on", "日期前后不对：受理、化解、归档要一天不早于一天")
        return state, result, settled, archived


def _code(codes: Mapping[str, str], text: str) -> str:
    if text in codes:
        return text
    return next((code for code, label in codes.items() if text in (label, _(label))), "")


def is_named(being: Being) -> bool:
    """Tell whether somebody told a name."""
    return bool(being.name) and being.name != UNDISCLOSED
