"""The accounts of the practice county: one a role, none of them a real person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from core.sandbox.places import DEMO
from core.sandbox.words import SURNAMES, WOMEN


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A login with its posts. ``where`` is ``county``, ``town``, ``village`` or ``city`` of the
    county ``county``, or the code of a point; roles add up where one person holds several."""

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

ALONE = ("front_desk", "handler", "grid_worker", "point_head", "mediator")
"""What one person does where there is nobody else."""
VILLAGES_AT_WORK = 3


def neighbours() -> Iterator[Person]:
    """Yield who sits in the other towns and in some villages, one person each: the county of two
    years needs hands everywhere."""
    random = Random(DEMO.code)  # noqa: S311  practice data, no secret
    for number, town in enumerate(DEMO.towns, start=1):
        code = f"{DEMO.code}{number:03d}"
        if number > 1:
            yield Person(
                login=f"town{number}",
                name=random.choice(SURNAMES) + random.choice(WOMEN),
                title=f"{town.name}服务站（一人多岗）",
                roles=ALONE,
                where=code,
            )
        for second in range(1, VILLAGES_AT_WORK + 1):
            if (number, second) != (1, 1):
                yield Person(
                    login=f"village{number}{second}",
                    name=random.choice(SURNAMES) + random.choice(WOMEN),
                    title=f"{town.villages[second - 1]}服务点（一人多岗）",
                    roles=ALONE,
                    where=f"{code}{second:03d}",
                )


def desks() -> tuple[tuple[str, str, str], ...]:
    """Return (who receives, who works it, who is above) of every place somebody sits at."""
    found = [("desk", "mediator_town", "head"), ("desk_town", "mediator_town", "desk"),
             ("village", "village", "mediator_town")]  # fmt: skip
    for one in neighbours():
        above = f"town{one.login[-2]}" if one.login.startswith("village") else "desk"
        above = {"town1": "mediator_town"}.get(above, above)
        found.append((one.login, one.login, above))
    return tuple(found)
