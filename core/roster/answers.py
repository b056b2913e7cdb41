"""What comes back from asking the plugins: their answers, their failures, a line for the page.

A dropped contribution is never silent: whoever looks at the page must know that something is
missing from it (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.roster.values import Fault, Kind, Roster

T = TypeVar("T")


NOTICES: Mapping[Kind, str] = {
    Kind.RAISED: "“%(title)s”出了错，它的内容没有显示，不影响继续办理",
    Kind.WRONG: "“%(title)s”给出的内容不合要求，没有显示，不影响继续办理",
    Kind.SLOW: "“%(title)s”回应太慢",
    Kind.BUSY: "“%(title)s”正忙，它的内容没有显示，不影响继续办理",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A line for the page: ``_(notice.text, title=_(notice.title))``."""

    text: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers(Generic[T]):
    """What the plugins said: ``values`` in the order of asking, with who said it."""

    values: tuple[tuple[str, T], ...] = ()
    faults: tuple[Fault, ...] = ()

    def notices(self, roster: Roster) -> tuple[Notice, ...]:
        """Return one visible line per dropped contribution; slow answers were used, so no line."""
        return tuple(
            Notice(text=NOTICES[fault.kind], title=roster.declared(fault.plugin).title)
            for fault in self.faults
            if fault.kind is not Kind.SLOW
        )


class PluginFailed(Exception):
    """A plugin raised, or answered something else than promised; the cause is chained."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.plugin}.{fault.hook}: {fault.kind} {fault.where}")
        self.fault = fault
