"""What a service's figures are computed from, made by hand, and the numbers it makes of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from types import ModuleType

import pytest

from core.words import CountedClock, CountedItem, CountedRecord, ItemState, Period

DAY = date(2026, 11, 10)
NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))


def filed(
    form: str,
    item: int,
    /,
    *,
    days: int = 0,
    chosen: object = None,
    scenario: str = "property",
    about: int | None = None,
    by: int = 0,
    level: str = "town",
    point: int = 0,
    **answers: str | int,
):
    """Return a filed form of the item numbered *item*; *chosen* for questions of many answers,
    *about* and *by* for whom it is about and who wrote it."""
    return CountedRecord(
        form=form,
        item=item,
        level=level,
        opened_on=DAY,
        filed_on=DAY + timedelta(days=days),
        answers=answers,
        scenario=scenario,
        chosen={
            **{name: frozenset([str(one)]) for name, one in answers.items()},
            **(chosen or {}),
        },
        about=about,
        by=by,
        point=point,
    )


def ended(outcome: str, **answers: str):
    """Return an item that ended; *answers* by ``form__field``."""
    told = {name.replace("__", "."): one for name, one in answers.items()}
    return CountedItem(
        state=ItemState.CLOSED, outcome=outcome, level="town", opened_on=DAY, answers=told
    )


def clock(code: str, state: str, hours: int | None = None):
    return CountedClock(code=code, due_on=DAY, state=state, hours=hours)


def numbers(
    patch: pytest.MonkeyPatch,
    module: ModuleType,
    *,
    records: Iterable[CountedRecord] = (),
    items: Iterable[CountedItem] = (),
    opened: Iterable[CountedItem] = (),
    clocks: Iterable[CountedClock] = (),
) -> dict[str, tuple[int, int | None]]:
    """Return (numerator, denominator) by code without the service's name, from what is given."""
    for name, given in (
        ("records_filed", records),
        ("items_closed", items),
        ("items_opened", opened),
        ("clocks_due", clocks),
    ):
        if hasattr(module, name):
            patch.setattr(module, name, lambda service, period, given=given: tuple(given))
    return {
        one.code.removeprefix(f"{module.NAME}."): (one.numerator, one.denominator)
        for one in module.figures(NOVEMBER)
    }
