"""会商会议台账: 联席会商, 月度分析会 and 联合会诊, each with what it adds up to.

The monthly meetings are counted a point at a time, as the figure 分析会召开率 counts them; of a
locked month the figure is the one that was kept (T/ZSM 5.5.2.1, 5.5.2.2).
"""

from __future__ import annotations

from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.figures import place_for, report_of
from core.cases.here import roster
from core.cases.ledgers import CONFERENCES
from core.clocks import today
from core.db import db
from core.figures.blueprint import figures
from core.figures.ledgers import Sheet as CaseSheet
from core.figures.ledgers import sheet_of, summary_of
from core.figures.parts import Part, Sheet, in_a_workbook, shown
from core.meetings.ledger import read_months
from core.statistics import locked_months
from core.web import policy

NAME, CODE = "meetings", "meeting_ok"


def _sheet(most: int) -> Sheet:
    cases = sheet_of(NAME, most)
    return Sheet(
        title=_("会商会议台账"),
        parts=(
            _of_cases(_("联席会商"), cases),
            _monthly(cases, most),
            _of_cases(_("联合会诊"), sheet_of(CONFERENCES.name, most)),
        ),
        span=cases.span,
        place=cases.place,
        code=cases.code,
    )


def _of_cases(title: str, cases: CaseSheet) -> Part:
    return Part(
        title=title,
        heads=cases.heads,
        rows=cases.rows,
        summary=summary_of(cases),
        more=cases.page.more,
        told=(),
        numbers=cases.numbers,
    )


def _monthly(cases: CaseSheet, most: int) -> Part:
    session, viewer, months = db.session(), g.viewer, cases.span.months
    place = place_for(session, viewer, cases.code)
    kept = read_months(session, months, place=place.point, most=most)
    told = report_of(session, viewer, roster(), place, months, today=today()).one(CODE)
    summary = _("合计 %(count)s 次；合并召开的，每个点算一次", count=kept.count)
    if locked_months(session) & set(months):
        summary += _("；下面的指标是月份锁定时的数，列出的是现在的")
    return Part(
        title=_("月度分析会"),
        heads=(_("日期"), _("服务点"), _("由哪里召集"), _("编号"), _("没有到的岗位")),
        rows=tuple(
            (
                one.held_on.isoformat(),
                one.point,
                one.called_by,
                one.number,
                _("、").join(_(post) for post in one.missing) or "—",
            )
            for one in kept.lines
        ),
        summary=summary,
        more=kept.count > len(kept.lines),
        told=(told,),
    )


@figures.get("/ledgers/meetings")
@policy(action="figures.read", answer="S")
def meetings() -> ResponseReturnValue:
    """Show the meetings of a span, in the county or at a point."""
    return shown(NAME, _sheet)


@figures.get("/ledgers/meetings.xlsx")
@policy(action="figures.read", answer="S")
def meetings_file() -> ResponseReturnValue:
    """Give the same as a workbook: a sheet a kind of meeting, and the figure."""
    return in_a_workbook(NAME, _sheet)
