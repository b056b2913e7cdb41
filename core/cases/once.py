"""Idempotency keys: a double click, a retry or a lost answer never makes a second case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import bindparam, select

from core.cases.acting import Acting
from core.cases.errors import KeyReused
from core.cases.models import Once
from core.db import db, prepared

_EARLIER = prepared(
    select(Once).where(Once.account_id == bindparam("me"), Once.key == bindparam("key"))
)


def body_hash(body: Mapping[str, object]) -> str:
    """Return a digest of what was sent, independent of the order of keys."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def earlier_answer(acting: Acting, key: str, what: str, body: Mapping[str, object]) -> str | None:
    """Return the answer this key already got, None when it is new.

    Raises KeyReused when the key came with another body. Keys belong to one account.
    """
    if not key:
        return None
    row = acting.session.scalars(_EARLIER, {"me": acting.me, "key": key}).one_or_none()
    if row is None:
        return None
    if row.what != what or row.body_hash != body_hash(body):
        raise KeyReused(key)
    return row.answer


def remember(acting: Acting, key: str, what: str, body: Mapping[str, object], answer: str) -> None:
    """Keep the answer in the transaction that made it; two at once collide and one is retried."""
    if key:
        acting.session.add(
            Once(
                account_id=acting.me,
                key=key,
                what=what,
                body_hash=body_hash(body),
                answer=answer,
                at=acting.at,
            )
        )


def is_filed(account_id: str, key: str) -> bool:
    """Tell whether *account_id* has filed something under *key*; in the session of the request."""
    asked = select(Once.id).where(Once.account_id == account_id, Once.key == key).limit(1)
    return bool(key) and db.session.scalars(asked).first() is not None
