"""Speak Chinese or English, in Shanghai's time, with dates said as one says them at a desk.

The sources are Chinese because the standard's words are binding; English is a complete catalogue.
The cookie alone decides, so that a page looks the same whoever is or is not signed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from babel.dates import format_date
from flask import Flask, has_request_context, request
from flask_babel import Babel

from core.clocks import SHANGHAI, last_day, now
from core.web.speech import init_speech, speaks_source
from core.web.speech import spoken as _

SOURCE: Final = "zh"
# code: (as HTML says it, as the switch says it)
LANGUAGES: Final = {"zh": ("zh-Hans", "中文"), "en": ("en", "English")}
COOKIE: Final = "jiahe_language"
# Days that are still said relative to today; further away a date is clearer.
_NEAR: Final = 6
_SOON: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeLeft:
    """What a clock chip shows: the big word, the small one, and the state class."""

    number: str
    unit: str
    state: str


def init_language(app: Flask, directories: Sequence[Path]) -> None:
    """Set Flask-Babel up over core's and the plugins' catalogues; a folder may be absent."""
    Babel().init_app(
        app,
        default_locale=SOURCE,
        default_timezone=str(SHANGHAI),
        default_translation_directories=";".join(str(each.resolve()) for each in directories),
        locale_selector=cookie_language,
    )
    init_speech(app)
    app.jinja_env.filters.update(
        near=near, day=day, long_day=long_day, hour=hour, last_day=last_day
    )


def cookie_language() -> str:
    """Return the language the browser asked for with our cookie, else Chinese."""
    chosen = request.cookies.get(COOKIE) if has_request_context() else None
    return chosen if chosen in LANGUAGES else SOURCE


def local(moment: datetime) -> datetime:
    """Return an aware instant on Shanghai's wall clock; a naive one raises `ValueError`."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place in the day")
    return moment.astimezone(SHANGHAI)


def hour(moment: datetime) -> str:
    """Say the time of day: ``17:00``, ``9:42``."""
    there = local(moment)
    return f"{there.hour}:{there.minute:02d}"


def near(moment: datetime | date) -> str:
    """Say when, relative while that is clearer: 今天 17:00, 明天 9:00, 3 天后, 11月20日."""
    timed = isinstance(moment, datetime)
    on = local(moment).date() if isinstance(moment, datetime) else moment
    time = f" {hour(moment)}" if isinstance(moment, datetime) else ""
    away = (on - local(now()).date()).days
    if away == 0:
        return _("今天%(time)s", time=time)
    if away == 1:
        return _("明天%(time)s", time=time) if timed else _("明天")
    if away == -1:
        return _("昨天%(time)s", time=time) if timed else _("昨天")
    if 0 < away <= _NEAR:
        return _("%(days)s 天后", days=away)
    if -_NEAR <= away < 0:
        return _("%(days)s 天前", days=-away)
    return day(on)


def day(moment: datetime | date) -> str:
    """Say the date: 11月20日, with the year when it is not this one."""
    on = local(moment).date() if isinstance(moment, datetime) else moment
    this_year = on.year == local(now()).year
    if speaks_source():
        return f"{on.month}月{on.day}日" if this_year else f"{on.year}年{on.month}月{on.day}日"
    return format_date(on, "d MMM" if this_year else "d MMM y", locale="en")


def page_day(on: date | None) -> str:
    """Say a date with its year to whoever reads the page, "" for none; papers speak Chinese."""
    if on is None:
        return ""
    if speaks_source():
        return f"{on.year}年{on.month}月{on.day}日"
    return format_date(on, "d MMM y", locale="en")


def long_day(moment: datetime | date) -> str:
    """Say the date with its weekday: 11月20日 星期五."""
    on = local(moment).date() if isinstance(moment, datetime) else moment
    weekday = format_date(on, "EEEE", locale="zh_Hans" if speaks_source() else "en")
    return f"{day(on)} {weekday}" if speaks_source() else f"{weekday}, {day(on)}"


def remaining(due: datetime, warn_days: int = _SOON) -> TimeLeft:
    """Say what is left until `due`, in calendar days; from *warn_days* before it is soon."""
    at, current = local(due), local(now())
    # what ends at midnight ends on the day before, at 24:00, for everybody but a computer
    away = (last_day(due) - current.date()).days
    if at < current:
        if away == 0:
            return TimeLeft(number=_("已过"), unit=hour(due), state="is-bad")
        return TimeLeft(number=_("逾 %(days)s", days=-away), unit=_("天"), state="is-bad")
    if away == 0:
        return TimeLeft(number=_("今天"), unit=_end_hour(at), state="is-soon")
    return TimeLeft(number=str(away), unit=_("天"), state="is-soon" if away <= warn_days else "")


def _end_hour(at: datetime) -> str:
    return "24:00" if (at.hour, at.minute, at.second) == (0, 0, 0) else hour(at)
