"""Count and log requests without writing down whom they were about.

A log line carries only the keys listed here: no query, no body, no address (addresses hold case
numbers), no name. Figures go by endpoint, never by path.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

import structlog
from flask import Flask, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from werkzeug.wrappers import Response

EXTENSION: Final = "jiahe.metrics"
ALLOWED_KEYS: Final = frozenset(
    {
        "timestamp", "level", "event", "method", "endpoint", "status", "milliseconds", "county",
        "request_id", "error", "where",
    }
)  # fmt: skip
_BUCKETS: Final = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
# Any other word comes from a client and would open a series of its own in the figures.
_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


class Metrics:
    """The figures of one application; two applications in one process do not add up."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "jiahe_requests",
            "Requests answered.",
            ("endpoint", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "jiahe_request_seconds",
            "Time from reading a request to its answer.",
            ("endpoint",),
            buckets=_BUCKETS,
            registry=self.registry,
        )


def init_requestlog(app: Flask) -> None:
    """Start the clock first and log last: call before anything else registers request functions."""
    metrics = Metrics()
    app.extensions[EXTENSION] = metrics
    log = event_log("jiahe.request")

    def start() -> None:
        g.started = time.perf_counter()

    def finish(response: Response) -> Response:
        spent = time.perf_counter() - g.get("started", time.perf_counter())
        endpoint = request.endpoint or "unmatched"
        method = request.method if request.method in _METHODS else "other"
        metrics.requests.labels(endpoint, method, str(response.status_code)).inc()
        metrics.seconds.labels(endpoint).observe(spent)
        log.info(
            "request",
            method=method,
            endpoint=endpoint,
            status=response.status_code,
            milliseconds=round(spent * 1000, 1),
            county=g.get("county_id"),
            request_id=request_id(),
        )
        return response

    app.before_request(start)
    app.after_request(finish)


def request_id() -> str:
    """Return a random name for this request, to find its log line by."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    name: str = g.request_id
    return name


def event_log(name: str) -> structlog.typing.FilteringBoundLogger:
    """Return a logger of JSON lines that drops every key outside `ALLOWED_KEYS`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return logger


def keep_allowed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Keep only the listed keys: forgetting to hide something must not be possible."""
    return {key: value for key, value in event.items() if key in ALLOWED_KEYS}
