"""The plugins of one app: loaded, judged, frozen, and asked one at a time (T/ZSM 5.4).

``load`` builds the `Roster` once in ``create_app``; ``ask`` and ``guard`` put the questions of a
request, ``tell`` delivers an event from the outbox, ``doctor`` tells how every plugin is.
"""

from core.roster.answers import NOTICES, Answers, Notice, PluginFailed
from core.roster.brand_file import BrandFault, BrandFolder, read_brand, read_brands
from core.roster.checking import JudgeForms, faults
from core.roster.diagnosis import Diagnosis, doctor
from core.roster.dispatch import NEVER_BLOCKED_BY_FAULT, apart, ask, figures, guard, tell
from core.roster.faces import extended, worn
from core.roster.health import Busy, Gates, TimeRecord, Timing
from core.roster.linting import lint_brands
from core.roster.loading import GROUP, installed, load
from core.roster.logo import Logo, LogoRefused, judge_logo, read_logo
from core.roster.names import NAME, RESERVED
from core.roster.shape import misfits
from core.roster.steps import (
    answers_known,
    beside_item,
    check_step,
    effects_of,
    file_of_item,
    fitting_steps,
    second_of,
)
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
    "NAME",
    "NEVER_BLOCKED_BY_FAULT",
    "NOTICES",
    "RESERVED",
    "Answers",
    "BrandFault",
    "BrandFolder",
    "Busy",
    "Cause",
    "Diagnosis",
    "Fault",
    "Gates",
    "Implementation",
    "JudgeForms",
    "Kind",
    "Logo",
    "LogoRefused",
    "Notice",
    "PluginFailed",
    "PluginRefused",
    "Quarantine",
    "Roster",
    "TimeRecord",
    "Timing",
    "answers_known",
    "apart",
    "ask",
    "beside_item",
    "check_step",
    "doctor",
    "effects_of",
    "extended",
    "faults",
    "figures",
    "file_of_item",
    "fitting_steps",
    "forms_of",
    "guard",
    "installed",
    "judge_logo",
    "lint_brands",
    "load",
    "misfits",
    "read_brand",
    "read_brands",
    "read_logo",
    "second_of",
    "tell",
    "worn",
]
