"""接待登记: take a case in, from one form, in one transaction (T/ZSM 5.3.1; annex B, T1).

Danger comes first: what was answered, flagged or said decides sealing, the locks on joint work and
the urgent report before anything else is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.barriers import raise_barriers
from core.cases.campaigns import campaign_of
from core.cases.clues import hand_in
from core.cases.commands.entering import day_of, enter_person
from core.cases.commands.items import add_item
from core.cases.commands.moving import apply
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, Invalid, MoveRefused
from core.cases.facts import Args
from core.cases.forms import intake_form
from core.cases.history import note, tell_plugins
from core.cases.knowing import tell_owners
from core.cases.lifecycle import edges_for
from core.cases.loading import facts_of, load
from core.cases.models import CaseFile, Party
from core.cases.numbers import fresh_number, receipt_code
from core.cases.once import earlier_answer, remember
from core.cases.people_of import head_of
from core.cases.reported import put_said
from core.cases.same import everybody_joined
from core.cases.sealing import grant, judged, minor_harmed, seal, turn_violent
from core.cases.tasks import ask
from core.cases.urgent import report
from core.families.models import Person
from core.forms.codes import OWN
from core.people.models import Post
from core.people.roles import may
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.words import (
    LEVEL_OF_POINT,
    CaseState,
    Confidentiality,
    Move,
    Objection,
    PostView,
    Stage,
    Value,
)

DESK_ROLES = frozenset({"front_desk", "handler", "point_head"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """The answer of an intake; ``again`` when the same key had already made it."""

    number: str
    again: bool = False


def receive(acting: Acting, *, raw: Mapping[str, object], key: str = "") -> Received:
    """Take a case in from raw answers.

    Raises Invalid with texts by field path, KeyReused, Forbidden, or MoveRefused when a function is
    not open here or a lock forbids it. Nothing is stored then.
    """
    known = earlier_answer(acting, key, "receive", raw)
    if known is not None:
        return Received(number=known, again=True)
    post_ = _post_of(acting, raw.get("point"))
    form = acting.asked(intake_form(acting.roster.services.values()))
    data = answers_to(acting, form, _with_defaults(raw))
    point = acting.session.get_one(ServicePoint, (acting.viewer.county, post_.point.id))
    case = open_file(acting, point, data, clue=False)
    put_said(acting, case, data)
    if data.get("not_family"):
        _send_elsewhere(acting, case, str(data["not_family"]))
    else:
        fill_case(acting, case, data)
    remember(acting, key, "receive", raw, case.number)
    acting.session.flush()
    return Received(number=case.number)


def _with_defaults(raw: Mapping[str, object]) -> dict[str, object]:
    """Absent danger is 不清楚, absent basis is informed consent, absent reply is in person."""
    filled = {key: value for key, value in raw.items() if key != "point"}
    for name, value in (
        ("danger_now", "unknown"),
        ("notice_basis", "informed_consent"),
        ("reply_by", "in_person"),
    ):
        if filled.get(name) in (None, ""):
            filled[name] = value
    return filled


def _post_of(acting: Acting, wanted: object) -> PostView:
    """Return the post the case is taken in from; only a point of one's own can be named."""
    posts = sorted(
        acting.viewer.posts,
        key=lambda one: (one != acting.viewer.current, one.role not in DESK_ROLES),
    )
    for candidate in posts:
        fits = not wanted or wanted in (candidate.point.id, candidate.point.code)
        if fits and may(frozenset({candidate.role}), "desk.use"):
            return candidate
    if wanted:
        raise Invalid({"point": ["您在这个点没有受理岗位"]})
    raise Forbidden("desk.use")


