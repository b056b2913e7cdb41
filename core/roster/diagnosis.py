"""Tell how every plugin of this app is: the values behind ``jiahe plugins list`` and ``doctor``.

Names, kinds, clauses and reasons only, so that the list can be printed, sent as JSON and shown on
the administrator's page alike (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.hooks import HOOKS
from core.roster.values import Roster
from core.words import Brand, Service


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """One plugin: ``kind`` is service, support, brand or quarantined; ``reason`` is the red card's.

    ``hooks`` are the hooks it answers, beside ``service``; ``advice`` are lines for its author on
    what is allowed but thin.
    """

    name: str
    kind: str
    title: str = ""
    clause: str = ""
    bundled: bool = False
    hooks: tuple[str, ...] = ()
    reason: str = ""
    advice: tuple[str, ...] = ()


def doctor(roster: Roster) -> tuple[Diagnosis, ...]:
    """Return one diagnosis per known plugin, loaded ones first; never queries."""
    return (*_loaded(roster), *_refused(roster))


def _loaded(roster: Roster) -> Iterator[Diagnosis]:
    for name in roster:
        declared = roster.declared(name)
        hooks = tuple(
            hook
            for hook in HOOKS
            if hook != "service" and any(one.plugin == name for one in roster.hooks(hook))
        )
        yield Diagnosis(
            name=name,
            kind=type(declared).__name__.lower(),
            title=declared.title,
            clause="" if isinstance(declared, Brand) else declared.clause,
            bundled=name in roster.bundled,
            hooks=hooks,
            advice=tuple(_advice(declared, hooks)) if isinstance(declared, Service) else (),
        )


def _refused(roster: Roster) -> Iterator[Diagnosis]:
    for card in roster.quarantined:
        yield Diagnosis(
            name=card.name,
            kind="quarantined",
            bundled=card.name in roster.bundled,
            reason=card.reason,
        )


def _advice(service: Service, hooks: tuple[str, ...]) -> Iterator[str]:
    if not service.suggests:
        yield "no triage rule: the front desk will never see it suggested"
    if not service.indicators:
        yield "no indicator: its work appears in no report of its own"
    owed = [one.code for one in service.indicators if not one.missing]
    if owed and "figures" not in hooks:
        yield f"no hook figures: {len(owed)} indicators are declared, computed by nothing"
    if not service.closing_outcomes:
        yield "no closing outcomes: how its items ended cannot be counted"
    if not service.fallback_help:
        yield "no fallback help: with it switched off the desk cannot say where else to go"
