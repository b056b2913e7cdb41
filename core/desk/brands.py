"""The picture of a brand, answered from what was judged at start-up and nothing else.

A brand's folder is not served: only the bytes of its logo that were found harmless, under a policy
that would stop a script even if one were overlooked.
"""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from core.cases.here import roster
from core.switches import board_here
from core.web import policy

brands = Blueprint("brands", __name__, url_prefix="/<county>/brands")

INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
KEEP = "private, max-age=3600"


@brands.get("/<name>/logo")
@policy(action="switch.read", answer="P")
def logo(name: str) -> Response:
    """Answer the logo of a brand that works somewhere in the county."""
    picture = roster().logos.get(name)
    if picture is None or not board_here().works(name):
        abort(404)
    response = Response(picture.data, mimetype=picture.mimetype)
    response.headers["Content-Security-Policy"] = INERT
    response.headers["Cache-Control"] = KEEP
    return response
