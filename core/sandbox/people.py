"""The accounts of the practice county: one a role, none of them a real person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A login with its posts. ``where`` is ``county``, ``town``, ``village`` or ``city`` of the
    county ``county``; roles add up where one person holds several."""

    login: str
    name: str
    title: str
    roles: tuple[str, ...]
    where: str = "county"
    county: str = "990101"


PEOPLE: tuple[Person, ...] = (
    Person(login="admin", name="沈洁", title="县模块管理员", roles=("module_admin",)),
    Person(login="desk", name="王秀兰", title="县服务工作室窗口", roles=("front_desk",)),
    Person(login="desk_town", name="李敏", title="桂花镇窗口", roles=("front_desk",), where="town"),
    Person(
        login="mediator_town",
        name="刘建国",
        title="桂花镇调解员",
        roles=("handler", "mediator"),
        where="town",
    ),
    Person(
        login="head_town",
        name="赵春梅",
        title="桂花镇服务站负责人",
        roles=("point_head",),
        where="town",
    ),
    Person(
        login="village",
        name="何玉珍",
        title="后塘村服务点（一人多岗）",
        roles=("front_desk", "handler", "grid_worker", "point_head", "mediator"),
        where="village",
    ),
    Person(login="mediator", name="孙志强", title="县调解员", roles=("handler", "mediator")),
    Person(login="head", name="林慧", title="县服务工作室负责人", roles=("point_head",)),
    Person(login="supervisor", name="周正", title="县督查（只看数字）", roles=("supervisor",)),
    Person(login="officer", name="吴静", title="保密员", roles=("confidentiality_officer",)),
    Person(login="auditor", name="郑明", title="审计员", roles=("auditor",)),
    Person(login="city", name="高远", title="市级", roles=("city",), where="city"),
    Person(
        login="neighbour_desk",
        name="许芳",
        title="邻县窗口",
        roles=("front_desk", "handler"),
        county="990102",
    ),
    Person(
        login="neighbour_admin",
        name="马超英",
        title="邻县模块管理员",
        roles=("module_admin",),
        county="990102",
    ),
)
