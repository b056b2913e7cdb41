"""The commands over a county's Word templates: keep a version, put it in force, return to ours.

A version is judged when it is brought and again when it is put in force, because a paper may have
gained or lost a field in between. Copies already issued never change: they are bytes of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from core.documents.models import WordTemplate
from core.documents.word.lint import faults_of, misplaced
from core.words import DocumentKind, Objection

DRAFT, IN_FORCE, RETIRED = "draft", "in_force", "retired"


class TemplateFaulty(ValueError):
    """The file cannot be the template; ``reasons`` name place, placeholder and why."""

    def __init__(self, reasons: tuple[Objection, ...]) -> None:
        self.reasons = reasons
        super().__init__(f"{len(reasons)} faults")


def bring(
    session: Session,
    name: str,
    kind: DocumentKind,
    content: bytes,
    *,
    file_name: str,
    account_id: str,
    at: datetime,
) -> WordTemplate:
    """Keep *content* as the next version of *kind*, a draft; the newest again when it is the same
    file, so that a double click brings one version. *name* is the paper's full name.

    Raises ``TemplateFaulty``, and KeyError for a kind that offers nothing to a template.
    """
    faults = faults_of(kind, content)
    if faults:
        raise TemplateFaulty(faults)
    last = session.scalars(
        select(WordTemplate)
        .where(WordTemplate.kind == name)
        .order_by(WordTemplate.version.desc())
        .limit(1)
    ).first()
    digest = hashlib.sha256(content).hexdigest()
    if last is not None and last.sha256 == digest:
        return last
    template = WordTemplate(
        kind=name,
        version=(last.version if last else 0) + 1,
        state=DRAFT,
        file_name=file_name[:120],
        content=content,
        sha256=digest,
        size=len(content),
        uploaded_by=account_id,
        uploaded_at=at,
    )
    session.add(template)
    session.flush()
    return template


def put_in_force(
    session: Session,
    template: WordTemplate,
    kind: DocumentKind,
    *,
    account_id: str,
    at: datetime,
) -> None:
    """Let new papers of the kind be made from *template*; judged again before."""
    faults = faults_of(kind, template.content)
    if faults:
        raise TemplateFaulty(faults)
    retire(session, template.kind, account_id=account_id, at=at)
    template.state, template.decided_by, template.decided_at = IN_FORCE, account_id, at
    session.flush()


def retire(session: Session, name: str, *, account_id: str, at: datetime) -> bool:
    """Return to our own look for the paper *name*; tell whether there was anything to return from.

    Also for a paper nobody here knows any more: its service may be gone for good.
    """
    found = session.scalars(
        select(WordTemplate).where(WordTemplate.kind == name, WordTemplate.state == IN_FORCE)
    ).all()
    for one in found:
        one.state, one.decided_by, one.decided_at = RETIRED, account_id, at
    session.flush()
    return bool(found)


def usable(session: Session, name: str, kind: DocumentKind) -> WordTemplate | None:
    """Return the template new papers of *kind* are made from, None for our own look.

    Also None when the paper has changed since and the one in force asks for what is no longer
    there: the desk gets its paper, and the admin is told on the page (``unfit``).
    """
    template = session.scalar(
        select(WordTemplate)
        .where(WordTemplate.kind == name, WordTemplate.state == IN_FORCE)
        .options(undefer(WordTemplate.content))
    )
    if template is None or not fits(kind, template.content):
        return None
    return template


@lru_cache(maxsize=64)  # the same file comes with every copy of its paper
def fits(kind: DocumentKind, content: bytes) -> bool:
    """Tell whether *content* asks for nothing that the paper as it is today does not offer."""
    try:
        return not misplaced(kind, content)
    except KeyError:
        return False


def unfit(session: Session, kinds: Mapping[str, DocumentKind]) -> frozenset[str]:
    """Return of *kinds* those whose template in force no longer fits: they come in our look."""
    rows = session.execute(
        select(WordTemplate.kind, WordTemplate.content).where(WordTemplate.state == IN_FORCE)
    )
    return frozenset(
        name for name, content in rows if name in kinds and not fits(kinds[name], content)
    )


def version_of(session: Session, kind: str, version: int) -> WordTemplate | None:
    """Return one version with its bytes."""
    return session.scalar(
        select(WordTemplate)
        .where(WordTemplate.kind == kind, WordTemplate.version == version)
        .options(undefer(WordTemplate.content))
    )


def versions(session: Session) -> Mapping[str, tuple[WordTemplate, ...]]:
    """Return the county's versions by kind, the newest first, without their bytes."""
    rows = session.scalars(
        select(WordTemplate).order_by(WordTemplate.kind, WordTemplate.version.desc())
    ).all()
    return {
        kind: tuple(one for one in rows if one.kind == kind)
        for kind in dict.fromkeys(one.kind for one in rows)
    }
