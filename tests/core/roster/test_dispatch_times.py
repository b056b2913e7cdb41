"""How long a plugin takes to answer: noted, counted, and not waited for by everybody."""

import threading

from core.roster import (
    Gates,
    Kind,
    TimeRecord,
    ask,
    guard,
)
from core.roster.health import SLOW
from core.words import (
    Move,
)
from tests.core.roster.asked import GIVEN, GOOD, INTAKE, a_case
from tests.dummies import a_plugin, a_service, slow


class Watch:
    """A stopwatch that moves when told."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


def test_a_slow_answer_is_used_and_counted(load_only):
    watch = Watch()

    def panels(case, viewer):
        watch.at += SLOW + 1
        return [GOOD["panels"]]

    roster = load_only(
        handed={"tea": a_plugin(a_service("tea"), panels=panels)}, times=TimeRecord(watch=watch)
    )
    answers = ask(roster, "panels", {"tea"}, **GIVEN["panels"])
    assert [fault.kind for fault in answers.faults] == [Kind.SLOW]
    assert answers.values == (("tea", GOOD["panels"]),)
    assert answers.notices(roster) == ()
    (row,) = roster.times.rows()
    assert (row.plugin, row.hook, row.calls, row.seconds) == ("tea", "panels", 1, SLOW + 1)


def test_failures_take_time_too(load_only):
    watch = Watch()

    def panels(case, viewer):
        watch.at += 1
        raise ValueError

    roster = load_only(
        handed={"tea": a_plugin(a_service("tea"), panels=panels)}, times=TimeRecord(watch=watch)
    )
    for _ in range(2):
        ask(roster, "panels", {"tea"}, **GIVEN["panels"])
    assert roster.times.rows()[0].calls == 2
    assert roster.times.rows()[0].slowest == 1


def test_a_hanging_plugin_holds_only_so_many(load_dummies):
    roster = load_dummies("slow", gates=Gates(at_once=2, patience=0))
    slow.GO_ON.clear()
    first = []
    threads = [
        threading.Thread(
            target=lambda: first.append(ask(roster, "suggestions", {"slow"}, intake=INTAKE))
        )
        for _ in range(2)
    ]
    try:
        for thread in threads:
            thread.start()
        for _ in threads:
            assert slow.ENTERED.acquire(timeout=10)
        answers = ask(roster, "suggestions", {"slow"}, intake=INTAKE)
        assert [fault.kind for fault in answers.faults] == [Kind.BUSY]
        assert "正忙" in answers.notices(roster)[0].text
    finally:
        slow.GO_ON.set()
        for thread in threads:
            thread.join(10)
    assert [len(answers.values) for answers in first] == [1, 1]
    assert ask(roster, "suggestions", {"slow"}, intake=INTAKE).values


def test_slowness_blocks_nothing(load_only):
    watch = Watch()

    def objections(case, act):
        watch.at += SLOW + 1

    handed = {"tea": a_plugin(a_service("tea"), objections=objections)}
    roster = load_only(handed=handed, times=TimeRecord(watch=watch))
    answers = guard(roster, {"tea"}, case=a_case("tea"), act=Move.SETTLE)
    assert answers.values == ()
    assert answers.faults[0].kind is Kind.SLOW
