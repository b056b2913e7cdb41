"""The papers 法律咨询 declares, in the order of the work (T/ZSM 5.4.4)."""

from core.api import Addressee, DocumentKind
from plugins.legal_consult.places import PLACES

HERS, OUT = Addressee.PARTY, Addressee.NONE


def _paper(
    name: str, title: str, word: str = "", addressee: Addressee = Addressee.PARTY
) -> DocumentKind:
    return DocumentKind(
        name=name,
        title=title,
        template="sheet.typ",
        addressee=addressee,
        word=word,
        schema=PLACES[name],
    )


DOCUMENTS = (
    _paper("register", "咨询登记表", addressee=OUT),
    _paper("opinion", "书面法律意见", word="法意"),
    _paper("order", "人身安全保护令申请书"),
    _paper("evidence", "证据清单"),
    _paper("help_record", "求助记录证明", word="证"),
    _paper("pleading", "起诉状、答辩状要素表"),
    _paper("agreement", "协议书（代拟）"),
    _paper("writing", "代书登记", addressee=OUT),
)
