"""A declaration that does not hold together is found before a citizen finds it."""

from dataclasses import replace

import pytest

from core.forms import check_forms
from core.roster import RESERVED, faults
from core.words import (
    Clock,
    Field,
    Form,
    Indicator,
    Law,
    Role,
    Step,
    SuggestRule,
    Unit,
)
from tests.dummies import a_service

ROLES = frozenset({"front_desk", "handler"})


def found(service, name="tea"):
    return list(faults(service, name=name, roles=ROLES, judge_forms=check_forms))


def with_fields(*fields, **more):
    form = Form(key="tea.intake", title="登记", fields=fields, **more)
    return a_service("tea", forms=(form,))


def a_field(**changes):
    return replace(Field(name="wish", label="愿望", purpose="决定下一步"), **changes)


def test_a_sound_service_has_no_fault():
    assert found(a_service("tea")) == []


def test_own_roles_and_those_of_core_are_known():
    steps = (Step(name="talk", title="谈", roles=frozenset({"handler", "host"}), closes=True),)
    assert found(a_service("tea", steps=steps, roles=(Role(name="host", title="茶主"),))) == []
    assert "unknown roles host" in "".join(found(a_service("tea", steps=steps)))


@pytest.mark.parametrize(
    ("service", "line"),
    [
        (a_service("other"), "is installed as 'tea'"),
        (a_service("tea", title="  "), "title is empty"),
        (a_service("tea", forms=()), "at least its intake form"),
        (a_service("tea", steps=()), "no reachable step closes"),
        (with_fields(a_field(purpose="")), "no purpose"),
        (with_fields(a_field(label="")), "no label"),
        (
            a_service("tea", settings=Form(key="tea.intake", title="设置", fields=())),
            "form tea.intake: declared 2 times",
        ),
        (
            a_service("tea", settings=Form(key="settings", title="设置", fields=())),
            "does not begin with 'tea.'",
        ),
        (
            a_service("tea", steps=(Step(name="a", title="甲", form="tea.gone", closes=True),)),
            "its form 'tea.gone' does not exist",
        ),
        (
            a_service("tea", steps=(Step(name="a", title="甲", after=("gone",), closes=True),)),
            "comes after 'gone'",
        ),
        (
            a_service(
                "tea",
                steps=(
                    Step(name="start", title="始", closes=True),
                    Step(name="one", title="甲", after=("two",)),
                    Step(name="two", title="乙", after=("one",)),
                ),
            ),
            "step 'one': cannot be reached",
        ),
        (
            a_service(
                "tea",
                steps=(
                    Step(name="start", title="始"),
                    Step(name="end", title="终", after=("end",), closes=True),
                ),
            ),
            "no reachable step closes",
        ),
        (
            a_service("tea", steps=(Step(name="a", title="甲", closes=True),) * 2),
            "step 'a' is declared 2 times",
        ),
        (
            a_service(
                "tea",
                clocks=(Clock(code="c", title="钟", unit=Unit.DAYS, length=0, law=Law(name="x")),),
            ),
            "a length of 0",
        ),
        (
            a_service(
                "tea",
                clocks=(Clock(code="c", title="钟", unit=Unit.DAYS, length=1, law=Law(name="")),),
            ),
            "cites no source",
        ),
        (
            a_service("tea", indicators=(Indicator(code="i", title="率", formula=""),)),
            "no formula",
        ),
        (
            a_service("tea", suggests=(SuggestRule(why="x", scenarios=frozenset({"rain"})),)),
            "unknown situations: rain",
        ),
        (a_service("tea", suggests=(SuggestRule(why=""),)), "gives no reason"),
    ],
)
def test_each_fault_is_named(service, line):
    assert any(line in one for one in found(service)), found(service)


@pytest.mark.parametrize("name", ["desk", "cases", "admin", "public", "api", "static", "login"])
def test_the_doors_are_reserved(name):
    assert name in RESERVED
    assert any("reserved" in line for line in found(a_service(name), name=name))


@pytest.mark.parametrize("name", ["x", "Tea", "tea-room", "茶", "1tea", "class", "t" * 32, ""])
def test_a_name_is_an_identifier(name):
    assert found(a_service(name), name=name)


def test_a_word_of_the_wrong_shape_is_not_looked_into():
    assert found(a_service("tea", forms=["x"])) == ["Service.forms: tuple expected, not list"]
