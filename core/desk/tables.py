"""Cases by the table: bring in what another register holds, take out what one may see.

All of a table or nothing, every bad row named, and "only look" stores nothing; what leaves says for
which purpose (T/ZSM 4.3.1.1, 5.6.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from flask import (
    Response,
    current_app,
    render_template,
    request,
    stream_with_context,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.code_lists import shaped_list
from core.cases.commands.importing import Imported
from core.cases.exporting import Wanted, as_csv, leaving, note_export
from core.cases.here import acting
from core.cases.importing import COLUMNS, LARGEST
from core.cases.importing.columns import RESULTS, STATES
from core.db import county_scope, db
from core.desk.blueprints import cases, desk
from core.desk.telling import codes_for
from core.sheets import Row, SheetRefused, read_sheet
from core.web import policy
from core.web.speech import spoken_each, spoken_with
from core.words import CASE_STATES, SCENARIOS

YEARS = range(1900, 2200)
SHOWN = 500
"""Bad rows a page names; who has more than that starts with these."""


@desk.get("/import")
@policy(action="case.import", answer="S")
def ask_table() -> ResponseReturnValue:
    """Ask for a table of cases."""
    return _page({})


@desk.post("/import")
@policy(action="case.import", answer="S", audit="cases.import")
def bring_table() -> ResponseReturnValue:
    """Bring in a table of cases, or only look at it."""
    here, look = acting(), "look" in request.form
    source = request.form.get("source", "")
    try:
        rows = read_sheet(*_sent(), COLUMNS, largest=LARGEST)
        found = _looked(here, rows, source)
        if not look and not found.faults:
            found = commands.import_cases(here, rows, source=source, judged=found.judged)
    except SheetRefused as refusal:
        told = spoken_with(refusal.reasons[0].text, refusal.reasons[0].values)
        return _page({"table": [told]}, source=source)
    except errors.Invalid as refusal:
        return _page(spoken_each(refusal.errors), source=source)
    return _page({}, source=source, found=found, stored=not look and not found.faults)


def _looked(here: Acting, rows: list[Row], source: str) -> Imported:
    """Judge the table in a session that only reads: on SQLite the desk would wait meanwhile."""
    here.session.rollback()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way
    with county_scope(app, here.viewer.county, read_only=True):
        reading = replace(here, session=db.session())
        return commands.import_cases(reading, rows, source=source, dry_run=True)


def _sent() -> tuple[str, bytes]:
    file = request.files.get("table")
    if file is None or not file.filename:
        raise SheetRefused("请先选一个文件")
    return file.filename, file.stream.read()


def _page(
    wrong: Mapping[str, list[str]],
    *,
    source: str = "",
    found: Imported | None = None,
    stored: bool = False,
) -> ResponseReturnValue:
    titles = {one.key: one.titles[0] for one in COLUMNS}
    faults = found.faults if found else ()
    html = render_template(
        "desk/import.html",
        columns=COLUMNS,
        titles=titles,
        source=source,
        wrong=wrong,
        found=found,
        stored=stored,
        faults=[
            (one.row, titles.get(one.column, ""), spoken_with(one.reason.text, one.reason.values))
            for one in faults[:SHOWN]
        ],
        states=[_(one) for one in STATES.values()],
        results=[_(one) for one in RESULTS.values()],
    )
    return html, 422 if wrong or faults else 200


@cases.get("/export")
@policy(action="case.export")
def ask_export() -> ResponseReturnValue:
    """Ask which cases leave, with what, and what for."""
    return _export_page({})


@cases.post("/export")
@policy(action="case.export", answer="S", audit="cases.export")
def export() -> ResponseReturnValue:
    """Send the table in a stream; who took it is in the chain before the first row leaves."""
    here, sent = acting(), request.form
    days: dict[str, date | None] = {}
    wrong: dict[str, list[str]] = {}
    for name in ("since", "until"):
        try:
            days[name] = _day(sent.get(name, ""))
        except ValueError:
            wrong[name] = [_("日期写成 2026-11-22")]
    if sent.get("state", "") not in ("", *CASE_STATES):
        wrong["state"] = [_("请从给出的选项里选")]
    if sent.get("scenario", "") not in ("", *codes_for(here)["scenarios"]):
        wrong["scenario"] = [_("请从给出的选项里选")]
    if wrong:
        return _export_page(wrong)
    wanted = Wanted(
        purpose=sent.get("purpose", "")[:40],
        state=sent.get("state", ""),
        scenario=sent.get("scenario", ""),
        since=days["since"],
        until=days["until"],
        people=bool(sent.get("people")),
    )
    try:
        note_export(here, wanted)
    except errors.Invalid as refusal:
        return _export_page(spoken_each(refusal.errors))
    answer: Response = current_app.response_class(
        stream_with_context(_pieces(here, wanted)), mimetype="text/csv"
    )
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="cases-{here.viewer.county}-{here.today:%Y%m%d}.csv"'
    )
    return answer


def _day(text: str) -> date | None:
    """Return the day that is written as we write days; the first and last years of the calendar
    have no day before and after them to compare with."""
    day = date.fromisoformat(text) if text else None
    if day is not None and (day.isoformat() != text or day.year not in YEARS):
        raise ValueError(text)
    return day


def _pieces(here: Acting, wanted: Wanted) -> Iterator[bytes]:
    """Read in a session of its own that only reads, after the entry in the chain is committed."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way
    with county_scope(app, here.viewer.county, read_only=True):
        yield from as_csv(leaving(replace(here, session=db.session()), wanted))


def _export_page(wrong: Mapping[str, list[str]]) -> ResponseReturnValue:
    here = acting()
    purposes = shaped_list(here.session, here.roster, "export_purpose").options
    html = render_template(
        "cases/export.html",
        wrong=wrong,
        sent=request.form,
        purposes=[one for one in purposes if not one.off],
        states={str(code): label for code, label in CASE_STATES.items()},
        scenarios=codes_for(here)["scenarios"] or SCENARIOS,
    )
    return html, 422 if wrong else 200
