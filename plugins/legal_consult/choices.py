"""What may be chosen in a consultation, and what papers and figures call it (T/ZSM 5.4.4).

Articles to pick are those read in the text of the law; any other is written by hand.
"""

from core.api import CodeList, options

NAME = "legal_consult"
VIOLENCE = "violence"

TOPICS = options(
    divorce="离婚",
    property="财产分割",
    custody="抚养",
    visiting="探望",
    elder="赡养",
    inheritance="继承",
    violence="家暴、人身安全保护令",
    betrothal="彩礼",
    land="妇女土地权益",
    work="就业权益",
    guardianship="监护",
    adoption="收养",
    will="遗嘱",
    debt="债务",
    other="其他",
)
TOPIC_LIST = CodeList(
    name="legal_consult.topic",
    title="咨询事项",
    options=TOPICS,
    # what she has to be told, and which articles are offered, hangs on these
    fixed=frozenset({VIOLENCE, "divorce", "property", "elder", "custody", "other"}),
    extends=True,
)
NEXT_STEPS = options(
    own="自行处理",
    mediation="转家事调解",
    legal_aid="转法律援助",
    drafting="代书",
    court="起诉",
    notary="公证",
    office="其他部门",
)
MODES = options(visit="现场", phone="电话", video="视频", online="网上留言")
ADVISERS = options(
    lawyer="律师",
    grassroots="基层法律服务工作者",
    village="村（居）法律顾问",
    literate="法律明白人",
    office="司法所",
)
LAWYER = "lawyer"
IN_VILLAGES = frozenset({"village", "literate"})
"""Who answers where there is no lawyer: what the coverage of villages counts."""

PERIODS = options(
    general="普通诉讼时效，三年",
    hidden="离婚后发现隐藏财产，三年",
    revoke="撤销婚姻，一年",
    set="法院、仲裁、行政机关写明的期限",
    other="其他期限",
)


MARRIAGE = options(
    civil1076="民法典第1076条 协议离婚",
    civil1077="民法典第1077条 三十日冷静期",
    civil1079="民法典第1079条 诉讼离婚",
    civil1081="民法典第1081条 现役军人的配偶",
    civil1082="民法典第1082条 男方不得提出离婚",
    civil1088="民法典第1088条 家务劳动补偿",
    civil1090="民法典第1090条 离婚困难帮助",
    civil1091="民法典第1091条 离婚损害赔偿",
    civil1092="民法典第1092条 隐藏、转移财产",
)
CHILDREN = options(
    civil1084="民法典第1084条 离婚后的子女抚养",
    family49="婚姻家庭编解释（一）第49条 抚养费数额",
    family53="婚姻家庭编解释（一）第53条 抚养费期限",
)
ELDERS = options(
    civil1067="民法典第1067条 赡养、抚养义务",
    elder14="老年人权益保障法第14条 赡养",
    elder19="老年人权益保障法第19条 放弃继承不免除赡养",
    elder20="老年人权益保障法第20条 赡养协议",
)
SAFETY = options(
    violence23="反家庭暴力法第23条 申请人身安全保护令",
    violence25="反家庭暴力法第25条 管辖",
    violence28="反家庭暴力法第28条 七十二小时、二十四小时",
    violence29="反家庭暴力法第29条 保护令的措施",
    violence30="反家庭暴力法第30条 不超过六个月，可以延长",
    violence31="反家庭暴力法第31条 五日内复议",
    women29="妇女权益保障法第29条 分手、离婚后的纠缠骚扰",
)
ARTICLES = {"marriage": MARRIAGE, "children": CHILDREN, "elders": ELDERS, "safety": SAFETY}
"""The articles offered, by the field that offers them."""
ARTICLES_FOR = {
    "marriage": ("divorce", "property"),
    "children": ("custody",),
    "elders": ("elder",),
    "safety": (VIOLENCE,),
}
"""For which topics each field is shown."""

ORDERS = options(new="申请", extend="申请延长", change="申请变更", revoke="申请撤销")
RELATIONS = options(
    spouse="配偶",
    ex="前配偶",
    dating="恋爱、前恋爱关系",
    parent="父母子女",
    family="其他家庭成员",
    living="共同生活的其他人",
)
APPLICANTS = options(
    self="本人",
    kin="近亲属",
    police="公安机关",
    women="妇女联合会",
    village="居民委员会、村民委员会",
    rescue="救助管理机构",
    civil="民政部门",
    disabled="残疾人联合会",
    elders="老年人组织",
)
WIDER = frozenset({"civil", "disabled", "elders"})
"""Who may apply only for the old, the disabled and the gravely ill (法释〔2022〕17号 2)."""
UNABLE = options(
    capacity="无、限制民事行为能力",
    threatened="受强制、威吓等",
    frail="年老、残疾、重病等",
)
COURTS = options(hers="申请人居住地", his="被申请人居住地", place="家庭暴力发生地")
MEASURES = options(
    violence="禁止施暴",
    contact="禁止骚扰、跟踪、接触",
    leave="责令迁出住所",
    online="禁止电话、网络侮辱威胁",
    nearby="不得靠近住所、学校、单位",
    other="其他措施",
)
EVIDENCE = options(
    statement="当事人的陈述",
    warning="告诫书、行政处罚决定书",
    police="出警记录、询问笔录、接警记录、报警回执",
    promise="悔过书、保证书",
    recording="记录家暴发生或者处理过程的视听资料",
    messages="通话录音、短信、聊天记录、电子邮件",
    medical="医疗机构的诊疗记录",
    requests="单位、民政、居村委会、妇联、残联、未保、救助等收到的投诉、反映、求助记录",
    witnesses="未成年子女适龄的证言，亲友、邻居等证人证言",
    injury="伤情鉴定意见",
    other="其他能够证明的证据",
)
"""The eleven of 法释〔2022〕17号 6; any of them may do, the likelihood is enough."""
STATES = options(there="有", fetch="可以去取", missing="还没有")
RULINGS = options(made="作出保护令", refused="驳回", withdrawn="申请撤回")

WRITINGS = options(
    complaint="起诉状",
    defence="答辩状",
    divorce="离婚协议",
    support="赡养协议",
    custody="抚养协议",
    application="申请书",
    letter="其他文书",
)
PLEADINGS = frozenset({"complaint", "defence"})
AGREEMENTS = frozenset({"divorce", "support", "custody"})
DISPUTES = options(
    divorce="离婚",
    custody="变更抚养关系",
    support_child="抚养费",
    support_elder="赡养费",
    property="离婚后财产",
    inheritance="继承",
    division="分家析产",
    betrothal="婚约财产（彩礼）",
    other="其他",
)
BARS = options(
    pregnant="女方怀孕、分娩后一年内、终止妊娠后六个月内",
    again="判决不准离婚、调解和好或者撤诉后不满六个月",
    soldier="对方是现役军人",
)
"""What may stand in the way of a suit for divorce (民法典 1081, 1082; 民事诉讼法 127)."""
WAYS = options(person="当面", post="邮寄", online="网上")
NOT_A_LAWYER = "解答人不是执业律师，以上意见供参考，不是律师出具的法律意见。"
