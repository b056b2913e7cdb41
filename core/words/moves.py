"""The moves of a case: what may happen to it, and what the desk calls each (T/ZSM 附录 B)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Move(StrEnum):
    """Everything that can be done to a case as a whole (annex B, 5.5, 5.6)."""

    RECEIVE = "receive"
    DECLINE = "decline"
    ANSWER = "answer"
    ASSIGN_DOWN = "assign_down"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    START_ATTEMPT = "start_attempt"
    SETTLE = "settle"
    NOT_SETTLED = "not_settled"
    ESCALATE = "escalate"
    INTERAGENCY_MEETING = "interagency_meeting"
    ADOPT_PLAN = "adopt_plan"
    URGENT_REPORT = "urgent_report"
    ACKNOWLEDGE = "acknowledge"
    CO_HANDLE = "co_handle"
    SUSPEND = "suspend"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    TRANSFER_OUT = "transfer_out"
    MERGE = "merge"
    UNMERGE = "unmerge"
    HAND_OVER_LEAD = "hand_over_lead"
    HAND_OVER_TRACKING = "hand_over_tracking"
    URGE = "urge"
    SUPERVISE = "supervise"
    BEGIN_FOLLOWUP = "begin_followup"
    ARCHIVE = "archive"
    REOPEN = "reopen"


MOVES: Mapping[Move, str] = {
    Move.RECEIVE: "接待登记",
    Move.DECLINE: "不予受理",
    Move.ANSWER: "当场答复",
    Move.ASSIGN_DOWN: "交办",
    Move.ACCEPT: "接收",
    Move.SEND_BACK: "退回",
    Move.START_ATTEMPT: "开始调处",
    Move.SETTLE: "调处成功",
    Move.NOT_SETTLED: "调处不成功",
    Move.ESCALATE: "上报",
    Move.INTERAGENCY_MEETING: "联席会商",
    Move.ADOPT_PLAN: "通过处置方案",
    Move.URGENT_REPORT: "紧急上报",
    Move.ACKNOWLEDGE: "确认收到",
    Move.CO_HANDLE: "请求协办",
    Move.SUSPEND: "中止",
    Move.RESUME: "恢复办理",
    Move.WITHDRAW: "撤回",
    Move.TRANSFER_OUT: "移送",
    Move.MERGE: "并案",
    Move.UNMERGE: "撤销并案",
    Move.HAND_OVER_LEAD: "首办移交",
    Move.HAND_OVER_TRACKING: "跟踪移交",
    Move.URGE: "催办",
    Move.SUPERVISE: "督办",
    Move.BEGIN_FOLLOWUP: "开始回访",
    Move.ARCHIVE: "归档",
    Move.REOPEN: "重新开启",
}
