"""The choices several parts of 家事信访 share: on forms, papers and in figures (信访工作条例)."""

from core.api import CodeList, options

WAYS = options(
    visit="来访",
    letter="来信",
    call="来电（12338）",
    online="网上",
    forwarded="转送",
    assigned="交办",
)
NATURES = options(
    consult="咨询",
    help="求助",
    complaint="检举控告",
    advice="建议意见",
    claim="申诉求决",
)
LANES = options(consult="咨询", help="求助", severe="严重侵害")
TOPICS = options(
    marriage="婚姻关系",
    violence="家庭暴力",
    custody="抚养探望",
    support="赡养扶养",
    estate="财产继承",
    land="土地和集体权益",
    minor="未成年人保护",
    work="就业和劳动",
    harass="性骚扰",
    hardship="生活困难",
    other="其他",
)
TOPIC_LIST = CodeList(
    name="petition.topic",
    title="信访热点",
    options=TOPICS,
    fixed=frozenset({"other"}),
    extends=True,
)
JURISDICTIONS = options(own="本单位", lower="下级", other="其他机关", litigation="涉法涉诉")
WRONGED = options(woman="妇女", child="儿童", elder="老人", disabled="残疾人", other="其他")
WRONGS = options(
    violence="家庭暴力",
    abuse="虐待",
    abandonment="遗弃",
    sexual="性侵害",
    trafficking="拐卖",
    property="财产侵害",
    land="土地、集体成员权益",
    work="就业歧视",
    other="其他",
)
BODIES = options(police="公安", civil="民政", education="教育", women="上一级妇联")
BASES = options(consent="本人单独同意", duty="依法定职责", emergency="紧急保护")
HANDED = options(forward="转送", assign="交办", inform="通报")
DECLINED = options(
    repeat="同一事项已经受理、正在办理",
    litigation="属于诉讼、仲裁、行政复议等法定途径",
    not_ours="不属于本单位职权",
    ended="复核意见已经作出",
    other="其他",
)
HANDLED = options(
    underway="正在办",
    filed="已立案",
    punished="已处罚",
    warned="已出告诫书",
    settled="协调解决",
    refused="不予立案",
    unfounded="查无此事",
)
CLUES = options(
    land="集体成员身份、土地和宅基地权益",
    work="平等就业",
    harassment="没有预防和制止性骚扰",
    media="传播媒介贬低损害妇女人格",
    other="其他严重侵害妇女权益",
)
"""The five situations of 妇女权益保障法 77, in its order."""
PRESSED = options(prompt="提示函", opinion="督促处理意见书", inspection="提请政府督查")
ALSO = options(
    mediation="家事调解",
    hardship_aid="困难帮扶",
    legal_consult="法律咨询",
    legal_aid="法律援助",
    psych="心理疏导",
)
ROUNDS = options(review="复查", final="复核")
OPINIONS = options(kept="维持", changed="变更", revoked="撤销，重新办理")
HOWS = options(spot="当面", phone="电话", paper="书面", online="网上查询")
RESULTS = options(
    answered="已答复",
    solved="已解决",
    partly="部分解决",
    unsupported="不支持（已说明）",
    other_way="转其他途径",
    no_more="不再受理",
)
REASONS = options(
    accepted="本人接受答复",
    expired="三十日内没有申请",
    final="复核意见已作出，不再受理",
    withdrawn="本人撤回",
)
