"""What a petition already tells: its lane, whom it accuses, which opinion is out, what is owed.

The gravest answer ever given stands: a second triage neither lowers a lane nor takes a duty back
(反家庭暴力法 14, 未成年人保护法 11).
"""

from collections.abc import Mapping
from datetime import date

from core.api import CaseView, ItemView, LetterView, RecordView, StepContext, Value, last_day

FORWARDED = ("forwarded", "assigned")


def filed(item: ItemView, form: str) -> tuple[RecordView, ...]:
    """Return the records of a form of this service, oldest first."""
    return tuple(one for one in item.records if one.form == f"petition.{form}")


def data_of(item: ItemView, form: str) -> Mapping[str, Value]:
    """Return the newest answers of *form*, empty when it was never filed."""
    record = item.latest(f"petition.{form}")
    return record.data if record else {}


def answered(item: ItemView, form: str, name: str) -> Value:
    """Return the newest answer to one question, None for none."""
    return data_of(item, form).get(name)


def is_claim(item: ItemView) -> bool:
    """Say whether it asks for a decision, with sixty days and two reviews (31, 34 to 36)."""
    return answered(item, "registration", "nature") == "claim"


def unanswered(item: ItemView) -> bool:
    """Say whether it is still worked: afterwards nothing is told, sent back or extended."""
    return "answer" not in item.done


def may_be_extended(item: ItemView) -> bool:
    """Say whether sixty days may become ninety: a claim's, while it is worked (34)."""
    return is_claim(item) and unanswered(item)


def came_from_others(item: ItemView) -> bool:
    """Say whether another body sent it and it is still worked: only then it goes back (23)."""
    return answered(item, "registration", "form") in FORWARDED and unanswered(item)


def severe(item: ItemView) -> bool:
    """Say whether it was ever triaged as a grave wrong."""
    return any(one.data.get("lane") == "severe" for one in filed(item, "triage"))


def must_report(item: ItemView) -> bool:
    """Say whether it was ever found that the law asks for a report."""
    return any(one.data.get("must_report") is True for one in filed(item, "triage"))


def report_owed(item: ItemView) -> bool:
    """Say whether a report the law asks for is not on record yet (hard stop 4)."""
    return must_report(item) and not police_told(item)


def police_told(item: ItemView) -> bool:
    """Say whether a report to the police is on record here."""
    return any("police" in _many(one.data.get("to")) for one in filed(item, "report"))


def accused(case: CaseView, item: ItemView) -> tuple[str, ...]:
    """Return every name the material must never go to: as triaged, and the other side's."""
    said = [str(one.data.get("accused") or "") for one in filed(item, "triage")]
    sides = [one.name for one in case.parties if one.role in ("respondent", "alleged")]
    return tuple(dict.fromkeys(name for one in (*said, *sides) if (name := _plain(one))))


def names_the_accused(case: CaseView, item: ItemView, to: Value) -> bool:
    """Say whether *to* is, contains or belongs to somebody accused (hard stop 6)."""
    called = _plain(str(to or ""))
    return bool(called) and any(
        one in called or (len(called) > 1 and called in one) for one in accused(case, item)
    )


def waiting_for(item: ItemView, body: Value) -> LetterView | None:
    """Return the letter that *body* answers: the oldest one to it that waits, however the clerk
    writes its name; None for a body that was never written to, or for two that it may be."""
    called = _plain(str(body or ""))
    waiting = [one for one in item.letters if one.waits]
    same = [one for one in waiting if _plain(one.to) == called]
    if same:
        return same[0]
    alike = [one for one in waiting if called in _plain(one.to) or _plain(one.to) in called]
    return alike[0] if len({one.to for one in alike}) == 1 and len(called) > 1 else None


def public_interest(item: ItemView) -> bool:
    """Say whether it was found to be a clue for the procuratorate (妇女权益保障法 77)."""
    return any(one.data.get("public_interest") is True for one in filed(item, "triage"))


def opinions(item: ItemView, round_: str) -> tuple[RecordView, ...]:
    """Return the opinions given in a round, oldest first."""
    return tuple(
        one
        for one in filed(item, "review")
        if one.data.get("round") == round_ and one.data.get("opinion_on")
    )


def asked(item: ItemView, round_: str) -> bool:
    """Say whether a round was asked for and its opinion is out still."""
    rounds = [one for one in filed(item, "review") if one.data.get("round") == round_]
    return bool(rounds) and not rounds[-1].data.get("opinion_on")


def until(ctx: StepContext, clock: str) -> date | None:
    """Return the last day of a running clock of this item, None when it does not run."""
    for one in ctx.case.clocks:
        if (one.code, one.item_id) == (clock, ctx.item.id):
            return last_day(one.due_at)
    return None


def _many(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _plain(name: str) -> str:
    return "".join(name.split())
