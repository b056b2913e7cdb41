"""Which papers of a case a viewer may read, and which may be issued now (T/ZSM 4.3.2.1).

Papers are made from the data, so one is offered only when the data hold what it says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.cases.acting import Acting
from core.cases.collecting import ready_for
from core.cases.danger.papers import KEPT, choices_of, may_keep
from core.cases.dossiers import DOSSIER_PAPERS
from core.cases.facts import Facts
from core.cases.family_sheets import FAMILY_SHEETS
from core.cases.items_of import item_with_records, kinds_of
from core.cases.joint import co_handlers_of, leads_joint
from core.cases.letters import LETTERS
from core.cases.lifecycle import By
from core.cases.loading import Loaded
from core.cases.paperwork import SHEETS, Collector
from core.cases.partitions import reads_copy, seen_by, works
from core.cases.party_papers import PARTY_PAPERS, may_be_for
from core.cases.ready_papers import READY
from core.cases.referring import OUTSIDE
from core.cases.views import case_view
from core.documents import service as documents
from core.documents.kinds import PAPERS
from core.documents.numbering import paper_name
from core.people.roles import may
from core.privacy import Reach, shows
from core.words import Addressee, ItemView

SUPERVISING = frozenset({By.SUPERIOR_HEAD, By.COUNTY_HEAD})
COLLECTORS: Mapping[str, Collector] = {
    **SHEETS,
    **LETTERS,
    **OUTSIDE,
    **FAMILY_SHEETS,
    **DOSSIER_PAPERS,
    **PARTY_PAPERS,
    **KEPT,
}
NOTICE_OF_JOINT = "co_handling_notice"
KEPT_TITLE = "承办人留存的文书"
"""What the history calls a paper that is kept with who works the item, whatever its kind."""
CONSENTS = frozenset({"consent_form", "consent_kept"})
FOR_A_PARTY = (Addressee.PARTY, Addressee.EACH_PARTY)


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperOut:
    """An issued paper, without its bytes."""

    id: str
    kind: str
    title: str
    number: str
    state: str
    sha256: str
    issued_at: datetime
    item_id: str | None
    addressee: str
    media: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperKind:
    """A paper that may be issued now; ``parties`` to choose the addressee from, if it needs one,
    ``records`` which of several filed forms it tells, the newest first, and ``besides`` the papers
    by which somebody agrees to one of the services, each behind its item's title."""

    name: str
    title: str
    item_id: str | None
    parties: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, datetime], ...] = ()
    besides: tuple[tuple[str, str], ...] = ()


def papers_of(acting: Acting, loaded: Loaded, how_far: Reach) -> tuple[PaperOut, ...]:
    """Return the papers the viewer may read: of the case with FULL, of own items with ITEM."""
    seen = shows(how_far)
    if not seen.story or not may(acting.viewer.roles, "paper.read"):
        return ()
    own = {item.id for item in loaded.items if item.owner_id == acting.me}
    joined = acting.me in co_handlers_of(loaded)
    titles = _titles(acting)
    names = {party.id: (person.name or "") if person else "" for party, person in loaded.parties}
    return tuple(
        PaperOut(
            id=one.id,
            kind=one.kind,
            title=titles.get(one.kind, one.kind),
            number=one.number or "",
            state=one.state,
            sha256=one.sha256,
            issued_at=one.issued_at,
            item_id=one.item_id,
            addressee=names.get(one.addressee_party_id or "", ""),
            media=one.media,
        )
        for one in documents.of_case(acting.county_session, loaded.case.id)
        if (
            seen.papers
            or one.item_id in own
            or (joined and one.kind == NOTICE_OF_JOINT)
            or (one.kind in KEPT and one.issued_by == acting.me)
        )
        and reads_copy(acting, loaded, one)
    )


