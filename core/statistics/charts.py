"""Charts as geometry: where the points, bars and rings stand; a template draws them.

Ours and small: no script, no inline style, sizes as attributes, a title for who cannot see it and a
table beside it. A Chinese character is one em wide, so every label has its own place and none is
clipped or laid over another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, pi
from unicodedata import east_asian_width

FONT = 13
"""Pixels of the chart's text, as in the style sheet: one em."""
LETTER = 0.62
"""How much of an em a Latin letter or digit takes at most."""
KINDS = 7
"""How many colours there are; the last serves for everything beyond."""


def width_of(text: str, font: int = FONT) -> int:
    """Return the room *text* needs in pixels, one em for each Chinese character."""
    ems = sum(1.0 if east_asian_width(one) in "WFA" else LETTER for one in text)
    return ceil(ems * font)


def steps_to(most: int, lines: int = 4) -> tuple[int, ...]:
    """Return round numbers from nothing to at least *most*, a few of them."""
    step = 1
    while step * lines < most:
        step = {1: 2, 2: 5}.get(step // _ten(step), 10) * _ten(step)
    return tuple(step * number for number in range(max(ceil(most / step), 1) + 1))


def _ten(step: int) -> int:
    ten = 1
    while ten * 10 <= step:
        ten *= 10
    return ten


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A word of a chart and where it stands."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One series: its unbroken pieces as ``points`` of SVG, lone months as dots, and its end."""

    kind: int
    name: str
    pieces: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    end: Text | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LineChart:
    """Months along the bottom, numbers up the side, one line a series."""

    width: int
    height: int
    left: int
    right: int
    marks: tuple[Text, ...]
    months: tuple[Text, ...]
    lines: tuple[Line, ...]


def line_chart(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[int | None]]]
) -> LineChart:
    """Return the geometry of *series* over *labels*; a number that is not told breaks its line."""
    width, height, top, bottom = 600, 226, 24, 190
    known = [number for _name, row in series for number in row if number is not None]
    steps = steps_to(max(known, default=0))
    left = 12 + max(width_of(str(step)) for step in steps)
    right = width - 12 - max((width_of(str(number)) for number in known), default=FONT)
    apart = (right - left) / max(len(labels) - 1, 1)

    def at(place: int, number: int) -> tuple[float, float]:
        return (
            round(left + apart * place, 1),
            round(bottom - (bottom - top) * number / steps[-1], 1),
        )

    every = max(1, ceil(max((width_of(one) + 6 for one in labels), default=1) / max(apart, 1)))
    lines = [
        _line(kind, name, row, [at(i, n) if n is not None else None for i, n in enumerate(row)])
        for kind, (name, row) in enumerate(series, start=1)
    ]
    return LineChart(
        width=width,
        height=height,
        left=left,
        right=round(right),
        marks=tuple(Text(x=left - 8, y=at(0, step)[1], text=str(step)) for step in steps),
        months=tuple(
            Text(x=round(left + apart * place, 1), y=bottom + 22, text=label)
            for place, label in enumerate(labels)
            # the last month is always named, and the others counted back from it
            if (len(labels) - 1 - place) % every == 0
        ),
        lines=tuple(_apart(lines)),
    )


def _line(
    kind: int, name: str, row: Sequence[int | None], places: Sequence[tuple[float, float] | None]
) -> Line:
    pieces: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            pieces.append([])
        else:
            pieces[-1].append(place)
    told = [piece for piece in pieces if piece]
    last, number = places[-1], row[-1]
    end = None
    if last is not None and number is not None:
        end = Text(x=last[0] + 8, y=last[1] + 4, text=str(number))
    return Line(
        kind=min(kind, KINDS),
        name=name,
        pieces=tuple(
            " ".join(f"{x:g},{y:g}" for x, y in piece) for piece in told if len(piece) > 1
        ),
        dots=tuple(piece[0] for piece in told if len(piece) == 1),
        end=end,
    )


def _apart(lines: Sequence[Line]) -> Sequence[Line]:
    """Move the last numbers of two lines apart where they would cover each other."""
    ends = sorted((line.end.y, place) for place, line in enumerate(lines) if line.end)
    moved, before = {}, -100.0
    for y, place in ends:
        before = moved[place] = max(y, before + FONT + 1)
    return [
        line
        if line.end is None or place not in moved
        else Line(
            kind=line.kind,
            name=line.name,
            pieces=line.pieces,
            dots=line.dots,
            end=Text(x=line.end.x, y=moved[place], text=line.end.text),
        )
        for place, line in enumerate(lines)
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One row: its name, the room of the whole, what is filled, and the words behind it."""

    y: int
    name: str
    kind: int
    filled: float
    says: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BarChart:
    """Rows from the top down; bars begin at ``left`` and ``room`` is how long a whole one is."""

    width: int
    height: int
    left: int
    room: int
    after: int
    bars: tuple[Bar, ...]


def bar_chart(rows: Sequence[tuple[str, int | None, str]]) -> BarChart:
    """Return the geometry of (name, number or None, words); a number not told has no bar."""
    width, step = 400, 42
    left = 10 + max((width_of(name) for name, _number, _says in rows), default=FONT)
    after = max((width_of(says) for _name, _number, says in rows), default=FONT)
    room = max(width - left - after - 12, 40)
    whole = sum(number or 0 for _name, number, _says in rows)
    bars = tuple(
        Bar(
            y=8 + step * place,
            name=name,
            kind=min(place + 1, KINDS),
            filled=round(room * (number or 0) / whole, 1) if whole else 0,
            says=says,
        )
        for place, (name, number, says) in enumerate(rows)
    )
    return BarChart(
        width=width,
        height=8 + step * max(len(rows), 1),
        left=left,
        room=room,
        after=left + room + 12,
        bars=bars,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Arc:
    """One part of the ring, as dashes along its circle."""

    kind: int
    dash: str
    offset: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Donut:
    """A ring of parts; what is not told one by one is a single last part."""

    total: int
    radius: int
    arcs: tuple[Arc, ...]


def donut(parts: Sequence[int | None], total: int) -> Donut:
    """Return the ring of *parts*; those that are None share what the others leave of *total*."""
    radius = 60
    around = 2 * pi * radius
    told = [(kind, number) for kind, number in enumerate(parts, start=1) if number]
    rest = total - sum(number for _kind, number in told)
    if rest > 0 and any(number is None for number in parts):
        told.append((KINDS, rest))
    arcs, gone = [], 0.0
    for kind, number in told if total else ():
        length = around * number / total
        # a hair's breadth apart, but never so much that a small part vanishes
        drawn = max(length - 1.5, length / 2)
        arcs.append(
            Arc(
                kind=min(kind, KINDS),
                dash=f"{drawn:.1f} {around - drawn:.1f}",
                offset=round(-gone, 1),
            )
        )
        gone += length
    return Donut(total=total, radius=radius, arcs=tuple(arcs))
