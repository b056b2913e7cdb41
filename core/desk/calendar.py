"""One's own calendar address: made, shown once, ended (T/ZSM 5.4)."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.here import acting
from core.desk.blueprints import desk
from core.desk.duty import clerk_of
from core.duty.feeds import close_feed, feed_of, open_feed
from core.web import policy


@desk.get("/duty/calendar")
@policy(action="duty.read", answer="I")
def duty_calendar() -> ResponseReturnValue:
    """Tell whether there is an address, never which."""
    return render_template("desk/calendar.html", feed=feed_of(clerk_of(acting())), address="")


@desk.post("/duty/calendar")
@policy(action="duty.read", answer="I")
def open_calendar() -> ResponseReturnValue:
    """Make a new address and show it this once; the one before ends."""
    here = acting()
    token = open_feed(clerk_of(here))
    path = url_for("public.duty_calendar", token=token)
    base = here.address.rstrip("/") or request.url_root.rstrip("/")
    return render_template("desk/calendar.html", feed=feed_of(clerk_of(here)), address=base + path)


@desk.post("/duty/calendar/close")
@policy(action="duty.read", answer="I")
def close_calendar() -> ResponseReturnValue:
    """End the address."""
    close_feed(clerk_of(acting()))
    flash(_("订阅地址已作废"), "ok")
    return redirect(url_for("desk.duty_calendar", county=g.county_id), 303)