def offered_kept(acting: Acting, loaded: Loaded, how_far: Reach) -> tuple[PaperKind, ...]:
    """Return the papers about danger that the viewer keeps and may issue now."""
    if not shows(how_far).story or not may(acting.viewer.roles, "paper.issue"):
        return ()
    offered = []
    for name in KEPT:
        if not may_keep(acting, loaded, name) or not READY[name](loaded):
            continue
        choices = choices_of(acting, loaded, name)
        if choices is not None:
            title = PAPERS[name].title
            offered.append(
                PaperKind(name=name, title=title, item_id=None, parties=(), records=choices)
            )
    return tuple(offered)


def _of_lead(acting: Acting, loaded: Loaded) -> tuple[str, ...]:
    return (NOTICE_OF_JOINT,) if leads_joint(acting, loaded) else ()


def _titles(acting: Acting) -> dict[str, str]:
    found = {kind.name: kind.title for kind in PAPERS.values()}
    for service in acting.roster.services.values():
        for kind in service.documents:
            found[paper_name(kind, service.name)] = kind.title
    return found


def offered_papers(
    acting: Acting,
    loaded: Loaded,
    facts: Facts,
    how_far: Reach,
    *,
    issued: Sequence[PaperOut],
    of: ItemView | None = None,
) -> tuple[PaperKind, ...]:
    """Return the papers the viewer may issue for the case as it stands, or for one item *of* it.

    *issued* is what ``papers_of`` found: asking again would be a query a page.
    """
    if not shows(how_far).story or not may(acting.viewer.roles, "paper.issue"):
        return ()
    people = tuple(
        (party.id, facts.names.get(party.id) or "当事人") for party, _person in loaded.parties
    )
    offered = []
    open_to_me = COLLECTORS if shows(how_far).papers else _of_lead(acting, loaded)
    for name in open_to_me if of is None else ():
        kind = PAPERS[name]
        # what is kept about danger is offered on its own page, where nobody else looks
        if name in KEPT or not READY[name](loaded):
            continue
        if kind.kept and not may_keep(acting, loaded, name):
            continue
        if name == "supervision_letter" and not facts.relations & SUPERVISING:
            continue
        wanted = people_for(name, loaded, people) if kind.addressee in FOR_A_PARTY else ()
        if name in PARTY_PAPERS and kind.addressee in FOR_A_PARTY and not wanted:
            continue
        besides = _consents(acting, loaded) if name in CONSENTS else ()
        offered.append(
            PaperKind(name=name, title=kind.title, item_id=None, parties=wanted, besides=besides)
        )
    view = case_view(loaded)  # not the one core judges by: a plugin's function gets it as it is
    for item in loaded.items:
        service = acting.roster.services.get(item.service)
        if service is None or not (shows(how_far).papers or item.owner_id == acting.me):
            continue
        if of is not None and item.id != of.id:
            continue
        # once for all its papers: each reads the same records
        seen = of
        if seen is None and service.documents:
            rows = [(one.kind, one.state, one.item_id) for one in issued]
            seen = item_with_records(acting, item, kinds_of(rows, item))
        if seen is not None:
            seen = seen_by(acting, loaded, item, seen)
        for kind in service.documents:
            if kind.kept and not works(acting, loaded, item.id):
                continue
            if seen is None or not ready_for(acting, view, service.name, kind, seen):
                continue
            # only those it can be made for: a paper about her is not offered for his hand
            wanted = tuple(
                one
                for one in (people if kind.addressee in FOR_A_PARTY else ())
                if ready_for(acting, view, service.name, kind, seen, one[0])
            )
            offered.append(
                PaperKind(
                    name=paper_name(kind, service.name),
                    title=kind.title,
                    item_id=item.id,
                    parties=wanted,
                )
            )
    return tuple(offered)


def _consents(acting: Acting, loaded: Loaded) -> tuple[tuple[str, str], ...]:
    """Return the papers by which the people of this case agree to one of its services."""
    services = acting.roster.services
    return tuple(
        (item.title, kind.title)
        for item in loaded.items
        if item.service in services
        for kind in services[item.service].documents
        if kind.consent
    )


def people_for(
    name: str, loaded: Loaded, people: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Return those of *people* a paper of core can be for."""
    roles = {party.id: party.role for party, _person in loaded.parties}
    return tuple(one for one in people if may_be_for(name, roles[one[0]]))
