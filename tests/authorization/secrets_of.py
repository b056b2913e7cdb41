"""Six things somebody may not see, each as the difference between two worlds."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from core.cases.models import CaseBarrier, CaseFile, Party, Record
from core.clocks import now
from core.clocks.models import ClockRow
from core.db import db
from core.families.models import Person
from core.forms.models import revision_of
from tests.authorization.cast import NEIGHBOUR, Sketch
from tests.authorization.twoworld import Secret
from tests.authorization.world import World, number_of, put_case

PEOPLE = (
    ("欧阳雪", "13912345678", "110105199003074579"),
    ("林小满", "13811112222", ""),
)


def _sealed(app: Flask, world: World) -> None:
    """A sealed case at the viewers' own point, with a hop, a task and a clock in their way; an
    open case they know is its next episode."""
    placed = put_case(
        world,
        Sketch(
            sealed=True,
            first="desk_town_2",
            handler="handler_town_2",
            items={"mediation": "handler_town_2"},
            named={"desk_town_2": "first_handler", "handler_town_2": "handler"},
            pending="county",
            pending_to="handler_town_2",
            state="assigned",
        ),
        number_of("hidden"),
        parties=PEOPLE,
        summary="不能让别人知道的事",
    )
    _clock(world, placed.case_id)
    known = db.session.scalars(
        select(CaseFile).where(CaseFile.number == world.cases["own_town"].number)
    ).one()
    known.previous_id = placed.case_id


def _clock(world: World, case_id: str) -> None:
    db.session.add(
        ClockRow(
            case_id=case_id,
            owner_id=world.accounts["desk_town"],
            code="accept_by",
            title="接收期限",
            citation="县内规定",
            unit="workdays",
            length=1,
            started_at=now(),
            due_at=now() + timedelta(days=1),
        )
    )


def _barred(app: Flask, world: World) -> None:
    """A case that must be kept from these very people and from their point."""
    placed = put_case(
        world,
        Sketch(
            first="desk_town_2",
            handler="handler_town_2",
            items={"mediation": "handler_town_2", "psych": None},
            barred=("head", "admin", "supervisor", "psychologist"),
            barred_points=("town",),
            pending="town",
            state="assigned",
        ),
        number_of("hidden"),
        parties=PEOPLE,
    )
    _clock(world, placed.case_id)


def _far(app: Flask, world: World) -> None:
    """The same people in the county next door."""
    put_case(
        world,
        Sketch(
            holder="county",
            first="neighbour_desk",
            handler="neighbour_desk",
            items={"mediation": "neighbour_desk"},
            county=NEIGHBOUR,
        ),
        number_of("hidden", NEIGHBOUR),
        parties=PEOPLE,
    )


def _note(app: Flask, world: World) -> None:
    """The counsellor's own note on a case the viewer works himself, and what the other side said
    alone in a sitting."""
    placed = world.cases["escalated_county"]
    other = Party(case_id=placed.case_id, position=1, role="respondent", relation="spouse")
    db.session.add(other)
    db.session.flush()
    _told(app, world, "psych.note", {"note": "平静"}, author_only=True)
    _told(app, world, "psych.session", {"summary": "平静"}, about=other.id)


def _told(app: Flask, world: World, key: str, data: dict[str, Any], **circle: Any) -> None:
    """File what the psychologist was told, for a circle of its own."""
    form = app.extensions["jiahe.roster"].services["psych"].form(key)
    placed = world.cases["escalated_county"]
    db.session.add(
        Record(
            case_id=placed.case_id,
            item_id=placed.items["psych"],
            form=form.key,
            form_version=form.version,
            revision=revision_of(form, db.session()),
            author_id=world.accounts["psychologist"],
            data=data,
            seq=2,
            filed_at=now(),
            **circle,
        )
    )


def _other_note(app: Flask, world: World) -> None:
    record = db.session.scalars(select(Record).where(Record.author_only.is_(True))).one()
    record.data = {"note": "她说欧阳雪昨天又来过，电话 13912345678，哭了", "client": "x" * 13}
    record = db.session.scalars(select(Record).where(Record.form == "psych.session")).one()
    record.data = {"summary": "他说欧阳雪昨天又来过，电话 13912345678", "came": "came"}


def _hidden_place(app: Flask, world: World) -> None:
    """Where somebody lives and how to reach her safely; and the phone in a sealed case."""
    for person in db.session.scalars(
        select(Person).join(
            Party, (Party.county_id == Person.county_id) & (Party.person_id == Person.id)
        )
    ):
        person.address = "桂花镇后塘村 13912345678"
        person.address_secret = True
        person.safe_contact = {"way": "欧阳雪转告", "hours": "10-11"}
    for person in db.session.scalars(
        select(Person)
        .join(Party, (Party.county_id == Person.county_id) & (Party.person_id == Person.id))
        .join(
            CaseFile,
            (CaseFile.county_id == Party.county_id) & (CaseFile.id == Party.case_id),
        )
        .where(CaseFile.number == world.cases["sealed_waiting"].number)
    ):
        person.phone, person.name = "13912345678", "欧阳雪"


def _colleague(app: Flask, world: World) -> None:
    """The family of a case they see the process of wished that a colleague never learns of it."""
    number = world.cases["own_town"].number
    case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
    db.session.add(
        CaseBarrier(
            case_id=case.id,
            kind="keep_away",
            account_id=world.accounts["handler_town"],
            since=now(),
        )
    )


SECRETS: dict[str, Secret] = {
    one.name: one
    for one in (
        Secret(
            name="sealed",
            viewers=("desk_town", "admin", "head"),
            hide=_sealed,
            number=number_of("hidden"),
        ),
        Secret(
            name="barred",
            viewers=("desk_town", "head", "admin"),
            hide=_barred,
            number=number_of("hidden"),
        ),
        Secret(
            name="far",
            viewers=("desk",),
            hide=_far,
            number=number_of("hidden", NEIGHBOUR),
            county=NEIGHBOUR,
        ),
        Secret(name="note", viewers=("mediator",), hide=_other_note, common=_note),
        Secret(name="colleague", viewers=("head_town",), hide=_colleague),
        Secret(name="place", viewers=("desk", "head_town"), hide=_hidden_place),
    )
}
