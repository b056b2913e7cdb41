"""The modules whose tables belong to the platform, loaded by name.

The ground imports nothing of the rooms above it, yet migrations, row-level security and checks
must know every table; so the list is text, and a name that leads nowhere raises.
"""

from importlib import import_module

MODULES = (
    "core.people.models",
    "core.points.models",
    "core.families.models",
    "core.cases.models",
    "core.cases.models_after",
    "core.cases.models_flags",
    "core.cases.models_flow",
    "core.cases.models_glass",
    "core.cases.models_approval",
    "core.cases.models_archive",
    "core.cases.models_joint",
    "core.cases.models_protection",
    "core.cases.models_referral",
    "core.cases.models_meetings",
    "core.cases.models_unsealing",
    "core.cases.models_evaluation",
    "core.cases.models_family",
    "core.audit.models",
    "core.outbox.models",
    "core.switches.models",
    "core.documents.models",
    "core.clocks.models",
    "core.forms.models",
    "core.statistics.models",
    "core.drafts.models",
    "core.files.models",
    "core.registers.models",
    "core.duty.models",
    "core.appointments.models",
)


def load_all() -> None:
    """Import every module with tables, so that `Base.metadata` is complete; may be called twice."""
    for name in MODULES:
        import_module(name)
