"""Hand the events waiting in the outbox to the plugins they were written for.

A plugin's event handler runs in the transaction of its own message: what it wrote is lost when it
raises, and the desk, which finished long ago, never notices (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.hooks import HOOKS, Events
from core.outbox.worker import Handler, Message
from core.roster import Fault, PluginFailed, Roster, tell

Words = Callable[[Message], Mapping[str, object] | None]
"""Builds the arguments of a hook from a payload of ids, as things are now; None when what the
event tells of is gone, and then nobody needs to be told."""

PREFIX = "event."


def event_handlers(roster: Roster, words: Mapping[str, Words]) -> Mapping[str, Handler]:
    """Return the outbox handlers of plugin events, by kind of message.

    *words* by hook, from the rooms that own the things. KeyError when an event has none: an event
    nobody can build would be posted and never delivered.
    """
    return {
        f"{PREFIX}{hook}": _handler(roster, hook, words[hook])
        for hook, promise in HOOKS.items()
        if promise is Events
    }


def fault_of(error: Exception) -> Fault | None:
    """Return the plugin's fault behind a failed delivery, None when it was no plugin's."""
    return error.fault if isinstance(error, PluginFailed) else None


def _handler(roster: Roster, hook: str, words: Words) -> Handler:
    def deliver(message: Message) -> None:
        plugin = str(message.payload["plugin"])
        # judged first: a plugin removed since needs no words built for it
        if not any(one.plugin == plugin for one in roster.hooks(hook)):
            return
        given = words(message)
        if given is not None:
            tell(roster, hook, plugin, **given)

    return deliver
