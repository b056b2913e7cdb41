"""A wife who left after being hit; her husband asks for mediation (反家庭暴力法; 人民调解法17).

What he calls it does not matter; nothing sits before her own yes, asked alone; what she told in
her own case never reaches his.
"""

from __future__ import annotations

import pytest

from tests.walks.conftest import As
from tests.walks.stories import CONSULTED, does, refused, taken_in, will_of
from tests.walks.words import House, Person, Staff, Visit

pytestmark = pytest.mark.postgres
SHE, HE = "许小燕", "孟大海"
HER_PHONE, HER_HOUSE, HER_ID = "13700137001", "竹溪巷九号", "110101198803140028"
HIS_WORDS = "我就推了她一下，她就跑回娘家了，请你们把她劝回来"
HERS = Visit(
    summary="他打我，我回娘家了，别让他知道我住哪",
    scenario="dv",
    people=(
        Person(name=SHE, role="victim", relation="self", phone=HER_PHONE, id_no=HER_ID),
        Person(name=HE, role="alleged", relation="spouse"),
    ),
)
HIS = Visit(
    summary=HIS_WORDS,
    scenario="marriage_love",
    people=(
        Person(name=HE, relation="self", phone="13600136002"),
        Person(name=SHE, role="respondent", relation="spouse", id_no=HER_ID),
    ),
    services=("mediation",),
)
DAY = "2026-11-20"


def test_he_learns_nothing_but_that_there_is_no_mediation(as_: As, house: House) -> None:
    """Hard stops 2 and 3; a match with a sealed case goes to that case's owner only."""
    her_desk, his_desk, mediator = as_("desk"), as_("desk_town"), as_("mediator_town")

    hers = taken_in(her_desk, HERS)
    told = {**CONSULTED, "question": f"我住在{HER_HOUSE}，怕他找来，怎么办。"}
    does(her_desk.take_step(hers, "legal_consult", "consult", told))
    assert HER_HOUSE in her_desk.everything(hers), "her own papers know where she is"

    # at the other window: nobody by that name came before
    for text in (SHE, HER_PHONE, HER_ID[-6:], hers):
        answered = his_desk.search(text)
        assert HER_PHONE[-4:] not in answered
        assert "上次来过" not in answered
        assert hers[-8:-2] not in answered or text == hers

    his = taken_in(his_desk, HIS)
    case = his_desk.sees(his)
    assert case is not None
    assert case.confidentiality == "C3", "violence, whatever he calls it"
    assert (hers, "本件当事人在别处又有登记，请查看") in her_desk.tasks()
    assert his_desk.sees(hers) is None
    assert her_desk.sees(his) is None

    # nothing sits before her own yes, and nobody goes to her village to fetch her
    assert case.is_told("assign_down", "涉及暴力，不向下交办")
    refused(his_desk.move(his, "start_attempt", present=[HE, SHE], on=DAY), "还没有经受理审查")
    does(his_desk.give_item(his, "mediation", "mediator_town"))
    does(
        mediator.take_step(
            his,
            "mediation",
            "apply",
            {"start_mode": "applied", "mediation_kind": "people", "dispute_type": "marriage"},
        )
    )
    admitting = {"reviewer": Staff("mediator_town"), "decision": "accepted"}
    refused(
        mediator.take_step(his, "mediation", "review", {**admitting, "violence_class": "none"}),
        "请按事实选家暴情形",
    )
    not_alone = {**will_of(SHE, "agreed", DAY), "alone": False}
    refused(mediator.take_step(his, "mediation", "will", not_alone), "不算")
    sitting = {"on": DAY, "place": "调解室", "mode": "together", "result": "agreed"}
    assert not mediator.take_step(his, "mediation", "session", sitting).ok

    # asked alone she says no: it ends, and that is all that is told
    does(mediator.take_step(his, "mediation", "will", will_of(SHE, "refused", DAY)))
    case = his_desk.sees(his)
    assert case is not None
    assert case.is_told("start_attempt", "不符合调解受理条件")
    no = "不符合调解受理条件"
    refused(his_desk.move(his, "start_attempt", present=[HE, "村支书"], on=DAY), no)
    told = his_desk.everything(his)
    assert "不同意" not in told
    assert "willing" not in told
    does(
        mediator.take_step(
            his,
            "mediation",
            "terminate",
            {
                "reason": "unwilling",
                "told_remedies": True,
                "told_way": "paper",
                "told_on": DAY,
            },
        )
    )
    papers = his_desk.issue_every_paper(his)
    assert papers, "there is something to print"
    for whole in (papers, his_desk.everything(his), mediator.everything(his)):
        assert HER_PHONE not in whole
        assert HER_HOUSE not in whole
        assert hers not in whole
        assert "打我" not in whole
    papers = papers.replace("单独同意", "")  # the law's word for what he agrees to himself
    assert "单独" not in papers, "his papers do not say that she was asked, or what she said"
