"""Issue a paper of a case, or of one of its items; hand it out again; declare it void.

Papers are made from the data, with nothing typed again; what was handed out is frozen and can only
be declared void (T/ZSM 4.3.2.1, 5.6.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TypedDict, cast

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.collecting import collector_of, papers_table
from core.cases.danger.papers import KEPT, may_keep
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.faces import brand_of
from core.cases.facts import Facts
from core.cases.history import note, routing
from core.cases.items_of import item_with_records, with_intake
from core.cases.joint import leads_joint
from core.cases.loading import Loaded, open_case
from core.cases.models import ServiceItem
from core.cases.offering import (
    COLLECTORS,
    FOR_A_PARTY,
    KEPT_TITLE,
    NOTICE_OF_JOINT,
    SUPERVISING,
    papers_of,
)
from core.cases.once import earlier_answer, remember
from core.cases.paperwork import neutral
from core.cases.partitions import common_view, for_addressee, reads_copy, works
from core.cases.ready_papers import READY
from core.cases.views import case_view
from core.documents import service as documents
from core.documents.engine import TEMPLATES
from core.documents.kinds import PAPERS
from core.documents.models import Document, WordTemplate
from core.documents.numbering import Office, paper_name
from core.documents.press import Pressed
from core.documents.word.service import usable
from core.people.roles import may
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.privacy import Reach, shows
from core.words import Brand, DocumentKind, Issuer, Objection

# what of core's own papers is only for who works the case
RESTRICTED_PARTS: Mapping[str, tuple[str, ...]] = {
    "key_family_form": ("family_kinds",),
    # it names her and what she needs: for who sent it and who works the case
    "outside_letter": ("disclosed",),
    # it names who was told of one side
    "consent_form": ("receivers",),
}


def issue_paper(
    acting: Acting,
    number: str,
    kind: str,
    *,
    party_id: str = "",
    item_id: str = "",
    record_id: str = "",
    key: str = "",
    pressed: Pressed | None = None,
) -> Document:
    """Issue one copy; raises MoveRefused when the case holds nothing for such a paper yet.

    ``record_id`` says which of several filed forms a paper of one of them tells, the newest when
    left out. ``pressed`` is the copy set ahead by ``press_paper``; without it, or when anything has
    changed since, the copy is set here.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    _may_issue(acting, loaded, how_far, kind, item_id)
    body = _body(number, kind, party_id, item_id, record_id)
    known = earlier_answer(acting, key, "paper", body)
    if known is not None:
        return acting.session.get_one(Document, (loaded.case.county_id, known))
    made = _made_of(acting, loaded, facts, kind, party_id, item_id, record_id)
    before = routing(loaded.case)
    document = documents.issue(
        acting.county_session,
        case_id=loaded.case.id,
        account_id=acting.me,
        item_id=made.item_id,
        narrow=made.narrow,
        addressee_party_id=party_id or None,
        pressed=pressed,
        **made.parts,
    )
    note(
        acting,
        loaded.case,
        "paper",
        before=before,
        item_id=made.item_id,
        # the kind of a kept paper tells others what was found; its owner finds it in the item
        text={"title": KEPT_TITLE if made.kept else document.title},
        detail={"document": document.id} | ({} if made.kept else {"kind": document.kind}),
        quiet=True,
    )
    remember(acting, key, "paper", body, document.id)
    acting.session.flush()
    return document


