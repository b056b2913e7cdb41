"""Tables of the person register. Names and numbers are sealed; search runs over keyed tokens."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, InCounty, Instant, Sealed, county_fk, sealed_column


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


class PersonToken(InCounty, Base):
    """One keyed search token of a person: a character pair of the name, the end of a number."""

    __tablename__ = "person_token"

    person_id: Mapped[str] = mapped_column(String(13))
    token: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        county_fk("person", "person_id"),
        Index("ix_person_token", "county_id", "token", "person_id"),
    )
