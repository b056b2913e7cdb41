"""File 附录A of a family: the register of those who need to be looked after (T/ZSM 5.5.1.2)."""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.commands.filing import file_data, judged
from core.cases.commands.rating import must_rate
from core.cases.errors import Invalid, Stale
from core.cases.history import note, routing
from core.cases.key_family import barred_names
from core.cases.key_family_form import KEEPERS, KEY_FAMILY
from core.cases.loading import open_case, require_running
from core.cases.models import Record
from core.cases.once import earlier_answer, remember


def file_key_family(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File the sheet; whoever sees the whole case may, and a later one stands beside the earlier.

    Raises Forbidden, Stale, MoveRefused once the case has ended (what turns up later is a new
    episode), or Invalid, also for a keeper the family wished not to know of it.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    earlier = earlier_answer(acting, key, "key_family", body)
    if earlier is not None:
        return acting.session.get_one(Record, (loaded.case.county_id, earlier))
    must_rate(acting, how_far)
    require_running(loaded)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    data = judged(acting, loaded, acting.asked(KEY_FAMILY), raw)
    barred = barred_names(acting, loaded)
    wrong = {
        name: ["按当事人要求要绕开这一位，请换人"]
        for name in KEEPERS
        if any(one in str(data.get(name) or "") for one in barred)
    }
    if wrong:
        raise Invalid(wrong)
    before = routing(loaded.case)
    record = file_data(acting, loaded.case, acting.asked(KEY_FAMILY), data)
    loaded.case.version += 1
    note(
        acting,
        loaded.case,
        "key_family",
        before=before,
        text={"form": KEY_FAMILY.title},
        detail={"record": record.id},
        quiet=True,
    )
    remember(acting, key, "key_family", body, record.id)
    acting.session.flush()
    return record
