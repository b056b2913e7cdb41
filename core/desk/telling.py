"""The words of the pages: code tables, and what plugins add to a case."""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.code_lists import labels
from core.cases.facts import Facts
from core.cases.loading import Loaded
from core.privacy import Reach, shows
from core.roster import Notice, ask
from core.words import (
    CASE_STATES,
    CHANNELS,
    DANGER,
    DANGER_FLAGS,
    ITEM_STATES,
    LEVEL_TITLES,
    MOVES,
    PARTY_ROLES,
    RELATIONS,
    SCENARIOS,
    STAGES,
    WAIVERS,
    Panel,
)

CODES: Mapping[str, Mapping[str, str]] = {
    "states": {str(key): value for key, value in CASE_STATES.items()},
    "stages": {str(key): value for key, value in STAGES.items()},
    "levels": {str(key): value for key, value in LEVEL_TITLES.items()},
    "items": {str(key): value for key, value in ITEM_STATES.items()},
    "moves": {str(key): value for key, value in MOVES.items()},
    "scenarios": SCENARIOS,
    "channels": CHANNELS,
    "danger": DANGER,
    "flags": DANGER_FLAGS,
    "roles": PARTY_ROLES,
    "relations": RELATIONS,
    "waivers": WAIVERS,
    "outcomes": {"with_case": "随办件结束", "function_gone": "功能已停，由负责人办结"},
}


def codes_for(here: Acting) -> Mapping[str, Mapping[str, str]]:
    """Return the code tables in the words of the county, its own codes among them."""
    if not here.codes.shapes:
        return CODES
    shaped = {"scenarios": "scenario", "channels": "channel", "relations": "relation"}
    return {
        **CODES,
        **{table: labels(here.codes, name, here.roster) for table, name in shaped.items()},
    }


def panels_of(
    here: Acting, loaded: Loaded, facts: Facts, how_far: Reach
) -> tuple[tuple[Panel, ...], tuple[Notice, ...]]:
    """Return what plugins add to the page, and whose addition was left out because it failed.

    Nothing below a reach that opens the whole case.
    """
    if not shows(how_far).papers:
        return (), ()
    answers = ask(
        here.roster,
        "panels",
        here.board.asked(here.roster, loaded.path),
        case=facts.view,
        viewer=here.viewer,
    )
    panels = tuple(panel for _plugin, panel in answers.values)
    return panels, tuple(answers.notices(here.roster))
