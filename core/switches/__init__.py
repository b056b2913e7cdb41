"""Which function is open where, who may be asked, and what happens when one keeps failing.

``load_board`` reads the county's switches once per request; ``set_state`` and ``rehearse`` are the
commands of the switch page; the breaker stops asking a plugin that fails (T/ZSM 5.4).
"""

from core.switches.board import Board, Row, board_here, load_board
from core.switches.breaker import (
    broken_in,
    init_breaker,
    note_faults,
    open_breakers,
    recent_faults,
    record_failure,
    record_faults,
    reset_breaker,
)
from core.switches.filled import (
    Filled,
    SettingsRefused,
    filled,
    keep_settings,
    settings_choices,
    settings_for,
    settings_form,
)
from core.switches.models import PluginBreaker, PluginFault, PluginSettings, Switch
from core.switches.purging import left_of, purge
from core.switches.service import (
    CLAUSES,
    Rehearsal,
    RunningItems,
    StaleSwitch,
    SwitchRefused,
    Tally,
    UnknownPlugin,
    clause_gaps,
    hold_open,
    rehearse,
    set_state,
)

__all__ = [
    "CLAUSES",
    "Board",
    "Filled",
    "PluginBreaker",
    "PluginFault",
    "PluginSettings",
    "Rehearsal",
    "Row",
    "RunningItems",
    "SettingsRefused",
    "StaleSwitch",
    "Switch",
    "SwitchRefused",
    "Tally",
    "UnknownPlugin",
    "board_here",
    "broken_in",
    "clause_gaps",
    "filled",
    "hold_open",
    "init_breaker",
    "keep_settings",
    "left_of",
    "load_board",
    "note_faults",
    "open_breakers",
    "purge",
    "recent_faults",
    "record_failure",
    "record_faults",
    "rehearse",
    "reset_breaker",
    "set_state",
    "settings_choices",
    "settings_for",
    "settings_form",
]
