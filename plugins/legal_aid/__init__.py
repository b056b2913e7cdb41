"""法律援助: we help to apply and keep track; the centre decides (T/ZSM 5.4.6, 法律援助法).

A victim of violence is never asked about money.
"""

from core.api import Service, hookimpl
from plugins.legal_aid.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE
