"""The marshmallow fields of request bodies: strict, and answering in the words of the desk.

marshmallow's own fields take ``"12"`` for twelve, ``1`` for yes and texts that no page can show; a
move on a case must never be made on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import marshmallow
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields

from core.forms.text import objection_to, tidy

LARGEST = 10**9
DAY = "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
_DAY = re.compile(DAY, re.ASCII)
NAME_LENGTH = 80


class Body(marshmallow.Schema):
    """What every request body is made from: an unknown name is an error, not a shrug."""

    error_messages = {  # noqa: RUF012  marshmallow's own way to override
        "unknown": _l("这里没有这一项"),
        "type": _l("这里要写成一组“名称: 值”"),
    }

    class Meta:
        unknown = marshmallow.RAISE


class Spoken(fields.Field[Any]):
    """A field that says in Chinese what is missing."""

    default_error_messages = {  # noqa: RUF012  marshmallow's own way to override
        "required": _l("这一项要填"),
        "null": _l("这一项不能是空的"),
    }


def _refuse(message: object) -> ValidationError:
    # in a list, because a lazy text alone would come back bare
    return ValidationError([str(message)])


class Words(Spoken):
    """A text that can be stored and shown; blanks at its edges are taken off."""

    def __init__(self, *, longest: int = NAME_LENGTH, **about: Any) -> None:
        about.setdefault("metadata", {}).setdefault("maxLength", longest)
        super().__init__(**about)
        self.longest = longest

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        if not isinstance(value, str):
            raise _refuse(_l("这里要写文字"))
        if wrong := objection_to(value):
            raise _refuse(wrong)
        text = tidy(value)
        if len(text) > self.longest:
            raise _refuse(_l("最多写 %(longest)s 个字", longest=self.longest))
        if self.required and not text:
            raise _refuse(_l("这一项要填"))
        return text


class Code(Spoken):
    """One of a closed list of codes."""

    def __init__(self, codes: Collection[str], **about: Any) -> None:
        self.codes = [str(code) for code in codes]
        about.setdefault("metadata", {}).setdefault("enum", self.codes)
        super().__init__(**about)

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        if not isinstance(value, str) or value not in self.codes:
            raise _refuse(_l("请从给出的选项里选"))
        return value


class Whole(Spoken):
    """A whole number from 0, written as a JSON number; 1.0, true and "1" are none."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> int:
        if type(value) is not int or not 0 <= value <= LARGEST:
            raise _refuse(_l("这里要写整数"))
        return value


class Flag(Spoken):
    """true or false and nothing that only looks like it."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> bool:
        if not isinstance(value, bool):
            raise _refuse(_l("这里要写 true 或 false"))
        return value


class Day(Spoken):
    """A date as ``2026-11-22``."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> date:
        if isinstance(value, str) and _DAY.match(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise _refuse(_l("日历上没有这一天，请再看一下")) from None
        raise _refuse(_l("请写日期，例如 2026-11-22"))


class Answers(Spoken):
    """The data of a form, ``{name: value}``; the form itself judges what is inside."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> dict[str, object]:
        if not isinstance(value, dict):
            raise _refuse(_l("这里要写成一组“名称: 值”"))
        return value


class Several(Spoken):
    """A list whose every entry is judged by *entry*; an error names its place."""

    def __init__(self, entry: fields.Field[Any], *, most: int, **about: Any) -> None:
        super().__init__(**about)
        self.entry, self.most = entry, most

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[Any]:
        if not isinstance(value, list):
            raise _refuse(_l("这里要写成列表，一行一项"))
        if len(value) > self.most:
            raise _refuse(_l("最多 %(most)s 项", most=self.most))
        found: list[Any] = []
        wrong: dict[int, object] = {}
        for place, one in enumerate(value):
            try:
                found.append(self.entry.deserialize(one))
            except ValidationError as error:
                wrong[place] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return found


class Inner(Spoken):
    """An object of its own schema."""

    def __init__(self, schema: type[Body], **about: Any) -> None:
        super().__init__(**about)
        self.schema = schema

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> dict[str, Any]:
        loaded: dict[str, Any] = self.schema().load(value)  # type: ignore[arg-type]  # it judges any value
        return loaded
