"""The warning schemes a county meets: those shipped, those loaded brands bring, those kept.

Whoever grades by a brand's own levels keeps them beside the grade as they were that day, so that a
grade is read in the words it was given in when the levels were changed since, or the brand's folder
is gone (T/ZSM 5.5.3.1).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.cases.models import WarningEdition
from core.cases.schemes import OF_BRAND, SCHEMES
from core.clocks import now
from core.roster import Roster
from core.words import Brand, Ground, Option, WarningLevel, WarningScheme


class SchemeBook:
    """Schemes by code. What was kept is read when a code is none of the shipped ones, once."""

    def __init__(self, session: Session, roster: Roster) -> None:
        self._session, self._roster = session, roster

    def of_brand(self, brand: Brand | None) -> WarningScheme | None:
        """Return the scheme a brand grades by, None when it grades as the county does."""
        if brand is None:
            return None
        return brand.warning or SCHEMES.get(brand.warning_scheme)

    def level(self, scheme: str, code: str, edition: str = "") -> WarningLevel | None:
        """Return a level a case was given: in the words of *edition*, else as it is called now,
        else as it was called last; None for none, and for a scheme nobody ever graded by."""
        if not code:
            return None
        for one in self._called(scheme, edition):
            found = next((level for level in one.levels if level.code == code), None)
            if found is not None:
                return found
        return None

    def scheme(self, scheme: str, edition: str = "") -> WarningScheme | None:
        """Return a scheme as *edition* kept it, else as it is now, else as it was last."""
        return next(iter(self._called(scheme, edition)), None)

    def _called(self, scheme: str, edition: str) -> list[WarningScheme]:
        if scheme in SCHEMES:
            return [SCHEMES[scheme]]
        kept = self._kept.get(scheme, {})
        brand = self._roster.brands.get(scheme)
        live = brand.warning if brand else None
        told = [kept.get(edition), live, *reversed(kept.values())]
        return [one for one in told if one is not None]

    @cached_property
    def _kept(self) -> dict[str, dict[str, WarningScheme]]:
        """The editions of the county by scheme and digest, the oldest first."""
        rows = self._session.scalars(
            select(WarningEdition).order_by(WarningEdition.kept_at, WarningEdition.id)
        )
        found: dict[str, dict[str, WarningScheme]] = {}
        for row in rows:
            found.setdefault(row.scheme, {})[row.digest] = read(row.snapshot)
        return found

    def counted(self, code: str) -> tuple[str, str]:
        """Return whose and what a level is that was counted under *code* (`counted_as`): the title
        of the brand, "" for a scheme of the county's; the label, *code* itself for none known."""
        scheme, _dot, level = code.rpartition(OF_BRAND)
        if not scheme:
            every = (one for shipped in SCHEMES.values() for one in shipped.levels)
            return "", next((one.label for one in every if one.code == level), code)
        brand, found = self._roster.brands.get(scheme), self.level(scheme, level)
        told = self.scheme(scheme)
        title = brand.title if brand else told.title if told else scheme
        return title, found.label if found else level

    def of_brands(self) -> tuple[tuple[Brand, WarningScheme], ...]:
        """Return the loaded brands that grade by levels of their own."""
        return tuple(
            (brand, brand.warning)
            for brand in self._roster.brands.values()
            if brand.warning is not None
        )

    def keep(self, scheme: WarningScheme) -> str:
        """Keep a brand's scheme as it is now and return its digest; "" for a shipped one, which
        never leaves."""
        if scheme.code in SCHEMES:
            return ""
        told = snapshot(scheme)
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        if digest not in self._kept.get(scheme.code, {}):
            self._session.add(
                WarningEdition(scheme=scheme.code, digest=digest, snapshot=told, kept_at=now())
            )
            self._session.flush()
            del self._kept
        return digest


def snapshot(scheme: WarningScheme) -> dict[str, Any]:
    """Return *scheme* as JSON."""
    told: dict[str, Any] = json.loads(json.dumps(asdict(scheme), ensure_ascii=False))
    return told


def read(told: Mapping[str, Any]) -> WarningScheme:
    """Return the scheme *snapshot* made of."""
    return WarningScheme(
        code=told["code"],
        title=told["title"],
        source=told["source"],
        factors=tuple(Option(**one) for one in told["factors"]),
        levels=tuple(
            WarningLevel(**{**one, "grounds": tuple(Ground(**ground) for ground in one["grounds"])})
            for one in told["levels"]
        ),
    )
