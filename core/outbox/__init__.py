"""What leaves the house after the commit: posted with the change, delivered by a worker.

``post`` and ``post_event`` write in the caller's transaction; a `Worker` delivers at least once, in
a thread beside ``jiahe serve`` or as ``jiahe worker`` (T/ZSM 5.6.2).
"""

from core.outbox.events import event_handlers, fault_of
from core.outbox.models import OutboxMessage
from core.outbox.posting import post, post_event
from core.outbox.worker import Drained, Handler, Message, NoHandler, Worker, wait_after

__all__ = [
    "Drained",
    "Handler",
    "Message",
    "NoHandler",
    "OutboxMessage",
    "Worker",
    "event_handlers",
    "fault_of",
    "post",
    "post_event",
    "wait_after",
]
