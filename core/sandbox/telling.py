"""Tell one story through the commands the desk uses, each act some hours after the one before.

So history, clocks, audit and papers of the practice county are what they would be; names and
numbers come from one seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.commands.items import may_take
from core.cases.facts import Args
from core.cases.loading import open_case
from core.cases.models import ServiceItem
from core.cases.offering import papers_of
from core.cases.papers import issue_paper
from core.clocks import local_date
from core.points.models import ServicePoint
from core.privacy import Reach
from core.roster import Roster
from core.sandbox.staffing import service_modules, service_staff
from core.sandbox.tales import GIVEN, SURNAMES, WORDS, Story
from core.words import Cast, Move, Sample

SEED = 990101
Do = Callable[[str, datetime], Acting]


class Telling:
    """Tells the stories through the commands, each act some hours after the one before."""

    def __init__(self, do: Do, roster: Roster, place: int) -> None:
        self.do, self.roster = do, roster
        self.random = Random(SEED + place)  # noqa: S311  practice data, no secret

    def person(self, sex: str) -> dict[str, str]:
        """Return an invented person; the telephone numbers are of a range nobody has."""
        name = self.random.choice(SURNAMES) + self.random.choice(GIVEN)
        return {
            "name": name,
            "phone": f"1990000{self.random.randrange(10_000):04d}",
            "sex": sex,
            "birth_date": f"{self.random.randrange(1950, 2000)}-0{self.random.randrange(1, 10)}-15",
        }

    def tell(self, story: Story, start: datetime) -> str:
        """Take the case in and carry it to where the story stops; return its number."""
        at = start
        raw: dict[str, object] = {
            "channel": "walk_in",
            "scenario": story.scenario,
            "summary": WORDS[story.scenario],
            "danger_now": story.danger,
            "parties": [
                {"role": "applicant", "relation": "self", **self.person("F")},
                {"role": "respondent", "relation": "spouse", **self.person("M")},
            ],
            "services": list(self._sealed_services(story)),
        }
        if story.stop == "answered":
            raw["answer"] = "已说明遗产分割的一般规则和需要的材料，可以先到公证处咨询。"
            raw["services"] = []
        number = commands.receive(self.do(story.desk, at), raw=raw).number
        if story.stop not in ("received", "answered"):
            self._route(story, number, at)
        return number

    def _sealed_services(self, story: Story) -> tuple[str, ...]:
        """Return services that may be opened on this story's case."""
        if story.services:
            return story.services
        return (
            tuple(
                name
                for name, service in self.roster.services.items()
                if not service.faces_both_parties
                and any(story.scenario in rule.scenarios for rule in service.suggests)
            )
            or tuple(self.roster.services)[:1]
        )

    def _route(self, story: Story, number: str, at: datetime) -> None:
        who, at = story.desk, at + timedelta(hours=3)
        if story.desk != "village":
            who, at = self._send_down(story, number, at)
            if story.stop in ("assigned", "accepted"):
                return
        prepared = self._prepare_items(who, number, at)
        self._attempt(who, number, at + timedelta(minutes=20))
        at += timedelta(days=1)
        if story.stop == "attempted":
            return
        if story.stop == "unsettled":
            self._move(who, number, Move.NOT_SETTLED, at, Args(reason="分歧较大，改日再谈"))
            return
        self._finish_items(who, number, at, prepared)
        self._move(who, number, Move.SETTLE, at, Args(outcome="双方各让一步，口头和好"))
        at += timedelta(days=1)
        self._move(who, number, Move.BEGIN_FOLLOWUP, at, Args())
        if story.stop == "archived":
            acting = self.do(who, at + timedelta(hours=1))
            version = self._version(acting, number)
            visit = {"safe": True, "way": "phone", "found": "stable", "performance": "done"}
            commands.file_follow_up(acting, number, version, visit)
            self._move(who, number, Move.ARCHIVE, at + timedelta(hours=2), Args())

    def _send_down(self, story: Story, number: str, at: datetime) -> tuple[str, datetime]:
        """Assign the county's cases to the town, the town's to its own mediator."""
        if story.desk == "desk_town":
            acting = self.do("desk_town", at)
            mediator = self.do("mediator_town", at).me
            commands.assign_handler(acting, number, self._version(acting, number), mediator)
            return "mediator_town", at + timedelta(hours=1)
        acting = self.do("desk", at)
        town = acting.session.scalars(
            select(ServicePoint.id).where(ServicePoint.level == "town").order_by(ServicePoint.code)
        ).first()
        self._move("desk", number, Move.ASSIGN_DOWN, at, Args(to=town or "", reason="请就近调处"))
        if story.stop != "assigned":
            self._move("mediator_town", number, Move.ACCEPT, at + timedelta(hours=2), Args())
        return "mediator_town", at + timedelta(hours=3)

    def _attempt(self, who: str, number: str, at: datetime) -> None:
        args = Args(present=("邻居", "村里长辈"), on=local_date(at))
        self._move(who, number, Move.START_ATTEMPT, at, args)

    def _prepare_items(self, who: str, number: str, at: datetime) -> dict[str, int]:
        """Take what comes before a sitting, which an attempt waits for; return how far each is."""
        acting = self.do(who, at)
        loaded, _facts, _reach = open_case(acting, number)
        taken: dict[str, int] = {}
        for item in loaded.items:
            declared = self.roster.services[item.service]
            sample = self._sample(acting, loaded.case.number, item.service)
            names = [step for step, _data in sample.steps] if sample else []
            sittings = [place for place, name in enumerate(names) if declared.step(name).sitting]
            taken[item.id] = sittings[0] if sittings else 0
            self._steps(who, number, item, at, slice(taken[item.id]))
        return taken

    def _finish_items(
        self, who: str, number: str, at: datetime, prepared: Mapping[str, int]
    ) -> None:
        """Carry each item to the end of its service's own sample."""
        loaded, _facts, _reach = open_case(self.do(who, at), number)
        for item in loaded.items:
            self._steps(who, number, item, at, slice(prepared[item.id], None))

    def _steps(self, who: str, number: str, item: ServiceItem, at: datetime, which: slice) -> None:
        """Take some steps of the item's sample, by whoever may take them."""
        sample = self._sample(self.do(who, at), number, item.service)
        for place, (step, data) in enumerate(sample.steps[which] if sample else ()):
            moment = at + timedelta(minutes=place + 1)
            self._step(who, number, item.id, step, dict(data), moment)

    def _sample(self, acting: Acting, number: str, service: str) -> Sample | None:
        loaded, _facts, _reach = open_case(acting, number)
        people = [party.id for party, _person in loaded.parties]
        cast = Cast(
            applicant=people[0],
            respondent=people[1],
            staff=acting.me,
            colleague=self.do("head", acting.at).me,
        )
        for module in service_modules(self.roster):
            if module.__name__.split(".")[-2] == service:
                found = module.samples(cast, local_date(acting.at))
                return next(iter(found), None)
        return None

    def _step(
        self, who: str, number: str, item_id: str, step: str, data: dict[str, object], at: datetime
    ) -> None:
        """Take a step; a professional takes her own, once the item is hers."""
        acting = self.do(who, at)
        loaded = open_case(acting, number)[0]
        item = next(one for one in loaded.items if one.id == item_id)
        declared = self.roster.services[item.service].step(step)
        if not may_take(acting, loaded, item, declared):
            owner = self._professional(item.service, at)
            if owner is None:
                return
            if item.owner_id != owner.me:
                commands.assign_item(acting, number, item_id, item.version, owner.me)
            acting = owner
            item = next(one for one in open_case(acting, number)[0].items if one.id == item_id)
        commands.take_step(acting, number, item_id, step, item.version, data)
        self._papers(who, number, item_id, at)

    def _papers(self, who: str, number: str, item_id: str, at: datetime) -> None:
        """Issue what the step asked for, so that the item can close."""
        acting = self.do(who, at)
        loaded = open_case(acting, number)[0]
        item = next(one for one in loaded.items if one.id == item_id)
        issued = {
            one.kind for one in papers_of(acting, loaded, Reach.FULL) if one.item_id == item_id
        }
        for kind in item.required_papers:
            name = kind if "." in kind else f"{item.service}.{kind}"
            if name not in issued:
                issue_paper(acting, number, name, item_id=item_id)

    def _professional(self, service: str, at: datetime) -> Acting | None:
        roles = {role.name for role in self.roster.services[service].roles}
        for person in service_staff(self.roster):
            if roles & set(person.roles):
                return self.do(person.login, at)
        return None

    def _version(self, acting: Acting, number: str) -> int:
        return open_case(acting, number)[0].case.version

    def _move(self, who: str, number: str, act: Move, at: datetime, args: Args) -> None:
        acting = self.do(who, at)
        commands.move(acting, number, act, self._version(acting, number), args)
