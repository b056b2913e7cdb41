"""What a county's own Word template may name on the papers of aid.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "report": PaperSchema(
        texts={"name": "姓名", "found_by": "怎么发现的", "needs": "需求", "urgent": "急不急"}
    ),
    "assessment": PaperSchema(
        texts={
            "person": "帮扶对象",
            "groups": "对象类别",
            "household": "共同生活",
            "income": "家庭月收入",
            "spending": "每月必要支出",
            "existing": "已享受",
            "assets": "家庭财产",
            "able": "家里有没有能干活的人",
            "supporter": "有没有能赡养、抚养、扶养的人",
            "disability": "残疾等级",
            "illness": "重病",
            "compensated": "受侵害的，得到赔偿没有",
            "review_on": "复核日期",
            "needs": "需求",
        }
    ),
    "lists": PaperSchema(
        texts={"person": "帮扶对象"},
        tables={
            "needs": PaperTable(title="需求清单", columns={"needs": "需求", "now": "现在"}),
            "resources": PaperTable(
                title="资源清单", columns={"sort": "哪一类", "help": "能帮什么"}
            ),
            "helps": PaperTable(
                title="帮扶清单",
                columns={"programme": "项目", "condition": "条件", "progress": "进展"},
            ),
        },
    ),
    "application": PaperSchema(
        texts={
            "applicant": "申请人",
            "programme": "申请项目",
            "where": "在哪里申请",
            "by_hand": "证件号码、住址、电话",
            "reasons": "申请理由",
            "attachments": "附件",
        }
    ),
    "promise": PaperSchema(texts={"person": "本人", "promise": "承诺和授权"}),
    "mandate": PaperSchema(
        texts={
            "principal": "委托人",
            "programme": "申请项目",
            "by_hand": "证件号码、住址、电话",
            "agent": "代办人",
            "matters": "委托的事",
            "attachments": "附件",
        }
    ),
    "cancer_form": PaperSchema(
        texts={
            "applicant": "申报人",
            "born": "出生",
            "existing": "已享受",
            "income": "家庭月收入",
            "applied_on": "申报日期",
            "by_hand": "证件号码、电话、户籍地",
            "attachments": "附件",
        },
        tables={
            "opinions": PaperTable(
                title="意见", columns={"level": "哪一级", "opinion": "意见和盖章", "on": "日期"}
            )
        },
    ),
    "referral": PaperSchema(
        texts={"where": "在哪里申请", "told_because": "提供信息的依据", "attachments": "附件"}
    ),
    "judicial": PaperSchema(texts={"told_because": "提供信息的依据", "attachments": "附件"}),
    "job": PaperSchema(texts={"told_because": "提供信息的依据"}),
    "visit": PaperSchema(
        texts={"person": "核查对象", "on": "日期", "checkers": "核查人数", "situation": "情况"}
    ),
    "notice": PaperSchema(texts={"applicant": "申请人", "programme": "项目"}),
    "receipt": PaperSchema(
        texts={"receiver": "领取人"},
        tables={
            "receipts": PaperTable(
                title="领取",
                columns={
                    "no": "序号",
                    "on": "日期",
                    "programme": "项目",
                    "kind": "种类",
                    "amount": "金额或折价",
                },
            )
        },
    ),
    "ledger": PaperSchema(
        texts={"person": "帮扶对象", "times": "次数", "sum": "合计"},
        tables={
            "given": PaperTable(
                title="发放、服务",
                columns={
                    "no": "序号",
                    "on": "日期",
                    "programme": "项目",
                    "kind": "种类",
                    "amount": "金额或折价",
                },
            )
        },
    ),
}
