"""The papers 婚姻辅导 declares, in the order of the work (T/ZSM 5.4.1; MZ/T 084—2017).

What tells what was said is kept with the counsellor; what somebody takes home tells nothing of the
other one, and the help card tells nothing at all.
"""

from core.api import Addressee, DocumentKind
from plugins.marriage_counseling.places import PLACES


def _paper(
    name: str,
    title: str,
    addressee: Addressee = Addressee.PARTY,
    *,
    word: str = "",
    dated: bool = True,
    kept: bool = False,
    consent: bool = False,
    template: str = "sheet.typ",
) -> DocumentKind:
    return DocumentKind(
        name=name,
        title=title,
        template=template,
        addressee=addressee,
        word=word,
        dated=dated,
        kept=kept,
        consent=consent,
        # the help card has none: it keeps the look that tells nothing
        schema=PLACES.get(name),
    )


DOCUMENTS = (
    _paper("confidentiality", "保密协议", Addressee.EACH_PARTY, consent=True),
    _paper("privacy", "隐私保护协议", Addressee.EACH_PARTY, consent=True),
    _paper("help_card", "求助卡", Addressee.NONE, dated=False, template="help_card.typ"),
    _paper("cooling", "离婚冷静期提示单"),
    _paper("record", "辅导记录表", kept=True),
    _paper("pact", "家庭公约", Addressee.EACH_PARTY),
    _paper("referral", "转介单", Addressee.ORGANISATION, word="转", kept=True),
    _paper("feedback", "参加情况回告单", Addressee.ORGANISATION, word="回"),
)
