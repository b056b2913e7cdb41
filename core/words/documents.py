"""The papers a service or core declares; what they look like lives in core.documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Addressee(StrEnum):
    """Whom a paper is for: nobody in particular, one party, each party, or another office."""

    NONE = "none"
    PARTY = "party"
    EACH_PARTY = "each_party"
    ORGANISATION = "organisation"


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentKind:
    """A kind of paper. ``word`` is the 字 in its number; ``sealed_word`` the one of the separate
    series used for sealed cases (T/ZSM 5.6.4); ``template`` a typst file of the owner."""

    name: str
    title: str
    template: str
    addressee: Addressee = Addressee.NONE
    word: str = ""
    sealed_word: str = ""
