"""Cases: lifecycle, routing, service items, records (T/ZSM 5.5, annex B).

``commands`` change, ``reading`` and ``lists`` show, ``lifecycle`` is the table both rest on.
"""

from core.cases.counted import BOOK
from core.cases.counting import counts_by_service, running_items, tally

__all__ = ["BOOK", "counts_by_service", "running_items", "tally"]
