"""家风培育: guidance for parents and the others at home, asked for or ordered (T/ZSM 5.4.8).

Free, and never a punishment; but where a child is hurt, guidance gives way to protection
(家庭教育促进法 31, 49, 53).
"""

from core.api import Service, hookimpl
from plugins.family_education.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE
