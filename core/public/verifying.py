"""Tell whoever holds a paper whether it is ours: genuine, void, or unknown, and nothing else.

The code on a paper is random, so neither number, day, person nor office can be guessed from it; the
three answers come from one look at one index, take the same time and have the same status. A
guesser gets twenty looks a minute (T/ZSM 5.6.4).
"""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from core.db import db
from core.documents.service import state_of_code
from core.people.signin import LIMITER
from core.web import Param, policy, read_query

public = Blueprint("public", __name__, url_prefix="/<county>/public", template_folder="templates")

LOOKS = RateLimitItemPerMinute(20, 1, "verify")
LONGEST = 40


@public.get("/verify")
@policy(action="paper.verify", scope="public", answer="P")
def verify() -> ResponseReturnValue:
    """Answer for the code typed or scanned; without one, ask for it."""
    asked = read_query(Param(name="code", most=LONGEST))
    code = (asked["code"] or "").strip()
    if not code:
        return render_template("public/verify.html", code="", state="")
    limiter: MovingWindowRateLimiter = current_app.extensions[LIMITER]
    if not limiter.hit(LOOKS, request.remote_addr or ""):
        abort(429)
    state = state_of_code(db.session(), code)
    return render_template("public/verify.html", code=code, state=state or "unknown")
