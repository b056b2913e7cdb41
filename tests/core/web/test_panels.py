"""Blocks beside a case: what is folded stands behind its title until somebody opens it."""

from __future__ import annotations

from flask import render_template_string

from core.words import Panel
from tests.core.web.sample import World

DRAWN = '{% from "macros/marks.html" import panel_block %}{{ panel_block(panel, "h-1") }}'


def drawn(world: World, panel: Panel) -> str:
    with world.app.test_request_context("/"):
        return render_template_string(DRAWN, panel=panel)


def test_a_block_stands_open_unless_it_is_folded(world: World) -> None:
    plain = drawn(world, Panel(title="双方", lines=("<b>一行",)))
    assert '<h2 id="h-1"' in plain
    assert "details" not in plain
    assert "&lt;b&gt;一行" in plain
    folded = drawn(world, Panel(title="双方", lines=("一行",), folded=True))
    assert '<details><summary id="h-1"' in folded
    assert "一行" in folded
    assert 'aria-labelledby="h-1"' in folded
