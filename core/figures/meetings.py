"""会商会议台账: 联席会商, 月度分析会 and 联合会诊, each with what it adds up to.

The monthly meetings are counted a point at a time, as the figure 分析会召开率 counts them; of a
locked month the figure is the one that was kept (T/ZSM 5.5.2.1, 5.5.2.2).
"""

from __future__ import annotations

from flask import Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.figures import heads, place_for, report_of, sees_county
from core.cases.here import roster
from core.cases.ledgers import CONFERENCES, LEDGERS
from core.clocks import today
from core.db import db
from core.figures.blueprint import figures
from core.figures.ledgers import IN_FILE, ON_PAGE, sheet_of, summary_of
from core.figures.ledgers import Sheet as CaseSheet
from core.figures.pages import places_for
from core.figures.periods import offered
from core.figures.training import Part, Sheet, Table
from core.figures.workbook import indicator_head, row_of
from core.meetings.ledger import read_months
from core.sheets.writing import XLSX, write
from core.statistics import BASES, locked_months
from core.web import policy
from core.words import Viewer

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
    viewer: Viewer = g.viewer
    if not request.args.get("point") and not sees_county(viewer) and heads(viewer):
        own, period = heads(viewer)[0].code, request.args.get("period")
        return redirect(url_for("figures.meetings", period=period, point=own))
    return render_template(
        "figures/parts.html",
        sheet=_sheet(ON_PAGE),
        here=NAME,
        page="figures.meetings",
        file="figures.meetings_file",
        ledgers=LEDGERS,
        spans=offered(today()),
        places=places_for(viewer),
        whole=sees_county(viewer),
        bases=BASES,
    )


@figures.get("/ledgers/meetings.xlsx")
@policy(action="figures.read", answer="S")
def meetings_file() -> ResponseReturnValue:
    """Give the same as a workbook: a sheet a kind of meeting, and the figure."""
    sheet = _sheet(IN_FILE)
    about = [
        _("%(title)s　%(place)s　%(span)s", title=sheet.title, place=sheet.place,
          span=sheet.span.title),
        *(f"{one.title}　{one.summary}" for one in sheet.parts),
    ]  # fmt: skip
    tables: list[Table] = [(one.title, one.heads, one.rows) for one in sheet.parts]
    numbers = [row_of(told) for part in sheet.parts for told in part.told]
    tables.append((_("指标"), indicator_head(), numbers))
    answer = Response(write(tables, about), mimetype=XLSX)
    file = f"ledger-meetings-{sheet.code or g.county_id}-{sheet.span.code}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer
