"""What can be answered in the forms of 家风培育 (家庭教育促进法; T/ZSM 5.4.8).

The degrees and signs of the first look follow the annexes of DB2301/T 101—2021 in kind; their
words are ours, the standard's own sheets were not at hand.
"""

from core.api import options

SOURCES = options(
    own="自愿",
    school="学校",
    village="村（社区）督促",
    ordered="公安、检察院、法院责令",
    warned="告诫后的教育引导",
    registry="婚姻登记机关",
    divorce="离婚案件",
    other="其他",
)
"""``warned``: whoever was given a 告诫书 is taught the law by the 妇联 and the village."""
BODIES = options(court="人民法院", procuratorate="人民检察院", police="公安机关")
LIVES_WITH = options(both="父母", mother="母亲", father="父亲", grandparents="祖辈", other="其他人")
PROBLEMS = options(
    study="学习",
    conflict="亲子冲突",
    internet="网络沉迷",
    mood="情绪",
    truancy="逃学",
    romance="早恋",
    harsh="暴力管教",
    grandparents="隔代教养",
    divorce="父母离异适应",
    misconduct="不良行为",
    left_behind="留守",
    special="特殊儿童",
    other="其他",
)
KIN = options(
    mother="母亲",
    father="父亲",
    grandparent="祖父母、外祖父母",
    step="继父、继母",
    other="其他监护人、家庭成员",
)
HURT = options(no="没有", suspected="疑似", yes="有")
RISKS = options(low="低", middle="中", high="高")
SIGNS = options(
    violence="家里有人打骂孩子",
    selfharm="孩子说过不想活、伤过自己",
    absent="监护人失联、在押或者不管孩子",
    neglect="吃穿、看病没有人管",
    alone="不满八周岁单独在家",
    apart="不满十六周岁离开监护人单独住",
    addiction="照看的人酗酒、吸毒或赌博",
    illness="照看的人有病没有治",
    truant="辍学、夜不归宿",
    conduct="严重不良行为",
)
DEGREES = options(fine="好", some="有些困难", hard="很困难", unknown="还不清楚")
DOERS = options(parents="父母", grandparents="祖辈", child="孩子", all="全家")
MODES = options(office="来访", home="上门", phone="电话", online="线上", course="父母课堂")
CAME = options(mother="母亲", father="父亲", grandparents="祖辈", child="孩子", other="其他家人")
DONE = options(yes="做了", part="做了一些", no="没有做", none="上次没有布置")
URGERS = options(village="村（社区）", women="妇联", school="学校", employer="单位")
URGINGS = options(advise="劝诫", criticise="批评教育", stop="制止", urge="督促接受家庭教育指导")
FAULTS = options(
    refuses="拒绝家庭教育",
    neglects="怠于家庭教育",
    beats="打骂孩子",
    alone="让不满八周岁的孩子独处",
    school="不让孩子上学",
    other="其他",
)
ANSWERS = options(accepts="接受指导", refuses="不接受")
LESSONS = options(
    law="反家庭暴力法", warning="告诫书写了什么", children="对孩子的影响", temper="怎样不动手"
)
ATTITUDES = options(admits="认错", partly="认一部分", denies="不认")
KEPT = options(all="全部完成", part="完成一部分", none="没有完成")
SENT = options(hand="当面送", post="寄送", system="政法协同系统")
RESULTS = options(
    reached="目标达成", better="有改善", same="没有变化", referred="转介", stopped="中止"
)
