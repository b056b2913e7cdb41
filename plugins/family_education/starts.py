"""What the item already knows of an answer: a form opens with it, to be kept or changed."""

from collections.abc import Mapping

from core.api import StepContext, Value
from plugins.family_education import told

Answers = Mapping[str, Value]


def intake(ctx: StepContext) -> Answers:
    """A child that is a party of the case is the child, when there is only one."""
    children = [one for one in ctx.case.parties if one.role == "minor_child" or one.minor]
    return {"child": children[0].id} if len(children) == 1 else {}


def today(ctx: StepContext) -> Answers:
    """Today."""
    return {"on": ctx.today.isoformat()}


def assessing(ctx: StepContext) -> Answers:
    """Nothing of harm or risk is filled in; a later look opens with how things stood otherwise."""
    kept = told.data_of(ctx.item, "assessment")
    return {
        name: value
        for name, value in kept.items()
        if name.startswith(("child_", "parent_")) and value is not None
    }


def planning(ctx: StepContext) -> Answers:
    """As often as the order says."""
    kept = told.data_of(ctx.item, "plan")
    asked = kept.get("times") or told.data_of(ctx.item, "intake").get("order_times")
    return {"times": str(asked)} if isinstance(asked, int) else {}


def meeting(ctx: StepContext) -> Answers:
    """Today; what was given to do last time is asked for."""
    given = any(one.data.get("homework") for one in told.came(ctx.item))
    return {"on": ctx.today.isoformat()} | ({} if given else {"last": "none"})


def urging(ctx: StepContext) -> Answers:
    """Today, and the one guardian there is."""
    known = [party for party, _name, _kin in told.guardians(ctx.case, ctx.item) if party]
    return {"on": ctx.today.isoformat()} | ({"whom": known[0]} if len(known) == 1 else {})


def teaching(ctx: StepContext) -> Answers:
    """Whoever was warned, today."""
    return {
        "on": ctx.today.isoformat(),
        "whom": told.data_of(ctx.item, "intake").get("warned"),
    }


def replying(ctx: StepContext) -> Answers:
    """To whom, and how often somebody came, as the records say."""
    return {
        "on": ctx.today.isoformat(),
        "to": told.data_of(ctx.item, "intake").get("order_body"),
        "times": str(len(told.came(ctx.item))),
    }
