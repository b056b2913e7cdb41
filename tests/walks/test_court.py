"""A matter a court delegated before filing, that fails on day 29 (特邀调解规定 26, 27).

Thirty days from the signature for its material; a sitting in vain; the end told with the other
ways; nothing more is done to it but the letter to the court, and without the letter it stays open.
"""

from __future__ import annotations

import pytest

from tests.walks.conftest import As, Hours, today
from tests.walks.stories import HER, HIM, does, refused, taken_in, will_of
from tests.walks.words import House, Staff, Visit, Who

pytestmark = pytest.mark.postgres
COURT_NO = "（2026）诉前调88"
VISIT = Visit(channel="court_delegated", channel_ref=COURT_NO, services=("mediation",))
HANDED = {
    "start_mode": "court_delegated",
    "mediation_kind": "judicial",
    "dispute_type": "inheritance",
    "court_no": COURT_NO,
    "court": "示范县人民法院诉讼服务中心",
    "online": True,
}
COMMITTEE = "示范县婚姻家庭纠纷人民调解委员会"


def test_a_delegated_matter_that_fails_on_day_29(as_: As, house: House, hours: Hours) -> None:
    desk, mediator = as_("desk"), as_("mediator")
    number = taken_in(desk, VISIT)
    does(desk.give_item(number, "mediation", "mediator"))
    first = today()

    def takes(step: str, **data: object) -> None:
        does(mediator.take_step(number, "mediation", step, data))

    takes("apply", **HANDED, entrusted_on=first)
    assert "接收法院移交" in mediator.everything(number), "three working days on the platform"
    asked = will_of(HER, "agreed", first)
    does(mediator.take_step(number, "mediation", "will", asked))
    takes("will", **will_of(HIM, "agreed", first))
    admitting = {
        "reviewer": Staff("mediator"),
        "violence_class": "none",
        "decision": "accepted",
    }
    told = mediator.take_step(number, "mediation", "review", admitting)
    refused(told, "还没有签收法院的材料")
    takes("accept_court", decision="accepted", signed_on=first, material="起诉状副本")
    seen = mediator.everything(number)
    assert "委派调解期限" in seen
    assert "特邀调解规定第27条" in seen
    takes("review", **admitting)
    takes("rights", told_on=first, way="paper", everyone=True, open_mode="closed")
    takes(
        "mediators",
        committee=COMMITTEE,
        chosen_by="assigned",
        mediators=[{"mediator": Staff("mediator"), "tie": "none"}],
    )
    sitting = {
        "place": "县工作室调解室",
        "mode": "together",
        "present": [{"party": Who(HER), "how": "self"}, {"party": Who(HIM), "how": "self"}],
        "discussion": "房子归谁，差八万谈不拢。",
        "result": "not_agreed",
    }
    takes("session", on=first, **sitting)

    hours.pass_(days=29)
    last = today()
    takes("session", on=last, **sitting)
    not_yet = {"on": last, "way": "platform"}
    assert not mediator.take_step(number, "mediation", "reply", not_yet).ok
    ending = {"reason": "no_agreement", "told_remedies": True, "told_way": "paper", "told_on": last}
    up = mediator.take_step(number, "mediation", "terminate", {**ending, "asked_up": "yes"})
    refused(up, "不要终止")
    takes("terminate", **ending, asked_up="no")

    case = mediator.sees(number)
    assert case is not None
    assert case.item("家事调解").state == "办理中", "the court still waits for its letter"
    again = mediator.take_step(number, "mediation", "session", {"on": last, **sitting})
    refused(again, "只差给法院回函")
    refused(mediator.take_step(number, "mediation", "reply", not_yet), "还缺文书：调解结果函")
    letter = mediator.issue_paper(number, "mediation.court_reply")
    assert COURT_NO in letter
    assert "未达成协议" in letter
    assert "起诉状副本" in letter, "the material goes back"
    takes("reply", **not_yet, material_back=True)
    case = mediator.sees(number)
    assert case is not None
    assert case.item("家事调解").state == "已终止"
    does(desk.move(number, "transfer_out", reason="委派调解不成", outcome="示范县人民法院"))
    does(desk.move(number, "archive"))
