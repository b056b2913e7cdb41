"""The papers 法律援助 declares, in the order of the work (法律援助法 41 to 50).

What the centre writes is kept as it came; what we print about it is for the applicant's hand. The
ministry's forms were not obtained (SF/T 0024-2017): these are ours, and a county may replace them.
"""

from core.api import Addressee, DocumentKind
from plugins.legal_aid.places import PLACES

HERS, OUT = Addressee.PARTY, Addressee.ORGANISATION


def _paper(
    name: str, title: str, addressee: Addressee = Addressee.NONE, word: str = ""
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
    _paper("application", "法律援助申请表", HERS),
    _paper("means", "经济困难状况说明表", HERS),
    _paper("promise", "个人诚信承诺书", HERS),
    _paper("exempt", "免予核查说明", HERS),
    _paper("told_once", "一次性告知书", HERS, word="补"),
    _paper("transfer", "移送函", OUT, word="援移"),
    _paper("received", "受理通知", HERS, word="援受"),
    _paper("advance", "先行援助记录"),
    _paper("decision", "决定告知单", HERS),
    _paper("objection", "异议申请", HERS),
    _paper("assigned", "指派告知单", HERS),
    _paper("ended", "终止告知单", HERS),
    _paper("report", "结案报告"),
    _paper("callback", "回访表"),
)
