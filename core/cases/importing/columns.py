"""The columns of a table of cases, each read by the very reader that judges the desk's answers.

A cell holds a code or the word the desk says for it. What the intake form asks is judged there,
once a different value: ten thousand rows know only a few channels and days (T/ZSM 5.3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _
from marshmallow import ValidationError

from core.cases.acting import Acting
from core.cases.forms import intake_form
from core.forms.compile import schema_of
from core.sheets import Column
from core.words import CASE_STATES, CaseState, Field, Form, Kind

RESULTS: Final[Mapping[str, str]] = {
    "settled": "调处成功",
    "unsettled": "调处不成功",
    "answered": "当场答复",
}
STATES: Final[Mapping[str, str]] = {
    CaseState.RECEIVED.value: CASE_STATES[CaseState.RECEIVED],
    CaseState.ARCHIVED.value: CASE_STATES[CaseState.ARCHIVED],
}

COLUMNS: Final = (
    Column(key="outside_no", titles=("外部编号",), required=True),
    Column(key="point", titles=("服务点", "服务点代码"), required=True),
    Column(key="received_on", titles=("受理日期",), required=True),
    Column(key="scenario", titles=("什么事", "服务情形"), required=True),
    Column(key="summary", titles=("诉求", "一句话说清诉求"), required=True),
    Column(key="applicant_name", titles=("来访人", "申请人"), required=True),
    Column(key="handler", titles=("承办人", "承办人账号")),
    Column(key="channel", titles=("来源",)),
    Column(key="channel_ref", titles=("来源编号",)),
    Column(key="scenarios", titles=("还涉及",)),
    Column(key="danger_now", titles=("有没有危险",)),
    Column(key="danger_flags", titles=("危险信号",)),
    Column(key="applicant_sex", titles=("来访人性别",)),
    Column(key="applicant_birth_date", titles=("来访人出生日期",)),
    Column(key="applicant_id_no", titles=("来访人身份证号",)),
    Column(key="applicant_phone", titles=("来访人手机",)),
    Column(key="other_name", titles=("对方", "被申请人")),
    Column(key="other_role", titles=("对方身份",)),
    Column(key="other_relation", titles=("对方关系", "关系")),
    Column(key="other_sex", titles=("对方性别",)),
    Column(key="other_birth_date", titles=("对方出生日期",)),
    Column(key="other_id_no", titles=("对方身份证号",)),
    Column(key="other_phone", titles=("对方手机",)),
    Column(key="notice_basis", titles=("信息处理依据",)),
    Column(key="reply_by", titles=("答复方式",)),
    Column(key="keep_away", titles=("不希望知道的人或单位",)),
    Column(key="state", titles=("状态",)),
    Column(key="result", titles=("结果",)),
    Column(key="settled_on", titles=("化解日期",)),
    Column(key="archived_on", titles=("归档日期",)),
)
SEVERAL: Final = "、"
"""Between several choices in one cell; a comma of either kind and a semicolon do as well."""

_OF_INTAKE = (
    "scenario", "summary", "channel", "channel_ref", "scenarios", "danger_now", "danger_flags",
    "notice_basis", "reply_by",
)  # fmt: skip
_OF_PARTY = ("name", "role", "relation", "sex", "birth_date", "id_no", "phone")


class Reading:
    """Reads cells: the stored value, or the sentence that says what is wrong with it."""

    def __init__(self, acting: Acting) -> None:
        form = acting.asked(intake_form(acting.roster.services.values()))
        people = next(one for one in form.fields if one.name == "parties")
        self._readers: dict[str, _Cell] = {
            name: _Cell(form.field(name), _reader(form, name)) for name in _OF_INTAKE
        }
        rows: Any = schema_of(form).fields["parties"]
        for asked in people.fields:
            if asked.name in _OF_PARTY:
                reader = rows.schema.fields[asked.name]
                for who in ("applicant", "other"):
                    self._readers[f"{who}_{asked.name}"] = _Cell(asked, reader)

    def read(self, key: str, text: str) -> tuple[Any, str]:
        """Return the value of a cell and "", or None and what is wrong."""
        cell = self._readers[key]
        found = cell.known.get(text)
        if found is None:
            found = cell.read(text)
            if cell.few:
                cell.known[text] = found
        return found


class _Cell:
    """One column: its reader, the words for its codes, and what it has read so far."""

    def __init__(self, asked: Field, reader: Any) -> None:
        self.kind, self.reader = asked.kind, reader
        self.codes: dict[str, str] = {}
        for one in asked.options:
            self.codes |= {one.label: one.value, _(one.label): one.value, one.value: one.value}
        self.few = asked.kind in (Kind.CHOICE, Kind.CHOICES, Kind.DATE)
        self.known: dict[str, tuple[Any, str]] = {}

    def read(self, text: str) -> tuple[Any, str]:
        said: Any = text
        if self.kind is Kind.CHOICE:
            said = self.codes.get(text, text)
        elif self.kind is Kind.CHOICES:
            said = [self.codes.get(one, one) for one in several(text)]
        try:
            return self.reader.deserialize(said), ""
        except ValidationError as error:
            first: Any = error.messages
            return None, str(first[0] if isinstance(first, list) else first)


def _reader(form: Form, name: str) -> Any:
    return schema_of(form).fields[name]


def several(text: str) -> list[str]:
    """Return the parts of a cell that holds several."""
    for mark in ("，", ",", "；", ";", "\n"):
        text = text.replace(mark, SEVERAL)
    return [one.strip() for one in text.split(SEVERAL) if one.strip()]
