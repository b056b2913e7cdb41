"""A ledger of several parts, each with its rows and its figures: how it is shown and handed out.

What is in a part is told by the room of its ledger; how a page and a workbook of it look is one
thing for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flask import Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.figures import heads, sees_county
from core.cases.ledgers import LEDGERS
from core.clocks import today
from core.figures.ledgers import IN_FILE, ON_PAGE
from core.figures.pages import places_for
from core.figures.periods import Span, offered
from core.figures.workbook import indicator_head, row_of
from core.sheets.writing import XLSX, Cell, write
from core.statistics import BASES, Told
from core.words import Viewer

Table: TypeAlias = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a ledger in words: its heads, its rows, the line under them, and its figures.
    ``numbers`` is the column that leads to a case, -1 for none."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summary: str
    more: bool
    told: tuple[Told, ...]
    numbers: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A whole ledger of several parts, of a span at a place."""

    title: str
    parts: tuple[Part, ...]
    span: Span
    place: str
    code: str


def shown(name: str, sheet: Callable[[int], Sheet]) -> ResponseReturnValue:
    """Answer with the page of the ledger *name*; a head who asks for no place is led to her own."""
    viewer: Viewer = g.viewer
    page = f"figures.{name}"
    if not request.args.get("point") and not sees_county(viewer) and heads(viewer):
        own, period = heads(viewer)[0].code, request.args.get("period")
        return redirect(url_for(page, period=period, point=own))
    return render_template(
        "figures/parts.html",
        sheet=sheet(ON_PAGE),
        here=name,
        page=page,
        file=f"{page}_file",
        ledgers=LEDGERS,
        spans=offered(today()),
        places=places_for(viewer),
        whole=sees_county(viewer),
        bases=BASES,
    )


def in_a_workbook(
    name: str, sheet: Callable[[int], Sheet], *, named: str = ""
) -> ResponseReturnValue:
    """Answer with the ledger *name* as a workbook: a sheet a part, and one of the figures; with
    *named* each figure stands behind the title of its part, under that head."""
    kept = sheet(IN_FILE)
    about = [
        _(
            "%(title)s　%(place)s　%(span)s",
            title=kept.title,
            place=kept.place,
            span=kept.span.title,
        ),
        *(f"{one.title}　{one.summary}" for one in kept.parts),
    ]
    tables: list[Table] = [(one.title, one.heads, one.rows) for one in kept.parts]
    head = (named, *indicator_head()) if named else indicator_head()
    rows = [
        (part.title, *row_of(told)) if named else row_of(told)
        for part in kept.parts
        for told in part.told
    ]
    tables.append((_("指标"), head, rows))
    answer = Response(write(tables, about), mimetype=XLSX)
    file = f"ledger-{name}-{kept.code or g.county_id}-{kept.span.code}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer
