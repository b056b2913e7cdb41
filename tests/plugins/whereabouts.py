"""What the papers of a service tell of people: nothing of where another lives, nothing unfounded.

Asked of every paper a service declares, so that one added tomorrow is asked tomorrow. Hard stop 3
(法发〔2022〕10号 四): how to find one side is on no copy for the other, a hidden address on
none that leaves the house. Hard stop 7 (个人信息保护法 13, 23, 28 to 31): what goes to another body
tells the ground it is told on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.loading import open_case
from core.cases.papers import _made_of
from core.words import Addressee, DocumentKind, Kind, Service

PARTIES: tuple[Mapping[str, object], ...] = (
    {
        "role": "applicant",
        "name": "林甲",
        "phone": "13577889900",
        "id_no": "110105199003074579",
        "address": "东关镇槐树胡同七号",
        "address_secret": True,
    },
    {
        "role": "respondent",
        "name": "江乙",
        "relation": "spouse",
        "phone": "13544556677",
        "id_no": "110105198803072913",
        "address": "西关镇柳树胡同八号",
        "address_secret": True,
    },
)
WHERE = {
    str(one["role"]): (str(one["phone"]), str(one["id_no"]), str(one["address"])[3:])
    for one in PARTIES
}
GROUND = "提供信息的依据"
GROUND_IN_LAW = {
    "marriage_counseling.feedback": "of those who let it be told, and says so on the paper",
    "psych.reply": "for the hospital to tick and give her back; tells no more than its letter",
    "petition.objection": "sends back what that body sent (信访工作条例 23)",
    "petition.report": "the mandatory report (反家庭暴力法 14; 未成年人保护法 11)",
    "petition.lead": "a grave wrong to who has to act on it; names nobody",
    "petition.prompt": "that an answer is overdue; names nobody (妇女权益保障法 73)",
    "petition.urging": "what the law asks of that body; names nobody (妇女权益保障法 73)",
    "mediation.hand_over": "a danger, to who has to act on it (人民调解法 25)",
    "mediation.court_extension": "to the court that sent the matter (特邀调解规定 27)",
    "mediation.court_reply": "to the court that sent the matter (特邀调解规定 26)",
    "mediation.police": "the parties' own application, signed by both (治安管理处罚法 9)",
    "hardship_aid.report": "whoever finds need tells the town (社会救助法 39)",
    "family_education.receipt": "to the court or police that ordered it (家庭教育促进法 49)",
    "family_education.report": "to the court or police that ordered it (家庭教育促进法 49)",
}
"""Papers to another body without the line, and what makes them lawful instead."""


def papers_of(
    acting: Acting, number: str, service: Service, item_id: str
) -> Iterator[tuple[DocumentKind, str, str]]:
    """Yield (kind, role of the party it is for or "", everything it is made of as one text)."""
    loaded, facts, _reach = open_case(acting, number)
    roles = {party.id: party.role for party, _person in loaded.parties}
    for kind in service.documents:
        personal = kind.addressee in (Addressee.PARTY, Addressee.EACH_PARTY)
        for party_id in roles if personal else ("",):
            name = f"{service.name}.{kind.name}"
            try:
                made = _made_of(acting, loaded, facts, name, party_id, item_id, "")
            except (Forbidden, Invalid, MoveRefused, Unknown):
                continue
            yield kind, roles.get(party_id, ""), repr(made.parts["data"])


def found_where_it_must_not_be(kind: DocumentKind, role: str, text: str) -> set[str]:
    """Return whatever of somebody's whereabouts stands on a paper where it may not."""
    return {
        word
        for whose, words in WHERE.items()
        for word in words
        if word in text and (role not in ("", whose) or kind.addressee is Addressee.ORGANISATION)
    }


def unfounded(service: Service, kind: DocumentKind, text: str) -> bool:
    """Tell whether a paper goes to another body and neither says nor has a ground in law."""
    outside = kind.addressee is Addressee.ORGANISATION
    return outside and f"{service.name}.{kind.name}" not in GROUND_IN_LAW and GROUND not in text


def grounds_left_open(service: Service) -> list[str]:
    """Return the forms that ask on what ground something is told, and take no answer for one."""
    return [
        form.key
        for form in service.forms
        for one in form.fields
        if one.name == "basis" and one.kind is Kind.CHOICE and not one.required
    ]
