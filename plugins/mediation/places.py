"""What a county's own Word template may name on the papers of a mediation.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "application": PaperSchema(
        texts={
            "applicant": "申请人",
            "others": "对方当事人",
            "dispute_type": "纠纷类型",
            "claims": "请求事项",
        }
    ),
    "register": PaperSchema(
        texts={
            "people": "当事人",
            "dispute_type": "纠纷类型",
            "amount": "涉及金额",
            "origin": "案件来源",
            "mediation_kind": "调解类型",
            "case_number": "办件编号",
            "claims": "纠纷简要情况",
        }
    ),
    "rights": PaperSchema(
        texts={
            "told_on": "告知日期",
            "open_mode": "是否公开",
            "rights": "您的权利（人民调解法第二十三条）",
            "duties": "您的义务（人民调解法第二十四条）",
            "other_ways": "别的途径",
        }
    ),
    "appointment": PaperSchema(
        texts={"people": "当事人", "chosen_by": "产生方式"},
        tables={
            "mediators": PaperTable(
                title="调解员声明",
                columns={"no": "序号", "tie": "与当事人的关系", "signature": "调解员签名"},
            ),
            "helpers": PaperTable(
                title="邀请协助的人（各方都同意）",
                columns={"name": "姓名", "standing": "身份", "signature": "签名"},
            ),
        },
    ),
    "investigation": PaperSchema(
        texts={"people": "当事人"},
        tables={
            "evidence": PaperTable(
                title="证据材料目录",
                columns={
                    "no": "序号",
                    "name": "名称",
                    "kind": "种类",
                    "source": "来源",
                    "form": "形式",
                    "pages": "页数",
                },
            )
        },
    ),
    "summons": PaperSchema(texts={"bring": "请带上", "explained": "说明"}),
    "sitting": PaperSchema(
        texts={"claims": "各方的请求", "discussion": "调解过程", "law_explained": "讲的法律"}
    ),
    "agreement": PaperSchema(
        of_sheet=False,
        texts={
            "committee": "调解委员会",
            "holder": "持有人",
            "origin": "怎么来的",
            "facts": "主要事实",
            "issues": "争议事项",
            "copies": "份数",
            "place": "签订地点",
            "has_identity": "有没有身份关系的内容",
            "court_by": "共同申请司法确认到",
        },
        tables={
            "parties": PaperTable(
                title="当事人",
                columns={"key": "称呼", "name": "姓名", "particulars": "本人的情况"},
            ),
            "items": PaperTable(
                title="协议内容",
                columns={
                    "who": "由",
                    "to_whom": "向",
                    "what": "内容",
                    "amount": "金额",
                    "how": "怎么履行",
                    "due": "期限",
                    "condition": "条件",
                },
            ),
        },
    ),
    "oral_register": PaperSchema(
        texts={
            "people": "当事人",
            "dispute_type": "纠纷类型",
            "agreed_on": "达成日期",
            "facts_and_issues": "主要事实、争议事项",
        },
        tables={
            "promises": PaperTable(
                title="口头协议内容",
                columns={"no": "序号", "who": "谁", "to_whom": "对谁", "what": "内容"},
            )
        },
    ),
    "confirmation": PaperSchema(
        texts={"promise": "承诺", "attachments": "附件"},
        tables={
            "applicants": PaperTable(
                title="申请人（由本人填写）",
                columns={
                    "name": "姓名",
                    "id_number": "证件号码",
                    "address_and_phone": "住址、电话",
                },
            ),
            "not_confirmable": PaperTable(
                title="不申请确认的内容（涉及身份关系）",
                columns={"promise": "协议", "payer": "由", "payee": "向", "what": "内容"},
            ),
            "confirmable": PaperTable(
                title="申请确认的内容",
                columns={"promise": "协议", "payer": "由", "payee": "向", "what": "内容"},
            ),
        },
    ),
    "termination": PaperSchema(texts={"other_ways": "别的途径"}),
    "delivery": PaperSchema(
        texts={"receiver": "受送达人"},
        tables={
            "papers": PaperTable(
                title="送达的文书",
                columns={
                    "paper": "文书",
                    "way": "送达方式",
                    "served_on": "送达日期",
                    "received": "签收",
                },
            )
        },
    ),
    "hand_over": PaperSchema(texts={"reasons": "理由", "attachments": "附件"}),
    "court_extension": PaperSchema(texts={"reasons": "理由"}),
    "court_reply": PaperSchema(
        texts={
            "result": "结果",
            "signed_on": "签收材料",
            "sittings": "调解",
            "effective_on": "协议生效",
            "attachments": "附件",
        }
    ),
    "police": PaperSchema(
        texts={"attachments": "附件"},
        tables={
            "kept_promises": PaperTable(
                title="调解协议履行情况（由委员会证明）",
                columns={"promise": "协议", "what": "内容", "kept": "履行"},
            )
        },
    ),
    "subsidy": PaperSchema(
        texts={
            "case_number": "办件编号",
            "difficulty": "难易程度",
            "why_higher": "高于标准的理由",
            "amount": "补贴金额",
            "file": "卷宗",
            "verdict": "审核结论",
        }
    ),
}
