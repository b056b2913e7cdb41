"""家事调解: people's mediation of a family dispute, from application to performance (T/ZSM 5.4.3).

The thick service: it brings both sides together, so every rule that keeps a frightened person away
from the table is here, above what core locks for everyone (人民调解法 17, 妇联规程 11).
"""

from core.api import Service, hookimpl
from plugins.mediation.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE
