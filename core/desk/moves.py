"""Moves from the page of a case: ask what a move needs to know, make it, or say why not.

A refusal draws the same page again with what was typed, every reason at once and each at its field
(T/ZSM 5.6.1: whoever holds a case is told what is still missing).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.facts import Args, MeasureAsked
from core.cases.here import acting
from core.cases.loading import Loaded, open_case
from core.cases.reading import project
from core.desk.acts import back_where_seen, version_of
from core.desk.blueprints import cases
from core.desk.colleagues import colleagues, targets
from core.desk.refusing import said
from core.desk.telling import codes_for
from core.forms import day_typed
from core.web import KeptForm, keeps_draft, kept_form, policy
from core.web.speech import spoken_with
from core.words import MOVES, Move, Objection

MEASURE_ROWS = 4


def known_move(name: str) -> Move:
    """Return the move of the URL; 404 for an unknown one."""
    if name not in {one.value for one in Move}:
        abort(404)
    return Move(name)


def at_fields(objections: tuple[Objection, ...]) -> dict[str, str]:
    """Return what was objected to at a field of the page, by its name."""
    return {
        one.field_name: spoken_with(one.text, one.values) for one in objections if one.field_name
    }


@cases.get("/<number>/moves/<move>")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_move(number: str, move: str) -> ResponseReturnValue:
    """Ask what a move needs to know."""
    act = known_move(move)
    kept = kept_form("cases.make_move", number=number, move=move)
    typed = _typed(kept.answers) if kept is not None and kept.resumed else {}
    return _move_page(acting(), g.target, act, typed, [], kept=kept)


def _move_page(
    here: Acting,
    loaded: Loaded,
    act: Move,
    typed: dict[str, Any],
    reasons: list[dict[str, str]],
    *,
    status: int = 200,
    version: int | None = None,
    wrong: Mapping[str, str] = MappingProxyType({}),
    kept: KeptForm | None = None,
) -> ResponseReturnValue:
    loaded, facts, how_far = open_case(here, loaded.case.number)
    offers = [one for one in commands.moves_of(here, loaded, facts) if one.move is act]
    if not offers and status == 200:
        abort(404)
    html = render_template(
        "cases/ask_move.html",
        case=project(here, loaded, facts, how_far),
        # a refused page is drawn again even when the move is gone: what was typed stands in it
        offer=offers[0] if offers else commands.not_open(act),
        typed=defaultdict(str, typed),
        measures=typed.get("measures")
        or [dict.fromkeys(("body", "text", "due"), "")] * MEASURE_ROWS,
        reasons=reasons,
        wrong=defaultdict(str, wrong),
        stale=version is not None and version != facts.version,
        points=targets(here, loaded, facts, act),
        people=colleagues(here, loaded, facts, act),
        kept=kept,
        codes=codes_for(here),
        today=here.today,
    )
    return html, status


def _typed(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what was written about a move, on the page or in a draft of it."""
    return {
        "reason": form.get("reason", "")[:1000],
        "to": form.get("to", "")[:13],
        "to_account": form.get("to_account", "")[:13],
        "waiver": form.get("waiver", "")[:20],
        "outcome": form.get("outcome", "")[:1000],
        "told_remedies": form.get("told_remedies", ""),
        "plan": form.get("plan", "")[:2000],
        "present": form.getlist("present"),
        "others": form.get("others", "")[:200],
        "on": form.get("on", ""),
        "into": form.get("into", "").strip()[:24],
        "measures": [
            {name: form.get(f"measure-{row}-{name}", "")[:400] for name in ("body", "text", "due")}
            for row in range(MEASURE_ROWS)
        ],
    }


@cases.post("/<number>/moves/<move>")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_move")
def make_move(number: str, move: str) -> ResponseReturnValue:
    """Carry a move out, or say why not with everything typed still there."""
    here, act, typed = acting(), known_move(move), _typed(request.form)
    version = version_of()
    try:
        args = _args(typed)
        commands.move(here, number, act, version, args)
    except errors.MoveRefused as refusal:
        wrong = at_fields(refusal.objections)
        return _again(here, number, act, typed, said(refusal.objections), 409, wrong)
    except errors.Stale as stale:
        text = _(
            "别人刚刚改过（您看的是第 %(mine)s 版，现在是第 %(theirs)s 版）。"
            "您写的都在，请核对后再办。",
            mine=stale.mine,
            theirs=stale.theirs,
        )
        return _again(here, number, act, typed, [{"text": text, "citation": ""}], 409)
    except errors.Invalid as refusal:
        reasons = [
            {"text": _(text), "citation": ""} for texts in refusal.errors.values() for text in texts
        ]
        wrong = {path: _(texts[0]) for path, texts in refusal.errors.items() if texts}
        return _again(here, number, act, typed, reasons, 422, wrong)
    flash(_("已办：%(move)s", move=_(MOVES[act])), "ok")
    return back_where_seen(here, number)


def _again(
    here: Acting,
    number: str,
    act: Move,
    typed: dict[str, Any],
    reasons: list[dict[str, str]],
    status: int,
    wrong: Mapping[str, str] = MappingProxyType({}),
) -> ResponseReturnValue:
    here.session.rollback()
    loaded, _facts, _reach = open_case(here, number)
    return _move_page(here, loaded, act, typed, reasons, status=status, wrong=wrong)


def _day(text: str, path: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(day_typed(text.strip()))
    except ValueError:
        raise errors.Invalid({path: ["请写日期，例如 2026-11-22"]}) from None


def _args(typed: dict[str, Any]) -> Args:
    others = [one.strip() for one in re.split("[、，,]", typed["others"]) if one.strip()]
    measures = []
    for row, one in enumerate(typed["measures"]):
        if not any(one.values()):
            continue
        due = _day(one["due"], f"measures.{row}.due")
        if due is None or not one["body"].strip() or not one["text"].strip():
            raise errors.Invalid({f"measures.{row}": ["每项措施写明责任单位、内容和期限"]})
        measures.append(
            MeasureAsked(body=one["body"].strip(), text=one["text"].strip(), due_on=due)
        )
    return Args(
        reason=typed["reason"],
        to=typed["to"],
        to_account=typed["to_account"],
        waiver=typed["waiver"],
        outcome=typed["outcome"],
        told_remedies=bool(typed["told_remedies"]),
        plan=typed["plan"],
        measures=tuple(measures),
        present=tuple([*typed["present"], *others]),
        on=_day(typed["on"], "on"),
        into=typed["into"].upper(),
    )
