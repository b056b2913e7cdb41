"""One's own duty calendar, for a phone that signs in nowhere: the address is the key.

An address that is unknown, ended, or of somebody who serves no more is one and the same 404. The
answer may be kept for a quarter of an hour by whoever asked, and by nobody between (RFC 9111).
"""

from __future__ import annotations

from datetime import datetime, time

from flask import Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from core.appointments.calendar import calendar_file, hour_of, served_by, uid
from core.clocks import SHANGHAI, today
from core.db import db
from core.duty.feeds import account_behind
from core.people.signin import LIMITER
from core.people.tokens import fingerprint
from core.public.verifying import public
from core.roster import Roster
from core.web import policy
from core.web.speech import spoken

LOOKS = RateLimitItemPerMinute(60, 1, "calendar")
KEPT_SECONDS = 900


@public.get("/duty/<token>.ics")
@policy(action="duty.calendar", scope="public", answer="I")
def duty_calendar(token: str) -> ResponseReturnValue:
    """Give the hours and functions of whoever the address belongs to."""
    limiter: MovingWindowRateLimiter = current_app.extensions[LIMITER]
    if not limiter.hit(LOOKS, request.remote_addr or ""):
        abort(429)
    account_id = account_behind(db.session(), token[:100])
    if account_id is None:
        abort(404)
    found, booked = served_by(db.session(), account_id, today())
    salt = fingerprint(token)
    hours = [
        hour_of(
            one,
            one.starts,
            one.ends,
            uid=uid(salt, one.shift_id, one.day),
            title=_("值班 · %(function)s", function=_function(one.service)),
        )
        for one in found
    ]
    hours += [
        hour_of(
            one.duty,
            one.starts,
            one.ends,
            uid=uid(salt, one.duty.shift_id, one.duty.day, one.starts, one.seat),
            title=_("已约 · %(function)s", function=_function(one.duty.service)),
        )
        for one in booked
    ]
    made = datetime.combine(today(), time(), tzinfo=SHANGHAI)
    body = calendar_file(hours, title=_("值班"), made=made)
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    answer.headers["Content-Disposition"] = f'inline; filename="duty-{g.county_id}.ics"'
    answer.add_etag()
    return answer.make_conditional(request)


def _function(service: str) -> str:
    if not service:
        return str(_("窗口"))
    roster: Roster = current_app.extensions["jiahe.roster"]
    declared = roster.services.get(service)
    return spoken(declared.title) if declared else service
