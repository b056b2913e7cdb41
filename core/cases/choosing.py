"""Whom a case may be given to, and how a refusal of somebody tells no more than the asker may know.

Whoever reads the case whole reads the wishes too and is told plainly. Anybody else gets the same
list and the same words as in a case without wishes, so that offering colleagues one after another
tells of none whether the family named him (T/ZSM 5.6.4; docs/security.md, `colleague-refused`).
"""

from __future__ import annotations

from core.cases.acting import Acting
from core.cases.errors import MoveRefused
from core.cases.loading import Loaded
from core.cases.people_of import works_here
from core.privacy import Reach, shows
from core.words import Objection


def may_name(
    acting: Acting, loaded: Loaded, how_far: Reach, account_id: str, point_id: str | None = None
) -> None:
    """Raise MoveRefused unless the account works on cases in this county (at *point_id*) today and
    this one need not be kept from it."""
    if account_id in loaded.barred_accounts:
        if shows(how_far).papers:
            raise MoveRefused(
                Objection(
                    text="回避或按当事人要求，不选这位同事", citation="T/ZSM 5.6.4", code="barred"
                )
            )
        raise _unfit()
    if not works_here(acting, account_id, point_id):
        raise _unfit()


def left_out(loaded: Loaded, how_far: Reach) -> frozenset[str]:
    """Return the accounts a list of colleagues leaves out for this reader."""
    return loaded.barred_accounts if shows(how_far).papers else frozenset()


def _unfit() -> MoveRefused:
    return MoveRefused(
        Objection(text="不能选这位同事，请另选一位", citation="T/ZSM 5.6.1", code="no_post")
    )
