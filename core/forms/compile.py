"""Compile a form into its marshmallow schema, the only judge of what may be stored.

HTML posts, the API and imports hand the same raw values to the same schema, so a value can never
be right at one door and wrong at another. What depends on other fields (shown, required, the
number of rows, ``check``) is decided in ``core.forms.judge`` on what the schema let through.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from core.forms.kinds import READERS, Reader, refuse
from core.forms.snapshot import per_revision
from core.forms.text import tidy
from core.words import Field, Form, Kind, Value

UNKNOWN = _l("这张表没有这一项")
MOST_ROWS = 200
"""Rows read at most, whatever a form allows: a bound on the work one post can ask for."""


class Answers(marshmallow.Schema):
    """The schema every form's schema is made from: unknown names are refused."""

    error_messages = {"unknown": UNKNOWN, "type": _l("这里要写成一组“名称: 值”")}  # noqa: RUF012 - marshmallow's own way to override

    class Meta:
        unknown = marshmallow.RAISE
        register = False


class Rows(Reader):
    """The rows of a sub-form, in the places where they were typed.

    A blank row is None and raises nothing; a row with errors keeps what was right in it. So an
    error's index is always the row the person sees.
    """

    def __init__(self, asked: Field) -> None:
        super().__init__(asked)
        self.load_default = list
        self.schema = _schema(asked.fields)

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Value:
        if value == "":
            return []
        if not isinstance(value, list | tuple):
            raise refuse(_l("这里要写成列表，一行一项"))
        if len(value) > min(self.asked.max_items, MOST_ROWS):
            raise refuse(_l("最多 %(most)s 项", most=min(self.asked.max_items, MOST_ROWS)))
        rows: list[Value] = []
        errors: dict[int, object] = {}
        for index, row in enumerate(value):
            if self._is_blank(row):
                rows.append(None)
                continue
            try:
                rows.append(self.schema.load(row))
            except ValidationError as error:
                errors[index] = error.messages_dict
                rows.append(error.valid_data if isinstance(error.valid_data, dict) else {})
        if errors:
            raise ValidationError(errors, valid_data=rows)
        return rows

    def _is_blank(self, row: object) -> bool:
        return isinstance(row, Mapping) and all(
            name in self.schema.fields and blank(value) for name, value in row.items()
        )


def blank(value: object) -> bool:
    """Return whether *value*, as it was typed or sent, says nothing.

    Looks one list deep and no further: a list in a list in a list is something, if only an error,
    and following it down would let a stranger choose how deep we recurse.
    """
    listed = value if isinstance(value, list | tuple) else [value]
    return all(one is None or (isinstance(one, str) and tidy(one) == "") for one in listed)


def _schema(fields: tuple[Field, ...]) -> marshmallow.Schema:
    readers: dict[str, marshmallow.fields.Field[Any]] = {
        one.name: Rows(one) if one.kind is Kind.SUB_FORM else READERS[one.kind](one)
        for one in fields
    }
    return Answers.from_dict(readers)()


@per_revision
def schema_of(form: Form) -> marshmallow.Schema:
    """Return the schema of *form*, compiled once per revision.

    Use ``core.forms.judge.judge``; the schema alone does not know what is shown or required.
    """
    return _schema(form.fields)
