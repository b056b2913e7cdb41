"""Rights, consent and authorisation on paper: what each tells its person and never of another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from core.cases import commands
from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.loading import open_case
from core.cases.models import CaseGrant
from core.cases.offering import offered_papers
from core.cases.papers import issue_paper, read_paper
from core.clocks import now
from core.db import county_scope, db
from core.documents.models import PDF, Document
from core.documents.service import read_copy
from core.points.service import change_settings
from tests.core.documents.reading import squeezed
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.reliability.test_queries import signed_in
from tests.walks.reading import paper_text

HER = {
    "role": "applicant",
    "name": "周桂芬",
    "relation": "self",
    "phone": "13800138000",
    "address": "清河镇柳树巷 12 号",
    "sex": "F",
}
HIM = {"role": "respondent", "name": "陈建军", "relation": "spouse", "phone": "13900139000"}
AGENT = {"role": "agent", "name": "周小燕", "relation": "child"}
CHILD = {"role": "minor_child", "name": "周小雨", "relation": "child", "birth_date": "2019-05-01"}
GUARDIAN = {"role": "guardian", "name": "周桂荣", "relation": "sibling"}
VIOLENT = {"scenario": "dv", "danger_now": "yes", "summary": "昨晚又打人", "services": ["psych"]}
PAPERS = ("rights_notice", "rights_leaflet", "consent_form", "consent_kept", "authorisation")


def taken_in(here: Acting, *people: dict[str, str], **change: Any) -> tuple[str, list[str]]:
    raw = {**INTAKE, "parties": list(people), **change}
    number = commands.receive(here, raw=raw).number
    return number, [party.id for party, _person in open_case(here, number)[0].parties]


def words(document: Document) -> str:
    return squeezed(paper_text(read_copy(document)))


def offers(here: Acting, number: str) -> dict[str, list[str]]:
    """Which of these papers are offered, and for whom."""
    loaded, facts, how_far = open_case(here, number)
    return {
        one.name: [name for _id, name in one.parties]
        for one in offered_papers(here, loaded, facts, how_far, issued=())
        if one.name in PAPERS
    }


def test_the_services_own_consents_are_named_beside_core_s(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        services = ["psych", "legal_consult"]
        number = commands.receive(here, raw={**INTAKE, "services": services}).number
        loaded, facts, how_far = open_case(here, number)
        offered = offered_papers(here, loaded, facts, how_far, issued=())
        (form,) = (one for one in offered if one.name == "consent_form")
        (item,) = (one.title for one in loaded.items if one.service == "psych")
        assert form.besides == ((item, "知情同意书"),)
        assert not any(one.besides for one in offered if one is not form)
        db.session.commit()
    page = signed_in(app, "desk").get(f"/{COUNTY}/cases/{number}").text
    assert f"{item}：知情同意书" in page


@pytest.mark.poppler
def test_each_is_told_her_rights_and_not_the_matter(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        own = [{"title": "桂花派出所", "number": "0000-1234501"}]
        change_settings(db.session(), COUNTY, {"hotlines": own})
        db.session.flush()
        here = acting_as(app, "desk_town")
        number, (her, him) = taken_in(here, HER, HIM)
        assert offers(here, number) == {
            "rights_notice": ["周桂芬", "陈建军"],
            "consent_form": ["周桂芬", "陈建军"],
        }
        hers, his = (
            words(issue_paper(here, number, "rights_notice", party_id=one)) for one in (her, him)
        )
        for told in (
            "周女士",
            "人民调解法第17条",
            "随时要求停下来",
            "12345",
            "报警110",
            "检察12309",
            "桂花派出所0000-1234501",
        ):
            assert told in hers, told
        assert "陈建军：" in his
        for never in ("陈", "老房子", "13800138000", number):
            assert never not in hers, never
        for kind in ("rights_notice", "consent_form"):
            with pytest.raises(MoveRefused) as nothing:
                issue_paper(here, number, kind)
            assert nothing.value.objections[0].code == "nothing_to_print"
        with pytest.raises(Invalid):
            issue_paper(here, number, "rights_notice", party_id="somebodyelse0")


@pytest.mark.poppler
def test_consent_names_what_is_on_record_and_who_was_told_of_this_person_alone(app: Flask) -> None:
    with county_scope(app, COUNTY):
        change_settings(
            db.session(),
            COUNTY,
            {
                "partners": [
                    {"kind": "civil_affairs", "name": "示范县民政局"},
                    {"kind": "women", "name": "示范县妇联"},
                ]
            },
        )
        db.session.flush()
        here = acting_as(app, "desk_town")
        number, (her, him) = taken_in(here, HER, HIM)
        for party, receiver in ((her, "示范县民政局"), (him, "示范县妇联")):
            raw = {
                "to": receiver,
                "party": party,
                "asks": "看能否申请临时救助",
                "urgency": "days",
                "basis": "consent",
                "consent_on": here.today.isoformat(),
                "told": "yes",
                "accused": "no",
                "way": "hand",
            }
            commands.send_referral(here, number, open_case(here, number)[1].version, raw)
        copy = issue_paper(here, number, "consent_form", party_id=her)
        hers = words(copy)
        for told in (
            "周桂芬",
            "已告知并同意",
            "电话联系本人",
            "住址",
            "敏感信息",
            "来意和经过",
            "示范县民政局",
        ):
            assert told in hers, told
        for never in (
            "陈建军",
            "示范县妇联",
            "13800138000",
            "柳树巷",
            "老房子",
            "身份证号",
            "监护人",
        ):
            assert never not in hers, never
        assert copy.narrow, "who was told of her is for who told them and who works the case"
        his = words(issue_paper(here, number, "consent_form", party_id=him))
        assert "示范县妇联" in his
        for never in ("周桂芬", "示范县民政局", "来意和经过"):
            assert never not in his, never


@pytest.mark.poppler
def test_for_a_child_the_guardian_signs_unless_it_may_be_about_the_guardian(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number, people = taken_in(here, CHILD, GUARDIAN)
        text = words(issue_paper(here, number, "consent_form", party_id=people[0]))
        assert "监护人周桂荣" in text
        assert "由监护人阅读、签字" in text
        number, people = taken_in(here, CHILD, GUARDIAN, **VIOLENT)
        text = words(issue_paper(here, number, "consent_kept", party_id=people[0]))
        assert "不以监护人同意为依据" in text
        assert "周桂荣" not in text


@pytest.mark.poppler
def test_where_it_could_be_found_nothing_that_names_her_goes_home(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        her_side = {**HER, "role": "victim"}
        other = {**HIM, "role": "alleged"}
        number, (her, him, _agent) = taken_in(here, her_side, other, AGENT, **VIOLENT)
        assert offers(here, number) == {"rights_leaflet": [], "consent_kept": ["周桂芬"]}
        for kind in ("rights_notice", "consent_form", "authorisation"):
            with pytest.raises(MoveRefused):
                issue_paper(here, number, kind, party_id=her)
        with pytest.raises(MoveRefused):
            issue_paper(here, number, "consent_kept", party_id=him)
        leaflet = issue_paper(here, number, "rights_leaflet")
        assert leaflet.number is None
        other_number, _people = taken_in(
            here, HER, HIM, keep_away=[{"name": "李某", "relation": "堂弟"}]
        )
        text = words(leaflet)
        for never in ("周", "陈", number, "暴", "2026", "校验码"):
            assert never not in text, never
        assert words(issue_paper(here, other_number, "rights_leaflet")) == text, "the same for all"
        kept = issue_paper(here, number, "consent_kept", party_id=her)
        assert "不带走" in words(kept)
        assert (kept.narrow, kept.series) == (True, "sealed")
        case = open_case(here, number)[0].case
        for name in ("head_town", "supervisor"):
            account = acting_as(app, name).me
            db.session.add(
                CaseGrant(case_id=case.id, account_id=account, why="urgent", since=now())
            )
        db.session.flush()
        for name in ("head_town", "supervisor", "mediator_town", "desk"):
            wrong = acting_as(app, name, later=timedelta(seconds=1))
            with pytest.raises((Forbidden, Unknown)):
                issue_paper(wrong, number, "consent_kept", party_id=her)
            with pytest.raises((Forbidden, Unknown)):
                read_paper(wrong, number, kept.id, PDF)


@pytest.mark.poppler
def test_an_agent_is_named_only_where_it_cannot_be_the_other_sides(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number, (her, agent) = taken_in(here, HER, AGENT)
        assert offers(here, number)["authorisation"] == ["周桂芬"]
        text = words(issue_paper(here, number, "authorisation", party_id=her))
        for told in ("周桂芬", "周小燕", "子女", number, "□一般代理", "□特别授权"):
            assert told in text, told
        with pytest.raises(MoveRefused):
            issue_paper(here, number, "authorisation", party_id=agent)
        number, (her, him, _agent) = taken_in(here, HER, HIM, AGENT)
        for one, other in ((her, "陈建军"), (him, "周桂芬")):
            text = words(issue_paper(here, number, "authorisation", party_id=one))
            assert "周小燕" not in text, "whose agent she is nobody wrote down"
            assert other not in text
        number, _people = taken_in(here, HER, HIM)
        with pytest.raises(MoveRefused):
            issue_paper(here, number, "authorisation", party_id=_people[0])
