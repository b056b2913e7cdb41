"""How whole the file of a case is: what core asks for, and what each item's service declares.

Core knows no service: one that keeps a file says so in its ``dossier``, with the difficulty it was
given and the pieces that asks for. An oral settlement is a register line and its record
(人民调解法 27; T/ZSM 附录B). Of a paper each side gets, every one of them has to be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.collecting import ready_for
from core.cases.items_of import context_of, item_with_records
from core.cases.loading import Loaded
from core.cases.models import ServiceItem
from core.cases.paperwork import neutral
from core.cases.partitions import OTHER_SIDE, seen_by
from core.cases.views import case_view
from core.documents.kinds import DANGER_REGISTER, DANGER_SCALE_SHEET
from core.documents.models import ISSUED, Document
from core.documents.numbering import paper_name
from core.roster import file_of_item
from core.words import DIFFICULTIES, Addressee, FileMeter

RANKS = tuple(DIFFICULTIES)
VISITED = "回访记录"
SIDES = frozenset({"applicant", "victim", *OTHER_SIDE})
"""Whom a paper for each is for: who acts for another, or only lives there, gets none himself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A piece the file asks for; ``lacking`` names those whose copy alone is missing."""

    title: str
    there: bool
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """A paper in force, as far as the meter counts it."""

    kind: str
    item_id: str | None
    party_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The pieces of the case itself (``title`` empty) or of one item."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Meter:
    """The whole file: its difficulty is the highest any of its items was given."""

    difficulty: str
    parts: tuple[Part, ...]

    @property
    def there(self) -> int:
        return sum(piece.there for part in self.parts for piece in part.pieces)

    @property
    def complete(self) -> bool:
        """Whether something is asked for and all of it is there."""
        return 0 < self.whole == self.there

    @property
    def whole(self) -> int:
        return sum(len(part.pieces) for part in self.parts)


def meter_of(acting: Acting, loaded: Loaded) -> Meter:
    """Return what the file asks for and what is there, counted from what was filed and issued."""
    meters = [(item, found) for item in loaded.items if (found := _of_item(acting, loaded, item))]
    given = [
        one.difficulty
        for item, one in meters
        if one.difficulty in RANKS and (not loaded.attempts or _for_both(acting, item))
    ]
    difficulty = max(given, key=RANKS.index, default="simple" if loaded.items else "oral")
    copies = _issued(acting, loaded) if loaded.items or loaded.case.violence else ()
    kinds = frozenset(one.kind for one in copies if one.item_id is None)
    # a piece that core asks for anyway is not counted twice
    own = tuple(_of_case(loaded, difficulty, kinds))
    titles = {one.title for one in own}
    parts = [
        Part(
            title=item.title,
            pieces=tuple(
                piece
                for piece in _each_of(acting, loaded, item, found, copies)
                if piece.title not in titles
            ),
        )
        for item, found in meters
    ]
    return Meter(difficulty=difficulty, parts=(Part(title="", pieces=own), *parts))


def _for_both(acting: Acting, item: ServiceItem) -> bool:
    """Whether the item's service speaks for what the two did: how hard it was to settle a case that
    people sat down for is not told by one that answered a question beside it."""
    return acting.roster.services[item.service].faces_both_parties


def _of_item(acting: Acting, loaded: Loaded, item: ServiceItem) -> FileMeter | None:
    service = acting.roster.services.get(item.service)
    if service is None or service.dossier is None:
        return None
    view = item_with_records(acting, item)
    return file_of_item(acting.roster, service, context_of(acting, loaded, item, view, {}))


def _each_of(
    acting: Acting,
    loaded: Loaded,
    item: ServiceItem,
    found: FileMeter,
    copies: Iterable[Copy],
) -> Iterator[Piece]:
    """Yield the pieces of an item; one that each side gets is there when each has it that can."""
    service = acting.roster.services[item.service]
    each = {one.title: one for one in service.documents if one.addressee is Addressee.EACH_PARTY}
    view, seen = case_view(loaded), None
    for piece in found.pieces:
        kind = each.get(piece.title)
        if kind is None or not piece.there:
            yield Piece(title=piece.title, there=piece.there)
            continue
        name = paper_name(kind, item.service)
        has = {one.party_id for one in copies if one.kind == name and one.item_id == item.id}
        if seen is None:
            seen = seen_by(acting, loaded, item, item_with_records(acting, item))
        lacking = tuple(
            (person.name or "") if person is not None else ""
            for party, person in loaded.parties
            if party.role in SIDES
            and party.id not in has
            and ready_for(acting, view, item.service, kind, seen, party.id)
        )
        yield Piece(title=piece.title, there=not lacking, lacking=lacking)


def _issued(acting: Acting, loaded: Loaded) -> tuple[Copy, ...]:
    rows = acting.session.execute(
        select(Document.kind, Document.item_id, Document.addressee_party_id).where(
            Document.case_id == loaded.case.id, Document.state == ISSUED
        )
    )
    return tuple(Copy(kind=kind, item_id=item, party_id=party) for kind, item, party in rows)


def _of_case(loaded: Loaded, difficulty: str, kinds: frozenset[str]) -> Iterator[Piece]:
    """The pieces of the case itself, in the order of the file."""
    yield Piece(title="接待登记", there=True)
    if loaded.case.violence:
        yield from _of_violence(loaded, kinds)
    if difficulty == "oral":
        yield Piece(title="口头办理记录", there=bool(loaded.case.outcome or loaded.records))
        return
    slip = neutral(loaded)
    yield Piece(
        title="联系卡" if slip else "受理回执",
        there=("intake_receipt_neutral" if slip else "intake_receipt") in kinds,
    )
    if RANKS.index(difficulty) >= RANKS.index("general"):
        yield Piece(title="调处经过", there=bool(loaded.attempts))
    if loaded.meetings:
        yield Piece(title="会商纪要", there="meeting_minutes" in kinds)
    if any(one.adopted_at for one in loaded.meetings):
        yield Piece(title="处置方案", there="disposal_plan" in kinds)
    if loaded.case.settled_at is not None and not loaded.case.violence:
        yield Piece(title=VISITED, there=any(one.record_id for one in loaded.follow_ups))
    yield Piece(title="结案报告表", there="closing_report" in kinds)
    yield Piece(title="卷宗封面和目录", there="dossier_cover" in kinds)


def _of_violence(loaded: Loaded, kinds: frozenset[str]) -> Iterator[Piece]:
    """What the closing file of a complaint of violence holds, settled or not (妇联规程 14). Whether
    a report was made is not told here: the file's list is read by more people than that paper."""
    for kind in (DANGER_REGISTER, DANGER_SCALE_SHEET):
        yield Piece(title=kind.title, there=kind.name in kinds)
    yield Piece(title=VISITED, there=any(one.record_id for one in loaded.follow_ups))
