"""A very small world of our own: two counties, families in each, accounts above both.

Kept apart from the platform's metadata, so that these tables never turn up in a migration.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry, relationship

from core.db import (
    InCounty,
    OfCounty,
    Sealed,
    county_fk,
    county_link,
    county_scope,
    db,
    sealed_column,
)
from core.db.base import NAMING, Base

HERE = "990101"
THERE = "990102"


class Small(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map=Base.registry.type_annotation_map,
    )


class Account(Small):
    """Platform-wide: belongs to no county."""

    __tablename__ = "small_account"
    id: Mapped[str] = mapped_column(String(13), primary_key=True)
    posts: Mapped[list["Post"]] = relationship(back_populates="account")


class Post(InCounty, Small):
    __tablename__ = "small_post"
    account_id: Mapped[str] = mapped_column(ForeignKey("small_account.id"))
    title: Mapped[str]
    account: Mapped[Account] = relationship(back_populates="posts")


class Household(InCounty, Small):
    __tablename__ = "small_household"
    title: Mapped[str]
    members: Mapped[list["Member"]] = county_link(
        "Member.household_id", "Household", back_populates="household"
    )


class Member(InCounty, Small):
    __tablename__ = "small_member"
    __table_args__ = (
        county_fk("small_household", "household_id"),
        county_fk("small_member", "parent_id"),
    )
    household_id: Mapped[str]
    parent_id: Mapped[str | None]
    title: Mapped[str]
    number: Mapped[int] = mapped_column(default=0)
    name_box: Mapped[bytes | None] = sealed_column()
    name = Sealed("name_box")
    answers_box: Mapped[bytes | None] = sealed_column()
    answers = Sealed("answers_box", json=True)
    extra: Mapped[dict[str, Any] | None]
    household: Mapped[Household] = county_link(
        "Member.household_id", "Household", back_populates="members"
    )
    parent: Mapped["Member | None"] = county_link(
        "Member.parent_id",
        "Member",
        back_populates="children",
    )
    children: Mapped[list["Member"]] = county_link(
        "Member.parent_id", "Member", down=True, back_populates="parent"
    )


class Tally(OfCounty, Small):
    """Belongs to a county without an id of its own."""

    __tablename__ = "small_tally"
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    count: Mapped[int]


class Diary(InCounty, Small):
    """Holds moments."""

    __tablename__ = "small_diary"
    at: Mapped[datetime | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """The keys of what `settle` put into each county: first household and its first member."""

    household: dict[str, str]
    member: dict[str, str]
    account: str = "account000001"


def settle(app: Flask) -> World:
    """Create the tables and the same families in both counties; titles begin with the county."""
    household, member = {}, {}
    with app.app_context():
        Small.metadata.create_all(db.engine)
        db.session.add(Account(id=World.__dataclass_fields__["account"].default))
        db.session.commit()
    for county in (HERE, THERE):
        with county_scope(app, county):
            home = Household(title=f"{county} home")
            first = Member(title=f"{county} first", number=1, household=home, name="张三")
            second = Member(title=f"{county} second", number=2, household=home, parent=first)
            post = Post(title=f"{county} post", account_id="account000001")
            db.session.add_all([home, first, second, post, Tally(month="2026-11", count=7)])
            db.session.commit()
            household[county], member[county] = home.id, first.id
    return World(household=household, member=member)
