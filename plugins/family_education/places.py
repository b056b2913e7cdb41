"""What a county's own Word template may name on the papers of family education.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "intake_record": PaperSchema(
        texts={
            "opened_on": "接案日期",
            "source": "来源",
            "guidance_order": "指导令",
            "ordered_by": "责令机关",
            "term_until": "期限到",
            "warned": "被告诫的人",
            "child": "孩子",
            "age": "年龄",
            "school": "学校、年级",
            "lives_with": "跟谁住",
            "left_behind": "留守",
            "guardians": "家长、监护人",
            "problems": "问题",
        }
    ),
    "receipt": PaperSchema(
        texts={
            "ordered_on": "指导令日期",
            "guided": "接受指导的人",
            "term": "期限",
            "times": "次数",
        }
    ),
    "assessment": PaperSchema(
        texts={
            "child": "孩子",
            "hurt": "孩子受到侵害",
            "signs_of_risk": "高风险的情形",
            "risk": "风险等级（由评估人定）",
            "why_lower": "低于建议等级的理由",
            "about_child": "孩子的情况",
            "about_parents": "家长的情况",
        },
        tables={
            "child_look": PaperTable(
                title="儿童预估", columns={"looked_at": "看什么", "degree": "怎样"}
            ),
            "parents_look": PaperTable(
                title="家长预估", columns={"looked_at": "看什么", "degree": "怎样"}
            ),
        },
    ),
    "plan": PaperSchema(
        texts={"parent": "家长", "times": "计划指导"},
        tables={
            "goals": PaperTable(
                title="目标",
                columns={
                    "no": "序号",
                    "goal": "要变成什么样",
                    "method": "怎么做",
                    "who": "谁来做",
                    "at": "时间",
                },
            )
        },
    ),
    "session": PaperSchema(texts={"guardians": "家长、监护人", "times": "次数"}),
    "urging": PaperSchema(texts={"because": "因为", "to_do": "请您做到", "otherwise": "如果不做"}),
    "urged_record": PaperSchema(
        tables={
            "urgings": PaperTable(
                title="劝诫、批评教育",
                columns={
                    "on": "日期",
                    "who": "谁劝的",
                    "whom": "劝的是谁",
                    "done": "做了什么",
                    "because": "因为什么",
                    "answer": "家长怎么说",
                },
            )
        },
    ),
    "lesson": PaperSchema(
        texts={"warned": "被告诫的人"},
        tables={
            "lessons": PaperTable(
                title="教育引导",
                columns={"on": "日期", "who": "谁去的", "told": "讲了什么", "view": "本人怎么看"},
            )
        },
    ),
    "attendance": PaperSchema(
        texts={"guided": "接受指导的人"},
        tables={
            "lessons": PaperTable(
                title="到课", columns={"no": "次", "on": "日期", "way": "方式", "who": "谁来了"}
            )
        },
    ),
    "report": PaperSchema(
        texts={
            "guided": "接受指导的人",
            "done": "完成情况",
            "came": "到了",
            "change": "家庭的变化",
        },
        tables={
            "lessons": PaperTable(
                title="到课", columns={"no": "次", "on": "日期", "way": "方式", "who": "谁来了"}
            )
        },
    ),
    "closing": PaperSchema(
        texts={
            "result": "结果",
            "moved_to": "转到哪里",
            "why_broken_off": "为什么中止",
            "guidance": "指导",
            "summary": "小结",
        },
        tables={
            "before_and_after": PaperTable(
                title="前后", columns={"looked_at": "看什么", "first": "第一次", "last": "最近一次"}
            )
        },
    ),
}
