"""The first form of 困难帮扶, and all of them in order (T/ZSM 5.4.7, 社会救助法 39)."""

from core.api import Field, Form, Kind, Sensitivity, options
from plugins.hardship_aid.forms_apply import APPLICATION, EXTENSION, MATCHING
from plugins.hardship_aid.forms_assessment import ASSESSMENT
from plugins.hardship_aid.forms_giving import DELIVERY, FIRST_AID, PAPERS
from plugins.hardship_aid.forms_outcome import (
    CLOSING,
    DECISION,
    NOTICE,
    REFUSAL,
    REVIEW,
    SENT_UP,
    VISIT,
)
from plugins.hardship_aid.needs import NEED_LIST, NEEDS

S = Sensitivity.SENSITIVE

DISCOVERY = Form(
    key="hardship_aid.discovery",
    title="困难发现登记",
    version=2,
    about="person",
    fields=(
        Field(
            name="person",
            label="帮扶对象",
            kind=Kind.PARTY,
            purpose="文书：困难发现报告单",
            required=True,
        ),
        Field(
            name="source",
            label="怎么发现的",
            kind=Kind.CHOICE,
            purpose="法律：社会救助法第39条，发现的要及时报告；统计：发现渠道",
            options=options(
                applied="本人申请",
                screening="排查走访",
                referral="转介",
                village="村（社区）报告",
                case="办件中发现",
            ),
            required=True,
            index=True,
            default="case",
            law="社会救助法第39条",
        ),
        Field(
            name="groups",
            label="对象类别",
            kind=Kind.CHOICES,
            purpose="规则：匹配帮扶项目；统计：按类别分列",
            options=options(
                woman="困境妇女",
                child="困境儿童",
                left_behind="留守",
                orphan="孤儿、事实无人抚养",
                single="单亲",
                disabled="残疾",
                ill="重病（含两癌）",
                jobless="失业",
                elder="老年",
                violence="家暴受害",
                harmed="刑事案件等受侵害",
                disaster="受灾",
                adrift="流浪、临时遇困",
                other="其他",
            ),
            required=True,
            sensitivity=S,
            index=True,
            help="写了家暴受害的，一存就按涉家暴办、密封。",
        ),
        Field(
            name="needs",
            label="需求",
            kind=Kind.CHOICES,
            purpose="文书：需求清单；统计：满足与未满足的需求",
            options=NEEDS,
            codes=NEED_LIST.name,
            required=True,
            sensitivity=S,
            index=True,
        ),
        Field(
            name="urgent",
            label="现在就过不下去",
            kind=Kind.YES_NO,
            purpose="法律：社会救助法第50条，先行救助、后补手续",
            required=True,
            sensitivity=S,
            default=False,
            law="社会救助法第50条",
        ),
        Field(
            name="kin_of_staff",
            label="与经办人员、村干部是近亲属",
            kind=Kind.YES_NO,
            purpose="规则：单独登记备案，由县里核查",
            sensitivity=S,
            default=False,
            law="最低生活保障审核确认办法第11条",
        ),
    ),
)
FORMS = (
    DISCOVERY,
    ASSESSMENT,
    MATCHING,
    APPLICATION,
    EXTENSION,
    FIRST_AID,
    PAPERS,
    VISIT,
    NOTICE,
    SENT_UP,
    DECISION,
    REFUSAL,
    DELIVERY,
    REVIEW,
    CLOSING,
)
