"""Reopen an archived case as a linked next episode; the old one stays as it was filed."""

from __future__ import annotations

from datetime import timedelta

from core.cases.acting import Acting
from core.cases.history import note
from core.cases.loading import Loaded
from core.cases.models import CaseFile, Party
from core.cases.numbers import fresh_number
from core.cases.sealing import follow_parts
from core.words import LEVEL_OF_POINT, CaseState, Stage

CARRIED = (
    "channel",
    "scenario",
    "scenarios",
    "urgency",
    "reply_by",
    "notice_basis",
    "anonymous",
    "violence",
    "stop_one",
    "order_until",
    "minor_victim",
    "cross_town",
    "cross_county",
    "confidentiality",
    "sealed",
)


def open_episode(acting: Acting, loaded: Loaded, *, reason: str) -> CaseFile:
    """Open the next episode at the point of the one who acts; who receives it leads it."""
    old, here = loaded.case, acting.viewer.current.point
    case = CaseFile(
        number=fresh_number(acting.session, old.county_id, acting.today.year),
        summary=reason,
        danger=old.danger,
        keep_away=old.keep_away,
        state=CaseState.RECEIVED.value,
        stage=Stage.RESOLUTION.value,
        level=LEVEL_OF_POINT[here.level].value,
        received_level=LEVEL_OF_POINT[here.level].value,
        point_id=here.id,
        holder_id=here.id,
        holder_path="/" + "/".join(here.path) + "/",
        first_handler_id=acting.me,
        lead_id=acting.me,
        handler_id=acting.me,
        received_at=acting.at,
        changed_at=acting.at,
        settle_by=acting.today + timedelta(days=acting.settings["resolve_days"]),
        previous_id=old.id,
        events=0,
        version=1,
        **{name: getattr(old, name) for name in CARRIED},
    )
    acting.session.add(case)
    acting.session.flush()
    for party, _person in loaded.parties:
        acting.session.add(
            Party(
                case_id=case.id,
                person_id=party.person_id,
                position=party.position,
                role=party.role,
                relation=party.relation,
                place_id=party.place_id,
            )
        )
    for barrier in loaded.barriers:
        acting.session.add(
            type(barrier)(
                case_id=case.id,
                kind=barrier.kind,
                account_id=barrier.account_id,
                point_id=barrier.point_id,
                since=acting.at,
            )
        )
    follow_parts(acting, case)
    note(acting, case, "receive", text={"reason": reason}, detail={"previous": old.id})
    return case
