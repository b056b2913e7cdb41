"""Lock a month: what was reported of it stays so."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.figures import lock
from core.cases.here import acting
from core.figures.blueprint import figures
from core.figures.periods import span_of
from core.web import Problem, policy


@figures.post("/lock")
@policy(action="figures.lock", audit="figures.lock")
def lock_month() -> ResponseReturnValue:
    """Lock the month that was named and show it."""
    here = acting()
    span = span_of(request.form.get("period", ""), here.today)
    if not span.is_month:
        raise Problem(422, errors={"period": [_("一次锁定一个月")]})
    lock(here, span.code)
    flash(_("%(month)s已锁定，数字不会再变", month=span.title), "ok")
    return redirect(url_for("figures.home", period=span.code), 303)
