"""Walk one item of a service in memory: judge the form, ask ``check``, apply ``then``.

What core does in a transaction is done here on frozen values, so that a service's logic can be
tested in milliseconds and a story reads like the desk's day. It is strict where core is: unknown
clocks, papers, outcomes and services raise.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from core.clocks import closes
from core.forms.judge import judge
from core.words import (
    PROMISE_STATES,
    CaseState,
    CaseView,
    Cast,
    ClockView,
    CloseItem,
    Confidentiality,
    DangerAnswered,
    Effect,
    ExtendClock,
    FlagViolence,
    ItemState,
    ItemView,
    LetterAnswered,
    LetterView,
    Level,
    Objection,
    OpenItem,
    PartyView,
    PauseClock,
    PointView,
    PromiseView,
    RaiseConfidentiality,
    RecordOrder,
    RecordPerformance,
    RecordReport,
    RecordView,
    RecordWill,
    RequireDocument,
    RequireReport,
    ResumeClock,
    SendLetter,
    Service,
    Stage,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Value,
    read_date,
    read_rows,
)

TODAY = date(2026, 11, 23)
HER, HIM, STAFF, COLLEAGUE = "p1", "p2", "s1", "s2"
CAST = Cast(applicant=HER, respondent=HIM, staff=STAFF, colleague=COLLEAGUE)
EIGHT = frozenset(
    [
        "marriage_counseling",
        "petition",
        "mediation",
        "legal_consult",
        "psych",
        "legal_aid",
        "hardship_aid",
        "family_education",
    ]
)


def a_case(
    *,
    scenario: str = "marriage_love",
    danger: str = "no",
    violence: bool = False,
    stop_one: bool = False,
    order_in_force: bool = False,
    parties: tuple[PartyView, ...] | None = None,
) -> CaseView:
    """Return a case of two people, calm unless said otherwise."""
    return CaseView(
        number="990101-2026-7K3QXF-M",
        state=CaseState.IN_PROGRESS,
        stage=Stage.RESOLUTION,
        level=Level.L3,
        scenario=scenario,
        confidentiality=Confidentiality.C2,
        danger=danger,
        violence=violence,
        stop_one=stop_one,
        order_in_force=order_in_force,
        parties=parties
        or (
            PartyView(id=HER, role="applicant", relation="self", name="林一", sex="F"),
            PartyView(id=HIM, role="respondent", relation="spouse", name="江二", sex="M"),
        ),
        received_on=TODAY - timedelta(days=10),
    )


def context(walk: "Walk") -> StepContext:
    """Return what a step's page is drawn from: nothing filled in yet."""
    return walk.context({})


SERVICES: dict[str, Service] = {
    name: importlib.import_module(f"plugins.{name}").service() for name in sorted(EIGHT)
}


class Refused(AssertionError):
    """A step the service would not take; ``codes`` say why."""

    def __init__(self, objections: tuple[Objection, ...]) -> None:
        super().__init__("; ".join(f"{one.code}: {one.text}" for one in objections))
        self.objections = objections
        self.codes = {one.code for one in objections}


class Invalid(AssertionError):
    """Form data core would not store; ``codes`` are those of the form's own check."""

    def __init__(self, form: str, errors: object, objections: tuple[Objection, ...]) -> None:
        super().__init__(f"{form}: {errors}")
        self.codes = {one.code for one in objections}


