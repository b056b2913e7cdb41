"""Which brand is the face of an item, and how its service works there.

Where the case is held decides: a brand asks its questions and offers its steps at its own points
only. Which brand it was is kept on the item, so that what it did can be read and counted when its
folder is long gone (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Sequence

from core.cases.acting import Acting
from core.cases.code_lists import service_in
from core.cases.models import ServiceItem
from core.words import Brand, Service


def brand_of(acting: Acting, item: ServiceItem, path: Sequence[str]) -> Brand | None:
    """Return the brand at the point where *path* ends; the item's own first."""
    return acting.board.brand_of(acting.roster, item.service, path, kept=item.brand)


def service_of(acting: Acting, item: ServiceItem, path: Sequence[str]) -> Service | None:
    """Return the item's service as it works at the end of *path*, its choices as the county shaped
    them; None when it is not loaded."""
    brand = brand_of(acting, item, path)
    if brand is None:
        service = acting.roster.services.get(item.service)
    else:
        service = acting.roster.faces[brand.name]
    return service_in(service, acting.codes) if service else None


def wear(acting: Acting, item: ServiceItem, path: Sequence[str]) -> None:
    """Keep on the item which brand opened it, or was the first to work on it."""
    brand = None if item.brand else brand_of(acting, item, path)
    if brand is not None:
        item.brand, item.brand_title = brand.name, brand.title
