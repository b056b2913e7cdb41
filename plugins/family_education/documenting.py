"""The papers 家风培育 declares for a family, in the order of the work (T/ZSM 5.4.8).

What was found about a child is kept with who gives the guidance; another office learns whether an
order was kept, and nothing of the child.
"""

from core.api import Addressee, DocumentKind
from plugins.family_education.places import PLACES


def _paper(
    name: str,
    title: str,
    addressee: Addressee = Addressee.NONE,
    *,
    word: str = "",
    kept: bool = False,
) -> DocumentKind:
    return DocumentKind(
        name=name,
        title=title,
        template="sheet.typ",
        addressee=addressee,
        word=word,
        kept=kept,
        schema=PLACES[name],
    )


HERS, OUT = Addressee.PARTY, Addressee.ORGANISATION
DOCUMENTS = (
    _paper("intake_record", "接案记录表", kept=True),
    _paper("receipt", "接受家庭教育指导通知书回执", OUT, word="家回"),
    _paper("assessment", "预估表", kept=True),
    _paper("plan", "家庭教育指导方案", HERS),
    _paper("session", "家庭教育指导记录", kept=True),
    _paper("urging", "家庭教育督促书", HERS, word="家督"),
    _paper("urged_record", "劝诫、批评教育记录", kept=True),
    _paper("lesson", "教育引导记录", kept=True),
    _paper("attendance", "到课证明", HERS),
    _paper("report", "履行情况回告函", OUT, word="家告"),
    _paper("closing", "结案评估表", kept=True),
)
