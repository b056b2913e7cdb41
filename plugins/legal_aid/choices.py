"""The choices of 法律援助, with the articles they come from (法律援助法 22, 31, 32, 42 to 48)."""

from core.api import options

KINDS = options(
    advice="法律咨询",
    drafting="代拟文书",
    litigation="诉讼代理",
    out_of_court="非诉讼代理",
    arbitration="调解、仲裁代理",
    criminal="刑事被害人代理",
    other="其他",
)
IN_COURT = frozenset({"litigation", "criminal"})
"""Asked for at the centre of the place where the organ that handles the case is (38)."""
CAUSES = options(
    support="赡养费、抚养费、扶养费",
    violence="家暴、虐待、遗弃",
    divorce="离婚",
    inheritance="继承",
    injury="人身损害",
    welfare="社会救助、社会保险",
    other="其他",
)
STAGES = options(
    none="还没有进入程序",
    first="诉讼一审",
    second="诉讼二审",
    retrial="再审",
    arbitration="仲裁",
    mediation="调解",
    administrative="行政处理",
)
CROWDS = options(
    woman="妇女",
    minor="未成年人",
    elder="老年人",
    disabled="残疾人",
    migrant="农民工",
    veteran="军人、军属、优抚对象",
    poor="一般困难群众",
    other="其他",
)
HARMS = options(violence="家庭暴力", abuse="虐待", abandonment="遗弃")
VIOLENT = frozenset({"violence", "abuse"})
"""What makes a case one of violence; to be left alone is no violence (反家庭暴力法 2)."""
APPLIED_BY = options(
    own="本人", guardian="法定代理人", kin="其他法定代理人或近亲属", agent="委托的人"
)
EXEMPT = options(
    none="不属于",
    no_income="无固定生活来源的未成年人、老年人、残疾人等",
    relief="社会救助、司法救助、优抚对象",
    wages="进城务工人员请求劳动报酬、工伤赔偿",
    other="法律规定的其他人员",
)
MEANS = options(promise="个人诚信承诺", statement="写经济困难状况说明", shared="信息共享查询")
LIMITS = options(known="知道是哪一天", none="没有期限", unknown="还不清楚")
SORTS = options(
    identity="身份证明",
    relation="亲属关系证明",
    agent="代理手续",
    means="经济困难材料",
    exempt="免查证明",
    harm="公安、法院文书",
    evidence="事项证据",
    other="其他",
)
STATES = options(have="有", missing="缺", not_needed="不需要")
TELLERS = options(desk="本点", centre="法律援助中心")
WAYS = options(handed="当面交给本人", told="当面说、电话说", sent="按安全联系方式送")
MATTERS = options(
    listed="法律援助法第31条列明的事项",
    unlimited="第32条，不受经济困难条件限制",
    local="本省增加的事项",
    unclear="说不准",
)
CHECKED = options(
    not_asked="不查（第32条、第42条）",
    promised="本人承诺",
    within="看来在标准以内",
    over="看来超过标准",
    unclear="说不准",
)
FITS = options(eligible="看来符合", unsure="说不准，请中心判断", not_fit="看来不符合")
PLACES = options(organ="办案机关所在地", dispute="争议处理机关所在地", cause="事由发生地")
BASES = options(consent="本人单独同意", duty="依法定职责", emergency="紧急保护")
ADVANCED = options(
    lapsing="时效或期限不足七日",
    measure="需要立即保全、先予执行",
    other="法律规定的其他情形",
)
DECISIONS = options(granted="给予", refused="不予", withdrawn="撤回")
TAKEN_BACK = options(own="本人撤回", deemed="没有按要求补充材料，视为撤回")
REASONS = options(
    matter="不属于援助事项",
    means="不符合经济困难条件",
    place="不归这个中心",
    proof="材料不能说明情况",
    other="其他理由",
)
ENDS = options(
    fraud="用不正当手段获得援助",
    hiding="故意隐瞒重要事实、提供虚假证据",
    misuse="利用援助从事违法活动",
    means="经济状况变化，不再符合条件",
    dropped="案件终止审理或者被撤销",
    own_lawyer="自行委托律师或者其他代理人",
    asked="有正当理由要求终止",
    other="法律、法规规定的其他情形",
)
"""The eight grounds of article 48."""
OBJECTED = options(pending="还没有", upheld="维持", corrected="责令改正")
EVENTS = options(
    met="会见、谈话",
    filed="立案、提交文书",
    measure="保全、先予执行、保护令",
    hearing="开庭、庭前会议",
    settled="调解、和解",
    judged="裁判、处理结果",
    enforced="申请执行",
    other="其他",
)
WORKED = options(
    won="胜诉",
    partly="部分支持",
    mediated="调解",
    settled="和解",
    dropped="撤诉",
    lost="败诉",
    done="文书、咨询已完成",
)
SERVED = frozenset(one.value for one in WORKED)
CLOSINGS = options(
    served="按结案报告办结", ended="终止援助", refused="不予援助", withdrawn="撤回申请"
)
RESULTS = (*WORKED, *(one for one in CLOSINGS if one.value != "served"))
CALLS = options(phone="电话", visit="上门", desk="到点", line="短信、网上")
SCORES = options(good="满意", fair="基本满意", poor="不满意", unreached="没有联系上")
