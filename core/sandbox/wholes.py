"""Tell every sample a service brings once, whole, with the papers it can print.

The stories of two years follow the samples that fit a quarrel and its end, so a step taken in no
such quarrel (a couple's sitting, an objection, a ruling) would be seen nowhere. Each of these is a
case of its own, worked by the county's mediator and the service's professional.

The first that two people have to agree to is told once more before the doors open, up to the
question: it waits for the head.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from types import ModuleType

from flask import Flask
from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.errors import Refused
from core.cases.loading import open_case
from core.cases.models import CaseFile, ServiceItem
from core.cases.once import is_filed
from core.cases.papers import issue_paper
from core.clocks import today
from core.clocks.service import ClockRefused
from core.db import county_scope, db
from core.documents.service import PaperRefused
from core.roster import Roster
from core.sandbox.filling import Cast as People
from core.sandbox.items import SECONDER, Items, for_a_party
from core.sandbox.means import invented
from core.sandbox.places import DEMO
from core.sandbox.staffing import service_modules
from core.words import Cast, Sample

log = logging.getLogger(__name__)

WORKER, WINDOW = "mediator", "desk"
NOT_NOW = (Refused, ClockRefused, PaperRefused, LookupError)
"""What a rule says where a sample does not fit the day, or a paper has nothing to tell."""
MOMENT = timedelta(seconds=1)
"""What passes between two acts: what was done first stands first."""
BEFORE = timedelta(hours=1)
"""How long ago the first act was, so that none lies ahead."""


class Whole(Items):
    """The items of a case that follow one sample, whatever the quarrel."""

    def __init__(self, do: Callable[[str], Acting], roster: Roster, place: int) -> None:
        super().__init__(do, roster, sample=0, settles=True)
        self.place = place

    def _picked(self, samples: Sequence[Sample], service: str, scenario: str) -> Sample | None:
        return samples[self.place]

    def print_all(self, number: str, service: str, printed: set[str]) -> None:
        """Print what no sample before printed, as far as there is something to tell: by who works
        the case, else by the professional, whose own some papers are."""
        loaded = open_case(self.do(WORKER), number)[0]
        item = next(one for one in loaded.items if one.service == service)
        first = loaded.parties[0][0].id
        hands = [one for one in (self.do(WORKER), self._professional(service)) if one is not None]
        for kind in self.roster.services[service].documents:
            name, party = ".".join((service, kind.name)), first if for_a_party(kind) else ""
            for acting in hands:
                if kind.name in printed:
                    break
                try:
                    with db.session.begin_nested():
                        issue_paper(acting, number, name, item_id=item.id, party_id=party)
                    printed.add(kind.name)
                except NOT_NOW:
                    continue


class LeftWaiting(Exception):
    """A second person was asked and has not answered yet."""


class Asking(Whole):
    """A sample up to the first question to a second person."""

    def _seconded(
        self, acting: Acting, number: str, item: ServiceItem, step: str, data: Mapping[str, object]
    ) -> Acting:
        second = self.do(SECONDER).me
        commands.ask_second(acting, number, item.id, step, item.version, data, second)
        raise LeftWaiting


class NobodyAsked(Exception):
    """The sample came to its end: one person was enough."""


def leave_waiting(app: Flask, roster: Roster) -> bool:
    """Leave one sample where a second person is asked; tell whether a service brings such a one."""
    people = People(roster=roster)
    for service, sketches in _sketches(app, roster):
        seconded = {step.name for step in roster.services[service].steps if step.second}
        for place, sketch in enumerate(sketches):
            if not any(name in seconded for name, _data in sketch.steps):
                continue
            with county_scope(app, DEMO.code):
                if _asked(people, roster, service, place, sketch):
                    db.session.commit()
                    return True
    return False


def _asked(people: People, roster: Roster, service: str, place: int, sketch: Sample) -> bool:
    do = _hands(people)
    key = "-".join(("waits", service, str(place)))
    if is_filed(do(WINDOW).me, key):
        return True
    try:
        with db.session.begin_nested():
            number = _received(do, service, sketch, key)
            items = Asking(do, roster, place)
            try:
                items.finish(WORKER, number)
            except LeftWaiting:
                return True
            raise NobodyAsked
    except (NobodyAsked, *NOT_NOW):
        return False


def tell_wholes(app: Flask, roster: Roster) -> int:
    """Tell each sample once; return how many were told to their end. Told again, none is told
    twice."""
    told = 0
    for service, sketches in _sketches(app, roster):
        printed: set[str] = set()
        for place, sketch in enumerate(sketches):
            with county_scope(app, DEMO.code):
                told += _tell(People(roster=roster), roster, service, place, sketch, printed)
                db.session.commit()
    return told


def _sketches(app: Flask, roster: Roster) -> Iterator[tuple[str, tuple[Sample, ...]]]:
    """Yield the samples of each service, with nobody in them."""
    nobody = Cast(applicant="", respondent="", staff="", colleague="")
    for module in service_modules(roster):
        service = _service_of(module)
        if service in roster.services:
            with app.app_context():
                sketches = module.samples(nobody, today())
            yield service, sketches


def _hands(people: People) -> Callable[[str], Acting]:
    """Return who acts by login, within the last hour, each a second after who acted before."""
    clock = [0]

    def do(login: str) -> Acting:
        clock[0] += 1
        acting = people.acting(login)
        return replace(acting, at=acting.at - BEFORE + clock[0] * MOMENT)

    return do


def _tell(
    people: People, roster: Roster, service: str, place: int, sketch: Sample, printed: set[str]
) -> bool:
    do = _hands(people)
    key = "-".join(("whole", service, str(place)))
    if is_filed(do(WINDOW).me, key):
        return False
    try:
        with db.session.begin_nested():
            number = _received(do, service, sketch, key)
            items = Whole(do, roster, place)
            items.begin(WORKER, number)
            items.finish(WORKER, number)
            items.print_all(number, service, printed)
        return True
    except NOT_NOW as error:
        log.warning(
            "a practice sample was refused",
            extra={"service": service, "sample": place, "why": repr(error)},
        )
        return False


def _received(do: Callable[[str], Acting], service: str, sketch: Sample, key: str) -> str:
    """Take the case in at the county's window and give it to its mediator."""
    random = Random(key)  # noqa: S311  practice data, no secret
    raw = {
        "channel": "walk_in",
        "scenario": sketch.scenario,
        "summary": sketch.title,
        "danger_now": "no",
        "parties": [
            {"role": "applicant", "relation": "self", **invented(random, "F")},
            {"role": "respondent", "relation": "spouse", **invented(random, "M")},
        ],
        "services": [service],
    }  # fmt: skip
    number = commands.receive(do(WINDOW), raw=raw, key=key).number
    version = db.session.scalars(select(CaseFile.version).where(CaseFile.number == number)).one()
    commands.assign_handler(do(WINDOW), number, version, do(WORKER).me)
    return number


def _service_of(module: ModuleType) -> str:
    return module.__name__.split(".")[-2]
