"""What ties cases, people and points together, told on purpose: worked by two towns, kept from
somebody, registered twice and merged, asked to be sealed no longer, with a scan and a mark on it.

None of it follows from a quarrel and its end, so chance would leave each of these pages empty; the
few cases are told through the same commands (T/ZSM 5.3.1, 5.5.2.1, 5.6.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from core import files
from core.cases import attachments, commands
from core.cases.facts import Args
from core.cases.loading import open_case
from core.families.models import Person
from core.sandbox.guarding import Guarding, Shown, ShownStory
from core.sandbox.scans import scanned
from core.words import Move

Acts = Iterator[datetime]

TIED: Final = (
    Shown(
        ago=9, scenario="support_care", course="shared",
        summary="兄妹两家一个在桂花镇、一个在青石镇，母亲轮流照料的日子谈不拢。",
    ),
    Shown(
        ago=7, scenario="marriage_love", course="kept_from", wish="李敏",
        summary="分居想谈探望孩子的事，不想让镇上的亲戚知道她来过。",
    ),
    Shown(
        ago=8, scenario="property", course="twice",
        summary="兄妹为老宅的租金谈不拢，妹妹先来问。",
    ),
    Shown(
        ago=10, scenario="property", course="lowered", alone=True,
        summary="分家时吵起来，有人动手推倒了桌子，没有碰到人，想请人评理。",
    ),
)  # fmt: skip
"""Told beside those of `core.sandbox.guarding`."""
SECOND_TOWN: Final = "town2"
"""Who sits in the other town a case is worked in."""


class Tying(Guarding):
    """The courses of these cases."""

    def _told_at_intake(self) -> Mapping[str, Any]:
        """Return what she asked for at the window beside the matter itself."""
        story = self.story
        if not isinstance(story, ShownStory) or not story.shown.wish:
            return {}
        return {"keep_away": [{"name": story.shown.wish, "relation": "男方的表妹"}]}

    def _shared(self) -> Acts:
        """Worked by two towns on the county's order: the one does its part, the other has not
        answered yet. Who is whose brother is said, a bill scanned, the mother's age marked."""
        desk = self.story.desk
        yield self._later(minutes=40)
        hers, his = self._sides()
        said = {"who": his, "code": "71", "of": hers, "together": False}
        commands.state_kin(self.do(desk), self.number, self._version(), said)
        yield self._later(minutes=20)
        self._scan_hung_on("住院费用清单", "母亲上个月住院的费用，两家各留一份")
        why = {"flag": "elderly", "reason": "母亲八十三岁，一个人住"}
        commands.set_flag(self.do(desk), self.number, self._version(), why)
        yield self._later(days=1)
        self._ordered()
        yield self._later(days=1)
        town = self.do("mediator_town")
        can = {"answer": "working", "text": "周三前上门。"}
        commands.answer_part(town, self.number, self._version(), can)
        yield self._later(days=2)
        town = self.do("mediator_town")
        work = {
            "on": self._today().isoformat(),
            "what": "去哥哥家谈了一次，愿意每月出一半护理费，住处还要再商量。",
            "done": False,
        }
        commands.file_co_work(town, self.number, self._version(), work)

    def _ordered(self) -> None:
        due = (self._today() + timedelta(days=20)).isoformat()
        parts = [
            {
                "point": self.do(login).viewer.current.point.id,
                "account": self.do(login).me,
                "duty": duty,
                "due_on": due,
            }
            for login, duty in (
                ("mediator_town", "上门问哥哥一家能出多少钱、能接几个月。"),
                (SECOND_TOWN, "上门问妹妹一家的住处，看老人愿不愿意去。"),
            )
        ]
        order = {
            "lead": self.do(self.story.desk).me,
            "parts": parts,
            "reason": "兄妹两家分住两个镇，老人的户口在第三个镇。",
        }
        commands.order_co_handling(self.do("head"), self.number, self._version(), order)

    def _scan_hung_on(self, name: str, title: str) -> None:
        desk = self.do(self.story.desk)
        row = files.stage(
            desk.session,
            sender=desk.me,
            name=f"{name}.png",
            content=scanned(),
            at=desk.at,
            quota_mb=desk.settings["files_mb"],
        )
        attachments.attach(desk, self.number, [row.id], title=title)

    def _kept_from(self) -> Acts:
        """Given to the county's own mediator: whom she named learns nothing."""
        yield self._later(minutes=50)
        mediator = self.do("mediator").me
        commands.assign_handler(self.do(self.story.desk), self.number, self._version(), mediator)

    def _twice(self) -> Acts:
        """The brother telephones the next day and is registered again: his two entries are said to
        be one person, and the second case goes on under the first one's number."""
        desk = self.story.desk
        yield self._later(days=1)
        hers, his = self._people(self.number)[:2]
        brother = his.id  # an entry itself belongs to one act only
        raw = {
            "channel": "hotline_12338",
            "scenario": self.story.scenario,
            "summary": "老宅的租金一直由哥哥收，妹妹来问过，哥哥也想说说。",
            "danger_now": "no",
            "services": list(self.story.services),
            "parties": [
                {"role": "applicant", "relation": "self", "name": his.name, "phone": "19900009917",
                 "sex": "M"},
                {"role": "respondent", "relation": "sibling", "name": hers.name, "sex": "F"},
            ],
        }  # fmt: skip
        key = f"sandbox-{self.story.place}-again"
        second = commands.receive(self.do(desk), raw=raw, key=key).number
        yield self._later(minutes=30)
        entry = self._people(second)[0].id
        reason = "电话里核对了老宅的门牌和母亲的名字，是同一个人，换了号码"
        commands.join_persons(self.do(desk), brother, entry, reason)
        yield self._later(minutes=20)
        commands.move(
            self.do(desk),
            second,
            Move.MERGE,
            open_case(self.do(desk), second)[0].case.version,
            Args(reason="同一件事，妹妹先来登记过", into=self.number),
        )
        why = {"flag": "repeated", "reason": "两边先后都来过，去年也谈过一次"}
        commands.set_flag(self.do(desk), self.number, self._version(), why)

    def _people(self, number: str) -> list[Person]:
        """Return whom the window registered in a case, in the order it wrote them."""
        parties = open_case(self.do(self.story.desk), number)[0].parties
        return [person for _party, person in parties if person is not None]

    def _lowered(self) -> Acts:
        """Sealed for one word of the summary; asked alone she says that nobody was hurt, and the
        officer is asked to agree that it is sealed no longer."""
        desk = self.story.desk
        yield self._later(days=2)
        alone = {"alone": True, "danger_now": "no"}
        commands.check_danger(self.do(desk), self.number, self._version(), alone)
        yield self._later(days=2)
        asked = {
            "reason": "登记时写了“动手”，单独问过，说的是推倒桌子，没有人受伤，也不怕对方",
            "second": self.do("officer").me,
        }
        commands.ask_unseal(self.do(desk), self.number, self._version(), asked)


def tied_cases() -> int:
    """Return how many cases these stories open: the one told twice is two."""
    return len(TIED) + sum(one.course == "twice" for one in TIED)
