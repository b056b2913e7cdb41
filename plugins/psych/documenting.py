"""The papers 心理疏导 declares, in the order of the work (T/ZSM 5.4.5; 精神卫生法 4, 23).

What tells what was said or found in the room is kept with the counsellor; only the sheets somebody
signs or takes along, and the short closing words, lie in the case.
"""

from core.api import Addressee, DocumentKind
from plugins.psych.places import PLACES

CONSENT_VERSION = "2026-1"
"""The edition of the words of the consent sheet; another wording is another edition."""


def _paper(
    name: str,
    title: str,
    addressee: Addressee = Addressee.PARTY,
    *,
    word: str = "",
    kept: bool = False,
    consent: bool = False,
) -> DocumentKind:
    return DocumentKind(
        name=name,
        title=title,
        template="sheet.typ",
        addressee=addressee,
        word=word,
        kept=kept,
        consent=consent,
        schema=PLACES[name],
    )


DOCUMENTS = (
    _paper("appointment", "预约单"),
    _paper("consent", "知情同意书", consent=True),
    _paper("case_record", "个案记录表", kept=True),
    _paper("screening", "筛查记录", kept=True),
    _paper("group", "团体活动记录", Addressee.NONE, kept=True),
    _paper("crisis", "危机处置记录", kept=True),
    _paper("advice", "建议就医告知", kept=True),
    _paper("referral", "转介单", Addressee.ORGANISATION, word="转", kept=True),
    _paper("reply", "转介回执", Addressee.ORGANISATION, kept=True),
    _paper("closing", "结案小结", Addressee.NONE),
)
