"""A form of core's about a case, as a page: asked, filed, asked again with what was typed.

What differs between the forms is data: who may be asked, what there is to choose from, where it
goes afterwards. So no page forgets a draft, a key, a version or a kind of refusal (T/ZSM 5.6.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.acting import Acting
from core.cases.facts import Facts
from core.cases.here import acting
from core.cases.loading import Loaded, open_case
from core.cases.reading import CaseOut, project
from core.desk.acts import back, version_of
from core.desk.colleagues import named
from core.desk.refusing import Reasons, refused
from core.forms import draw, read, wants_redraw
from core.privacy import Reach
from core.web import kept_form
from core.web.drafting import form_key
from core.web.once import sent_key
from core.words import PARTY_ROLES, Form, Kind

Raw: TypeAlias = Mapping[str, Any]
Choices: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
NOWHERE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """A case as the one who is asked sees it; ``place`` is what the address has beside the
    number."""

    here: Acting
    loaded: Loaded
    facts: Facts
    how_far: Reach
    case: CaseOut
    place: Mapping[str, str]

    @property
    def parties(self) -> list[tuple[str, str]]:
        """The people of the case to choose from, by name and part."""
        return [
            (one.id, named(one.name or _("未透露"), PARTY_ROLES.get(one.role, one.role)))
            for one in self.case.parties or ()
        ]


def parties_here(sight: Sight, raw: Raw) -> Choices:
    """Offer the people of the case, as most forms do."""
    return {Kind.PARTY.value: sight.parties}


def _anybody(sight: Sight) -> bool:
    return True


def _nothing(sight: Sight) -> Reasons:
    return []


def _as_asked(sight: Sight, form: Form) -> Form:
    return sight.here.asked(form)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A form and its page. ``action`` is the view that files it; ``may`` says who is asked at all,
    beyond what the command refuses; ``grows`` who may add rows; ``standing`` is told before anybody
    has typed; ``differing`` beside both versions when somebody else was faster."""

    form: Form
    action: str
    may: Callable[[Sight], bool] = _anybody
    choices: Callable[[Sight, Raw], Choices] = parties_here
    drawn: Callable[[Sight, Form], Form] = _as_asked
    grows: Callable[[Sight], bool] | None = None
    standing: Callable[[Sight], Reasons] = _nothing
    differing: Callable[[Sight, Raw], Reasons] | None = None
    after: Callable[[str], ResponseReturnValue] = back
    uploads: bool = False


def sight_of(here: Acting, number: str, place: Mapping[str, str] = NOWHERE) -> Sight:
    """Return the case as it stands now."""
    loaded, facts, how_far = open_case(here, number)
    case = project(here, loaded, facts, how_far)
    return Sight(here=here, loaded=loaded, facts=facts, how_far=how_far, case=case, place=place)


def ask(
    asked: Asked,
    number: str,
    raw: Raw,
    wrong: Mapping[str, list[str]] | None = None,
    status: int = 200,
    reasons: Reasons | None = None,
    *,
    place: Mapping[str, str] = NOWHERE,
) -> ResponseReturnValue:
    """Draw the page with *raw* in the fields, or with what was kept as a draft."""
    sight = sight_of(acting(), number, place)
    if not asked.may(sight):
        abort(403)
    form, kept = asked.form, kept_form(asked.action, number=number, **place)
    if kept is not None and kept.resumed:
        raw = read(form, kept.answers)
    more = {"uploads": True} if asked.uploads else {}
    html = render_template(
        "cases/ask_form.html",
        case=sight.case,
        form=form,
        fields=draw(asked.drawn(sight, form), raw, wrong or {}, choices=asked.choices(sight, raw)),
        action=asked.action,
        place=place,
        reasons=reasons or asked.standing(sight),
        key=form_key(kept),
        kept=kept,
        **more,
    )
    return html, status


def filed(
    asked: Asked,
    number: str,
    command: Callable[[Acting, int, dict[str, Any], str], object],
    *,
    raw: dict[str, Any] | None = None,
    place: Mapping[str, str] = NOWHERE,
) -> ResponseReturnValue:
    """Read the form, run *command* (who acts, version, answers, key), say so and go back; or draw
    the page again with everything that was typed."""
    here = acting()
    typed = read(asked.form, request.form) if raw is None else raw
    if wants_redraw(request.form):
        if asked.grows is None or not asked.grows(sight_of(here, number)):
            abort(403)  # a row is for who may file it, and most forms have none
        return ask(asked, number, typed, place=place)
    answer = refused(
        here,
        lambda: command(here, version_of(), typed, sent_key()),
        lambda wrong, status, reasons: ask(
            asked, number, typed, wrong, status, reasons, place=place
        ),
        beside=lambda: asked.differing(sight_of(here, number), typed) if asked.differing else [],
    )
    if answer is not None:
        return answer
    flash(_("已存：%(form)s", form=_(asked.form.title)), "ok")
    return asked.after(number)
