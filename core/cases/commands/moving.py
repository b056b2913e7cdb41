"""Make a move of the lifecycle table, or tell which moves are open and why others are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.cases.acting import Acting
from core.cases.effects import EFFECTS
from core.cases.errors import Forbidden, MoveRefused, Stale
from core.cases.facts import Args, Facts
from core.cases.guards import GUARDS
from core.cases.history import note, routing
from core.cases.lifecycle import EDGES, By, Edge, edges_for
from core.cases.loading import Loaded, open_case
from core.people.roles import may
from core.roster import apart, guard
from core.words import CASE_STATES, MOVES, Move, Objection

BY_FREE = frozenset({Move.RECEIVE, Move.URGENT_REPORT, Move.ESCALATE, Move.ACCEPT})
"""Moves a plugin's objection may never stop: people first (design: the contract)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveOffer:
    """A move as offered on the page: open, or the reasons why not."""

    move: Move
    title: str
    allowed: bool
    objections: tuple[Objection, ...]
    asks: tuple[str, ...]
    clause: str
    waivable: bool


def plugins_object(
    acting: Acting,
    loaded: Loaded,
    facts: Facts,
    act: Move,
    asked: frozenset[str] | None = None,
) -> tuple[Objection, ...]:
    """Return what the plugins of the case's items object to *act*; *asked* are those to ask, where
    the caller knows them already."""
    if act in BY_FREE or not loaded.items:
        return ()
    if asked is None:
        asked = acting.board.asked(acting.roster, loaded.path)
    answers = guard(acting.roster, asked, case=facts.view, act=act)
    return tuple(objection for _plugin, objection in answers.values)


def judge_edge(edge: Edge, facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Return every objection of the edge's guards."""
    found: list[Objection] = []
    if facts.level not in edge.levels:
        found.append(Objection(text="本级没有这一步", citation="附录 B", code="level"))
    for name in edge.guards:
        found.extend(GUARDS[name](facts, args))
    return tuple(found)


def not_by_you(edge: Edge) -> Objection:
    """The refusal for someone who is not the one to make the move."""
    return Objection(text="这一步不由您办", citation="T/ZSM 5.6.1", code="not_yours")


def allowed_by(edge: Edge, relations: Iterable[By]) -> bool:
    """Tell whether one of the viewer's relations may make the move."""
    return bool(edge.by & frozenset(relations))


def moves_of(acting: Acting, loaded: Loaded, facts: Facts) -> tuple[MoveOffer, ...]:
    """Return every move of the case's state, in the order of the table, with reasons."""
    asked = acting.board.asked(acting.roster, loaded.path)
    with apart(acting.roster):
        return tuple(_offers(acting, loaded, facts, asked))


def _offers(
    acting: Acting, loaded: Loaded, facts: Facts, asked: frozenset[str]
) -> Iterator[MoveOffer]:
    for edge in EDGES:
        if facts.state not in edge.sources or facts.level not in edge.levels:
            continue
        if not allowed_by(edge, facts.relations):
            continue
        objections = judge_edge(edge, facts, Args(preview=True))
        if not objections:
            objections = plugins_object(acting, loaded, facts, edge.move, asked)
        yield MoveOffer(
            move=edge.move,
            title=MOVES[edge.move],
            allowed=not objections,
            objections=objections,
            asks=edge.asks,
            clause=edge.clause,
            waivable=bool(objections) and all(one.waivable for one in objections),
        )


def not_open(act: Move) -> MoveOffer:
    """Return *act* as a move that is not open, asking all it ever asks: the page of a refused move
    keeps what was typed into it, also after the case went on without it."""
    edges = [edge for edge in EDGES if edge.move is act]
    return MoveOffer(
        move=act,
        title=MOVES[act],
        allowed=False,
        objections=(),
        asks=tuple(dict.fromkeys(one for edge in edges for one in edge.asks)),
        clause=edges[0].clause if edges else "",
        waivable=False,
    )


def move(acting: Acting, number: str, act: Move, version: int, args: Args) -> Loaded:
    """Make *act* on the case *number*, quoting the *version* the caller saw.

    Raises Unknown, Forbidden, Stale, or MoveRefused with every reason at once.
    """
    loaded, facts, _reach = open_case(acting, number, lock=True)
    if not may(acting.viewer.roles, "case.move") and not may(acting.viewer.roles, "case.urge"):
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    edges = edges_for(act, facts.state)
    if not edges:
        raise MoveRefused(
            Objection(
                text="现在是“%(state)s”，不能这样办",
                citation="附录 B",
                code="state",
                values={"state": CASE_STATES[facts.state]},
            )
        )
    edge = edges[0]
    if not allowed_by(edge, facts.relations):
        raise MoveRefused(not_by_you(edge))
    args = _knowing_parties(facts, args)
    ours = judge_edge(edge, facts, args)
    theirs = _not_waived(facts, args, plugins_object(acting, loaded, facts, act))
    if objections := (*ours, *theirs):
        raise MoveRefused(*objections)
    apply(acting, loaded, facts, edge, args)
    return loaded


def _not_waived(facts: Facts, args: Args, objections: Iterable[Objection]) -> tuple[Objection, ...]:
    """Leave out what the head of the holder waives with a reason: a plugin whose guard broke must
    not hold a family up. What a guard says when it works is not waivable unless it says so."""
    waives = By.HOLDER_HEAD in facts.relations and len(args.reason.strip()) >= 2
    return tuple(one for one in objections if not (waives and one.waivable))


def _knowing_parties(facts: Facts, args: Args) -> Args:
    """Who is present and is a party counts as one, also when named in words: a sitting could
    otherwise pass by the yes it needs (人民调解法第17条)."""
    ids = {name: party_id for party_id, name in facts.names.items() if name}
    named = (one.strip() for one in args.present)
    return replace(args, present=tuple(ids.get(one, one) for one in named if one))


def apply(acting: Acting, loaded: Loaded, facts: Facts, edge: Edge, args: Args) -> None:
    """Carry out an edge whose guards agreed: state, effects, history, audit, outbox."""
    case = loaded.case
    before = routing(case)
    if edge.to is not None:
        case.state = edge.to.value
    for name in edge.effects:
        EFFECTS[name](acting, loaded, facts, args)
    case.version += 1
    text = {
        key: value
        for key, value in (
            ("reason", args.reason.strip()),
            ("outcome", args.outcome.strip()),
            ("waiver", args.waiver),
        )
        if value
    }
    note(
        acting,
        case,
        edge.move.value,
        before=before,
        text=text,
        detail={"from": before["state"], "to": case.state, "waiver": args.waiver},
    )
    acting.session.flush()
