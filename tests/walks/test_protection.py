"""A wife with a 告诫书, then a protection order (反家庭暴力法 16, 23 to 34; 公通字〔2024〕34号).

Registered by who works her case, seen by them alone; while it binds nobody is brought together.
"""

from __future__ import annotations

import pytest

from tests.walks.conftest import As
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Person, Visit, Who

pytestmark = pytest.mark.postgres
SHE, HE = "许小燕", "孟大海"
NUMBER = "（2026）示0101民保令3号"
HERS = Visit(
    summary="他又动手，派出所给了告诫书",
    scenario="dv",
    people=(
        Person(name=SHE, role="victim", relation="self", phone="13700137001"),
        Person(name=HE, role="alleged", relation="spouse"),
    ),
)


def test_from_the_letter_to_the_order_that_binds(as_: As, house: House) -> None:
    window = as_("desk")
    number = taken_in(window, HERS)
    both = {"protects": Who(SHE), "against": Who(HE)}
    letter = {
        "kind": "warning",
        "stage": "made",
        "on": "2026-11-18",
        "served_on": "2026-11-19",
        "body": "桂花派出所",
    }
    does(window.protect(number, **both, **letter))
    assert number in window.visits(), "the first visit is planned"

    asked = {"kind": "order", "stage": "asked", "on": "2026-11-20", "asked_by": "civil"}
    refused(window.protect(number, **both, **asked), "要按本人的意愿代她申请")
    does(window.protect(number, **both, **asked, urgent=True, wish=True))
    assert "等法院答复" in window.everything(number)

    made = {"kind": "order", "stage": "made", "on": "2026-11-20", "doc_no": NUMBER}
    refused(window.protect(number, **both, **made, until="2027-06-01"), "最长六个月")
    does(window.protect(number, **both, **made, until="2027-05-20", measures=["no_contact"]))
    whole = window.everything(number)
    assert NUMBER in whole, "who works it reads the number"
    case = window.sees(number)
    assert case is not None
    assert case.confidentiality == "C3"
    assert case.is_told("start_attempt", "保护令正在执行")

    # nobody else so much as knows of the case
    for stranger in ("mediator_town", "supervisor", "desk_town"):
        assert as_(stranger).sees(number) is None
        assert not as_(stranger).protect(number, **made, until="2027-05-20").ok

    does(window.protect(number, **both, kind="order", stage="ended", on="2026-11-20"))
    case = window.sees(number)
    assert case is not None
    assert not case.is_told("start_attempt", "保护令正在执行")
