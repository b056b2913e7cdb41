"""Who may do what, and how far: one printed table of role, action and scope.

The table is the whole policy about roles; nothing elsewhere asks for a role by name to allow
something. No role holds both the content of cases and the audit of them, and what two roles give
adds up, so the two kinds may not meet in one person (GB/T 22239-2019 8.1.4.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """How far an action reaches. Not a ladder: a person's scopes are a set."""

    SELF = "self"
    OWN = "own"
    REFERRAL = "referral"
    ITEMS = "items"
    TEAM = "team"
    POINT = "point"
    SUBTREE = "subtree"
    INVITED = "invited"
    GIVEN = "given"
    COUNTY = "county"
    ENVELOPES = "envelopes"


SCOPES: Final[Mapping[Scope, str]] = {
    Scope.SELF: "自己的账号",
    Scope.OWN: "自己报的线索",
    Scope.REFERRAL: "转给自己的那一件",
    Scope.ITEMS: "自己的服务事项和转介",
    Scope.TEAM: "自己和同组承办的",
    Scope.POINT: "本点",
    Scope.SUBTREE: "本点和下级",
    Scope.INVITED: "请自己参加、交自己办的会",
    Scope.GIVEN: "交自己办的、自己登记的",
    Scope.COUNTY: "全县",
    Scope.ENVELOPES: "上报到市的要素",
}

ACTIONS: Final[Mapping[str, str]] = {
    "day.read": "看自己的今天",
    "desk.use": "一窗受理",
    "clue.report": "上报线索",
    "case.list": "看办件列表",
    "case.read": "看办件",
    "case.import": "从表格导入办件",
    "case.export": "导出办件表",
    "case.move": "流转办件",
    "case.urge": "催办",
    "person.merge": "合并重复登记的人",
    "case.supervise": "督办",
    "item.work": "办理服务事项",
    "step.second": "第二人审批",
    "record.read": "看记录",
    "record.file": "填记录",
    "paper.issue": "出具文书",
    "paper.read": "看文书",
    "register.read": "看登记簿",
    "register.keep": "记登记簿",
    "meeting.read": "看月度分析会",
    "meeting.hold": "开月度分析会",
    "improve.read": "看评价与改进",
    "survey.read": "看满意度答卷",
    "survey.enter": "录入纸质评价",
    "complaint.take": "登记投诉",
    "complaint.handle": "办理投诉",
    "improve.manage": "管整改",
    "duty.read": "看值班表",
    "duty.manage": "排值班",
    "appointment.book": "看预约、约时间",
    "switch.read": "看模块开关",
    "switch.set": "开关模块",
    "account.manage": "管理账号和岗位",
    "point.manage": "管理服务点",
    "day.manage": "维护工作日",
    "paper.manage": "维护文书样式",
    "codes.shape": "维护代码表",
    "seal.manage": "密封和解密",
    "glass.break": "紧急查看",
    "glass.review": "复核紧急查看",
    "audit.read": "看审计",
    "audit.verify": "核验审计",
    "figures.read": "看统计",
    "figures.lock": "锁定统计月份",
    "plugin.health": "看模块运行情况",
    "token.own": "管理自己的接口令牌",
    "self.settings": "改自己的设置",
}

PROFESSIONAL: Final = "professional"
DAY: Final = "desk/day"


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleRow:
    """A row of the table. ``content`` tells what of a case the role ever sees; ``landing`` is the
    page inside the county it starts from."""

    title: str
    content: str
    landing: str
    grants: Mapping[str, Scope]


def _all(scope: Scope, *actions: str) -> dict[str, Scope]:
    return dict.fromkeys(actions, scope)


_EVERYBODY: Final[Mapping[str, Scope]] = {
    "day.read": Scope.SELF,
    "switch.read": Scope.COUNTY,
    "token.own": Scope.SELF,
    "self.settings": Scope.SELF,
}

