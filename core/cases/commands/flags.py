"""Mark a case, or take a mark off, with a reason each (标记); the history keeps both.

A restricted flag leaves a line that tells no more than that something was filed: who may not see
the flag must not learn of it from the history either (T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.flag_words import SET_FLAG, is_restricted
from core.cases.flags import flag_labels, may_mark, on_now
from core.cases.history import note, routing
from core.cases.loading import open_case, require_running
from core.cases.models import CaseFile, CaseFlag
from core.cases.once import earlier_answer, remember
from core.forms.codes import OWN
from core.privacy import Reach, shows
from core.words import Objection


def set_flag(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> CaseFlag:
    """Set a flag that is not on; raises Forbidden, Stale, Invalid, or MoveRefused."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "flag", body)
    if known is not None:
        return acting.session.get_one(CaseFlag, (loaded.case.county_id, known))
    require_running(loaded)
    if not may_mark(facts, loaded):
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    data = answers_to(acting, acting.asked(SET_FLAG), raw)
    code = str(data.get(f"flag{OWN}") or data["flag"])
    _may_see(how_far, code)
    if on_now(loaded, code) is not None:
        raise MoveRefused(
            Objection(text="已经有这个标记", citation="县规则", code="flag_on", field_name="flag")
        )
    case, before = loaded.case, routing(loaded.case)
    flag = CaseFlag(
        case_id=case.id,
        code=code,
        restricted=is_restricted(code),
        reason=str(data["reason"]),
        set_at=acting.at,
        set_by=acting.me,
    )
    acting.session.add(flag)
    case.version += 1
    acting.session.flush()
    _tell(acting, case, flag, before, "flag_set", str(data["reason"]))
    remember(acting, key, "flag", body, flag.id)
    acting.session.flush()
    return flag


def clear_flag(acting: Acting, number: str, flag_id: str, version: int, reason: str) -> CaseFlag:
    """Take a flag off; raises Unknown for one the viewer may not see, too."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    flag = next((one for one in loaded.flags if one.id == flag_id), None)
    if flag is None or (flag.restricted and not shows(how_far).papers):
        raise Unknown(flag_id)
    require_running(loaded)
    if not may_mark(facts, loaded):
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if flag.off_at is not None:
        raise MoveRefused(Objection(text="标记已经去掉了", citation="县规则", code="flag_off"))
    if not 2 <= len(reason.strip()) <= 300:
        raise Invalid({"reason": ["请写明理由，两个字以上"]})
    case, before = loaded.case, routing(loaded.case)
    flag.off_at, flag.off_by, flag.off = acting.at, acting.me, reason.strip()
    case.version += 1
    _tell(acting, case, flag, before, "flag_off", reason.strip())
    acting.session.flush()
    return flag


def _may_see(how_far: Reach, code: str) -> None:
    if is_restricted(code) and not shows(how_far).papers:
        raise Invalid({"flag": ["这个标记要由看得到内容的人加"]})


def _tell(
    acting: Acting,
    case: CaseFile,
    flag: CaseFlag,
    before: Mapping[str, object],
    kind: str,
    reason: str,
) -> None:
    note(
        acting,
        case,
        "record" if flag.restricted else kind,
        before=before,
        text={"flag": flag_labels(acting).get(flag.code, flag.code), "reason": reason},
        detail={"flag": flag.id},
        quiet=True,
    )
