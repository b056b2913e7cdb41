"""Keep back numbers that would name a family: under five, and what would give those away.

In a village "one case of violence this month" is a name. A number under five is not told, and
where a total is told beside it another one is kept back too, so that no subtraction yields it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

SMALLEST = 5
"""The smallest number of cases that is told in a breakdown."""
Name = TypeVar("Name")


def is_small(number: int) -> bool:
    """Tell whether a number is one that is kept back; nothing at all is not."""
    return 0 < number < SMALLEST


def hide(numbers: Mapping[Name, int]) -> dict[Name, int | None]:
    """Return a breakdown with None for what is kept back, assuming that its total is told."""
    names = list(numbers)
    (row,) = hide_table([[numbers[name] for name in names]])
    return dict(zip(names, row, strict=True))


def hide_table(rows: Sequence[Sequence[int]]) -> list[list[int | None]]:
    """Return a table with None for what is kept back, assuming that the totals of its rows and of
    its columns are told."""
    hidden = [[is_small(number) for number in row] for row in rows]
    lines = [[(at, column) for column in range(len(row))] for at, row in enumerate(rows)]
    width = max((len(row) for row in rows), default=0)
    if len(rows) > 1:
        lines += [[(at, column) for at in range(len(rows))] for column in range(width)]
    changed = True
    while changed:
        changed = False
        for line in lines:
            also = _one_more(rows, hidden, line)
            if also is not None:
                hidden[also[0]][also[1]] = changed = True
    return [
        [None if hidden[at][column] else number for column, number in enumerate(row)]
        for at, row in enumerate(rows)
    ]


def _one_more(
    rows: Sequence[Sequence[int]], hidden: Sequence[Sequence[bool]], line: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return the next cell of a line to keep back: while one is hidden alone, or the hidden ones
    together are so few that their sum tells as much. The smallest goes first, nothing at all last.
    """
    closed = [place for place in line if hidden[place[0]][place[1]]]
    together = sum(rows[at][column] for at, column in closed)
    if not closed or (len(closed) > 1 and not is_small(together)):
        return None
    open_ = [place for place in line if not hidden[place[0]][place[1]]]
    if not open_:
        return None
    # a zero beside a hidden number adds a doubt and no amount: only when there is nothing else
    return min(open_, key=lambda place: (not rows[place[0]][place[1]], rows[place[0]][place[1]]))
