"""The table of roles against what the page about it says and what must never meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.people.roles import (
    ACTIONS,
    APART,
    ROLES,
    SCOPES,
    Scope,
    as_markdown,
    conflicts,
    core_role,
    landing,
    may,
    rank,
    scope_of,
)

ROOT = Path(__file__).parents[3]
CONTENT = {"record.read", "record.file", "item.work", "paper.read", "desk.use"}


def test_the_printed_page_is_the_table() -> None:
    assert (ROOT / "docs" / "roles.md").read_text(encoding="utf-8") == as_markdown()


@pytest.mark.parametrize(
    ("roles", "action", "scopes"),
    [
        (["front_desk"], "desk.use", {Scope.POINT}),
        (["front_desk"], "item.work", set()),
        (["handler"], "item.work", {Scope.TEAM}),
        (["handler"], "desk.use", set()),
        (["professional"], "case.read", {Scope.ITEMS}),
        (["lawyer"], "case.read", {Scope.ITEMS}),
        (["some_profession_of_a_plugin_that_is_gone"], "item.work", {Scope.ITEMS}),
        (["partner"], "record.read", {Scope.REFERRAL}),
        (["partner"], "case.move", set()),
        (["point_head"], "case.supervise", {Scope.SUBTREE}),
        (["point_head"], "record.file", set()),
        (["supervisor"], "case.urge", {Scope.COUNTY}),
        (["supervisor"], "record.read", set()),
        (["supervisor"], "case.supervise", set()),
        (["module_admin"], "switch.set", {Scope.COUNTY}),
        (["module_admin"], "case.list", set()),
        (["auditor"], "audit.read", {Scope.COUNTY}),
        (["auditor"], "case.read", set()),
        (["confidentiality_officer"], "seal.manage", {Scope.COUNTY}),
        (["confidentiality_officer"], "audit.read", set()),
        (["city"], "case.read", {Scope.ENVELOPES}),
        (["city"], "record.read", set()),
        (["grid_worker"], "clue.report", {Scope.OWN}),
        (["grid_worker"], "case.list", set()),
        (["front_desk", "handler", "point_head"], "case.read", {"point", "team", "subtree"}),
        (["auditor"], "self.settings", {Scope.SELF}),
        ([], "self.settings", set()),
        ([], "case.read", set()),
    ],
)
def test_who_reaches_how_far(roles: list[str], action: str, scopes: set[str]) -> None:
    assert scope_of(roles, action) == scopes
    assert may(roles, action) is bool(scopes)


def test_an_action_nobody_declared_is_an_error() -> None:
    with pytest.raises(KeyError):
        may(["front_desk"], "case.delete")
    with pytest.raises(KeyError):
        may([], "")


def test_every_action_is_given_to_somebody_and_every_grant_is_known() -> None:
    for action in ACTIONS:
        assert any(may([role], action) for role in ROLES), action
    for role, row in ROLES.items():
        assert row.grants.keys() <= ACTIONS.keys(), role
        assert set(row.grants.values()) <= SCOPES.keys()


@pytest.mark.parametrize("role", sorted(APART))
def test_no_role_holds_both_content_and_audit(role: str) -> None:
    assert not {"audit.read", "audit.verify"} & (
        ROLES[role].grants.keys() if role != "auditor" else set()
    )
    for other in ROLES:
        expected = frozenset() if other == role else {role} | ({other} & APART)
        assert conflicts([role, other]) == expected


def test_audit_and_content_meet_in_no_row() -> None:
    for role, row in ROLES.items():
        audits = {action for action in row.grants if action.startswith("audit.")}
        assert not (audits and CONTENT & row.grants.keys()), role


def test_one_person_in_a_village_may_hold_all_the_working_roles() -> None:
    assert conflicts(["front_desk", "handler", "grid_worker", "point_head", "lawyer"]) == set()


def test_where_somebody_starts() -> None:
    assert landing(["front_desk"]) == "desk/"
    assert landing(["handler", "front_desk"]) == "desk/day", "several roles add up on one page"
    assert {landing([role]) for role in ROLES if role != "front_desk"} == {"desk/day"}
    assert landing(["lawyer"]) == landing(["lawyer", "psychologist"]) == "desk/day"
    assert sorted(["point_head", "lawyer", "front_desk"], key=rank) == [
        "front_desk",
        "lawyer",
        "point_head",
    ]
    assert core_role("lawyer") == "professional"
