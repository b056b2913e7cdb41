"""What a move has to bring with it in words: a reason, an answer, a body, a person.

With ``Args.preview`` nothing was sent yet, so none of these speaks.
"""

from __future__ import annotations

from core.cases.facts import Args, Facts
from core.cases.guards.refusing import no
from core.words import Objection


def reason_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A reason in words is asked for."""
    if args.preview or len(args.reason.strip()) >= 2:
        return ()
    return no("请写明理由，两个字以上", "T/ZSM 5.6.1", "reason_missing", at="reason")


def answer_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Answering on the spot needs the answer (5.4.2)."""
    if args.preview or len(args.outcome.strip()) >= 2:
        return ()
    return no("请写下当场答复的内容", "T/ZSM 5.4.2", "answer_missing", at="outcome")


def outcome_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Closing needs its outcome in words."""
    if args.preview or len(args.outcome.strip()) >= 2:
        return ()
    return no("请写明结果", "附录 B", "outcome_missing", at="outcome")


def organisation_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A transfer out names the receiving body."""
    if args.preview or len(args.outcome.strip()) >= 2:
        return ()
    return no("请写明移送给哪个单位", "T/ZSM 5.6.2", "organisation_missing", at="outcome")


def account_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A hand-over names the person who takes it."""
    if args.preview or args.to_account:
        return ()
    return no("请选接手的人", "T/ZSM 5.6.1", "account_missing", at="to_account")


def plan_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A 处置方案 names responsible bodies, measures and dates."""
    if args.preview or (args.plan.strip() and args.measures):
        return ()
    return no("请写明责任单位、措施和期限", "T/ZSM 5.5.2.1", "plan_missing", at="plan")


def other_case_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A merge names the case that goes on."""
    if args.preview or (args.into and args.into != facts.view.number):
        return ()
    return no("请写明并入哪个办件", "T/ZSM 5.3.1", "other_missing", at="into")
