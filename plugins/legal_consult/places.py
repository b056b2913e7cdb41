"""What a county's own Word template may name on the papers of legal consultation.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "register": PaperSchema(
        texts={
            "asker": "咨询人",
            "on": "日期",
            "way": "方式",
            "matter": "事项",
            "adviser": "解答人",
            "minutes": "用时",
            "lapse": "时效、期限届满",
            "legal_aid": "法律援助",
            "next_step": "去向",
            "question": "咨询内容",
            "answer": "解答意见",
            "law": "法律依据",
        }
    ),
    "opinion": PaperSchema(
        texts={
            "matter": "事项",
            "adviser": "出具人",
            "handed_over": "交付",
            "facts_and_materials": "根据的事实和材料",
            "opinion": "意见",
            "law": "法律依据",
        }
    ),
    "order": PaperSchema(
        texts={
            "applicant": "申请人",
            "by_hand": "身份证号、电话",
            "address": "住址",
            "agent": "代为申请",
            "why_for_her": "为什么代为申请",
            "against": "被申请人",
            "relation": "与申请人的关系",
            "against_address": "被申请人住址、电话",
            "jurisdiction": "管辖",
            "urgent": "情况紧急",
            "claims": "请求事项",
            "facts_and_reasons": "事实和理由",
            "proofs": "证据",
        }
    ),
    "evidence": PaperSchema(
        texts={"applicant": "申请人", "court": "法院"},
        tables={
            "proofs": PaperTable(
                title="证据", columns={"kind": "种类", "what": "是什么、在哪里", "state": "有没有"}
            )
        },
    ),
    "help_record": PaperSchema(
        texts={
            "asker": "求助人",
            "asked_on": "求助日期",
            "case_number": "登记编号",
            "certified": "证明",
        }
    ),
    "pleading": PaperSchema(
        texts={
            "respondent": "答辩人",
            "plaintiff": "原告",
            "defendant": "被告",
            "dispute": "纠纷",
            "married_on": "登记结婚",
            "apart_since": "分居",
            "bars": "有没有不能起诉的情形",
            "defence": "答辩意见",
            "claims": "诉讼请求",
            "facts_and_reasons": "事实和理由",
            "exception": "仍然可以起诉的理由",
            "children": "子女",
            "assets": "财产",
            "debts": "债务",
            "proofs": "证据",
        }
    ),
    "agreement": PaperSchema(
        texts={
            "one_side": "一方",
            "other_side": "另一方",
            "married_on": "登记结婚",
            "children": "子女抚养",
            "assets": "财产",
            "debts": "债务",
            "care": "赡养",
        }
    ),
    "writing": PaperSchema(
        texts={
            "written_for": "为谁代书",
            "writing": "写什么",
            "dispute": "纠纷",
            "writer": "代书人",
            "read_back": "念给本人听、本人确认",
            "handed_on": "交付日期",
            "what": "内容",
        }
    ),
}
