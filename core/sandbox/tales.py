"""What the practice county's cases are about: two years of them, none of them real.

A story says where a case is received, what it is about and which way it will go; how far it has
gone by today follows from when it began (T/ZSM 5.2, annex B).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from core.clocks import SHANGHAI
from core.points.hotlines import CountyLine, lines_in
from core.points.partners import Partner, partners_in
from core.points.settings import Campaign
from core.roster import Roster
from core.sandbox.words import SAID

SEED = 990101
MONTHS = 24
SPAN = 730
"""Days the stories go back."""
RECENT = 30
"""Days that are told before the doors open: what a desk has in hand today."""
SCENARIOS = (
    ("marriage_love", 30), ("property", 21), ("support_care", 16), ("parenting", 11),
    ("family_mental", 8), ("dv", 9), ("minor", 5),
)  # fmt: skip
CHANNELS = (
    ("walk_in", 56), ("phone", 13), ("hotline_12338", 9), ("grid", 9), ("police_weekly", 5),
    ("registry", 4), ("online", 4),
)  # fmt: skip
COURSES = (
    ("settled", 52), ("answered", 20), ("second_try", 9), ("up", 7), ("failed", 5),
    ("withdrawn", 4), ("meeting", 2), ("declined", 1),
)  # fmt: skip
"""How a dispute goes: settled at once, at the second try, after it was reported up, or not."""
WINDOW_ONLY = (("answered", 55), ("withdrawn", 25), ("declined", 20))
"""What a neighbour county of one window does by itself."""
GUARDED = frozenset({"dv", "minor"})
"""Situations that are sealed: kept by who received them and handed to those who protect."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One practice case. ``worker`` is the login that works it where it was sent, ``above`` whom it
    is reported up to; ``haste`` stretches or shortens the time between two acts,
    ``danger`` is what was answered about it where that does not follow from the situation."""

    place: int
    start: datetime
    desk: str
    worker: str
    above: str
    scenario: str
    summary: str
    course: str
    services: tuple[str, ...]
    sample: int
    channel: str
    campaign: str = ""
    clue: bool = False
    warning: str = ""
    thanks: str = ""
    haste: float = 1.0
    danger: str = ""


HOTLINES: Final[list[CountyLine]] = lines_in(
    ("桂花派出所 0000-1234501", "县救助管理站 0000-1234502")
)
"""Numbers of the practice county's own; nobody answers them."""
PARTNERS: Final[list[Partner]] = partners_in(
    (
        "公安 示范县公安局",
        "公安 示范县公安局桂花派出所",
        "法院 示范县人民法院",
        "检察院 示范县人民检察院",
        "司法行政 示范县司法局",
        "民政 示范县民政局",
        "残联 示范县残疾人联合会",
        "妇联 示范县妇女联合会",
        "医院 示范县人民医院",
        "教育 示范县教育局",
        "人社 示范县人力资源和社会保障局",
        "慈善 示范县慈善会",
    )
)
"""The bodies the practice county writes to."""


def campaigns(day: date) -> list[Campaign]:
    """Return the winter and spring campaigns of the years the stories go back."""
    found: list[Campaign] = []
    for year in range(day.year - 2, day.year + 1):
        winter = {"first": f"{year}-12-10", "last": f"{year + 1}-03-05"}
        found.append({"name": f"{year + 1}年元旦春节大走访", **winter})  # type: ignore[typeddict-item]  # two of three keys
        month = {"first": f"{year}-10-20", "last": f"{year}-11-25"}
        found.append({"name": f"{year}年秋季婚姻家庭排查", **month})  # type: ignore[typeddict-item]  # as above
    return found


def stories(
    roster: Roster,
    day: date,
    count: int,
    desks: tuple[tuple[str, str, str], ...],
    courses: tuple[tuple[str, int], ...] = COURSES,
) -> tuple[Story, ...]:
    """Return *count* stories up to *day* in a fixed order; the same seed and day, the same ones.

    *desks* are (who receives, who works it, who is above) of every place, the county studio first.
    """
    table = tuple(one for one in SCENARIOS if len(desks) > 1 or one[0] not in GUARDED)
    by_scenario = {
        scenario: _services(roster, scenario, guarded=scenario in GUARDED) or tuple(roster.services)
        for scenario, _weight in table
    }
    suggested = {name for names in by_scenario.values() for name in names}
    # what no situation alone suggests is asked for by those who care for somebody
    by_scenario["support_care"] += tuple(name for name in roster.services if name not in suggested)
    runs = campaigns(day)
    sitting = frozenset(
        name for name, one in roster.services.items() if any(step.sitting for step in one.steps)
    )
    return tuple(
        _story(place, day, desks, table, by_scenario, sitting, runs, courses)
        for place in range(count)
    )


