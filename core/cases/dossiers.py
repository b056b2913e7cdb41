"""What lies in the file of a case: issued copies and filed forms, listed, counted and bound.

Only what the one who asks may read is bound: forms come through the same projection as the page,
so a note that is its author's alone is not in anybody else's file. Papers speak Chinese whatever
the screen does (T/ZSM 5.6.4; 人民调解法27).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale

from core.cases.acting import Acting
from core.cases.archive import FOREVER, dossier_of
from core.cases.attachments import files_of
from core.cases.facts import Facts
from core.cases.filed import RecordOut, records_of
from core.cases.loading import Loaded
from core.cases.paperwork import Collector, office, point_of
from core.cases.partitions import reads_copy
from core.cases.reading import names_of
from core.clocks import local_date
from core.documents import service as documents
from core.documents.binding import Sheets, bind, record_sheets, sheets_of
from core.documents.engine import TEMPLATES, render
from core.documents.kinds import DOSSIER_COVER
from core.documents.models import PDF
from core.documents.schemas import DossierCover, Piece
from core.documents.wording import day_text
from core.forms.view import Line
from core.privacy import Reach, reach
from core.words import CASE_STATES, CONFIDENTIALITY, CaseState, Confidentiality

CHINESE = "zh"
ASIDE = "另附"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """One thing in the file. ``sheets`` is None for what is kept beside it: a Word copy, or a file
    that somebody brought, which is listed and never opened to be bound."""

    title: str
    number: str
    at: datetime
    note: str
    sheets: Sheets | None


def leaves_of(acting: Acting, loaded: Loaded, how_far: Reach) -> tuple[Leaf, ...]:
    """Return what lies in the file, in the order in which it came to be."""
    copies = [
        Leaf(
            title=one.title,
            number=one.number or "",
            at=one.issued_at,
            note="" if one.media == PDF else ASIDE,
            sheets=sheets_of(documents.read_copy(one)) if one.media == PDF else None,
        )
        for one in documents.of_case(acting.county_session, loaded.case.id)
        if reads_copy(acting, loaded, one) and not one.is_void and one.kind != DOSSIER_COVER.name
    ]
    with force_locale(CHINESE):
        records = records_of(acting, loaded, how_far)
    filed = [one for one in records if one.lines]
    sheets = record_sheets([_sheet(acting, loaded, one) for one in filed])
    forms = [
        Leaf(title=one.title, number="", at=one.filed_at, note="记录", sheets=pages)
        for one, pages in zip(filed, sheets, strict=True)
    ]
    brought = [
        Leaf(title=one.title or one.kind, number="", at=one.sent_at, note=ASIDE, sheets=None)
        for one in files_of(acting, loaded, how_far, records)
        if not one.hidden
    ]
    return tuple(sorted((*copies, *forms, *brought), key=lambda one: one.at))


def _sheet(acting: Acting, loaded: Loaded, record: RecordOut) -> dict[str, object]:
    return {
        "office": office(acting, loaded),
        "case_number": loaded.case.number,
        "title": record.title,
        "on": day_text(local_date(record.filed_at)),
        "author": record.author,
        "rows": list(_rows(record.lines or ())),
    }


def _rows(lines: tuple[Line, ...], before: str = "") -> Iterator[dict[str, str]]:
    """Yield label and text; the rows of a list say which one they belong to."""
    for line in lines:
        if line.rows:
            for turn, row in enumerate(line.rows, start=1):
                yield from _rows(row, f"{before}{line.label} {turn}：")
        else:
            yield {"label": before + line.label, "text": line.value}


def dossier_cover(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """卷宗封面 with 卷内目录, pages counted over the whole file."""
    return cover_data(
        acting, loaded, leaves_of(acting, loaded, reach(acting.viewer, facts.standing))
    )


def cover_data(acting: Acting, loaded: Loaded, leaves: tuple[Leaf, ...]) -> DossierCover:
    """Return what the cover and the list of contents say."""
    case = loaded.case
    filed = dossier_of(acting, case.id)
    point = point_of(acting, loaded, filed.point_id if filed else case.holder_id)
    handler = case.tracker_id or case.handler_id or case.lead_id
    ended = case.settled_at or case.archived_at
    names = [(person.name or "") if person else "" for _party, person in loaded.parties[:2]]
    heading = "、".join(one for one in names if one) + "家事纠纷"
    return DossierCover(
        office=point.neutral_name or point.name,
        # a sealed file stands on a shelf under its number
        heading=case.number if case.sealed else heading,
        case_number=case.number,
        handler=names_of(acting, {handler}).get(handler, ""),
        year=str(local_date(case.received_at).year),
        received_on=day_text(local_date(case.received_at)),
        closed_on=day_text(local_date(ended)) if ended else "",
        outcome=CASE_STATES[CaseState(case.state)],
        secrecy=CONFIDENTIALITY[Confidentiality(filed.grade if filed else case.confidentiality)],
        retention=_kept(filed.keep_years) if filed else "归档时确定",
        archived_on=day_text(local_date(filed.filed_at)) if filed else "",
        pieces=_listed(leaves),
        note="",
    )


def _kept(years: int) -> str:
    return "永久" if years == FOREVER else f"{years} 年"


def _listed(leaves: tuple[Leaf, ...]) -> list[Piece]:
    pieces: list[Piece] = []
    page = 1
    for leaf in leaves:
        count = leaf.sheets.count if leaf.sheets else 0
        pages = f"{page}" if count == 1 else f"{page}–{page + count - 1}"
        pieces.append(
            Piece(
                number=leaf.number,
                title=leaf.title,
                on=day_text(local_date(leaf.at)),
                pages=pages if count else "",
                note=leaf.note,
            )
        )
        page += count
    return pieces


def bound_dossier(acting: Acting, loaded: Loaded, how_far: Reach) -> bytes:
    """Return the whole file as one PDF: cover, list of contents, every piece, pages numbered."""
    leaves = leaves_of(acting, loaded, how_far)
    covers = [
        one
        for one in documents.of_case(acting.county_session, loaded.case.id)
        if one.kind == DOSSIER_COVER.name and not one.is_void
    ]
    cover = render(
        TEMPLATES / DOSSIER_COVER.template,
        {
            **cover_data(acting, loaded, leaves),
            "number": (covers[-1].number or "") if covers else "",
            # set anew from today's contents: only an issued copy carries a code
            "verify_code": "",
            "issued_on": "",
            "replaces": "",
        },
    )
    return bind(cover, [leaf.sheets for leaf in leaves if leaf.sheets])


DOSSIER_PAPERS: Mapping[str, Collector] = {"dossier_cover": dossier_cover}
