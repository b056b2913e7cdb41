"""What the item already knows of an answer: a form opens with it, to be kept or changed.

No yes, no risk and no judgement is ever filled in for anybody.
"""

from collections.abc import Mapping

from core.api import StepContext, Value
from plugins.psych import clients
from plugins.psych.documenting import CONSENT_VERSION
from plugins.psych.settings import minutes_in

Answers = Mapping[str, Value]


def _client(ctx: StepContext) -> Answers:
    """The one client of the item; with several, the page asks."""
    known = clients.clients_of(ctx.item)
    return {"client": known[0]} if len(known) == 1 else {}


def booking(ctx: StepContext) -> Answers:
    """Whoever came before, or who asked for help; the youth of a child is known."""
    if ctx.item.records:
        return _client(ctx)
    asked = [party for party in ctx.case.parties if party.role == "applicant"]
    if len(asked) != 1:
        return {}
    return {"client": asked[0].id, **({"client_kind": "minor"} if asked[0].minor else {})}


def consent(ctx: StepContext) -> Answers:
    """The day and the edition of the sheet."""
    return {
        **_client(ctx),
        "on": ctx.today.isoformat(),
        "version": CONSENT_VERSION,
    }


def about(ctx: StepContext) -> Answers:
    """Whom it is about."""
    return _client(ctx)


def today(ctx: StepContext) -> Answers:
    """Whom it is about, today."""
    return {**_client(ctx), "on": ctx.today.isoformat()}


def sitting(ctx: StepContext) -> Answers:
    """Whom it is about, today, as long as usual."""
    return {**today(ctx), "minutes": str(minutes_in(ctx.settings))}


def together(ctx: StepContext) -> Answers:
    """Today, as long as usual."""
    return {"on": ctx.today.isoformat(), "minutes": str(minutes_in(ctx.settings))}


def group(ctx: StepContext) -> Answers:
    """The group as it met last, one time further; who is there is asked each time."""
    last = clients.newest(ctx.item, "group")
    if last is None:
        return together(ctx)
    number = last.get("number")
    kept = {name: last.get(name) for name in ("topic", "planned", "leader")}
    following = {"number": number + 1} if isinstance(number, int) else {}
    return {**together(ctx), **kept, **following}


def day(ctx: StepContext) -> Answers:
    """Today."""
    return {"on": ctx.today.isoformat()}


def referral(ctx: StepContext) -> Answers:
    """Whom it is about, today, and where the county sends people."""
    return {**today(ctx), "hospital": ctx.settings.get("hospital")}
