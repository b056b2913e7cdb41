"""The desk on one screen: danger first, then search, who, what, services, receive.

One form, no wizard (T/ZSM 5.3.1). Every button works without script; nothing typed is lost on an
error, because the page is drawn again from exactly what was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import note_change
from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.campaigns import campaigns_offered
from core.cases.forms import KEEP_AWAY_FIELDS, PARTY_FIELDS, intake_form
from core.cases.here import acting
from core.cases.lists import Filters, list_cases
from core.cases.triage import offers
from core.cases.waiting import incoming, my_clocks, my_tasks
from core.desk.blueprints import desk
from core.desk.duty import duty_today
from core.desk.places import find_place, place_names, points_below
from core.desk.search import fill_from_card, pick, search
from core.families.idcard import Card, looks_like_card, read_card
from core.forms import anchor, read
from core.web import KeptForm, keeps_draft, kept_form, policy
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken_each, spoken_with
from core.words import (
    DANGER,
    DANGER_FLAGS,
    NOTICE_BASES,
    PARTY_ROLES,
    SCENARIOS,
    Field,
)

LAST_CHANNEL = "channel"
DONE = "received"
PHRASES = ("想先调解", "想离婚", "孩子抚养", "老人赡养", "分家析产", "彩礼返还")
FEW_LINES = 5
CARD_FAULTS = {
    "unread": "没有读到身份证号，请再读一次或手工填写",
    "check": "身份证号的校验位或日期对不上，请核对",
    "birth": "读到的出生日期和身份证号里的不一样，请核对",
    "sex": "读到的性别和身份证号里的不一样，请核对",
}
ASKED = tuple(field.name for field in intake_form(()).fields)
ROW_FIELDS = {
    "parties": tuple(field.name for field in PARTY_FIELDS),
    "keep_away": tuple(field.name for field in KEEP_AWAY_FIELDS),
}


@desk.get("/")
@policy(action="desk.use", answer="S")
def home() -> ResponseReturnValue:
    """Show the desk with an empty form; what was just received stands above it."""
    here, kept = acting(), kept_form("desk.receive")
    raw = _blank(here)
    if kept is not None and kept.resumed:
        raw = read(intake_form(here.roster.services.values()), kept.answers)
    return _page(here, raw, {}, status=200, kept=kept)


@desk.post("/")
@policy(action="desk.use", answer="S")
@keeps_draft("desk.home")
def receive() -> ResponseReturnValue:
    """Save, or do what another button of the same form asks and draw the form again."""
    here = acting()
    form = intake_form(here.roster.services.values())
    raw, card = _with_card(read(form, request.form))
    answered = _other_button(here, raw, card)
    if answered is not None:
        return answered
    try:
        sent = _resolved(here, raw)
        done = commands.receive(here, raw=sent, key=sent_key())
    except errors.Invalid as refusal:
        return _page(here, raw, spoken_each(refusal.errors), status=422)
    except errors.MoveRefused as refusal:
        texts = [spoken_with(one.text, one.values) for one in refusal.objections]
        name = refusal.objections[0].field_name or ""
        return _page(here, raw, {name: texts}, status=409)
    except errors.KeyReused:
        return _page(
            here, raw, {"": [_("这一页已经登记过一次，内容有改动；请核对后再登记")]}, status=409
        )
    session[LAST_CHANNEL] = str(raw.get("channel") or "walk_in")
    session[DONE] = done.number
    return redirect(url_for("desk.home", county=g.county_id), 303)


@desk.post("/tasks/<task_id>")
@policy(action="case.list", answer="I")
def task_done(task_id: str) -> ResponseReturnValue:
    """办好了: tick a task off; whose it is, the command tells."""
    commands.finish_task(acting(), task_id)
    return redirect(url_for("desk.day" if "day" in request.form else "desk.home"), 303)


def _with_card(raw: dict[str, Any]) -> tuple[dict[str, Any], Card | None]:
    """Read what a card reader typed, into its own field or where the cursor happened to stand.

    Whatever button ended the burst (Enter sends the first of a form), the card is read first and
    the page drawn for the clerk to check; nothing is saved by a reader.
    """
    burst = request.form.get("card", "")
    if not burst.strip() and looks_like_card(request.form.get("q", "")):
        burst = request.form["q"]
    if not burst.strip():
        return raw, None
    card = read_card(burst)
    return fill_from_card(raw, card), card


def _other_button(
    here: Acting, raw: dict[str, Any], card: Card | None
) -> ResponseReturnValue | None:
    """Answer 读卡, 查找, 就是她, 添一位, 重新建议; None when the form is to be saved."""
    names = request.form.keys()
    for name in names:
        if name.startswith("_pick."):
            person_id = name.removeprefix("_pick.")[:13]
            picked = pick(here, raw, person_id)
            if picked is not raw:
                # the list masks; from here on telephone and birthday stand in the form
                note_change(
                    here.session,
                    action="person.revealed",
                    actor_id=here.me,
                    target=f"person:{person_id}",
                    at=here.at,
                )
            raw = picked
            return _page(here, raw, {}, status=200, card=card)
        if name.startswith(("_add.", "_remove.")) or name in ("_search", "_suggest", "_card"):
            return _page(here, raw, {}, status=200, card=card)
    return _page(here, raw, {}, status=200, card=card) if card is not None else None


def _resolved(here: Acting, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the names of places, as people say them, into points; raise Invalid for unknown ones."""
    parties = []
    for position, row in enumerate(raw.get("parties") or []):
        said = str(row.get("place") or "").strip()
        parties.append({**row, "place": find_place(here, said, f"parties.{position}.place")})
    return {**raw, "parties": parties}


