"""The papers a service or core declares; what they look like lives in core.documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

SHEET_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "office": "单位名称",
        "title": "标题",
        "to": "送给谁",
        "opening": "开头语",
        "note": "说明",
    }
)
SHEET_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = MappingProxyType(
    {
        "facts": ("各项情况", {"label": "名目", "text": "内容"}),
        "parts": ("各段内容", {"heading": "小标题", "text": "内容"}),
        "signs": ("签名人", {}),
    }
)
"""What every sheet has, whatever it says (core/documents/parts.py)."""
STAMPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "文号",
        "verify_code": "校验码",
        "issued_on": "出具日期",
        "replaces": "代替的文号",
        "brand_title": "品牌名称",
        "brand_slogan": "品牌口号",
    }
)
"""What core puts on every paper of a service."""
_PLACE: Final = re.compile("[a-z][a-z_]{0,39}")
# the engine looks for an attribute of a row before it looks for a key
_METHODS: Final = frozenset(one for one in dir({}) if not one.startswith("_"))


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperTable:
    """A list of a paper: what it is called, and its columns by name; none for plain texts."""

    title: str
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperSchema:
    """What a county's own Word template of a paper may name: the names, and what each is called.

    With ``of_sheet`` the collector returns what ``sheet()`` makes: a name stands for the fact, the
    part or the table that is called so on the paper, and what every sheet has (``office title to
    opening note facts parts signs``) may be named beside them. Without it the names are the keys of
    what the collector returns. Nothing else ever reaches the file, so a template can show nobody
    more than the paper does. Raises ValueError for a name no template could write, or one twice.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, PaperTable] = field(default_factory=dict)
    of_sheet: bool = True

    def __post_init__(self) -> None:
        names = (*self.texts, *self.tables)
        called = (*self.texts.values(), *(one.title for one in self.tables.values()))
        columns = [one for table in self.tables.values() for one in table.columns]
        every = {"row", *STAMPED} | ({*SHEET_TEXTS, *SHEET_TABLES} if self.of_sheet else set())
        wrong = [one for one in (*names, *columns) if not _PLACE.fullmatch(one)]
        wrong += [one for one in columns if one in _METHODS]
        wrong += [one for one in names if one in every or names.count(one) > 1]
        wrong += [one for one in called if self.of_sheet and called.count(one) > 1]
        if wrong:
            msg = f"no template could tell these places: {', '.join(dict.fromkeys(wrong))}"
            raise ValueError(msg)


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
    it, neither the lead nor a head (精神卫生法 23). ``schema`` lets a county replace the look with
    a Word template of its own; without it the paper has this one look. ``consent`` says that
    somebody agrees by it to what this service does: it is named beside core's own consent form.
    """

    name: str
    title: str
    template: str
    addressee: Addressee = Addressee.NONE
    word: str = ""
    sealed_word: str = ""
    dated: bool = True
    kept: bool = False
    consent: bool = False
    schema: PaperSchema | None = field(default=None, hash=False)


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

    @classmethod
    def of(
        cls,
        documents: Iterable[DocumentKind],
        issued: Collection[str],
        wanted: Iterable[str],
        *,
        difficulty: str = "simple",
    ) -> FileMeter:
        """Return the meter of a file that asks for the papers *wanted*, by name, of those a service
        declares; raises KeyError for one it does not."""
        titles = {one.name: one.title for one in documents}
        pieces = (FilePiece(title=titles[one], there=one in issued) for one in wanted)
        return cls(difficulty=difficulty, pieces=tuple(pieces))

    @property
    def there(self) -> int:
        """How many of the pieces are there."""
        return sum(piece.there for piece in self.pieces)

    @property
    def missing(self) -> tuple[str, ...]:
        """The titles of the others, in the order of the file."""
        return tuple(piece.title for piece in self.pieces if not piece.there)
