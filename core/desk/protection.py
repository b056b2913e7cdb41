"""保护令、告诫书登记: the page on which a step of a court or the police is told."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from core.cases import commands
from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.protection import ProtectionOut, protections_of
from core.cases.protection_form import PROTECTION
from core.desk.asking import Asked, ask, filed
from core.desk.blueprints import cases
from core.privacy import Reach
from core.web import keeps_draft, policy

ASKED = Asked(
    form=PROTECTION,
    action="cases.protection",
    may=lambda sight: commands.may_contact(sight.here, sight.loaded, sight.how_far),
)


def protections_seen(here: Acting, loaded: Loaded, how_far: Reach) -> tuple[ProtectionOut, ...]:
    """Return the orders and letters of a case to who works or follows it; a case without violence
    has none and is not asked for any."""
    if not loaded.case.violence or not commands.may_contact(here, loaded, how_far):
        return ()
    return protections_of(here, loaded)


@cases.get("/<number>/protection")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_protection(number: str) -> ResponseReturnValue:
    """Ask which step was taken."""
    return ask(ASKED, number, {})


@cases.post("/<number>/protection")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_protection")
def protection(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    return filed(
        ASKED,
        number,
        lambda here, version, raw, key: commands.file_protection(
            here, number, version, raw, key=key
        ),
    )
