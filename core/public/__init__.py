"""The public door: pages that nobody signs in for, under a title that tells nothing.

Whoever looks over a shoulder must not learn what the page is about (妇联规程 13).
"""

from core.public import calendar, saying  # noqa: F401  importing them registers their views
from core.public.verifying import public

__all__ = ["public"]
