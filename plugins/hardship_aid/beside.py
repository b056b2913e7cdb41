"""What stands beside an aid item: three lists, the matcher's explanation, what is still owed.

一户一档 on one page (T/ZSM 5.4.7). The matcher's lines name who decides: it never does.
"""

from collections.abc import Iterable

from flask_babel import gettext as _

from core.api import Panel, StepContext, read_rows, yuan_text
from plugins.hardship_aid import ledger
from plugins.hardship_aid.conditions import FITS, MET, UNKNOWN, UNMET
from plugins.hardship_aid.matching import Explained, explained
from plugins.hardship_aid.needs import NEEDS, WAYS
from plugins.hardship_aid.programmes import PROGRAMMES

SIGNS = {MET: "✔", UNKNOWN: "?", UNMET: "✘"}


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    lists = tuple(
        Panel(title=title, lines=tuple(lines))
        for title, lines in (
            ("还要做的", _owed(ctx)),
            ("需求清单", _needs(ctx)),
            ("资源清单", _resources(ctx)),
            ("帮扶清单", _programmes(ctx)),
        )
        if lines
    )
    if "assess" not in ctx.item.done:
        return lists
    return lists + _explained(explained(ctx))


def _owed(ctx: StepContext) -> list[str]:
    lines = []
    if ledger.papers_owed(ctx.item):
        lines.append(_("先行救助的手续还没有补（社会救助法第50条）"))
    doubled = [
        PROGRAMMES[code].title for code in ledger.applied(ctx.item) if code in _existing(ctx)
    ]
    lines += [_("%(title)s：已经在享受，请核对是否重复", title=_(one)) for one in doubled]
    return lines


def _existing(ctx: StepContext) -> frozenset[str]:
    record = ctx.item.latest("hardship_aid.assessment")
    said = record.data.get("existing") if record else None
    return frozenset(str(one) for one in said) if isinstance(said, list) else frozenset()


def _needs(ctx: StepContext) -> list[str]:
    record = ctx.item.latest("hardship_aid.discovery")
    wanted = record.data.get("needs") if record else None
    met = {one.data.get("need") for one in ledger.given(ctx.item)}
    return [
        _("✔ %(need)s：帮到了", need=_(one.label))
        if one.value in met
        else _("○ %(need)s：还没有", need=_(one.label))
        for one in NEEDS
        if isinstance(wanted, list) and one.value in wanted
    ]


def _resources(ctx: StepContext) -> list[str]:
    record = ctx.item.latest("hardship_aid.assessment")
    rows = read_rows(record.data.get("resources")) if record else ()
    ways = {one.value: one.label for one in WAYS}
    return [
        _("%(way)s：%(what)s", way=_(ways[str(row["way"])]), what=str(row["what"])) for row in rows
    ]


def _programmes(ctx: StepContext) -> list[str]:
    return [
        _("%(title)s：%(state)s", title=_(PROGRAMMES[code].title), state=_state(ctx, code))
        for code in ledger.on_the_list(ctx.item)
    ]


def _state(ctx: StepContext, code: str) -> str:
    lines = [one for one in ledger.given(ctx.item) if one.programme == code]
    decided = ledger.decision(ctx.item, code)
    said: str
    if lines:
        sum_ = sum(one.fen for one in lines)
        said = _("已给 %(times)s 次", times=len(lines))
        return f"{said} {yuan_text(sum_)}" if sum_ else said
    if decided:
        said = _("已决定给予") if decided == ledger.GRANTED else _("不予")
    elif code in ledger.applied(ctx.item):
        said = _("已申请，等结果")
    else:
        said = _("可以申请")
    return said


def _explained(found: tuple[Explained, ...]) -> tuple[Panel, ...]:
    """One block a programme that may fit; what does not, a line each with the reason."""
    blocks = [
        Panel(
            title=_("%(title)s：%(fit)s", title=_(one.programme.title), fit=_(FITS[one.fit])),
            lines=tuple(_lines(one)),
        )
        for one in found
        if one.fit != UNMET
    ]
    out = tuple(
        _("%(title)s：%(reasons)s", title=_(one.programme.title), reasons=_reasons(one))
        for one in found
        if one.fit == UNMET
    )
    if out:
        blocks.append(Panel(title="看来不符合的", lines=out))
    return tuple(blocks)


def _lines(one: Explained) -> Iterable[str]:
    programme = one.programme
    for condition, answer in one.answers:
        yield _(
            "%(sign)s %(condition)s（%(law)s）",
            sign=SIGNS[answer],
            condition=_(condition.text),
            law=_(condition.law),
        )
    yield _("谁决定：%(body)s", body=_(programme.body))
    if programme.gives:
        yield _("给什么：%(gives)s", gives=_(programme.gives))
        yield _("要什么：%(asks)s", asks=_(programme.asks))


def _reasons(one: Explained) -> str:
    return str(_("；")).join(
        _("✘ %(condition)s（%(law)s）", condition=_(condition.text), law=_(condition.law))
        for condition, answer in one.answers
        if answer == UNMET
    )
