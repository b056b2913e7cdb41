"""Papers in the hand of one person: receipts, rights, consent, notice."""

from __future__ import annotations

from core.documents.schemas import (
    Authorisation,
    ConsentForm,
    IntakeReceipt,
    NeutralSlip,
    Notice,
    RightsLeaflet,
    RightsNotice,
    SatisfactionForm,
)
from core.documents.squares import code_rows
from tests.core.documents.examples.common import OFFICE

RECEIPT = IntakeReceipt(
    office=OFFICE,
    visitor="周女士",
    requested_on="2026年11月20日",
    received_at="2026年11月20日 09:44",
    desk="二楼 2 号窗口",
    first_handler="王秀兰",
    next_step="1 个工作日内，承办站点会按您说的方式联系您。",
    reply_way="当面答复；18 点后可打电话；不发短信",
    code="R7K3-Q2M9",
    qr=code_rows("https://jiahe.example.gov.cn/990101/public/receipt"),
    rules=[
        "全部服务不收费。",
        "您说的话只给经办的人看；要给别的单位，先问您。",
        "您可以随时改主意，不影响去别的部门办事。",
        "遇到危险，请先打 110。",
    ],
    address="示范县和平路 8 号",
    hours="工作日 8:30–17:30",
    phones=["0000-1234567", "12338", "12348"],
)

SLIP = NeutralSlip(office=OFFICE, code="R7K3-Q2M9", phone="0000-1234567")

NOTICE = Notice(
    office=OFFICE,
    title="不予受理告知书",
    person="周桂芳",
    requested_on="2026年11月20日",
    decision="您所说的工程款争议不属于家庭成员之间的纠纷，我们决定不予受理。",
    grounds=[{"text": "争议双方没有家庭关系", "citation": "T/ZSM 3.1"}],
    routes=[
        "到示范县人民调解委员会申请调解，地点和平路 10 号，不收费用。",
        "向示范县人民法院起诉；写起诉状有困难的，可以打 12348 咨询。",
    ],
    objection="可以在收到之日起十五日内到本中心提出，我们换一个人再看一遍。",
    phone="0000-1234567",
    hotlines=["12345", "12348", "12338"],
)

RIGHTS = RightsNotice(
    office=OFFICE,
    person="周女士",
    requested_on="2026年11月20日",
    rights=[
        {"text": "问清谁在办、办到哪一步、什么时候答复", "citation": "T/ZSM 5.6.1"},
        {"text": "不同意调解，随时要求停下来", "citation": "人民调解法第17条、第23条"},
    ],
    duties=[{"text": "如实说明情况", "citation": "人民调解法第24条"}],
    complaints=[
        {"label": "办理的站点", "text": "0000-7654321"},
        {"label": "政务服务便民热线", "text": "12345"},
    ],
    hotlines=[{"label": "报警", "text": "110"}, {"label": "妇女维权", "text": "12338"}],
)

LEAFLET = RightsLeaflet(
    office=OFFICE,
    rights=["问清谁在办、办到哪一步", "不同意调解，随时要求停下来"],
    complaints=[{"label": "电话", "text": "0000-1234567"}],
    hotlines=RIGHTS["hotlines"],
)

CONSENT = ConsentForm(
    office=OFFICE,
    person="周小雨",
    basis="已告知并同意",
    services="家事调解、心理疏导",
    information=[
        {"label": "姓名", "purpose": "登记、出文书", "sensitive": ""},
        {"label": "来意和经过", "purpose": "办理请求的事", "sensitive": "敏感信息"},
    ],
    receivers=[
        {
            "to": "示范县民政局",
            "told": "姓名、出生日期",
            "ground": "本人单独同意（个人信息保护法第23条、第29条）",
            "on": "2026年11月20日",
            "state": "等签收",
        }
    ],
    kept_for="30",
    rights=[{"text": "随时撤回同意", "citation": "个人信息保护法第15条"}],
    phone="0000-1234567",
    child="不满十四周岁，由监护人阅读、签字（个人信息保护法第31条）。",
    guardian="周桂芳",
    stays="本份由承办人留存，不带走；本人可以随时来看。",
)

AUTHORISED = Authorisation(
    office=OFFICE,
    principal="周桂芳",
    agent="周小燕",
    relation="子女",
    case_number="990101-2026-7K3QXF-M",
    services="家事调解",
)

SATISFACTION = SatisfactionForm(
    office="清河镇居民服务站",
    served_on="2026年11月20日",
    services=["家事调解", "法律咨询"],
    asks_performance=True,
    asks_safety=True,
)
