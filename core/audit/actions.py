"""What the codes in the two logs are called; the logs themselves hold codes only.

The history of a case is logged as `case.<kind>` and looks as the action of their route: both have
their words elsewhere, and `core.cases.events` puts all together. A code that no table knows is
shown as it is; a test finds every code written anywhere in core.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CHANGED: Final[Mapping[str, str]] = {
    "access.sealed": "访问记录封入变更链",
    "account.active": "恢复账号",
    "account.add": "添账号（命令行）",
    "account.added": "添账号",
    "account.barred": "停用账号",
    "account.disable": "停用账号（命令行）",
    "account.password": "重置密码",
    "account.reset": "重置密码（命令行）",
    "appointment.booked": "预约",
    "appointment.cancelled": "取消预约",
    "appointment.kept": "预约的人来了",
    "appointment.missed": "预约的人没有来",
    "backup.made": "做备份",
    "backup.restored": "用备份恢复",
    "case.revealed": "显示姓名和电话",
    "clock.moved": "时限改期",
    "cases.export": "导出办件",
    "cases.import": "导入办件",
    "codes.shaped": "改代码表",
    "county.add": "开通一个县",
    "day.set": "改工作日",
    "duty.away": "值班：记请假",
    "duty.back": "值班：销假",
    "duty.ended": "值班：不再排",
    "duty.planned": "值班：排班",
    "figures.lock": "锁定统计月份",
    "glass.closed": "结束紧急查看",
    "meeting.called": "召集月度分析会",
    "meeting.changed": "改召集的月度分析会",
    "meeting.held": "记月度分析会",
    "meeting.voided": "作废月度分析会",
    "person.revealed": "显示一个人的资料",
    "person.joined": "把两份登记合成一个人",
    "person.parted": "把合起来的登记分开",
    "plugin.purge": "清除已撤模块的数据",
    "point.added": "添服务点",
    "point.closed": "撤销服务点",
    "point.renamed": "服务点改名",
    "points.import": "导入服务点",
    "post.added": "给岗位",
    "post.ended": "结束岗位",
    "register.acted": "登记簿：办了一步",
    "register.corrected": "登记簿：更正",
    "register.entered": "登记簿：登记",
    "register.voided": "登记簿：作废",
    "reset_breaker": "恢复暂停的模块",
    "retention.changed": "改归档年限",
    "service.settings": "改服务功能的设置",
    "settings.changed": "改县规则",
    "staff.import": "导入人员",
    "switch": "开关模块",
    "task.done": "勾掉待办",
    "token.create": "发接口令牌（命令行）",
    "word.brought": "上传文书样式",
    "word.retired": "改回自带样式",
    "word.used": "启用文书样式",
}
SEEN: Final[Mapping[str, str]] = {
    "approval.seen": "看第二人审批",
    "file.seen": "下载附件",
    "glass.refused": "紧急查看没有成",
    "glass.seen": "紧急查看：看一页",
    "meeting.seen": "看月度分析会",
    "person.seen": "看一个人的资料",
    "points.refused": "导入服务点没有通过",
    "sign_in_failed": "登录失败",
    "sign_in_locked": "登录失败，已锁定",
    "signed_in": "登录",
    "signed_out": "退出",
    "staff.refused": "导入人员没有通过",
}
