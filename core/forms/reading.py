"""Get the raw answers out of a posted page, and write stored data as one would type it.

Rows come as ``parties-0-name``. They keep their places, also the blank ones, because an error
must point at the row the person sees; blank rows are dropped only by the judge. Rows are added
and removed by ordinary submit buttons, so a page works without script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from core.forms.codes import OWN
from core.forms.compile import MOST_ROWS
from core.forms.kinds import SHANGHAI, yuan
from core.words import Field, Form, Kind

ADD, REMOVE, ROW, FILE, CLEAR = "_add.", "_remove.", "_row.", "_file.", "_clear."
"""Names of what a page posts beside the answers; each is followed by the control's name."""

Stage = Callable[[FileStorage], str]


def full_name(name: str, prefix: str = "") -> str:
    """Return the name of a control: a form's *prefix* keeps two forms on one page apart."""
    return f"{prefix}-{name}" if prefix else name


def wants_redraw(posted: Mapping[str, object], prefix: str = "") -> bool:
    """Return whether a 添一项 or 删除 button of the form *prefix* was pressed, nothing else."""
    marks = (ADD + full_name("", prefix), REMOVE + full_name("", prefix))
    return any(key.startswith(marks) for key in posted)


def read(
    form: Form,
    posted: Mapping[str, object],
    prefix: str = "",
    *,
    files: MultiDict[str, FileStorage] | None = None,
    stage: Stage | None = None,
) -> dict[str, Any]:
    """Return the raw answers for *form* in *posted* (``request.form``), for ``judge`` and ``draw``.

    A pressed row button has been carried out in what is returned; ask ``wants_redraw`` and draw
    again. *files* are ``request.files``; each chosen one is handed to *stage*, which keeps it and
    returns its id, so that an error elsewhere does not lose it. Every field of the form gets a
    key; names the form does not have are not looked at. The result is plain JSON: a draft.
    """
    answers = posted if isinstance(posted, MultiDict) else MultiDict(posted)
    return _Reading(answers, files, stage).fields(form.fields, full_name("", prefix))


class _Reading:
    def __init__(
        self,
        posted: MultiDict[str, Any],
        files: MultiDict[str, FileStorage] | None,
        stage: Stage | None,
    ) -> None:
        self.posted, self.files, self.stage = posted, files, stage

    def fields(self, fields: tuple[Field, ...], start: str) -> dict[str, Any]:
        return {one.name: self.field(one, start + one.name) for one in fields}

    def field(self, asked: Field, name: str) -> Any:
        if asked.kind is Kind.SUB_FORM:
            return self.rows(asked, name)
        if asked.kind is Kind.CHOICES:
            return [str(one) for one in self.posted.getlist(name)]
        if asked.kind in (Kind.FILE, Kind.SIGNATURE):
            return self.file(name)
        return str(self.posted.get(name) or "")

    def file(self, name: str) -> str:
        chosen = self.files.get(FILE + name) if self.files is not None else None
        if chosen is not None and chosen.filename and self.stage is not None:
            return self.stage(chosen)
        if self.posted.get(CLEAR + name):
            return ""
        return str(self.posted.get(name) or "")

    def rows(self, asked: Field, name: str) -> list[Any]:
        pattern = re.compile(
            rf"(?:{re.escape(ROW + name)}\.([0-9]{{1,4}})|{re.escape(name)}-([0-9]{{1,4}})-.*)",
            re.DOTALL,
        )
        found = filter(None, map(pattern.fullmatch, self.posted.keys()))
        indices = sorted({int(one[1] or one[2]) for one in found})[: MOST_ROWS + 1]
        rows = [
            self.fields(asked.fields, f"{name}-{index}-")
            for index in indices
            if f"{REMOVE}{name}.{index}" not in self.posted
        ]
        if ADD + name in self.posted and len(rows) < asked.max_items:
            rows.append(blank_row(asked))
        return rows


def blank_row(asked: Field) -> dict[str, Any]:
    """Return an empty row of the sub-form *asked*."""
    return {one.name: [] if one.kind is Kind.CHOICES else "" for one in asked.fields}


def written(form: Form, values: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Return *values*, stored data or raw answers, as one would type them.

    Stored fen become yuan text, moments Shanghai wall time, booleans yes/no; raw texts stay as
    they are. A field without a value gets its declared default. ``judge(written(data))`` gives
    ``data`` again.
    """
    return _written(form.fields, values or {})


def _written(fields: tuple[Field, ...], values: Mapping[str, object]) -> dict[str, Any]:
    return {
        one.name: _typed(one, values.get(one.name + OWN, values.get(one.name, one.default)))
        for one in fields
    }


def _typed(asked: Field, value: object) -> Any:
    if asked.kind is Kind.SUB_FORM:
        if not isinstance(value, list | tuple):
            least = max(asked.min_items, 1 if asked.required else 0)
            return [blank_row(asked) for _ in range(least)]
        return [_written(asked.fields, row) for row in value if isinstance(row, Mapping)]
    if asked.kind is Kind.CHOICES:
        picked = value if isinstance(value, list | tuple) else [value]
        return [one for one in picked if isinstance(one, str) and one]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return yuan(value) if asked.kind is Kind.MONEY else str(value)
    if not isinstance(value, str):
        return ""
    return wall_time(value) if asked.kind is Kind.DATETIME else value


def wall_time(text: str) -> str:
    """Return a stored moment as ``2026-11-22 14:30``; any other text as it is."""
    if not re.fullmatch(r"[0-9]{4}-[0-9-]{5}T[0-9:]{5,8}[+-][0-9]{2}:[0-9]{2}", text):
        return text
    try:
        moment = datetime.fromisoformat(text).astimezone(SHANGHAI)
    except ValueError:
        return text
    return moment.replace(tzinfo=None).isoformat(
        sep=" ", timespec="seconds" if moment.second else "minutes"
    )
