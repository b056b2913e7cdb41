"""What a county's own Word template may name on the papers of marriage counselling.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "confidentiality": PaperSchema(
        texts={
            "client": "参加辅导的人",
            "confirmed_by": "怎么确认的",
            "confirmed_on": "确认日期",
            "free_will": "自愿",
            "secrecy": "辅导员保守秘密",
            "limits": "什么情况下不能保密",
            "both_sides": "双方也守秘密",
        }
    ),
    "privacy": PaperSchema(
        texts={
            "client": "参加辅导的人",
            "confirmed_by": "怎么确认的",
            "confirmed_on": "确认日期",
            "free_will": "自愿",
            "recorded": "记什么",
            "readers": "谁看得到",
            "rights": "您的权利",
        }
    ),
    "cooling": PaperSchema(
        texts={
            "applied_on": "申请日",
            "cooling_until": "冷静期到",
            "claim_until": "申领离婚证到",
            "first_days": "第一个三十日",
            "second_days": "第二个三十日",
            "counted": "怎么算",
            "invitation": "邀请",
        }
    ),
    "record": PaperSchema(
        texts={
            "name": "姓名",
            "sex": "性别",
            "kind": "辅导类别",
            "referrer": "转介来源",
            "married_on": "结婚登记日期",
            "years_married": "婚龄",
            "marriages": "第几次婚姻",
            "children": "子女",
            "conflicts": "主要矛盾",
            "result": "结果",
            "goals": "目标",
        },
        tables={
            "talks": PaperTable(
                title="辅导",
                columns={
                    "no": "次",
                    "on": "日期",
                    "way": "方式",
                    "five_parts": "五环节",
                    "child_wish": "孩子的意愿",
                    "record": "记录",
                },
            ),
            "evaluations": PaperTable(
                title="介入评估",
                columns={
                    "on": "日期",
                    "when": "什么时候",
                    "talking": "沟通",
                    "mood": "情绪",
                    "trust": "信任",
                    "risk": "风险",
                    "change": "和刚来时比",
                },
            ),
            "visits": PaperTable(title="随访", columns={"on": "日期", "situation": "情况"}),
        },
    ),
    "pact": PaperSchema(
        texts={"agreed_on": "定下的日期", "look_again_on": "一起看看的日期"},
        tables={
            "rules": PaperTable(title="约定", columns={"no": "条", "who": "谁", "what": "做什么"})
        },
    ),
    "referral": PaperSchema(
        texts={
            "told_because": "提供信息的依据",
            "situation": "情况",
            "reply_slip": "回执（请填写后交回）",
        }
    ),
    "feedback": PaperSchema(),
}
