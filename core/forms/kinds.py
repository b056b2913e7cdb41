"""The marshmallow fields behind the kinds: strict, and answering in plain Chinese.

marshmallow's own ``Integer`` takes 12.7, ``1_000`` and ``１２`` and its ``Date`` takes
``20261122``; a wrong amount or day in a dispute is worse than one more question, so every kind has
its own reader here. Each gets what a person typed, or the JSON value of the same meaning, and
returns the stored value. "" means not answered and becomes None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import marshmallow
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError
from stdnum.cn import ric

from core.forms.days import day_typed, moment_typed
from core.forms.phones import normal_phone
from core.forms.text import ONE_LINE, objection_to, tidy
from core.words import Field, Kind, Option, Value

TEXT_LENGTH = 200
LONG_TEXT_LENGTH = 5000
ID_LENGTH = 64
LARGEST_NUMBER = 10**15 - 1
"""Fifteen digits: exact in JavaScript and in a BIGINT; as fen, ten trillion yuan."""

SHANGHAI = ZoneInfo("Asia/Shanghai")
today_of_judging: ContextVar[date] = ContextVar("today_of_judging")
"""The working day the judge was given; readers need it for examples and for birth dates."""

_IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:-]*")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_YUAN = re.compile(r"([0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,2}))?")
_DATE = re.compile(r"(?:18[5-9]|19[0-9]|20[0-9]|21[0-9])[0-9]-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(
    rf"({_DATE.pattern})[T ]([0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?)(Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)
_YES = frozenset({"yes", "true", "是"})
_NO = frozenset({"no", "false", "否"})


def refuse(message: object) -> ValidationError:
    """Return the error for *message*; in a list, or a lazy text would come back bare."""
    return ValidationError([str(message)])


class Reader(marshmallow.fields.Field[Any]):
    """What all kinds share: None passes, "" becomes None, other text is checked and tidied."""

    longest = ID_LENGTH
    multiline = False

    def __init__(self, asked: Field) -> None:
        super().__init__(required=False, allow_none=True, load_default=None)
        self.asked = asked

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Value:
        if isinstance(value, str):
            objection = objection_to(value)
            if objection:
                raise refuse(objection)
            value = tidy(value)
            if value == "":
                return None
            if "\n" in value and not self.multiline:
                raise refuse(ONE_LINE)
        return self.read(value)

    def read(self, value: object) -> Value:
        """Return the stored value for *value*, which is never None or blank."""
        text = self.text(value)
        longest = self.asked.max_length or self.longest
        if len(text) > longest:
            raise refuse(_l("最多写 %(longest)s 个字，现在有 %(now)s 个",
                            longest=longest, now=len(text)))  # fmt: skip
        if len(text) < self.asked.min_length:
            raise refuse(_l("至少写 %(least)s 个字", least=self.asked.min_length))
        return text

    def text(self, value: object) -> str:
        if not isinstance(value, str):
            raise refuse(_l("这里要写文字"))
        return value


class Text(Reader):
    longest = TEXT_LENGTH


class LongText(Reader):
    longest = LONG_TEXT_LENGTH
    multiline = True


class Identifier(Reader):
    """The id of a person, member of staff, point, party, region or staged file."""

    def read(self, value: object) -> Value:
        text = self.text(value)
        if len(text) > ID_LENGTH or not _IDENTIFIER.fullmatch(text):
            raise refuse(_l("这里没有选对，请从列表里选"))
        return text


class Region(Reader):
    """A division code: 2 to 15 digits (GB/T 2260, GB/T 10114)."""

    def read(self, value: object) -> Value:
        text = self.text(value)
        if not re.fullmatch(r"[0-9]{2,15}", text):
            raise refuse(_l("区划代码是 6、9 或 12 位数字"))
        return text


def disabled(option: Option) -> ValidationError:
    """Return the refusal of a code that the county disabled since the page was opened."""
    return refuse(_l("“%(label)s”本县已停用，请改选别的", label=_(option.label)))


class Choice(Reader):
    def read(self, value: object) -> Value:
        found = next((one for one in self.asked.options if value == one.value), None)
        if not isinstance(value, str) or found is None:
            raise refuse(_l("请从给出的选项里选"))
        if found.off:
            raise disabled(found)
        return value


class Choices(Reader):
    """Several of the options, kept in the order they are offered; one text counts as one."""

    def __init__(self, asked: Field) -> None:
        super().__init__(asked)
        self.load_default = list

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Value:
        if value == "":
            return []
        picked = value if isinstance(value, list | tuple) else [value]
        offered = [one.value for one in self.asked.options]
        if any(not isinstance(one, str) or one not in offered for one in picked if one != ""):
            raise refuse(_l("请从给出的选项里选"))
        for one in self.asked.options:
            if one.off and one.value in picked:
                raise disabled(one)
        return [one for one in offered if one in picked]


class YesNo(Reader):
    def read(self, value: object) -> Value:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in _YES | _NO:
            return value.lower() in _YES
        raise refuse(_l("请选“是”或“否”"))


class Integer(Reader):
    """A whole number: a JSON integer or up to fifteen ASCII digits."""

    def read(self, value: object) -> Value:
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            number = int(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            number = value
        else:
            raise refuse(_l("请写整数，例如 12"))
        return within(number, self.asked, str)


class Money(Reader):
    """Yuan as text, ``1234``, ``1,234.5`` or ``1,234.50``; kept as whole fen.

    The same rule holds in JSON: a bare number is refused, since nobody could tell yuan from fen.
    """

    def read(self, value: object) -> Value:
        amount = _YUAN.fullmatch(value) if isinstance(value, str) else None
        if not amount:
            raise refuse(_l("请写金额，单位元，例如 1,234.50"))
        fen = int(amount[1].replace(",", "")) * 100 + int((amount[2] or "0").ljust(2, "0"))
        return within(fen, self.asked, yuan)


def yuan(fen: int) -> str:
    """Write whole fen as yuan text: 123450 -> ``1,234.50``."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def within(number: int, asked: Field, spell: Any) -> int:
    """Return *number* when it is within the bounds of *asked*; raise, naming the bound."""
    least = -LARGEST_NUMBER if asked.minimum is None else asked.minimum
    most = LARGEST_NUMBER if asked.maximum is None else asked.maximum
    if number < least:
        raise refuse(_l("不能小于 %(bound)s", bound=spell(least)))
    if number > most:
        raise refuse(_l("不能大于 %(bound)s", bound=spell(most)))
    return number


