"""What a county has to show of guarding somebody: a scale of each class, an order in each state, a
warning letter with its visits, a letter to another body in each state, a look through the glass;
and what waits this morning: a clue, a case handed down, one reported up.

Chance would leave some of them out in the weeks before a demonstration; these few cases are told on
purpose, through the same commands (妇联规程 6 to 11; 反家庭暴力法 16, 23 to 32; T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from core.audit.models import AccessEntry
from core.cases import commands
from core.cases.danger.classes import GRAVE, LETHAL, LIGHT
from core.cases.danger.scale import ITEMS, SPECIAL
from core.cases.glass import SEEN
from core.cases.loading import open_case
from core.cases.partitions import OTHER_SIDE
from core.clocks import SHANGHAI
from core.roster import Roster
from core.sandbox.means import Means
from core.sandbox.tales import Story, services_for, workday
from core.words import Move

Acts = Iterator[datetime]

FIRST_PLACE = 90_000
"""Where the numbers of these stories begin: far behind those told by chance."""
SAID_YES: Final[Mapping[str, tuple[str, ...]]] = {
    LIGHT: (),
    GRAVE: ("controls", "nobody_else", "watches"),
    LETHAL: ("kill_you", "could_kill", "controls", "die_together", "watches"),
}
FACTS: Final[Mapping[str, Mapping[str, str]]] = {
    LIGHT: {"first_time": "yes", "harm": "none", "real_danger": "no", "threatened": "no"},
    GRAVE: {"first_time": "no", "harm": "injured", "real_danger": "yes", "threatened": "no"},
    LETHAL: {"first_time": "no", "harm": "injured", "real_danger": "yes", "threatened": "yes"},
}
"""The answers that lead to each class."""
DONE: Final[Mapping[str, tuple[str, ...]]] = {
    LIGHT: ("told_police",),
    GRAVE: ("told_police", "police"),
    LETHAL: ("told_police", "police_report"),
}
"""What the window wrote down of the gap sheet at once; the rest stays open for the learner."""
ASKS: Final[Mapping[str, str]] = {
    "示范县民政局": "请核实是否符合临时救助条件，并书面答复。",
    "示范县慈善会": "请看能否资助孩子的学费。",
    "示范县司法局": "请指派法律援助律师。",
    "示范县人民医院": "请安排一次心理门诊。",
    "示范县人力资源和社会保障局": "请推荐就近的岗位。",
}
REPLIES: Final[Mapping[str, str]] = {
    "answered": "已列入本月临时救助，下周发放。",
    "refused": "户口不在本地，不属于我们受理的范围。",
}
LOOKS: Final = (3, 4, 8)
"""Minutes between the pages an emergency look opens: the case, a service of it, the case again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One case told on purpose: how many days ago it came, and how it stands by today.

    ``state`` is the state of the order (``warning`` for a warning letter), ``ends`` how many days
    from today an order ends; ``letters`` are (body, urgency, state). What ``waits`` was reported as
    a clue and nobody has taken it up yet. ``wish`` is whom she does not want to know of it; where
    she is seen ``alone`` nothing is begun that faces both sides.
    """

    ago: int
    scenario: str
    summary: str
    course: str
    desk: str = "desk"
    danger: str = ""
    state: str = ""
    ends: int = 0
    letters: tuple[tuple[str, str, str], ...] = ()
    looked_at: bool = False
    waits: bool = False
    wish: str = ""
    alone: bool = False


SHOWN: Final = (
    Shown(
        ago=18, scenario="dv", course="protected", danger=LIGHT, state="warning",
        summary="吵架时丈夫第一次动了手，推了一把，没有受伤，想让人说说他。",
    ),
    Shown(
        ago=6, scenario="dv", course="protected", danger=GRAVE, state="asked",
        summary="丈夫喝了酒又动手，胳膊青了，想申请保护令。",
    ),
    Shown(
        ago=20, scenario="dv", course="protected", danger=LETHAL, state="made", ends=150,
        summary="男方扬言要命，昨晚动手打伤了她，现在不敢回家。",
    ),
    Shown(
        ago=34, scenario="dv", course="protected", danger=GRAVE, state="made", ends=5,
        summary="分居后男方多次上门打人，已经报过警。",
    ),
    Shown(
        ago=45, scenario="dv", course="protected", danger=GRAVE, state="made", ends=-8,
        summary="丈夫动手打伤了她，住在娘家，要一份保护令。", looked_at=True,
    ),
    Shown(
        ago=16, scenario="dv", course="protected", danger=GRAVE, state="refused",
        summary="男方跟到单位动手拉扯，申请过一次没有准，想再问问。",
    ),
    Shown(
        ago=14, scenario="support_care", course="lettered",
        summary="老人看病欠了钱，孩子的学费也没有着落，三家轮流照料谈不拢。",
        letters=(("示范县民政局", "none", "answered"), ("示范县慈善会", "none", "sent")),
    ),
    Shown(
        ago=18, scenario="marriage_love", course="lettered",
        summary="分居半年，整夜睡不着，又请不起律师，想问怎么办。",
        letters=(("示范县司法局", "days", "sent"), ("示范县人民医院", "none", "received")),
    ),
    Shown(
        ago=15, scenario="property", course="lettered", desk="desk_town",
        summary="分家以后没有收入，老宅又住不了，想找份活干。",
        letters=(("示范县人力资源和社会保障局", "days", "refused"),),
    ),
    Shown(
        ago=1, scenario="support_care", course="reported", desk="village", waits=True,
        summary="老人独居，三个子女好几个月没有来看，邻居请人去问一问。",
    ),
    Shown(
        ago=1, scenario="property", course="sent_down",
        summary="兄弟两家为院墙和老宅的滴水争了几天，都愿意请镇里来看。",
    ),
    Shown(
        ago=1, scenario="support_care", course="sent_up", desk="village",
        summary="父亲出院以后住谁家说不拢，两家都要镇里来主持。",
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownStory(Story):
    """A story with what it is told for."""

    shown: Shown
    day: date


def shown_stories(
    roster: Roster, day: date, shown: Sequence[Shown] = SHOWN
) -> tuple[ShownStory, ...]:
    """Return the cases told on purpose, up to *day*; the same day, the same ones."""
    return tuple(
        ShownStory(
            place=FIRST_PLACE + place,
            start=datetime.combine(
                workday(day - timedelta(days=one.ago), day), time(9, 3 * place), tzinfo=SHANGHAI
            ),
            desk=one.desk,
            worker=one.desk,
            above="head",
            scenario=one.scenario,
            summary=one.summary,
            course=one.course,
            services=_services(roster, one),
            sample=0,
            channel="walk_in",
            danger="yes" if one.danger == LETHAL else "no",
            clue=one.waits,
            haste=5.0 if one.waits else 1.0,
            shown=one,
            day=day,
        )
        for place, one in enumerate(shown)
    )


def _services(roster: Roster, shown: Shown) -> tuple[str, ...]:
    """Return the one service begun at the window."""
    if not shown.alone:
        return services_for(roster, shown.scenario)[:1]
    calm = (name for name, one in roster.services.items() if not one.faces_both_parties)
    return tuple(calm)[:1]


class Guarding(Means):
    """The courses of these cases."""

    def _protected(self) -> Acts:
        """Ask the scale, then take the order or the warning letter as far as it is told."""
        story = self.story
        if not isinstance(story, ShownStory):
            return
        shown = story.shown
        yield self._later(minutes=15)
        self._acknowledged()
        yield self._later(minutes=25)
        self._scaled(story.desk, shown.danger)
        yield self._later(days=1)
        kind = "warning" if shown.state == "warning" else "order"
        urgent = {"urgent": shown.danger == LETHAL} if kind == "order" else {}
        self._step(kind, "asked", asked_by="self", wish=True, **urgent)
        if shown.state == "asked":
            return
        yield self._later(days=2)
        today = self._today().isoformat()
        if shown.state == "refused":
            self._step(kind, "refused", note="没有提交伤情照片，法院说可以补了再来。")
            return
        if kind == "warning":
            self._step(kind, "made", served_on=today, body="示范县公安局桂花派出所")
            yield self._later(days=4)
            self._visited(story.desk)
            return
        until = story.day + timedelta(days=shown.ends)
        self._step(
            kind,
            "made",
            until=until.isoformat(),
            measures=["no_violence", "no_contact"],
            order_served_on=today,
            body="示范县人民法院",
        )
        yield self._later(days=6)
        self._visited(story.desk)
        if shown.looked_at:
            yield from self._looked_at(story)

    def _step(self, kind: str, stage: str, **more: Any) -> None:
        """Register a step of an order or a warning letter."""
        desk = self.do(self.story.desk)
        sides = self._sides()
        raw = {"kind": kind, "protects": sides[0], "against": sides[1], "stage": stage}
        raw |= {"on": self._today().isoformat(), **more}
        commands.file_protection(desk, self.number, self._version(), raw)

    def _looked_at(self, story: ShownStory) -> Acts:
        """Two days before today the officer opens the case for the police, and leaves it again."""
        self.at = datetime.combine(story.day - timedelta(days=2), time(21, 10), tzinfo=SHANGHAI)
        yield self.at
        raw = {
            "number": self.number,
            "ground": "authority",
            "reason": "派出所夜里来电，要核实保护令还在不在，窗口和负责人都联系不上。",
            "stranger": "yes",
        }
        glass = commands.break_glass(self.do("officer"), raw).id
        for minutes in LOOKS:
            self.at += timedelta(minutes=minutes)
            yield self.at
            self._seen()
        self.at += timedelta(minutes=20)
        yield self.at
        commands.close_glass(self.do("officer"), glass)

    def _seen(self) -> None:
        """Write down one page looked at, in the transaction of the act: the log's own one would
        wait for it where only one writes at a time."""
        officer = self.do("officer")
        case = open_case(officer, self.number)[0].case
        officer.session.add(
            AccessEntry(account_id=officer.me, action=SEEN, target=f"case:{case.id}", at=officer.at)
        )

    def _lettered(self) -> Acts:
        """Send each letter and register what came back."""
        story = self.story
        if not isinstance(story, ShownStory):
            return
        for receiver, urgency, state in story.shown.letters:
            yield self._later(days=1)
            letter = self._sent(receiver, urgency)
            if state == "sent":
                continue
            yield self._later(days=1)
            self._replied(letter, "received")
            if state != "received":
                yield self._later(days=3)
                signed = "".join((receiver, "办公室"))
                self._replied(letter, state, text=REPLIES[state], signed_by=signed)

    def _sent_down(self) -> Acts:
        """Hand it to the town an hour later; it waits to be taken in."""
        yield self._later(minutes=60)
        town = self.do("desk_town").viewer.current.point.id
        self._move(self.story.desk, Move.ASSIGN_DOWN, to=town, reason="双方都在桂花镇，请就近调处")

    def _sent_up(self) -> Acts:
        """Report it up by the wish of both; the town has not taken it in yet."""
        yield self._later(minutes=60)
        why = "双方都要镇里来主持"
        self._move(self.story.desk, Move.ESCALATE, waiver="party_wish", reason=why)

    def _sent(self, receiver: str, urgency: str) -> str:
        raw = {
            "to": receiver,
            "party": self._sides()[0],
            "asks": ASKS[receiver],
            "urgency": urgency,
            "basis": "consent",
            "consent_on": self._today().isoformat(),
            "told": "yes",
            "accused": "no",
            "way": "hand",
        }
        desk = self.do(self.story.desk)
        return commands.send_referral(desk, self.number, self._version(), raw).id

    def _replied(self, letter: str, stage: str, **more: str) -> None:
        raw = {"stage": stage, "on": self._today().isoformat(), **more}
        desk = self.do(self.story.desk)
        commands.answer_referral(desk, self.number, letter, self._version(), raw)

    def _sides(self) -> tuple[str, str]:
        """Return one party of her side and one of the other."""
        people = open_case(self.do(self.story.desk), self.number)[0].parties
        hers = next(party.id for party, _who in people if party.role not in OTHER_SIDE)
        his = next(party.id for party, _who in people if party.role in OTHER_SIDE)
        return hers, his

    def _scaled(self, login: str, found: str) -> None:
        """Ask the scale, so that it finds a class, and write down what was done of its sheet."""
        yes = set(SAID_YES[found])
        said = {name: "yes" if name in yes else "no" for name in (*ITEMS, *SPECIAL)}
        raw = {"who": self._sides()[0], "alone": "yes", **FACTS[found], **said}
        commands.file_scale(self.do(login), self.number, self._version(), raw)
        for line in DONE[found]:
            done = {"line": line, "how": "done", "on": self._today().isoformat()}
            done["note"] = "窗口当面办的"
            commands.file_safety_measure(self.do(login), self.number, self._version(), done)