ROLES: Final[Mapping[str, RoleRow]] = {
    "grid_worker": RoleRow(
        title="网格员、志愿者",
        content="报上去就看不到了",
        landing=DAY,
        grants=_all(Scope.OWN, "clue.report"),
    ),
    "front_desk": RoleRow(
        title="窗口",
        content="自己接的，到别处接收为止；之后只看进度",
        landing="desk/",
        grants=_all(
            Scope.POINT,
            "desk.use",
            "case.import",
            "case.export",
            "clue.report",
            "case.list",
            "case.read",
            "case.move",
            "person.merge",
            "case.urge",
            "record.read",
            "record.file",
            "paper.issue",
            "paper.read",
            "register.read",
            "register.keep",
            "complaint.take",
            "survey.enter",
        )
        | _all(Scope.INVITED, "meeting.read")
        | _all(Scope.GIVEN, "improve.read")
        | _all(Scope.COUNTY, "duty.read", "appointment.book"),
    ),
    "handler": RoleRow(
        title="承办人",
        content="全部，另一方的分卷和别的服务的限阅内容除外",
        landing=DAY,
        grants=_all(
            Scope.TEAM,
            "case.list",
            "case.export",
            "case.read",
            "case.move",
            "person.merge",
            "item.work",
            "record.read",
            "record.file",
            "paper.issue",
            "paper.read",
        )
        | _all(Scope.POINT, "register.read", "register.keep", "complaint.take", "survey.enter")
        | _all(Scope.INVITED, "meeting.read")
        | _all(Scope.GIVEN, "improve.read")
        | _all(Scope.COUNTY, "duty.read", "appointment.book"),
    ),
    PROFESSIONAL: RoleRow(
        title="专业人员",
        content="转介所列的内容和自己的记录",
        landing=DAY,
        grants=_all(
            Scope.ITEMS,
            "case.list",
            "case.read",
            "case.move",
            "item.work",
            "record.read",
            "record.file",
            "paper.issue",
            "paper.read",
        )
        | _all(Scope.POINT, "register.read", "register.keep", "complaint.take", "survey.enter")
        | _all(Scope.INVITED, "meeting.read")
        | _all(Scope.GIVEN, "improve.read")
        | _all(Scope.COUNTY, "duty.read", "appointment.book"),
    ),
    "partner": RoleRow(
        title="协作单位",
        content="转介所列的内容，带水印，到期收回",
        landing=DAY,
        grants=_all(
            Scope.REFERRAL,
            "case.list",
            "case.read",
            "item.work",
            "record.read",
            "record.file",
            "paper.read",
        ),
    ),
    "point_head": RoleRow(
        title="负责人",
        content="全部的进度；报到自己这里的看内容；密封件点名才看",
        landing=DAY,
        grants=_all(
            Scope.SUBTREE,
            "case.list",
            "case.import",
            "case.export",
            "case.read",
            "case.move",
            "person.merge",
            "case.urge",
            "case.supervise",
            "step.second",
            "record.read",
            "paper.issue",
            "paper.read",
            "figures.read",
            "figures.lock",
            "register.read",
            "register.keep",
            "meeting.read",
            "meeting.hold",
            "duty.manage",
            "improve.read",
            "improve.manage",
            "complaint.handle",
            "survey.read",
        )
        | _all(Scope.POINT, "complaint.take", "survey.enter")
        | _all(Scope.COUNTY, "duty.read", "appointment.book"),
    ),
    "supervisor": RoleRow(
        title="督查",
        content="件数、时限、阶段；没有姓名和文字，投诉、评价和紧急查看的理由除外",
        landing=DAY,
        grants=_all(
            Scope.COUNTY,
            "case.list",
            "case.read",
            "case.urge",
            "figures.read",
            "register.read",
            "glass.review",
            "meeting.read",
            "duty.read",
            "improve.read",
            "improve.manage",
            "complaint.take",
            "complaint.handle",
            "survey.read",
        ),
    ),
    "module_admin": RoleRow(
        title="模块管理员",
        content="没有",
        landing=DAY,
        grants=_all(
            Scope.COUNTY,
            "switch.set",
            "account.manage",
            "point.manage",
            "day.manage",
            "paper.manage",
            "codes.shape",
            "plugin.health",
            "duty.read",
            "duty.manage",
        ),
    ),
    "confidentiality_officer": RoleRow(
        title="保密专员",
        content="平时没有；紧急查看的那一件，四小时，只看",
        landing=DAY,
        grants=_all(
            Scope.COUNTY,
            "seal.manage",
            "glass.break",
            "case.list",
            "case.read",
            "record.read",
            "paper.read",
        ),
    ),
    "auditor": RoleRow(
        title="审计员",
        content="没有，只看留痕和紧急查看的理由",
        landing=DAY,
        grants=_all(Scope.COUNTY, "audit.read", "audit.verify", "glass.review"),
    ),
    "city": RoleRow(
        title="市级",
        content="上报要素",
        landing=DAY,
        grants={
            **_all(Scope.ENVELOPES, "case.list", "case.read", "case.move"),
            "figures.read": Scope.COUNTY,
        },
    ),
}

