"""Tell one story through the commands the desk uses, one act at a time, each at its own moment.

A telling is a generator: it yields when its next act happens, and whoever drives it puts the clock
there and lets it act. So the acts of all stories can be done in the order they happened in, and
history, clocks, audit, papers and figures of the practice county are what they would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.danger.classes import LETHAL
from core.cases.facts import MeasureAsked
from core.cases.key_family import known
from core.cases.loading import open_case
from core.cases.models import (
    CaseFile,
    FollowUp,
    Measure,
    ServiceItem,
    Task,
)
from core.cases.once import is_filed
from core.clocks import SHANGHAI
from core.sandbox.tying import Tying
from core.sandbox.words import ANSWERS, FAILURES, OUTCOMES, THANKED
from core.words import Move

Acts = Iterator[datetime]


class Telling(Tying):
    """Tells one story; ``number`` is known once it was received, and stays empty where that was
    done before: a telling that was interrupted is not taken up again."""

    def acts(self) -> Acts:
        """Yield the moment of each act; what stands behind a yield is done at that moment."""
        yield from self._received()
        course = getattr(self, f"_{self.story.course}", None)
        if course is not None and self.number:
            yield from course()

    # -- the beginning -----------------------------------------------------

    def _received(self) -> Acts:
        story = self.story
        other = {"support_care": "sibling", "property": "sibling"}.get(story.scenario, "spouse")
        raw: dict[str, Any] = {
            "channel": story.channel,
            "scenario": story.scenario,
            "summary": story.summary,
            "danger_now": story.danger or ("yes" if story.scenario == "dv" else "no"),
            "parties": [
                {"role": "applicant", "relation": "self", **self.person("F")},
                {"role": "respondent", "relation": other, **self.person("M")},
            ],
        }
        raw |= self._told_at_intake()
        if story.campaign:
            raw["campaign"] = story.campaign
        yield self.at
        by, key = self.do(story.worker if story.clue else story.desk), f"sandbox-{story.place}"
        if is_filed(by.me, key):
            return
        if story.clue:
            yield from self._clue(by, raw, key)
            return
        raw["services"] = list(story.services)
        if story.course == "answered":
            raw |= {"services": [], "answer": self.random.choice(ANSWERS)}
        self.number = commands.receive(by, raw=raw, key=key).number

    def _clue(self, reporter: Acting, raw: dict[str, Any], key: str) -> Acts:
        """上报线索 first; the window takes it up the next day."""
        asked = {"scenario", "summary", "danger_now", "campaign"}
        told = {name: value for name, value in raw.items() if name in asked}
        told["parties"] = [
            {name: one[name] for name in ("name", "relation", "phone")} for one in raw["parties"]
        ]
        row = commands.report_clue(reporter, raw=told, key=key)
        self.number = reporter.session.scalars(
            select(CaseFile.number).where(CaseFile.id == row.case_id)
        ).one()
        yield self._later(days=1)
        self._move(self.story.desk, Move.RECEIVE)
        for service in self.story.services:
            commands.open_item(self.do(self.story.desk), self.number, service)

    # -- the courses -------------------------------------------------------

    def _settled(self) -> Acts:
        yield from self._begun()
        yield from self._concluded(self.story.worker)

    def _second_try(self) -> Acts:
        yield from self._begun()
        yield from self._tried_in_vain(self.story.worker)
        yield from self._concluded(self.story.worker)

    def _up(self) -> Acts:
        """Tried below in vain, reported up, settled there."""
        yield from self._begun()
        yield from self._tried_in_vain(self.story.worker)
        yield self._later(days=2)
        self._move(self.story.worker, Move.ESCALATE, reason="本级谈不拢，请上级调处")
        yield self._later(days=1)
        self._move(self.story.above, Move.ACCEPT)
        yield from self._concluded(self.story.above)

    def _failed(self) -> Acts:
        """Not settled, led to the court, filed."""
        yield from self._begun()
        yield from self._tried_in_vain(self.story.worker, last=True)
        yield self._later(days=12)
        self._move(
            self.story.worker,
            Move.TRANSFER_OUT,
            reason="几次调不成，双方同意走诉讼",
            outcome="示范县人民法院诉讼服务中心",
            told_remedies=True,
        )
        yield self._later(days=2)
        self._move(self.story.worker, Move.ARCHIVE)

    def _withdrawn(self) -> Acts:
        yield from self._assigned()
        yield self._later(days=6)
        self._move(self.story.worker, Move.WITHDRAW, reason="双方自己谈好了，不再办")
        yield self._later(days=1)
        self._move(self.story.worker, Move.ARCHIVE)

    def _declined(self) -> Acts:
        yield self._later(minutes=40)
        self._move(self.story.desk, Move.DECLINE, reason="法院已经在审，按规定不再受理")
        yield self._later(days=1)
        self._move(self.story.desk, Move.ARCHIVE)

    def _meeting(self) -> Acts:
        """联席会商 at the county: a plan, its measures done, settled by the head."""
        yield self._later(days=4)
        day = self._today()
        self._move("head", Move.INTERAGENCY_MEETING, present=("县住建局", "镇政府"), on=day)
        yield self._later(days=2)
        due = self._today() + timedelta(days=20)
        measures = (
            MeasureAsked(body="县住建局", text="核实房屋登记", due_on=due),
            MeasureAsked(body="镇政府", text="每周上门一次", due_on=due),
        )
        self._move("head", Move.ADOPT_PLAN, plan="核实登记后折价，镇里跟进", measures=measures)
        for _time in measures:
            yield self._later(days=7)
            acting = self.do("head")
            row = self._rows(Measure, Measure.done_on.is_(None))[0]
            commands.finish_measure(acting, self.number, row.id, self._version())
        yield self._later(days=2)
        self.items.begin("desk", self.number)
        self.items.finish("desk", self.number)
        yield self._later(minutes=50)
        self._move("head", Move.SETTLE, outcome="按核实的面积折价，分两次付清")
        yield from self._cared_for("head")

    def _guarded(self) -> Acts:
        """A sealed case: confirmed by who was told, rated, helped, handed to those who protect."""
        yield self._later(minutes=12)
        self._acknowledged()
        if self.story.scenario == "minor":
            yield self._later(minutes=30)
            report = {
                "to": ["police"],
                "on": self._today().isoformat(),
                "by": "接待窗口",
                "station": "示范镇派出所",
                "receipt": f"接报 {self.story.place:04d}",
            }
            commands.record_report(self.do(self.story.desk), self.number, self._version(), report)
        if self.story.scenario == "dv":
            yield self._later(minutes=30)
            self._scaled(self.story.desk, LETHAL)
        yield self._later(minutes=25)
        self._rated(self.story.desk)
        yield self._later(days=5)
        self.items.begin(self.story.desk, self.number)
        self.items.finish(self.story.desk, self.number)
        yield self._later(days=25)
        self._move(
            self.story.desk,
            Move.TRANSFER_OUT,
            reason="由公安、民政接着保护",
            outcome="示范县公安局",
            told_remedies=True,
        )
        yield self._later(days=3)
        self._move(self.story.desk, Move.ARCHIVE)

    # -- the parts of a course ---------------------------------------------

    def _assigned(self) -> Acts:
        """Hand the case to who works it: the county's to a town, the town's to its mediator."""
        story = self.story
        if story.desk == story.worker:
            return
        yield self._later(minutes=100)
        acting, worker = self.do(story.desk), self.do(story.worker)
        town = worker.viewer.current.point.id
        if town == acting.viewer.current.point.id:
            commands.assign_handler(acting, self.number, self._version(), worker.me)
            return
        self._move(story.desk, Move.ASSIGN_DOWN, to=town, reason="请就近调处")
        yield self._later(days=1)
        self._move(story.worker, Move.ACCEPT)

    def _begun(self) -> Acts:
        """Hand it on, rate it where it is dangerous, and do what comes before the first sitting."""
        yield from self._assigned()
        if self.story.warning:
            yield self._later(days=1)
            self._rated(self.story.worker)
        yield self._later(days=11)
        self.items.begin(self.story.worker, self.number)

    def _rated(self, login: str) -> None:
        acting = self.do(login)
        reason = "与村里、民警一起研判"
        commands.rate(acting, self.number, self._version(), self.story.warning, reason)
        if self.story.warning in ("red", "orange") and self.random.random() < 0.5:
            raw = {name: "" if value is None else str(value) for name, value in
                   known(acting, open_case(acting, self.number)[0]).items()}  # fmt: skip
            raw = {name: value for name, value in raw.items() if value}
            commands.file_key_family(acting, self.number, self._version(), raw)

    def _attempt(self, login: str) -> None:
        self._move(login, Move.START_ATTEMPT, present=("邻居", "村里长辈"), on=self._today())

    def _tried_in_vain(self, login: str, *, last: bool = False) -> Acts:
        """Sit down for nothing; at the *last* time the items come to their end as well."""
        yield self._later(minutes=30)
        self._attempt(login)
        yield self._later(minutes=70)
        if last:
            self.items.finish(login, self.number)
        self._move(login, Move.NOT_SETTLED, reason=self.random.choice(FAILURES))
        yield self._later(days=12)

    def _concluded(self, login: str) -> Acts:
        """Sit down, carry the items to their end, settle, and care for what was agreed."""
        yield self._later(days=1)
        self._attempt(login)
        yield self._later(days=1)
        self.items.finish(login, self.number)
        yield self._later(minutes=45)
        self._move(login, Move.SETTLE, outcome=self.random.choice(OUTCOMES))
        yield from self._cared_for(login)

    def _cared_for(self, login: str) -> Acts:
        """Follow up on the days that were planned, most in time; file it after the first."""
        yield self._later(days=1)
        # where a service still goes on beside, it is visited and not filed
        first = not self._rows(ServiceItem, ServiceItem.state.in_(("open", "suspended")))
        if first:
            self._move(login, Move.BEGIN_FOLLOWUP)
        while rows := self._rows(FollowUp, FollowUp.done_at.is_(None)):
            planned = min(one.planned_on for one in rows)
            late = self.random.choice((0, 0, 0, 1, 1, 4))
            moment = datetime.combine(planned, self.at.astimezone(SHANGHAI).timetz())
            self.at = max(self.at + timedelta(minutes=5), moment + timedelta(days=late))
            yield self.at
            spoken = self._visited(login)
            self._ticked_off(login)
            if first and spoken:
                first = False
                yield self._later(minutes=35)
                self._move(login, Move.ARCHIVE)
                yield from self._thanked(login)

    def _ticked_off(self, login: str) -> None:
        """Tick off what the case asked of her up to now."""
        acting = self.do(login)
        for task in self._rows(Task, Task.account_id == acting.me, Task.done_at.is_(None)):
            commands.finish_task(acting, task.id)

    def _thanked(self, login: str) -> Acts:
        if not self.story.thanks:
            return
        yield self._later(days=3)
        raw = {
            "kind": self.story.thanks,
            "on": self._today().isoformat(),
            "giver": "当事人一家",
            "words": self.random.choice(THANKED),
        }
        commands.file_thanks(self.do(login), self.number, self._version(), raw)
