"""What happens without a request: plugin events, hops that expire, reports nobody acknowledged.

``worker`` of the command line and the thread of ``serve`` run the same rounds. Every step has its
own transaction, so one that fails holds up nothing else.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import drafts, files
from core.audit import seal_access
from core.audit.models import AccessEntry
from core.cases.acting import Acting
from core.cases.counted import BOOK, count_again
from core.cases.history import note, routing
from core.cases.loading import load
from core.cases.models import CaseFile, Measure, Record, Transfer, UrgentReport
from core.cases.people_of import head_of
from core.cases.tasks import ask
from core.cases.transfers import expire
from core.cases.urgent import climb
from core.cases.views import case_view, record_view
from core.clocks import disk_time, now, today
from core.clocks.models import ClockRow
from core.clocks.service import sweep
from core.db import county_scope, db
from core.outbox.events import event_handlers
from core.outbox.worker import Message, Worker
from core.points.models import ServicePoint
from core.points.service import counties, county_settings
from core.points.tree import view as point_view
from core.roster import Roster
from core.statistics import is_kept
from core.switches import load_board, record_failure
from core.words import Move, PostView, State, Viewer

log = logging.getLogger(__name__)

SYSTEM = "system"
WORKER = "jiahe.worker"
TIDIED = "jiahe.tidied"
TIDY_EVERY = 3600.0
"""Seconds. Walking the folder is work, and what lies there harms nobody for an hour."""
COUNTED = "jiahe.counted"
Resting = Callable[[], bool]
"""Says whether the rounds have to wait: what the practice county tells of the past is long over by
the clock of a round, which would end every hop before its receiver's turn to take it in."""


def init_jobs(app: Flask, roster: Roster) -> None:
    """Give the app its worker; starts nothing."""
    app.extensions[WORKER] = Worker(
        app=app,
        handlers=event_handlers(
            roster,
            {
                "case_opened": _case_words,
                "case_moved": _move_words,
                "record_filed": _record_words,
                "switched": _switch_words,
            },
        ),
        counties=lambda: [county.code for county in counties(db.session())],
        failed=record_failure,
    )


def drain(app: Flask, *, resting: bool = False) -> int:
    """Deliver what is due and, unless they are *resting*, run one round of every county; return
    how much was done."""
    worker: Worker = app.extensions[WORKER]
    return worker.drain().delivered + (0 if resting else rounds(app))


def work(
    app: Flask, stop: threading.Event, *, every: float = 1.0, resting: Resting | None = None
) -> None:
    """Deliver and make rounds until *stop* is set; no rounds while *resting* says so."""
    while not stop.is_set():
        try:
            idle = not drain(app, resting=resting is not None and resting())
        except Exception:
            # the database may be away for a while; the worker stays for when it is back
            log.exception("round_failed")
            idle = True
        if idle:
            stop.wait(every)


def rounds(app: Flask) -> int:
    """Make one round of every county: expired hops, unanswered reports, breached clocks, looks."""
    with app.app_context():
        codes = [county.code for county in counties(db.session())]
    done = 0
    for code in codes:
        _keep_book(app, code)
        due = _due(app, code)
        for case_id in due:
            with county_scope(app, code):
                done += _round_of(app, code, case_id)
                db.session.commit()
        done += _tidy_folder(app, code)
        if not _housekeeping_due(app, code):
            continue
        with county_scope(app, code):
            done += len(sweep(db.session())) + seal_access(db.session(), at=now())
            done += drafts.sweep(db.session(), _draft_limit(db.session()))
            done += files.sweep(db.session(), _draft_limit(db.session()))
            db.session.commit()
    return done


def _keep_book(app: Flask, code: str) -> None:
    """Count a county again whose figures were never counted, or by older rules; once a process."""
    known: set[str] = app.extensions.setdefault(COUNTED, set())
    if code in known:
        return
    with county_scope(app, code, read_only=True):
        kept = is_kept(db.session(), BOOK)
    if not kept:
        with county_scope(app, code):
            count_again(db.session(), at=now())
            db.session.commit()
    known.add(code)


