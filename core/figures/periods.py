"""The spans one can ask for: a month, a quarter, a year; written 2026-10, 2026-Q4, 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from core.statistics import month_before, months_between
from core.web import Problem

MONTHS_BACK, QUARTERS_BACK, YEARS_BACK = 13, 5, 3
TREND = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A span of months, as it is written in an address and as it is read out."""

    code: str
    months: tuple[str, ...]

    @property
    def is_month(self) -> bool:
        return len(self.months) == 1

    @property
    def title(self) -> str:
        """The span in words, in the reader's language."""
        year, first = self.months[0][:4], int(self.months[0][5:])
        if self.is_month:
            return str(_("%(year)s年%(month)s月", year=year, month=first))
        if len(self.months) == 3:
            return str(_("%(year)s年第%(quarter)s季度", year=year, quarter=first // 3 + 1))
        return str(_("%(year)s年", year=year))

    def trend(self) -> tuple[str, ...]:
        """Return the twelve months that end with this span."""
        last = self.months[-1]
        return months_between(month_before(last, TREND - 1), last)


def span_of(text: str, today: date) -> Span:
    """Read a span; this month when nothing is asked. Raises `Problem` 422 for anything else."""
    code = text or today.strftime("%Y-%m")
    found = re.fullmatch(r"(20[0-9]{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", code)
    if found is None:
        raise Problem(422, errors={"period": [_("这个值用不了")]})
    year, month, quarter = found.groups()
    if month:
        return Span(code=code, months=(f"{year}-{month}",))
    first = 3 * int(quarter) - 2 if quarter else 1
    last = 3 * int(quarter) if quarter else 12
    return Span(code=code, months=months_between(f"{year}-{first:02d}", f"{year}-{last:02d}"))


def offered(today: date) -> tuple[Span, ...]:
    """Return the spans to choose from, the latest first."""
    month = today.strftime("%Y-%m")
    codes = [month_before(month, back) for back in range(MONTHS_BACK)]
    year, quarter = today.year, (today.month + 2) // 3
    for _back in range(QUARTERS_BACK):
        codes.append(f"{year}-Q{quarter}")
        year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
    codes += [str(today.year - back) for back in range(YEARS_BACK)]
    return tuple(span_of(code, today) for code in codes)
