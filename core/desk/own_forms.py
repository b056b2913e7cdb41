"""Core's own forms about a case: danger asked alone, a report, the intake set right, 附录A."""

from __future__ import annotations

from flask import abort, g
from flask.typing import ResponseReturnValue

from core.cases import commands
from core.cases.campaigns import asking, campaigns_offered
from core.cases.casework_forms import CORRECTION, DANGER_CHECK, REPORT_RECORD
from core.cases.here import acting
from core.cases.key_family import known
from core.cases.key_family_form import KEY_FAMILY
from core.cases.loading import require_running
from core.desk.asking import Asked, Raw, Sight, ask, filed
from core.desk.blueprints import cases
from core.desk.conflicts import both_values
from core.desk.refusing import Reasons
from core.web import keeps_draft, policy

DANGER = Asked(form=DANGER_CHECK, action="cases.danger")
REPORT = Asked(form=REPORT_RECORD, action="cases.report")
FAMILY = Asked(form=KEY_FAMILY, action="cases.key_family")


def _both(sight: Sight, raw: Raw) -> Reasons:
    """Return what stands there now beside what was typed; who handed the case on may no longer
    read what stands in it."""
    if not commands.may_correct(sight.here, sight.loaded):
        return []
    stands = commands.current_answers(sight.loaded)
    return both_values(CORRECTION, stands, dict(raw), today=sight.here.today)


FIX = Asked(
    form=CORRECTION,
    action="cases.correct",
    drawn=lambda sight, form: asking(
        sight.here.asked(form), campaigns_offered(sight.here, sight.loaded.case.campaign)
    ),
    differing=_both,
)


@cases.get("/<number>/danger")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_danger(number: str) -> ResponseReturnValue:
    """单独谈: ask about danger again, alone."""
    return ask(DANGER, number, {})


@cases.post("/<number>/danger")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_danger")
def danger(number: str) -> ResponseReturnValue:
    """File what was said alone."""
    return filed(
        DANGER,
        number,
        lambda here, version, raw, _key: commands.check_danger(here, number, version, raw),
    )


@cases.get("/<number>/correction")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_correction(number: str) -> ResponseReturnValue:
    """Show the intake to be corrected by whoever took it, on the same day."""
    if not commands.may_correct(acting(), g.target):
        abort(403)
    return ask(FIX, number, commands.current_answers(g.target))


@cases.post("/<number>/correction")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_correction")
def correct(number: str) -> ResponseReturnValue:
    """Carry the correction out."""
    return filed(
        FIX,
        number,
        lambda here, version, raw, _key: commands.correct_intake(here, number, version, raw),
    )


@cases.get("/<number>/report")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_report(number: str) -> ResponseReturnValue:
    """Ask for the particulars of the mandatory report."""
    return ask(REPORT, number, {})


@cases.post("/<number>/report")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_report")
def report(number: str) -> ResponseReturnValue:
    """File the report record."""
    return filed(
        REPORT,
        number,
        lambda here, version, raw, _key: commands.record_report(here, number, version, raw),
    )


@cases.get("/<number>/key-family")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_key_family(number: str) -> ResponseReturnValue:
    """Show 附录A with what is known already."""
    here = acting()
    commands.must_rate(here, g.case_reach)
    require_running(g.target)
    return ask(FAMILY, number, known(here, g.target))


@cases.post("/<number>/key-family")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_key_family")
def key_family(number: str) -> ResponseReturnValue:
    """File 附录A."""
    return filed(
        FAMILY,
        number,
        lambda here, version, raw, key: commands.file_key_family(
            here, number, version, raw, key=key
        ),
    )
