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
class Issuer:
    """A body with a seal of its own, whose number series a paper takes instead of the point's.

    ``word`` is its short name in the number, as registered with the county; a paper issued by it
    is counted per word, so two points that work in its name share one series."""

    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentKind:
    """A kind of paper. Outside its owner a plugin's is called ``<plugin>.<name>``.

    ``template`` is a typst file of the owner. ``word`` is what stands before 字 in the number,
    empty for a paper without a number; ``sealed_word`` the one of the separate series that
    papers of sealed cases take (T/ZSM 5.6.4), ``word`` + 专 when left out. ``dated=False`` keeps
    the day out of the paper and of the file's properties: for a slip that must not tell it.
    A ``kept`` paper stays with whoever works the item: nobody else issues, reads, voids or binds
    it, neither the lead nor a head (精神卫生法 23).
    """

    name: str
    title: str
    template: str
    addressee: Addressee = Addressee.NONE
    word: str = ""
    sealed_word: str = ""
    dated: bool = True
    kept: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FilePiece:
    """A piece the file of an item asks for, and whether it is there."""

    title: str
    there: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FileMeter:
    """How whole the file of an item is. ``difficulty`` is a code of ``DIFFICULTIES``; ``pieces``
    are those it asks for, in the order of the file (人民调解法 27)."""

    difficulty: str
    pieces: tuple[FilePiece, ...]
