"""服务评价 behind a link: nobody signs in, nobody is named, and it can be answered once.

A link that is unknown, used, over, or that may not be on this telephone any more is one and the
same page. What stands on it names no family, no matter and, where somebody could be harmed, not
even the function (妇联规程第13条; T/ZSM 6.1, 附录 C).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import (
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from core.cases import errors
from core.clocks import local_date, now
from core.db import CountySession, db
from core.evaluation.answering import Opened, answer, behind
from core.forms import draw, read
from core.people.signin import LIMITER
from core.public.verifying import public
from core.web import policy
from core.web.speech import spoken_each

LOOKS = RateLimitItemPerMinute(20, 1, "say")


@public.get("/say/<token>")
@policy(action="survey.answer", scope="public", answer="P")
def say(token: str) -> ResponseReturnValue:
    """Ask what somebody thinks of the service."""
    return _page(token, _opened(token), {}, {}, 200)


@public.post("/say/<token>")
@policy(action="survey.answer", scope="public", answer="P")
def send(token: str) -> ResponseReturnValue:
    """Take the answer; a refusal keeps every tick."""
    opened = _opened(token, lock=True)
    raw = read(opened.form, request.form)
    try:
        answer(_session(), opened, raw, at=now())
    except errors.Invalid as refusal:
        db.session.rollback()
        return _page(token, _opened(token), raw, spoken_each(refusal.errors), 422)
    return redirect(url_for("public.thanked"), 303)


@public.get("/said")
@policy(action="survey.answer", scope="public", answer="P")
def thanked() -> ResponseReturnValue:
    """Say thank you, and nothing else."""
    return _kept_nowhere(render_template("public/said.html"))


def _session() -> CountySession:
    return cast(CountySession, db.session())


def _opened(token: str, *, lock: bool = False) -> Opened:
    limiter: MovingWindowRateLimiter = current_app.extensions[LIMITER]
    if not limiter.hit(LOOKS, request.remote_addr or ""):
        abort(429)
    found = behind(_session(), token, local_date(now()), lock=lock)
    if found is None:
        abort(_kept_nowhere(render_template("public/said.html", gone=True), 404))
    return found


def _page(
    token: str, opened: Opened, raw: Mapping[str, Any], wrong: Mapping[str, list[str]], status: int
) -> ResponseReturnValue:
    html = render_template(
        "public/say.html",
        token=token,
        office=opened.office,
        service=opened.service,
        form=opened.form,
        fields=draw(opened.form, raw or None, wrong),
    )
    return _kept_nowhere(html, status)


def _kept_nowhere(html: str, status: int = 200) -> Response:
    """Nothing of it stays in the telephone but the address."""
    found = make_response(html, status)
    found.headers["Cache-Control"] = "no-store"
    return found
