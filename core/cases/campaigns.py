"""专项行动 a case was found in: offered at the window and at the door, kept to the end.

Only the county's own list is taken: the name stands in figures and ledgers read by people who may
see no text, so a clerk's free words must not get there (T/ZSM 5.5.1.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.cases.acting import Acting
from core.cases.errors import Invalid
from core.cases.forms import CAMPAIGN
from core.points.settings import campaigns_on
from core.words import Form, Kind, Option, Value


def campaigns_offered(acting: Acting, kept: str = "") -> tuple[str, ...]:
    """Return the campaigns that may be chosen today, and the one *kept* on the case already."""
    running = campaigns_on(acting.settings, acting.today)
    return running if kept in ("", *running) else (*running, kept)


def campaign_of(acting: Acting, data: Mapping[str, Value], kept: str = "") -> str:
    """Return the campaign of judged answers, "" for none; raise Invalid for one that is not run.

    A door visit may give its campaign as its reference, as a list from outside does.
    """
    named, reference = str(data.get("campaign") or ""), str(data.get("channel_ref") or "")
    if not named and (data.get("channel") != "door_visit" or not reference):
        return ""
    known = campaigns_offered(acting, kept)
    if named and named not in known:
        raise Invalid({"campaign": ["县里现在没有这个行动，请从列出的里面选"]})
    return named or (reference if reference in known else "")


def asking(form: Form, campaigns: Sequence[str]) -> Form:
    """Return *form* as a page draws it: the campaign as a list, and not at all when there is none.

    What is judged stays the form as declared; this one is never filed.
    """
    options = tuple(Option(value=one, label=one) for one in campaigns)
    listed = replace(CAMPAIGN, kind=Kind.CHOICE, options=options, max_length=0)
    return replace(
        form,
        fields=tuple(
            listed if one.name == CAMPAIGN.name else one
            for one in form.fields
            if campaigns or one.name != CAMPAIGN.name
        ),
    )
