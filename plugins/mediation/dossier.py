"""The file of a mediation: what its difficulty asks for, and what is there (人民调解法 27).

An oral agreement of a quarrel settled on the spot is one line of the register and its record, not
twelve pieces. A piece is there when its paper was issued; nothing is ticked by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.api import FileMeter, FilePiece, ItemView, StepContext, Value, read_rows
from plugins.mediation import locks

RANKS = ("oral", "simple", "general", "hard", "major")
PIECES: Mapping[str, str] = {
    "application": "人民调解申请书",
    "register": "受理登记表",
    "rights": "权利义务告知书",
    "appointment": "选定和回避声明",
    "investigation": "调查笔录和证据",
    "summons": "调解通知书",
    "sitting": "调解笔录",
    "agreement": "调解协议书",
    "delivery": "送达回证",
    "confirmation": "司法确认申请书",
    "dossier_cover": "卷宗封面和目录",
    "oral_register": "口头协议登记表",
}
"""Twelve pieces: eleven of the written file, and the one that stands for an oral agreement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meter:
    """What is there and what is missing, by title."""

    there: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def full(self) -> bool:
        return not self.missing


def needed(item: ItemView, difficulty: str) -> tuple[str, ...]:
    """Return the pieces a file of this difficulty holds, in the order of the file."""
    if difficulty == "oral":
        return ("oral_register",)
    data = _data(item, "mediation.application")
    pieces = [] if data.get("start_mode") == "own" else ["application"]
    pieces += ["register", "rights", "appointment"]
    if RANKS.index(difficulty) >= RANKS.index("general"):
        pieces += ["investigation", "summons"]
    oral = _data(item, "mediation.agreement").get("kind") == "oral"
    pieces += ["sitting", "oral_register" if oral else "agreement", "delivery"]
    if _data(item, "mediation.confirmation").get("status") in ("applied", "accepted", "confirmed"):
        pieces.append("confirmation")
    return (*pieces, "dossier_cover")


def meter(item: ItemView, difficulty: str) -> Meter:
    """Count the pieces of the file."""
    issued = set(item.papers)
    pieces = needed(item, difficulty)
    return Meter(
        there=tuple(PIECES[one] for one in pieces if one in issued),
        missing=tuple(PIECES[one] for one in pieces if one not in issued),
    )


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by; nothing before the matter was admitted."""
    if "review" not in ctx.item.done:
        return None
    chosen = ctx.item.latest("mediation.closing") or ctx.item.latest("mediation.subsidy")
    tier = str(chosen.data.get("difficulty")) if chosen else proposed(ctx)
    issued = set(ctx.item.papers)
    return FileMeter(
        difficulty=tier,
        pieces=tuple(
            FilePiece(title=PIECES[one], there=one in issued) for one in needed(ctx.item, tier)
        ),
    )


def proposed(ctx: StepContext) -> str:
    """Return the difficulty the criteria propose for what was done; a person decides."""
    forms = [record.form for record in ctx.item.records]
    sittings = forms.count("mediation.session")
    looked_into = "mediation.investigation" in forms or "mediation.evidence" in forms
    if may_turn_worse(ctx.item):
        return "major"
    if sittings > 1 and (len(locks.deciding(ctx)) > 2 or (sittings > 2 and looked_into)):
        return "hard"
    if sittings > 1 or looked_into:
        return "general"
    return "oral" if _data(ctx.item, "mediation.agreement").get("kind") == "oral" else "simple"


def may_turn_worse(item: ItemView) -> bool:
    """Say whether an inquiry or a sitting found that police or worse may follow (25)."""
    return any(record.data.get("crime_risk") is True for record in item.records)


def graded_too_high(ctx: StepContext) -> bool:
    """Say whether the chosen difficulty is above the criteria without a reason beside it."""
    chosen = ctx.data.get("difficulty")
    if chosen not in RANKS or ctx.data.get("difficulty_why"):
        return False
    return RANKS.index(str(chosen)) > RANKS.index(proposed(ctx))


def promises(item: ItemView) -> int:
    """Return how many things the newest agreement promises."""
    return len(read_rows(_data(item, "mediation.agreement").get("items")))


def _data(item: ItemView, form: str) -> Mapping[str, Value]:
    record = item.latest(form)
    return record.data if record else {}
