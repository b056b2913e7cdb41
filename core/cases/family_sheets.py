"""Sheets about a family and from it: the visit record, 附录A and 附录C (T/ZSM 5.5.1, 5.5.3, 6.1).

Annex A is the office's own sheet and stays in its file. On it violence is a label and somebody in
danger has no address; where a wish to keep away stands, nobody is named as 包联 who may not know.
Annex C names nobody at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from core.cases.acting import Acting
from core.cases.casework_forms import FOLLOW_UP
from core.cases.facts import Facts
from core.cases.filed_forms import Filed, filed_with
from core.cases.key_family import HEADS, barred_names
from core.cases.key_family_form import KEEPERS, KEY_FAMILY
from core.cases.kin import links_of, stated_in
from core.cases.loading import Loaded
from core.cases.models import Party
from core.cases.paperwork import Collector, attempts_of, neutral, office, point_of
from core.cases.partitions import reads_restricted
from core.cases.promises import live_promises
from core.cases.rating import ratings_of_case
from core.cases.reading import names_of
from core.cases.same import address_hidden
from core.cases.visits import VISIT_KINDS
from core.clocks import local_date
from core.documents.schemas import (
    DatedDeed,
    FamilyMember,
    FollowUpRecord,
    KeyFamilyForm,
    Labelled,
    Performance,
    SatisfactionForm,
)
from core.documents.wording import day_text, moment_text
from core.families.kinship import KIN, NOT_FAMILY, backwards
from core.families.models import Person
from core.words import (
    CASE_STATES,
    CONFIDENTIALITY,
    DANGER_FLAGS,
    PARTY_ROLES,
    PROMISE_STATES,
    RELATIONS,
    SCENARIOS,
    CaseState,
    Confidentiality,
    read_rows,
)

SEXES = {"F": "女", "M": "男"}
FRAIL = ("minor", "pregnant", "frail", "disturbed")


def followup_record(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """回访记录: the newest visit that was made, from what was filed on it."""
    visit = next((one for one in reversed(loaded.follow_ups) if one.record_id), None)
    if visit is None:
        raise LookupError("no visit was made")
    found = next(
        one for one in filed_with(acting, loaded, FOLLOW_UP.key) if one.record.id == visit.record_id
    )
    following = next((one for one in loaded.follow_ups if one.done_at is None), None)
    return FollowUpRecord(
        office=office(acting, loaded),
        case_number=loaded.case.number,
        kind=VISIT_KINDS.get(visit.kind, visit.kind),
        planned_on=day_text(visit.planned_on),
        done_at=moment_text(visit.done_at),
        method=found.text("way"),
        visitor=names_of(acting, {visit.done_by}).get(visit.done_by or "", ""),
        person=facts.names.get(str(found.data.get("party") or ""), ""),
        reached_by="先确认了说话方便" if found.data.get("safe") is True else "",
        performance=_performance(acting, loaded, found),
        found=found.text("note"),
        condition=found.text("found"),
        risk="",
        risk_reason="",
        next_step="再次回访" if following else "",
        next_on=day_text(following.planned_on) if following else "",
    )


def _rated(acting: Acting, loaded: Loaded) -> Rated:
    """Return the level that stands, why, and by whom it was decided and checked."""
    stands = next((one for one in ratings_of_case(acting, loaded) if one.state == "decided"), None)
    level = acting.schemes.level(loaded.case.warning_scheme, loaded.case.warning)
    if stands is None or level is None:
        return Rated(risk="", risk_reason="", rated="")
    names = names_of(acting, {stands.decided_by, stands.second_by})
    people = [names.get(one or "", "") for one in (stands.decided_by, stands.second_by)]
    return Rated(
        risk=level.label,
        risk_reason=stands.reason or "",
        rated="，".join([day_text(local_date(stands.decided_at)), *filter(None, people)]),
    )


def _told(filed: Filed | None, name: str) -> str:
    """Return what the filed sheet says, empty where none was filed."""
    return filed.text(name) if filed is not None else ""


class Rated(TypedDict):
    """What the sheet tells of the level."""

    risk: str
    risk_reason: str
    rated: str


def _performance(acting: Acting, loaded: Loaded, found: Filed) -> list[Performance]:
    """Return how each promise is kept as the visit was told, else what was said of all together."""
    told = {row.get("number"): row for row in read_rows(found.data.get("kept"))}
    rows = [
        Performance(
            text=one.what or "",
            due=day_text(one.due_on) if one.due_on else "",
            state=PROMISE_STATES.get(str(told[number].get("state") or ""), ""),
        )
        for number, one in enumerate(live_promises(acting.session, case_id=loaded.case.id), start=1)
        if number in told
    ]
    kept = found.text("performance")
    return rows or ([Performance(text="约定的事项", due="", state=kept)] if kept else [])


def key_family_form(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """重点家庭登记表 (附录A)."""
    case = loaded.case
    if not loaded.parties:
        raise LookupError("nobody is registered")
    sheets = list(reversed(filed_with(acting, loaded, KEY_FAMILY.key)))
    filed = next(iter(sheets), None)
    head, person = _householder(loaded, filed)
    point = point_of(acting, loaded, case.holder_id)
    visitors = {one.done_by for one in loaded.follow_ups}
    people = names_of(acting, {acting.me, case.handler_id, case.lead_id, *visitors})
    hidden = case.violence or case.sealed or address_hidden(acting.session, person)
    others = [one for one in case.scenarios if one != case.scenario]
    reports = loaded.reports
    # whoever may not read the family's kind files a later sheet without it
    kinds = next((one for one in sheets if one.data.get("kinds")), None)
    if kinds is not None and not reads_restricted(acting, loaded, kinds.record):
        kinds = None
    # the wish may be younger than the sheet
    kept_out = barred_names(acting, loaded)
    return KeyFamilyForm(
        office=office(acting, loaded),
        entry_number=case.number,
        registered_on=day_text(acting.today),
        registrar=people.get(acting.me, ""),
        phone=point.phone,
        householder=(person.name or "") if person else "",
        householder_sex=SEXES.get(person.sex, "") if person else "",
        householder_born=_month(person.birth_date) if person else "",
        householder_phone="见安全联系登记，不写在表上"
        if hidden
        else ((person.phone or "") if person else ""),
        address="保密" if hidden else ((person.address or "") if person else ""),
        members=_members(acting, loaded, head, person),
        family_kinds=_told(kinds, "kinds"),
        conflict_main=SCENARIOS.get(case.scenario, ""),
        conflict_others="、".join(SCENARIOS.get(one, "") for one in others),
        cause="；".join(
            filter(None, (_told(filed, "cause") or case.summary or "", _told(filed, "since")))
        ),
        violence="有（另册记录，按安全方式联系）" if case.violence else "没有登记",
        vulnerable=_vulnerable(loaded, facts),
        earlier="；".join(
            [
                f"本件已调处 {len(loaded.attempts)} 次，上报或移转 {len(loaded.transfers)} 次",
                *(
                    f"{KEY_FAMILY.field(name).label} {_told(filed, name)}"
                    for name in ("police_calls", "petitions", "lawsuits", "tries")
                    if _told(filed, name)
                ),
            ]
        ),
        **_rated(acting, loaded),
        needs=_told(filed, "needs") or "、".join(item.title for item in loaded.items),
        measures=[
            DatedDeed(on=one["on"], who=one["level"], text=one["result"])
            for one in attempts_of(loaded, facts)
        ],
        responsible=[
            {"label": "承办人", "text": people.get(case.handler_id or "", "")},
            {"label": "牵头人", "text": people.get(case.lead_id, "")},
            *(
                Labelled(label=label, text=told)
                for name, label in KEEPERS.items()
                if (told := _told(filed, name)) and not any(one in told for one in kept_out)
            ),
        ],
        visit_every=f"每 {every} 天"
        if (every := _told(filed, "visit_every_days"))
        else "、".join(day_text(one.planned_on) for one in loaded.follow_ups),
        reported="；".join(moment_text(one.sent_at) for one in reports),
        visits=[
            DatedDeed(
                on=day_text(local_date(one.done_at)),
                who=people.get(one.done_by or "", ""),
                text=FOLLOW_UP_FOUND.get(one.found, ""),
            )
            for one in loaded.follow_ups
            if one.done_at is not None
        ],
        ended=CASE_STATES[CaseState(case.state)]
        + (f"，{day_text(local_date(case.archived_at))}" if case.archived_at else ""),
        secrecy=CONFIDENTIALITY[Confidentiality(case.confidentiality)],
        circle="只限本件名单上的人" if neutral(loaded) else "只限承办、包联和上级负责人",
    )


FOLLOW_UP_FOUND = {one.value: one.label for one in FOLLOW_UP.field("found").options}


def _householder(loaded: Loaded, filed: Filed | None) -> tuple[Party, Person | None]:
    """Return who stands on top of the sheet: who was said to be, else the one it is about, else
    whoever came first."""
    said = filed.data.get("head") if filed is not None else None
    by_id = {party.id: (party, person) for party, person in loaded.parties}
    return by_id.get(str(said)) or next(
        ((party, person) for party, person in loaded.parties if party.role in HEADS),
        loaded.parties[0],
    )


def _members(acting: Acting, loaded: Loaded, head: Party, top: Person | None) -> list[FamilyMember]:
    """Return the others of the household, each by what they are to the householder: as was stated,
    else as the window wrote it. Whoever was said to be no family is left out, unless they live
    together; nobody is on the sheet who is not of the case."""
    pairs = [(party, one) for party, one in loaded.parties if one is not None]
    links = links_of(pairs, stated_in(acting.session, {loaded.case.id}))
    found = []
    for party, one in loaded.parties:
        if party.id == head.id or party.role in ("agent", "invited", "reporter"):
            continue
        both = {one.id, top.id} if one and top else set()
        link = next((link for link in links if {link.who, link.of} == both), None)
        if link is None:
            found.append(_member(party, one, acting.today, direct=head.role in HEADS))
            continue
        sex = one.sex if one else ""
        is_who = one is not None and link.who == one.id
        code = link.code if is_who else backwards(link.code, sex)
        if code in NOT_FAMILY and not link.together:
            continue
        ended = link.until is not None and link.until <= acting.today
        note = "；".join(
            filter(None, ("住在一起" if link.together else "", "关系已经结束" if ended else ""))
        )
        found.append(
            FamilyMember(
                **{
                    **_member(party, one, acting.today, direct=True),
                    "relation": KIN[code].title,
                    "note": note,
                }
            )
        )
    return found


def _month(day: date | None) -> str:
    return f"{day.year}年{day.month}月" if day else ""


def _member(party: Party, person: Person | None, today: date, *, direct: bool) -> FamilyMember:
    """Return a line of the sheet; *direct* while the window's word, which tells what somebody is to
    the applicant, tells it of the householder."""
    said = RELATIONS.get(party.relation, "") if direct else ""
    return FamilyMember(
        relation=said or PARTY_ROLES.get(party.role, ""),
        name=(person.name or "") if person else "",
        sex=SEXES.get(person.sex, "") if person else "",
        age=_age(person.birth_date if person else None, today),
        note="",
    )


def _age(born: date | None, today: date) -> str:
    if born is None:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _vulnerable(loaded: Loaded, facts: Facts) -> str:
    minors = sum(1 for party in facts.view.parties if party.minor)
    flags = (loaded.case.danger or {}).get("flags") or ()
    said = [f"未成年人 {minors} 人"] if minors else []
    said += [DANGER_FLAGS[one] for one in FRAIL if one in flags]
    return "；".join(said)


def satisfaction_form(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """满意度调查表 (附录C), for somebody who may safely take a sheet home."""
    if neutral(loaded):
        raise LookupError("such a sheet could be found by the wrong person")
    if not loaded.items:
        raise LookupError("nothing was done that could be judged")
    return SatisfactionForm(
        office=office(acting, loaded),
        served_on=day_text(acting.today),
        services=list(dict.fromkeys(item.title for item in loaded.items)),
        asks_performance=loaded.case.settled_at is not None,
        asks_safety=False,
    )


FAMILY_SHEETS: Mapping[str, Collector] = {
    "followup_record": followup_record,
    "key_family_form": key_family_form,
    "satisfaction_form": satisfaction_form,
}
