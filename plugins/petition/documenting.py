"""The papers 家事信访 declares, in the order of the work (信访工作条例 19 to 36)."""

from core.api import Addressee, DocumentKind
from plugins.petition.places import PLACES

HERS, OUT = Addressee.PARTY, Addressee.ORGANISATION


def _paper(
    name: str, title: str, word: str = "", addressee: Addressee = Addressee.NONE
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
    _paper("register", "来访来电来信登记表", word="访"),
    _paper("accepted", "受理告知书", word="受", addressee=HERS),
    _paper("forwarded", "转送告知书", word="告", addressee=HERS),
    _paper("declined", "不予受理告知书", word="不受", addressee=HERS),
    _paper("objection", "管辖异议函", word="异", addressee=OUT),
    _paper("report", "强制报告表", word="强报", addressee=OUT),
    _paper("lead", "线索移送函", word="移", addressee=OUT),
    _paper("transfer", "转送、交办函", word="转", addressee=OUT),
    _paper("clue", "公益诉讼线索表", word="线", addressee=OUT),
    _paper("prompt", "督促处理提示函", word="提", addressee=OUT),
    _paper("urging", "督促处理意见书", word="督", addressee=OUT),
    _paper("extension", "延期告知书", word="延", addressee=HERS),
    _paper("reply", "信访答复书", word="答", addressee=HERS),
    _paper("opinion", "信访事项处理意见书", word="意", addressee=HERS),
    _paper("review", "复查意见书", word="查", addressee=HERS),
    _paper("final", "复核意见书", word="核", addressee=HERS),
)
