"""Call the logic of a step, which is a plugin's, and judge what it returns.

``check`` and ``then`` are pure by contract and typed by nobody at run time. A wrong effect found
here is a refusal at the desk; found later it would be half a step in the database (T/ZSM 5.5).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from core.roster.answers import PluginFailed
from core.roster.dispatch import where
from core.roster.shape import ANSWER_TEXT, copied, fits, misfits
from core.roster.values import Fault, Kind, Roster
from core.words import (
    DIFFICULTIES,
    Effect,
    FileMeter,
    ItemView,
    Objection,
    Panel,
    SecondPerson,
    Service,
    Step,
    StepContext,
    Value,
)

_EFFECTS = frozenset(get_args(Effect))


def check_step(
    roster: Roster, plugin: str, step: Step, context: StepContext
) -> tuple[Objection, ...]:
    """Return what *step* of *plugin* objects to; raise `PluginFailed` when it fails to say."""
    if step.check is None:
        return ()
    said = _called(roster, plugin, "check", step.check, context, frozenset({Objection}))
    return cast("tuple[Objection, ...]", said)


def effects_of(roster: Roster, plugin: str, step: Step, context: StepContext) -> tuple[Effect, ...]:
    """Return the effects of *step*; raise `PluginFailed` when it fails to say.

    Only the effects of the contract pass: there is none that lowers confidentiality.
    """
    if step.then is None:
        return ()
    said = _called(roster, plugin, "then", step.then, context, _EFFECTS)
    return cast("tuple[Effect, ...]", said)


def second_of(roster: Roster, plugin: str, step: Step, context: StepContext) -> SecondPerson | None:
    """Return what a second person has to agree to before *step*, None while one is enough.

    Raises `PluginFailed` when it fails to say: silence may not let an amount pass.
    """
    if step.second is None:
        return None
    said: SecondPerson | None = _run(
        roster, plugin, "second", step.second, context, _no_second_person
    )
    return said


def _no_second_person(said: object) -> str:
    if said is None:
        return ""
    if type(said) is not SecondPerson:
        return f"SecondPerson expected, not {type(said).__name__}"
    nothing = "" if said.fields and said.why.strip() else "SecondPerson: says nothing to agree to"
    return next(misfits(said, longest=ANSWER_TEXT), nothing)


def answers_known(
    roster: Roster, plugin: str, step: Step, context: StepContext
) -> Mapping[str, Value]:
    """Return what *step* already knows of its form's answers; nothing when it fails to say.

    A page that opens empty is better than none, so a failure is only heard.
    """
    if step.start is None:
        return {}
    said: Mapping[str, Value] = _heard(roster, plugin, "start", step.start, context, _first_unknown)
    return said or {}


def fitting_steps(roster: Roster, service: Service, item: ItemView) -> tuple[Step, ...]:
    """Return the steps of *service* that belong to *item* at all; one that fails to say does."""
    return tuple(step for step in service.steps if _fits(roster, service.name, step, item))


def _fits(roster: Roster, plugin: str, step: Step, item: ItemView) -> bool:
    if step.fits is None:
        return True
    said = _heard(roster, plugin, "fits", step.fits, item, _no_answer)
    return said is not False


def _no_answer(said: object) -> str:
    return "" if isinstance(said, bool) else f"a bool expected, not {type(said).__name__}"


def beside_item(roster: Roster, service: Service, context: StepContext) -> tuple[Panel, ...]:
    """Return the blocks *service* puts beside its item; none when it fails to say."""
    if service.beside is None:
        return ()
    kinds = frozenset({Panel})
    said: tuple[Panel, ...] = _heard(
        roster,
        service.name,
        "beside",
        service.beside,
        context,
        lambda said: _first_misfit(said, kinds),
    )
    return said or ()


def file_of_item(roster: Roster, service: Service, context: StepContext) -> FileMeter | None:
    """Return what the file of an item asks for; none when *service* keeps none or fails to say."""
    if service.dossier is None:
        return None
    said: FileMeter | None = _heard(
        roster, service.name, "dossier", service.dossier, context, _no_meter
    )
    return said


def _no_meter(said: object) -> str:
    if said is None:
        return ""
    if type(said) is not FileMeter:
        return f"FileMeter expected, not {type(said).__name__}"
    unknown = "" if said.difficulty in DIFFICULTIES else "FileMeter.difficulty: unknown"
    return next(misfits(said, longest=ANSWER_TEXT), unknown)


def _heard(
    roster: Roster,
    plugin: str,
    hook: str,
    function: Callable[[Any], Any],
    given: StepContext | ItemView,
    judge: Callable[[object], str],
) -> Any:
    try:
        return _run(roster, plugin, hook, function, given, judge)
    except PluginFailed:
        return None


def _called(
    roster: Roster,
    plugin: str,
    hook: str,
    function: Callable[[StepContext], tuple[object, ...]],
    context: StepContext,
    kinds: frozenset[type],
) -> tuple[object, ...]:
    return cast(
        "tuple[object, ...]",
        _run(roster, plugin, hook, function, context, lambda said: _first_misfit(said, kinds)),
    )


def _run(
    roster: Roster,
    plugin: str,
    hook: str,
    function: Callable[[Any], Any],
    shown: StepContext | ItemView,
    judge: Callable[[object], str],
) -> Any:
    watch = roster.times.watch
    started = watch()
    given = copied(shown)
    try:
        said = function(given)
        wrong = judge(said)
        answers = () if wrong else copied(said)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        fault = Fault(plugin=plugin, hook=hook, kind=Kind.RAISED, where=where(error))
        roster.heard((fault,))
        raise PluginFailed(fault) from error
    finally:
        roster.times.note(plugin, hook, watch() - started)
    if wrong:
        fault = Fault(plugin=plugin, hook=hook, kind=Kind.WRONG, where=wrong)
        roster.heard((fault,))
        raise PluginFailed(fault)
    return answers


def _first_unknown(said: object) -> str:
    if not isinstance(said, Mapping):
        return f"a mapping expected, not {type(said).__name__}"
    return next(fits(said, "Mapping[str, Value]", "start", longest=ANSWER_TEXT), "")


def _first_misfit(said: object, kinds: frozenset[type]) -> str:
    if type(said) is not tuple:
        return f"a tuple expected, not {type(said).__name__}"
    for one in said:
        if type(one) not in kinds:
            return f"{type(one).__name__} is not expected here"
        for line in misfits(one, longest=ANSWER_TEXT):
            return line
    return ""
