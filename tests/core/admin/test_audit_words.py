"""Every action that is written to a log has words in Chinese and English on the auditor's page.

The codes are read off the calls that write them, through the small functions that pages put around
those calls; an action whose words are forgotten is named here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask_babel import force_locale, gettext

from core.cases.events import action_titles
from core.web.policy import ATTRIBUTE

ROOT = Path(__file__).parents[3]
# function -> where its action stands among what it is given
WRITERS: dict[str, int] = {
    "note_change": 1,
    "note_access": 2,
    "leave_trace": 1,
    "_note": 0,
    "_refused_as": 0,
    "_leave_trace": 0,
    "_change": 1,
}
HISTORY = 2  # note(acting, case, kind)


def _texts(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """The texts an expression may be: itself, either branch of a choice, a constant by name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, constants)
        yield from _texts(node.orelse, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]


def written(source: str, constants: dict[str, str]) -> Iterator[str]:
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name == "note" and len(call.args) > HISTORY:
            yield from (f"case.{kind}" for kind in _texts(call.args[HISTORY], constants))
        elif name in WRITERS:
            given = [one.value for one in call.keywords if one.arg == "action"]
            given += call.args[WRITERS[name] : WRITERS[name] + 1]
            for one in given:
                yield from _texts(one, constants)


def every_action(app: Flask) -> set[str]:
    constants: dict[str, str] = {}
    sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "core").rglob("*.py"))]
    for source in sources:
        for node in ast.parse(source).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                constants.update(
                    (one.id, node.value.value)
                    for one in node.targets
                    if isinstance(one, ast.Name) and isinstance(node.value.value, str)
                )
    found = {action for source in sources for action in written(source, constants)}
    # a look at a case is logged as the action of its route
    looks = (getattr(view, ATTRIBUTE, None) for view in app.view_functions.values())
    found |= {one.action for one in looks if one is not None and one.resource}
    return found


def test_every_logged_action_has_words_in_both_languages(app: Flask) -> None:
    titles, found = action_titles(), every_action(app)
    assert len(found) > 60, "the look has gone blind"
    assert sorted(found - titles.keys()) == []
    with app.test_request_context(), force_locale("en"):
        same = sorted(title for title in titles.values() if gettext(title) == title)
    assert same == []


def test_a_forgotten_action_is_found() -> None:
    planted = 'note_change(s, action="x.new" if a else "x.old", actor_id=me(), target="", at=n)'
    assert set(written(planted, {})) == {"x.new", "x.old"}
    assert not {"x.new"} & action_titles().keys()
    assert set(written('note(acting, case, "made_up", quiet=True)', {})) == {"case.made_up"}
