"""The plugins of one app: loaded, judged, frozen, and asked one at a time (T/ZSM 5.4).

``load`` builds the `Roster` once in ``create_app``; ``ask`` and ``guard`` put the questions of a
request, ``tell`` delivers an event from the outbox, ``doctor`` tells how every plugin is.
"""

from core.roster.answers import NOTICES, Answers, Notice, PluginFailed
from core.roster.checking import RESERVED, JudgeForms, faults
from core.roster.diagnosis import Diagnosis, doctor
from core.roster.dispatch import NEVER_BLOCKED_BY_FAULT, ask, figures, guard, tell
from core.roster.health import Busy, Gates, TimeRecord, Timing
from core.roster.loading import GROUP, installed, load
from core.roster.shape import misfits
from core.roster.steps import check_step, effects_of
from core.roster.values import (
    CAUSES,
    Cause,
    Fault,
    Implementation,
    Kind,
    PluginRefused,
    Quarantine,
    Roster,
    forms_of,
)

__all__ = [
    "CAUSES",
    "GROUP",
    "NEVER_BLOCKED_BY_FAULT",
    "NOTICES",
    "RESERVED",
    "Answers",
    "Busy",
    "Cause",
    "Diagnosis",
    "Fault",
    "Gates",
    "Implementation",
    "JudgeForms",
    "Kind",
    "Notice",
    "PluginFailed",
    "PluginRefused",
    "Quarantine",
    "Roster",
    "TimeRecord",
    "Timing",
    "ask",
    "check_step",
    "doctor",
    "effects_of",
    "faults",
    "figures",
    "forms_of",
    "guard",
    "installed",
    "load",
    "misfits",
    "tell",
]
