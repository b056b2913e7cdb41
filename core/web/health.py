"""Answer the machines that watch us: alive, ready, figures."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Final

from flask import Blueprint, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from werkzeug.wrappers import Response

from core.web.policy import policy
from core.web.requestlog import EXTENSION, Metrics

READY: Final = "jiahe.ready"
health = Blueprint("health", __name__)

Ready = Callable[[], bool]


@health.get("/healthz")
@policy(action="read_health", scope="public", answer="P")
def alive() -> Response:
    """Say that the process answers; touches nothing."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@policy(action="read_health", scope="public", answer="P")
def ready() -> Response:
    """Say whether requests can be served, 503 when the database is not there or not upgraded."""
    check: Ready = current_app.extensions[READY]
    if check():
        return Response("ready\n", mimetype="text/plain")
    return Response("not ready\n", 503, mimetype="text/plain")


@health.get("/metrics")
@policy(action="read_metrics", scope="public", answer="I")
def metrics() -> Response:
    """Give the figures to a collector inside the house; whoever comes through the proxy gets 404.

    How often a function is called is nobody's business outside.
    """
    if not _from_inside():
        abort(404)
    figures: Metrics = current_app.extensions[EXTENSION]
    return Response(generate_latest(figures.registry), content_type=CONTENT_TYPE_LATEST)


def _from_inside() -> bool:
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip")):
        return False
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    return address.is_loopback or address.is_private
