"""Carry the service items of a practice case through their own services' samples.

Each service brings whole samples in ``plugins/<name>/sandbox.py``; a professional's step is taken
by its professional, the papers a step asks for are issued, and where two have to agree the head of
the county agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.commands.items import may_take
from core.cases.errors import MoveRefused
from core.cases.loading import Loaded, open_case
from core.cases.models import ServiceItem, Task
from core.cases.offering import papers_of
from core.cases.papers import issue_paper
from core.clocks import local_date
from core.privacy import Reach
from core.roster import Roster
from core.sandbox.staffing import service_modules, service_staff
from core.words import Addressee, Cast, DocumentKind, Sample, Service

SECONDER = "head"
"""Who is asked where two have to agree."""


class Items:
    """The items of one case. ``settles`` tells how the quarrel ends, ``sample`` which of the
    fitting samples of its service each item follows."""

    def __init__(
        self, do: Callable[[str], Acting], roster: Roster, *, sample: int, settles: bool
    ) -> None:
        self.do, self.roster, self.sample, self.settles = do, roster, sample, settles
        self.taken: dict[str, int] = {}
        self.staff = ""

    def begin(self, who: str, number: str) -> None:
        """Take what comes before a sitting: an attempt waits for it."""
        loaded = self._case(who, number)
        self.staff = self.do(who).me
        for item in loaded.items:
            sample = self._sample(loaded, self.do(who), item.service)
            declared = self.roster.services[item.service]
            names = [step for step, _data in sample.steps] if sample else []
            sittings = [place for place, name in enumerate(names) if declared.step(name).sitting]
            self._take(who, number, item.id, sample, 0, sittings[0] if sittings else 0)

    def finish(self, who: str, number: str) -> None:
        """Carry each item to the end of its sample."""
        loaded = self._case(who, number)
        for item in loaded.items:
            sample = self._sample(loaded, self.do(who), item.service)
            self._take(who, number, item.id, sample, self.taken.get(item.id, 0), None)
            for acting in (self.do(who), self._professional(item.service)):
                if acting is not None:
                    _tick_off(acting, item.id)

    def _take(
        self,
        who: str,
        number: str,
        item_id: str,
        sample: Sample | None,
        first: int,
        last: int | None,
    ) -> None:
        steps = sample.steps[first:last] if sample else ()
        for step, data in steps:
            for paper in sample.papers.get(step, ()) if sample else ():
                self._issue(who, number, item_id, paper)
            self._step(who, number, item_id, step, dict(data))
        self.taken[item_id] = first + len(steps)

    def _case(self, who: str, number: str) -> Loaded:
        return open_case(self.do(who), number)[0]

    def _sample(self, loaded: Loaded, acting: Acting, service: str) -> Sample | None:
        people = [party.id for party, _person in loaded.parties]
        cast = Cast(
            applicant=people[0],
            respondent=people[1],
            # whoever began an item is named in it to the end, wherever it goes
            staff=self.staff or acting.me,
            colleague=self.do("head").me,
        )
        for module in service_modules(self.roster):
            if module.__name__.split(".")[-2] == service:
                found = module.samples(cast, local_date(acting.at))
                return self._picked(found, service, loaded.case.scenario)
        return None

    def _picked(self, samples: Sequence[Sample], service: str, scenario: str) -> Sample | None:
        fit = self._fitting(samples, self.roster.services[service], scenario)
        return fit[self.sample % len(fit)] if fit else None

    def _fitting(
        self, samples: Sequence[Sample], declared: Service, scenario: str
    ) -> Sequence[Sample]:
        """Return the samples that end as the quarrel does, those of its situation when there are.

        A quarrel is tried at a table: a sample that never gets there is of one that was not.
        """
        sittings = {step.name for step in declared.steps if step.sitting}
        fit = [one for one in samples if one.settles is self.settles and not one.seldom]
        met = [one for one in fit if any(name in sittings for name, _data in one.steps)]
        return [one for one in met or fit if one.scenario == scenario] or met or fit

    def _step(
        self, who: str, number: str, item_id: str, step: str, data: dict[str, object]
    ) -> None:
        """Take a step; a professional takes her own, once the item is hers."""
        acting = self.do(who)
        loaded = open_case(acting, number)[0]
        item = _named(loaded, item_id)
        declared = self.roster.services[item.service].step(step)
        if not may_take(acting, loaded, item, declared):
            owner = self._professional(item.service)
            if owner is None:
                return
            if item.owner_id != owner.me:
                commands.assign_item(acting, number, item_id, item.version, owner.me)
            acting = owner
        try:
            commands.take_step(acting, number, item_id, step, item.version, data)
        except MoveRefused as refusal:
            if {one.code for one in refusal.objections} != {"second_person"}:
                raise
            agreed = self._seconded(acting, number, item, step, data)
            commands.take_step(agreed, number, item_id, step, item.version, data)
        if item.required_papers:
            self._papers(who, number, item_id)

    def _seconded(
        self, acting: Acting, number: str, item: ServiceItem, step: str, data: Mapping[str, object]
    ) -> Acting:
        """Have a second person agree to a step; return who takes it as she stands afterwards."""
        second = self.do(SECONDER)
        row = commands.ask_second(acting, number, item.id, step, item.version, data, second.me)
        commands.answer_second(second, row.id, row.version, "agreed")
        return replace(acting, at=second.at)

    def _papers(self, who: str, number: str, item_id: str) -> None:
        """Issue what the step asked for, so that the item can close."""
        acting = self.do(who)
        loaded = open_case(acting, number)[0]
        item = _named(loaded, item_id)
        issued = {
            one.kind for one in papers_of(acting, loaded, Reach.FULL) if one.item_id == item_id
        }
        for kind in item.required_papers:
            name = kind if "." in kind else f"{item.service}.{kind}"
            if name not in issued:
                issue_paper(acting, number, name, item_id=item_id)

    def _issue(self, who: str, number: str, item_id: str, paper: str) -> None:
        """Issue a paper a step looks for; one for a party goes to who came."""
        loaded = self._case(who, number)
        service = self.roster.services[_named(loaded, item_id).service]
        kind = next(one for one in service.documents if one.name == paper)
        party = loaded.parties[0][0].id if for_a_party(kind) else ""
        name = f"{service.name}.{paper}"
        issue_paper(self.do(who), number, name, item_id=item_id, party_id=party)

    def _professional(self, service: str) -> Acting | None:
        roles = {role.name for role in self.roster.services[service].roles}
        for person in service_staff(self.roster):
            if roles & set(person.roles):
                return self.do(person.login)
        return None


def _tick_off(acting: Acting, item_id: str) -> None:
    """Have somebody tick off what an item that was carried to its end had asked of her: a story is
    told at one moment, and its acts answer no task that was given at the same one."""
    open_still = select(Task.id).where(
        Task.item_id == item_id, Task.account_id == acting.me, Task.done_at.is_(None)
    )
    for task_id in acting.session.scalars(open_still).all():
        commands.finish_task(acting, task_id)


def for_a_party(kind: DocumentKind) -> bool:
    """Tell whether a paper is for one of the people of the case."""
    return kind.addressee in (Addressee.PARTY, Addressee.EACH_PARTY)


def _named(loaded: Loaded, item_id: str) -> ServiceItem:
    return next(one for one in loaded.items if one.id == item_id)
