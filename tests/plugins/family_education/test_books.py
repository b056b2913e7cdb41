"""The registers' own rules, what is printed from them, and what they add up to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.words import CountedEntry, EntryContext, EntryView, Objection
from plugins.family_education import counting_books
from plugins.family_education.papers import ENTRIES
from plugins.family_education.registers import (
    COURSES,
    EVENTS,
    HONOURS,
    POINTS,
    REGISTERS,
    RULES,
    VOLUNTEERING,
)
from plugins.family_education.registers.honours import after_decision, after_review
from plugins.family_education.registers.points import balance
from tests.plugins.counting import NOVEMBER
from tests.plugins.simulator import TODAY

DAY, TOMORROW = TODAY.isoformat(), (TODAY + timedelta(days=1)).isoformat()


def entry(register, data, *, stage="", on=TODAY, acts=(), entry_id="e1"):
    return EntryView(
        id=entry_id,
        register=register.name,
        on=on,
        number="桂花活字〔2026〕1号",
        stage=stage,
        point="桂花村服务点",
        data=data,
        acts=acts,
        names={"s1": "秦朗"},
    )


def codes(found: tuple[Objection, ...]) -> set[str]:
    return {one.code for one in found}


def asked(check, data, **more):
    return codes(check(EntryContext(data=data, today=TODAY, **more)))


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        ({"on": DAY, "heads": 10, "women": 6, "men": 4}, set()),
        ({"on": DAY, "heads": 10, "women": 6, "men": 5}, {"parts"}),
        ({"on": DAY, "women": 1}, {"parts"}),
        ({"on": TOMORROW, "heads": 10}, {"not_held"}),
        ({"on": TOMORROW}, set()),
    ],
)
def test_an_event_counts_heads_once_it_was_held(data, refused):
    assert asked(EVENTS.check, data) == refused


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        ({"kind": "team", "on": DAY, "people": [{"staff": "s1"}]}, set()),
        ({"kind": "team", "on": DAY}, {"nobody"}),
        ({"kind": "team", "on": TOMORROW}, set()),
        ({"kind": "team", "on": TOMORROW, "people": [{"staff": "s1"}]}, {"not_held"}),
        ({"kind": "parents", "on": DAY}, set()),
    ],
)
def test_a_training_says_who_was_there(data, refused):
    assert asked(COURSES.check, data) == refused


@pytest.mark.parametrize("register", [VOLUNTEERING, RULES])
def test_what_is_not_yet_is_not_written(register):
    assert asked(register.check, {"on": DAY}) == set()
    assert asked(register.check, {"on": TOMORROW}) == {"future_date"}


HONOUR = {"household": "林家", "kind": "fairest", "on": DAY, "agreed": True, "story": "好"}


def test_nobody_is_honoured_unasked_or_twice():
    earlier = entry(HONOURS, HONOUR, stage="awarded", entry_id="e0")
    assert asked(HONOURS.check, HONOUR) == set()
    assert asked(HONOURS.check, HONOUR | {"agreed": False}) == {"not_asked"}
    assert asked(HONOURS.check, HONOUR | {"on": TOMORROW}) == {"future_date"}
    assert asked(HONOURS.check, HONOUR, others=(earlier,)) == {"twice"}
    for other in (
        replace(earlier, stage="not_passed"),
        replace(earlier, data=HONOUR | {"kind": "yard"}),
        replace(earlier, on=date(TODAY.year - 1, 5, 1)),
    ):
        assert asked(HONOURS.check, HONOUR, others=(other,)) == set()


@pytest.mark.parametrize(("agreed", "stage"), [(6, "reviewed"), (5, "not_passed")])
def test_more_than_half_agree(agreed, stage):
    said = {"on": DAY, "present": 10, "agreed": agreed}
    view = entry(HONOURS, HONOUR, stage="nominated")
    assert after_review(EntryContext(data=said, today=TODAY, entry=view)) == stage
    assert asked(HONOURS.act("review").check, said, entry=view) == set()
    assert asked(HONOURS.act("review").check, said | {"agreed": 11}, entry=view) == {
        "more_than_present"
    }
    assert asked(HONOURS.act("review").check, said | {"on": TOMORROW}, entry=view) == {"order"}


def test_posted_long_enough_and_decided_afterwards():
    view = entry(HONOURS, HONOUR, stage="reviewed", acts=(("review", {"on": "2026-11-10"}),))
    post = HONOURS.act("post").check
    posted = {"since": "2026-11-10", "until": "2026-11-14", "where": "村务栏"}
    assert asked(post, posted, entry=view) == set()
    assert asked(post, posted | {"until": "2026-11-13"}, entry=view) == {"too_short"}
    assert asked(post, posted, entry=view, settings={"posted_days": 7}) == {"too_short"}
    assert asked(post, posted | {"since": "2026-11-09"}, entry=view) == {"before_review"}
    stands = replace(view, stage="posted", acts=(*view.acts, ("post", posted)))
    decide = HONOURS.act("decide").check
    assert asked(decide, {"on": "2026-11-14"}, entry=stands) == {"still_posted"}
    assert asked(decide, {"on": "2026-11-15"}, entry=stands) == set()
    assert asked(decide, {"on": TOMORROW}, entry=stands) == {"future_date"}
    for said, stage in ((True, "awarded"), (False, "not_passed")):
        assert after_decision(EntryContext(data={"awarded": said}, today=TODAY)) == stage


EARNED = {"household": "赵家", "on": DAY, "kind": "earn", "points": 10, "rule": "劝和"}
SPENT = {"household": "赵家", "on": DAY, "kind": "redeem", "points": 4, "goods": "洗衣液"}


def test_points_only_ever_come():
    earned = entry(POINTS, EARNED)
    assert asked(POINTS.check, EARNED | {"points": 12}, entry=earned) == set()
    for lower in (
        EARNED | {"points": 9},
        EARNED | {"kind": "redeem", "points": 1},
        EARNED | {"household": "钱家"},
    ):
        assert "lowered" in asked(POINTS.check, lower, entry=earned)
    assert asked(POINTS.voids, {"reason": "写错"}, entry=earned) == set()
    old = replace(earned, on=TODAY - timedelta(days=1))
    assert asked(POINTS.voids, {"reason": "吵架了"}, entry=old) == {"earned"}
    assert asked(POINTS.voids, {"reason": "写错"}, entry=replace(old, data=SPENT)) == set()
    numbers = [one for form in (*POINTS.forms, *RULES.forms) for one in form.fields]
    assert all(one.minimum == 1 for one in numbers if one.name == "points"), "none takes away"


def test_nobody_redeems_more_than_there_is():
    earned = entry(POINTS, EARNED)
    assert asked(POINTS.check, SPENT, others=(earned,)) == set()
    assert asked(POINTS.check, SPENT | {"points": 11}, others=(earned,)) == {"too_much"}
    assert asked(POINTS.check, SPENT) == {"too_much"}
    assert asked(POINTS.check, SPENT | {"on": TOMORROW}, others=(earned,)) == {"future_date"}
    more = replace(earned, acts=(("appeal", {"on": DAY}), ("answer", {"points": 5})))
    assert balance((more, entry(POINTS, SPENT, entry_id="e2"))) == 11


def test_an_appeal_is_answered_after_it_came():
    view = entry(POINTS, EARNED, acts=(("appeal", {"on": DAY}),))
    answer = POINTS.act("answer").check
    assert asked(answer, {"on": DAY, "outcome": "kept"}, entry=view) == set()
    early = {"on": (TODAY - timedelta(days=1)).isoformat(), "outcome": "kept"}
    assert asked(answer, early, entry=view) == {"order"}


EVENING = {"title": "手机怎么管", "on": DAY, "type": "talk", "topics": ["family"], "heads": 9}
DECIDED = {"on": DAY, "by": "县妇联", "awarded": True}
COURSE = {
    "title": "调解员培训",
    "kind": "team",
    "on": DAY,
    "hours": 8,
    "lessons": [{"at": f"{DAY}T09:00+08:00", "what": "怎样听", "who": "秦朗"}],
    "people": [{"staff": "s1", "group": "staff", "halves": 2}, {"name": "小周"}],
}


@pytest.mark.parametrize(
    ("name", "view", "says"),
    [
        ("events.sign_in", entry(EVENTS, EVENING | {"planned": 3}), ("手机怎么管", "3")),
        ("events.summary", entry(EVENTS, EVENING | {"women": 5}), ("9 人（妇女 5 人）", "家庭观")),
        ("courses.schedule", entry(COURSES, COURSE), ("怎样听", "8 学时")),
        ("courses.sign_in", entry(COURSES, COURSE), ("秦朗", "小周")),
        (
            "honours.posting",
            entry(HONOURS, HONOUR, acts=(("post", {"since": DAY, "until": DAY}),)),
            ("林家", "最美家庭", "公示期"),
        ),
        (
            "honours.certificate",
            entry(HONOURS, HONOUR, stage="awarded", acts=(("decide", DECIDED),)),
            ("林家家庭", "最美家庭", "县妇联"),
        ),
    ],
)
def test_what_is_printed(name, view, says):
    data = ENTRIES[name](view)
    assert data["office"] == "桂花村服务点"
    for word in says:
        assert word in str(data), word


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("events.summary", entry(EVENTS, {k: v for k, v in EVENING.items() if k != "heads"})),
        ("courses.schedule", entry(COURSES, {"title": "课"})),
        ("honours.posting", entry(HONOURS, HONOUR, stage="reviewed")),
        ("honours.certificate", entry(HONOURS, HONOUR, stage="not_passed")),
    ],
)
def test_nothing_is_printed_of_what_was_not(name, view):
    with pytest.raises(LookupError):
        ENTRIES[name](view)


def test_every_declared_sheet_has_a_collector():
    declared = {f"{one.name}.{kind.name}" for one in REGISTERS for kind in one.papers}
    assert declared == ENTRIES.keys()


def counted(register, point=0, level="town", stage="", chosen=None, rows=None, **answers):
    return register.name, CountedEntry(
        on=TODAY,
        stage=stage,
        level=level,
        point=point,
        answers=answers,
        chosen={name: frozenset(values) for name, values in (chosen or {}).items()},
        rows=rows or {},
    )


def trained(**row):
    return {"people": ({"group": "staff"} | row,)}


BOOKED = (
    counted(
        EVENTS,
        1,
        "village",
        heads=40,
        women=30,
        men=6,
        type="talk",
        chosen={"topics": ["family", "law"]},
    ),
    counted(EVENTS, 1, "village", heads=10, children=4, chosen={"topics": ["love", "birth"]}),
    counted(EVENTS, 2, "town", heads=5, chosen={"topics": ["safety"]}),
    counted(EVENTS, 3, "village", chosen={"topics": ["family"]}),
    counted(COURSES, kind="parents", hours=2),
    counted(COURSES, kind="alone", hours=50, rows=trained(staff=1, halves=40)),
    counted(COURSES, kind="team", hours=24, rows=trained(staff=1, halves=6)),
    counted(COURSES, kind="team", hours=16, rows=trained(staff=1, halves=4)),
    counted(COURSES, kind="team", hours=16, rows=trained(staff=2, halves=9)),
    counted(COURSES, kind="team", hours=8, rows=trained(name=3, group="volunteer", halves=4)),
    counted(VOLUNTEERING, kind="visit", hours=3, rows={"people": ({"name": 3}, {"staff": 1})}),
    counted(VOLUNTEERING, kind="visit", hours=2, rows={"people": ({"name": 3},)}),
    counted(HONOURS, stage="awarded", kind="fairest"),
    counted(HONOURS, stage="posted", kind="fairest"),
    counted(POINTS, kind="earn", points=5),
    counted(POINTS, kind="redeem", points=5),
)


@pytest.fixture
def told(monkeypatch):
    def entries(register, service, period):
        return tuple(one for name, one in BOOKED if name == register.name)

    monkeypatch.setattr(counting_books, "entries_counted", entries)
    monkeypatch.setattr(counting_books, "points_counted", lambda level: 87)
    return {
        one.code.removeprefix("family_education."): (one.numerator, one.denominator)
        for one in counting_books.figures(NOVEMBER)
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("events", (3, None)),
        ("event_heads", (55, None)),
        ("event_women", (30, None)),
        ("event_children", (4, None)),
        ("event_men", (6, None)),
        ("event_talk", (1, None)),
        ("event_camp", (0, None)),
        ("course_team", (4, None)),
        ("served_visit", (2, None)),
        ("three_views", (2, None)),
        ("topic_family", (1, None)),
        ("villages", (1, 87)),
        ("courses", (5, None)),
        ("course_hours", (66, None)),
        ("trainees", (4, None)),
        ("trained", (2, 3)),
        ("services", (2, None)),
        ("service_hours", (8, None)),
        ("volunteers", (1, 2)),
        ("honours", (1, None)),
        ("honour_fairest", (1, None)),
        ("points", (1, None)),
    ],
)
def test_what_the_registers_add_up_to(told, code, expected):
    assert told[code] == expected
