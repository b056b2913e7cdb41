"""What somebody has typed and not yet filed, kept for her alone (T/ZSM 5.3.1).

A mechanism beside the forms: it knows whose draft it is and at which address it belongs, and
nothing of forms or cases. Where drafts are taken and offered is `core.web.drafting`.
"""

from core.drafts.service import Answers, drop, find, fits, keep, places_of, stale, sweep

__all__ = ["Answers", "drop", "find", "fits", "keep", "places_of", "stale", "sweep"]
