"""The papers 困难帮扶 declares, in the order of the work (T/ZSM 5.4.7; 社会救助法 11, 37, 39)."""

from core.api import Addressee, DocumentKind
from plugins.hardship_aid.places import PLACES


def _paper(
    name: str,
    title: str,
    addressee: Addressee = Addressee.NONE,
    word: str = "",
    *,
    consent: bool = False,
) -> DocumentKind:
    return DocumentKind(
        name=name,
        title=title,
        template="sheet.typ",
        addressee=addressee,
        word=word,
        consent=consent,
        schema=PLACES[name],
    )


DOCUMENTS = (
    _paper("report", "困难发现报告单", Addressee.ORGANISATION, word="报"),
    _paper("assessment", "需求评估表"),
    _paper("lists", "需求、资源、帮扶清单", Addressee.PARTY),
    _paper("application", "救助申请书", Addressee.PARTY),
    _paper("promise", "承诺和授权核对书", Addressee.PARTY, consent=True),
    _paper("mandate", "申请代办委托书", Addressee.PARTY),
    _paper("cancer_form", "低收入妇女“两癌”救助申报表", Addressee.PARTY),
    _paper("referral", "转办函", Addressee.ORGANISATION, word="转"),
    _paper("judicial", "司法救助线索移送函", Addressee.ORGANISATION, word="移"),
    _paper("job", "就业推荐函", Addressee.ORGANISATION, word="荐"),
    _paper("visit", "入户核查表"),
    _paper("notice", "公示", word="示"),
    _paper("receipt", "慰问、物资领取单", Addressee.PARTY),
    _paper("ledger", "帮扶台账"),
)
