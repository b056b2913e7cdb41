"""The cells of the matrix: every rule of the app × method × persona × how a case stands to her.

Generated from `app.url_map`, so that a new route is in it the day it is written; a route the
oracle does not know is a mismatch, not a gap.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask

from tests.authorization.cast import COUNTY, NEIGHBOUR, PERSONAS, SKETCHES, STRANGER
from tests.authorization.oracle import ROUTES
from tests.authorization.relations import FIRST_STEP
from tests.authorization.verdict import Verdict, verdict
from tests.authorization.world import ANYWHERE, Placed, Voice, World, voice

STALE = 999_999
NO_ID = "0000000000000"
READ = frozenset({"HEAD", "OPTIONS"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One question: may *login* do this here? *case* is a tag, "" where the URL holds none."""

    login: str
    method: str
    endpoint: str
    rule: str
    case: str
    county: str

    @property
    def rank(self) -> str:
        """A place in an order that spreads every prefix over the whole matrix."""
        text = "|".join((self.login, self.method, self.endpoint, self.case, self.county))
        return hashlib.sha256(text.encode()).hexdigest()


def cells(app: Flask) -> list[Cell]:
    """Return every cell, in an order whose beginning is already a fair sample."""
    return sorted(_cells(app), key=lambda cell: cell.rank)


def _cells(app: Flask) -> Iterator[Cell]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.endswith(".static"):
            continue  # a plugin's files, behind its wall: tests/core/mount
        for method in sorted((rule.methods or set()) - READ):
            for login in (*PERSONAS, STRANGER):
                for case, county in _places(rule.arguments):
                    yield Cell(
                        login=login,
                        method=method,
                        endpoint=rule.endpoint,
                        rule=rule.rule,
                        case=case,
                        county=county,
                    )


def _places(arguments: set[str]) -> Iterator[tuple[str, str]]:
    if "county" not in arguments:
        yield "", ""
    elif "number" not in arguments:
        yield "", COUNTY
        yield "", NEIGHBOUR
    else:
        for tag, sketch in SKETCHES.items():
            yield tag, sketch.county
        yield "other_county", COUNTY
        yield "own_county", NEIGHBOUR
        yield "", COUNTY


def expected(cell: Cell) -> Verdict | None:
    """What the oracle says, None for a route it has never heard of."""
    if (cell.method, cell.endpoint) not in ROUTES:
        return None
    return verdict(
        PERSONAS.get(cell.login),
        cell.method,
        cell.endpoint,
        SKETCHES.get(cell.case),
        county=cell.county,
    )


def got(app: Flask, world: World, cell: Cell, voices: dict[str, Voice]) -> tuple[Verdict, int]:
    """Ask the product and class its answer."""
    speaker = voices.setdefault(cell.login, voice(app, world, cell.login))
    placed = world.cases.get(cell.case) or Placed(number=ANYWHERE, case_id=NO_ID, items={})
    path = _path(cell, placed)
    sent = _sent(cell, world, placed)
    answer = speaker.ask(cell.method, path, **sent)
    status = answer.status_code
    if status in (301, 302, 303) and answer.headers.get("Location", "").startswith("/login"):
        signed_out = cell.endpoint != "security.logout"
        return (Verdict.SIGN_IN if signed_out else Verdict.IN), status
    for refusal in (Verdict.SIGN_IN, Verdict.FORBIDDEN, Verdict.UNKNOWN):
        if status == int(refusal):
            return refusal, status
    return Verdict.IN, status


def agrees(said: Verdict | None, found: Verdict, status: int) -> bool:
    """Tell whether the answer is what was to be expected; a 5xx never is."""
    if said is None or status >= 500:
        return False
    if said is Verdict.IN_OR_ABSENT:
        return found in (Verdict.IN, Verdict.UNKNOWN)
    return said is found


def _path(cell: Cell, placed: Placed) -> str:
    item = next(iter(placed.items.values()), NO_ID)
    values = {
        "county": cell.county,
        "number": placed.number,
        "item_id": item,
        "document_id": placed.document,
        "measure_id": placed.measure or NO_ID,
        "rating_id": NO_ID,
        "move": "archive",
        "step": FIRST_STEP[next(iter(placed.items))] if placed.items else "apply",
        "account_id": NO_ID,
        "post_id": NO_ID,
        "point_id": NO_ID,
        "plugin": "mediation",
        "key": "intake",
        "digest": "0",
        "name": "jiahe.css",
        "filename": "x",
    }
    path = cell.rule
    for name in _names(cell.rule):
        path = path.replace(name[0], values.get(name[1], NO_ID))
    return path


def _names(rule: str) -> list[tuple[str, str]]:
    found = []
    for part in rule.split("<")[1:]:
        inner = part.split(">")[0]
        found.append((f"<{inner}>", inner.rpartition(":")[2]))
    return found


def _sent(cell: Cell, world: World, placed: Placed) -> dict[str, Any]:
    """A body that is well formed and stale, so that whoever is let in is told to look again."""
    if cell.method == "GET":
        return {}
    service = next(iter(placed.items), "mediation")
    own = world.accounts.get(cell.login, NO_ID)
    if cell.rule.startswith("/api/"):
        return {"json": _API.get(cell.endpoint, lambda *_: {})(service, cell.login or "x")}
    return {"data": {**_FORM.get(cell.endpoint, {}), "account": own, "version": str(STALE)}}