class Day(Reader):
    def read(self, value: object) -> Value:
        typed = day_typed(value) if isinstance(value, str) else ""
        if _DATE.fullmatch(typed):
            try:
                return date.fromisoformat(typed).isoformat()
            except ValueError:
                raise refuse(_l("日历上没有这一天，请再看一下")) from None
        example = today_of_judging.get().isoformat()
        raise refuse(_l("请写日期，例如 %(example)s", example=example))


class Moment(Reader):
    """A day and a time in Shanghai, ``2026-11-22 14:30``; an offset is taken when it is given."""

    def read(self, value: object) -> Value:
        typed = _DATETIME.fullmatch(moment_typed(value)) if isinstance(value, str) else None
        if not typed:
            example = f"{today_of_judging.get().isoformat()} 14:30"
            raise refuse(_l("请写日期和时间，例如 %(example)s", example=example))
        day, clock, offset = typed.groups()
        try:
            moment = datetime.fromisoformat(f"{day}T{clock}{offset or ''}")
            moment = moment.astimezone(SHANGHAI) if offset else moment.replace(tzinfo=SHANGHAI)
        except (ValueError, OverflowError):
            raise refuse(_l("没有这个日期或时间，请再看一下")) from None
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")


class Phone(Reader):
    def read(self, value: object) -> Value:
        number = normal_phone(self.text(value))
        if number is None:
            raise refuse(_l("请写手机或固定电话，例如 13800138000、0571-87654321、12338"))
        return number


class CitizenId(Reader):
    """A citizen id number (GB 11643): 18 places with check, or a 15-digit one from old papers.

    The division code is not looked up: it is the one of the first registration and may have been
    abolished since.
    """

    def read(self, value: object) -> Value:
        number = re.sub(r"[\s-]", "", self.text(value)).upper()
        born = ""
        if re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
            if ric.calc_check_digit(number) != number[-1]:
                raise refuse(_l("证件号码的校验位对不上，请核对有没有写错"))
            born = number[6:14]
        elif re.fullmatch(r"[1-9][0-9]{14}", number):
            born = "19" + number[6:12]
        else:
            raise refuse(_l("公民身份号码是 18 位，最后一位可能是 X"))
        try:
            birth_date = date(int(born[:4]), int(born[4:6]), int(born[6:]))
        except ValueError:
            birth_date = date.max
        if birth_date > today_of_judging.get() or birth_date.year < 1850:
            raise refuse(_l("证件号码里的出生日期不对，请核对"))
        return number


READERS: Mapping[Kind, type[Reader]] = {
    Kind.TEXT: Text,
    Kind.LONG_TEXT: LongText,
    Kind.CHOICE: Choice,
    Kind.CHOICES: Choices,
    Kind.YES_NO: YesNo,
    Kind.DATE: Day,
    Kind.DATETIME: Moment,
    Kind.NUMBER: Integer,
    Kind.MONEY: Money,
    Kind.PERSON: Identifier,
    Kind.PHONE: Phone,
    Kind.CITIZEN_ID: CitizenId,
    Kind.REGION: Region,
    Kind.STAFF: Identifier,
    Kind.POINT: Identifier,
    Kind.PARTY: Identifier,
    Kind.FILE: Identifier,
    Kind.SIGNATURE: Identifier,
    Kind.CITATION: Text,
}
"""The reader of each kind; sub-forms are read by ``core.forms.compile.Rows``."""
