"""What an item already knows: what was asked, what was promised and is still owed."""

from collections.abc import Iterator, Mapping

from core.api import CaseView, ItemView, RecordView, StepContext, Value
from plugins.legal_consult.choices import ARTICLES, LAWYER, NAME, VIOLENCE

NONE: Mapping[str, Value] = {}


def filed(item: ItemView, form: str) -> tuple[RecordView, ...]:
    """Return the records of a form, oldest first."""
    return tuple(one for one in item.records if one.form == f"{NAME}.{form}")


def data_of(item: ItemView, form: str) -> Mapping[str, Value]:
    """Return the newest answers of *form*, nothing when it was never filed."""
    record = item.latest(f"{NAME}.{form}")
    return record.data if record else NONE


def picked(data: Mapping[str, Value], field: str) -> frozenset[str]:
    """Return what was chosen where several may be."""
    chosen = data.get(field)
    return frozenset(str(one) for one in chosen) if isinstance(chosen, list) else frozenset()


def topics(item: ItemView) -> frozenset[str]:
    """Return what was asked about."""
    return picked(data_of(item, "consult"), "topics")


def speaks_of_violence(ctx: StepContext) -> bool:
    """Tell whether the case or the question is one of violence."""
    return ctx.case.violence or VIOLENCE in topics(ctx.item)


def a_child(case: CaseView, client: object) -> bool:
    """Tell whether whoever asks is under age: harm to them is reported (反家庭暴力法 14)."""
    return any(one.minor for one in case.parties if one.id == client)


def articles(data: Mapping[str, Value]) -> str:
    """Return the articles picked and those written, as one line."""
    named = [
        one.label.partition(" ")[0]
        for field, given in ARTICLES.items()
        for one in given
        if one.value in picked(data, field)
    ]
    own = str(data.get("basis") or "")
    return "、".join([*named, own] if own else named)


def answered_by_lawyer(data: Mapping[str, Value]) -> bool:
    """Tell whether a practising lawyer answered; nothing said counts as none."""
    return data.get("adviser") == LAWYER


def owed(item: ItemView) -> Iterator[str]:
    """Yield what was wanted at the consultation and has not been done yet."""
    asked = data_of(item, "consult")
    if asked.get("opinion_wanted") is True and not filed(item, "opinion"):
        yield "opinion"
    if asked.get("order_wanted") is True and not filed(item, "order"):
        yield "order"
    if asked.get("next_step") == "drafting" and not filed(item, "writing"):
        yield "writing"


def running_order(item: ItemView) -> bool:
    """Tell whether an application was made of which the court's answer is not known."""
    forms = [one.form.partition(".")[2] for one in item.records]
    last = [one for one in forms if one in ("order", "ruling")]
    return bool(last) and last[-1] == "order"
