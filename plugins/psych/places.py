"""What a county's own Word template may name on the papers of counselling.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "appointment": PaperSchema(texts={"at": "时间", "place": "地点"}),
    "consent": PaperSchema(
        texts={
            "client": "来访者",
            "version": "版本",
            "wanted": "希望的咨询师",
            "confirmed_by": "怎么确认的",
            "agreed_on": "同意日期",
            "does": "做什么、不做什么",
            "secrecy": "保守秘密",
            "limits": "什么情况下不能保密",
            "rights": "您可以怎样",
        }
    ),
    "case_record": PaperSchema(
        texts={
            "client": "来访者",
            "sort": "对象",
            "form": "形式",
            "consent": "知情同意",
            "risk_self": "自伤风险",
            "risk_other": "伤人风险",
            "history": "既往就诊、用药（本人说的）",
            "complaint": "主诉",
            "goals": "目标",
            "method": "打算怎么做",
        },
        tables={
            "talks": PaperTable(
                title="会谈",
                columns={
                    "no": "次",
                    "on": "日期",
                    "minutes": "分钟",
                    "came": "来了没有",
                    "risk": "风险",
                    "homework": "回去做什么",
                },
            ),
            "reviews": PaperTable(
                title="评估",
                columns={"on": "日期", "change": "和刚来时比", "risk": "风险", "found": "看到什么"},
            ),
            "advices": PaperTable(
                title="建议就医",
                columns={"on": "日期", "answer": "本人怎么说", "hospital": "医疗机构"},
            ),
            "supervisions": PaperTable(
                title="督导", columns={"on": "日期", "supervisor": "督导人", "minutes": "分钟"}
            ),
        },
    ),
    "screening": PaperSchema(
        texts={"client": "来访者"},
        tables={
            "result": PaperTable(
                title="结果",
                columns={
                    "on": "日期",
                    "instrument": "量表",
                    "score": "分",
                    "band": "分档",
                    "risk_asked": "当面问到的风险",
                },
            ),
            "instruments": PaperTable(
                title="用的量表",
                columns={
                    "instrument": "量表",
                    "population": "适用的人",
                    "licence": "许可",
                    "checked": "核对",
                },
            ),
        },
    ),
    "group": PaperSchema(
        texts={
            "topic": "主题",
            "on": "日期",
            "which": "第几次",
            "minutes": "多少分钟",
            "heads": "人数",
            "members": "成员",
            "observation": "观察",
        }
    ),
    "crisis": PaperSchema(
        texts={
            "client": "来访者",
            "found_at": "什么时候发现的",
            "level": "程度",
            "at_hand": "手边有工具、药物",
            "contact_at": "再次联系",
            "now": "现在的情况",
        },
        tables={
            "deeds": PaperTable(
                title="做了哪些",
                columns={"at": "时间", "deed": "做了什么", "answer": "找了谁、怎么答复"},
            )
        },
    ),
    "advice": PaperSchema(texts={"hospital": "可以去的医疗机构", "advised_on": "建议日期"}),
    "referral": PaperSchema(texts={"told_because": "提供信息的依据", "seen_signs": "看到的表现"}),
    "reply": PaperSchema(texts={"name": "姓名", "hospital": "医疗机构", "seen": "是否就诊"}),
    "closing": PaperSchema(
        texts={
            "client": "来访者",
            "talks": "会谈",
            "joint_talks": "夫妻、家庭会谈",
            "result": "结果",
            "summary": "小结",
        }
    ),
}
