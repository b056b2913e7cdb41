"""What each kind of history line is called, for the page of a case and for the auditor's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.audit.actions import CHANGED, SEEN
from core.people.roles import ACTIONS
from core.words import MOVES

OTHER_EVENTS: Final[Mapping[str, str]] = {
    "team": "专班",
    "loop": "专班四环节",
    "conference": "联合会诊",
    "thanks": "收到感谢",
    "survey": "请人评价",
    "flag_set": "加标记",
    "flag_off": "去标记",
    "co_ordered": "跨乡镇联办",
    "co_changed": "调整联办",
    "co_answered": "答复联办",
    "co_worked": "联办记录",
    "co_ended": "结束联办",
    "import": "从表格导入",
    "clue": "上报线索",
    "open_item": "加开服务",
    "step": "办理",
    "record": "填写记录",
    "second_asked": "请第二人审批",
    "second_agreed": "第二人同意",
    "second_refused": "第二人不同意",
    "second_withdrawn": "撤回审批",
    "followup": "回访",
    "visit_planned": "安排回访",
    "rated": "评定风险等级",
    "key_family": "登记重点家庭",
    "kin": "写明家里的关系",
    "kin_back": "撤回一条关系",
    "rating_asked": "提请降级",
    "rating_refused": "不同意降级",
    "unseal_asked": "申请解密",
    "unseal_agreed": "同意解密",
    "unseal_refused": "不同意解密",
    "unseal_withdrawn": "撤回解密申请",
    "safe_contact": "安全联系登记",
    "protection": "保护措施登记",
    "referral_sent": "发函",
    "referral_received": "发函已签收",
    "referral_answered": "发函已答复",
    "referral_refused": "发函退回",
    "referral_withdrawn": "收回发函",
    "danger_check": "单独谈",
    "danger_scale": "单独谈登记",
    "danger_measure": "办理登记",
    "report_record": "强制报告登记",
    "assign_handler": "派给同事",
    "assign_item": "派服务事项",
    "measure_done": "措施完成",
    "transfer_expired": "接收超时",
    "urgent_climbed": "紧急上报升级",
    "end_orphan": "办结（功能已停）",
    "paper": "出具文书",
    "paper_void": "文书作废",
    "attach": "添材料",
    "detach": "撤下材料",
    "fix": "更正登记",
    "glass": "紧急查看",
    "glass_reviewed": "复核紧急查看",
    "measure_overdue": "措施超期",
}


def event_titles() -> Mapping[str, str]:
    """Return the title of every kind of history line."""
    return {**{str(key): value for key, value in MOVES.items()}, **OTHER_EVENTS}


def action_titles() -> Mapping[str, str]:
    """Return the title of every code in the two logs; a look is logged as the action it took."""
    history = {f"case.{kind}": title for kind, title in event_titles().items()}
    return {**ACTIONS, **history, **CHANGED, **SEEN}
