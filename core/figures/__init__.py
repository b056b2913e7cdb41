"""统计: the door of whoever answers for figures: pages, workbooks, ledgers (T/ZSM 4.3.2.1)."""

from core.figures import ledgers, locking, meetings, pages, training
from core.figures.blueprint import figures

__all__ = ["figures", "ledgers", "locking", "meetings", "pages", "training"]
