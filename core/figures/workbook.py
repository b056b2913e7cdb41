"""A page of figures as a workbook: the same values, text as text and never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from core.figures.drawing import Drawn, Split
from core.sheets.writing import Cell, write
from core.statistics import Told


def workbook_of(page: Drawn) -> bytes:
    """Return the page as the bytes of a workbook, one sheet a block."""
    place = page.place.point.name if page.place.point else _("全县")
    about = [_("%(place)s　%(span)s", place=place, span=page.span.title)]
    trend = page.trend
    sheets: list[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]] = [
        (_("指标"), indicator_head(), [*map(row_of, page.report.told)]),
        (
            _("走势"),
            (_("月份"), _("受理"), _("化解")),
            [
                (month, _told(came), _told(went))
                for month, came, went in zip(
                    trend.months, trend.received, trend.settled, strict=True
                )
            ],
        ),
        (_("情形"), (_("情形"), _("受理件数")), _split(page.scenarios)),
        (_("层级"), (_("层级"), _("调处成功件数")), _split(page.levels)),
        (_("服务"), (_("服务"), _("服务事项")), _split(page.services)),
        (_("预警"), (_("预警等级"), _("办件")), _split(page.warnings)),
        (
            _("专项行动"),
            (_("行动"), _("发现"), _("已化解")),
            [(one.title, _told(one.found), _told(one.settled)) for one in page.campaigns],
        ),
    ]
    if page.heat:
        rows = [(row.title, *(_told(cell.number) for cell in row.cells)) for row in page.heat]
        sheets.append((_("各点"), (_("服务点"), *page.columns), rows))
    declared = [
        (_(service.title), *row_of(told))
        for service in page.report.services
        for told in service.told
    ]
    sheets.append((_("各服务指标"), (_("服务"), *indicator_head()), declared))
    return write(sheets, about)


def indicator_head() -> tuple[str, ...]:
    """Return the heads of a table of indicators."""
    return (
        _("指标"), _("数值"), _("单位"), _("分子"), _("分母"), _("另列"), _("说明"), _("算法"),
        _("版本"),
    )  # fmt: skip


def row_of(told: Told) -> tuple[Cell, ...]:
    """Return an indicator as a row under `indicator_head`."""
    one = told.indicator
    why = _("少于 5，不公布") if told.suppressed else ""
    if told.missing:
        why = _("还缺：%(what)s", what=_(told.missing))
    beside = _("；").join(
        f"{_(title)} {_told(number)}" for title, number in told.beside
    )  # fmt: skip
    return (
        _(one.title),
        "—" if told.value is None else told.value,
        _(one.unit),
        told.numerator,
        told.denominator,
        beside,
        why,
        _(one.formula),
        one.version,
    )


def _split(split: Split) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [(part.title, _told(part.number)) for part in split.parts]
    return [*rows, (_("合计"), split.total)]


def _told(number: int | None) -> str | int:
    return _("不公布") if number is None else number
