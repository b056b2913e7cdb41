"""婚姻辅导: counselling before and in marriage, the cooling-off month included (T/ZSM 5.4.1).

Each spouse is first seen alone; only two who both want to, and neither of whom is afraid, sit down
together.
"""

from core.api import Service, hookimpl
from plugins.marriage_counseling.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE
