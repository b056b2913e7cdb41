"""Papers by which a person is told her rights, agrees to what is kept of her, lets another act.

Where a wrong find could put somebody in danger nothing that names her goes home: the notice becomes
a leaflet that is the same for everybody, the consent form stays with who works the case, and
nobody is authorised on paper (decision 0044). Nobody's paper tells of anybody else's information.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.cases.acting import Acting
from core.cases.archive import FOREVER, dossier_of
from core.cases.contact import guarded
from core.cases.facts import Facts
from core.cases.loading import Loaded
from core.cases.models import Party, Record, Referral
from core.cases.paperwork import Collector, office, point_of, polite_name
from core.cases.partitions import OTHER_SIDE, opens
from core.cases.referral_form import BASES, NEEDS, STATES
from core.cases.referring import shown
from core.clocks import local_date
from core.documents.schemas import (
    Authorisation,
    ConsentForm,
    Ground,
    KeptItem,
    Labelled,
    Receiver,
    RightsLeaflet,
    RightsNotice,
)
from core.documents.wording import day_text
from core.families.models import Person
from core.points.models import ServicePoint
from core.words import NOTICE_BASES, RELATIONS

CHILD: Final = 14
"""Under this age a guardian consents (个人信息保护法 31)."""
PRINCIPALS: Final = frozenset({"applicant", "victim", "third_party", *OTHER_SIDE})
HER_SIDE: Final = frozenset({"applicant", "victim", "minor_child"})
"""Who certainly does not stand with the other side: an agent or a guardian may."""
RIGHTS: Final = (
    ("问清谁在办、办到哪一步、什么时候答复", "T/ZSM 5.6.1"),
    ("同意调解、不同意调解，调解中随时要求停下来；不同意不用说理由", "人民调解法第17条、第23条"),
    (
        "选择或者接受调解员，要求公开或者不公开调解，按自己的意思决定要不要达成协议",
        "人民调解法第23条",
    ),
    ("不调解、调解不成的，可以走仲裁、行政、诉讼途径", "人民调解法第26条"),
    ("随时撤回请求，撤回以后还可以再来", "T/ZSM 附录B"),
    ("经办的人和事情有利害关系的，要求换人", "T/ZSM 5.6.4"),
    ("查看、复制、更正、要求删除自己的信息，撤回同意", "个人信息保护法第15条、第44条至第47条"),
    ("不交任何费用", "人民调解法第4条"),
)
DUTIES: Final = (
    ("如实说明情况", "人民调解法第24条"),
    ("遵守现场秩序，尊重工作人员", "人民调解法第24条"),
    ("尊重对方行使权利", "人民调解法第24条"),
)
HER_INFORMATION: Final = (
    ("知道谁在用、为什么用、用多久，要求说明", "个人信息保护法第17条、第48条"),
    ("不同意；不同意给别的单位的，不影响在这里办事", "个人信息保护法第14条、第16条"),
    ("随时撤回同意，撤回以前已经做的不受影响", "个人信息保护法第15条"),
    ("查看、复制、更正、要求删除", "个人信息保护法第44条至第47条"),
)
PUBLIC_LINES: Final = (
    ("报警", "110"),
    ("急救", "120"),
    ("妇女维权", "12338"),
    ("法律服务", "12348"),
    ("心理援助", "12356"),
    ("政务服务", "12345"),
    ("青少年", "12355"),
    ("检察", "12309"),
)
SENSITIVE: Final = "敏感信息"
OF_A_PERSON: Final = (
    ("name", "姓名", "登记、出文书", ""),
    ("sex", "性别", "统计、安排合适的人", ""),
    ("birth_date", "出生日期", "看是不是未成年人、老年人", ""),
    ("phone", "电话", "联系本人", ""),
    ("id_no", "身份证号", "不重复登记", SENSITIVE),
    ("address", "住址", "送达、上门", SENSITIVE),
    ("safe_contact", "怎么联系才安全", "只用本人说的方式联系", SENSITIVE),
)
IN_THE_LETTER: Final = "该函里写的"
"""What a service's letter told stands on its own paper, which may leave out even the name."""
TOLD: Final[Mapping[str, str]] = {
    "sex": "性别",
    "born": "出生日期",
    "situation": "什么事",
    "danger": "有没有现实危险",
    "facts": "经过",
}


def _grounds(told: tuple[tuple[str, str], ...]) -> list[Ground]:
    return [Ground(text=text, citation=citation) for text, citation in told]


def _labelled(told: tuple[tuple[str, str], ...]) -> list[Labelled]:
    return [Labelled(label=label, text=text) for label, text in told if text]


def _complaints(loaded: Loaded, point: ServicePoint) -> list[Labelled]:
    county = next((one for one in loaded.points.values() if one.level == "county"), point)
    return _labelled(
        (
            ("办理的站点", point.phone),
            ("县里", county.phone if county.id != point.id else ""),
            ("政务服务便民热线", "12345"),
            ("妇女维权热线", "12338"),
        )
    )


def _hotlines(acting: Acting) -> list[Labelled]:
    """Return the public numbers and the county's own, the same for everybody in the county."""
    own = tuple((one["title"], one["number"]) for one in acting.settings["hotlines"])
    return _labelled(PUBLIC_LINES + own)


def _addressee(loaded: Loaded, party_id: str) -> tuple[Party, Person | None]:
    for party, person in loaded.parties:
        if party.id == party_id:
            return party, person
    raise LookupError("nobody was chosen")


def rights_notice(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """权利义务告知书."""
    _addressee(loaded, party_id)
    return RightsNotice(
        office=office(acting, loaded),
        person=polite_name(acting, loaded, party_id),
        requested_on=day_text(local_date(loaded.case.received_at)),
        rights=_grounds(RIGHTS),
        duties=_grounds(DUTIES),
        complaints=_complaints(loaded, point_of(acting, loaded, loaded.case.holder_id)),
        hotlines=_hotlines(acting),
    )


def rights_leaflet(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """服务须知: of the case it takes the office and nothing else."""
    point = point_of(acting, loaded, loaded.case.point_id)
    county = next((one for one in loaded.points.values() if one.level == "county"), point)
    return RightsLeaflet(
        office=point.neutral_name or county.neutral_name or "居民服务中心",
        rights=[text for text, _citation in RIGHTS],
        complaints=_labelled((("电话", point.phone or county.phone),)),
        hotlines=_hotlines(acting),
    )


def consent_form(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """个人信息告知与单独同意书, to be taken home."""
    return _consent(acting, loaded, party_id, stays="")


def consent_kept(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """The same where it could be found: for one of her own side, signed and left here."""
    party, _person = _addressee(loaded, party_id)
    if party.role not in HER_SIDE:
        raise LookupError("none is made for who may stand with the other side")
    return _consent(acting, loaded, party_id, stays="本份由承办人留存，不带走；本人可以随时来看。")


def _consent(acting: Acting, loaded: Loaded, party_id: str, *, stays: str) -> ConsentForm:
    party, person = _addressee(loaded, party_id)
    point = point_of(acting, loaded, loaded.case.holder_id)
    child, guardian = _child(acting, loaded, person)
    return ConsentForm(
        office=office(acting, loaded),
        person=(person.name or "") if person else "",
        basis=NOTICE_BASES.get(loaded.case.notice_basis, ""),
        services="、".join(dict.fromkeys(item.title for item in loaded.items)),
        information=_information(acting, loaded, party, person),
        receivers=_receivers(acting, loaded, party_id),
        kept_for=_kept_for(acting, loaded),
        rights=_grounds(HER_INFORMATION),
        phone=point.phone,
        child=child,
        guardian=guardian,
        stays=stays,
    )


def _information(
    acting: Acting, loaded: Loaded, party: Party, person: Person | None
) -> list[KeptItem]:
    """Return the kinds of information that are on record of this person, never what they say."""
    young = SENSITIVE if _is_child(acting, person) else ""
    found = [
        KeptItem(label=label, purpose=purpose, sensitive=young or sensitive)
        for name, label, purpose, sensitive in OF_A_PERSON
        if person is not None and getattr(person, name)
    ]
    if loaded.case.summary and party.role not in OTHER_SIDE:
        found.append(KeptItem(label="来意和经过", purpose="办理请求的事", sensitive=SENSITIVE))
    return found


def _receivers(acting: Acting, loaded: Loaded, party_id: str) -> list[Receiver]:
    """Return who was told of this person, as far as the one who issues may know of the letter."""
    found = []
    for row in loaded.referrals:
        if row.party_id != party_id or not shown(acting, loaded, row):
            continue
        record = acting.session.get(Record, (row.county_id, row.record_id))
        if record is None or not opens(acting, loaded, record):
            continue
        # rows of before the column know it from what was filed
        basis = row.basis or str((record.data or {}).get("basis"))
        found.append(
            Receiver(
                to=row.receiver,
                told=_told(row),
                ground=BASES.get(basis, ""),
                on=day_text(local_date(row.sent_at)),
                state=STATES[row.state],
            )
        )
    return found


def _told(row: Referral) -> str:
    if row.item_id is not None:
        return IN_THE_LETTER
    needs = NEEDS[row.kind]
    return "、".join(["姓名", *(label for name, label in TOLD.items() if name in needs)])


def _kept_for(acting: Acting, loaded: Loaded) -> str:
    filed = dossier_of(acting, loaded.case.id)
    if filed is None:
        return ""
    return "永久" if filed.keep_years == FOREVER else str(filed.keep_years)


def _child(acting: Acting, loaded: Loaded, person: Person | None) -> tuple[str, str]:
    """Return what holds for somebody under fourteen, and who of the case signs as guardian: nobody
    is named where the guardian may be whom it is about."""
    if not _is_child(acting, person):
        return "", ""
    if guarded(loaded):
        return (
            "不满十四周岁，监护人可能就是被反映的人：依法定职责、紧急保护办理，不以监护人同意为依据"
            "（个人信息保护法第13条）。",
            "",
        )
    names = [
        one.name or ""
        for party, one in loaded.parties
        if party.role == "guardian" and one is not None
    ]
    told = "不满十四周岁，由监护人阅读、签字（个人信息保护法第31条）。"
    return told, names[0] if len(names) == 1 else ""


def _is_child(acting: Acting, person: Person | None) -> bool:
    born = person.birth_date if person is not None else None
    if born is None:
        return False
    today = acting.today
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < CHILD


def authorisation(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """授权委托书. Whose agent somebody is no record says, so a name is printed only where there is
    one agent and one side; else it is a line to write on."""
    party, person = _addressee(loaded, party_id)
    if party.role not in PRINCIPALS:
        raise LookupError("somebody who acts for another authorises nobody")
    agents = [(one, who) for one, who in loaded.parties if one.role == "agent" and who is not None]
    if not agents:
        raise LookupError("nobody acts for another in this case")
    principals = [one for one, _who in loaded.parties if one.role in PRINCIPALS]
    clear = len(agents) == 1 and len(principals) == 1
    agent, who = agents[0]
    return Authorisation(
        office=office(acting, loaded),
        principal=(person.name or "") if person else "",
        agent=(who.name or "") if clear else "",
        relation=RELATIONS.get(agent.relation, "") if clear else "",
        case_number=loaded.case.number,
        services="、".join(dict.fromkeys(item.title for item in loaded.items)),
    )


def has_agent(loaded: Loaded) -> bool:
    """Tell whether somebody acts for another, and on paper without danger."""
    return not guarded(loaded) and any(party.role == "agent" for party, _one in loaded.parties)


def may_be_for(name: str, role: str) -> bool:
    """Tell whether a paper of this room can be for somebody in this role."""
    if name == "consent_kept":
        return role in HER_SIDE
    return name != "authorisation" or role in PRINCIPALS


PARTY_PAPERS: Mapping[str, Collector] = {
    "rights_notice": rights_notice,
    "rights_leaflet": rights_leaflet,
    "consent_form": consent_form,
    "consent_kept": consent_kept,
    "authorisation": authorisation,
}
