"""How long files are kept: per form and paper, for ever unless the county says otherwise."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.admin.blueprint import admin, me, session
from core.audit import note_change
from core.cases.archive import INTAKE
from core.cases.casework_forms import CORE_FORMS
from core.cases.here import roster
from core.clocks import now
from core.documents.kinds import PAPERS
from core.documents.numbering import paper_name
from core.points.service import PointRefused, change_settings, county_settings
from core.points.settings import RETENTIONS
from core.web import policy
from core.web.speech import spoken


def kept_things() -> dict[str, str]:
    """Return the titles of all that may lie in a file, by form or paper."""
    found = {INTAKE: "接待登记"}
    found |= {form.key: form.title for form in CORE_FORMS.values()}
    found |= {kind.name: kind.title for kind in PAPERS.values()}
    for service in roster().services.values():
        found |= {form.key: form.title for form in service.forms}
        found |= {paper_name(one, service.name): one.title for one in service.documents}
    return found


@admin.get("/retention")
@policy(action="paper.manage")
def retention() -> ResponseReturnValue:
    """Show how long each kind of thing is kept."""
    return render_template(
        "admin/retention.html",
        things=kept_things(),
        chosen=county_settings(session())["retention"],
        choices=RETENTIONS,
    )


@admin.post("/retention")
@policy(action="paper.manage", audit="retention.changed")
def keep_for() -> ResponseReturnValue:
    """Take the county's periods; a file keeps the longest of what lies in it."""
    asked = {name: request.form.get(name, "0") for name in kept_things() if name in request.form}
    years = {name: int(text) for name, text in asked.items() if text in map(str, RETENTIONS)}
    if len(years) < len(asked):
        flash(_("保管期限只能选永久、30 年或 10 年"), "bad")
        return redirect(url_for("admin.retention"), 303)
    changes = {"retention": {name: one for name, one in years.items() if one}}
    try:
        change_settings(session(), g.county_id, changes)
    except PointRefused as refusal:
        session().rollback()
        flash(spoken(refusal.reasons[0].text), "bad")
        return redirect(url_for("admin.retention"), 303)
    note_change(
        session(),
        action="retention.changed",
        actor_id=me(),
        target="county",
        at=now(),
        detail=changes,
    )
    flash(_("已改，以后归档的按新的算；已经归档的不变"), "ok")
    return redirect(url_for("admin.retention"), 303)