def _housekeeping_due(app: Flask, code: str) -> bool:
    """Look whether a clock ran out or looks wait to be chained, without the write lock.

    On SQLite a writing transaction would hold the desk up every second for nothing.
    """
    with county_scope(app, code, read_only=True):
        at, session = now(), db.session()
        overdue = session.scalars(
            select(ClockRow.id).where(ClockRow.state == "running", ClockRow.due_at < at).limit(1)
        ).first()
        waiting = session.scalars(
            select(AccessEntry.id).where(AccessEntry.chained.is_(False)).limit(1)
        ).first()
        return (
            overdue is not None
            or waiting is not None
            or drafts.stale(session, _draft_limit(session))
            or files.has_stale(session, _draft_limit(session))
        )


def _tidy_folder(app: Flask, code: str) -> int:
    """Take away, once an hour and county, what lies in the folder of files and has no row."""
    last: dict[str, float] = app.extensions.setdefault(TIDIED, {})
    moment = disk_time()
    if moment - last.get(code, 0.0) < TIDY_EVERY:
        return 0
    last[code] = moment
    with county_scope(app, code, read_only=True):
        return files.sweep_folder(db.session(), code, moment)


def _draft_limit(session: Session) -> datetime:
    return now() - timedelta(days=county_settings(session)["draft_days"])


def _due(app: Flask, code: str) -> list[str]:
    """Return the cases with a hop or a report past its time; reads only."""
    with county_scope(app, code, read_only=True):
        at, session = now(), db.session()
        hops = session.scalars(
            select(Transfer.case_id).where(Transfer.state == "pending", Transfer.due_at <= at)
        )
        reports = session.scalars(
            select(UrgentReport.case_id).where(
                UrgentReport.state == "open", UrgentReport.due_at <= at
            )
        )
        measures = session.scalars(
            select(Measure.case_id).where(
                Measure.done_on.is_(None), Measure.urged.is_(False), Measure.due_on < today()
            )
        )
        return sorted({*hops, *reports, *measures})


def _round_of(app: Flask, code: str, case_id: str) -> int:
    acting = system_acting(app, code)
    case = acting.session.get_one(CaseFile, (code, case_id), with_for_update=True)
    loaded = load(acting.session, case)
    before, done = routing(case), 0
    if expire(acting, loaded):
        case.version += 1
        note(acting, case, "transfer_expired", before=before, quiet=True)
        done += 1
    for measure in loaded.measures:
        if measure.done_on is None and not measure.urged and measure.due_on < acting.today:
            measure.urged = True
            named = head_of(acting, case.holder_id, loaded.barred_accounts) or case.lead_id
            ask(acting, case, title="处置措施超期，请督办", account_id=named, kind="supervise")
            note(acting, case, "measure_overdue", before=routing(case), quiet=True)
            done += 1
    for report in loaded.reports:
        if climb(acting, loaded, report):
            note(acting, case, "urgent_climbed", before=routing(case), quiet=True)
            done += 1
    return done


def system_acting(app: Flask, code: str) -> Acting:
    """Return the Acting of the house itself; it holds the county studio's place and no role."""
    session = db.session()
    studio = session.scalars(select(ServicePoint).where(ServicePoint.level == "county")).one()
    post = PostView(point=point_view(studio), role="system")
    roster: Roster = app.extensions["jiahe.roster"]
    return Acting(
        session=session,
        viewer=Viewer(account_id=SYSTEM, name="系统", county=code, posts=(post,), current=post),
        roster=roster,
        board=load_board(session),
        at=now(),
    )


def _case_words(message: Message) -> Mapping[str, object] | None:
    case = db.session.get(CaseFile, (message.county, str(message.payload["case"])))
    return {"case": case_view(load(db.session(), case), named=False)} if case else None


def _move_words(message: Message) -> Mapping[str, object] | None:
    words = _case_words(message)
    if words is None or message.payload["move"] not in set(Move):
        return None
    return {**words, "move": Move(str(message.payload["move"]))}


def _record_words(message: Message) -> Mapping[str, object] | None:
    record = db.session.get(Record, (message.county, str(message.payload["record"])))
    if record is None or record.author_only:
        return None
    return {"record": record_view(record)}


def _switch_words(message: Message) -> Mapping[str, object] | None:
    point = db.session.get(ServicePoint, (message.county, str(message.payload["point"])))
    if point is None:
        return None
    return {"place": point_view(point), "state": State(str(message.payload["state"]))}
