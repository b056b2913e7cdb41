"""转介 as it stands: who may send one, what each reader sees of it, what goes into the letter.

That her matter was taken to the women's federation may not reach him by way of who works for him:
a letter for the other side is shown to who sent it and who handles the case only (decision 0022).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from core.cases.acting import Acting
from core.cases.facts import Facts
from core.cases.loading import Loaded
from core.cases.models import Record, Referral
from core.cases.paperwork import Collector, office, point_of, situation_of
from core.cases.partitions import in_common, opens, works
from core.cases.reading import names_of
from core.cases.referral_form import BASES, CONSENT, NEEDS, OPEN, URGENCIES
from core.documents.schemas import Labelled, OutsideLetter
from core.documents.wording import day_text, moment_text
from core.words import Clock, Law, Unit, read_date

REPLY_CODE: Final = "referral_reply"
LOCAL: Final = Law(name="县规则", local=True)
WITHIN: Final[Mapping[str, tuple[Unit, int]]] = {
    "hours": (Unit.HOURS, 4),
    "day": (Unit.HOURS, 24),
    "days": (Unit.DAYS, 5),
    "none": (Unit.WORKDAYS, 15),
}
"""How long the receiver has for its written answer; the degrees are the handbooks', the numbers
behind them the platform's default."""
GUARDIAN: Final = "监护人"
SEXES: Final = {"F": "女", "M": "男"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralOut:
    """A letter as somebody may see it."""

    id: str
    receiver: str
    kind: str
    urgency: str
    state: str
    sent_at: datetime
    due_at: datetime
    ended_on: date | None
    late: bool
    open: bool


def owns(acting: Acting, loaded: Loaded, row: Referral) -> bool:
    """Tell whether the one who acts owns the item whose step wrote the letter: that letter is her
    work, as far as she sees the case at all."""
    return row.item_id is not None and any(
        one.id == row.item_id and one.owner_id == acting.me for one in loaded.items
    )


def shown(acting: Acting, loaded: Loaded, row: Referral) -> bool:
    """Tell whether a letter is shown to somebody who may refer, or owns the item that wrote it."""
    mine = row.sent_by == acting.me or works(acting, loaded, None) or owns(acting, loaded, row)
    return mine or in_common(loaded, row.party_id)


def referrals_of(acting: Acting, loaded: Loaded, *, sends: bool) -> tuple[ReferralOut, ...]:
    """Return the letters of a case that are shown to the one who acts, the newest first: with
    *sends* to who may refer, else those of her own items alone."""
    return tuple(
        ReferralOut(
            id=row.id,
            receiver=row.receiver,
            kind=row.kind,
            urgency=row.urgency,
            state=row.state,
            sent_at=row.sent_at,
            due_at=row.due_at,
            ended_on=row.ended_on,
            late=row.state in OPEN and row.due_at < acting.at,
            open=row.state in OPEN,
        )
        for row in sorted(loaded.referrals, key=lambda one: (one.sent_at, one.id), reverse=True)
        if shown(acting, loaded, row) and (sends or owns(acting, loaded, row))
    )


def clock_for(urgency: str) -> Clock:
    """Return the deadline of a written answer. Its title says neither to whom nor why: clocks are
    read by whoever sees how the case goes."""
    unit, length = WITHIN[urgency]
    return Clock(
        code=REPLY_CODE, title="等外单位答复", unit=unit, length=length, law=LOCAL, warn_days=1
    )


def outside_letter(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """转介函: the newest letter that waits, in the words it was sent with and what its receiver's
    kind has to know, nothing of anybody else in the case."""
    # what a service's step wrote has that service's own paper, which knows what to leave out
    rows = [one for one in loaded.referrals if one.item_id is None and shown(acting, loaded, one)]
    waiting = [one for one in rows if one.state in OPEN] or rows
    row = max(waiting, key=lambda one: (one.sent_at, one.id), default=None)
    record = acting.session.get(Record, (row.county_id, row.record_id)) if row is not None else None
    if row is None or record is None or not opens(acting, loaded, record):
        raise LookupError("no letter was sent")
    data: Mapping[str, Any] = record.data or {}
    names = names_of(acting, {row.sent_by})
    point = point_of(acting, loaded, loaded.case.holder_id)
    consent = BASES[str(data.get("basis"))]
    if data.get("basis") == CONSENT:
        given = day_text(read_date(data.get("consent_on")))
        guardian = str(data.get("guardian") or "")
        said = (given, f"{GUARDIAN}{guardian}" if guardian else "", consent)
        consent = "　".join(one for one in said if one)
    elif data.get("article"):
        consent = f"{data['article']}　{consent}"
    return OutsideLetter(
        office=office(acting, loaded),
        to_organisation=row.receiver,
        subject=loaded.case.number,
        consent=consent,
        urgency=URGENCIES[row.urgency],
        disclosed=_disclosed(loaded, row, data),
        asks=[str(data.get("asks") or "")],
        reply_by=moment_text(row.due_at),
        contact="　".join(one for one in (names.get(row.sent_by, ""), point.phone) if one),
    )


def _disclosed(loaded: Loaded, row: Referral, data: Mapping[str, Any]) -> list[Labelled]:
    person = next((one for party, one in loaded.parties if party.id == row.party_id), None)
    needs = NEEDS[row.kind]
    told = [("姓名", (person.name or "") if person else "")]
    if "sex" in needs and person is not None:
        told.append(("性别", SEXES.get(person.sex, "")))
    if "born" in needs and person is not None and person.birth_date:
        told.append(("出生日期", day_text(person.birth_date)))
    if "situation" in needs:
        told.append(("什么事", situation_of(loaded)))
    if "danger" in needs and loaded.case.stop_one:
        told.append(("危险", "有现实危险，请先保证人身安全"))
    if "facts" in needs:
        told.append(("经过", str(data.get("facts") or "")))
    return [Labelled(label=label, text=text) for label, text in told if text]


OUTSIDE: Mapping[str, Collector] = {"outside_letter": outside_letter}
