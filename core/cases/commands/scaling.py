"""File a danger scale, and what was done about the danger (妇联规程 6, 9 to 11).

A scale may raise the class, seal the case, latch hard stop 1 and report upwards; it never takes one
of these back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from core.cases.acting import Acting
from core.cases.commands.filing import file_data, judged
from core.cases.danger.classes import LETHAL, LIGHT, Known, class_of, class_so_far
from core.cases.danger.gaps import DANGER_MEASURE, POLICE_LINES, SHELTER
from core.cases.danger.repeat import told_of_earlier
from core.cases.danger.scale import DANGER_SCALE, LOW, score_of
from core.cases.danger.sheet import may_scale
from core.cases.errors import Forbidden, Invalid, Stale
from core.cases.history import note, routing
from core.cases.loading import Loaded, load, open_case, require_running
from core.cases.models import Record
from core.cases.once import earlier_answer, remember
from core.cases.partitions import OTHER_SIDE
from core.cases.sealing import turn_violent
from core.cases.tasks import ask
from core.cases.urgent import report
from core.cases.visits import visitor_of
from core.words import Form, Value, read_date

ASK_IN_SHELTER: Final = timedelta(days=7)
"""Three days before the ten of 民发〔2015〕189号 are over."""


def file_scale(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File one scale beside the earlier ones; what follows from it follows at once.

    Raises Forbidden, Stale, MoveRefused once the case has ended, or Invalid, also when the answers
    are said to come from the other side.
    """
    return _file(acting, number, version, DANGER_SCALE, raw, key)


def file_safety_measure(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File that a line of the gap sheet was done, or that she does not want it."""
    return _file(acting, number, version, DANGER_MEASURE, raw, key)


def _file(
    acting: Acting, number: str, version: int, form: Form, raw: Mapping[str, object], key: str
) -> Record:
    loaded, facts, _reach = open_case(acting, number, lock=True)
    case, body = loaded.case, {"number": number, "data": dict(raw)}
    if not may_scale(acting, loaded):
        raise Forbidden(number)
    earlier = earlier_answer(acting, key, form.key, body)
    if earlier is not None:
        return acting.session.get_one(Record, (case.county_id, earlier))
    require_running(loaded)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    data = judged(acting, loaded, form, raw)
    before = routing(case)
    urgent = False
    if form is DANGER_SCALE:
        _not_the_other_side(loaded, data)
        urgent = _follows(acting, loaded, data)
    elif data.get("line") in POLICE_LINES and data.get("how") == "done":
        case.police_told = True
    elif (data.get("line"), data.get("how")) == (SHELTER, "done"):
        _ask_before_shelter_ends(acting, loaded, data)
    record = file_data(acting, case, form, data)
    case.version += 1
    note(acting, case, form.key, before=before, detail={"record": record.id}, quiet=True)
    remember(acting, key, form.key, body, record.id)
    acting.session.flush()
    if urgent:
        report(acting, load(acting.session, case), text="危险评估：高危致命或者安全受威胁")
        acting.session.flush()
    return record


def _ask_before_shelter_ends(acting: Acting, loaded: Loaded, data: Mapping[str, Value]) -> None:
    """Shelter is ten days for an adult, longer by approval: she is asked before it ends, in words
    that say nothing of it (反家庭暴力法 18; 民发〔2015〕189号)."""
    day = (read_date(data.get("on")) or acting.today) + ASK_IN_SHELTER
    who = visitor_of(acting, loaded)
    title = "请再联系来访人"
    ask(acting, loaded.case, title=title, account_id=who, on=max(day, acting.today))


def _not_the_other_side(loaded: Loaded, data: Mapping[str, Value]) -> None:
    role = next((one.role for one, _person in loaded.parties if one.id == data.get("who")), "")
    if role in OTHER_SIDE:
        raise Invalid({"who": ["量表由受害人一方回答，请另选"]})


def _follows(acting: Acting, loaded: Loaded, data: Mapping[str, Value]) -> bool:
    """Raise what the scale raises; tell whether an urgent report has to go out for it."""
    case = loaded.case
    known = dict(case.danger or {"now": "unknown", "flags": []})
    before, had_stop = class_so_far(known), case.stop_one
    found = class_of(
        data,
        Known(
            stop_one=had_stop,
            signs=frozenset(map(str, known.get("flags", ()))),
            before=before,
            repeated=told_of_earlier(acting, case),
        ),
    )
    score = score_of(data)
    nothing = found == LIGHT and score.grade == LOW and not score.total
    if nothing and not case.violence and data.get("first_time") is True:
        return False  # danger was unclear, and nothing she said tells of violence
    case.danger = {**known, "class": found}
    turn_violent(acting, case, loaded.items)
    if found != LETHAL:
        return False
    case.stop_one, case.danger_cleared = True, False
    return before != LETHAL and not (had_stop and loaded.reports)