@dataclass
class Walk:
    """One item on its way. ``effects`` are all that was returned so far, in order; with
    ``seconded`` a second person agrees to whatever needs one."""

    service: Service
    case: CaseView
    today: date = TODAY
    settings: Mapping[str, Value] = field(default_factory=dict)
    state: ItemState = ItemState.OPEN
    outcome: str = ""
    told_remedies: bool = False
    done: list[str] = field(default_factory=list)
    records: list[RecordView] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    clocks: dict[str, date] = field(default_factory=dict)
    paused: dict[str, str] = field(default_factory=dict)
    papers: set[str] = field(default_factory=set)
    issued: tuple[str, ...] = ()
    letters: dict[str, LetterView] = field(default_factory=dict)
    promises: dict[int, PromiseView] = field(default_factory=dict)
    point: PointView | None = None
    seconded: bool = False
    professions: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()

    @property
    def item(self) -> ItemView:
        return ItemView(
            id="i1",
            service=self.service.name,
            state=self.state,
            step=self.done[-1] if self.done else "",
            version=len(self.done) + 1,
            done=tuple(self.done),
            opened_on=self.today,
            records=tuple(self.records),
            papers=self.issued,
            point=self.point,
            letters=tuple(self.letters.values()),
            promises=tuple(self.promises.values()),
        )

    def context(self, data: Mapping[str, Value]) -> StepContext:
        case = replace(self.case, items=(self.item,))
        return StepContext(
            case=case,
            item=self.item,
            data=data,
            today=self.today,
            settings=self.settings,
            professions=self.professions,
            served=self.served,
        )

    def objections(self, name: str, raw: Mapping[str, object] | None = None) -> set[str]:
        """Return the codes with which a step would be refused now; nothing is changed."""
        trial = replace(
            self,
            done=list(self.done),
            records=list(self.records),
            effects=list(self.effects),
            clocks=dict(self.clocks),
            paused=dict(self.paused),
            papers=set(self.papers),
            letters=dict(self.letters),
            promises=dict(self.promises),
        )
        try:
            trial.take(name, raw or {})
        except (Refused, Invalid) as refusal:
            return refusal.codes
        return set()

    def take(self, name: str, raw: Mapping[str, object] | None = None) -> tuple[Effect, ...]:
        """Take a step as core would; raise Invalid or Refused."""
        step = self.service.step(name)
        if self.state is not ItemState.OPEN:
            raise Refused((Objection(text="已办结", code="closed"),))
        if step.after and not set(step.after) & set(self.done):
            raise Refused((Objection(text="还不到这一步", code="after"),))
        if step.fits is not None and not step.fits(self.item):
            raise Refused((Objection(text="不是这一件的", code="fits"),))
        if not step.repeats and name in self.done:
            raise Refused((Objection(text="已经办过", code="done"),))
        data = self._judged(step.form, raw or {})
        context = self.context(data)
        found = step.check(context) if step.check else ()
        if found:
            raise Refused(found)
        wanted = step.second(context) if step.second else None
        if wanted is not None and not self.seconded:
            assert set(wanted.fields) <= {one.name for one in self.service.form(step.form).fields}
            raise Refused((Objection(text=wanted.why, code="second_person"),))
        effects = step.then(context) if step.then else ()
        if step.form:
            self.records.append(self._record(step.form, data))
            self._promise(step.form, data)
        self.done.append(name)
        for effect in effects:
            self._apply(effect)
        if step.closes and len(self.service.steps) == 1:
            assert self.state is not ItemState.OPEN
        return effects

    def tasks(self) -> list[Task]:
        return [effect for effect in self.effects if isinstance(effect, Task)]

    def opened(self) -> set[str]:
        return {effect.service for effect in self.effects if isinstance(effect, OpenItem)}

    def _judged(self, key: str, raw: Mapping[str, object]) -> dict[str, Value]:
        if not key:
            assert not raw, "a step without a form takes no data"
            return {}
        people = [(party.id, party.name) for party in self.case.parties]
        staff = [(STAFF, "办理人"), (COLLEAGUE, "同事")]
        judged = judge(
            self.service.form(key),
            raw,
            today=self.today,
            choices={"party": people, "person": people, "staff": staff},
        )
        if not judged.ok:
            raise Invalid(key, judged.errors, judged.objections)
        return judged.data

    def _record(self, form: str, data: Mapping[str, Value]) -> RecordView:
        about = self.service.form(form).about
        return RecordView(
            id=f"r{len(self.records)}",
            form=form,
            version=1,
            data=data,
            item_id="i1",
            filed_at=datetime.combine(self.today, time(1), UTC),
            about=str(data[about]) if about != "shared" else "shared",
        )

    def _promise(self, key: str, data: Mapping[str, Value]) -> None:
        """Copy what the form promises, as core does: a later one replaces an earlier one."""
        said = self.service.form(key).promises
        if said is not None:
            self.promises = {
                number: PromiseView(
                    number=number,
                    what=str(row.get(said.what)),
                    due_on=read_date(row.get(said.due)),
                )
                for number, row in enumerate(read_rows(data.get(said.rows)), start=1)
            }

    def _apply(self, effect: Effect) -> None:
        self.effects.append(effect)
        case = self.case
        match effect:
            case RecordWill(party_id=party_id, will=will):
                assert will in ("agreed", "refused", "unreachable")
                assert party_id in {party.id for party in case.parties}
                parties = tuple(
                    replace(party, willing=will) if party.id == party_id else party
                    for party in case.parties
                )
                self.case = replace(case, parties=parties)
            case FlagViolence(stop_one=stop_one):
                self.case = replace(
                    case,
                    violence=True,
                    stop_one=case.stop_one or stop_one,
                    confidentiality=Confidentiality.C3,
                )
            case RecordOrder(protects=party_id, stage=stage, on=on, until=until):
                assert stage in ("asked", "made", "refused")
                assert on <= self.today
                assert party_id in {party.id for party in case.parties}
                if stage == "made":
                    assert until is not None
                    self.case = replace(case, order_in_force=until >= self.today)
            case RecordPerformance(number=number, state=state, on=on):
                assert state in PROMISE_STATES
                assert on is None or on <= self.today
                self.promises[number] = replace(
                    self.promises[number], state=state, said_on=on or self.today
                )
            case DangerAnswered(answer=answer):
                assert answer in ("yes", "no")
                if case.danger != "yes":
                    self.case = replace(case, danger=answer)
            case RaiseConfidentiality():
                self.case = replace(case, confidentiality=Confidentiality.C3)
            case StartClock(clock=code, from_date=start, from_moment=at, until=until, after=other):
                length = timedelta(days=self._declared(code).length)
                assert at is None or at.tzinfo is not None
                if other:
                    start = self.clocks[other] + timedelta(days=self._declared(other).length)
                begins = start or (at.date() if at else self.today)
                self.clocks.setdefault(code, until - length if until else begins)
                self._show_clocks()
            case StopClock(clock=code):
                self._declared(code)
                self.clocks.pop(code, None)
                self.paused.pop(code, None)
                self._show_clocks()
            case ExtendClock(clock=code, by=by):
                assert self._declared(code).extension >= (by or 1)
                assert code in self.clocks, f"{code} does not run"
            case PauseClock(clock=code, why=why):
                assert why in self._declared(code).pauses
                if code in self.clocks:
                    self.paused[code] = why
                self._show_clocks()
            case ResumeClock(clock=code):
                self._declared(code)
                self.paused.pop(code, None)
                self._show_clocks()
            case RequireDocument(kind=kind):
                assert kind in {paper.name for paper in self.service.documents}
                self.papers.add(kind)
            case RequireReport(why=why):
                assert why
            case RecordReport(to=to, by=by, receipt=receipt):
                assert "police" in to
                assert by
                assert receipt
                assert set(to) <= {"police", "civil_affairs", "education"}
            case SendLetter(to=to, ground=ground, urgency=urgency, party=party):
                assert to
                assert ground in ("consent", "report", "life", "duty")
                assert urgency in ("hours", "day", "days", "none")
                assert party in {"", *(one.id for one in case.parties)}
                assert self.records, "a letter is the form of its step"
                self.letters[self.records[-1].id] = LetterView(
                    record=self.records[-1].id, to=to, state="sent"
                )
            case LetterAnswered(letter=letter, on=on):
                assert on <= self.today
                known = self.letters[letter]
                if known.waits:
                    self.letters[letter] = replace(known, state="answered", ended_on=on)
            case OpenItem(service=name):
                assert name in EIGHT
            case CloseItem(outcome=outcome, state=state, told_remedies=told):
                assert outcome in self.service.closing_outcomes, outcome
                self.state, self.outcome = ItemState(state), outcome
                self.told_remedies = told
            case Task(title=title, to=to):
                assert to in ("owner", "lead", "point_head", "county_head")
                assert not any(party.name in title for party in case.parties if party.name)
            case _:
                raise AssertionError(f"unknown effect {effect!r}")

    def _declared(self, code: str):
        return next(clock for clock in self.service.clocks if clock.code == code)

    def _show_clocks(self) -> None:
        """Let the case show what runs, as core would; days are not rolled here."""
        self.case = replace(
            self.case,
            clocks=tuple(
                ClockView(
                    code=code,
                    title=self._declared(code).title,
                    due_at=closes(start + timedelta(days=self._declared(code).length)),
                    citation=str(self._declared(code).law),
                    state="paused" if code in self.paused else "running",
                    item_id="i1",
                )
                for code, start in self.clocks.items()
            ),
        )
