"""The spans a register is looked at by: a year, or one of its months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from core.web import Problem

YEARS, MONTHS = 3, 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A year or a month, as it is written in an address and as it is read out."""

    code: str
    first: date
    last: date

    @property
    def title(self) -> str:
        if len(self.code) == 4:
            return str(_("%(year)s年", year=self.code))
        return str(_("%(year)s年%(month)s月", year=self.code[:4], month=int(self.code[5:])))


def span_of(text: str, today: date) -> Span:
    """Read a span; this year when nothing is asked. Raises `Problem` 422 for anything else."""
    code = text or str(today.year)
    if not re.fullmatch(r"20[0-9]{2}(-(0[1-9]|1[0-2]))?", code):
        raise Problem(422, errors={"period": [_("这个值用不了")]})
    year, month = int(code[:4]), int(code[5:] or 0)
    first = date(year, month or 1, 1)
    following = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    return Span(code=code, first=first, last=date.fromordinal(following.toordinal() - 1))


def spans(today: date) -> tuple[Span, ...]:
    """Return the spans to choose from: the last years, then the last months."""
    codes = [str(today.year - back) for back in range(YEARS)]
    at = today.year * 12 + today.month - 1
    codes += [f"{(at - back) // 12}-{(at - back) % 12 + 1:02d}" for back in range(MONTHS)]
    return tuple(span_of(code, today) for code in codes)
