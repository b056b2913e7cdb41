"""Before anyone sits down: everyone is told, mediators are chosen, the partial step aside.

Articles are those of 人民调解法 unless said otherwise (T/ZSM 5.4.3).
"""

from collections.abc import Iterator

from core.api import Effect, Objection, StepContext, Task, at_field, read_rows
from plugins.mediation import after, committee
from plugins.mediation.rules import not_in_future


def may_tell_rights(ctx: StepContext) -> tuple[Objection, ...]:
    """Everyone is told before anyone sits down (23, 24)."""
    found = list(not_in_future(ctx, "told_on"))
    if ctx.data.get("everyone") is not True:
        found.append(
            Objection(
                text="每一方都要告知后才能继续。",
                citation="人民调解法第23条、第24条",
                code="tell_everyone",
                field_name="everyone",
            )
        )
    return tuple(found)


def may_appoint(ctx: StepContext) -> tuple[Objection, ...]:
    """Kin or interested persons do not mediate; helpers come only with both sides' consent (20).

    人民调解法 has no article on recusal; the county's rule follows 特邀调解规定 15. Who was
    replaced once does not come back to the same dispute.
    """
    rule = "县规则（参照特邀调解规定第15条）"
    rows = read_rows(ctx.data.get("mediators"))
    found = list(_in_whose_name(ctx))
    if any(row.get("tie") in ("kin", "interest") for row in rows):
        text = "调解员是当事人的近亲属或有利害关系，请换人。"
        found.append(at_field("mediators", text, "recusal", rule))
    if {str(row.get("mediator")) for row in rows} & recused(ctx):
        text = "换下的调解员不能再选，请换人。"
        found.append(at_field("mediators", text, "recused", rule))
    if any(row.get("agreed") is not True for row in read_rows(ctx.data.get("invited"))):
        found.append(at_field("invited", "邀请的人要双方都同意。", "invited", "人民调解法第20条"))
    return tuple(found)


def _in_whose_name(ctx: StepContext) -> Iterator[Objection]:
    """A people's mediation is done by a registered committee, where the county registered any."""
    known = committee.registered(ctx.settings)
    if not known or after.kind_of(ctx.item) not in ("people", "federation"):
        return
    named = {one.name: one for one in known}.get(str(ctx.data.get("committee")))
    if named is None:
        text = "县里没有登记这个人民调解委员会。"
        yield at_field("committee", text, "unknown_committee", "人民调解法第8条、第9条")
    elif ctx.data.get("committee_word") not in (None, "", named.word):
        text = "文号代字和登记的不一样。"
        yield at_field("committee_word", text, "wrong_word")


def recused(ctx: StepContext) -> frozenset[str]:
    """Return who was ever replaced in this item, the form being filed included."""
    forms = [one.data for one in ctx.item.records if one.form == "mediation.mediators"]
    rows = [row for data in (*forms, ctx.data) for row in read_rows(data.get("recused"))]
    return frozenset(str(row.get("mediator")) for row in rows)


def after_appointing(ctx: StepContext) -> tuple[Effect, ...]:
    """Whoever was replaced may own the item: its head names another owner."""
    if not read_rows(ctx.data.get("recused")):
        return ()
    return (Task(title="核对承办人，换人的请另行指派", to="point_head"),)
