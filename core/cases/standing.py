"""Who stands in which relation to a case: the words of the table of moves (T/ZSM 5.6.1)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class By(StrEnum):
    """Who stands in which relation to a case."""

    LEAD = "lead"
    HANDLER = "handler"
    HOLDER_DESK = "holder_desk"
    HOLDER_HEAD = "holder_head"
    RECEIVER = "receiver"
    SUPERIOR_HEAD = "superior_head"
    COUNTY_HEAD = "county_head"
    ITEM_OWNER = "item_owner"
    NAMED = "named"
    CO_HANDLER = "co_handler"
    TRACKER = "tracker"
    SUPERVISOR = "supervisor"


BY_TITLES: Mapping[By, str] = {
    By.LEAD: "牵头人",
    By.HANDLER: "承办人",
    By.HOLDER_DESK: "承办点窗口",
    By.HOLDER_HEAD: "承办点负责人",
    By.RECEIVER: "接收人",
    By.SUPERIOR_HEAD: "上级负责人",
    By.COUNTY_HEAD: "县服务工作室负责人",
    By.ITEM_OWNER: "事项承办人",
    By.NAMED: "被告知的人",
    By.CO_HANDLER: "联办人",
    By.TRACKER: "跟踪人",
    By.SUPERVISOR: "督导员",
}
