"""Who may be brought to one table: the hard stops and the lock on violence.

Written as small questions over the case, each answering with its article, so that the page can say
every reason at once. None of them can be waived here (人民调解法 17; 妇联规程 8 to 11).
"""

from core.api import (
    CaseView,
    Filing,
    ItemState,
    ItemView,
    Move,
    Objection,
    PartyView,
    RecordView,
    Step,
    StepContext,
)
from plugins.mediation import court

BESIDE = frozenset({"reporter", "invited", "agent"})
"""Roles that stand beside the dispute: their yes or no decides nothing."""
ASKED_ALONE_FIRST = Objection(
    text="危险情况还不清楚。先单独问过每一方，确认没有危险再安排调解。",
    citation="全国妇联受理家庭暴力投诉工作规程第8条、第9条",
    code="danger_unknown",
)
STOP_ONE = Objection(
    text="本件情形严重或有人身安全威胁：不劝和、不调解。请报公安机关和上一级妇联，一人一案处置。",
    citation="全国妇联受理家庭暴力投诉工作规程第11条",
    code="stop_one",
)
ORDER_IN_FORCE = Objection(
    text="人身安全保护令正在执行，不得安排双方见面或调解。",
    citation="反家庭暴力法第29条",
    code="order_in_force",
)
STOP_TWO = Objection(
    text="不符合调解受理条件，不得调解。请办理终止并告知其他途径。",
    citation="人民调解法第17条",
    code="stop_two",
)
"""Says nothing of who refused: the page may be read beside the other side."""
NOT_REVIEWED = Objection(text="还没有经受理审查。", citation="县规则", code="not_reviewed")
"""One wording for every ground: what was declined, refused or never looked at reads the same."""
REVIEW_AGAIN = Objection(
    text="审查时没有家暴情形，现在有了，请重新受理审查。",
    citation="全国妇联受理家庭暴力投诉工作规程第9条至第11条",
    code="review_again",
)


def before_attempt(case: CaseView, act: Move | Step | Filing) -> tuple[Objection, ...]:
    """Refuse an attempt on a case whose mediation no named officer has admitted (妇联规程 9 to 11).

    A decline ends the item, so one that runs and was reviewed was admitted. A case without this
    service is not held up: its attempts reach one side only, for core wants each one's own yes.
    """
    if act is not Move.START_ATTEMPT:
        return ()
    mine = [item for item in case.items if item.service == "mediation"]
    admitted = any(
        # a court's matter that ended stays open until its letter went, but nobody sits down
        "review" in item.done and "terminate" not in item.done
        for item in mine
        if item.state is ItemState.OPEN
    )
    return () if admitted or not mine else (NOT_REVIEWED,)


def disputants(ctx: StepContext) -> tuple[PartyView, ...]:
    """Return the people whose dispute it is, adults and minors."""
    return tuple(party for party in ctx.case.parties if party.role not in BESIDE)


def deciding(ctx: StepContext) -> tuple[PartyView, ...]:
    """Return those of them who answer for themselves."""
    return tuple(party for party in disputants(ctx) if not party.minor)


def will_of(item: ItemView, party_id: str) -> RecordView | None:
    """Return the newest record of what this party answered."""
    for record in reversed(item.records):
        if record.form == "mediation.will" and record.data.get("party") == party_id:
            return record
    return None


def violent(ctx: StepContext) -> bool:
    """Say whether the careful path applies: violence flagged, or danger answered 有."""
    return ctx.case.violence or ctx.case.danger == "yes"


def never(ctx: StepContext) -> tuple[Objection, ...]:
    """Hard stop 1, and a protection order in force: no sitting, by nobody's leave."""
    found = []
    if ctx.case.stop_one:
        found.append(STOP_ONE)
    if ctx.case.order_in_force:
        found.append(ORDER_IN_FORCE)
    return tuple(found)


def refused(ctx: StepContext) -> bool:
    """Say whether a party clearly refuses (hard stop 2), or core closes the table as if one did."""
    return ctx.case.joint_closed or any(one.willing == "refused" for one in disputants(ctx))


def joint(ctx: StepContext) -> tuple[Objection, ...]:
    """Return every reason why the parties may not be brought together now."""
    found = [*never(ctx), *court.accepted(ctx)]
    if refused(ctx):
        found.append(STOP_TWO)
    if ctx.case.danger in ("unknown", "cannot_ask"):
        found.append(ASKED_ALONE_FIRST)
    review = ctx.item.latest("mediation.review")
    if review is None or review.data.get("decision") != "accepted":
        found.append(NOT_REVIEWED)
    elif violent(ctx) and review.data.get("violence_class") not in ("light_first", "grave"):
        found.append(REVIEW_AGAIN)
    if violent(ctx):
        found += _each_asked_alone(ctx)
    return tuple(found)


def agreed(ctx: StepContext, party_ids: frozenset[str]) -> tuple[Objection, ...]:
    """Refuse a sitting with someone whose own yes is not on record (人民调解法 17)."""
    return tuple(
        Objection(
            text="%(role)s还没有本人同意调解的记录，不能到场调解。",
            citation="人民调解法第17条",
            code="no_own_yes",
            values={"role": _called(party)},
            field_name="present",
        )
        for party in disputants(ctx)
        if party.id in party_ids and party.willing not in ("agreed", "refused")
    )


def _each_asked_alone(ctx: StepContext) -> list[Objection]:
    return [
        Objection(
            text="涉及家庭暴力，%(role)s的同意须单独问过本人。",
            citation="全国妇联受理家庭暴力投诉工作规程第8条、第10条",
            code="not_alone",
            values={"role": _called(party)},
        )
        for party in deciding(ctx)
        if (will := will_of(ctx.item, party.id)) is None or will.data.get("alone") is not True
    ]


def _called(party: PartyView) -> str:
    return party.name or "一方当事人"
