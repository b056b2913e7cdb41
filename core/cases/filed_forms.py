"""What was filed on a case with a form, in words for a paper: labels, never codes.

Papers speak Chinese whatever the clerk's screen does, so the labels come from the revision that was
asked and are not translated (T/ZSM 4.3.2.1: recorded once, printed from the record).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import Record
from core.documents.wording import day_text
from core.forms.models import form_of_revision
from core.words import Field, Form, Kind, Value, read_date


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """One filed form with what it asked."""

    record: Record
    form: Form

    @property
    def data(self) -> Mapping[str, Value]:
        return self.record.data or {}

    def text(self, name: str) -> str:
        """Return the answer to *name* in words, empty for none and for a question not asked."""
        asked = next((one for one in self.form.fields if one.name == name), None)
        return in_words(asked, self.data.get(name)) if asked else ""


def in_words(asked: Field, value: Value) -> str:
    """Return one answer as a paper says it."""
    if value is None or value == "" or value == []:
        return ""
    labels = {one.value: one.label for one in asked.options}
    match asked.kind:
        case Kind.CHOICES if isinstance(value, list):
            return "、".join(labels.get(str(one), str(one)) for one in value)
        case Kind.YES_NO:
            return "是" if value is True else "否"
        case Kind.DATE:
            return day_text(read_date(value))
    return labels.get(str(value), str(value))


def filed_with(acting: Acting, loaded: Loaded, form_key: str) -> tuple[Filed, ...]:
    """Return what was filed on the case with *form_key*, oldest first; notes that are their
    author's alone are left out."""
    rows = acting.session.scalars(
        select(Record)
        .where(
            Record.case_id == loaded.case.id,
            Record.form == form_key,
            Record.author_only.is_(False),
        )
        .order_by(Record.seq, Record.id)
    )
    return tuple(
        Filed(record=row, form=form_of_revision(row.revision, acting.session)) for row in rows
    )
