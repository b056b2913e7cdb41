"""When the two sides may be brought together, and who has to have said yes.

The hard stops 1 and 2 stand here; nobody can override them (人民调解法 17, 反家庭暴力法 29,
妇联规程 9 to 11).
"""

from __future__ import annotations

from core.cases.danger.classes import GRAVE
from core.cases.facts import Args, Facts
from core.cases.guards.refusing import MEDIATION_17, WOMEN_10, WOMEN_11, closed_to_both, no
from core.words import Objection

ORDER_29 = "反家庭暴力法第29条"
WOMEN_9 = "全国妇联受理家庭暴力投诉工作规程第9–11条"


def no_open_attempt(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """An attempt that was begun is ended first."""
    if not facts.attempt_open:
        return ()
    return no("这次调处还没有记结果", "附录 B", "attempt_open")


def stop_one(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Hard stop 1, and a protection order that binds: no joint sitting, no override."""
    if facts.view.order_in_force:
        return no("保护令正在执行：不得安排双方见面或调解", ORDER_29, "order_in_force")
    if not facts.view.stop_one:
        return ()
    return no("有现实危险：不劝和、不调解，先保护人、报警、报上一级妇联", WOMEN_11, "stop_one")


def nobody_refused(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Hard stop 2: a clear refusal of any party ends joint work; in words that tell of no party.
    A second report of violence stops it in the same words: why is not for everybody here."""
    if not closed_to_both(facts):
        return ()
    return no("不符合调解受理条件，不能再调", MEDIATION_17, "stop_two")


def danger_cleared(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Danger unknown or not askable: joint work waits until she was asked alone."""
    if facts.view.danger == "no" or facts.danger_cleared:
        return ()
    return no("还没有单独问清是否有危险", WOMEN_9, "danger_unknown")


def class_allows(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Injury, real danger or repeated violence: nobody is sat down with the other side. Work with
    one of them goes on; the gravest class is hard stop 1."""
    present = [party for party in facts.view.parties if party.id in args.present]
    if facts.danger_class != GRAVE or (len(present) < 2 and not args.sitting):
        return ()
    return no("有伤、有现实危险或者反复施暴，不安排双方坐到一起", WOMEN_10, "class_grave")


def present_named(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Only dated attempts and meetings that name who was present count."""
    if args.preview:
        return ()
    found: list[tuple[str, str, str]] = []
    if not args.present:
        found.append(("请写明到场的人", "present_missing", "present"))
    if args.on is None:
        found.append(("请写日期", "date_missing", "on"))
    elif facts.today is not None and args.on > facts.today:
        found.append(("日期还没有到", "date_to_come", "on"))
    return tuple(
        Objection(text=text, citation="附录 B", code=code, field_name=name)
        for text, code, name in found
    )


def present_agreed(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A sitting needs the recorded yes of each party present; a contact with one does not."""
    if args.preview:
        return ()
    present = [party for party in facts.view.parties if party.id in args.present]
    if len(present) < 2:
        return ()
    return tuple(
        Objection(
            text="%(name)s 还没有表示同意",
            citation=MEDIATION_17,
            code="no_yes",
            values={"name": facts.names.get(party.id, "当事人")},
        )
        for party in present
        if party.willing != "agreed"
    )
