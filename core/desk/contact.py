"""安全联系登记: the page on which it is told how a party may safely be reached."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from core.cases import commands
from core.cases.contact_form import SAFE_CONTACT
from core.desk.asking import Asked, ask, filed
from core.desk.blueprints import cases
from core.web import keeps_draft, policy

ASKED = Asked(
    form=SAFE_CONTACT,
    action="cases.safe_contact",
    may=lambda sight: commands.may_contact(sight.here, sight.loaded, sight.how_far),
)


@cases.get("/<number>/contact")
@policy(action="case.read", resource="case", answer="R", audit="case.seen")
def ask_safe_contact(number: str) -> ResponseReturnValue:
    """Ask how somebody may be reached; nothing said before is shown, she is asked anew."""
    return ask(ASKED, number, {})


@cases.post("/<number>/contact")
@policy(action="case.read", resource="case", answer="R")
@keeps_draft("cases.ask_safe_contact")
def safe_contact(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps everything typed."""
    return filed(
        ASKED,
        number,
        lambda here, version, raw, key: commands.file_safe_contact(
            here, number, version, raw, key=key
        ),
    )
