"""The hooks a plugin may answer, readable in one sitting.

The class a hook lives in is its promise: for whom it is called, when, and what happens when it
raises. A hook enters only together with a shipped plugin that needs it (T/ZSM 5.4: eight functions,
one platform, and no function may stop another).

The classes are protocols, so that a reader and a type checker see the signatures; nobody inherits
from them. A plugin is a module (or any object) with functions marked ``@hookimpl``; it may take
fewer arguments than the hook offers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

import pluggy

from core.words import (
    Brand,
    CaseView,
    County,
    Figure,
    Filing,
    IntakeView,
    Move,
    Objection,
    Panel,
    Period,
    PointView,
    RecordView,
    Service,
    State,
    Step,
    Suggestion,
    Support,
    Viewer,
)

PROJECT = "jiahe"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Declarations(Protocol):
    """Called for every installed plugin, once, at start-up; the result is checked and frozen.

    A plugin whose declaration raises or does not hold together is not loaded.
    """

    @hookspec
    def service(self) -> Service | Support | Brand:
        """Say what this plugin is.

        Every plugin answers this one. ``name`` must be the name of its entry point, because it is
        also its prefix in every address and its name in every stored row. ``start`` opens the form
        of a step with what is known, ``beside`` stands beside the item on its page, ``dossier``
        says which pieces its file asks for and which are there::

            @hookimpl
            def service():
                return Service(
                    name="tea_room",
                    title="茶室",
                    clause="5.4",
                    summary="坐下来喝杯茶，慢慢说",
                    faces_both_parties=False,
                    forms=(
                        Form(
                            key="tea_room.visit",
                            title="来访",
                            fields=(Field(name="wish", label="想聊什么", purpose="规则：排座位"),),
                        ),
                    ),
                    steps=(
                        Step(
                            name="visit",
                            title="喝茶",
                            form="tea_room.visit",
                            closes=True,
                            start=lambda context: {"wish": "随便聊聊"},
                            then=lambda context: (CloseItem(outcome="done"),),
                        ),
                    ),
                    beside=lambda context: (Panel(title="茶室", lines=("座位还有",)),),
                    dossier=lambda context: FileMeter(
                        difficulty="simple",
                        pieces=(FilePiece(title="来访", there=bool(context.item.records)),),
                    ),
                    closing_outcomes={"done": "聊过了"},
                )
        """


class Questions(Protocol):
    """Called inside a request, for plugins open or closing at the case's point; time-recorded.

    ``suggestions`` and ``objections`` are pure; ``panels`` may read through ``core.api.reading``.
    None of them can write: they run beside the request's own transaction, in a read-only session.
    If one raises, hangs or returns something else than promised, its contribution is dropped and
    the page says so; what came late is used. Each of these counts as a failure, and three in ten
    minutes open the plugin's breaker: it is asked no more until somebody has looked. A fault in
    ``objections`` blocks only cases that carry an item of that plugin, and never ``receive``,
    ``urgent_report``, ``escalate`` or ``accept``; a point head may waive it with a reason, and an
    open breaker stops it from blocking.
    """

    @hookspec
    def suggestions(self, intake: IntakeView) -> Iterable[Suggestion]:
        """Tell the front desk that what it has typed so far belongs to this function, and why.

        A service speaks for itself, a brand for the service it is a face of. Declared rules
        (``Service.suggests``) need no hook; this one is for what words and situations cannot say::

            @hookimpl
            def suggestions(intake):
                if intake.has_minor and intake.danger == "yes":
                    yield Suggestion(service="tea_room", why="现场有孩子需要安顿")
        """

    @hookspec
    def objections(self, case: CaseView, act: Move | Step | Filing) -> Iterable[Objection]:
        """Say why this act on this case may not be done now, citing an article, 县规则 or 建议.

        Asked before every move, step and filing of a case; what a step's own form needs belongs
        into the step's ``check`` instead::

            @hookimpl
            def objections(case, act):
                if act is Move.ARCHIVE and not case.items:
                    yield Objection(text="茶室还没有回访", citation="建议", waivable=True)
        """

    @hookspec
    def panels(self, case: CaseView, viewer: Viewer) -> Iterable[Panel]:
        """Put a small block on the page of the case: a title and plain lines, never markup.

        ``case`` is what this viewer may see of it::

            @hookimpl
            def panels(case, viewer):
                return [Panel(title="茶室", lines=("明天 9:00 有空位",))]
        """


class Events(Protocol):
    """Called after commit, from the outbox, each in its own transaction, at least once.

    For the same plugins as the questions, judged when the event was written; ``switched`` goes to
    its own plugin in any state. Only for what may come late, and possibly twice. A failure is
    recorded, shown to the administrator and tried again; the desk never notices.
    """

    @hookspec
    def case_opened(self, case: CaseView) -> None:
        """Learn that a case was opened.

        ``case`` is the case as it is when the event is delivered::

            noted = []

            @hookimpl
            def case_opened(case):
                noted.append(case.number)
        """

    @hookspec
    def case_moved(self, case: CaseView, move: Move) -> None:
        """Learn that a case was moved.

        ``case`` is the case as it is when the event is delivered, maybe moved on since::

            noted = []

            @hookimpl
            def case_moved(case, move):
                if move is Move.SETTLE:
                    noted.append(case.number)
        """

    @hookspec
    def record_filed(self, record: RecordView) -> None:
        """Learn that a record was filed.

        Core tells only of records of the plugin's own forms, and of none that is its author's
        alone::

            noted = []

            @hookimpl
            def record_filed(record):
                if record.form == "tea_room.visit":
                    noted.append(record.id)
        """

    @hookspec
    def switched(self, place: PointView, state: State) -> None:
        """Learn that this plugin was switched at a point and below.

        Sent in any state, so that a plugin also learns of its own closing::

            noted = []

            @hookimpl
            def switched(place, state):
                noted.append((place.code, state))
        """


class Duties(Protocol):
    """Called for every installed plugin, switched or not, because data outlive a switch.

    Run by the worker with a read-only session; if one raises, the job is tried again.
    """

    @hookspec
    def figures(self, county: County, period: Period) -> Iterable[Figure]:
        """Compute the declared indicators of this plugin for a county and a span of days.

        What is declared and not computed here is shown as not available, never as zero; its
        declaration may say in ``missing`` what it lacks, and in ``counts_toward`` which
        figure of core it is a part of (``aid_full``). What it counts it reads through
        ``items_opened``, ``items_closed``, ``records_filed``, ``clocks_due`` and
        ``promises_due`` of ``core.api``: its own items, each form filed in them, their deadlines,
        the answers marked ``index``, and nobody's name; ``answers_counted`` sums up a sealed
        choice and ``amounts_counted`` a sealed amount of which no single answer is told::

            @hookimpl
            def figures(county, period):
                yield Figure(code="tea_room.visits", numerator=12)
        """


CLASSES: tuple[type, ...] = (Declarations, Questions, Events, Duties)


def _by_class() -> Mapping[str, type]:
    return MappingProxyType(
        {
            name: promise
            for promise in CLASSES
            for name, value in vars(promise).items()
            if hasattr(value, f"{PROJECT}_spec")
        }
    )


HOOKS: Mapping[str, type] = _by_class()
"""Every hook with the class that carries its promise, in the order they are written here."""