def press_paper(
    acting: Acting,
    number: str,
    kind: str,
    *,
    party_id: str = "",
    item_id: str = "",
    record_id: str = "",
    key: str = "",
) -> Callable[[], Pressed] | None:
    """Look, without a lock, what the copy will be made of; return how to set it.

    None when the key was used: there is nothing to set. Raises what ``issue_paper`` would.
    """
    loaded, facts, how_far = open_case(acting, number)
    _may_issue(acting, loaded, how_far, kind, item_id)
    body = _body(number, kind, party_id, item_id, record_id)
    if earlier_answer(acting, key, "paper", body) is not None:
        return None
    made = _made_of(acting, loaded, facts, kind, party_id, item_id, record_id)
    return documents.press(acting.county_session, **made.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Made:
    """What a copy is made of, as ``documents.issue`` and ``documents.press`` take it."""

    item_id: str | None
    narrow: bool
    parts: Parts

    @property
    def kept(self) -> bool:
        return self.parts["kind"].kept


class Parts(TypedDict):
    """The arguments both share."""

    kind: DocumentKind
    office: Office
    data: Mapping[str, object]
    at: datetime
    sealed: bool
    owner: str
    folder: Path
    logo: tuple[str, bytes] | None
    word: WordTemplate | None
    verify_at: str


def _body(number: str, kind: str, party_id: str, item_id: str, record_id: str) -> dict[str, object]:
    told: dict[str, object] = {
        "number": number,
        "kind": kind,
        "party": party_id,
        "item": item_id,
    }
    return {**told, "record": record_id} if record_id else told


def _may_issue(acting: Acting, loaded: Loaded, how_far: Reach, kind: str, item_id: str) -> None:
    if not shows(how_far).story or not may(acting.viewer.roles, "paper.issue"):
        raise Forbidden(kind)
    if kind in PAPERS and PAPERS[kind].kept:
        if not may_keep(acting, loaded, kind):
            raise Forbidden(kind)
        return
    own = _of_own_item(acting, loaded, kind, item_id)
    notice = kind == NOTICE_OF_JOINT and leads_joint(acting, loaded)
    if not (shows(how_far).papers or own or notice):
        raise Forbidden(kind)


def _made_of(
    acting: Acting,
    loaded: Loaded,
    facts: Facts,
    kind: str,
    party_id: str,
    item_id: str,
    record_id: str,
) -> _Made:
    if kind == "intake_receipt" and neutral(loaded):
        kind = "intake_receipt_neutral"
    owner_item: str | None
    issuer: Issuer | None = None
    plugin, _dot, name = kind.rpartition(".")
    logo: tuple[str, bytes] | None = None
    if plugin:
        paper, data, owner_item, issuer, narrow = _of_plugin(
            acting, loaded, plugin, name, party_id, item_id
        )
        brand = _brand_of(acting, loaded, owner_item)
        if brand is not None:
            data = {**data, "brand": {"title": brand.title, "slogan": brand.slogan}}
            picture = acting.roster.logos.get(brand.name)
            logo = (f"brand.{picture.suffix}", picture.data) if picture else None
        folder = acting.roster.homes[plugin] / "documents"
    else:
        paper, owner_item = _of_core(loaded, facts, name, party_id), None
        subject = record_id if name in KEPT else party_id
        data = _collected(acting, loaded, facts, name, subject)
        narrow = paper.kept or any(data.get(one) for one in RESTRICTED_PARTS.get(name, ()))
        folder = TEMPLATES
    verify_at = f"{acting.address}/{acting.viewer.county}/public/verify" if acting.address else ""
    return _Made(
        item_id=owner_item,
        narrow=narrow,
        parts=Parts(
            kind=paper,
            office=_office(acting, issuer),
            data=data,
            at=acting.at,
            # what core keeps never stands in the open series, where a gap would tell of it
            sealed=loaded.case.sealed or (paper.kept and not plugin),
            owner=plugin,
            folder=folder,
            logo=logo,
            word=usable(acting.session, paper_name(paper, plugin), paper),
            verify_at=verify_at,
        ),
    )


def _of_own_item(acting: Acting, loaded: Loaded, kind: str, item_id: str) -> bool:
    """Who owns an item issues its papers, also one who sees of the case no more than the item."""
    service = kind.rpartition(".")[0]
    item = _item_of(acting, loaded, service, item_id)
    return item is not None and item.owner_id == acting.me


def _item_of(acting: Acting, loaded: Loaded, service: str, item_id: str) -> ServiceItem | None:
    """Return the item a paper is about: the one asked for, else the newest, one's own before."""
    items = [
        item
        for item in loaded.items
        if item.service == service and (not item_id or item.id == item_id)
    ]
    own = [item for item in items if item.owner_id == acting.me]
    return (own or items)[-1] if items else None


def _of_core(loaded: Loaded, facts: Facts, name: str, party_id: str) -> DocumentKind:
    if name not in COLLECTORS:
        raise Unknown(name)
    if name == "supervision_letter" and not facts.relations & SUPERVISING:
        raise Forbidden(name)
    paper = PAPERS[name]
    _check_addressee(loaded, paper, party_id)
    return paper


def _check_addressee(loaded: Loaded, paper: DocumentKind, party_id: str) -> None:
    known = {party.id for party, _person in loaded.parties}
    if party_id and (party_id not in known or paper.addressee not in FOR_A_PARTY):
        raise Invalid({"party": ["这份文书不是给这位的"]})


def _collected(
    acting: Acting, loaded: Loaded, facts: Facts, name: str, subject: str
) -> Mapping[str, object]:
    """*subject* is the party a paper is for, or the record a kept one tells."""
    if not READY[name](loaded):
        raise MoveRefused(_nothing_yet())
    try:
        return COLLECTORS[name](acting, loaded, facts, subject)
    except LookupError:
        raise MoveRefused(_nothing_yet()) from None


def _of_plugin(
    acting: Acting, loaded: Loaded, plugin: str, name: str, party_id: str, item_id: str
) -> tuple[DocumentKind, Mapping[str, object], str, Issuer | None, bool]:
    """Return what a function's paper is made of: what is shared and its addressee's own words, as
    far as the one who issues it may read them; the last tells whether it is more than everybody
    who reads the case reads."""
    service = acting.roster.services.get(plugin)
    item = _item_of(acting, loaded, plugin, item_id)
    paper = next((one for one in service.documents if one.name == name), None) if service else None
    collect = collector_of(acting, plugin, paper) if paper else None
    if paper is None or collect is None or item is None:
        raise Unknown(name)
    if paper.kept and not works(acting, loaded, item.id):
        raise Forbidden(name)
    _check_addressee(loaded, paper, party_id)
    case = with_intake(case_view(loaded), loaded)
    view = item_with_records(acting, item)
    common = common_view(acting, loaded, item, view)
    view = view if works(acting, loaded, item.id) else common
    if party_id:
        view, common = for_addressee(view, party_id), for_addressee(common, party_id)
    try:
        data = collect(case, view, party_id)
    except LookupError:
        raise MoveRefused(_nothing_yet()) from None
    try:
        narrow = paper.kept or collect(case, common, party_id) != data
    except LookupError:
        narrow = True
    names = papers_table(acting, plugin, "ISSUERS").get(name)
    issuer = cast("Issuer | None", names(case, view)) if names else None
    return paper, data, item.id, issuer, narrow


def _brand_of(acting: Acting, loaded: Loaded, item_id: str) -> Brand | None:
    """Return whose mark a paper carries; none on the papers of a sealed case, because a mark tells
    whoever finds the paper who was asked for help."""
    if loaded.case.sealed:
        return None
    item = next(one for one in loaded.items if one.id == item_id)
    return brand_of(acting, item, loaded.path)


def _nothing_yet() -> Objection:
    return Objection(
        text="现在还没有可以写进这份文书的内容", citation="T/ZSM 4.3.2.1", code="nothing_to_print"
    )


def _office(acting: Acting, issuer: Issuer | None) -> Office:
    """Return whose number it is: the viewer's point, named so that no two of a county collide, or
    the body a service issues in the name of."""
    own = office_of(acting, acting.viewer.current.point.id)
    if issuer is None or issuer.word in ("", own.word):
        return own
    # counted per word: two points that work in one body's name share its series
    return Office(id="b" + sha256(issuer.word.encode()).hexdigest()[:12], word=issuer.word)


def office_of(acting: Acting, point_id: str) -> Office:
    """Return the office of a point, with its short name in numbers."""
    point = acting.session.get_one(ServicePoint, (acting.viewer.county, point_id))
    rows = acting.session.execute(
        select(ServicePoint.level, ServicePoint.name).where(ServicePoint.id.in_(ids_of(point.path)))
    )
    short = {level: name for level, name in rows}
    word = "".join(
        _short(short[level]) for level in ("county", "town", "village") if level in short
    )
    return Office(id=point.id, word=word if point.level != "county" else "县家服")


def _short(name: str) -> str:
    for tail in ("县服务工作室", "镇服务站", "街道服务站", "服务站", "村服务点", "服务点"):
        if name.endswith(tail):
            return name.removesuffix(tail)
    return name


def read_paper(acting: Acting, number: str, document_id: str, media: str) -> tuple[Document, bytes]:
    """Return a copy and its bytes for someone who may read it; Unknown when it is another kind of
    file than the address says."""
    loaded, _facts, how_far = open_case(acting, number)
    allowed = {one.id for one in papers_of(acting, loaded, how_far)}
    if document_id not in allowed:
        raise Unknown(document_id)
    document = acting.session.get_one(Document, (loaded.case.county_id, document_id))
    if document.media != media:
        raise Unknown(document_id)
    return document, documents.read_copy(document)


def void_paper(acting: Acting, number: str, document_id: str, reason: str) -> Document:
    """Declare a copy void with a reason; its bytes and number stay."""
    loaded, _facts, how_far = open_case(acting, number, lock=True)
    if not shows(how_far).story or not may(acting.viewer.roles, "paper.issue"):
        raise Forbidden(document_id)
    if len(reason.strip()) < 2:
        raise Invalid({"reason": ["请写明理由，两个字以上"]})
    document = acting.session.get(Document, (loaded.case.county_id, document_id))
    if document is None or document.case_id != loaded.case.id:
        raise Unknown(document_id)
    if not reads_copy(acting, loaded, document):
        raise Unknown(document_id)
    own = document.narrow and works(acting, loaded, document.item_id)
    if not shows(how_far).papers and not own:
        raise Forbidden(document_id)
    if document.is_void:
        raise MoveRefused(
            Objection(text="这份文书已经作废", citation="T/ZSM 5.6.4", code="void_already")
        )
    documents.void(
        acting.county_session,
        document,
        reason=reason.strip(),
        account_id=acting.me,
        at=acting.at,
    )
    note(
        acting,
        loaded.case,
        "paper_void",
        before=routing(loaded.case),
        detail={"document": document.id},
        quiet=True,
    )
    acting.session.flush()
    return document
