"""Suggest services for an intake: declared rules first, then what plugins say; the clerk decides.

A service that sits both parties down is never ticked for her while danger is not answered with 没有
(functions: suggestion rules; 妇联规程 9–11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.cases.acting import Acting
from core.cases.sealing import judged
from core.roster import ask
from core.words import Brand, IntakeView, Service, State


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One service on the intake form. ``state`` tells why it cannot be ticked here, ``brand`` is
    its local face at this point."""

    service: str
    title: str
    why: str
    ticked: bool
    suggested: bool
    state: State
    locked: bool
    fallback: str
    brand: Brand | None = None


def intake_view(raw: Mapping[str, object]) -> IntakeView:
    """Return what the desk has typed so far; anything unreadable counts as not typed."""

    def texts(name: str) -> frozenset[str]:
        value = raw.get(name)
        return frozenset(str(one) for one in value) if isinstance(value, list) else frozenset()

    parties = raw.get("parties")
    return IntakeView(
        scenario=str(raw.get("scenario") or ""),
        scenarios=texts("scenarios"),
        summary=str(raw.get("summary") or ""),
        danger=str(raw.get("danger_now") or "unknown"),
        danger_flags=texts("danger_flags"),
        channel=str(raw.get("channel") or ""),
        has_minor=isinstance(parties, list)
        and any(isinstance(one, dict) and one.get("role") == "minor_child" for one in parties),
    )


def offers(acting: Acting, raw: Mapping[str, object], path: tuple[str, ...]) -> tuple[Offer, ...]:
    """Return every installed service with whether and why it is suggested for this intake."""
    intake = intake_view(raw)
    violence, _stop = judged(
        scenario=intake.scenario,
        scenarios=intake.scenarios,
        summary=intake.summary,
        danger=intake.danger,
        flags=intake.danger_flags,
    )
    said = ask(acting.roster, "suggestions", acting.board.asked(acting.roster, path), intake=intake)
    extra = {one.service: one for _plugin, one in said.values}
    found = []
    for service in acting.roster.services.values():
        why, ticked = _declared(service, intake)
        if service.name in extra and not why:
            why, ticked = extra[service.name].why, extra[service.name].ticked
        locked = service.faces_both_parties and (violence or intake.danger != "no")
        state = acting.board.effective(service.name, path)
        found.append(
            Offer(
                service=service.name,
                title=service.title,
                why=why,
                ticked=bool(why) and ticked and not locked and state is State.OPEN,
                suggested=bool(why),
                state=state,
                locked=service.faces_both_parties and intake.danger == "yes",
                fallback=service.fallback_help,
                brand=acting.board.brand_of(acting.roster, service.name, path),
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.ticked, not one.suggested)))


def _declared(service: Service, intake: IntakeView) -> tuple[str, bool]:
    """Return (why, ticked) by the service's own rules; ("", False) when none fits."""
    situations = {intake.scenario, *intake.scenarios}
    for rule in service.suggests:
        hit = bool(rule.scenarios & situations) or _says(rule.words, intake.summary)
        if hit:
            ticked = rule.ticked and not (rule.never_when_danger and intake.danger != "no")
            return rule.why, ticked and not rule.unticked_for & situations
    return "", False


def _says(words: Iterable[str], sentence: str) -> bool:
    return any(word in sentence for word in words)