_API: dict[str, Any] = {
    "rest.receive": lambda service, login: {"channel": "nowhere"},
    "rest.put_switch": lambda service, login: {"state": "open", "version": STALE},
    "rest.make_move": lambda service, login: {"move": "archive", "version": STALE},
    "rest.open_item": lambda service, login: {"service": service},
    "rest.own_item": lambda service, login: {"version": STALE, "account": login},
    "rest.assign_handler": lambda service, login: {"version": STALE, "account": login},
    "rest.file_record": lambda service, login: {
        "form": f"{service}.{_FORMS[service]}",
        "version": STALE,
        "data": {},
    },
    "rest.take_step": lambda service, login: {"step": FIRST_STEP[service], "version": STALE},
    "rest.check_danger": lambda service, login: {"version": STALE, "data": {}},
    "rest.record_report": lambda service, login: {"version": STALE, "data": {}},
    **{
        f"rest.{name}": lambda service, login: {"version": STALE, "data": {}}
        for name in (
            "set_flag",
            "order_co_handling",
            "answer_co_handling",
            "file_co_work",
            "end_co_handling",
        )
    },
    "rest.clear_flag": lambda service, login: {"version": STALE, "reason": "核实过"},
    "rest.form_team": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_conference": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_loop": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_thanks": lambda service, login: {"version": STALE, "data": {}},
    **{
        f"rest.{name}": lambda service, login: {"version": STALE, "data": {}}
        for name in (
            "put_opinion",
            "file_reply",
            "file_more_time",
            "file_agreement",
            "act_on_improvement",
        )
    },
    **{
        f"rest.{name}": lambda service, login: {"data": {}}
        for name in ("take_opinion", "enter_box", "file_complaint", "file_improvement")
    },
    "rest.file_follow_up": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_protection": lambda service, login: {"version": STALE, "data": {}},
    "rest.send_referral": lambda service, login: {"version": STALE, "data": {}},
    "rest.answer_referral": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_safe_contact": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_danger_scale": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_danger_measure": lambda service, login: {"version": STALE, "data": {}},
    "rest.file_key_family": lambda service, login: {"version": STALE, "data": {}},
    "rest.state_kin": lambda service, login: {
        "version": STALE,
        "who": NO_ID,
        "of": NO_ID,
        "code": "10",
    },
    "rest.join_persons": lambda service, login: {"other": NO_ID, "reason": "看看"},
    "rest.take_back_kin": lambda service, login: {"version": STALE},
    "rest.rate": lambda service, login: {"version": STALE, "level": "red", "reason": "看过"},
    "rest.ask_second": lambda service, login: {
        "step": FIRST_STEP[service],
        "version": STALE,
        "second": login,
    },
    "rest.answer_second": lambda service, login: {"version": STALE, "answer": "agreed"},
    "rest.take_back_second": lambda service, login: {"version": STALE},
    "rest.ask_unsealing": lambda service, login: {"version": STALE, "data": {}},
    "rest.take_back_unsealing": lambda service, login: {"version": STALE},
    "rest.answer_unsealing": lambda service, login: {"version": STALE, "answer": "agreed"},
    "rest.break_glass": lambda service, login: {"proof": "x", "data": {}},
    "rest.review_glass": lambda service, login: {"data": {}},
    "rest.plan_duty": lambda service, login: {
        "first_on": "2026-12-01",
        "starts": "9",
        "ends": "10",
        "account": login,
    },
    "rest.note_away": lambda service, login: {"from_on": "2020-01-01"},
    "rest.book_slot": lambda service, login: {"slot": "gone"},
    "rest.rebook": lambda service, login: {"version": STALE, "slot": "gone"},
    "rest.end_appointment": lambda service, login: {"version": STALE, "outcome": "kept"},
    "rest.answer_rating": lambda service, login: {"version": STALE, "agree": True},
    "rest.plan_follow_up": lambda service, login: {
        "version": STALE,
        "kind": "regular",
        "planned_on": "2026-12-01",
    },
    "rest.finish_measure": lambda service, login: {"version": STALE},
    "rest.issue": lambda service, login: {"kind": "referral_letter"},
    "rest.void": lambda service, login: {"reason": "x"},
    "rest.withdraw_attachment": lambda service, login: {"reason": "看看"},
}
_FORMS = {
    "mediation": "application",
    "legal_consult": "appointment",
    "psych": "booking",
    "marriage_counseling": "booking",
    "family_education": "intake",
    "hardship_aid": "discovery",
    "legal_aid": "application",
    "petition": "registration",
}
_FORM: dict[str, dict[str, str]] = {
    "cases.open_item": {"service": "mediation"},
    "cases.issue": {"kind": "referral_letter"},
    "cases.void": {"reason": "x"},
    "people.switch_post": {"county": COUNTY, "post": NO_ID},
    "admin.switch": {"plugin": "mediation", "state": "open"},
    "admin.reset": {"plugin": "mediation"},
}
