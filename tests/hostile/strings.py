"""Hostile strings, generated: every trick in many dresses, each with a mark of its own.

The mark lets a test say which string came back and where; a string that breaks something is found
again by its number.
"""

from collections.abc import Iterator
from itertools import product

PRODUCT = 1337 * 7331
"""What a template that was obeyed would print."""

MARKUP = (
    "<script>alert({0})</script>",
    "<img src=x onerror=alert({0})>",
    '"><svg/onload=alert({0})>',
    "' autofocus onfocus=alert({0}) x='",
    "</textarea><script>{0}</script>",
    "</title><iframe srcdoc='{0}'>",
    "<!--{0}--><b>",
    "<a href=javascript:alert({0})>x</a>",
    "<math><mtext></p><style>{0}",
    "&lt;b&gt;{0}<b>",
)
TEMPLATE = (
    "{{{{ 1337*7331 }}}}{0}",
    "{{% print(1337*7331) %}}{0}",
    "${{1337*7331}}{0}",
    "#{{1337*7331}}{0}",
    "{{{{ config.items() }}}}{0}",
    "%(text)s%(n)d{0}",
    "{{0.__class__}}{0}",
)
SQL = (
    "' OR 1=1 --{0}",
    '"; DROP TABLE case_file; --{0}',
    "%' ESCAPE '!{0}",
    "1) UNION SELECT name_box FROM person --{0}",
    "_%\\{0}",
)
FORMULA = ("=1+{0}", "+cmd|' /C calc'!A{0}", "-2+{0}", "@SUM({0})", "\t={0}")
BIDI = (
    "\u202e{0}\u202c",
    "\u2066{0}\u2069\u200f",
    "\ufeff{0}\u200b\u200d",
    "e\u0301\u0301\u0301\u0301{0}",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467{0}",
    "ｆｕｌｌ{0}\u3000",
)
CONTROL = ("{0}\x00", "\x1b[31m{0}", "{0}\r\nSet-Cookie: x=1", "\x7f{0}\x85\u2028", "\ufffe{0}")
SURROGATE = ("{0}\ud800", "\udfff{0}")
PATHS = ("../../etc/passwd{0}", "file:///etc/passwd?{0}", "//evil.example/{0}", "C:\\{0}\\con")
LONG = ("{0}" + "长" * 5_000, "{0}" + "<" * 3_000, "{0}" + "9" * 4_000)
HUGE = "大" * 350_000
"""A megabyte of UTF-8."""

DRESSES = ("{}", " {} ", "{}\n第二行", "王{}", "{}{}")


def _forms() -> tuple[str, ...]:
    return (
        *MARKUP, *TEMPLATE, *SQL, *FORMULA, *BIDI, *CONTROL, *SURROGATE, *PATHS, *LONG,
    )  # fmt: skip


def hostile(count: int) -> list[str]:
    """Return *count* different strings; the first ones already hold every trick undressed."""
    made: list[str] = []
    for text in _dressed():
        made.append(text)
        if len(made) == count:
            return made
    raise ValueError(f"only {len(made)} strings can be made")


def _dressed() -> Iterator[str]:
    number = 0
    for rounds, dress in product(range(6), DRESSES):
        for form in _forms():
            number += 1
            mark = f"K{number:05d}{'z' * rounds}"
            text = form.format(mark)
            yield dress.format(*(text,) * dress.count("{}"))


def obeyed(body: str) -> bool:
    """Tell whether a template inside a typed text was run."""
    return str(PRODUCT) in body


def is_markup(text: str) -> bool:
    """Tell whether *text*, put out as it is, would change the page around it."""
    return any(sign in text for sign in "<>\"'")
