"""Who gives advice to one side gives none to the other: in this item, and in what they did before.

What core knows of the one who looks (`StepContext.served`) is their own work only; whether they are
kin to somebody is theirs to say (T/ZSM 5.4.4).
"""

from core.api import CaseView, ItemView, Objection, StepContext, at_field

OTHER = frozenset({"respondent", "alleged"})
BESIDE = frozenset({"third_party", "agent", "reporter", "invited"})


def opposite(case: CaseView, client: object) -> frozenset[str]:
    """Return the parties on the other side of *client*; of whoever asks, when none is named."""
    role = next((one.role for one in case.parties if one.id == client), "applicant")
    if role in OTHER:
        return frozenset(one.id for one in case.parties if one.role not in OTHER | BESIDE)
    return frozenset(one.id for one in case.parties if one.role in OTHER)


def clients(item: ItemView) -> tuple[str, ...]:
    """Return whom the item was for so far, in the order they came."""
    named = (one.data.get("client") for one in item.records)
    return tuple(dict.fromkeys(str(one) for one in named if one))


def met(ctx: StepContext, client: object = None) -> bool:
    """Tell whether the one who looks has served the other side elsewhere."""
    whose = client or (clients(ctx.item) or ("",))[0]
    return bool(ctx.served & opposite(ctx.case, whose))


def one_side_only(ctx: StepContext, field: str = "client") -> tuple[Objection, ...]:
    """Refuse work for both sides; *field* is where it is said."""
    client = ctx.data.get("client")
    if met(ctx, client):
        return (
            at_field(
                field,
                "您在别的办件里为另一方提供过法律服务，请换人解答，不要再听下去。",
                "conflict",
            ),
        )
    if ctx.served and not client and not clients(ctx.item):
        # left blank, nobody can say which side this is
        text = "您为本件的当事人提供过法律服务，请写明咨询人。"
        return (at_field("client", text, "client_unnamed"),)
    if client and opposite(ctx.case, client) & set(clients(ctx.item)):
        return (
            at_field(
                "client",
                "这一件已经为另一方解答，请另开一件，换人解答。",
                "two_sides",
            ),
        )
    return ()
