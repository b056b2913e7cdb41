"""What a county's own Word template may name on the papers of legal aid.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "application": PaperSchema(
        texts={
            "applicant": "申请人",
            "crowd": "人群",
            "by_hand": "证件号码、住址、电话",
            "agent": "代为申请的人",
            "standing": "身份",
            "aid_kind": "援助方式",
            "matter": "事项",
            "stage": "到了哪一步",
            "lapse_on": "时效、期限届满日",
            "facts_and_reasons": "申请的事实和理由",
        },
        tables={
            "materials": PaperTable(
                title="材料清单", columns={"sort": "哪一类", "name": "名称", "state": "有没有"}
            )
        },
    ),
    "means": PaperSchema(
        texts={
            "applicant": "申请人",
            "household": "共同生活",
            "income": "家庭月收入",
            "property": "主要财产",
            "debts": "欠债",
        }
    ),
    "promise": PaperSchema(texts={"promiser": "承诺人", "promise": "承诺"}),
    "exempt": PaperSchema(texts={"applicant": "申请人", "basis": "依据", "ground": "情形"}),
    "told_once": PaperSchema(
        texts={"told_on": "告知日期", "bring_by": "请在这一天以前补来"},
        tables={
            "missing_papers": PaperTable(
                title="要补的材料",
                columns={"no": "序号", "sort": "哪一类", "missing": "补什么、怎么补"},
            )
        },
    ),
    "transfer": PaperSchema(
        texts={
            "applicant": "申请人",
            "aid_kind": "援助方式",
            "matter": "事项",
            "stage": "到了哪一步",
            "lapse_on": "时效、期限届满日",
            "means": "经济状况",
            "provision": "属于哪一条",
            "jurisdiction": "管辖",
            "told_because": "提供信息的依据",
        },
        tables={
            "materials": PaperTable(
                title="材料清单", columns={"sort": "哪一类", "name": "名称", "state": "有没有"}
            )
        },
    ),
    "received": PaperSchema(
        texts={
            "aid_kind": "援助方式",
            "centre": "法律援助中心",
            "received_on": "收到日期",
            "decide_by": "应当决定的日期",
            "their_number": "编号",
        }
    ),
    "advance": PaperSchema(
        texts={
            "recipient": "受援人",
            "on": "日期",
            "ground": "情形",
            "lapse_on": "期限届满日",
            "papers_by": "补手续的日期",
            "what": "先做了什么",
        }
    ),
    "decision": PaperSchema(
        texts={
            "decision": "决定",
            "on": "日期",
            "decision_number": "决定书文号",
            "reasons": "理由",
            "taken_back": "怎么撤回的",
            "decision_words": "决定书怎么写的",
        }
    ),
    "objection": PaperSchema(
        texts={
            "applicant": "申请人",
            "decision_number": "决定书文号",
            "raised_on": "提出日期",
            "reasons": "理由",
        }
    ),
    "assigned": PaperSchema(
        texts={
            "lawyer": "承办律师",
            "firm": "单位",
            "assigned_on": "指派日期",
            "assignment_number": "指派通知书文号",
        }
    ),
    "ended": PaperSchema(
        texts={
            "ground": "情形",
            "on": "日期",
            "decision_number": "决定书文号",
            "decision_words": "决定书怎么写的",
        }
    ),
    "report": PaperSchema(
        texts={
            "recipient": "受援人",
            "matter": "事项",
            "lawyer": "承办律师",
            "firm": "单位",
            "assigned_on": "指派日期",
            "reported_on": "报告日期",
            "result": "结果",
            "benefit": "取得或挽回金额",
            "summary": "办理情况",
        },
        tables={
            "steps": PaperTable(title="办理经过", columns={"on": "日期", "stage": "到了哪一步"})
        },
    ),
    "callback": PaperSchema(
        texts={
            "recipient": "受援人",
            "on": "日期",
            "way": "方式",
            "satisfied": "满意吗",
            "comment": "本人的意见",
        }
    ),
}