def _blank(here: Acting) -> dict[str, Any]:
    channels = here.asked(intake_form(here.roster.services.values())).field("channel").options
    last = session.get(LAST_CHANNEL, "walk_in")
    if all(one.off or one.value != last for one in channels):
        last = "walk_in"  # the county disabled what was taken last
    return {
        "channel": last,
        "notice_basis": "informed_consent",
        "reply_by": "in_person",
        "parties": [{"role": "applicant", "relation": "self"}],
        "services": None,
        "keep_away": [],
    }


def _offered(asked: Field, chosen: object) -> dict[str, str]:
    """Return what a choice offers here; what was chosen before it was disabled stays, marked."""
    found = {one.value: one.label for one in asked.options if not one.off or one.value == chosen}
    gone = [one for one in asked.options if one.off and one.value == chosen]
    return found | {one.value: _("%(label)s（已停用）", label=_(one.label)) for one in gone}


def _complete(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Give every question a value, so that the page draws rows of any origin alike."""
    rows = {
        name: [{**dict.fromkeys(ROW_FIELDS[name], ""), **row} for row in raw.get(name) or ()]
        for name in ROW_FIELDS
    }
    return {**dict.fromkeys(ASKED, ""), **raw, **rows}


def _page(
    here: Acting,
    raw: Mapping[str, Any],
    wrong: Mapping[str, list[str]],
    *,
    status: int,
    kept: KeptForm | None = None,
    card: Card | None = None,
) -> ResponseReturnValue:
    raw = _complete(raw)
    asked = here.asked(intake_form(here.roster.services.values()))
    related = next(one for one in asked.field("parties").fields if one.name == "relation")
    text = request.form.get("q", "")
    if card is not None and looks_like_card(text):
        text = ""
    hits, cases = search(here, card.id_no if card is not None and card.id_no else text)
    path = here.viewer.current.point.path
    offered = offers(here, raw, path)
    ticked = raw["services"]
    if request.form.get("_suggest") is not None or ticked is None:
        ticked = [one.service for one in offered if one.ticked]
    queue, more = list_cases(here, Filters(point=here.viewer.current.point.id), page_size=FEW_LINES)
    html = render_template(
        "desk/intake.html",
        raw=raw,
        wrong=wrong,
        problems={anchor(path) if path else "": texts for path, texts in wrong.items()},
        anchor=anchor,
        key=form_key(kept),
        kept=kept,
        q=text,
        searched=bool(text.strip() or (card is not None and card.id_no)),
        card=card,
        card_faults=[CARD_FAULTS[one] for one in card.faults] if card is not None else [],
        # what could not be read stays where it was typed
        burst=request.form.get("card", "") if card is not None and not card.id_no else "",
        hits=hits,
        found_cases=cases,
        offers=offered,
        pictures=here.roster.logos,
        ticked=set(ticked or ()),
        queue=queue,
        more=more is not None,
        incoming=incoming(here, limit=FEW_LINES),
        clocks=my_clocks(here, limit=FEW_LINES),
        tasks=my_tasks(here, limit=FEW_LINES),
        on_duty=duty_today(here),
        done=session.pop(DONE, "") if request.method == "GET" else "",
        points=points_below(here) if raw.get("keep_away") else (),
        places=place_names(here, raw),
        campaigns=campaigns_offered(here),
        today=here.today,
        codes={
            "channels": _offered(asked.field("channel"), raw["channel"]),
            "danger": DANGER,
            "flags": DANGER_FLAGS,
            "bases": NOTICE_BASES,
            "roles": PARTY_ROLES,
            "scenarios": _offered(asked.field("scenario"), raw["scenario"]),
            "shared": SCENARIOS,
            "digits": {code: place for place, code in enumerate(SCENARIOS, start=1)},
        },
        relations_for=lambda chosen: _offered(related, chosen),
        phrases=PHRASES,
    )
    return html, status