def open_file(
    acting: Acting, point: ServicePoint, data: Mapping[str, Value], *, clue: bool
) -> CaseFile:
    """Add the case itself, judged for danger; ``clue`` when nobody has taken it up yet."""
    level = LEVEL_OF_POINT[point.level].value
    danger = str(data.get("danger_now") or "unknown")
    flags = cast(list[str], data.get("danger_flags") or [])
    scenario = str(data.get("scenario") or "")
    scenarios = cast(list[str], data.get("scenarios") or [])
    summary = str(data.get("summary") or "")
    violence, stop = judged(
        scenario=scenario, scenarios=scenarios, summary=summary, danger=danger, flags=flags
    )
    campaign = "" if data.get("not_family") else campaign_of(acting, data)
    case = CaseFile(
        number=fresh_number(acting.session, acting.viewer.county, acting.today.year),
        receipt_code=receipt_code(),
        channel=str(data["channel"]),
        channel_own=str(data.get("channel" + OWN) or ""),
        channel_ref=str(data["channel_ref"]) if data.get("channel_ref") else None,
        campaign=campaign,
        scenario=scenario,
        scenario_own=str(data.get("scenario" + OWN) or ""),
        scenarios=[one for one in scenarios if one != scenario],
        summary=summary or None,
        urgency="urgent" if stop else "normal",
        reply_by=str(data.get("reply_by") or "in_person"),
        notice_basis=str(data.get("notice_basis") or "informed_consent"),
        anonymous=bool(data.get("anonymous")),
        danger={"now": danger, "flags": flags},
        violence=violence,
        stop_one=stop,
        keep_away=data.get("keep_away") or None,
        state=(CaseState.CLUE if clue else CaseState.RECEIVED).value,
        stage=(Stage.PREVENTION if clue else Stage.RESOLUTION).value,
        level=level,
        received_level=level,
        confidentiality=Confidentiality.C1.value,
        point_id=point.id,
        holder_id=point.id,
        holder_path=point.path,
        first_handler_id=acting.me,
        lead_id=acting.me,
        handler_id=acting.me,
        received_at=acting.at,
        changed_at=acting.at,
        settle_by=acting.today + timedelta(days=acting.settings["resolve_days"]),
        from_clue=clue,
        version=1,
        events=0,
        sealed=False,
    )
    acting.session.add(case)
    acting.session.flush()
    return case


def _send_elsewhere(acting: Acting, case: CaseFile, window: str) -> None:
    """非家事: only the channel and the window told are kept."""
    case.state = CaseState.NOT_ACCEPTED.value
    case.not_family_window = window
    note(acting, case, Move.DECLINE.value, text={"outcome": window}, quiet=True)


def fill_case(acting: Acting, case: CaseFile, data: Mapping[str, Value]) -> None:
    """Add who and what: wishes to keep away, parties, seal, services, and who is told."""
    clue = case.state == CaseState.CLUE.value
    wishes = cast(list[dict[str, object]], data.get("keep_away") or [])
    _wishes_hold(acting, wishes)
    kept_out = raise_barriers(acting, case, wishes)
    parties = cast(list[dict[str, object]], data.get("parties") or [])
    case.minor_victim = minor_harmed(
        scenario=case.scenario,
        flags=cast(list[str], data.get("danger_flags") or []),
        parties=[{**one, "birth_date": day_of(one.get("birth_date"))} for one in parties],
        today=acting.today,
    )
    # judged first: what is said of a harmed child stays in its own entries of the register
    hidden = _add_parties(acting, case, parties)
    case.report_due = case.minor_victim
    if parties:
        case.confidentiality = Confidentiality.C2.value
    if case.violence:
        turn_violent(acting, case, ())
    elif case.minor_victim:
        seal(acting, case, ())
    items = []
    for service in cast(list[str], data.get("services") or []):
        items.append(add_item(acting, case, service, at_intake=True))
    for item in items if case.sealed else ():
        grant(acting, case, item.owner_id, "item")
    if clue:
        hand_in(acting, case, *kept_out)
    note(
        acting,
        case,
        "clue" if clue else Move.RECEIVE.value,
        detail={"channel": case.channel, "services": [item.service for item in items]},
        quiet=True,
    )
    tell_plugins(acting, case, "case_opened", {"case": case.id}, key="opened")
    acting.session.flush()
    tell_owners(acting, hidden, case)
    _cross_area(acting, case)
    danger = data.get("danger_now")
    if danger == "cannot_ask":
        whom = case.handler_id if clue else acting.me
        ask(acting, case, title="请再联系来访人", account_id=whom, kind="alone")
    if danger == "yes":
        loaded = load(acting.session, case)
        report(acting, loaded, text="接待时问到：此刻有危险")
        note(acting, case, Move.URGENT_REPORT.value, before={}, quiet=True)
        acting.session.flush()
    if data.get("answer"):
        _answer(acting, case, str(data["answer"]))


