"""线索: one page to report at a door, and for a window to take up what was reported (5.5.1.1).

Whoever only reports sees that it was handed in and nothing more; a window sees that something
waits, and what it is once it is taken up with one press.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands, errors
from core.cases.campaigns import asking, campaigns_offered
from core.cases.clue_form import CLUE
from core.cases.clues import handed_in, waiting_clues
from core.cases.here import acting
from core.desk.blueprints import desk
from core.desk.places import points_below
from core.desk.telling import codes_for
from core.forms import draw, read, wants_redraw
from core.people.roles import may
from core.web import decode_cursor, encode_cursor, policy, read_query
from core.web.drafting import form_key
from core.web.once import sent_key
from core.web.speech import spoken_each

CURSOR = "clues"
START: Mapping[str, Any] = {"channel": "grid", "notice_basis": "legal_duty"}


@desk.get("/clues")
@policy(action="clue.report", answer="I")
def clues() -> ResponseReturnValue:
    """Show the form, what waits for this window, and what the one who looks has handed in."""
    return _page(START, {}, status=200)


@desk.post("/clues")
@policy(action="clue.report", answer="S")
def report_clue() -> ResponseReturnValue:
    """Hand a clue in; a refusal keeps everything typed."""
    raw = read(CLUE, request.form)
    if wants_redraw(request.form):
        return _page(raw, {}, status=200)
    try:
        commands.report_clue(acting(), raw=raw, key=sent_key())
    except errors.Invalid as refusal:
        return _page(raw, spoken_each(refusal.errors), status=422)
    except errors.KeyReused:
        text = _("这一页已经报过一次，内容有改动；请核对后再报")
        return _page(raw, {"summary": [text]}, status=409, key=secrets.token_urlsafe(18))
    flash(_("已上报。接下来由窗口接待登记。"), "ok")
    return redirect(url_for("desk.clues"), 303)


def _page(
    raw: Mapping[str, Any], wrong: Mapping[str, list[str]], *, status: int, key: str = ""
) -> ResponseReturnValue:
    here = acting()
    asked = read_query(paged=True) if request.method == "GET" else {"after": None}
    lines, following = handed_in(here, after=_after(asked["after"]))
    html = render_template(
        "desk/clues.html",
        fields=draw(
            asking(here.asked(CLUE), campaigns_offered(here)),
            raw,
            wrong,
            choices={"point": points_below(here)},
        ),
        key=key or form_key(None),
        waiting=waiting_clues(here) if may(here.viewer.roles, "case.move") else (),
        takes=may(here.viewer.roles, "case.move"),
        lines=lines,
        next_url=url_for("desk.clues", after=encode_cursor(CURSOR, following))
        if following
        else None,
        first_url=url_for("desk.clues") if asked["after"] else None,
        codes=codes_for(here),
    )
    return html, status


def _after(text: str | None) -> tuple[datetime, str] | None:
    if not text:
        return None
    at, row_id = decode_cursor(CURSOR, text)
    if not isinstance(at, datetime) or not isinstance(row_id, str):
        abort(422)
    return at, row_id
