"""What a county's own Word template may name on the papers of a petition.

Each name stands for a fact, a part or a table as the paper calls it. What is not named here, or was
not collected for a copy, no template can print (T/ZSM 4.3.2.1).
"""

from collections.abc import Mapping

from core.api import PaperSchema, PaperTable

PLACES: Mapping[str, PaperSchema] = {
    "register": PaperSchema(
        texts={
            "petitioner": "信访人",
            "registered_on": "登记日期",
            "form": "形式",
            "nature": "性质",
            "heads": "人数",
            "speakers": "代表",
            "topics": "说的事",
            "reference": "来件编号",
            "call": "通话",
            "recording": "录音编号",
            "confidential": "要求保密",
            "lane": "分道",
            "competence": "职权范围",
            "request": "诉求",
            "facts_and_reasons": "事实、理由",
            "reply": "答复",
        },
        tables={"steps": PaperTable(title="办理过程", columns={"on": "日期", "situation": "情况"})},
    ),
    "accepted": PaperSchema(texts={"request": "诉求"}),
    "forwarded": PaperSchema(),
    "declined": PaperSchema(texts={"next_ways": "您可以这样办"}),
    "objection": PaperSchema(
        texts={"reference": "来件编号", "raised_on": "提出日期", "reasons": "理由"}
    ),
    "report": PaperSchema(
        texts={
            "reported_at": "报告时间",
            "victim": "受侵害人",
            "wronged": "受侵害的是",
            "wrongs": "侵害情形",
            "accused": "被反映人",
            "receipt": "回执号或接报人",
            "situation": "情况",
        }
    ),
    "lead": PaperSchema(
        texts={"petitioner": "信访人", "wrongs": "侵害情形", "told_at": "通报时间", "lead": "线索"}
    ),
    "transfer": PaperSchema(
        texts={
            "petitioner": "信访人",
            "answer_by": "请何时反馈",
            "told_because": "提供信息的依据",
            "request": "诉求",
            "facts_and_reasons": "事实、理由",
        }
    ),
    "clue": PaperSchema(
        texts={
            "kinds": "属于哪一种情形",
            "handed_on": "移送日期",
            "told_because": "提供信息的依据",
            "clue": "线索内容",
        }
    ),
    "prompt": PaperSchema(texts={"answer_by": "请何时答复", "to_handle": "需要处理的"}),
    "urging": PaperSchema(texts={"answer_by": "请何时答复", "to_handle": "需要处理的"}),
    "extension": PaperSchema(texts={"reasons": "理由"}),
    "reply": PaperSchema(texts={"result": "结果", "reply": "答复", "basis": "依据"}),
    "opinion": PaperSchema(
        texts={
            "result": "结果",
            "request": "信访请求",
            "facts_and_reasons": "事实和理由",
            "opinion": "处理意见",
            "basis": "依据",
        }
    ),
    "review": PaperSchema(
        texts={
            "requested_on": "申请日期",
            "body": "作出机关",
            "opinion_on": "作出日期",
            "opinion": "意见",
            "opinion_words": "意见内容",
        }
    ),
    "final": PaperSchema(
        texts={
            "requested_on": "申请日期",
            "body": "作出机关",
            "opinion_on": "作出日期",
            "opinion": "意见",
            "opinion_words": "意见内容",
        }
    ),
}
