"""Everything a plugin may import from the platform; what is not here may change any day.

The frozen words of the contract, the marker for hooks, the declaration every page of a plugin
carries, and a session to read with. Beside it a plugin uses flask, wtforms, marshmallow, sqlalchemy
and its own package; ``API`` says which edition of this surface it was written for (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Iterable as _Iterable
from collections.abc import Mapping as _Mapping

from sqlalchemy.orm import Session

from core.cases import own_items as _own
from core.clocks import last_day
from core.db import CountySession, db
from core.documents.parts import Paper, day, label, labels, moment, sheet, table, words
from core.documents.wording import day_text, local_day, yuan_text
from core.hooks import hookimpl
from core.registers.counting import counted as _counted_entries
from core.web.language import page_day
from core.web.policy import policy
from core.words import (
    API,
    CASE_STATES,
    CHANNELS,
    CHANNELS_WITH_REFERENCE,
    CONFIDENTIALITY,
    DANGER,
    DANGER_FLAGS,
    DIFFICULTIES,
    FED_BY_SERVICES,
    ITEM_STATES,
    LEVEL_OF_POINT,
    LEVEL_TITLES,
    MOVES,
    NOTICE_BASES,
    PARTY_ROLES,
    POINT_LEVELS,
    PROMISE_STATES,
    RELATIONS,
    REPLY_WAYS,
    SCENARIOS,
    STAGES,
    SWITCH_STATES,
    WAIVERS,
    WARNING_FACTS,
    Addressee,
    Beside,
    Brand,
    CaseState,
    CaseView,
    Cast,
    Check,
    Clock,
    ClockView,
    CloseItem,
    CodeList,
    Condition,
    Confidentiality,
    CountedApproval,
    CountedClock,
    CountedEntry,
    CountedItem,
    CountedRecord,
    County,
    DangerAnswered,
    Declared,
    DocumentKind,
    Dossier,
    DuePromise,
    Effect,
    EntryCheck,
    EntryContext,
    EntrySample,
    EntryView,
    ExtendClock,
    Field,
    Figure,
    FileMeter,
    FilePiece,
    Filing,
    Fits,
    FlagViolence,
    Form,
    Ground,
    Indicator,
    IntakeView,
    Issuer,
    ItemState,
    ItemView,
    Kind,
    Law,
    Leader,
    Leads,
    LetterAnswered,
    LetterView,
    Level,
    Move,
    Objection,
    OpenItem,
    Option,
    Panel,
    PaperSchema,
    PaperTable,
    PartyView,
    PauseClock,
    Period,
    PersonView,
    PointView,
    PostView,
    Promises,
    PromiseView,
    RaiseConfidentiality,
    RecordOrder,
    RecordPerformance,
    RecordReport,
    RecordView,
    RecordWill,
    Register,
    RegisterAct,
    RequireDocument,
    RequireReport,
    ResumeClock,
    Role,
    Sample,
    Second,
    SecondPerson,
    SendLetter,
    Sensitivity,
    Service,
    Stage,
    Start,
    StartClock,
    State,
    Step,
    StepContext,
    StopClock,
    Suggestion,
    SuggestRule,
    Support,
    Task,
    Then,
    Unit,
    Value,
    Viewer,
    WarningLevel,
    WarningScheme,
    at_field,
    not_tomorrow,
    options,
    read_date,
    read_moment,
    read_rows,
)

__all__ = [
    "API",
    "CASE_STATES",
    "CHANNELS",
    "CHANNELS_WITH_REFERENCE",
    "CONFIDENTIALITY",
    "DANGER",
    "DANGER_FLAGS",
    "DIFFICULTIES",
    "FED_BY_SERVICES",
    "ITEM_STATES",
    "LEVEL_OF_POINT",
    "LEVEL_TITLES",
    "MOVES",
    "NOTICE_BASES",
    "PARTY_ROLES",
    "POINT_LEVELS",
    "PROMISE_STATES",
    "RELATIONS",
    "REPLY_WAYS",
    "SCENARIOS",
    "STAGES",
    "SWITCH_STATES",
    "WAIVERS",
    "WARNING_FACTS",
    "Addressee",
    "Beside",
    "Brand",
    "CaseState",
    "CaseView",
    "Cast",
    "Check",
    "Clock",
    "ClockView",
    "CloseItem",
    "CodeList",
    "Condition",
    "Confidentiality",
    "CountedApproval",
    "CountedClock",
    "CountedEntry",
    "CountedItem",
    "CountedRecord",
    "County",
    "DangerAnswered",
    "Declared",
    "DocumentKind",
    "Dossier",
    "DuePromise",
    "Effect",
    "EntryCheck",
    "EntryContext",
    "EntrySample",
    "EntryView",
    "ExtendClock",
    "Field",
    "Figure",
    "FileMeter",
    "FilePiece",
    "Filing",
    "Fits",
    "FlagViolence",
    "Form",
    "Ground",
    "Indicator",
    "IntakeView",
    "Issuer",
    "ItemState",
    "ItemView",
    "Kind",
    "Law",
    "Leader",
    "Leads",
    "LetterAnswered",
    "LetterView",
    "Level",
    "Move",
    "NotReading",
    "Objection",
    "OpenItem",
    "Option",
    "Panel",
    "Paper",
    "PaperSchema",
    "PaperTable",
    "PartyView",
    "PauseClock",
    "Period",
    "PersonView",
    "PointView",
    "PostView",
    "PromiseView",
    "Promises",
    "RaiseConfidentiality",
    "RecordOrder",
    "RecordPerformance",
    "RecordReport",
    "RecordView",
    "RecordWill",
    "Register",
    "RegisterAct",
    "RequireDocument",
    "RequireReport",
    "ResumeClock",
    "Role",
    "Sample",
    "Second",
    "SecondPerson",
    "SendLetter",
    "Sensitivity",
    "Service",
    "Stage",
    "Start",
    "StartClock",
    "State",
    "Step",
    "StepContext",
    "StopClock",
    "SuggestRule",
    "Suggestion",
    "Support",
    "Task",
    "Then",
    "Unit",
    "Value",
    "Viewer",
    "WarningLevel",
    "WarningScheme",
    "amounts_counted",
    "answers_counted",
    "approvals_asked",
    "at_field",
    "clocks_due",
    "day",
    "day_text",
    "entries_counted",
    "hookimpl",
    "items_closed",
    "items_opened",
    "label",
    "labels",
    "last_day",
    "local_day",
    "moment",
    "not_tomorrow",
    "options",
    "page_day",
    "points_counted",
    "policy",
    "promises_due",
    "read_date",
    "read_moment",
    "read_rows",
    "reading",
    "records_filed",
    "sheet",
    "table",
    "words",
    "yuan_text",
]


class NotReading(RuntimeError):
    """The present work may write, so it has no session to merely read with."""


def reading() -> Session:
    """Return the session of the present work: one county, and no change goes through it.

    For `panels`, `figures` and pages that answer GET; a flush in it raises. Raises `NotReading`
    elsewhere: what a plugin changes goes through the steps it declares and the effects they have.
    """
    session = db.session()
    if not isinstance(session, CountySession) or not session.read_only:
        raise NotReading("only questions, figures and pages that answer GET read through here")
    return session


def items_opened(service: str, period: Period) -> tuple[CountedItem, ...]:
    """Return the items of *service* opened within *period*; for `figures`, as `reading`."""
    return _own.items_opened(reading(), service, period)


def items_closed(service: str, period: Period) -> tuple[CountedItem, ...]:
    """Return the items of *service* that ended within *period*; for `figures`, as `reading`."""
    return _own.items_closed(reading(), service, period)


def records_filed(service: str, period: Period) -> tuple[CountedRecord, ...]:
    """Return what was filed in items of *service* within *period*; for `figures`, as `reading`."""
    return _own.records_filed(reading(), service, period)


def approvals_asked(service: str, period: Period) -> tuple[CountedApproval, ...]:
    """Return what second people were asked of *service* within *period*, as `reading`."""
    return _own.approvals_asked(reading(), service, period)


def answers_counted(
    form: str, asked: str, choices: _Iterable[str], period: Period
) -> _Mapping[str, int]:
    """Return how often each of *choices* answered a sealed question within *period*: sums only.

    For `figures`, as `reading`: the question *asked* of *form* is marked ``index`` and sensitive or
    restricted, so no single answer comes to a plugin. Show the parts with one ``split``.
    """
    return _own.answers_counted(reading(), form, asked, choices, period)


def amounts_counted(form: str, asked: str, period: Period) -> int | None:
    """Return the sum in fen of a sealed amount asked by *form* within *period*; sums only.

    For `figures`, as `reading`; the newest record of each item stands. None while fewer than five
    items told an amount: a sum of few is the amount of one.
    """
    return _own.amounts_counted(reading(), form, asked, period)


def points_counted(level: str) -> int:
    """Return how many service points of *level* (a code of ``POINT_LEVELS``) the county has; for
    `figures`, as `reading`: what a share of all villages is a share of."""
    return _own.points_counted(reading(), level)


def promises_due(service: str, period: Period) -> tuple[DuePromise, ...]:
    """Return what agreements of *service* promised for a day within *period*, as `reading`."""
    return _own.promises_due(reading(), service, period)


def clocks_due(service: str, period: Period) -> tuple[CountedClock, ...]:
    """Return the deadlines of items of *service* that end within *period*, as `reading`."""
    return _own.clocks_due(reading(), service, period)


def entries_counted(register: Register, service: str, period: Period) -> tuple[CountedEntry, ...]:
    """Return the entries of a *register* of *service* dated within *period*, as `reading`."""
    return _counted_entries(reading(), register.form, service, register.name, period)
