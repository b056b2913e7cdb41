"""The one decision point: how far a viewer reaches into a case, and what that reach shows.

Pages, lists, search, API, export, print and log all ask here (T/ZSM 5.6.4); nothing here touches
the database, so the same function can be tested against an oracle cell by cell.
"""

from core.privacy.projection import Shows, mask_name, mask_tail, shows
from core.privacy.reach import Reach, Standing, barred, reach, through_glass

__all__ = [
    "Reach",
    "Shows",
    "Standing",
    "barred",
    "mask_name",
    "mask_tail",
    "reach",
    "shows",
    "through_glass",
]
