"""A couple from two towns: the county leads, both towns work, one settles, all see no more than
they need and only as long as they need it (T/ZSM 5.5.2.1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from core.clocks import today
from core.db import county_scope, db
from core.people.models import Account
from core.people.service import add_account, add_post
from tests.harness.apps import COUNTY
from tests.walks.conftest import As, Hours
from tests.walks.stories import (
    CONSULTED,
    HER,
    HIM,
    VISITED,
    answer_the_question,
    does,
    refused,
    taken_in,
    tries,
)
from tests.walks.words import Colleague, House, Person, Staff, Visit

pytestmark = pytest.mark.postgres
FRIDAY, MONDAY = "2026-11-20", "2026-11-23"
THERE = (("mediator_there", "许兰", "handler"), ("head_there", "秦勇", "point_head"))


@pytest.fixture
def other_town(app: Flask, house: House) -> House:
    """Two colleagues at the other town's station."""
    with county_scope(app, COUNTY):
        secret = db.session.get_one(Account, house.staff["desk"].id).password
        for login, name, role in THERE:
            account = add_account(db.session(), username=login, name=name, password_hash=secret)
            add_post(
                db.session(),
                account_id=account.id,
                point_id=house.places["other_town"].id,
                role=role,
                starts_on=today() - timedelta(days=30),
            )
            house.staff[login] = Colleague(id=account.id, login=login, name=name)
        db.session.commit()
    return house


def couple(house: House) -> Visit:
    """She lives in the one town, he in the other."""
    return Visit(
        summary="丈夫搬回老家，孩子的开销谁也不管",
        scenario="marriage_love",
        people=(
            Person(name=HER, relation="self", phone="13800138000", place=house.places["village"]),
            Person(
                name=HIM, role="respondent", relation="spouse", place=house.places["other_village"]
            ),
        ),
    )


def test_the_county_leads_and_both_towns_work(as_: As, other_town: House, hours: Hours) -> None:
    here, there = other_town.places["town"], other_town.places["other_town"]
    desk, town, head = as_("desk_town"), as_("mediator_town"), as_("head")
    theirs, their_head, lead = as_("mediator_there"), as_("head_there"), as_("mediator")
    number = taken_in(desk, couple(other_town))
    does(desk.give_case(number, "mediator_town"))
    assert (number, "跨镇街的办件，请县里牵头共同调处") in head.tasks()
    assert theirs.sees(number) is None
    blocked = town.sees(number)
    assert blocked is not None
    assert blocked.is_told("assign_down", "双方在不同乡镇，由县里牵头")

    ours = {"point": here, "account": Staff("mediator_town"), "duty": "陪她理清要求",
            "due_on": "2026-12-04"}  # fmt: skip
    his = {"point": there, "account": Staff("mediator_there"), "duty": "上门了解他的打算",
           "due_on": "2026-12-04"}  # fmt: skip
    order = {"lead": Staff("mediator"), "parts": [ours, his], "reason": "夫妻分住两个镇"}
    assert not desk.co_handling(number, "", order).ok, "the county orders it, no town"
    alone = {**order, "parts": [ours]}
    refused(head.co_handling(number, "", alone), "联办要有两个以上乡镇")
    misled = {**order, "lead": Staff("head_town")}
    refused(head.co_handling(number, "", misled), "请选县服务工作室的人牵头")
    late = {**order, "parts": [ours, {**his, "due_on": FRIDAY}]}
    refused(head.co_handling(number, "", late), "请写明天以后")
    does(head.co_handling(number, "", order))

    # who leads and who was named learn who is concerned; their head sees how it goes
    assert (number, "请牵头跨乡镇联办") in lead.tasks()
    assert (number, "跨乡镇联办，请答复") in theirs.tasks()
    named, watching = theirs.sees(number), their_head.sees(number)
    assert named is not None
    assert watching is not None
    assert (named.story, watching.story, named.lead) == (True, False, "孙志强")
    assert named.moves <= {"urgent_report"}
    assert "上门了解他的打算" in theirs.everything(number)
    assert HIM not in their_head.everything(number)
    assert "上门了解他的打算" not in their_head.everything(number)
    notice = lead.issue_paper(number, "co_handling_notice")
    assert "许兰" in notice
    assert HIM not in notice

    # each answers; what cannot be done says why
    assert not theirs.co_handling(number, "work", {"on": FRIDAY, "what": "去了", "done": True}).ok
    refused(theirs.co_handling(number, "answer", {"answer": "unable"}), "请写明难在哪里")
    does(theirs.co_handling(number, "answer", {"answer": "unable", "text": "他在外地打工"}))
    assert (number, "联办点有困难，请协调") in lead.tasks()
    does(theirs.co_handling(number, "answer", {"answer": "working", "text": "周末回来"}))
    does(town.co_handling(number, "answer", {"answer": "working"}))
    assert (number, "跨乡镇联办，请按期办完并记录") in theirs.tasks()

    # both work; the holder's record stays the holder's
    answer_the_question(town, number)
    does(theirs.co_handling(number, "work", {"on": FRIDAY, "what": "他愿意分担", "done": False}))
    does(theirs.co_handling(number, "work", {"on": FRIDAY, "what": "约好周一见", "done": True}))
    does(town.co_handling(number, "work", {"on": FRIDAY, "what": "她列了开销", "done": True}))
    assert number not in dict(theirs.tasks())
    assert (number, "联办各点都办完了，请收尾") in lead.tasks()
    assert CONSULTED["answer"] not in theirs.everything(number)
    assert "约好周一见" in lead.everything(number)
    assert "她列了开销" not in theirs.everything(number)

    hours.pass_(days=3)
    tries(town, number, (MONDAY,), fails=False)
    does(town.move(number, "settle", outcome="每月各出一千五，双周由他接送"))
    does(town.move(number, "begin_followup"))
    does(town.follow_up(number, **VISITED))
    refused(town.move(number, "archive"), "跨乡镇联办还没有结束")
    assert not theirs.co_handling(number, "end", {"outcome": "谈好了"}).ok
    does(lead.co_handling(number, "end", {"outcome": "两镇一起谈成，孩子开销有了着落"}))
    assert theirs.sees(number) is None, "what is over is theirs no more"
    assert their_head.sees(number) is None
    does(town.move(number, "archive"))
    assert number in town.archive()
    does(town.follow_up(number, **VISITED))
    filed = town.sees(number)
    assert filed is not None
    assert (filed.state, filed.lead, filed.first_handler) == ("archived", "孙志强", "李敏")
