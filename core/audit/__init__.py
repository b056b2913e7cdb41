"""Two logs: what was changed (one hash chain per county) and who saw what (append-only).

Duty: 网络安全法 23(三) keeps logs six months and more; T/ZSM 5.6.4 asks that a leak can be traced.
"""

from core.audit.access import note_access, seal_access
from core.audit.chain import note_change
from core.audit.verify import Break, verify

__all__ = ["Break", "note_access", "note_change", "seal_access", "verify"]
