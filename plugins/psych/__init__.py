"""心理疏导: counselling for one, for a couple, for a group, and a crisis branch (T/ZSM 5.4.5).

A counsellor listens and accompanies; diagnosis and treatment belong to medicine (精神卫生法 23,
51). What is said stays with the counsellor who heard it.
"""

from core.api import Service, hookimpl
from plugins.psych.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE
