"""困难帮扶: find the need, name what could help, apply, follow through (T/ZSM 5.4.7, 社会救助法).

Programmes are explained, never decided here; help that cannot wait comes before its papers.
"""

from core.api import Service, hookimpl
from plugins.hardship_aid.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE
