"""The papers 家事信访 declares, in the order of the work (信访工作条例 19 to 36)."""

from core.api import Addressee, DocumentKind

HERS, OUT = Addressee.PARTY, Addressee.ORGANISATION


def _paper(
    name: str, title: str, word: str = "", addressee: Addressee = Addressee.NONE
) -> DocumentKind:
    return DocumentKind(
        name=name, title=title, template="sheet.typ", addressee=addressee, word=word
    )


DOCUMENTS = (
    _paper("register", "来访来电来信登记表", "访"),
    _paper("accepted", "受理告知书", "受", HERS),
    _paper("forwarded", "转送告知书", "告", HERS),
    _paper("declined", "不予受理告知书", "不受", HERS),
    _paper("objection", "管辖异议函", "异", OUT),
    _paper("report", "强制报告表", "强报", OUT),
    _paper("lead", "线索移送函", "移", OUT),
    _paper("transfer", "转送、交办函", "转", OUT),
    _paper("clue", "公益诉讼线索表", "线", OUT),
    _paper("prompt", "督促处理提示函", "提", OUT),
    _paper("urging", "督促处理意见书", "督", OUT),
    _paper("extension", "延期告知书", "延", HERS),
    _paper("reply", "信访答复书", "答", HERS),
    _paper("opinion", "信访事项处理意见书", "意", HERS),
    _paper("review", "复查意见书", "查", HERS),
    _paper("final", "复核意见书", "核", HERS),
)
