"""附录 B, three ways in: received at the county, at the town, at the village.

谁接待谁牵头: the lead stays with who took it in. 谁调成谁归档: it is archived where it was settled.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from core.jobs import rounds
from tests.walks.conftest import As, Hours
from tests.walks.stories import (
    HER,
    HIM,
    admitted,
    agreed_by_word,
    answer_the_question,
    does,
    follow_up_and_file,
    refused,
    taken_in,
    tries,
)
from tests.walks.words import Actor, House, Seen, Visit

pytestmark = pytest.mark.postgres
NEEDED = {"annex_b": (1, 1, 0), "three_two_one": (3, 2, 1)}
DAYS = ("2026-11-16", "2026-11-17", "2026-11-18")
FRIDAY = "2026-11-20"
MEASURES = (("县住建局", "核实老房登记", "2026-12-10"), ("桂花镇", "每周上门一次", "2026-12-20"))


def seen(actor: Actor, number: str) -> Seen:
    """Return the case, which this person must be able to see."""
    found = actor.sees(number)
    assert found is not None
    return found


def down(as_: As, house: House, number: str) -> None:
    """County to town to village, hop by hop, each accepted."""
    desk, town, village = as_("desk"), as_("mediator_town"), as_("village")
    leap = desk.move(number, "assign_down", to=house.places["village"], reason="直接给村里")
    assert not leap.ok, "逐级交办: no hop over the town"
    does(desk.move(number, "assign_down", to=house.places["town"], reason="请先在镇里办"))
    waiting = seen(desk, number)
    assert (waiting.state, waiting.holder) == ("assigned", "县服务工作室")
    assert number in town.incoming()
    envelope = seen(town, number)
    assert not envelope.story
    assert "老房子" not in envelope.text, "before acceptance: function, situation and clock only"
    assert "王秀兰" not in envelope.text
    does(town.move(number, "accept"))
    assert seen(town, number).holder == house.places["town"].name
    does(town.move(number, "assign_down", to=house.places["village"], reason="村里人熟"))
    does(village.move(number, "accept"))
    assert seen(village, number).level == "L1"
    assert not seen(desk, number).story, "whoever gave it out of hand sees how it goes, no more"


def up(actor: Actor, above: Actor, number: str, needed: int, told: str) -> None:
    """Try as often as the policy asks, then report up; the try counts begin anew above."""
    if needed:
        refused(actor.move(number, "escalate", reason="谈不拢"), f"0 / {needed} 次")
    if needed > 1:
        tries(actor, number, [DAYS[0]] * needed)
        refused(actor.move(number, "escalate", reason="谈不拢"), f"1 / {needed} 次")
    tries(actor, number, DAYS[:needed])
    does(actor.move(number, "escalate", reason=told))
    does(above.move(number, "accept"))
    assert above.everything(number).count(told), "the history travels"


def settled_here(actor: Actor, number: str, days: tuple[str, ...] = (FRIDAY,)) -> None:
    """Settle at this level, file it, and look at what stands in the end."""
    tomorrow = actor.move(number, "start_attempt", present=[HER, "村支书"], on="2026-11-21")
    refused(tomorrow, "日期还没有到")
    tries(actor, number, days, fails=False)
    refused(actor.move(number, "settle", outcome="弟弟折价三万给姐姐"), "还没有记录或协议作依据")
    answer_the_question(actor, number)
    does(actor.move(number, "settle", outcome="弟弟折价三万给姐姐"))
    follow_up_and_file(actor, number)


def settled_by_plan(as_: As, number: str, needed: int) -> None:
    """At the county: 联席会商, a plan, its measures done, settled and filed by the county."""
    head, mediator = as_("head"), as_("mediator")
    answer_the_question(mediator, number)
    refused(mediator.move(number, "interagency_meeting", present=["住建局"]), "这一步不由您办")
    if needed:
        refused(
            head.move(number, "interagency_meeting", present=["住建局"], on=FRIDAY),
            f"0 / {needed} 次",
        )
        tries(mediator, number, DAYS[:needed])
    does(head.move(number, "interagency_meeting", present=["县住建局", "桂花镇"], on=FRIDAY))
    assert seen(head, number).level == "LG"
    refused(head.move(number, "settle", outcome="定了"), "处置方案的措施还没有全部完成")
    does(head.move(number, "adopt_plan", plan="核实登记后折价", measures=MEASURES))
    refused(head.move(number, "settle", outcome="定了"), "处置方案的措施还没有全部完成")
    does(head.measure_done(number))
    does(head.measure_done(number))
    does(head.move(number, "settle", outcome="按核实面积折价"))
    follow_up_and_file(head, number)


def ended(actor: Actor, number: str, *, where: str, first: str, tracker: str) -> None:
    """Archived where it was settled; first handler and lead as at the beginning."""
    case = seen(actor, number)
    assert (case.state, case.holder) == ("archived", where)
    assert (case.first_handler, case.lead) == (first, first)
    assert case.tracker == tracker, "谁调解谁跟踪"
    # whoever goes on visiting may hand that over; nothing else is left to do
    assert case.moves <= {"reopen", "hand_over_tracking"}, "read-only from here on"


def test_received_at_the_county(as_: As, house: House) -> None:
    """附录 B.1: 县级受理逐级交办到村; settled at the village, the town, or by 联席会商."""
    l1, l2, l3 = NEEDED["annex_b"]
    desk, town, village = as_("desk"), as_("mediator_town"), as_("village")

    number = taken_in(desk)
    assert seen(desk, number).state == "received"
    down(as_, house, number)
    settled_here(village, number)
    ended(village, number, where=house.places["village"].name, first="王秀兰", tracker="何玉珍")

    number = taken_in(desk)
    down(as_, house, number)
    up(village, town, number, l1, "村里谈不拢，请镇里出面")
    settled_here(town, number)
    ended(town, number, where=house.places["town"].name, first="王秀兰", tracker="刘建国")

    number = taken_in(desk)
    down(as_, house, number)
    up(village, town, number, l1, "村里谈不拢，请镇里出面")
    up(town, as_("mediator"), number, l2, "镇里也谈不拢，请县里会商")
    settled_by_plan(as_, number, l3)
    ended(as_("head"), number, where="县服务工作室", first="王秀兰", tracker="林慧")


def test_received_at_the_town(as_: As, house: House) -> None:
    """附录 B.2: 乡镇先调; settled there, or by 联席会商 at the county."""
    _l1, l2, l3 = NEEDED["annex_b"]
    window, town = as_("desk_town"), as_("mediator_town")

    number = taken_in(window)
    assert seen(window, number).level == "L2"
    assert window.issue_paper(number, "intake_receipt", to=HER), "no evidence of a settlement"
    does(window.give_case(number, "mediator_town"))
    settled_here(town, number)
    ended(town, number, where=house.places["town"].name, first="李敏", tracker="刘建国")

    number = taken_in(window)
    does(window.give_case(number, "mediator_town"))
    up(town, as_("mediator"), number, l2, "镇里谈不拢，请县里会商")
    settled_by_plan(as_, number, l3)
    ended(as_("head"), number, where="县服务工作室", first="李敏", tracker="林慧")


def test_received_at_the_village(as_: As, house: House) -> None:
    """附录 B.3: 村里先调, with a whole mediation; else the town; else 联席会商."""
    l1, l2, l3 = NEEDED["annex_b"]
    village, town = as_("village"), as_("mediator_town")

    number = taken_in(village, Visit(services=("mediation",)))
    admitted(village, number, day=DAYS[0], by="village")
    does(village.move(number, "start_attempt", present=[HER, HIM], on=FRIDAY))
    agreed_by_word(village, number, day=DAYS[1], by="village")
    does(village.move(number, "settle", outcome="轮流照看，老房折价"))
    follow_up_and_file(village, number)
    ended(village, number, where=house.places["village"].name, first="何玉珍", tracker="何玉珍")

    number = taken_in(village)
    up(village, town, number, l1, "村里谈不拢，请镇里出面")
    settled_here(town, number)
    ended(town, number, where=house.places["town"].name, first="何玉珍", tracker="刘建国")

    number = taken_in(village)
    up(village, town, number, l1, "村里谈不拢，请镇里出面")
    up(town, as_("mediator"), number, l2, "镇里也谈不拢，请县里会商")
    settled_by_plan(as_, number, l3)
    ended(as_("head"), number, where="县服务工作室", first="何玉珍", tracker="林慧")


@pytest.mark.parametrize(
    "received",
    [
        "county",
        pytest.param("town", marks=pytest.mark.long),
        pytest.param("village", marks=pytest.mark.long),
    ],
)
def test_three_two_one(
    as_: As, house: House, rules: Callable[..., None], received: str, driver: str, long: bool
) -> None:
    """村 3 次、乡 2 次、县 1 次: the other policy, all the way up from each way in.

    Three tries on one day are not three. The way in from the county goes through all three levels.
    Its pages are those of the other policy, so they are walked with ``--long``.
    """
    if driver != "api" and not long:
        pytest.skip("long: only with --long")
    rules(attempts="three_two_one")
    l1, l2, l3 = NEEDED["three_two_one"]
    town, village = as_("mediator_town"), as_("village")
    if received == "county":
        number, first = taken_in(as_("desk")), "王秀兰"
        down(as_, house, number)
    elif received == "village":
        number, first = taken_in(village), "何玉珍"
    else:
        number, first = taken_in(as_("desk_town")), "李敏"
        does(as_("desk_town").give_case(number, "mediator_town"))
    if received != "town":
        up(village, town, number, l1, "村里谈不拢，请镇里出面")
    up(town, as_("mediator"), number, l2, "镇里也谈不拢，请县里会商")
    settled_by_plan(as_, number, l3)
    ended(as_("head"), number, where="县服务工作室", first=first, tracker="林慧")


def test_a_waiver_with_its_reason_opens_the_way_up(as_: As, house: House) -> None:
    """5.5.2.1, T5: reported up without the tries, for a reason that is on the list and told."""
    village, town = as_("village"), as_("mediator_town")
    number = taken_in(village)
    refused(village.move(number, "escalate", waiver="party_wish"), "0 / 1 次")
    does(village.move(number, "escalate", waiver="party_wish", reason="双方都要镇里来调"))
    assert seen(village, number).holder == house.places["village"].name, "until it is accepted"
    does(town.move(number, "accept"))
    assert seen(town, number).level == "L2"


def test_sent_back_with_a_reason_and_the_second_time_raises_supervision(
    as_: As, house: House
) -> None:
    """5.6.1: 退回 once per hop with its reason; the second raises 督办 to the common superior."""
    desk, town, head = as_("desk"), as_("desk_town"), as_("head")
    number = taken_in(desk)
    for time in (1, 2):
        does(desk.move(number, "assign_down", to=house.places["town"], reason="请镇里办"))
        refused(town.move(number, "send_back"), "请写明理由")
        does(town.move(number, "send_back", reason="当事人常住县城"))
        case = seen(desk, number)
        assert (case.state, case.holder, case.handler) == ("received", "县服务工作室", "王秀兰")
        raised = [words for of, words in head.tasks() if of == number]
        assert raised == (["流转受阻，请督办"] if time == 2 else [])
    assert (number, "对方退回，请看理由") in desk.tasks()


def test_a_hop_nobody_accepts_expires(as_: As, house: House, app: Flask, hours: Hours) -> None:
    """T2: an expired transfer leaves the holder where he is and raises 督办."""
    desk, head = as_("desk"), as_("head")
    number = taken_in(desk)
    does(desk.move(number, "assign_down", to=house.places["town"], reason="请镇里办"))
    hours.pass_(hours=1)
    rounds(app)
    assert seen(desk, number).state == "assigned", "there is time until the next working day ends"
    hours.pass_(days=4)
    rounds(app)
    case = seen(desk, number)
    assert (case.state, case.holder) == ("received", "县服务工作室")
    assert number not in as_("desk_town").incoming()
    assert as_("desk_town").sees(number) is None
    assert (number, "流转受阻，请督办") in head.tasks()
