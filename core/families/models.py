"""Tables of the person register. Names and numbers are sealed; search runs over keyed tokens."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, OfCounty, Sealed, county_fk, sealed_column


class Person(InCounty, Base):
    """A person known to a county. Nothing but a name (or 未透露) is ever required: an id number is
    never mandatory for violence and hotline intakes (反家庭暴力法 13)."""

    __tablename__ = "person"

    name_box: Mapped[bytes | None] = sealed_column()
    name = Sealed("name_box")
    id_no_box: Mapped[bytes | None] = sealed_column()
    id_no = Sealed("id_no_box")
    phone_box: Mapped[bytes | None] = sealed_column()
    phone = Sealed("phone_box")
    address_box: Mapped[bytes | None] = sealed_column()
    address = Sealed("address_box")
    address_secret: Mapped[bool] = mapped_column(Boolean, default=False)
    safe_contact_box: Mapped[bytes | None] = sealed_column()
    safe_contact = Sealed("safe_contact_box", json=True)
    sex: Mapped[str] = mapped_column(String(1), default="")
    birth_date: Mapped[date | None] = mapped_column(Date, default=None)
    place_id: Mapped[str | None] = mapped_column(String(13), default=None)
    id_no_hash: Mapped[str | None] = mapped_column(String(32), default=None)
    name_hash: Mapped[str | None] = mapped_column(String(32), default=None)
    phone_hash: Mapped[str | None] = mapped_column(String(32), default=None)
    created_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        county_fk("service_point", "place_id"),
        Index("ix_person_id_no", "county_id", "id_no_hash"),
        Index("ix_person_name", "county_id", "name_hash"),
        Index("ix_person_phone", "county_id", "phone_hash"),
    )


class PersonToken(OfCounty, Base):
    """One keyed search token of a person: a character pair of the name, the end of a number.

    There are some twenty for each person, so a row is its own key and nothing else: ``since`` is
    when the person was entered, in seconds, so that the newest who match stand together. It points
    to no table: a token nobody stands behind finds nobody (decision 0035).
    """

    __tablename__ = "person_token"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    since: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(String(13), primary_key=True)

    __table_args__ = ({"sqlite_with_rowid": False},)