def _cross_area(acting: Acting, case: CaseFile) -> None:
    """Across towns the county leads, across counties the city (T/ZSM 5.5.2.1): tell the county."""
    if not (case.cross_town or case.cross_county):
        return
    studio = acting.session.scalars(
        select(ServicePoint.id).where(
            ServicePoint.id.in_(ids_of(case.holder_path)), ServicePoint.level == "county"
        )
    ).first()
    title = "跨镇街的办件，请县里牵头共同调处"
    if case.cross_county:
        title = "跨县的办件，请报市里共同调处"
    named = head_of(acting, studio) if studio else None
    if case.sealed:
        named = case.lead_id
    whom = named or case.handler_id
    ask(acting, case, title=title, account_id=whom, kind="cross_area")


def _answer(acting: Acting, case: CaseFile, answer: str) -> None:
    """当场答复: received, answered and archived in one save (T/ZSM 5.4.2)."""
    loaded = load(acting.session, case)
    facts = facts_of(acting, loaded)
    edge = edges_for(Move.ANSWER, facts.state)[0] if edges_for(Move.ANSWER, facts.state) else None
    if edge is None:
        raise MoveRefused(Objection(text="线索不能当场答复归档", citation="附录 B", code="state"))
    args = Args(outcome=answer)
    if case.report_due:
        raise MoveRefused(
            Objection(
                text="须先向公安报告并登记报告情况",
                citation="未成年人保护法第11条",
                code="stop_four",
            )
        )
    apply(acting, loaded, facts, edge, args)


def _wishes_hold(acting: Acting, wishes: Sequence[Mapping[str, object]]) -> None:
    """A wish that names nobody is told at once: silently ignored it could kill."""
    for place, wish in enumerate(wishes):
        point = wish.get("point")
        if point and acting.session.get(ServicePoint, (acting.viewer.county, str(point))) is None:
            raise Invalid({f"keep_away.{place}.point": ["没有这个服务点"]})
        account = wish.get("account")
        if (
            account
            and not acting.session.scalars(
                select(Post.id).where(Post.account_id == str(account)).limit(1)
            ).first()
        ):
            raise Invalid({f"keep_away.{place}.account": ["本县没有这位工作人员"]})


def _add_parties(
    acting: Acting, case: CaseFile, parties: Sequence[Mapping[str, object]]
) -> set[str]:
    """Add the parties; return persons of the register that match but may not be shown here."""
    hidden: set[str] = set()
    used: set[str] = set()
    # what is said here of a person must not come up in the cases others know the person from
    guarded = (
        case.violence
        or case.minor_victim
        or case.scenario in ("dv", "minor")
        or bool(case.keep_away)
    )
    towns: set[str] = set()
    for position, one in enumerate(parties):
        person, secret = enter_person(acting, position, one, guarded=guarded)
        hidden |= secret
        used.add(person.id)
        place = _place_of(acting, position, one, person)
        if place is not None:
            towns.add(_town(place.path))
        region = str(one.get("region") or "")[:12]
        if region and region[:6] != acting.viewer.county:
            case.cross_county = True
        acting.session.add(
            Party(
                case_id=case.id,
                person_id=person.id,
                position=position,
                role=str(one.get("role") or "applicant"),
                relation=str(one.get("relation") or ""),
                relation_own=str(one.get("relation" + OWN) or ""),
                place_id=place.id if place else None,
                region=region,
            )
        )
    case.cross_town = len(towns - {""}) > 1
    # whoever was registered twice is looked after in both
    return hidden | (everybody_joined(acting.session, used) - used)


def _town(path: str) -> str:
    """Return the town of a path; "" for the county or city itself."""
    parts = [part for part in path.split("/") if part]
    return parts[2] if len(parts) > 2 else ""


def _place_of(
    acting: Acting, position: int, one: Mapping[str, object], person: Person
) -> ServicePoint | None:
    wanted = one.get("place") or person.place_id
    if not wanted:
        return None
    place = acting.session.get(ServicePoint, (acting.viewer.county, str(wanted)))
    if place is None:
        raise Invalid({f"parties.{position}.place": ["没有这个服务点"]})
    return place
