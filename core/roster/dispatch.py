"""Ask the plugins, one at a time, and let none of them harm the others or the asker.

The loop is our own: pluggy's caller runs an implementation that used ``specname`` although it was
left out, lets later plugins leak into a cached subset, and stops everybody at the first exception.
Here only plugins allowed **by name** are called, each inside its own guard (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Final, Literal, cast, overload

from flask import current_app, g, has_app_context

from core.hooks import HOOKS, Events, Questions
from core.roster.answers import Answers, PluginFailed
from core.roster.health import SLOW, Busy
from core.roster.shape import ANSWER_TEXT, copied, misfits
from core.roster.values import Fault, Implementation, Kind, Roster
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
    Service,
    Step,
    Suggestion,
    Viewer,
)

MOST_ANSWERS = 50
"""Most answers one plugin may give to one question; figures may be as many as are declared."""

NEVER_BLOCKED_BY_FAULT = frozenset({Move.RECEIVE, Move.URGENT_REPORT, Move.ESCALATE, Move.ACCEPT})
"""Moves a broken guard never stops: they bring a case to somebody who can help."""

_ANSWERS: Mapping[str, type] = {
    "suggestions": Suggestion,
    "objections": Objection,
    "panels": Panel,
    "figures": Figure,
}


GUARD_FAULT = "“%(title)s”没能完成核对，本办件有它的服务事项，请稍后再试或由负责人说明理由后放行"

_AROUND: Final = "roster_apart"


@overload
def ask(
    roster: Roster,
    hook: Literal["suggestions"],
    allowed: Collection[str],
    *,
    intake: IntakeView,
) -> Answers[Suggestion]: ...
@overload
def ask(
    roster: Roster,
    hook: Literal["objections"],
    allowed: Collection[str],
    *,
    case: CaseView,
    act: Move | Step | Filing,
) -> Answers[Objection]: ...
@overload
def ask(
    roster: Roster,
    hook: Literal["panels"],
    allowed: Collection[str],
    *,
    case: CaseView,
    viewer: Viewer,
) -> Answers[Panel]: ...
def ask(
    roster: Roster, hook: str, allowed: Collection[str], **given: object
) -> Answers[Suggestion] | Answers[Objection] | Answers[Panel]:
    """Put a question to the plugins named in *allowed* and return what fits of their answers.

    Never raises for what a plugin does; KeyError for a hook that is no question. Each plugin gets
    its own copy of the arguments and a read-only database session apart from the caller's, so it
    can neither change what the next one sees nor end the caller's transaction.
    """
    if HOOKS[hook] is not Questions:
        raise KeyError(hook)
    asked = [one for one in roster.hooks(hook) if one.plugin in allowed]
    if not asked:
        return Answers()
    values: list[tuple[str, object]] = []
    faults: list[Fault] = []
    with apart(roster) as noted:
        for one in asked:
            said, wrong = _ask_one(roster, hook, one, given)
            values.extend((one.plugin, answer) for answer in said)
            faults.extend(wrong)
        noted.extend(faults)
    return cast(
        "Answers[Suggestion] | Answers[Objection] | Answers[Panel]",
        Answers(values=tuple(values), faults=tuple(faults)),
    )


def guard(
    roster: Roster, allowed: Collection[str], *, case: CaseView, act: Move | Step | Filing
) -> Answers[Objection]:
    """Ask for objections, and object in the name of a guard that failed where that is promised.

    A failed guard blocks only a case that carries an unfinished or finished item of its own plugin,
    never one of `NEVER_BLOCKED_BY_FAULT`; a point head may waive it. *allowed* leaves out plugins
    whose breaker is open, so those stop blocking.
    """
    answers = ask(roster, "objections", allowed, case=case, act=act)
    if isinstance(act, Move) and act in NEVER_BLOCKED_BY_FAULT:
        return answers
    carried = {item.service for item in case.items}
    failed = [
        fault.plugin
        for fault in answers.faults
        if fault.kind is not Kind.SLOW and carried & _services(roster, fault.plugin)
    ]
    blocked = tuple(
        (
            name,
            Objection(
                text=GUARD_FAULT,
                values={"title": roster.declared(name).title},
                code="guard_fault",
                waivable=True,
            ),
        )
        for name in dict.fromkeys(failed)
    )
    return Answers(values=(*answers.values, *blocked), faults=answers.faults)


def tell(roster: Roster, hook: str, plugin: str, **given: object) -> None:
    """Deliver an event to one plugin; raise `PluginFailed`, so that delivery is tried again.

    A plugin that is gone or does not listen is no error. KeyError for a hook that is no event.
    Runs in the caller's session: what the plugin writes is committed or lost with the delivery.
    """
    if HOOKS[hook] is not Events:
        raise KeyError(hook)
    for one in roster.hooks(hook):
        if one.plugin == plugin:
            _answer(roster, hook, one, given)


def figures(roster: Roster, plugin: str, *, county: County, period: Period) -> tuple[Figure, ...]:
    """Ask one plugin for its figures, switched on or not; raise `PluginFailed` when it fails."""
    given = {"county": county, "period": period}
    with apart(roster):
        return tuple(
            cast("Figure", figure)
            for one in roster.hooks("figures")
            if one.plugin == plugin
            for figure in _answer(roster, "figures", one, given)
        )


def _ask_one(
    roster: Roster, hook: str, one: Implementation, given: Mapping[str, object]
) -> tuple[tuple[object, ...], tuple[Fault, ...]]:
    watch = roster.times.watch
    started = watch()
    try:
        said = _answer(roster, hook, one, given)
    except PluginFailed as failure:
        return (), (failure.fault,)
    took = watch() - started
    if took > SLOW:
        slow = Fault(plugin=one.plugin, hook=hook, kind=Kind.SLOW, where=f"{took:.1f} s")
        return said, (slow,)
    return said, ()


def _answer(
    roster: Roster, hook: str, one: Implementation, given: Mapping[str, object]
) -> tuple[object, ...]:
    """Call one implementation behind its bulkhead and return what it said, judged and copied."""
    # outside the guard: an argument missing or not to be copied is our mistake, not the plugin's
    copies = [copied(given[name]) for name in one.arguments]
    watch = roster.times.watch
    started = watch()
    try:
        with roster.gates.inside(one.plugin):
            most = _most_answers(roster, hook, one.plugin)
            said = _drained(one.function(*copies), most)
        wrong = "" if HOOKS[hook] is Events else _first_misfit(hook, one.plugin, roster, said, most)
        answers = () if wrong else copied(tuple(said))
    except Busy as error:
        raise PluginFailed(Fault(plugin=one.plugin, hook=hook, kind=Kind.BUSY)) from error
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit and its like are a plugin's failure, not our end
        fault = Fault(plugin=one.plugin, hook=hook, kind=Kind.RAISED, where=where(error))
        raise PluginFailed(fault) from error
    finally:
        roster.times.note(one.plugin, hook, watch() - started)
    if wrong:
        raise PluginFailed(Fault(plugin=one.plugin, hook=hook, kind=Kind.WRONG, where=wrong))
    return answers


def _most_answers(roster: Roster, hook: str, plugin: str) -> int:
    declared = roster.declared(plugin)
    if hook != "figures" or not isinstance(declared, Service):
        return MOST_ANSWERS
    return max(MOST_ANSWERS, len(declared.indicators))


def _drained(answer: object, most: int) -> list[object]:
    """Return what was answered as a list; None is no answer.

    One more than allowed is taken, so that an endless generator is seen and left. What cannot be
    gone through is returned as it is, to be found wrong.
    """
    if answer is None:
        return []
    if not isinstance(answer, Iterable):
        return [answer]
    return list(islice(answer, most + 1))


def _first_misfit(hook: str, plugin: str, roster: Roster, said: list[object], most: int) -> str:
    if len(said) > most:
        return f"more than {most} answers"
    for one in said:
        if type(one) is not _ANSWERS[hook]:
            return f"{_ANSWERS[hook].__name__} expected, not {type(one).__name__}"
        for line in misfits(one, longest=ANSWER_TEXT):
            return line
        if isinstance(one, Suggestion) and one.service not in _speaks_for(roster, plugin):
            return "suggests a service it does not speak for"
    return ""


def _services(roster: Roster, plugin: str) -> frozenset[str]:
    """Return the services whose items belong to this plugin."""
    declared = roster.declared(plugin)
    return frozenset({declared.service if isinstance(declared, Brand) else plugin})


def _speaks_for(roster: Roster, plugin: str) -> Collection[str]:
    """A service suggests itself, a brand its service; a support plugin may point to any."""
    declared = roster.declared(plugin)
    if isinstance(declared, Service | Brand):
        return _services(roster, plugin)
    return roster.services


def where(error: BaseException) -> str:
    """Name the exception and the innermost line, without its message."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "")
        place = f" at {module}.{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"[:200]


@contextmanager
def apart(roster: Roster) -> Iterator[list[Fault]]:
    """Run the block with a database session of its own, of the same county, that cannot write.

    Sessions belong to an application context; the plugin sees a fresh one, so even a plugin that
    digs out the session and rolls back only ends its own. Every question sees to this itself; who
    puts many at once opens the block around them all, and they share one. Yields the list of what
    went wrong; *roster* hears of it at the end, outside.
    """
    around: list[Fault] | None = g.get(_AROUND) if has_app_context() else None
    if around is not None:
        yield around
        return
    noted: list[Fault] = []
    try:
        if has_app_context():
            county = g.get("county_id")
            with current_app.app_context():
                g.county_id = county
                g.read_only = True
                setattr(g, _AROUND, noted)
                yield noted
        else:
            yield noted
    finally:
        if noted:
            roster.heard(tuple(noted))
