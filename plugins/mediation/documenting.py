"""The papers 家事调解 declares, in the order of the file (人民调解法 27; T/ZSM 5.4.3)."""

from core.api import Addressee, DocumentKind
from plugins.mediation.places import PLACES


def _paper(
    name: str,
    title: str,
    word: str = "",
    addressee: Addressee = Addressee.NONE,
    template: str = "sheet.typ",
) -> DocumentKind:
    return DocumentKind(
        name=name,
        title=title,
        template=template,
        addressee=addressee,
        word=word,
        schema=PLACES[name],
    )


DOCUMENTS = (
    _paper("application", "人民调解申请书", addressee=Addressee.PARTY),
    _paper("register", "受理登记表", word="受"),
    _paper("rights", "权利义务告知书", addressee=Addressee.EACH_PARTY),
    _paper("appointment", "调解员选定和回避声明"),
    _paper("investigation", "调查笔录和证据目录"),
    _paper("summons", "调解通知书", word="通", addressee=Addressee.EACH_PARTY),
    _paper("sitting", "调解笔录"),
    _paper(
        "agreement",
        "调解协议书",
        word="协",
        addressee=Addressee.EACH_PARTY,
        template="agreement.typ",
    ),
    _paper("oral_register", "口头协议登记表", word="口"),
    _paper("confirmation", "司法确认申请书"),
    _paper("termination", "终止调解告知书", word="终", addressee=Addressee.EACH_PARTY),
    _paper("delivery", "送达回证", addressee=Addressee.EACH_PARTY),
    _paper("hand_over", "移送函", word="移", addressee=Addressee.ORGANISATION),
    _paper("court_extension", "延长调解期限告知函", word="延", addressee=Addressee.ORGANISATION),
    _paper("court_reply", "调解结果函", word="函", addressee=Addressee.ORGANISATION),
    _paper("police", "请求不予处罚申请书", addressee=Addressee.ORGANISATION),
    _paper("subsidy", "以案定补补贴审核表", word="补"),
)
