"""Search before create: who of the register came before (T/ZSM 5.3.1)."""

from __future__ import annotations

from typing import Any

from core.cases.here import acting
from core.cases.knowing import may_know_person
from core.families import find_persons
from core.privacy import mask_tail
from core.rest.answers import PersonAnswer, listing
from core.rest.calls import call
from core.rest.shapes import short_list
from core.web import Param


@call(
    "/<county>/people",
    action="desk.use",
    tag="people",
    gives=listing(PersonAnswer, "People"),
    answer="S",
    query=(Param(name="q", most=40, default=""),),
    paged=True,
)
def people(asked: dict[str, Any]) -> dict[str, Any]:
    """Find people by name or its pinyin (initials or syllables), phone or its last four, id number
    or its last six; only those of cases the caller may know of. Their ids go into
    `parties[].person` of an intake."""
    here = acting()
    found = find_persons(
        here.session, asked["q"].strip(), known=may_know_person(here.viewer), limit=100
    )
    rows = [
        {
            "id": one.person_id,
            "name": one.name,
            "sex": one.sex,
            "birth_year": one.birth_date.year if one.birth_date else None,
            "phone": mask_tail(one.phone),
            "why": one.why,
        }
        for one in found
    ]
    return short_list(rows, asked, "people", lambda row: str(row["id"]))
