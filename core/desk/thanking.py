"""感谢登记 from the page of a case: a 锦旗, a letter, a word, with a picture where there is one."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from core.cases import commands, errors
from core.cases.here import acting
from core.cases.loading import open_case
from core.cases.thanks_form import THANKS
from core.desk.asking import Asked, ask, filed
from core.desk.blueprints import cases
from core.desk.uploads import Chosen, staged_names
from core.forms import judge, read
from core.web import keeps_draft, policy
from core.web.speech import spoken_each
from core.words import Kind

ASKED = Asked(
    form=THANKS,
    action="cases.file_thanks",
    choices=lambda sight, raw: {
        Kind.PARTY.value: sight.parties,
        **staged_names(sight.here, raw),
    },
    uploads=True,
)


@cases.get("/<number>/thanks")
@policy(action="case.read", resource="case", answer="S", audit="case.seen")
def ask_thanks(number: str) -> ResponseReturnValue:
    """Ask what was received, when and from whom."""
    here = acting()
    if not commands.may_thank(here, g.target):
        abort(403)
    return ask(ASKED, number, {"on": here.today.isoformat()})


@cases.post("/<number>/thanks")
@policy(action="case.read", resource="case", answer="S")
@keeps_draft("cases.ask_thanks")
def file_thanks(number: str) -> ResponseReturnValue:
    """File it; a refusal keeps what was typed and the picture that was chosen."""
    here, chosen = acting(), Chosen()
    if not commands.may_thank(here, open_case(here, number)[0]):
        # before a picture is taken in
        raise errors.Forbidden(number)
    raw = read(THANKS, request.form, files=request.files, stage=chosen.stage)
    if chosen.wrong:
        wrong = {**judge(THANKS, raw, today=here.today).errors, **chosen.wrong}
        return ask(ASKED, number, raw, spoken_each(wrong), 422)
    return filed(
        ASKED,
        number,
        lambda here, version, raw, key: commands.file_thanks(here, number, version, raw, key=key),
        raw=raw,
    )