# What a part in one case opens beyond one's role, for as long as it lasts.
PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "跨乡镇联办：牵头人（县里指名）": (
        "当事人和事由；各点做什么、答复和结果；看不到别人的记录和文书",
        "安排、调整、结束联办，出联办通知，紧急上报",
    ),
    "跨乡镇联办：联办人（各点指名）": (
        "当事人和事由；各点做什么、办到哪一步；答复和结果只看自己的；看不到别人的记录和文书",
        "答复、记联办、看联办通知、紧急上报",
    ),
    "跨乡镇联办：联办点的其他人": (
        "进度，没有姓名和文字；密封件看不到",
        "没有",
    ),
    "专班：看全部": ("全部", "四环节记录"),
    "专班：只看进度": ("进度，没有姓名和文字", "没有"),
}

# Each of these stands alone: with content, or with each other, one person could act and cover it.
APART: Final = frozenset({"module_admin", "confidentiality_officer", "auditor"})
# Where a person with several roles starts, the first that fits.
_STARTS: Final = ("front_desk", "grid_worker", "handler", PROFESSIONAL, "point_head", "partner")


def core_role(role: str) -> str:
    """Return the row of the table that *role* falls under.

    Everything that is no role of ours is a profession a service brought, also when that service is
    no longer installed: its people keep their own items and get nothing more.
    """
    return role if role in ROLES else PROFESSIONAL


def scope_of(roles: Iterable[str], action: str) -> frozenset[Scope]:
    """Return how far somebody with *roles* may do *action*; empty means not at all.

    Raises KeyError for an action that is not in the table.
    """
    if action not in ACTIONS:
        raise KeyError(action)
    held = {core_role(role) for role in roles}
    found = {ROLES[role].grants[action] for role in held if action in ROLES[role].grants}
    if held and action in _EVERYBODY:
        found.add(_EVERYBODY[action])
    return frozenset(found)


def may(roles: Iterable[str], action: str) -> bool:
    """Tell whether somebody with *roles* may do *action* at all, however near."""
    return bool(scope_of(roles, action))


def conflicts(roles: Iterable[str]) -> frozenset[str]:
    """Return the roles among *roles* that may not be held together with the others."""
    held = {core_role(role) for role in roles}
    return frozenset(held & APART) if len(held) > 1 else frozenset()


def rank(role: str) -> int:
    """Return where *role* stands among those one person holds: the lowest is where she starts."""
    return (*_STARTS, *ROLES).index(core_role(role))


def landing(roles: Iterable[str]) -> str:
    """Return the page, inside the county, somebody with *roles* (at least one) starts from.

    The window alone starts at the window; whoever is more than that at the page that adds up.
    """
    held = {core_role(role) for role in roles}
    return ROLES[held.pop()].landing if len(held) == 1 else DAY


def as_markdown() -> str:
    """Return the table as the page ``docs/roles.md``, which a test holds to it."""
    lines = [
        "# 岗位、动作、范围",
        "",
        "Generated from `core/people/roles.py`; run `python -m core.people.roles > docs/roles.md`",
        "after changing the table. Roles of one person add up; "
        + ", ".join(f"`{role}`" for role in sorted(APART))
        + " stand alone.",
        "",
        "| 岗位 | code | 看得到 |",
        "|---|---|---|",
    ]
    lines += [f"| {row.title} | `{role}` | {row.content} |" for role, row in ROLES.items()]
    lines += ["", "| 动作 | action | 谁（到哪里） |", "|---|---|---|"]
    for action, title in ACTIONS.items():
        if action in _EVERYBODY:
            who = f"所有岗位（{SCOPES[_EVERYBODY[action]]}）"
        else:
            who = "，".join(
                f"{row.title}（{SCOPES[row.grants[action]]}）"
                for row in ROLES.values()
                if action in row.grants
            )
        lines.append(f"| {title} | `{action}` | {who} |")
    lines += [
        "",
        "What a part in one case opens, until it ends; barred people see nothing of it.",
        "",
    ]
    lines += ["| 在一件里的身份 | 看得到 | 可以做 |", "|---|---|---|"]
    lines += [f"| {part} | {sees} | {does} |" for part, (sees, does) in PARTS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(as_markdown())