def _services(roster: Roster, scenario: str, *, guarded: bool) -> tuple[str, ...]:
    """Return the services whose rules suggest them for a situation and may be opened on it."""
    return tuple(
        name
        for name, service in roster.services.items()
        if any(scenario in rule.scenarios for rule in service.suggests)
        and not (guarded and service.faces_both_parties)
    )


def services_for(roster: Roster, scenario: str) -> tuple[str, ...]:
    """Return what may be opened for a situation, what is suggested for it first."""
    suggested = _services(roster, scenario, guarded=scenario in GUARDED)
    return suggested or tuple(
        name
        for name, one in roster.services.items()
        if not (scenario in GUARDED and one.faces_both_parties)
    )


def _pick(random: Random, table: tuple[tuple[str, int], ...]) -> str:
    return random.choices([one for one, _ in table], [weight for _, weight in table])[0]


def _story(
    place: int,
    day: date,
    desks: tuple[tuple[str, str, str], ...],
    table: tuple[tuple[str, int], ...],
    services: dict[str, tuple[str, ...]],
    sitting: frozenset[str],
    runs: list[Campaign],
    courses: tuple[tuple[str, int], ...],
) -> Story:
    random = Random(SEED + place)  # noqa: S311  practice data, no secret
    began = workday(day - timedelta(days=_days_ago(random, place)), day)
    start = datetime.combine(
        began, time(8 + random.randrange(9), random.randrange(60)), tzinfo=SHANGHAI
    )
    scenario = _pick(random, table)
    # the studio, then the first town and its village, have more than the others
    weights = [18, 16, 14, *([4] * (len(desks) - 3))][: len(desks)]
    desk, worker, above = random.choices(desks, weights)[0]
    course = "guarded" if scenario in GUARDED else _pick(random, courses)
    at_county = desk == desks[0][0]
    if course == "meeting":
        desk, worker, above = desks[0]
    elif course == "up" and above in ("desk", "head"):
        course = "settled"
    towns = [one[1] for one in desks if one[2] == "desk"]
    if at_county and towns:
        worker = random.choice(towns)
    running = [one["name"] for one in runs if one["first"] <= began.isoformat() <= one["last"]]
    campaign = running[0] if running and not at_county and random.random() < 0.3 else ""
    known = services[scenario]
    if course in ("up", "meeting"):
        # what sits down goes up with the quarrel; a meeting sits at another table
        fit = tuple(name for name in known if (name in sitting) is (course == "up"))
        known, course = (fit, course) if fit else (known, "settled")
    wanted = [random.choice(known)] if known else []
    if course not in ("answered", "guarded") and len(known) > 1 and random.random() < 0.12:
        wanted = sorted({*wanted, random.choice(known)}, key=known.index)
    return Story(
        place=place,
        start=start,
        desk=desk,
        worker=worker,
        above=above,
        scenario=scenario,
        summary=random.choice(SAID[scenario]),
        course=course,
        services=tuple(wanted),
        sample=random.randrange(60),
        channel="door_visit" if campaign else _pick(random, CHANNELS),
        campaign=campaign,
        # only who holds every post of a small place reports and receives
        clue=desk == worker and course == "settled" and random.random() < 0.15,
        warning=_warning(random, scenario),
        thanks=random.choice(("", "", "", "", "", "", "banner", "letter", "spoken"))
        if random.random() < 0.4
        else "",
        haste=random.uniform(0.6, 1.6),
    )


def _warning(random: Random, scenario: str) -> str:
    if scenario in GUARDED:
        return random.choice(("red", "orange", "orange"))
    return random.choice(("yellow", "yellow", "orange")) if random.random() < 0.14 else ""


def _days_ago(random: Random, place: int) -> int:
    """Return how long ago: every tenth is of late, and the further back the fewer."""
    if place % 10 == 0:
        return 1 + random.randrange(RECENT)
    while True:
        back = RECENT + 1 + random.randrange(SPAN - RECENT)
        if random.random() < 1.0 - 0.45 * back / SPAN:
            return back


def workday(wanted: date, last: date) -> date:
    """Return the day, or the Monday after a weekend; never later than *last*."""
    late = wanted + timedelta(days=max(0, 7 - wanted.weekday()) if wanted.weekday() > 4 else 0)
    return late if late < last else wanted
